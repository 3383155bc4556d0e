"""Time limits: units, months, direction, rolling, and the sample station rules the demo city lives by."""

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from renda.law import calendar, deadlines
from renda.law.calendar import Calendar
from renda.law.errors import LawError, NotInForce, UnknownKey, UnknownOverlay, WrongDirection, WrongKind
from renda.law.units import Certainty, Rank, Unit

TODAY = date(2026, 3, 2)
DAYS = st.dates(min_value=date(2004, 1, 1), max_value=date(2040, 12, 31))


@pytest.mark.parametrize(
    ("key", "amount", "unit", "article"),
    [
        ("casework.settle.on_spot", 0, Unit.CALENDAR_DAY, "第十二条第一款"),
        ("casework.settle.village", 5, Unit.WORKING_DAY, "第十二条第二款"),
        ("casework.settle.township", 10, Unit.WORKING_DAY, "第十二条第三款"),
        ("casework.settle.county", 30, Unit.CALENDAR_DAY, "第十二条第四款"),
        ("casework.settle.city", 60, Unit.CALENDAR_DAY, "第十二条第五款"),
        ("casework.sign", 2, Unit.WORKING_DAY, "第十条第一款"),
        ("casework.return", 5, Unit.WORKING_DAY, "第十条第二款"),
        ("casework.dispatch", 2, Unit.WORKING_DAY, "第九条"),
        ("casework.inform", 15, Unit.CALENDAR_DAY, "第十四条"),
        ("casework.rate", 15, Unit.CALENDAR_DAY, "第十五条第一款"),
        ("casework.redo", 1, Unit.MONTH, "第十五条第二款"),
        ("duty.notice", 3, Unit.CALENDAR_DAY, "第六条"),
    ],
)
def test_the_sample_station_rules(key: str, amount: int, unit: Unit, article: str) -> None:
    limit = deadlines.deadline(key, on=TODAY, overlays=("sample",))
    assert (limit.amount, limit.unit, limit.citation.place) == (amount, unit, article)
    assert limit.citation.rank is Rank.OWN
    assert limit.citation.statute.is_sample
    assert str(limit.citation.statute) == "《代表联络站工作办法（示例）》"
    assert limit.key == key


def test_a_township_matter_is_due_ten_working_days_on_with_the_autumn_holiday_between() -> None:
    limit = deadlines.deadline("casework.settle.township", on=date(2023, 9, 27), overlays=("sample",))
    assert limit.due_on(date(2023, 9, 27)) == date(2023, 10, 17)


def test_what_is_settled_on_the_spot_is_settled_that_day_also_on_a_sunday_market() -> None:
    limit = deadlines.deadline("casework.settle.on_spot", on=TODAY, overlays=("sample",))
    assert limit.due_on(date(2026, 3, 8)) == date(2026, 3, 8)


def test_a_duty_day_is_announced_three_days_before() -> None:
    notice = deadlines.deadline("duty.notice", on=TODAY, overlays=("sample",))
    assert notice.before(date(2026, 3, 18)) == date(2026, 3, 13)


@pytest.mark.parametrize(
    ("day", "months", "expected"),
    [
        (date(2025, 11, 30), 3, date(2026, 2, 28)),
        (date(2023, 11, 30), 3, date(2024, 2, 29)),
        (date(2026, 1, 31), 1, date(2026, 2, 28)),
        (date(2026, 3, 31), -1, date(2026, 2, 28)),
        (date(2026, 8, 31), 6, date(2027, 2, 28)),
        (date(2026, 12, 15), 1, date(2027, 1, 15)),
        (date(2026, 1, 15), -1, date(2025, 12, 15)),
        (date(2026, 11, 30), 1, date(2026, 12, 30)),
        (date(2026, 10, 31), 2, date(2026, 12, 31)),
    ],
)
def test_a_month_ends_on_the_same_date_or_on_the_months_last_day(day: date, months: int, expected: date) -> None:
    assert deadlines.add_months(day, months) == expected


def test_the_starting_day_is_not_counted() -> None:
    limit = deadlines.deadline("petition.inform", on=TODAY)
    assert limit.target_on(date(2026, 3, 2)) == date(2026, 3, 17)


def test_a_minimum_period_is_marked() -> None:
    comments = deadlines.deadline("regulation.draft.comments", on=TODAY)
    assert comments.is_minimum
    assert comments.amount == 30
    assert not deadlines.deadline("petition.inform", on=TODAY).is_minimum


def test_working_days_before_a_meeting_run_back() -> None:
    table = calendar.national()
    assert table.add_working_days(date(2026, 10, 9), -2) == date(2026, 9, 30)


@given(start=DAYS)
@settings(deadline=None)
def test_a_forward_limit_never_falls_before_its_target_nor_on_a_holiday(start: date) -> None:
    for key in ("suggestion.reply.ordinary", "petition.close", "petition.object"):
        limit = deadlines.deadline(key, on=TODAY)
        due, target = limit.due_on(start), limit.target_on(start)
        assert due >= target > start
        assert calendar.national().is_working_day(due)


@given(meeting=DAYS)
@settings(deadline=None)
def test_a_backward_limit_never_falls_after_its_target_nor_on_a_holiday(meeting: date) -> None:
    days = [deadlines.deadline(f"report.{kind}", on=TODAY).before(meeting) for kind in ("draft", "final", "to_members")]
    assert days == sorted(days)
    for key in ("report.draft", "regulation.draft.to_deputies"):
        limit = deadlines.deadline(key, on=TODAY)
        latest, target = limit.before(meeting), limit.target_on(meeting)
        assert latest <= target < meeting
        assert calendar.national().is_working_day(latest)


@given(start=DAYS, later=st.integers(min_value=0, max_value=40))
@settings(deadline=None)
def test_starting_later_is_never_due_earlier(start: date, later: int) -> None:
    limit = deadlines.deadline("suggestion.reply.complex", on=TODAY)
    assert limit.due_on(date.fromordinal(start.toordinal() + later)) >= limit.due_on(start)


def test_a_calendar_of_the_office_is_used_throughout() -> None:
    closed = Calendar({date(2026, 3, 3): False})
    limit = deadlines.deadline("petition.object", on=TODAY)
    assert limit.due_on(date(2026, 3, 2)) == date(2026, 3, 9)
    assert limit.due_on(date(2026, 3, 2), closed) == date(2026, 3, 10)


def test_a_limit_runs_one_way_only() -> None:
    with pytest.raises(WrongDirection) as refusal:
        deadlines.deadline("report.draft", on=TODAY).due_on(TODAY)
    assert refusal.value.code == "wrong-direction"
    with pytest.raises(WrongDirection):
        deadlines.deadline("suggestion.reply.ordinary", on=TODAY).before(TODAY)


def test_a_misspelt_key_is_answered_with_the_closest_ones() -> None:
    with pytest.raises(UnknownKey) as refusal:
        deadlines.deadline("suggestion.reply.ordinry", on=TODAY)
    assert refusal.value.suggestions[0] == "suggestion.reply.ordinary"
    assert "suggestion.reply.ordinary" in str(refusal.value)


def test_a_key_like_no_other_is_plainly_unknown() -> None:
    with pytest.raises(UnknownKey) as refusal:
        deadlines.deadline("zzz.qqq", on=TODAY)
    assert str(refusal.value) == "没有名为“zzz.qqq”的条目"


def test_a_local_key_names_the_overlays_that_have_it() -> None:
    with pytest.raises(UnknownKey) as refusal:
        deadlines.deadline("casework.sign", on=TODAY)
    assert refusal.value.found_in == ("sample",)
    assert refusal.value.code == "only-local"


def test_a_day_before_the_text_is_refused() -> None:
    with pytest.raises(NotInForce) as refusal:
        deadlines.deadline("casework.sign", on=date(2022, 12, 31), overlays=("sample",))
    assert "2023-01-01" in str(refusal.value)


def test_another_kind_of_row_is_refused() -> None:
    with pytest.raises(WrongKind) as refusal:
        deadlines.deadline("vote.congress", on=TODAY)
    assert str(refusal.value) == "“vote.congress”是通过门槛，不是期限"


def test_an_unknown_overlay_is_refused() -> None:
    with pytest.raises(UnknownOverlay):
        deadlines.deadline("casework.sign", on=TODAY, overlays=("atlantis",))


def test_the_last_overlay_named_wins_and_the_law_stands_where_none_speaks() -> None:
    both = deadlines.deadline("suggestion.return", on=TODAY, overlays=("zhejiang", "chongqing"))
    assert str(both.citation) == "《重庆市代表建议工作条例》第十六条"
    assert both.citation.rank is Rank.LOCAL
    law = deadlines.deadline("suggestion.reply.ordinary", on=TODAY, overlays=("zhejiang", "sample"))
    assert law.citation.rank is Rank.LAW


def test_a_text_not_yet_in_force_in_an_overlay_leaves_the_law_standing() -> None:
    before = deadlines.deadline("review.answer", on=date(2024, 10, 31), overlays=("beijing",))
    after = deadlines.deadline("review.answer", on=date(2024, 11, 1), overlays=("beijing",))
    assert (before.amount, before.unit) == (2, Unit.MONTH)
    assert (after.amount, after.unit) == (30, Unit.CALENDAR_DAY)


def test_a_yearly_window() -> None:
    accounts = deadlines.window("accounts.submit", 2026, on=TODAY)
    assert (accounts.opens_on, accounts.closes_on) == (date(2026, 6, 1), date(2026, 9, 30))
    assert str(accounts.citation) == "《监督法》第十九条第二款"
    reports = deadlines.window("suggestion.report.window", 2026, on=TODAY, overlays=("henan",))
    assert reports.closes_on == date(2026, 8, 31)


def test_refusals_are_one_family() -> None:
    assert all(
        issubclass(kind, LawError) for kind in (NotInForce, UnknownKey, UnknownOverlay, WrongDirection, WrongKind)
    )
    assert Rank.LAW.height > Rank.ADMINISTRATIVE.height > Rank.LOCAL.height > Rank.OWN.height
    assert str(Certainty.FULL) == "已读全文"
