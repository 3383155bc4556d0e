"""The deputy's pages: what waits, co-signing, handing in, taking back, rating, and whose business each of it is."""

from datetime import timedelta

import pytest
from django.utils import timezone

from renda.capabilities.deputies.tests import factories as people
from renda.capabilities.suggestions import actions
from renda.capabilities.suggestions.models import Cosigner, Letter, Promise, Rating, Reply
from renda.capabilities.suggestions.queries import deputy as deputy_queries
from renda.capabilities.suggestions.terms import Grade, Outcome, Part, State
from renda.capabilities.suggestions.tests import factories as made
from renda.capabilities.suggestions.tests.pages import text_of
from renda.foundation.accounts.models import User
from renda.foundation.accounts.terms import Role

MINE = "/suggestions/mine/"


@pytest.fixture
def place(db):
    return made.county()


@pytest.fixture
def now():
    return timezone.now()


@pytest.fixture
def lead(place):
    return made.as_lead(place)


def send(client, one, act, where="", **facts):
    one = made.fresh(one)
    return client.post(f"/suggestions/{where}{one.pk}/{act}/", {"revision": one.revision, **facts})


def asked(place, now, client):
    one = made.draft(place, at=now)
    sent = send(client, one, "ask_cosigners", deputies=[mate.pk for mate in place.mates])
    assert sent.status_code == 302
    return made.fresh(one)


def signature(one, deputy):
    return Cosigner.objects.get(suggestion=one, deputy=deputy)


def reply_to(one):
    return Reply.objects.get(assignment__suggestion=one)


def test_mine_says_the_next_step_of_every_state(place, lead, now):
    made.draft(place, at=now, title="还在写的建议")
    made.submitted(place, at=now)
    handled = made.handling(place, at=now)
    made.rated(place, Grade.NOT, at=now)
    made.closed(place, at=now)
    page = text_of(lead.get(MINE))
    for said in ("写好以后", "等人大机关审查", "住建局正在办理", "您不满意，住建局重新办理", "已经办完归档"):
        assert said in page, said
    assert f"/suggestions/{handled.pk}/" in page
    assert "没有在等您的" in page


def test_mine_shows_what_waits_first(place, lead, now):
    made.replied(place, at=now)
    one = made.submitted(place, at=now, title="要补充的建议")
    actions.send_back(one, reason="请补充具体路段", actor=place.office, at=now)
    made.tracked(place, at=now)
    promise = Promise.objects.select_related("assignment__organ").get()
    actions.report_promise(promise, text="已经全部完工", actor=place.handler, at=now)
    page = text_of(lead.get(MINE))
    assert "3件在等您" in page
    assert page.index("看答复并评价") < page.index("我提的建议")
    for said in ("请您补充", "请您评价承诺落实", "请您评价答复"):
        assert said in page
    assert f"/suggestions/promises/{promise.pk}/rate_promise/" in page


def test_mine_costs_the_same_with_one_and_many(place, lead, now, django_assert_max_num_queries):
    made.replied(place, at=now)
    for _ in range(12):
        made.submitted(place, at=now)
    with django_assert_max_num_queries(10):
        lead.get(MINE)


def test_mine_goes_back_in_pages(place, lead, now, monkeypatch):
    monkeypatch.setattr(deputy_queries.mine, "__kwdefaults__", {"after": None, "most": 2})
    first, *_ = [made.draft(place, at=now, title=f"第{n}件建议草稿") for n in range(3)]
    page = text_of(lead.get(MINE))
    assert "第0件" not in page
    older = page.split('rel="next" href="')[1].split('"')[0]
    assert f"/suggestions/{first.pk}/edit/" in text_of(lead.get(MINE + older))


def test_who_is_no_deputy_has_no_suggestions_of_their_own(place):
    assert made.signed_in(Role.OFFICE).get(MINE).status_code == 403
    assert made.signed_in(Role.OFFICE).get("/suggestions/write/").status_code == 403


def test_colleagues_are_chosen_by_name_in_the_order_of_the_roll(place, lead, now):
    one = made.draft(place, at=now)
    page = text_of(lead.get(f"/suggestions/{one.pk}/ask_cosigners/"))
    assert page.index("田玉兰") < page.index("靳海峰")
    assert f'value="{place.lead_deputy.pk}"' not in page
    stranger = people.deputy(people.term(people.congress(people.region("141121", "文水县", "county", "1411"))))
    assert send(lead, one, "ask_cosigners", deputies=[stranger.pk]).status_code == 422
    assert send(lead, one, "ask_cosigners").status_code == 422


def test_a_colleague_reads_and_agrees(place, lead, now):
    one, mate = asked(place, now, lead), made.as_mate(place)
    mine = signature(one, place.mates[0])
    assert "请您联名" in text_of(mate.get(MINE))
    page = text_of(mate.get(f"/suggestions/cosigners/{mine.pk}/agree_cosign/"))
    assert made.TEXT.advice in page
    done = mate.post(f"/suggestions/cosigners/{mine.pk}/agree_cosign/", {"revision": one.revision, "next": "mine"})
    assert done.url.startswith(MINE)
    mine.refresh_from_db()
    assert mine.state == "confirmed"
    assert "我联名的" in text_of(mate.get(MINE))
    again = mate.post(f"/suggestions/cosigners/{mine.pk}/decline_cosign/", {"revision": made.fresh(one).revision})
    assert again.status_code == 403
    assert "还有1位没有答复联名" in text_of(lead.get(MINE))


def test_a_colleague_may_decline(place, lead, now):
    one, mate = asked(place, now, lead), made.as_mate(place)
    mine = signature(one, place.mates[0])
    mate.post(f"/suggestions/cosigners/{mine.pk}/decline_cosign/", {"revision": one.revision})
    mine.refresh_from_db()
    assert mine.state == "declined"


def test_nobody_signs_for_another(place, lead, now):
    one = asked(place, now, lead)
    other = signature(one, place.mates[1])
    address = f"/suggestions/cosigners/{other.pk}/agree_cosign/"
    assert lead.post(address, {"revision": one.revision}).status_code == 403
    assert made.as_mate(place).post(address, {"revision": one.revision}).status_code == 403
    assert made.signed_in(Role.OFFICE).get(address).status_code == 404


def test_a_text_taken_back_is_signed_anew(place, lead, now):
    one = asked(place, now, lead)
    assert lead.get(f"/suggestions/{one.pk}/edit/").url == f"/suggestions/{one.pk}/"
    assert "重新请他们确认" in text_of(lead.get(f"/suggestions/{one.pk}/recall/"))
    send(lead, one, "recall")
    assert (made.fresh(one).state, Cosigner.objects.count()) == (State.DRAFT, 0)


def test_handing_in_says_what_happens_and_what_lacks(place, lead, now):
    one = made.draft(place, at=now, advice="")
    page = text_of(lead.get(f"/suggestions/{one.pk}/submit/"))
    assert "内容不能再改" in page
    assert "闭会期间" in page
    assert "请写明具体建议" in page
    refused = send(lead, one, "submit")
    assert refused.status_code == 422
    assert "第二十四条" in text_of(refused)
    whole = made.draft(place, at=now)
    assert send(lead, whole, "submit", next="mine").url.startswith(MINE)
    assert made.fresh(whole).state == State.SUBMITTED


def test_handing_in_during_a_session_is_said(db, now):
    place = made.county(in_session=True)
    today = timezone.localdate()
    type(place.session).objects.filter(pk=place.session.pk).update(opens_on=today)
    one = made.draft(place, at=now)
    assert "会议期间" in text_of(made.as_lead(place).get(f"/suggestions/{one.pk}/submit/"))


def test_the_unsigned_are_told_of_before_handing_in(place, lead, now):
    one = asked(place, now, lead)
    page = text_of(lead.get(f"/suggestions/{one.pk}/submit/"))
    assert "还有2位没有答复" in page


def test_handing_in_twice_is_once(place, lead, now):
    one = made.draft(place, at=now)
    seen = one.revision
    send(lead, one, "submit")
    again = lead.post(f"/suggestions/{one.pk}/submit/", {"revision": seen})
    assert again.status_code == 409
    assert made.fresh(one).number == 1


def test_taking_back_what_was_handed_in_asks_why_and_a_draft_does_not(place, lead, now):
    one, draft = made.submitted(place, at=now), made.draft(place, at=now)
    assert send(lead, one, "withdraw", reason="").status_code == 422
    assert send(lead, one, "withdraw", reason="问题已经解决了").status_code == 302
    assert send(lead, draft, "withdraw", reason="问题已经解决了").status_code == 422
    assert send(lead, draft, "discard").status_code == 302
    assert {made.fresh(one).state, made.fresh(draft).state} == {State.WITHDRAWN}


def test_rating_shows_the_reply_beside_and_asks_attitude_and_result_apart(place, lead, now):
    one = made.replied(place, at=now)
    address = f"/suggestions/replies/{reply_to(one).pk}/rate/"
    page = text_of(lead.get(address))
    assert "新增路灯8盏" in page
    assert "办理态度" in page
    assert "重新办理" in page
    half = lead.post(address, {"revision": one.revision, "attitude": "satisfied"})
    assert half.status_code == 422
    unsaid = lead.post(address, {"revision": one.revision, "attitude": "satisfied", "result": "not", "note": " "})
    assert unsaid.status_code == 422
    assert "不满意的，请写明理由" in text_of(unsaid)
    rated = lead.post(
        address, {"revision": one.revision, "attitude": "satisfied", "result": "basically", "next": "mine"}
    )
    assert rated.url.startswith(MINE)
    kept = Rating.objects.get()
    assert (kept.attitude, kept.result) == ("satisfied", "basically")


def test_rating_twice_at_once_counts_once(place, lead, now):
    one = made.replied(place, at=now)
    facts = {"revision": one.revision, "attitude": "satisfied", "result": "satisfied"}
    address = f"/suggestions/replies/{reply_to(one).pk}/rate/"
    assert lead.post(address, facts).status_code == 302
    assert lead.post(address, facts).status_code == 409
    assert Rating.objects.count() == 1


def test_each_organs_reply_is_rated_by_itself(place, lead, now):
    one = made.handling(place, {place.bureau: Part.LEAD, place.second: Part.LEAD}, at=now)
    for organ in (place.bureau, place.second):
        made.reply_of(one, organ, at=now)
    first, second = Reply.objects.order_by("pk")
    page = text_of(lead.get(f"/suggestions/replies/{first.pk}/rate/"))
    assert "还有1份答复等您评价" in page
    facts = {"attitude": "satisfied", "result": "satisfied"}
    lead.post(f"/suggestions/replies/{first.pk}/rate/", {"revision": made.fresh(one).revision, **facts})
    assert made.fresh(one).state == State.REPLIED
    assert f"/suggestions/replies/{second.pk}/rate/" in text_of(lead.get(MINE))
    lead.post(f"/suggestions/replies/{second.pk}/rate/", {"revision": made.fresh(one).revision, **facts})
    assert made.fresh(one).state == State.RATED


def test_only_the_lead_deputy_rates(place, now):
    one = made.replied(place, at=now)
    address = f"/suggestions/replies/{reply_to(one).pk}/rate/"
    assert made.as_mate(place).get(address).status_code == 404
    assert made.signed_in(Role.OFFICE).get(address).status_code == 403
    assert made.signed_in(Role.HANDLER, place.bureau).get(address).status_code == 403


def test_a_promise_is_rated_once_more(place, lead, now):
    made.tracked(place, at=now)
    promise = Promise.objects.select_related("assignment__organ").get()
    actions.report_promise(promise, text="已经全部完工，请您查看", actor=place.handler, at=now + timedelta(days=3))
    promise.refresh_from_db()
    address = f"/suggestions/promises/{promise.pk}/rate_promise/"
    assert "已经全部完工" in text_of(lead.get(address))
    assert lead.post(address, {"revision": promise.revision, "grade": "not"}).status_code == 422
    assert lead.post(address, {"revision": promise.revision, "grade": "satisfied"}).status_code == 302
    promise.refresh_from_db()
    assert promise.state == "kept"


def test_opening_a_reply_is_kept_once_and_by_no_get(place, lead, now):
    one = made.replied(place, at=now, outcome=Outcome.A)
    lead.get(f"/suggestions/replies/{reply_to(one).pk}/rate/")
    assert Letter.objects.get().opened_at is None
    assert lead.post(f"/suggestions/{one.pk}/opened/").status_code == 204
    first = Letter.objects.get().opened_at
    assert first is not None
    lead.post(f"/suggestions/{one.pk}/opened/")
    assert made.signed_in(Role.OFFICE).post(f"/suggestions/{one.pk}/opened/").status_code == 403
    assert Letter.objects.get().opened_at == first
    assert made.as_mate(place).post(f"/suggestions/{one.pk}/opened/").status_code == 404


def test_a_deputy_of_two_congresses_chooses_first(place, lead):
    assert "写建议" in text_of(lead.get("/suggestions/write/"))
    city = people.term(people.congress(people.region("1411", "吕梁市", "city", "14")))
    people.second_mandate(place.lead_deputy, city)
    chosen = text_of(lead.get("/suggestions/write/"))
    assert "?place=1411" in chosen
    assert "?place=141182" in chosen
    assert "吕梁市人民代表大会" in text_of(lead.get("/suggestions/write/?place=1411"))
    assert User.objects.get(pk=place.lead.user_id)
