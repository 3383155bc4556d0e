"""The way back to a matter: a receipt, progress that tells of nobody, and the citizen's own rating."""

from datetime import datetime, timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from renda.capabilities.casework import actions
from renda.capabilities.casework.models import Case, Rating
from renda.capabilities.casework.tests import factories
from renda.foundation.accounts.models import Congress
from renda.foundation.facts import checking

pytestmark = pytest.mark.django_db


@pytest.fixture
def place() -> factories.Town:
    return factories.town()


def tracked(client: Client, code: str) -> Any:
    return client.post("/track/", {"receipt": code})


def test_a_receipt_opens_the_progress_however_it_is_typed(place: factories.Town, client: Client) -> None:
    taken = factories.taken(place)
    code = taken.receipt
    for typed in (code, f" {code[:4]}-{code[4:8]}-{code[8:]} ".lower(), "－".join((code[:6], code[6:]))):
        assert tracked(client, typed)["Location"] == "/track/progress/"
    page = client.get("/track/progress/").content.decode()
    assert "已经登记，正在分办" in page
    assert "贾家庄镇人大代表联络站" in page


@pytest.mark.parametrize("guess", ["", "AAAA-BBBB-CCCC", "'; DROP TABLE", "0" * 4000, "２３４５\x00", "回执" * 6])
def test_unknown_and_malformed_receipts_read_the_same(client: Client, guess: str) -> None:
    answer = tracked(client, guess)
    assert answer.status_code == 422
    assert answer.content.decode().count("没有查到。请对照回执再输一遍") == 2


def test_guessing_is_slowed_down_even_for_a_right_receipt(place: factories.Town, client: Client) -> None:
    code = factories.taken(place).receipt
    for _ in range(10):
        assert tracked(client, "AAAABBBBCCCC").status_code == 422
    answer = tracked(client, code)
    assert answer.status_code == 429
    assert "尝试次数太多" in answer.content.decode()


def test_right_receipts_are_not_counted(place: factories.Town, client: Client) -> None:
    code = factories.taken(place).receipt
    for _ in range(12):
        assert tracked(client, code).status_code == 302


def test_without_a_receipt_there_is_no_progress(client: Client) -> None:
    assert client.get("/track/progress/")["Location"] == "/track/"
    assert client.post("/track/rate/", {"grade": "not"})["Location"] == "/track/"


def test_leaving_ends_the_look(place: factories.Town, client: Client) -> None:
    tracked(client, factories.taken(place).receipt)
    client.post("/track/leave/")
    assert client.get("/track/progress/").status_code == 302


def follow(place: factories.Town, client: Client, **facts: Any) -> tuple[Any, datetime]:
    """A matter registered now whose receipt this client holds."""
    at = timezone.now()
    taken = factories.taken(place, at=at, **facts)
    tracked(client, taken.receipt)
    return taken.case, at


def test_progress_tells_whose_turn_it_is_by_when_and_under_which_article(place: factories.Town, client: Client) -> None:
    case, at = follow(place, client)
    actions.assign(case, organ=place.bureau, actor=place.clerk, at=at)
    page = client.get("/track/progress/").content.decode()
    assert "汾阳市住房和城乡建设局" in page
    assert "最晚这天办结" in page
    assert "代表联络站工作办法（示例）" in page


def test_progress_names_nobody(place: factories.Town, client: Client) -> None:
    case, at = follow(place, client)
    actions.assign(case, organ=place.bureau, actor=place.clerk, at=at)
    actions.sign(case, actor=place.handler, at=at)
    actions.hand_back(case, reason="这件事归供热公司管", actor=place.handler, at=at)
    page = client.get("/track/progress/").content.decode()
    for hidden in (place.clerk.name, place.handler.name, "白玉梅", "13900002716", "这件事归供热公司管"):
        assert hidden not in page


def test_an_accusation_shows_nothing_but_that_it_was_passed_on(place: factories.Town, client: Client) -> None:
    follow(place, client, words="某干部收钱不办事，请查一查", is_accusation=True)
    page = client.get("/track/progress/").content.decode()
    assert "已按规定单独转送" in page
    assert "某干部" not in page


def test_a_merged_matter_shows_the_main_one_without_its_reporter(place: factories.Town, client: Client) -> None:
    at = timezone.now()
    main = factories.case(place, at=at, words="我家老人有病，暖气不热。", visitor={"name": "王老五"})
    case, _ = follow(place, client)
    actions.merge(case, main=main, actor=place.clerk, at=at)
    actions.assign(main, organ=place.bureau, actor=place.clerk, at=at)
    actions.sign(main, actor=place.handler, at=at)
    actions.answer(main, text="已换阀门，室温19度", actor=place.handler, at=at)
    actions.tell(main, how="phone", actor=place.clerk, at=at, text="已电话告诉王老五")
    actions.rate(main, grade="basically", note="老人还在咳嗽", actor=factories.bearer_of(main), at=at)
    page = client.get("/track/progress/").content.decode()
    assert "已经并在一起办" in page
    assert "已换阀门，室温19度" in page
    for hidden in ("老人", "王老五", main.number):
        assert hidden not in page
    assert "这样办，您满意吗" not in page


def finished(place: factories.Town, client: Client) -> Any:
    case, at = follow(place, client)
    actions.assign(case, organ=place.bureau, actor=place.clerk, at=at)
    actions.sign(case, actor=place.handler, at=at)
    actions.answer(case, text="已换阀门，室温19度", actor=place.handler, at=at)
    return actions.tell(case, how="phone", actor=place.clerk, at=at)


def test_not_satisfied_is_confirmed_first_and_sends_the_matter_back(place: factories.Town, client: Client) -> None:
    case = finished(place, client)
    assert "已换阀门，室温19度" in client.get("/track/progress/").content.decode()
    asked = client.post("/track/rate/", {"grade": "not", "note": "夜里还是13度"}).content.decode()
    assert "退回去重新办理" in asked
    assert Rating.objects.count() == 0
    said = {"grade": "not", "note": "夜里还是13度", "confirmed": "yes"}
    assert client.post("/track/rate/", said)["Location"] == "/track/progress/"
    case.refresh_from_db()
    assert (case.state, case.redo_count) == ("handling", 1)
    page = client.get("/track/progress/").content.decode()
    assert "重新办理" in page
    assert "夜里还是13度" in page
    assert checking.differences() == []


def test_going_back_from_the_confirmation_keeps_the_note(place: factories.Town, client: Client) -> None:
    finished(place, client)
    page = client.post("/track/rate/", {"grade": "not", "note": "夜里还是13度", "confirmed": "no"}).content.decode()
    assert "夜里还是13度" in page
    assert Rating.objects.count() == 0


def test_a_result_is_rated_once(place: factories.Town, client: Client) -> None:
    finished(place, client)
    said = {"grade": "satisfied", "note": "", "confirmed": "yes"}
    client.post("/track/rate/", said)
    answer = client.post("/track/rate/", said)
    assert answer.status_code == 422
    assert "您已经评价过这次办理结果" in answer.content.decode()
    assert Rating.objects.get().grade == "satisfied"


def test_a_grade_that_is_none_is_refused(place: factories.Town, client: Client) -> None:
    finished(place, client)
    assert client.post("/track/rate/", {"grade": "great"}).status_code == 422
    assert client.post("/track/rate/", {"grade": ""}).status_code == 422


def test_what_is_not_settled_cannot_be_rated(place: factories.Town, client: Client) -> None:
    follow(place, client)
    answer = client.post("/track/rate/", {"grade": "not", "confirmed": "yes"})
    assert answer.status_code == 422
    assert "办结以后才能评价" in answer.content.decode()


def test_a_rating_can_be_given_for_a_while_only(place: factories.Town, client: Client) -> None:
    case = finished(place, client)
    page = client.get("/track/progress/").content.decode()
    assert "以前可以评价" in page
    Case.objects.filter(pk=case.pk).update(told_on=case.told_on - timedelta(days=60))
    assert "这样办，您满意吗" not in client.get("/track/progress/").content.decode()
    answer = client.post("/track/rate/", {"grade": "not", "confirmed": "yes"})
    assert "评价期限是" in answer.content.decode()


def test_where_the_place_has_no_rules_no_day_is_invented(place: factories.Town, client: Client) -> None:
    case, _ = follow(place, client)
    assert "最晚这天分办" in client.get("/track/progress/").content.decode()
    Congress.objects.update(overlays=[])
    assert "最晚这天分办" not in client.get("/track/progress/").content.decode()
    settled = actions.settle_now(case, answer="已当面说明", actor=place.clerk, at=timezone.now())
    assert settled.state == "settled"
    assert "这样办，您满意吗" not in client.get("/track/progress/").content.decode()


def test_a_matter_at_a_wider_desk_or_with_a_deputy_says_whose_turn_it_is(place: factories.Town, client: Client) -> None:
    case, at = follow(place, client)
    actions.pass_on(case, desk_code=factories.COUNTY, actor=place.clerk, at=at)
    assert "所在地的人大机关" in client.get("/track/progress/").content.decode()
    Case.objects.filter(pk=case.pk).update(state="raised")
    assert "提出建议的代表和承办单位" in client.get("/track/progress/").content.decode()


def test_what_is_not_taken_says_where_it_belongs(place: factories.Town, client: Client) -> None:
    case, at = follow(place, client)
    actions.refuse(case, reason="court", explanation="请向法院反映", actor=place.clerk, at=at)
    page = client.get("/track/progress/").content.decode()
    assert "属于诉讼、仲裁或行政复议事项" in page
    assert "请向法院反映" in page
