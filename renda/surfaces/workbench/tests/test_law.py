"""The calculator's page: the same answers as the terminal, each with its article; and the page of a rule."""

import pytest
from django.test import Client

from renda.foundation.accounts import actions as account_actions
from renda.foundation.accounts.actor import SYSTEM
from renda.foundation.accounts.terms import Role
from renda.foundation.accounts.tests import factories
from renda.foundation.accounts.tests.factories import AT
from renda.foundation.workdays import actions as workday_actions
from renda.law import calculator as law
from renda.law import keys
from renda.surfaces.workbench import law_forms

pytestmark = pytest.mark.django_db


def _ask(client: Client, ask: str, **asked: object):
    return client.get("/law/", {"ask": ask, "asked": "1", **asked})


@pytest.mark.parametrize(
    ("ask", "asked", "value", "cited"),
    [
        (
            "due",
            {"key": "suggestion.reply.ordinary", "start": "2026-03-10"},
            "2026年6月10日",
            "《代表法》第五十一条第二款",
        ),
        ("before", {"key": "budget.draft", "start": "2027-01-20"}, "2026年12月", "《预算法》"),
        ("majority", {"of": 197, "body": "congress"}, "99", "《地方组织法》第二十五条"),
        ("quorum", {"of": 300, "body": "congress"}, "200", "《地方组织法》"),
        ("signatures", {"act": "motion.signatures", "level": "township"}, "5", "第二十二条第二款"),
        ("signatures", {"act": "motion.signatures", "level": "county"}, "10", "第二十二条第二款"),
        ("seats", {"whose": "deputies", "level": "county", "population": 400000}, "220", "《选举法》"),
        ("seats", {"whose": "committee", "level": "county", "population": 400000}, "15–35", "《地方组织法》"),
        ("gap", {"kind": "gap.head", "seats": 1}, "1–2", "《地方组织法》"),
    ],
)
def test_each_question_is_answered_with_its_article(
    client: Client, ask: str, asked: dict, value: str, cited: str
) -> None:
    answer = _ask(client, ask, **asked)
    text = answer.content.decode()
    assert answer.status_code == 200
    figure = text.partition('<p class="figure num">')[2].partition("</p>")[0]
    assert figure.startswith(value)
    assert cited in text
    assert "确定程度" in text
    assert "位阶" in text


def test_the_page_answers_like_the_engine(client: Client) -> None:
    answer = law.majority(197, on=AT.date())
    text = _ask(client, "majority", of=197, body="congress").content.decode()
    assert str(answer.value) in text
    assert answer.arithmetic in text


def test_a_rolled_day_says_from_where(client: Client) -> None:
    text = _ask(client, "due", key="suggestion.reply.ordinary", start="2026-07-03").content.decode()
    assert "未顺延日" in text
    assert "不是工作日" in text


def test_the_offices_own_days_count(client: Client) -> None:
    factories.regions()
    operator = factories.actor(factories.operator())
    asked = {"key": "suggestion.reply.ordinary", "start": "2026-03-10"}
    day = law.due("suggestion.reply.ordinary", AT.date().replace(month=3, day=10)).value
    assert day == "2026-06-10"
    workday_actions.set_day(
        day=AT.date().replace(month=6, day=10), is_working=False, note="停电", actor=operator, at=AT
    )
    assert "2026年6月11日" in _ask(client, "due", **asked).content.decode()


def test_an_unpublished_year_is_said(client: Client) -> None:
    text = _ask(client, "due", key="suggestion.reply.ordinary", start="2040-03-10").content.decode()
    assert "放假安排尚未公布" in text


def test_the_text_of_its_day_binds(client: Client) -> None:
    text = _ask(client, "due", key="suggestion.reply.ordinary", start="2020-03-10").content.decode()
    assert "第四十二条" in text


@pytest.mark.parametrize(
    ("ask", "asked", "said"),
    [
        ("due", {"key": "no.such.key", "start": "2026-03-10"}, "no.such.key"),
        ("due", {"key": "suggestion.reply.ordinary", "start": "2026-02-30"}, "日期"),
        ("due", {"key": "suggestion.reply.ordinary", "start": "0001-01-01"}, "日期须在"),
        ("due", {"key": "suggestion.reply.ordinary", "start": ""}, "这一栏还没有填"),
        ("majority", {"of": "0", "body": "congress"}, "1"),
        ("majority", {"of": "many", "body": "congress"}, "多"),
        ("majority", {"of": "<script>", "body": "king"}, "king"),
        ("signatures", {"act": "inquiry_committee.congress.signatures", "level": "county"}, "须给出"),
        ("gap", {"kind": "gap.head", "seats": "-1"}, "1"),
    ],
)
def test_what_cannot_be_answered_is_said_beside_the_form(client: Client, ask: str, asked: dict, said: str) -> None:
    answer = _ask(client, ask, **asked)
    text = answer.content.decode()
    assert answer.status_code == 422
    assert "error-summary" in text
    assert "<script>" not in text.partition("<main")[2]
    if said != "多":
        assert said in text


@pytest.mark.parametrize("ask", [*law_forms.QUESTIONS, "keys", "nonsense", ""])
def test_every_question_opens_without_an_answer(client: Client, ask: str) -> None:
    answer = client.get("/law/", {"ask": ask})
    assert answer.status_code == 200
    assert "error-summary" not in answer.content.decode()
    assert 'class="figure' not in answer.content.decode()


def test_rules_are_found_by_words_and_kind(client: Client) -> None:
    text = client.get("/law/", {"ask": "keys", "q": "联名", "kind": "signatures"}).content.decode()
    assert "/law/key/motion.signatures/" in text
    assert "没有符合条件的条文" in client.get("/law/", {"ask": "keys", "q": "火星"}).content.decode()
    assert client.get("/law/", {"ask": "keys", "kind": "nonsense"}).status_code == 422


def test_local_rules_win_where_they_are_chosen(client: Client) -> None:
    local = next(
        row for row in keys.all_rows() if row.overlay and row.kind == "deadline" and "direction" not in row.fields
    )
    national = {row.key for row in keys.all_rows(overlays=())}
    assert local.overlay
    text = client.get(
        "/law/", {"ask": "due", "asked": "1", "overlay": local.overlay, "key": local.key, "start": "2026-03-10"}
    )
    assert text.status_code == 200
    assert str(local.citation) in text.content.decode()
    if local.key not in national:
        assert _ask(client, "due", key=local.key, start="2026-03-10").status_code == 422


def test_the_rules_of_the_readers_own_congress_are_chosen_first(client: Client) -> None:
    county = factories.regions()[1]
    account_actions.add_congress(
        county, level="county", name="离石区人民代表大会", overlays=["sample"], actor=SYSTEM, at=AT
    )
    client.force_login(factories.user(Role.OFFICE))
    text = client.get("/law/?ask=due").content.decode()
    checked = text.partition('value="sample"')[2].partition(">")[0]
    assert "checked" in checked
    assert "<details open>" in text


# ---- one rule


def test_the_page_of_a_rule_shows_text_article_version_and_time(client: Client) -> None:
    text = client.get("/law/key/suggestion.reply.ordinary/").content.decode()
    for said in (
        "《代表法》第五十一条第二款",
        "自交办之日起三个月内答复",
        "2025年3月11日",
        "现行有效",
        "其他文本",
        "第四十二条",
    ):
        assert said in text


def test_an_older_text_is_shown_by_its_day(client: Client) -> None:
    text = client.get("/law/key/suggestion.reply.ordinary/?on=2020-01-01").content.decode()
    assert "《代表法》第四十二条第一款" in text.partition("其他文本")[0]


def test_a_rule_of_one_place_says_whose_it_is(client: Client) -> None:
    local = next(row for row in keys.all_rows() if row.overlay == "sample")
    text = client.get(f"/law/key/{local.key}/?overlay=sample").content.decode()
    assert "示例" in text
    assert str(local.citation) in text


def test_every_rule_has_a_page(client: Client) -> None:
    for key in keys.all_keys():
        assert client.get(f"/law/key/{key}/").status_code == 200, key


@pytest.mark.parametrize("key", ["nothing", "a" * 300, "..", "<script>"])
def test_a_rule_that_is_none_is_not_found(client: Client, key: str) -> None:
    answer = client.get(f"/law/key/{key}/")
    assert answer.status_code == 404
    assert "<script>alert" not in answer.content.decode()


@pytest.mark.parametrize("on", ["0001-01-01", "tomorrow", "2026-13-01", "9999-99-99"])
def test_an_odd_day_means_today(client: Client, on: str) -> None:
    assert client.get(f"/law/key/motion.signatures/?on={on}").status_code == 200


def test_the_calculator_reads_in_english(client: Client) -> None:
    client.cookies["django_language"] = "en"
    text = _ask(client, "majority", of=197, body="congress").content.decode()
    assert "Taken of" in text
    assert "Local Organic Law, art. 25" in text
    assert "Deputies Law" in client.get("/law/key/suggestion.reply.ordinary/").content.decode()


def test_signed_in_the_calculator_keeps_the_navigation(client: Client) -> None:
    factories.regions()
    client.force_login(factories.user(Role.OFFICE))
    assert "bar-nav" in client.get("/law/").content.decode()
    assert "bar-nav" in client.get("/law/key/motion.signatures/").content.decode()
