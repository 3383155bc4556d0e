"""The office's desk, its acts on many, the hand-over and the key suggestions, as each role meets them."""

from datetime import timedelta

import pytest
from django.utils import timezone

from renda.capabilities.suggestions import actions
from renda.capabilities.suggestions.models import Assignment, Suggestion
from renda.capabilities.suggestions.terms import Part, State
from renda.capabilities.suggestions.tests import factories
from renda.foundation.accounts.terms import Role

OFFICE_ONLY = (
    "desk/",
    "waiting/",
    "hand-over/",
    "hand-over/list/",
    "hand-over/list/?planned=1",
    "hand-over/export/",
    "hand-over/move/?on=2024-03-04",
    "key/announce/",
)
TOGETHER = ("accept-many", "hand-over-many", "archive-many", "remind-many", "pass-over-many")


@pytest.fixture
def place(db):
    return factories.county()


@pytest.fixture
def office(place):
    return factories.signed_in(Role.OFFICE)


@pytest.fixture
def others(place):
    return {
        "lead deputy": factories.as_lead(place),
        "handler": factories.signed_in(Role.HANDLER, place.bureau),
        "head": factories.signed_in(Role.HEAD, place.bureau),
        "committee": factories.signed_in(Role.COMMITTEE, place.committee),
        "leader": factories.signed_in(Role.LEADER),
    }


def url(*parts):
    return "/suggestions/" + "".join(f"{part}/" for part in parts)


def keys(*suggestions):
    return [f"{one.pk}.{factories.fresh(one).revision}" for one in suggestions]


def test_pages_of_the_office_are_for_the_office_alone(place, office, others):
    for address in OFFICE_ONLY:
        assert office.get(url() + address).status_code == 200, address
        for who, client in others.items():
            assert client.get(url() + address).status_code == 403, (who, address)


def test_acts_on_many_are_for_the_office_alone(place, others):
    one = factories.submitted(place)
    for name in TOGETHER:
        for who, client in others.items():
            asked = {"suggestion": keys(one), "confirmed": "yes"}
            assert client.post(url("together", name), asked).status_code == 403, (who, name)
    assert factories.fresh(one).state == State.SUBMITTED


def test_the_desk_begins_where_something_waits_and_goes_on_behind_what_was_decided(place, office):
    first, second, third = (factories.submitted(place, title=f"关于第{n}件事的建议") for n in range(3))
    assert office.get(url("desk")).context["suggestion"] == first
    done = office.post(url(first.pk, "accept"), {"revision": first.revision, "next": "submitted"})
    assert done.url.startswith(f"{url('desk')}?queue=submitted&after={first.pk}")
    assert office.get(done.url).context["suggestion"] == second
    assert office.get(f"{url('desk')}?queue=accepted").context["suggestion"] == first
    assert office.get(f"{url('desk')}?queue=submitted&suggestion={third.pk}").context["suggestion"] == third


def test_an_empty_desk_says_so(office):
    page = office.get(url("desk")).content.decode()
    assert "这里没有要办的建议" in page
    assert "没有等机关决定的" in office.get(url("waiting")).content.decode()
    assert "没有等交办的" in office.get(url("hand-over")).content.decode()


def test_the_desk_costs_the_same_with_few_and_with_many(place, office, django_assert_max_num_queries):
    factories.cosigned(place)
    for _ in range(12):
        factories.submitted(place)
    for queue in ("submitted", "accepted", "planned"):
        with django_assert_max_num_queries(10):
            office.get(f"{url('desk')}?queue={queue}")


def test_many_are_accepted_after_one_confirmation(place, office):
    some = [factories.submitted(place) for _ in range(3)]
    asked = office.post(url("together", "accept-many"), {"suggestion": keys(*some)})
    assert "3件建议审查通过" in asked.content.decode()
    assert {factories.fresh(one).state for one in some} == {State.SUBMITTED}
    told = office.post(url("together", "accept-many"), {"suggestion": keys(*some), "confirmed": "yes"})
    assert "审查通过3件" in told.content.decode()
    assert {factories.fresh(one).state for one in some} == {State.ACCEPTED}


def test_who_changed_meanwhile_is_left_out_and_named(place, office):
    one, other = factories.submitted(place), factories.submitted(place, title="关于另一件事的建议")
    seen = keys(one, other)
    actions.send_back(other, reason="请写明地点", actor=place.office, at=factories.AT)
    told = office.post(url("together", "accept-many"), {"suggestion": seen, "confirmed": "yes"}).content.decode()
    assert "审查通过1件" in told
    assert "关于另一件事的建议" in told
    assert "刚刚有了变化" in told
    assert factories.fresh(other).state == State.SUPPLEMENT


def test_all_that_is_planned_is_handed_over_together_and_stands_on_the_list(place, office):
    factories.planned(place, {place.bureau: Part.LEAD, place.second: Part.JOINT})
    factories.planned(place, {place.second: Part.LEAD})
    asked = office.post(url("together", "hand-over-many"), {"all": "1"})
    page = asked.content.decode()
    assert "集中交办2件建议" in page
    assert "代表法" in page
    lines = [line["key"] for line in asked.context["lines"]]
    told = office.post(url("together", "hand-over-many"), {"suggestion": lines, "confirmed": "yes"})
    assert "已交办2件" in told.content.decode()
    assert set(Suggestion.objects.values_list("state", flat=True)) == {State.ASSIGNED}
    listed = office.get(url("hand-over", "list"))
    assert [(one["name"], len(one["lines"])) for one in listed.context["organs"]] == [
        ("汾阳市住建局", 1),
        ("汾阳市财政局", 2),
    ]
    assert office.get(url("hand-over", "export")).headers["Content-Type"].endswith("sheet")


def test_nothing_ticked_is_said(office):
    assert office.post(url("together", "accept-many"), {}, follow=True).redirect_chain
    for absurd in ("", "x.y", "1", "9" * 40 + ".1", "²." + "1"):
        assert office.post(url("together", "hand-over-many"), {"suggestion": absurd}).status_code == 302


def test_another_congress_is_out_of_reach_of_acts_on_many(place, office):
    one = factories.submitted(place)
    Suggestion.objects.filter(pk=one.pk).update(place_code="141181")
    office.post(url("together", "accept-many"), {"suggestion": keys(one), "confirmed": "yes"})
    assert Suggestion.objects.get(pk=one.pk).state == State.SUBMITTED


def test_a_day_of_hand_over_is_moved_as_a_whole(place, office):
    today = timezone.localtime()
    some = [factories.assigned(place, at=today) for _ in range(2)]
    day, was = today.date() - timedelta(days=1), some[0].due_on
    Suggestion.objects.update(submitted_on=day - timedelta(days=3))
    page = office.get(url("hand-over", "move") + f"?on={today.date().isoformat()}").content.decode()
    assert "2件" in page
    data = {"on": today.date(), "assigned_on": day, "reason": "交办会是昨天开的"}
    assert "已调整2件的交办日期" in office.post(url("hand-over", "move"), data).content.decode()
    moved = [factories.fresh(one) for one in some]
    assert {one.assigned_on for one in moved} == {day}
    assert all(one.due_on < was for one in moved)
    assert set(Assignment.objects.values_list("assigned_on", flat=True)) == {day}
    late = office.post(url("hand-over", "move"), {**data, "on": day, "assigned_on": day + timedelta(days=30)})
    assert late.status_code == 422
    assert "交办日期不能晚于今天" in late.content.decode()


def test_what_came_back_waits_on_one_page(place, office, django_assert_max_num_queries):
    at = timezone.localtime() - timedelta(days=80)
    returned = factories.assigned(place, at=timezone.localtime())
    asked = actions.ask_return(
        factories.part_of(returned, place.bureau), reason="不属于本单位职责", actor=place.handler, at=timezone.now()
    )
    silent, meeting = factories.replied(place, at=at), factories.at_meeting(place, at=at)
    filed = [factories.rated(place, at=at) for _ in range(2)]
    factories.tracked(place, at=at, days=20)
    with django_assert_max_num_queries(10):
        page = office.get(url("waiting"))
    groups = {group["name"]: [row["pk"] for row in group["rows"]] for group in page.context["groups"]}
    assert groups == {"meeting": [meeting.pk], "unrated": [silent.pk], "file": [one.pk for one in filed]}
    assert [one["title"] for one in page.context["asks"]] == [returned.title]
    assert len(page.context["promises"]) == 1
    agree = url("returns", asked.pk, "agree_return")
    done = office.post(agree, {"revision": asked.assignment.revision, "note": "", "next": "waiting"})
    assert done.url.startswith(url("waiting"))
    groups = {group["name"] for group in office.get(url("waiting")).context["groups"]}
    assert "without_lead" in groups


def test_silence_is_passed_over_only_after_a_reminder(place, office):
    one = factories.replied(place, at=timezone.localtime() - timedelta(days=80))
    told = office.post(url("together", "pass-over-many"), {"suggestion": keys(one), "confirmed": "yes"})
    assert "请先提醒代表评价" in told.content.decode()
    office.post(url("together", "remind-many"), {"suggestion": keys(one), "confirmed": "yes"})
    office.post(url("together", "pass-over-many"), {"suggestion": keys(one), "confirmed": "yes"})
    found = factories.fresh(one)
    assert (found.state, found.is_silent) == (State.RATED, True)
    office.post(url("together", "archive-many"), {"suggestion": keys(one), "confirmed": "yes"})
    assert factories.fresh(one).state == State.CLOSED


def _chosen(place, **text):
    one = factories.handling(place, at=timezone.localtime() - timedelta(days=9), **text)
    actions.choose_priority(
        one,
        meeting="第二十次主任会议",
        chosen_on=timezone.localdate(),
        leader="王副主任",
        committee=place.committee,
        manner="meeting",
        actor=place.office,
        at=timezone.now(),
    )
    return factories.fresh(one)


def test_key_suggestions_are_supervised_by_their_committee_and_announced_by_the_office(place, office, others):
    one = _chosen(place)
    for who in ("lead deputy", "handler", "head"):
        assert others[who].get(url("key")).status_code == 403, who
    assert "还没有督办记录" in others["committee"].get(url("key")).content.decode()
    data = {
        "revision": one.revision,
        "on": timezone.localdate(),
        "manner": "guidance",
        "text": "到现场察看",
        "next": "key",
    }
    assert others["committee"].post(url(one.pk, "supervise"), data).url.startswith(url("key"))
    assert others["handler"].post(url(one.pk, "supervise"), data).status_code == 403
    assert "到现场察看" in others["committee"].get(url("key")).content.decode()
    assert others["leader"].get(url("key")).status_code == 200
    year = {"year": timezone.localdate().year}
    assert office.post(url("key", "announce"), year).status_code == 302
    again = office.post(url("key", "announce"), year)
    assert again.status_code == 422
    assert "没有新的重点督办建议需要公布" in again.content.decode()
