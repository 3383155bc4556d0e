"""The pages of motions and inquiries, as each role sees and uses them."""

import io

import pytest
from openpyxl import load_workbook

from renda.capabilities.deputies.tests import factories as people
from renda.capabilities.motions import actions
from renda.capabilities.motions.models import Inquiry, Motion, Signer
from renda.capabilities.motions.terms import Body, InquiryState, MotionState
from renda.capabilities.motions.tests import factories as made
from renda.capabilities.motions.tests.factories import AT
from renda.foundation.accounts.models import User
from renda.foundation.accounts.terms import Role

MOST_QUERIES = 10


@pytest.fixture
def place(db, frozen):
    return made.house()


@pytest.fixture
def frozen(monkeypatch):
    """Pages ask the clock; the congress of the tests sits on one day."""
    monkeypatch.setattr("django.utils.timezone.now", lambda: AT)
    monkeypatch.setattr("django.utils.timezone.localdate", lambda *_: AT.date())


def of(actor):
    return people.client_for(User.objects.get(pk=actor.user_id))


def signed_in(place, role, *, organ=None, code=None):
    one = people.user(role, code or place.congress.region_id, organ_id=organ.pk if organ else None)
    return people.client_for(one)


@pytest.fixture
def office(place):
    return signed_in(place, Role.OFFICE)


def send(client, thing, act, **facts):
    thing.refresh_from_db()
    kind = "motions" if isinstance(thing, Motion) else "motions/inquiries"
    return client.post(f"/{kind}/{thing.pk}/{act}/", {"revision": thing.revision, **facts})


def text(response):
    return response.content.decode()


# ---- the deputy


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


def test_between_sessions_it_says_when_it_can_be_handed_in(db, frozen):
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
    assert send(of(place.lead), made.draft(place), "ask", names="").status_code == 422


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


# ---- the office


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


def test_the_office_keeps_what_was_decided_and_the_committee_reports(db, frozen):
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


# ---- inquiries


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


# ---- lists


def test_lists_are_narrowed_and_say_by_what(place, office):
    made.submitted(place)
    actions.put_on_agenda(made.submitted(place), actor=place.office, at=AT)
    page = office.get("/motions/?state=on_agenda&body=congress&proposer=joint&q=照明&place=141182")
    assert [row["state"] for row in page.context["rows"]] == ["已列入议程"]
    assert {word["label"] for word in page.context["words"]} >= {"已列入议程", "汾阳市", "“照明”"}
    assert [row["number"] for row in office.get("/motions/?q=2").context["rows"]] == ["第5届第1次会议第2号"]
    assert office.get("/motions/?state=nothing&place=x&after=x").status_code == 200
    empty = office.get("/motions/inquiries/?q=没有这个")
    assert "没有符合条件的" in text(empty)
    assert "还没有质询案" in text(office.get("/motions/inquiries/"))


def test_the_same_filter_makes_the_table(place, office):
    made.submitted(place)
    one = made.answered(place)
    book = load_workbook(io.BytesIO(office.get("/motions/export/?state=submitted").content))
    said = [cell.value for row in book.active.iter_rows() for cell in row if cell.value]
    assert made.TEXT.title in said
    assert "待决定是否列入议程" in said
    book = load_workbook(io.BytesIO(office.get("/motions/inquiries/export/").content))
    said = [cell.value for row in book.active.iter_rows() for cell in row if cell.value]
    assert one.title in said


def _many(place, n):
    one = made.submitted(place)
    row = {field.attname: getattr(one, field.attname) for field in Motion._meta.concrete_fields}
    row.pop("id")
    Motion.objects.bulk_create(Motion(**{**row, "number": 1000 + number}) for number in range(n))


def test_pages_follow_one_another_without_gap_or_repeat(place, office):
    _many(place, 120)
    seen, url = [], "/motions/"
    while url:
        context = office.get(url).context
        seen += [row["url"] for row in context["rows"]]
        url = context["pager"]["next_url"] and f"/motions/{context['pager']['next_url']}"
    assert len(seen) == len(set(seen)) == 121
    last = Motion.objects.order_by("pk").first()
    back = office.get(f"/motions/?before={last.pk}").context
    assert [row["url"] for row in back["rows"]] == seen[-51:-1]
    assert back["pager"]["previous_url"]


def test_a_list_asks_as_many_questions_with_one_row_as_with_many(
    place, office, django_assert_max_num_queries, django_assert_num_queries
):
    one = made.submitted(place)
    with django_assert_max_num_queries(MOST_QUERIES) as asked:
        office.get("/motions/")
    _many(place, 40)
    with django_assert_num_queries(len(asked)):
        office.get("/motions/")
    with django_assert_max_num_queries(MOST_QUERIES):
        office.get(f"/motions/{one.pk}/")
    lead = of(place.lead)
    for address in ("/motions/mine/", f"/motions/{one.pk}/", "/motions/write/", "/motions/inquiries/write/"):
        with django_assert_max_num_queries(MOST_QUERIES):
            assert lead.get(address).status_code == 200


def test_empty_pages_say_what_would_be_there(place):
    page = text(of(place.lead).get("/motions/mine/"))
    assert "您还没有提出或者联名的议案" in page
    assert "没有等着答复的质询案" in text(
        signed_in(place, Role.HEAD, organ=place.bureau).get("/motions/inquiries/asked/")
    )
    member = signed_in(place, Role.COMMITTEE, organ=place.committee)
    assert "没有等着提出意见" in text(member.get("/motions/sent/"))


def test_the_city_sees_what_was_handed_in_below_and_no_draft(place):
    draft, handed_in = made.draft(place), made.submitted(place)
    city = signed_in(place, Role.OFFICE, code="1411")
    listed = text(city.get("/motions/"))
    assert f"/motions/{handed_in.pk}/" in listed
    assert f'"/motions/{draft.pk}/"' not in listed
    assert city.get(f"/motions/{handed_in.pk}/put-on-agenda/").status_code == 403
