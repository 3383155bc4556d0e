"""The organ's inbox: groups, lamps, filters, pages that meet, many signed for at once."""

import io
from datetime import timedelta

import pytest
from django.utils import timezone
from openpyxl import load_workbook

from renda.capabilities.suggestions import actions
from renda.capabilities.suggestions.terms import Part
from renda.capabilities.suggestions.tests import factories as made
from renda.capabilities.suggestions.tests.pages import address, talked, text_of
from renda.foundation.accounts.terms import Role

INBOX = "/suggestions/inbox/"


@pytest.fixture
def place(db):
    return made.county()


@pytest.fixture
def now():
    return timezone.now()


@pytest.fixture
def handler(place):
    return made.signed_in(Role.HANDLER, place.bureau, name="任晓东")


@pytest.fixture
def head(place):
    return made.signed_in(Role.HEAD, place.bureau, name="王局长")


def test_the_inbox_groups_by_what_parts_wait_for_and_puts_the_earliest_due_first(place, handler, now):
    early = made.assigned(place, at=now - timedelta(days=20), title="关于甲的建议")
    late = made.assigned(place, at=now, title="关于乙的建议")
    handled = made.handling(place, at=now, title="关于丙的建议")
    joint = made.handling(place, {place.second: Part.LEAD, place.bureau: Part.JOINT}, at=now, title="关于丁的建议")
    page = handler.get(INBOX)
    assert page.status_code == 200
    groups = {group["label"]: [row["title"] for row in group["rows"]] for group in page.context["groups"]}
    assert groups == {
        "待签收": [early.title, late.title],
        "待办理答复": [handled.title],
        "待出会办意见": [joint.title],
    }


def test_a_head_sees_first_what_only_a_head_can_sign(place, head, now):
    one = made.handling(place, at=now, title="关于甲的建议")
    part = talked(place, one, now)
    actions.draft_reply(part, made.answer(at=now), actor=place.handler, at=now)
    made.assigned(place, at=now, title="关于乙的建议")
    groups = head.get(INBOX).context["groups"]
    assert [group["label"] for group in groups] == ["待审核签发", "待签收"]
    assert not any(group["may_sign"] for group in groups)
    assert groups[0]["rows"][0]["act_url"].endswith("/issue_reply/?next=inbox")
    assert groups[1]["rows"][0]["act_url"] == ""


def test_a_draft_that_came_back_and_requests_stand_in_groups_of_their_own(place, handler, now):
    back, longer = (
        made.handling(place, at=now, title="关于甲的建议"),
        made.handling(place, at=now, title="关于乙的建议"),
    )
    actions.draft_reply(talked(place, back, now), made.answer(at=now), actor=place.handler, at=now)
    actions.return_reply(made.part_of(back, place.bureau), reason="请写明完成时间", actor=place.head, at=now)
    part = made.part_of(longer, place.bureau)
    until = part.due_on + timedelta(days=20)
    actions.ask_extension(part, until=until, reason="涉及多个部门", actor=place.handler, at=now)
    labels = [group["label"] for group in handler.get(INBOX).context["groups"]]
    assert labels == ["退回修改", "等人大机关决定"]
    assert "请写明完成时间" in text_of(handler.get(address(made.part_of(back, place.bureau), "draft_reply")))


def test_the_lamp_says_the_days_and_that_nobody_talked_with_the_deputy_by_half_time(place, handler, now):
    made.handling(place, at=now - timedelta(days=60), title="关于甲的建议")
    made.handling(place, at=now - timedelta(days=120), title="关于乙的建议")
    rows = handler.get(INBOX).context["groups"][0]["rows"]
    assert [(row["lamp"], row["silent"]) for row in rows] == [("danger", True), ("warn", True)]
    assert "还没有联系代表" in text_of(handler.get(INBOX))


def test_the_inbox_is_narrowed_and_exported_alike(place, handler, now):
    made.handling(place, at=now, title="关于甲的建议")
    made.handling(place, {place.second: Part.LEAD, place.bureau: Part.JOINT}, at=now, title="关于丁的建议")
    for query, titles in (
        ("?part=lead", ["关于甲的建议"]),
        ("?waits=opinion", ["关于丁的建议"]),
        ("?q=丁", ["关于丁的建议"]),
        ("?overdue=1", []),
        ("?priority=1", []),
        ("?silent=1", ["关于甲的建议"]),
        ("?waits=nonsense&part=x&after=%00", ["关于甲的建议", "关于丁的建议"]),
    ):
        page = handler.get(INBOX + query)
        assert [row["title"] for group in page.context["groups"] for row in group["rows"]] == titles, query
        sheet = load_workbook(io.BytesIO(handler.get(f"{INBOX}export/{query}").content)).active
        assert [row[1].value for row in sheet.iter_rows(min_row=4)] == titles, query


def test_pages_of_the_inbox_meet_without_a_gap(place, handler, now, monkeypatch):
    monkeypatch.setattr("renda.capabilities.suggestions.queries.organ.PAGE", 2)
    made.handling(place, at=now, title="关于甲的建议")
    for n in range(4):
        made.assigned(place, at=now - timedelta(days=7 * n), title=f"关于{n}的建议")
    seen, url = [], INBOX
    pages = []
    while url:
        page = handler.get(url)
        pages.append(url)
        seen += [row["title"] for group in page.context["groups"] for row in group["rows"]]
        following = page.context["pager"]["next_url"]
        url = INBOX + following if following else ""
    assert seen == ["关于3的建议", "关于2的建议", "关于1的建议", "关于0的建议", "关于甲的建议"]
    back = handler.get(INBOX + handler.get(pages[-1]).context["pager"]["previous_url"])
    assert [row["title"] for group in back.context["groups"] for row in group["rows"]] == seen[2:4]


def test_what_is_done_is_a_list_of_its_own(place, handler, now):
    made.replied(place, at=now)
    assert handler.get(INBOX).context["groups"] == []
    rows = handler.get(f"{INBOX}?waits=done").context["groups"][0]["rows"]
    assert [(row["lamp"], row["word"]) for row in rows] == [("ok", "按期办结")]


def test_many_are_signed_for_at_once_and_one_that_changed_is_left(place, handler, now):
    parts = [made.part_of(made.assigned(place, at=now, title=f"关于{n}的建议"), place.bureau) for n in range(3)]
    actions.ask_return(parts[2], reason="不属于本单位", actor=place.handler, at=now)
    picked = [f"{part.pk}.{part.revision}" for part in parts[:2]] + [f"{parts[2].pk}.0", "x.y", ""]
    done = handler.post(f"{INBOX}sign/", {"part": picked}, follow=True)
    assert "已签收2件" in text_of(done)
    for part in parts:
        part.refresh_from_db()
    assert [part.state for part in parts] == ["handling", "handling", "return_asked"]
    assert "请先勾选" in text_of(handler.post(f"{INBOX}sign/", {}, follow=True))


def test_the_inbox_costs_the_same_with_many_rows(place, handler, now, django_assert_max_num_queries):
    made.assigned(place, at=now)
    handler.get(INBOX)
    with django_assert_max_num_queries(10) as few:
        handler.get(INBOX)
    for n in range(12):
        made.handling(place, at=now, title=f"关于{n}的建议")
    with django_assert_max_num_queries(len(few.captured_queries)):
        handler.get(INBOX)


def test_the_inbox_is_for_organs(place):
    for client in (made.signed_in(Role.OFFICE), made.as_lead(place)):
        assert client.get(INBOX).status_code == 403
        assert client.get(f"{INBOX}export/").status_code == 403
