"""What a deputy does on the pages: writes, asks for names, signs, takes back, hands in."""

import pytest

from renda.capabilities.deputies.tests import factories as people
from renda.capabilities.motions import actions
from renda.capabilities.motions.models import Inquiry, Motion, Signer
from renda.capabilities.motions.terms import Body, MotionState
from renda.capabilities.motions.tests import factories as made
from renda.capabilities.motions.tests.factories import AT
from renda.capabilities.motions.tests.pages import of, send, text


@pytest.fixture
def place(house):
    return house


def test_a_deputy_writes_a_motion_and_sees_how_many_must_sign(place):
    client = of(place.lead)
    asked = text(client.get("/motions/write/"))
    assert "汾阳市人民代表大会" in asked
    assert "须10人以上联名（《地方组织法》第二十二条第二款）" in asked
    done = client.post(
        "/motions/write/",
        {"where": f"{place.congress.region_id}.congress", "title": "关于照明的议案", "grounds": "多头管理"},
    )
    one = Motion.objects.get()
    assert done.url.startswith(f"/motions/{one.pk}/")
    page = text(client.get(f"/motions/{one.pk}/"))
    assert '已有<b class="num">1</b>人，须<b class="num">10</b>人以上' in page
    assert "《地方组织法》第二十二条第二款" in page


def test_what_was_typed_stays_when_a_motion_cannot_be_begun(place):
    answer = of(place.lead).post("/motions/write/", {"where": "1.congress", "title": "", "grounds": "多头管理"})
    assert answer.status_code == 422
    assert "多头管理" in text(answer)


def test_a_member_of_the_committee_chooses_where_to_propose(place):
    made.seat_members(place, 3)
    client = of(place.lead)
    asked = text(client.get("/motions/write/"))
    assert "须3人以上联名（《地方组织法》第五十二条第三款）" in asked
    client.post("/motions/write/", {"where": f"{place.congress.region_id}.committee", "title": "关于照明的议案"})
    assert Motion.objects.get().body == Body.COMMITTEE


def test_between_sessions_it_says_when_it_can_be_handed_in(db, sitting):
    place = made.house(in_session=False)
    assert "现在闭会，开会后才能提交" in text(of(place.lead).get("/motions/write/"))


def test_a_deputy_writes_an_inquiry_to_an_organ_of_the_level(place):
    client = of(place.lead)
    asked = text(client.get("/motions/inquiries/write/"))
    assert place.bureau.name in asked
    assert place.committee.name not in asked
    client.post(
        "/motions/inquiries/write/",
        {
            "where": f"{place.congress.region_id}.congress",
            "title": made.QUESTION.title,
            "organ": place.bureau.pk,
            "questions": made.QUESTION.questions,
            "content": made.QUESTION.content,
        },
    )
    one = Inquiry.objects.get()
    assert one.organ == place.bureau
    page = text(client.get(f"/motions/inquiries/{one.pk}/"))
    assert "改造工程为什么没有按计划开工？" in page
    assert "《地方组织法》第二十四条第一款" in page


def test_only_deputies_write_and_only_an_office_registers(place, office):
    assert office.get("/motions/write/").status_code == 403
    assert office.get("/motions/inquiries/write/").status_code == 403
    assert of(place.lead).get("/motions/register/").status_code == 403


def test_colleagues_are_asked_by_name_and_sign_on_their_own_page(place):
    one, lead = made.draft(place), of(place.lead)
    assert send(lead, one, "ask", names="田玉、靳海 郭建").status_code == 302
    assert [signer.name for signer in one.signers.all()] == ["武向", "田玉", "靳海", "郭建"]
    mate = of(place.actors[1])
    mine = text(mate.get("/motions/mine/"))
    assert "武向代表邀请您联名" in mine
    page = text(mate.get(f"/motions/{one.pk}/"))
    assert "同意联名" in page
    assert send(mate, one, "sign", agrees="yes").status_code == 302
    assert send(of(place.actors[2]), one, "sign", agrees="no").status_code == 302
    one.refresh_from_db()
    assert one.signer_count == 2
    page = text(lead.get(f"/motions/{one.pk}/"))
    assert "还差8人" in page


def test_a_name_nobody_has_is_said_and_what_was_typed_stays(place):
    answer = send(of(place.lead), made.draft(place), "ask", names="田玉、赵钱孙")
    assert answer.status_code == 422
    assert "没有找到本级在任代表：赵钱孙" in text(answer)
    assert "田玉、赵钱孙" in text(answer)
    for nothing in ("", "、 ", "田玉\x00靳海"):
        assert send(of(place.lead), made.draft(place), "ask", names=nothing).status_code == 422


def test_of_two_of_one_name_one_is_picked(place):
    term = people.term(place.congress)
    twin = people.mandate(term, name="田玉").deputy
    one, lead = made.draft(place), of(place.lead)
    asked = send(lead, one, "ask", names="田玉 靳海")
    assert "有几位代表同名：田玉" in text(asked)
    assert send(lead, one, "ask", names="田玉 靳海", picked=[twin.pk]).status_code == 302
    assert set(one.signers.values_list("deputy_id", flat=True)) == {
        place.deputies[0].pk, place.deputies[2].pk, twin.pk
    }  # fmt: skip


def test_too_few_names_are_refused_with_the_article(place):
    one = made.signed(place, made.draft(place), 3)
    answer = send(of(place.lead), one, "submit")
    assert answer.status_code == 422
    assert "联名须10人以上，现在4人（《地方组织法》第二十二条第二款）" in text(answer)


def test_enough_names_and_it_is_handed_in(place):
    one = made.signed(place, made.draft(place), 9)
    lead = of(place.lead)
    assert "人数够了" in text(lead.get(f"/motions/{one.pk}/submit/"))
    assert send(lead, one, "submit").status_code == 302
    assert "第5届第1次会议第1号" in text(lead.get(f"/motions/{one.pk}/"))


def test_taking_ones_name_back_says_what_follows(place):
    one = made.submitted(place, signers=10)
    client = of(place.actors[1])
    assert "撤回以后还有10人，仍在10人以上，继续办理" in text(client.get(f"/motions/{one.pk}/unsign/"))
    assert send(client, one, "unsign", reason="我不再同意").status_code == 302
    other = of(place.actors[2])
    assert "撤回以后还有9人，不足10人，整件随即终止" in text(other.get(f"/motions/{one.pk}/unsign/"))
    assert send(other, one, "unsign", reason="我不再同意").status_code == 302
    one.refresh_from_db()
    assert one.state == MotionState.LAPSED


def test_the_lead_is_told_to_withdraw_the_whole(place):
    one = made.submitted(place)
    assert "请撤回整件" in text(of(place.lead).get(f"/motions/{one.pk}/unsign/"))
    assert send(of(place.lead), one, "withdraw", reason="另行提出").status_code == 302


def test_on_the_agenda_the_lead_is_told_whose_consent_it_takes(place):
    one = actions.put_on_agenda(made.submitted(place), actor=place.office, at=AT)
    answer = of(place.lead).get(f"/motions/{one.pk}/withdraw/")
    assert answer.status_code == 422
    assert "须经主席团同意" in text(answer)
    assert "《地方组织法》第二十二条第三款" in text(answer)


def test_a_draft_is_changed_and_a_second_change_from_an_old_page_is_told(place):
    one, client = made.signed(place, made.draft(place), 3), of(place.lead)
    assert "已有3人同意联名" in text(client.get(f"/motions/{one.pk}/edit/"))
    changed = {"title": "关于另一件事的议案", "grounds": "依据如下", "plan": "方案如下", "revision": one.revision}
    assert client.post(f"/motions/{one.pk}/edit/", changed).status_code == 302
    stale = client.post(f"/motions/{one.pk}/edit/", {**changed, "plan": "另一个方案"})
    assert stale.status_code == 409
    assert "另一个方案" in text(stale)
    one.refresh_from_db()
    assert (one.plan, one.signer_count) == ("方案如下", 1)


def test_an_inquiry_is_changed_too_and_no_longer_once_handed_in(place):
    one, client = made.inquiry(place), of(place.lead)
    page = client.get(f"/motions/inquiries/{one.pk}/edit/")
    assert page.status_code == 200
    facts = {"title": "质询进度", "questions": "为什么？", "content": "没有开工", "organ": place.bureau.pk}
    done = client.post(f"/motions/inquiries/{one.pk}/edit/", {**facts, "revision": one.revision})
    assert done.status_code == 302
    later = made.asked(place)
    assert client.get(f"/motions/inquiries/{later.pk}/edit/").status_code == 422
    late = client.post(f"/motions/inquiries/{later.pk}/edit/", {**facts, "revision": later.revision})
    assert late.status_code == 422
    assert "质询进度" in text(late)
    assert client.post(f"/motions/inquiries/{one.pk}/edit/", {"title": ""}).status_code == 422


def test_a_signer_who_read_an_older_text_is_told(place):
    one = made.draft(place)
    actions.ask(one, [place.deputies[1].pk], actor=place.lead, at=AT)
    seen = one.revision
    actions.save(one, actions.Text("关于另一件事的议案", "依据如下", "方案如下"), actor=place.lead, at=AT)
    answer = of(place.actors[1]).post(f"/motions/{one.pk}/sign/", {"revision": seen, "agrees": "yes"})
    assert answer.status_code == 409
    assert "请看最新内容" in text(answer)
    assert not Signer.objects.filter(motion=one, deputy=place.deputies[1], state="confirmed").exists()
