"""What office, committee and head do on the pages: each decision with its article, the opinion, the answer."""

import pytest

from renda.capabilities.motions import actions
from renda.capabilities.motions.models import Motion
from renda.capabilities.motions.terms import InquiryState, MotionState
from renda.capabilities.motions.tests import factories as made
from renda.capabilities.motions.tests.factories import AT
from renda.capabilities.motions.tests.pages import of, send, signed_in, text
from renda.foundation.accounts.terms import Role


@pytest.fixture
def place(house):
    return house


def test_the_office_registers_a_governments_motion(place, office):
    code = place.congress.region_id
    facts = {
        "title": "关于预算调整的议案",
        "grounds": "收支有变",
        "plan": "调整如下",
        "proposer_name": "汾阳市人民政府",
    }
    wrong = office.post("/motions/register/", {"where": f"{code}.congress", "proposer": "council", **facts})
    assert wrong.status_code == 422
    assert "不能向这里提出议案" in text(wrong)
    done = office.post("/motions/register/", {"where": f"{code}.congress", "proposer": "government", **facts})
    one = Motion.objects.get()
    assert done.url.startswith(f"/motions/{one.pk}/")
    assert send(office, one, "submit").status_code == 302
    page = text(office.get(f"/motions/{one.pk}/"))
    assert "等主席团提交会议审议" in page or "现在轮到您" in page
    assert "转为代表建议" not in page
    left = office.get(f"/motions/{one.pk}/consider/")
    assert left.status_code == 422
    assert "《地方组织法》第二十二条第一款" in text(left)


def test_each_decision_shows_its_article(place, office):
    one = made.submitted(place)
    for act in ("refer", "put-on-agenda", "consider", "turn", "return-form"):
        page = text(office.get(f"/motions/{one.pk}/{act}/"))
        article = "《代表法》第九条第一款" if act == "return-form" else "《地方组织法》第二十二条第二款"
        assert article in page, act


def test_the_office_keeps_what_was_decided_and_the_committee_reports(db, sitting):
    place = made.house(overlays=("shanghai",))
    office, member = signed_in(place, Role.OFFICE), signed_in(place, Role.COMMITTEE, organ=place.committee)
    one = made.submitted(place)
    assert send(office, one, "refer", committee=place.committee.pk).status_code == 302
    assert one.title in text(member.get("/motions/sent/"))
    assert send(member, one, "opine", recommends="no", text="条件尚不成熟").status_code == 302
    assert "6月4日前报告结果" in text(office.get(f"/motions/{one.pk}/consider/"))
    done = send(office, one, "consider", committee=place.committee.pk, reason="条件尚不成熟")
    assert done.status_code == 302
    page = text(member.get(f"/motions/{one.pk}/"))
    assert "上海市" in page
    assert "建议不列入议程" in page
    assert send(member, one, "report", text="已列入明年立法计划").status_code == 302
    assert "已列入明年立法计划" in text(of(place.lead).get(f"/motions/{one.pk}/"))
    assert "还没有办过的" not in text(member.get("/motions/sent/"))


def test_without_a_local_rule_the_page_says_that_there_is_no_day(place, office):
    one = made.submitted(place)
    send(office, one, "consider", committee=place.committee.pk, reason="条件尚不成熟")
    assert "本级没有规定报告期限" in text(office.get(f"/motions/{one.pk}/"))


def test_put_on_the_agenda_and_voted_on(place, office):
    one = made.submitted(place)
    assert send(office, one, "put-on-agenda").status_code == 302
    assert send(office, one, "decide", result="reported", text="全体过半数").status_code == 422
    assert send(office, one, "decide", result="passed", text="全体代表过半数通过").status_code == 302
    assert "表决通过" in text(office.get(f"/motions/{one.pk}/"))


def test_turned_and_returned(place, office):
    one = made.submitted(place)
    assert send(office, one, "turn").status_code == 302
    assert "已转为代表建议" in text(office.get(f"/motions/{one.pk}/"))
    two = made.submitted(place)
    assert send(office, two, "return-form", reason="方案不具体").status_code == 302
    two.refresh_from_db()
    assert two.state == MotionState.SIGNING


def test_what_is_not_open_is_refused_and_what_is_open_is_named(place, office):
    one = made.submitted(place)
    closed = office.get(f"/motions/{one.pk}/decide/")
    assert closed.status_code == 422
    assert "列入议程" in text(closed)
    assert of(place.lead).get(f"/motions/{one.pk}/decide/").status_code == 403
    assert of(place.actors[11]).get(f"/motions/{one.pk}/").status_code == 404
    assert of(place.actors[11]).post(f"/motions/{one.pk}/withdraw/", {"reason": "我要撤回"}).status_code == 404


def test_a_wrong_choice_stays_on_the_page(place, office):
    one = made.submitted(place)
    assert send(office, one, "refer", committee=place.bureau.pk).status_code == 422
    assert send(office, one, "refer", committee="").status_code == 422


def test_whoever_acts_on_an_old_page_is_told_who_was_first(place, office):
    one = made.submitted(place)
    seen = one.revision
    actions.put_on_agenda(one, actor=place.office, at=AT)
    answer = office.post(f"/motions/{one.pk}/refer/", {"revision": seen, "committee": place.committee.pk})
    assert answer.status_code == 409
    assert "冯主任" in text(answer)
    answer = office.post(f"/motions/{one.pk}/return-form/", {"revision": seen, "reason": "方案写得不具体"})
    assert "方案写得不具体" in text(answer)


def test_an_inquiry_goes_from_the_office_to_the_head_and_back_again(place, office):
    one = made.asked(place)
    head = signed_in(place, Role.HEAD, organ=place.bureau)
    assert head.get(f"/motions/inquiries/{one.pk}/").status_code == 404
    assert "等主席团决定答复方式" in text(of(place.lead).get(f"/motions/inquiries/{one.pk}/"))
    assert send(office, one, "choose-manner", manner="written", due_on="2024-03-06").status_code == 302
    assert one.title in text(head.get("/motions/inquiries/asked/"))
    for client in (office, head, of(place.lead)):
        assert "按主席团决定的日期答复" in text(client.get(f"/motions/inquiries/{one.pk}/"))
    page = text(head.get(f"/motions/inquiries/{one.pk}/answer/"))
    assert "资金现在使用到什么程度？" in page
    assert send(head, one, "answer", text="三月底开工", answered_by="王局长").status_code == 302
    for number in range(5):
        client = of(place.actors[number])
        assert f"已有{number}人表示不满意" in text(client.get(f"/motions/inquiries/{one.pk}/protest/"))
        assert send(client, one, "protest").status_code == 302
    assert "您已经表示过不满意" in text(of(place.lead).get(f"/motions/inquiries/{one.pk}/protest/"))
    page = text(office.get(f"/motions/inquiries/{one.pk}/"))
    assert "已够要求再作答复的人数" in page
    assert send(office, one, "answer-again").status_code == 302
    one.refresh_from_db()
    assert (one.state, one.round) == (InquiryState.WITH_ORGAN, 2)


def test_too_few_unhappy_and_it_is_not_answered_again(place, office):
    one = made.answered(place)
    refused = office.get(f"/motions/inquiries/{one.pk}/answer-again/")
    assert refused.status_code == 422
    assert "《代表法》" in text(refused)
    assert send(office, one, "end", text="提案人没有意见").status_code == 302


def test_the_office_takes_down_an_oral_answer(place, office):
    one = actions.choose_manner(made.asked(place), manner="oral", due_on=None, actor=place.office, at=AT)
    assert "现在轮到您" in text(office.get(f"/motions/inquiries/{one.pk}/"))
    done = send(office, one, "answer", text="三月底开工", answered_by="王局长")
    assert done.status_code == 302
    assert "王局长" in text(of(place.lead).get(f"/motions/inquiries/{one.pk}/"))


def test_an_inquiry_is_withdrawn_or_given_back(place, office):
    assert send(of(place.lead), made.asked(place), "withdraw", reason="问题已经解决").status_code == 302
    one = made.asked(place)
    assert "《地方组织法》第二十四条第一款" in text(office.get(f"/motions/inquiries/{one.pk}/return-form/"))
    assert send(office, one, "return-form", reason="问题不具体").status_code == 302


def test_answers_to_an_act_without_a_button_are_asked_for(place):
    one = made.draft(place)
    actions.ask(one, [place.deputies[1].pk], actor=place.lead, at=AT)
    mate = of(place.actors[1])
    assert send(mate, one, "sign").status_code == 422
    assert "同意联名" in text(mate.get(f"/motions/{one.pk}/sign/"))
    assert of(place.actors[3]).get(f"/motions/{one.pk}/sign/").status_code == 404
