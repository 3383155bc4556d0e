"""The reply: its editor, the letter as it goes out, the head's page, its papers, and Word."""

import io
from datetime import timedelta

import pytest
from django.utils import timezone

from renda.capabilities.suggestions import actions
from renda.capabilities.suggestions.models import Promise, Reply
from renda.capabilities.suggestions.terms import Grade, Outcome
from renda.capabilities.suggestions.tests import factories as made
from renda.capabilities.suggestions.tests.pages import address, photo, reply_facts, send, status_of, talked, text_of
from renda.foundation.accounts.terms import Role
from renda.foundation.files import store
from renda.foundation.files.models import Attachment


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


def test_ten_promises_fit_without_scripts_and_those_written_are_in_sight(place, handler, now):
    part = talked(place, made.handling(place, at=now), now)
    page = handler.get(address(part, "draft_reply"))
    assert (len(page.context["form"].promise_rows), len(page.context["form"].folded_rows)) == (2, 8)
    assert not page.context["form"].is_unfolded
    due = timezone.localdate() + timedelta(days=90)
    promised = {f"promise_{n}_text": f"第{n}件事" for n in range(10)} | {f"promise_{n}_due": due for n in range(10)}
    half = send(handler, part, "draft_reply", **reply_facts(**{**promised, "outcome": Outcome.B, "promise_9_due": ""}))
    assert half.status_code == 422
    assert half.context["form"].is_unfolded
    assert "第9件事" in text_of(half)
    done = send(handler, part, "draft_reply", **reply_facts(**promised | {"outcome": Outcome.B}))
    assert done.status_code == 302
    assert len(Reply.objects.get().planned_promises) == 10


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


def test_promises_reach_the_ledger_once_the_reply_stands(place, handler, head, now):
    part = talked(place, made.handling(place, at=now), now)
    due = timezone.localdate() + timedelta(days=90)
    facts = reply_facts(outcome=Outcome.B, promise_1_text="改造路灯", promise_1_due=due)
    send(handler, part, "draft_reply", **facts)
    send(head, part, "issue_reply")
    made.rate(place, made.fresh(part.suggestion), at=now)
    assert Promise.objects.get().due_on == due


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
