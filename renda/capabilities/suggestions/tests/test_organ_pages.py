"""Each act of an organ through its page: asked, done, refused with its article, stale, or not one's business."""

from datetime import timedelta

import pytest
from django.utils import timezone

from renda.capabilities.suggestions.models import Contact, Extension, ReturnRequest
from renda.capabilities.suggestions.terms import Part
from renda.capabilities.suggestions.tests import factories as made
from renda.capabilities.suggestions.tests.pages import address, send, text_of
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


@pytest.mark.parametrize(
    "act", ["sign", "ask_return", "log_contact", "ask_extension", "draft_reply", "issue_reply", "give_opinion"]
)
def test_who_has_no_business_with_a_part_finds_nothing_and_who_only_reads_is_refused(place, now, act):
    part = made.part_of(made.assigned(place, at=now), place.bureau)
    assert made.signed_in(Role.HANDLER, place.third).get(address(part, act)).status_code == 404
    assert made.as_mate(place).get(address(part, act)).status_code == 404
    assert made.as_lead(place).get(address(part, act)).status_code == 403
    assert made.signed_in(Role.OFFICE).get(address(part, act)).status_code == 403
