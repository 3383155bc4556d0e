"""What the station rules ask, each article as a case; no database."""

from datetime import date, timedelta
from types import SimpleNamespace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from renda.capabilities.casework import rules
from renda.capabilities.casework.terms import ENDED_STATES, RUNNING_STATES, Lamp, Refusal, Route, State
from renda.foundation.errors import RuleBroken
from renda.foundation.web import clock
from renda.law.calendar import Calendar, national

SAMPLE = ("sample",)
MONDAY = date(2023, 3, 6)
RULES = "《代表联络站工作办法（示例）》"


@pytest.mark.parametrize(
    ("route", "due_on", "article"),
    [
        (Route.ON_SPOT, date(2023, 3, 6), "第十二条第一款"),
        (Route.VILLAGE, date(2023, 3, 13), "第十二条第二款"),
        (Route.TOWNSHIP, date(2023, 3, 20), "第十二条第三款"),
        # The thirtieth day is a Wednesday but 清明, so the day after.
        (Route.COUNTY, date(2023, 4, 6), "第十二条第四款"),
        (Route.CITY, date(2023, 5, 5), "第十二条第五款"),
    ],
)
def test_each_route_has_a_clock_with_its_article(route, due_on, article):
    found = rules.settle_clock(route, is_small=False, assigned_on=MONDAY, overlays=SAMPLE, calendar=national())
    assert (found.due_on, found.citation, found.rank) == (due_on, f"{RULES}{article}", "本级规定")
    assert found.rule


def test_a_small_matter_is_settled_in_five_working_days_whatever_its_route():
    """办法（示例）第十三条."""
    for route in Route:
        found = rules.settle_clock(route, is_small=True, assigned_on=MONDAY, overlays=SAMPLE, calendar=national())
        assert (found.due_on, found.citation) == (date(2023, 3, 13), f"{RULES}第十三条")


@pytest.mark.parametrize(
    ("ask", "start", "due_on", "article"),
    [
        (rules.dispatch_clock, "registered_on", date(2023, 3, 8), "第九条"),
        (rules.sign_clock, "assigned_on", date(2023, 3, 8), "第十条第一款"),
        (rules.return_clock, "assigned_on", date(2023, 3, 13), "第十条第二款"),
        (rules.rating_clock, "told_on", date(2023, 3, 21), "第十五条第一款"),
        (rules.redo_clock, "reopened_on", date(2023, 4, 6), "第十五条第二款"),
    ],
)
def test_the_other_clocks_and_their_articles(ask, start, due_on, article):
    found = ask(**{start: MONDAY}, overlays=SAMPLE, calendar=national())
    assert (found.due_on, found.citation) == (due_on, f"{RULES}{article}")


def test_a_day_the_office_declared_a_holiday_moves_a_clock():
    closed = Calendar({date(2023, 3, 7): False})
    assert rules.sign_clock(assigned_on=MONDAY, overlays=SAMPLE, calendar=closed).due_on == date(2023, 3, 9)


def test_no_station_rule_means_no_clock():
    """A station's clocks are its congress's own; national law has none (律条陷阱38)."""
    with pytest.raises(RuleBroken, match=r"casework\.settle\.county"):
        rules.settle_clock(Route.COUNTY, is_small=False, assigned_on=MONDAY, overlays=(), calendar=national())


def test_a_kept_citation_leads_back_to_its_rule():
    found = rules.behind(f"{RULES}第十二条第四款")
    assert found is not None
    assert (found.rank, "三十日内办结" in found.rule) == ("本级规定", True)
    assert rules.behind("《没有这部法》第一条") is None
    # The article is right, the row another one's.
    assert rules.behind(f"{RULES}第十二条第四款", "casework.sign") is None


def test_accusations_leave_the_flow_at_once():
    """《信访工作条例》第三十条: they are never passed to those accused."""
    assert rules.leaves_the_flow(Refusal.ACCUSATION)
    assert not any(rules.leaves_the_flow(reason) for reason in Refusal if reason != Refusal.ACCUSATION)
    with pytest.raises(RuleBroken) as refused:
        rules.must_be_open(SimpleNamespace(is_confidential=True), {})
    assert refused.value.code == "confidential"


@pytest.mark.parametrize("desk", ["", "141182200", "14110", "141182100", "14118210001", "141121"])
def test_passing_on_leads_up_only(desk):
    case = SimpleNamespace(place_code="14118210001", desk_code="141182100")
    with pytest.raises(RuleBroken):
        rules.must_go_up(case, {"desk_code": desk})


@pytest.mark.parametrize("desk", ["141182", "1411"])
def test_passing_on_to_the_county_and_the_city(desk):
    rules.must_go_up(SimpleNamespace(place_code="14118210001", desk_code="141182100"), {"desk_code": desk})


def test_a_return_is_in_time_on_its_last_day_and_late_the_day_after():
    """办法（示例）第十条第二款."""
    facts = {"overlays": SAMPLE, "calendar": national()}
    rules.must_be_in_return_time(MONDAY, today=date(2023, 3, 13), **facts)
    with pytest.raises(RuleBroken) as refused:
        rules.must_be_in_return_time(MONDAY, today=date(2023, 3, 14), **facts)
    assert refused.value.citation == f"{RULES}第十条第二款"


def test_a_rating_is_in_time_on_its_last_day_and_late_the_day_after():
    """办法（示例）第十五条第一款."""
    facts = {"overlays": SAMPLE, "calendar": national()}
    rules.must_be_in_rating_time(MONDAY, today=date(2023, 3, 21), **facts)
    with pytest.raises(RuleBroken) as refused:
        rules.must_be_in_rating_time(MONDAY, today=date(2023, 3, 22), **facts)
    assert refused.value.citation == f"{RULES}第十五条第一款"


def test_a_matter_goes_round_by_itself_twice_at_most():
    assert [rules.may_reopen_itself(count) for count in range(4)] == [True, True, False, False]


@pytest.mark.parametrize("words", ["", "   ", "没水", "字" * 2001, "暖气不热\x00"])
def test_a_matter_needs_words_and_not_a_book(words):
    with pytest.raises(RuleBroken):
        rules.must_be_clear(words)


@pytest.mark.parametrize("phone", ["", "13900002716", "0358-7000000", "03587000000"])
def test_telephones_that_are_taken(phone):
    rules.must_be_a_phone(phone)


@pytest.mark.parametrize("phone", ["1390000271", "139000027161", "abc", "２３", "110", "<b>"])
def test_telephones_that_are_not(phone):
    with pytest.raises(RuleBroken):
        rules.must_be_a_phone(phone)


@pytest.mark.parametrize("count", [0, -1, 501])
def test_at_least_one_person_came_and_no_more_than_fit(count):
    with pytest.raises(RuleBroken):
        rules.must_be_people(count)


@pytest.mark.parametrize("day", [MONDAY + timedelta(days=1), MONDAY - timedelta(days=367)])
def test_a_register_is_kept_as_people_come(day):
    with pytest.raises(RuleBroken):
        rules.must_be_recent(day, today=MONDAY)


@pytest.mark.parametrize(
    ("kind", "region", "route"),
    [
        ("village", "141182100", Route.VILLAGE),
        ("township", "141182100", Route.TOWNSHIP),
        ("government", "141182", Route.COUNTY),
        ("government", "1411", Route.CITY),
    ],
)
def test_the_route_an_organ_stands_on(kind, region, route):
    assert rules.route_of(kind, region) == route


text = st.text(alphabet=st.characters(codec="utf-8", exclude_categories=("Cs",)), max_size=200)


@given(text)
def test_a_title_fits_and_begins_the_words(words):
    title = rules.title_of(words)
    assert len(title) <= rules.TITLE_MAX
    assert words.strip().startswith(title.removesuffix("…"))


@given(text)
def test_pairs_are_of_one_or_two_characters_and_each_once(words):
    found = rules.grams(words)
    assert len(found) == len(set(found))
    assert all(len(gram) in {1, 2} for gram in found)


@given(st.text(alphabet="惠民苑小区暖气不热3号楼", min_size=2, max_size=30), st.data())
def test_what_is_sought_within_a_text_is_found_by_its_pairs(words, data):
    start = data.draw(st.integers(0, len(words) - 2))
    end = data.draw(st.integers(start + 2, len(words)))
    assert set(rules.grams(words[start:end])) <= set(rules.grams(words))


days = st.dates(date(2023, 1, 1), date(2024, 12, 31))


@given(st.sampled_from(RUNNING_STATES), days, days, days)
def test_the_lamp_of_a_row_and_the_clock_of_its_page_agree(state, due_on, today, started_on):
    reading = clock.read(due_on, today=today, started_on=started_on)
    assert rules.lamp(state, due_on=due_on, today=today, started_on=started_on) == reading.kind


@given(st.sampled_from(State), st.none() | days, days)
def test_only_running_clocks_warn(state, due_on, today):
    found = rules.lamp(state, due_on=due_on, today=today)
    if state in ENDED_STATES:
        assert found == Lamp.OK
    elif state not in RUNNING_STATES or due_on is None:
        assert found == Lamp.WAIT


def test_a_clock_is_said_in_english_with_its_article():
    clock = rules.settle_clock(
        Route.COUNTY, is_small=False, assigned_on=MONDAY, overlays=("sample",), calendar=national()
    ).in_english
    # The thirtieth day is Qingming, so the day after it (《民法典》第二百零三条).
    assert clock.due_on == date(2023, 4, 6)
    assert "art. 12" in clock.citation
    assert "thirty days" in clock.rule


@pytest.mark.parametrize("count", [0, -1, 501])
def test_people_are_at_least_one_and_fit_the_room(count):
    with pytest.raises(RuleBroken, match="500"):
        rules.must_be_people(count)


def test_assigning_names_an_organ():
    with pytest.raises(RuleBroken, match="承办单位"):
        rules.must_name_organ(None, {})
