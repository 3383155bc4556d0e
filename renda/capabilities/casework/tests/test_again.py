"""Matters that come a second way: raised again, merged on, found to be an accusation only at the desk."""

from datetime import UTC, datetime, timedelta

import pytest
from django.test import Client

from renda.capabilities.casework import actions, queries
from renda.capabilities.casework.models import Case, Gram
from renda.capabilities.casework.tests import factories
from renda.capabilities.casework.tests.test_race import trying
from renda.capabilities.deputies.tests import factories as people
from renda.foundation.accounts.actor import Actor, HeldPost
from renda.foundation.accounts.terms import Role
from renda.foundation.errors import RuleBroken
from renda.foundation.facts import checking
from renda.foundation.facts.models import Cell, Fact
from renda.foundation.notices.models import Notice
from tests.races import at_once

AT = factories.AT


@pytest.fixture
def place(db):
    return factories.town()


def _figure(measure):
    return sum(Fact.objects.filter(measure=f"casework.{measure}").values_list("quantity", flat=True))


def test_a_matter_raised_again_after_it_came_back_is_one_suggestion(place):
    case, deputy, at = factories.case(place), people.deputy(), AT
    for _ in range(2):
        actions.raise_suggestion(case, deputy_id=deputy.pk, level="county", actor=place.clerk, at=at)
        actions.answer_raised(case, text="已列入明年改造计划", actor=place.office, at=at)
        actions.tell(case, how="phone", actor=place.clerk, at=at)
        at += timedelta(days=3)
        actions.reopen(case, reason="办理结果与事实不符", actor=place.office, at=at)
    assert _figure("raised") == 1
    assert case.raised_on.isoformat() == "2023-03-06"
    assert checking.differences() == []


def test_what_was_merged_goes_along_when_its_main_matter_is_merged(place):
    taken, second, third = factories.taken(place), factories.case(place), factories.case(place)
    first = taken.case
    actions.merge(first, main=second, actor=place.clerk, at=AT)
    actions.merge(second, main=third, actor=place.clerk, at=AT)
    assert set(Case.objects.filter(merged_into=third).values_list("pk", flat=True)) == {first.pk, second.pk}
    actions.assign(third, organ=place.bureau, actor=place.clerk, at=AT)
    client = Client()
    client.post("/track/", {"receipt": taken.receipt})
    assert "等承办单位签收" in client.get("/track/progress/").content.decode()
    assert (_figure("matters"), checking.differences()) == (1, [])


@pytest.mark.django_db(transaction=True)
def test_of_two_matters_merged_into_each_other_at_once_one_stays():
    place = factories.town()
    one, other = factories.case(place), factories.case(place)
    outcomes = at_once(
        trying(one, lambda c: actions.merge(c, main=other, actor=place.clerk, at=AT)),
        trying(other, lambda c: actions.merge(c, main=one, actor=place.clerk, at=AT)),
    )
    assert sorted(outcomes) == ["merge-target", "won"]
    assert Case.objects.filter(state="registered").count() == 1
    assert checking.differences() == []


def test_an_accusation_found_at_the_desk_is_for_the_countys_office_alone_from_then_on(place):
    """《信访工作条例》第三十条: what turns out to be an accusation leaves the normal flow at once."""
    people.user(Role.OFFICE, factories.COUNTY)
    case, client = factories.receiving(place, words="东马寨村村主任多占低保名额，请查处")
    clerk = factories.at_station(place)
    answered = clerk.post(
        f"/cases/{case.pk}/refuse/",
        {"revision": case.revision, "reason": "accusation", "explanation": "材料单独保管，按规定转送"},
    )
    assert answered.status_code == 302
    case.refresh_from_db()
    assert (case.state, case.is_confidential, case.desk_code) == ("referred", True, factories.COUNTY)
    city = Actor(None, "某某", (HeldPost(Role.OFFICE, factories.CITY),))
    for actor in (place.clerk, place.office, city):
        assert not queries.visible_to(actor).filter(pk=case.pk).exists()
    assert client.get(f"/cases/{case.pk}/").status_code == 404
    assert queries.visible_to(place.county_office).filter(pk=case.pk).exists()
    assert not Gram.objects.filter(case_id=case.pk).exists()
    assert Notice.objects.filter(text="有检举控告材料需要按规定转送").exists()
    with pytest.raises(RuleBroken):
        actions.merge(factories.case(place), main=case, actor=place.clerk, at=AT)
    assert checking.differences() == []


def test_a_matter_that_became_a_suggestion_is_not_late_by_the_clock_of_the_station(place):
    case, deputy = factories.handled(place), people.deputy()
    actions.raise_suggestion(case, deputy_id=deputy.pk, level="county", actor=place.clerk, at=AT)
    months_on = AT + timedelta(days=150)
    actions.answer_raised(case, text="已列入明年改造计划", actor=place.office, at=months_on)
    assert queries.overdue_by_prefix(factories.COUNTY, 6, today=months_on.date()) == {}
    with pytest.raises(RuleBroken):
        actions.send_back(case, reason="请补充完成的时间", actor=place.clerk, at=months_on)
    actions.tell(case, how="phone", actor=place.clerk, at=months_on)
    assert (case.is_late, _figure("settled_late")) == (False, 0)
    actions.reopen(case, reason="办理结果与事实不符", actor=place.office, at=months_on)
    assert (case.state, case.due_on > months_on.date()) == ("handling", True)
    assert checking.differences() == []


def test_half_past_midnight_in_beijing_belongs_to_the_day_that_began(place):
    at = datetime(2023, 12, 31, 16, 30, tzinfo=UTC)
    case = factories.case(place, at=at)
    assert (case.registered_on.isoformat(), case.number) == ("2024-01-01", f"{place.station.code}-2024-0001")
    found = Cell.objects.filter(place_code=place.station.code, measure="casework.matters")
    assert set(found.values_list("period", flat=True)) == {202400, 202401}
