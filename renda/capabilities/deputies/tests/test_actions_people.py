import json

import pytest

from renda.capabilities.deputies.actions import mandates, offices, people, sign_in, terms
from renda.capabilities.deputies.models import CongressTerm, Deputy, Office
from renda.capabilities.deputies.terms import Ending, OfficeTitle, Suspension
from renda.capabilities.deputies.tests import factories
from renda.capabilities.deputies.tests.factories import AT
from renda.capabilities.deputies.tests.refusing import last_entry, refusal
from renda.foundation.accounts.actor import SYSTEM
from renda.foundation.accounts.models import Post, User
from renda.foundation.accounts.terms import Role
from renda.foundation.audit.models import Entry
from renda.foundation.errors import NotPermitted, StaleState

pytestmark = pytest.mark.django_db
DAY = AT.date()
OFFICE = factories.office("141182")
STRANGER = factories.office("141121")


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
