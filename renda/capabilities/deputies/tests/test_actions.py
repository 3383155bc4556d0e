from datetime import date, timedelta

import pytest

from renda.capabilities.deputies import queries
from renda.capabilities.deputies.actions import mandates, offices, terms
from renda.capabilities.deputies.models import CongressTerm, Mandate, Office
from renda.capabilities.deputies.terms import OfficeTitle, Suspension
from renda.capabilities.deputies.tests import factories
from renda.capabilities.deputies.tests.factories import AT
from renda.capabilities.deputies.tests.refusing import last_entry, refusal
from renda.foundation.accounts.actor import SYSTEM
from renda.foundation.accounts.models import Congress
from renda.foundation.audit.models import Entry
from renda.foundation.errors import NotPermitted, StaleState

pytestmark = pytest.mark.django_db
DAY = AT.date()
OFFICE = factories.office("141182")
STRANGER = factories.office("141121")


# ---- terms


def test_a_term_is_registered_once_and_leaves_a_trace() -> None:
    congress = factories.region_tree().counties[0]
    term = terms.register_term(congress, number=6, seats=200, actor=OFFICE, at=AT)
    assert (term.seats, term.filled, term.is_sitting) == (200, 0, False)
    assert last_entry(term).verb == "deputies.register_term"
    refusal("term-known", terms.register_term, congress, number=6, seats=200, actor=OFFICE, at=AT)
    refusal("no-seats", terms.register_term, congress, number=7, seats=0, actor=OFFICE, at=AT)
    with pytest.raises(NotPermitted):
        terms.register_term(congress, number=7, seats=200, actor=STRANGER, at=AT)


def test_a_subdistrict_gets_no_term() -> None:
    street = factories.region_tree().subdistrict
    congress = Congress.objects.create(region=street, level="township", name="不应有")
    found = refusal("no-congress-here", terms.register_term, congress, number=1, seats=50, actor=SYSTEM, at=AT)
    assert "第五十九条" in found.citation


def test_the_next_term_ends_the_one_before_with_its_mandates() -> None:
    tree = factories.region_tree()
    old = factories.term(tree.townships[0], number=18, opened=date(2016, 4, 1))
    chair, suspended, plain = (factories.mandate(old) for _ in range(3))
    offices.appoint_officer(
        chair.deputy, term=old, title=OfficeTitle.TOWNSHIP_CHAIR, started_on=DAY, actor=SYSTEM, at=AT
    )
    mandates.suspend(suspended, reason=Suspension.CUSTODY, suspended_on=DAY, actor=SYSTEM, at=AT)
    new = factories.term(tree.townships[0], number=19, opened=None)
    again = mandates.give_mandate(plain.deputy, term=new, actor=SYSTEM, at=AT)
    assert again.started_on is None
    assert list(queries.sitting("141182100")) == [chair, plain]

    opens_on = DAY + timedelta(days=5)
    session = terms.start_next_term(new, opens_on=opens_on, actor=OFFICE, at=AT)
    assert (session.number, session.opens_on) == (1, opens_on)
    old.refresh_from_db()
    assert old.ended_on == opens_on
    ended = set(Mandate.objects.filter(term=old).values_list("state", "ended_reason", "ended_on"))
    assert ended == {("ended", "term_over", opens_on)}
    again.refresh_from_db()
    assert again.started_on == opens_on
    assert list(queries.sitting("141182100")) == [again]
    assert Office.objects.get(term=old).ended_on == opens_on
    assert "第三十八条" in last_entry(old).citation
    refusal("term-started", terms.start_next_term, new, opens_on=opens_on, actor=OFFICE, at=AT)


def test_the_old_committee_stays_until_the_new_one_is_elected() -> None:
    county = factories.region_tree().counties[0]
    old, new = factories.term(county, number=5), factories.term(county, number=6, opened=None)
    before, after = factories.mandate(old), factories.mandate(new)
    chair = offices.appoint_officer(
        before.deputy, term=old, title=OfficeTitle.CHAIR, started_on=DAY, actor=OFFICE, at=AT
    )
    terms.start_next_term(new, opens_on=DAY + timedelta(days=1), actor=OFFICE, at=AT)
    chair.refresh_from_db()
    assert chair.ended_on is None
    elected_on = DAY + timedelta(days=3)
    offices.appoint_officer(after.deputy, term=new, title=OfficeTitle.CHAIR, started_on=elected_on, actor=OFFICE, at=AT)
    chair.refresh_from_db()
    assert chair.ended_on == elected_on
    assert "第四十八条" in Entry.objects.get(verb="deputies.relieve_committee").citation


def test_two_offices_opening_one_term_at_once_are_told() -> None:
    county = factories.region_tree().counties[0]
    term = factories.term(county, number=5, opened=None)
    stale = CongressTerm.objects.select_related("congress").get(pk=term.pk)
    terms.start_next_term(term, opens_on=DAY, actor=OFFICE, at=AT)
    with pytest.raises(StaleState):
        terms.start_next_term(stale, opens_on=DAY, actor=OFFICE, at=AT)


def test_sessions_open_and_close_one_after_the_other() -> None:
    term = factories.term()
    first = queries.sessions(term).get()
    refusal("session-open", terms.open_session, term, number=2, opens_on=DAY, actor=OFFICE, at=AT)
    terms.close_session(first, closes_on=date(2021, 10, 23), actor=OFFICE, at=AT)
    second = terms.open_session(term, number=2, opens_on=DAY, actor=OFFICE, at=AT)
    stale = queries.sessions(term).get(pk=second.pk)
    terms.close_session(second, closes_on=DAY, actor=OFFICE, at=AT)
    with pytest.raises(StaleState):
        terms.close_session(stale, closes_on=DAY, actor=OFFICE, at=AT)
    assert last_entry(second).verb == "deputies.close_session"


def test_seats_are_put_right_but_never_below_the_deputies() -> None:
    term = factories.term()
    factories.mandate(term)
    factories.mandate(term)
    term.refresh_from_db()
    stale = CongressTerm.objects.get(pk=term.pk)
    refusal("seats-below-deputies", terms.correct_seats, term, seats=1, actor=OFFICE, at=AT)
    assert terms.correct_seats(term, seats=2, actor=OFFICE, at=AT).seats == 2
    with pytest.raises(StaleState):
        terms.correct_seats(stale, seats=3, actor=OFFICE, at=AT)


def test_delegations_and_constituencies_have_one_name_each() -> None:
    term = factories.term()
    terms.add_delegation(term, name="第一代表团", actor=OFFICE, at=AT)
    refusal("delegation-known", terms.add_delegation, term, name="第一代表团", actor=OFFICE, at=AT)
    facts = {"name": "第一选区", "region_code": None, "actor": OFFICE, "at": AT}
    terms.add_constituency(term, seats=1, **facts)
    refusal("constituency-known", terms.add_constituency, term, seats=1, **facts)
    refusal("constituency-seats", terms.add_constituency, term, seats=4, **{**facts, "name": "第二选区"})
