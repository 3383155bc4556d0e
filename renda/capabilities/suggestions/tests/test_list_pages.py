"""The list and the page of a suggestion: who sees what, filters, pages, the table; acts refused, stale and twice."""

from datetime import timedelta

import pytest
from django.utils import timezone

from renda.capabilities.suggestions import actions
from renda.capabilities.suggestions.models import Suggestion
from renda.capabilities.suggestions.terms import Outcome, Part, State
from renda.capabilities.suggestions.tests import factories
from renda.foundation.accounts.terms import Role

HTMX = {"HTTP_HX_REQUEST": "true"}


@pytest.fixture
def place(db):
    return factories.county()


@pytest.fixture
def office(place):
    return factories.signed_in(Role.OFFICE)


def url(*parts):
    return "/suggestions/" + "".join(f"{part}/" for part in parts)


def titles(client, query=""):
    return [row["title"] for row in client.get(url() + query).context["rows"]]


def test_each_role_lists_and_opens_what_is_its_own(place, office):
    draft = factories.draft(place, title="关于草稿的建议")
    plan = factories.planned(place, title="关于拟交办的建议")
    given = factories.assigned(place, title="关于已交办的建议")
    seen = {
        "lead": (factories.as_lead(place), {draft, plan, given}),
        "mate": (factories.as_mate(place), set()),
        "office": (office, {plan, given}),
        "leader": (factories.signed_in(Role.LEADER), {plan, given}),
        "committee": (factories.signed_in(Role.COMMITTEE, place.committee), {plan, given}),
        "handler": (factories.signed_in(Role.HANDLER, place.bureau), {given}),
        "head": (factories.signed_in(Role.HEAD, place.bureau), {given}),
        "other organ": (factories.signed_in(Role.HANDLER, place.third), set()),
        "clerk": (factories.signed_in(Role.CLERK), set()),
    }
    for who, (client, own) in seen.items():
        assert set(titles(client)) == {one.title for one in own}, who
        for one in (draft, plan, given):
            assert client.get(url(one.pk)).status_code == (200 if one in own else 404), (who, one.title)


def test_a_plan_is_not_shown_before_it_is_handed_over(place, office):
    one = factories.planned(place)
    assert "汾阳市住建局" in office.get(url(one.pk)).content.decode()
    page = factories.as_lead(place).get(url(one.pk)).content.decode()
    assert "汾阳市住建局" not in page.split("办理经过")[0]


def test_a_draft_of_a_reply_stays_in_the_organs_house(place, office):
    one = factories.handling(place)
    part = factories.part_of(one, place.bureau)
    actions.log_contact(
        part, on=factories.AT.date(), way="phone", text="听取意见", actor=place.handler, at=factories.AT
    )
    actions.draft_reply(factories.part_of(one, place.bureau), factories.answer(), actor=place.handler, at=factories.AT)
    said = "已更换损坏灯具32盏"
    assert said in factories.signed_in(Role.HEAD, place.bureau).get(url(one.pk)).content.decode()
    for client in (office, factories.as_lead(place)):
        assert said not in client.get(url(one.pk)).content.decode()
    actions.issue_reply(factories.part_of(one, place.bureau), actor=place.head, at=factories.AT)
    for client in (office, factories.as_lead(place)):
        assert said in client.get(url(one.pk)).content.decode()


def test_filters_narrow_and_say_so(place, office):
    today = timezone.localtime()
    late = factories.handling(place, at=today - timedelta(days=120), title="关于逾期的建议")
    factories.replied(place, outcome=Outcome.B, at=today, title="关于答复的建议", subject="farming")
    key = factories.assigned(place, {place.second: Part.LEAD}, at=today, title="关于重点的建议")
    Suggestion.objects.filter(pk=key.pk).update(is_priority=True, is_between=False)
    for query, wanted in {
        "?state=handling": ["关于逾期的建议"],
        "?concern=overdue": ["关于逾期的建议"],
        "?subject=farming": ["关于答复的建议"],
        "?outcome=b": ["关于答复的建议"],
        f"?organ={place.second.pk}": ["关于重点的建议"],
        "?priority=1": ["关于重点的建议"],
        "?raised=session": ["关于重点的建议"],
        "?q=逾期": ["关于逾期的建议"],
        f"?q=第{late.number}号": ["关于逾期的建议"],
        "?year=1999": [],
        "?sort=due": ["关于逾期的建议", "关于重点的建议"],
    }.items():
        found = office.get(url() + query)
        assert [row["title"] for row in found.context["rows"]] == wanted, query
        assert len(found.context["words"]) == 1, query
    assert len(titles(office, "?state=none&organ=x&year=²&sort=?&concern=1")) == 3


def test_pages_follow_one_another_in_both_orders(place, office, monkeypatch):
    monkeypatch.setattr("renda.capabilities.suggestions.queries.listing.PAGE", 2)
    for n in range(5):
        factories.assigned(place, title=f"关于第{n}件的建议", at=factories.later(n))
    for sort, wanted in (("", [4, 3, 2, 1, 0]), ("sort=due", [0, 1, 2, 3, 4])):
        seen, page = [], office.get(f"{url()}?{sort}")
        while True:
            seen += [row["title"] for row in page.context["rows"]]
            following = page.context["pager"]["next_url"]
            if not following:
                break
            page = office.get(url() + following)
        assert seen == [f"关于第{n}件的建议" for n in wanted]
        back = office.get(url() + page.context["pager"]["previous_url"])
        assert [row["title"] for row in back.context["rows"]] == seen[2:4]
    assert len(titles(office, "?after=x&before=99999999.1")) == 2


def test_the_list_costs_the_same_with_few_and_with_many(place, office, django_assert_max_num_queries):
    factories.assigned(place)
    with django_assert_max_num_queries(10) as few:
        office.get(url())
    for _ in range(11):
        factories.assigned(place, {place.second: Part.LEAD, place.third: Part.LEAD})
    with django_assert_max_num_queries(10) as many:
        office.get(url())
    assert len(many) == len(few)


def test_the_part_for_htmx_is_the_part_of_the_page(place, office):
    one = factories.submitted(place)
    whole = office.get(url()).content.decode()
    assert office.get(url(), **HTMX).content.decode().strip() in whole
    act = office.get(url(one.pk, "send_back"), **HTMX).content.decode()
    assert act.strip().startswith('<section class="card confirm" id="act">')


def test_the_table_holds_the_filtered_rows(place, office):
    factories.submitted(place)
    response = office.get(url("export") + "?state=submitted")
    assert response.headers["Content-Type"].endswith("sheet")
    assert response.content[:2] == b"PK"


@pytest.mark.parametrize(
    "build", ["submitted", "cosigned", "accepted", "planned", "assigned", "handling", "replied", "rated", "at_meeting"]
)
def test_the_page_shows_every_state_within_its_queries(place, office, build, django_assert_max_num_queries):
    one = getattr(factories, build)(place)
    with django_assert_max_num_queries(10):
        page = office.get(url(one.pk))
    assert one.title in page.content.decode()
    offers = [act.name for act in page.context["acts"]]
    assert offers, build
    for act in page.context["acts"]:
        assert office.get(act.url).status_code == 200, act.url


def test_what_is_tracked_and_what_is_over_is_shown(place, office):
    tracked, _ = factories.tracked(place)
    assert "完成滨河路路灯改造" in office.get(url(tracked.pk)).content.decode()
    assert office.get(url(factories.closed(place).pk)).status_code == 200


def test_an_act_is_done_once(place, office):
    one = factories.submitted(place)
    data = {"revision": one.revision, "reason": "请写明具体地点"}
    assert office.post(url(one.pk, "send_back"), data).status_code == 302
    again = office.post(url(one.pk, "send_back"), data)
    assert again.status_code == 409
    assert "请写明具体地点" in again.content.decode()
    assert factories.fresh(one).state == State.SUPPLEMENT


def test_an_old_picture_is_refused_and_what_was_typed_stays(place, office):
    one = factories.accepted(place)
    actions.plan(one, {place.bureau: Part.LEAD}, actor=place.office, at=factories.AT)
    stale = office.post(
        url(one.pk, "replan"), {"revision": one.revision - 1, "lead": place.second.pk, "weight": "ordinary"}
    )
    assert stale.status_code == 409
    assert "已确定承办单位" in stale.content.decode()
    assert factories.part_of(one, place.bureau).part == Part.LEAD


@pytest.mark.parametrize(
    ("act", "data"),
    [
        ("accept", {}),
        ("send_back", {"reason": "请写明地点"}),
        ("refuse", {"reason": "empty", "explanation": "没有具体内容"}),
        ("merge", {"number": "2"}),
    ],
)
def test_only_the_office_examines(place, office, act, data):
    one, _ = factories.submitted(place), factories.submitted(place)
    sent = {"revision": one.revision, **data}
    assert factories.as_lead(place).post(url(one.pk, act), sent).status_code == 403
    assert factories.signed_in(Role.LEADER).post(url(one.pk, act), sent).status_code == 403
    assert factories.signed_in(Role.HANDLER, place.bureau).post(url(one.pk, act), sent).status_code == 404
    assert office.post(url(one.pk, act), sent).status_code == 302
    assert factories.fresh(one).state != State.SUBMITTED


def test_a_plan_names_leads_and_joints_and_is_refused_without_a_lead(place, office):
    one = factories.accepted(place)
    sent = {"revision": one.revision, "weight": "complex", "joint": [place.third.pk]}
    refused = office.post(url(one.pk, "plan"), sent)
    assert refused.status_code == 422
    assert "交办必须指定主办单位" in refused.content.decode()
    both = office.post(url(one.pk, "plan"), sent | {"lead": [place.third.pk]})
    assert both.status_code == 422
    done = office.post(url(one.pk, "plan"), sent | {"lead": [place.bureau.pk, place.second.pk]})
    assert done.status_code == 302
    found = factories.fresh(one)
    assert (found.mode, found.weight, found.assignments.count()) == ("separate", "complex", 3)


def test_a_rule_is_refused_with_its_article(place, office):
    one = factories.replied(place)
    Suggestion.objects.filter(pk=one.pk).update(
        rating_reminded_on=timezone.localdate(), answered_on=timezone.localdate()
    )
    refused = office.post(url(one.pk, "pass_over"), {"revision": factories.fresh(one).revision})
    assert refused.status_code == 422
    assert "代表评价期限到" in refused.content.decode()
    assert "第" in refused.content.decode()


def test_a_suggestion_is_merged_by_choice_or_by_number(place, office):
    main = factories.submitted(place)
    twin, third = factories.submitted(place), factories.submitted(place)
    page = office.get(url(twin.pk, "merge"))
    assert main.title in page.content.decode()
    assert office.post(url(twin.pk, "merge"), {"revision": twin.revision, "main": main.pk}).status_code == 302
    unknown = office.post(url(third.pk, "merge"), {"revision": third.revision, "number": "999"})
    assert unknown.status_code == 422
    done = office.post(url(third.pk, "merge"), {"revision": third.revision, "number": str(main.number)})
    assert done.status_code == 302
    assert set(Suggestion.objects.filter(merged_into=main)) == {twin, third}
    assert twin.title in office.get(url(main.pk)).content.decode()
