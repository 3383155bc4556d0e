import json
from datetime import date, timedelta

import pytest

from renda.capabilities.deputies import queries
from renda.capabilities.deputies.actions import mandates, offices, people, sign_in, terms
from renda.capabilities.deputies.models import CongressTerm, Deputy, Mandate, Office
from renda.capabilities.deputies.terms import Ending, MandateState, OfficeTitle, Suspension
from renda.capabilities.deputies.tests import factories
from renda.capabilities.deputies.tests.factories import AT
from renda.foundation.accounts.actor import SYSTEM
from renda.foundation.accounts.models import Congress, Post, User
from renda.foundation.accounts.terms import Role
from renda.foundation.audit import queries as audit_queries
from renda.foundation.audit.models import Entry
from renda.foundation.errors import NotPermitted, RuleBroken, StaleState

pytestmark = pytest.mark.django_db
DAY = AT.date()
OFFICE = factories.office("141182")
STRANGER = factories.office("141121")


def refusal(code: str, act, *args, **facts) -> RuleBroken:
    before = Entry.objects.count()
    with pytest.raises(RuleBroken) as caught:
        act(*args, **facts)
    assert caught.value.code == code
    assert Entry.objects.count() == before
    return caught.value


def last_entry(subject) -> Entry:
    return audit_queries.of(subject).last()


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


# ---- offices


def test_offices_follow_the_level() -> None:
    county = factories.mandate()
    facts = {"started_on": DAY, "actor": OFFICE, "at": AT}
    found = refusal(
        "no-secretary-general",
        offices.appoint_officer,
        county.deputy,
        term=county.term,
        title=OfficeTitle.SECRETARY_GENERAL,
        **facts,
    )
    assert "第四十七条" in found.citation
    town = factories.mandate(factories.term(factories.region_tree().townships[0]))
    refusal(
        "no-standing-committee",
        offices.appoint_officer,
        town.deputy,
        term=town.term,
        title=OfficeTitle.CHAIR,
        **facts,
    )


def test_an_office_has_one_holder_and_a_deputy_one_office() -> None:
    term = factories.term()
    one, two = factories.mandate(term), factories.mandate(term)
    term.refresh_from_db()
    facts = {"term": term, "title": OfficeTitle.CHAIR, "started_on": DAY, "actor": OFFICE, "at": AT}
    chair = offices.appoint_officer(one.deputy, **facts)
    refusal("has-office", offices.appoint_officer, one.deputy, **{**facts, "title": OfficeTitle.MEMBER})
    refusal("office-taken", offices.appoint_officer, two.deputy, **facts)
    outsider = factories.deputy(factories.term(factories.region_tree().city))
    refusal("not-a-deputy", offices.appoint_officer, outsider, **{**facts, "title": OfficeTitle.MEMBER})
    stale = Office.objects.select_related("term__congress").get(pk=chair.pk)
    offices.end_office(chair, ended_on=DAY, actor=OFFICE, at=AT)
    with pytest.raises(StaleState):
        offices.end_office(stale, ended_on=DAY, actor=OFFICE, at=AT)
    stale_term = CongressTerm.objects.select_related("congress").get(pk=term.pk)
    offices.appoint_officer(two.deputy, **facts)
    with pytest.raises(StaleState):
        offices.appoint_officer(one.deputy, **{**facts, "term": stale_term, "title": OfficeTitle.MEMBER})


# ---- putting right


def test_corrections_leave_a_trail_without_the_telephone() -> None:
    person = factories.deputy(phone="13800000001")
    seen = person.revision
    facts = {"name": "王新名", "phone": "13800000077", "employer": "新单位", "gender": "female"}
    people.correct(person, revision=seen, actor=OFFICE, at=AT, **facts)
    changes = json.loads(last_entry(person).changes)
    assert changes["name"][1] == "王新名"
    assert changes["phone"] == "changed"
    assert "13800000077" not in last_entry(person).changes
    with pytest.raises(StaleState):
        people.correct(person, revision=seen, name="李后来", actor=OFFICE, at=AT)
    with pytest.raises(NotPermitted):
        people.correct(person, revision=person.revision, name="李某", actor=STRANGER, at=AT)
    with pytest.raises(NotPermitted):
        people.correct(person, revision=person.revision, phone="", actor=factories.office("1411"), at=AT)


def test_two_persons_never_share_name_and_telephone() -> None:
    factories.mandate(name="王芳", phone="13800000001")
    other = factories.deputy(name="王芳", phone="13800000002")
    facts = {"revision": other.revision, "phone": "13800000001", "actor": OFFICE, "at": AT}
    refusal("deputy-known", people.correct, other, **facts)


def test_delegation_and_constituency_are_put_right_once() -> None:
    held = factories.mandate()
    group = terms.add_delegation(held.term, name="第一代表团", actor=OFFICE, at=AT)
    facts = {"delegation": group, "constituency": None, "was": (None, None), "actor": OFFICE, "at": AT}
    mandates.place(held, **facts)
    held.refresh_from_db()
    assert held.delegation == group
    with pytest.raises(StaleState):
        mandates.place(held, **{**facts, "delegation": None})


# ---- signing in


def test_a_sign_in_follows_the_mandates() -> None:
    tree = factories.region_tree()
    held = factories.mandate()
    second = factories.second_mandate(held.deputy, factories.term(tree.city))
    given = sign_in.give_sign_in(held.deputy, actor=OFFICE, at=AT)
    person = Deputy.objects.get(pk=held.deputy_id)
    assert (given.username, len(given.password)) == (person.code.lower(), 12)
    assert person.user.must_change_password
    assert person.user.check_password(given.password)
    posts = Post.objects.filter(user=person.user, ended_on__isnull=True)
    assert set(posts.values_list("role", "place_code")) == {(Role.DEPUTY, "141182"), (Role.DEPUTY, "1411")}

    held.refresh_from_db()
    mandates.suspend(held, reason=Suspension.SENTENCE, suspended_on=DAY, actor=OFFICE, at=AT)
    assert list(posts.values_list("place_code", flat=True)) == ["1411"]
    mandates.resume(held, actor=OFFICE, at=AT)
    assert posts.count() == 2
    mandates.end_mandate(held, reason=Ending.MOVED, ended_on=DAY, actor=OFFICE, at=AT)
    assert list(posts.values_list("place_code", flat=True)) == [second.place_code]
    assert given.password not in "".join(Entry.objects.values_list("changes", flat=True))


def test_a_sign_in_is_given_once_and_renewed_after() -> None:
    person = factories.deputy()
    refusal("no-sign-in", sign_in.renew_sign_in, person, actor=OFFICE, at=AT)
    first = sign_in.give_sign_in(person, actor=OFFICE, at=AT)
    refusal("has-sign-in", sign_in.give_sign_in, person, actor=OFFICE, at=AT)
    second = sign_in.renew_sign_in(person, actor=OFFICE, at=AT)
    user = User.objects.get(pk=person.user_id)
    assert user.check_password(second.password)
    assert not user.check_password(first.password)
    with pytest.raises(NotPermitted):
        sign_in.renew_sign_in(person, actor=STRANGER, at=AT)


def test_two_giving_one_sign_in_at_once_do_not_both_win() -> None:
    person = factories.deputy()
    stale = Deputy.objects.get(pk=person.pk)
    sign_in.give_sign_in(person, actor=OFFICE, at=AT)
    with pytest.raises(StaleState):
        sign_in.give_sign_in(stale, actor=OFFICE, at=AT)


def test_nobody_out_of_office_gets_a_sign_in() -> None:
    held = factories.mandate(factories.term(opened=None))
    refusal("not-in-office", sign_in.give_sign_in, held.deputy, actor=OFFICE, at=AT)


def test_posts_end_and_begin_with_the_term() -> None:
    county = factories.region_tree().counties[0]
    old, new = factories.term(county, number=5), factories.term(county, number=6, opened=None)
    leaves, stays = factories.mandate(old), factories.mandate(old)
    joins = factories.mandate(factories.term(factories.region_tree().city))
    for held in (leaves, stays, joins):
        sign_in.give_sign_in(held.deputy, actor=SYSTEM, at=AT)
    for person in (stays.deputy, joins.deputy):
        mandates.give_mandate(person, term=new, actor=SYSTEM, at=AT)
    terms.start_next_term(new, opens_on=DAY, actor=SYSTEM, at=AT)
    here = Post.objects.filter(role=Role.DEPUTY, place_code="141182", ended_on__isnull=True)
    assert set(here.values_list("user_id", flat=True)) == {stays.deputy.user_id, joins.deputy.user_id}
