"""The organ's pages: inbox, each act through its page, the editor of the reply, the head's page, papers."""

import io
from datetime import timedelta

import pytest
from django.utils import timezone
from openpyxl import load_workbook
from PIL import Image

from renda.capabilities.suggestions import actions
from renda.capabilities.suggestions.models import Contact, Extension, Promise, Reply, ReturnRequest
from renda.capabilities.suggestions.terms import Grade, Outcome, Part
from renda.capabilities.suggestions.tests import factories as made
from renda.foundation.accounts.terms import Role
from renda.foundation.files import store
from renda.foundation.files.models import Attachment

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


def address(part, act):
    return f"/suggestions/parts/{part.pk}/{act}/"


def send(client, part, act, **facts):
    part.refresh_from_db()
    return client.post(address(part, act), {"revision": part.revision, **facts})


def text_of(response):
    return response.content.decode()


def photo(name="现场.jpg"):
    out = io.BytesIO()
    Image.new("RGB", (40, 30)).save(out, "JPEG")
    out.seek(0)
    out.name = name
    return out


def status_of(client, url):
    """What a file's address answers; the file is closed again."""
    response = client.get(url)
    for close in response._resource_closers:
        close()
    return response.status_code


def reply_facts(**facts):
    return {
        "text": "一、关于路灯\n已更换损坏灯具32盏，新增路灯8盏。",
        "outcome": Outcome.A,
        "contact_name": "任晓东",
        "contact_phone": "0358-7000001",
        "document_number": "汾住建函〔2024〕3号",
        **facts,
    }


def talked(place, suggestion, now):
    part = made.part_of(suggestion, place.bureau)
    actions.log_contact(part, on=now.date(), way="phone", text="听取代表意见", actor=place.handler, at=now)
    return made.part_of(suggestion, place.bureau)


# ---- the inbox


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


# ---- the acts


def test_signing_twice_and_on_an_old_picture(place, handler, now):
    part = made.part_of(made.assigned(place, at=now), place.bureau)
    seen = part.revision
    assert handler.get(address(part, "sign")).status_code == 200
    assert send(handler, part, "sign", next="inbox").url.startswith(INBOX)
    again = handler.post(address(part, "sign"), {"revision": seen})
    assert again.status_code == 409
    assert "已签收" in text_of(again)
    assert send(handler, part, "sign").status_code == 422


def test_asking_to_return_shows_the_last_day_and_is_refused_after_it_with_the_article(place, handler, now):
    part = made.part_of(made.assigned(place, at=now), place.bureau)
    asked = text_of(handler.get(address(part, "ask_return")))
    assert "前可以申请退回" in asked
    assert "《" in asked
    assert send(handler, part, "ask_return", reason="不").status_code == 422
    assert send(handler, part, "ask_return", reason="属于交通局职责").status_code == 302
    assert ReturnRequest.objects.get().reason == "属于交通局职责"
    old = made.part_of(made.assigned(place, at=now - timedelta(days=40)), place.bureau)
    assert "已经过了" in text_of(handler.get(address(old, "ask_return")))
    refused = send(handler, old, "ask_return", reason="属于交通局职责，请另行交办")
    assert refused.status_code == 422
    assert "退回期限是" in text_of(refused)
    assert "第" in text_of(refused)
    assert "属于交通局职责，请另行交办" in text_of(refused)


def test_a_talk_with_the_deputy_is_taken_down(place, handler, now):
    part = made.part_of(made.handling(place, at=now), place.bureau)
    today = timezone.localdate()
    future = send(handler, part, "log_contact", on=today + timedelta(days=1), way="visit", text="上门听取意见")
    assert future.status_code == 422
    assert send(handler, part, "log_contact", on=today, way="visit", text="上门听取意见").status_code == 302
    assert Contact.objects.get().way == "visit"


def test_an_extension_says_its_latest_day_and_is_refused_beyond_it_with_the_article(place, handler, now):
    part = made.part_of(made.handling(place, at=now), place.bureau)
    page = text_of(handler.get(address(part, "ask_extension")))
    assert "最晚可以延到" in page
    assert "第五十一条" in page
    far = send(handler, part, "ask_extension", until=part.due_on + timedelta(days=300), reason="涉及多个部门")
    assert far.status_code == 422
    assert "第五十一条" in text_of(far)
    until = part.due_on + timedelta(days=30)
    assert send(handler, part, "ask_extension", until=until, reason="涉及多个部门").status_code == 302
    assert Extension.objects.get().until == until


def test_a_joint_organ_gives_its_opinion_and_the_lead_sends_it_back(place, handler, now):
    one = made.handling(place, {place.bureau: Part.LEAD, place.second: Part.JOINT}, at=now)
    joint = made.part_of(one, place.second)
    second = made.signed_in(Role.HANDLER, place.second)
    assert "前出具会办意见" in text_of(second.get(address(joint, "give_opinion")))
    assert send(second, joint, "give_opinion", text="资金已列入预算").status_code == 302
    editor = text_of(handler.get(address(made.part_of(one, place.bureau), "draft_reply")))
    assert "资金已列入预算" in editor
    assert "资金已列入预算" in text_of(handler.get(address(joint, "return_opinion")))
    assert send(handler, joint, "return_opinion", reason="请写明金额").status_code == 302
    joint.refresh_from_db()
    assert joint.state == "handling"
    assert second.get(address(made.part_of(one, place.bureau), "draft_reply")).status_code == 403


# ---- the reply


def test_no_reply_before_a_talk_with_the_deputy_and_nothing_typed_is_lost(place, handler, now):
    part = made.part_of(made.handling(place, at=now), place.bureau)
    assert "还没有登记与代表联系" in text_of(handler.get(address(part, "draft_reply")))
    refused = send(handler, part, "draft_reply", **reply_facts())
    assert refused.status_code == 422
    page = text_of(refused)
    assert "答复前须与代表联系沟通" in page
    assert "第五十一条" in page
    assert "已更换损坏灯具32盏" in page
    assert "0358-7000001" in page


def test_the_editor_begins_with_a_heading_for_each_point_of_the_advice(place, handler, now):
    advice = "1.今年内更换损坏灯具。\n2.在两个路口增设路灯。"
    part = made.part_of(made.handling(place, at=now, advice=advice), place.bureau)
    page = handler.get(address(part, "draft_reply"))
    assert page.context["form"]["text"].value().startswith("一、关于今年内更换损坏灯具\n\n二、关于在两个路口增设路灯")
    assert page.context["form"]["contact_name"].value() == "任晓东"
    for said in ("滨河路全长三公里", "路灯间距过大", "在两个路口增设路灯"):
        assert said in text_of(page)


def test_rows_for_promises_are_added_without_scripts_and_not_without_end(place, handler, now):
    part = talked(place, made.handling(place, at=now), now)
    rows = 2
    for _ in range(6):
        page = send(handler, part, "draft_reply", more="1", rows=rows, **reply_facts(promise_0_text="改造路灯"))
        assert page.status_code == 200
        rows = len(page.context["form"].promise_rows)
        assert "改造路灯" in text_of(page)
        assert not page.context["form"].errors
    assert rows == 10
    assert not Reply.objects.exists()


def test_a_class_b_reply_keeps_its_promises_and_papers(place, handler, head, now):
    part = talked(place, made.handling(place, at=now), now)
    due = timezone.localdate() + timedelta(days=120)
    b = {"outcome": Outcome.B}
    unsaid = send(handler, part, "draft_reply", **reply_facts(**b))
    assert unsaid.status_code == 422
    assert "B类答复须写明承诺事项和完成日期" in text_of(unsaid)
    half = send(handler, part, "draft_reply", **reply_facts(**b, promise_0_text="改造路灯"))
    assert "请写完成日期" in text_of(half)
    facts = reply_facts(**b, promise_0_text="改造路灯", promise_0_due=due, papers=[photo()])
    assert send(handler, part, "draft_reply", **facts).status_code == 302
    reply = Reply.objects.get()
    assert reply.planned_promises == [{"text": "改造路灯", "due_on": due.isoformat()}]
    (kept,) = store.of(reply)
    page = text_of(head.get(address(part, "issue_reply")))
    for said in ("武向荣代表：", "改造路灯", kept.name, "B类", "汾阳市住建局", "收悉"):
        assert said in page
    assert send(head, part, "return_reply", reason="请写明完成时间").status_code == 302
    again = handler.get(address(part, "draft_reply"))
    assert again.context["form"]["promise_0_text"].value() == "改造路灯"
    assert kept.name in text_of(again)
    facts = reply_facts(**b, promise_0_text="改造路灯", promise_0_due=due, drop=[kept.pk], papers=[photo("新.jpg")])
    assert send(handler, part, "draft_reply", **facts).status_code == 302
    assert [one.name for one in store.of(reply)] == ["新.jpg"]
    assert send(head, part, "issue_reply").status_code == 302
    reply.refresh_from_db()
    assert reply.signed_by == "王局长"
    assert send(head, part, "issue_reply").status_code == 422


def test_a_broken_paper_is_named_and_the_words_stay(place, handler, now):
    part = talked(place, made.handling(place, at=now), now)
    fake = io.BytesIO(b"MZ not a photo")
    fake.name = "坏.jpg"
    refused = send(handler, part, "draft_reply", **reply_facts(papers=[fake]))
    assert refused.status_code == 422
    for said in ("坏.jpg", "已更换损坏灯具32盏", "刚才选的附件没有留下"):
        assert said in text_of(refused)


def test_the_preview_is_the_letter_and_keeps_nothing(place, handler, now):
    advice = "1.今年内更换损坏灯具。\n2.在两个路口增设路灯。"
    part = made.part_of(made.handling(place, at=now, advice=advice), place.bureau)
    page = handler.post(address(part, "preview"), reply_facts())
    assert page.status_code == 200
    for said in ("武向荣代表：", "关于改善滨河路夜间照明建议的答复", "A类", "没有找到对应第2条"):
        assert said in text_of(page)
    assert not Reply.objects.exists()
    assert handler.get(address(part, "preview")).status_code == 405
    assert made.signed_in(Role.OFFICE).post(address(part, "preview"), reply_facts()).status_code == 403
    stranger = made.signed_in(Role.HANDLER, place.third)
    assert stranger.post(address(part, "preview"), reply_facts()).status_code == 404


def test_a_reply_not_satisfied_with_stands_beside_the_next_one(place, handler, now):
    one = made.rated(place, Grade.NOT, at=now)
    page = text_of(handler.get(address(made.part_of(one, place.bureau), "draft_reply")))
    assert "没有解决实际问题" in page
    assert "第1次答复" in page


def test_the_editor_costs_no_more_than_it_shows(place, handler, now, django_assert_max_num_queries):
    part = talked(place, made.handling(place, at=now), now)
    handler.get(address(part, "draft_reply"))
    with django_assert_max_num_queries(11):
        handler.get(address(part, "draft_reply"))


# ---- papers and Word


def test_papers_of_a_reply_open_for_those_who_may_read_it(place, handler, head, now):
    part = talked(place, made.handling(place, at=now), now)
    send(handler, part, "draft_reply", **reply_facts(papers=[photo()]))
    reply, kept = Reply.objects.get(), Attachment.objects.get()
    file, letter = f"/suggestions/replies/papers/{kept.pk}/a.jpg", f"/suggestions/replies/{reply.pk}/letter.docx"
    form = f"/suggestions/replies/{reply.pk}/consultation.docx"
    office, lead = made.signed_in(Role.OFFICE), made.as_lead(place)
    stranger = made.signed_in(Role.HANDLER, place.third)
    for client, status in ((handler, 200), (head, 200), (office, 404), (lead, 404), (stranger, 404)):
        assert status_of(client, file) == status
        assert status_of(client, letter) == status
    assert handler.get(form).status_code == 404
    send(head, part, "issue_reply")
    for client, status in ((handler, 200), (office, 200), (lead, 200), (stranger, 404)):
        for url in (file, letter, form):
            assert status_of(client, url) == status, url
    assert lead.get(letter).content.startswith(b"PK")
    with pytest.raises(Exception, match="不能再改"):
        actions.change_papers(Reply.objects.get(), added=[], actor=place.handler, at=now)


def test_the_special_paper_is_for_those_who_see_the_suggestion(place, handler, now):
    one = made.handling(place, at=now)
    url = f"/suggestions/{one.pk}/paper.docx"
    assert handler.get(url).content.startswith(b"PK")
    assert made.as_lead(place).get(url).status_code == 200
    assert made.signed_in(Role.HANDLER, place.third).get(url).status_code == 404


# ---- who


@pytest.mark.parametrize(
    "act", ["sign", "ask_return", "log_contact", "ask_extension", "draft_reply", "issue_reply", "give_opinion"]
)
def test_who_has_no_business_with_a_part_finds_nothing_and_who_only_reads_is_refused(place, now, act):
    part = made.part_of(made.assigned(place, at=now), place.bureau)
    assert made.signed_in(Role.HANDLER, place.third).get(address(part, act)).status_code == 404
    assert made.as_mate(place).get(address(part, act)).status_code == 404
    assert made.as_lead(place).get(address(part, act)).status_code == 403
    assert made.signed_in(Role.OFFICE).get(address(part, act)).status_code == 403


def test_promises_reach_the_ledger_once_the_reply_stands(place, handler, head, now):
    part = talked(place, made.handling(place, at=now), now)
    due = timezone.localdate() + timedelta(days=90)
    facts = reply_facts(outcome=Outcome.B, promise_1_text="改造路灯", promise_1_due=due)
    send(handler, part, "draft_reply", **facts)
    send(head, part, "issue_reply")
    made.rate(place, made.fresh(part.suggestion), at=now)
    assert Promise.objects.get().due_on == due
