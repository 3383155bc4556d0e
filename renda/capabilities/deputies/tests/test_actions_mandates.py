import json
from datetime import date

import pytest

from renda.capabilities.deputies import queries
from renda.capabilities.deputies.actions import mandates, offices, people, terms
from renda.capabilities.deputies.models import CongressTerm, Deputy, Mandate
from renda.capabilities.deputies.terms import Ending, MandateState, OfficeTitle, Suspension
from renda.capabilities.deputies.tests import factories
from renda.capabilities.deputies.tests.factories import AT
from renda.capabilities.deputies.tests.refusing import last_entry, refusal
from renda.foundation.accounts.actor import SYSTEM
from renda.foundation.audit.models import Entry
from renda.foundation.errors import NotPermitted, StaleState

pytestmark = pytest.mark.django_db
DAY = AT.date()
OFFICE = factories.office("141182")
STRANGER = factories.office("141121")


# ---- persons and mandates


def test_a_deputy_is_found_again_by_name_and_telephone() -> None:
    tree = factories.region_tree()
    one = factories.mandate(factories.term(tree.counties[0]), name="王芳", phone="13800000001")
    two = factories.mandate(factories.term(tree.city), name="王 芳", phone="138-0000-0001")
    other = factories.mandate(factories.term(tree.city), name="王芳", phone="13800000002")
    assert one.deputy_id == two.deputy_id != other.deputy_id
    assert one.deputy.code == f"D{one.deputy_id:06d}"
    assert [held.level for held in queries.current_mandates(one.deputy)] == ["city", "county"]
    assert b"13800000001" not in bytes(one.deputy.sealed_phone)
    assert "13800000001" not in "".join(Entry.objects.values_list("changes", flat=True))


def test_nobody_is_seated_in_two_counties() -> None:
    tree = factories.region_tree()
    held = factories.mandate(factories.term(tree.counties[0]))
    term = factories.term(tree.counties[1])
    found = refusal("two-places", mandates.give_mandate, held.deputy, term=term, actor=SYSTEM, at=AT)
    assert "《选举法》第四十八条" in found.citation
    mandates.end_mandate(held, reason=Ending.MOVED, ended_on=DAY, actor=SYSTEM, at=AT)
    mandates.give_mandate(held.deputy, term=term, actor=SYSTEM, at=AT)


def test_two_counties_seating_one_person_at_once_do_not_both_win() -> None:
    tree = factories.region_tree()
    person = factories.deputy(factories.term(tree.city))
    stale = Deputy.objects.get(pk=person.pk)
    mandates.give_mandate(person, term=factories.term(tree.counties[0]), actor=SYSTEM, at=AT)
    stale_mandates = Mandate.objects.filter(deputy=person, place_code="141182")
    stale_mandates.update(state=MandateState.ENDED, ended_on=DAY, ended_reason=Ending.MOVED)
    with pytest.raises(StaleState):
        mandates.give_mandate(stale, term=factories.term(tree.counties[1]), actor=SYSTEM, at=AT)


def test_no_mandate_beyond_the_approved_number() -> None:
    term = factories.term(seats=2)
    first = factories.mandate(term)
    factories.mandate(term)
    found = refusal("no-free-seat", people.add_deputy, term, name="赵某", actor=OFFICE, at=AT)
    assert "《选举法》第十四条" in found.citation
    mandates.end_mandate(first, reason=Ending.DEATH, ended_on=DAY, actor=OFFICE, at=AT)
    term.refresh_from_db()
    assert term.filled == 1
    people.add_deputy(term, name="赵某", actor=OFFICE, at=AT)


def test_the_last_seat_goes_to_one_of_two_at_once() -> None:
    term = factories.term(seats=1)
    stale = CongressTerm.objects.select_related("congress").get(pk=term.pk)
    factories.mandate(term)
    refusal("no-free-seat", people.add_deputy, stale, name="赵某", actor=OFFICE, at=AT)


def test_a_constituency_takes_no_more_than_its_seats() -> None:
    term = factories.term()
    area = terms.add_constituency(term, name="第一选区", seats=1, region_code=None, actor=OFFICE, at=AT)
    factories.mandate(term, constituency=area)
    refusal("no-free-seat-here", people.add_deputy, term, name="赵某", constituency=area, actor=OFFICE, at=AT)
    other = factories.mandate(term)
    facts = {"delegation": None, "constituency": area, "was": (None, None), "actor": OFFICE, "at": AT}
    refusal("no-free-seat-here", mandates.place, other, **facts)


def test_the_same_seat_is_given_once() -> None:
    held = factories.mandate()
    refusal("has-this-seat", mandates.give_mandate, held.deputy, term=held.term, actor=OFFICE, at=AT)


def test_parts_of_another_term_are_refused() -> None:
    tree = factories.region_tree()
    foreign = terms.add_delegation(factories.term(tree.city), name="汾阳代表团", actor=SYSTEM, at=AT)
    refusal("other-term", people.add_deputy, factories.term(), name="赵某", delegation=foreign, actor=OFFICE, at=AT)


def test_higher_deputies_are_registered_by_the_office_of_their_home() -> None:
    factories.region_tree()
    term = factories.term(factories.nation(), number=14)
    city = factories.office("1411")
    with pytest.raises(NotPermitted):
        people.add_deputy(term, name="赵某", actor=city, at=AT)
    held = people.add_deputy(term, name="赵某", home_code="1411", actor=city, at=AT)
    assert (held.level, held.place_code, held.home_code) == ("nation", "00", "1411")
    with pytest.raises(NotPermitted):
        people.add_deputy(term, name="钱某", home_code="1411", actor=OFFICE, at=AT)


# ---- suspended, resumed, ended (代表法第六十一、六十二条)


def test_a_suspended_deputy_comes_back() -> None:
    held = factories.mandate()
    mandates.suspend(held, reason=Suspension.CUSTODY, suspended_on=DAY, actor=OFFICE, at=AT)
    assert (held.state, held.article) == ("suspended", last_entry(held).citation)
    assert queries.sitting("141182").count() == 0
    refusal("wrong-state", mandates.suspend, held, reason=Suspension.CUSTODY, suspended_on=DAY, actor=OFFICE, at=AT)
    mandates.resume(held, actor=OFFICE, at=AT)
    held.refresh_from_db()
    assert (held.state, held.suspended_on, held.suspended_reason, held.article) == ("active", None, "", "")
    assert json.loads(last_entry(held).changes) == {"state": ["suspended", "active"]}


def test_what_ended_stays_ended_and_takes_offices_along() -> None:
    held = factories.mandate()
    office = offices.appoint_officer(
        held.deputy, term=held.term, title=OfficeTitle.MEMBER, started_on=DAY, actor=OFFICE, at=AT
    )
    mandates.end_mandate(held, reason=Ending.ABSENT, ended_on=DAY, actor=OFFICE, at=AT)
    office.refresh_from_db()
    assert office.ended_on == DAY
    assert "《选举法》第五十四条" in last_entry(office).citation
    refusal("wrong-state", mandates.resume, held, actor=OFFICE, at=AT)
    refusal("wrong-state", mandates.end_mandate, held, reason=Ending.DEATH, ended_on=DAY, actor=OFFICE, at=AT)


def test_steps_are_refused_with_their_article() -> None:
    held = factories.mandate()
    facts = {"actor": OFFICE, "at": AT}
    assert refusal("no-ground", mandates.suspend, held, reason="x", suspended_on=DAY, **facts).citation
    assert refusal("no-ending", mandates.end_mandate, held, reason="term_over", ended_on=DAY, **facts).citation
    early = date(2021, 10, 19)
    refusal("before-start", mandates.end_mandate, held, reason=Ending.DEATH, ended_on=early, **facts)
    with pytest.raises(NotPermitted):
        mandates.end_mandate(held, reason=Ending.DEATH, ended_on=DAY, actor=STRANGER, at=AT)


def test_two_acting_on_one_mandate_at_once_one_is_told() -> None:
    held = factories.mandate()
    stale = Mandate.objects.get(pk=held.pk)
    mandates.end_mandate(held, reason=Ending.DEATH, ended_on=DAY, actor=OFFICE, at=AT)
    with pytest.raises(StaleState):
        mandates.suspend(stale, reason=Suspension.CUSTODY, suspended_on=DAY, actor=OFFICE, at=AT)
