"""A duty-day rule as plain data: its fields, the check of absurd input, and its JSON form."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, fields
from datetime import date, time
from typing import Final, TypeVar, cast

from renda.capabilities.stations.terms import DutyRuleKind, HolidayShift, RestDays
from renda.foundation.errors import RuleBroken
from renda.foundation.vocabulary import Term

Word = TypeVar("Word", bound=Term)

LAST: Final = -1
ODD_MONTHS: Final = (1, 3, 5, 7, 9, 11)
EVEN_MONTHS: Final = (2, 4, 6, 8, 10, 12)
FIRST_YEAR: Final = 2000
LAST_YEAR: Final = 2099
MOST_NOTICE_DAYS: Final = 60
MOST_DATES: Final = 400
MOST_WEEKS: Final = 52
SATURDAY: Final = 6

BY_WEEKDAY: Final = frozenset({DutyRuleKind.NTH_WEEKDAY, DutyRuleKind.WEEKLY, DutyRuleKind.EVERY_N_WEEKS})
BY_DATE: Final = frozenset({DutyRuleKind.DAY_OF_MONTH, DutyRuleKind.SOLAR_MARKET, DutyRuleKind.LUNAR_MARKET})

_NEEDED: Final[Mapping[DutyRuleKind, tuple[str, ...]]] = {
    DutyRuleKind.NTH_WEEKDAY: ("ordinals", "weekdays"),
    DutyRuleKind.DAY_OF_MONTH: ("month_days",),
    DutyRuleKind.WEEKLY: ("weekdays",),
    DutyRuleKind.EVERY_N_WEEKS: ("every_weeks", "anchor_on"),
    DutyRuleKind.SOLAR_MARKET: ("digits",),
    DutyRuleKind.LUNAR_MARKET: ("digits",),
    DutyRuleKind.ANNOUNCED: ("dates",),
    DutyRuleKind.APPOINTMENT: (),
}
_OPTIONAL: Final[Mapping[DutyRuleKind, tuple[str, ...]]] = {
    DutyRuleKind.NTH_WEEKDAY: ("months",),
    DutyRuleKind.DAY_OF_MONTH: ("months",),
    DutyRuleKind.WEEKLY: ("months",),
    DutyRuleKind.EVERY_N_WEEKS: ("weekdays",),
    DutyRuleKind.SOLAR_MARKET: ("months",),
    DutyRuleKind.LUNAR_MARKET: (),
    DutyRuleKind.ANNOUNCED: (),
    DutyRuleKind.APPOINTMENT: (),
}
_PATTERN_FIELDS: Final = (
    "ordinals",
    "weekdays",
    "month_days",
    "months",
    "digits",
    "every_weeks",
    "anchor_on",
    "dates",
)
_NUMBER_LISTS: Final = ("ordinals", "weekdays", "month_days", "months", "digits")
_DATE_LISTS: Final = ("dates", "extra_dates", "cancelled_dates")
_TIMES: Final = ("opens", "closes")


@dataclass(frozen=True, slots=True, kw_only=True)
class DutyRule:
    """When the deputies of a station receive people.

    ``ordinals`` are 1 to 5 or ``LAST``; ``weekdays`` are 1 (Monday) to 7; ``month_days`` are
    1 to 31 or ``LAST``, and a month without such a day has none; no ``months`` means every
    month; ``digits`` are last digits of the day, so 4 means the 4th, 14th and 24th, and 0 the
    10th, 20th and 30th. Every list is kept sorted and without repeats. ``notice_days`` of None
    leaves the notice to local law.
    """

    kind: DutyRuleKind
    ordinals: tuple[int, ...] = ()
    weekdays: tuple[int, ...] = ()
    month_days: tuple[int, ...] = ()
    months: tuple[int, ...] = ()
    digits: tuple[int, ...] = ()
    every_weeks: int | None = None
    anchor_on: date | None = None
    dates: tuple[date, ...] = ()
    opens: time | None = None
    closes: time | None = None
    holiday_shift: HolidayShift = HolidayShift.KEEP
    moves_off: RestDays = RestDays.REST_DAYS
    extra_dates: tuple[date, ...] = ()
    cancelled_dates: tuple[date, ...] = ()
    also_by_appointment: bool = False
    notice_days: int | None = None

    def __post_init__(self) -> None:
        for name in _NUMBER_LISTS:
            object.__setattr__(self, name, _in_order(getattr(self, name)))
        for name in _DATE_LISTS:
            object.__setattr__(self, name, tuple(sorted(set(getattr(self, name)))))


def _in_order(numbers: Iterable[int]) -> tuple[int, ...]:
    """Ascending without repeats, LAST at the end where people say it."""
    return tuple(sorted(set(numbers), key=lambda number: (number == LAST, number)))


def weekdays_of(rule: DutyRule) -> tuple[int, ...]:
    """Weekdays the rule names; a rule of every n weeks without any takes that of its anchor."""
    if not rule.weekdays and rule.anchor_on is not None:
        return (rule.anchor_on.isoweekday(),)
    return rule.weekdays


def validate(rule: DutyRule) -> None:
    """Refuse a rule that is incomplete, contradicts itself or can never give a day; RuleBroken otherwise."""
    _check_fields(rule)
    _check_numbers(rule)
    _check_dates(rule)
    _check_hours(rule)
    _check_shift(rule)
    if rule.notice_days is not None and not 0 <= rule.notice_days <= MOST_NOTICE_DAYS:
        raise RuleBroken("notice-out-of-range", "提前公布的天数应在0到%(most)s之间", most=MOST_NOTICE_DAYS)


def _check_fields(rule: DutyRule) -> None:
    needed, optional = _NEEDED[rule.kind], _OPTIONAL[rule.kind]
    for name in _PATTERN_FIELDS:
        is_given = getattr(rule, name) not in ((), None)
        if name in needed and not is_given:
            raise RuleBroken("field-missing", _MISSING[name])
        if is_given and name not in needed + optional:
            raise RuleBroken("field-not-used", _NOT_USED[name])


_MISSING: Final[Mapping[str, str]] = {
    "ordinals": "请选择每月第几个",
    "weekdays": "请选择周几",
    "month_days": "请选择每月几日",
    "digits": "请选择集日的尾数",
    "every_weeks": "请填写每隔几周",
    "anchor_on": "请填写从哪一天起算",
    "dates": "请至少填写一个日期",
}
_NOT_USED: Final[Mapping[str, str]] = {
    "ordinals": "这种值班规则不分第几个，请清空",
    "weekdays": "这种值班规则不分周几，请清空",
    "month_days": "这种值班规则不分几日，请清空",
    "months": "这种值班规则不分月份，请清空",
    "digits": "这种值班规则不用集日尾数，请清空",
    "every_weeks": "这种值班规则不用间隔周数，请清空",
    "anchor_on": "这种值班规则不用起算日期，请清空",
    "dates": "这种值班规则不用逐个列出日期，请清空",
}
_OUT_OF_RANGE: Final[Mapping[str, str]] = {
    "ordinals": "一个月里没有第%(number)s个",
    "weekdays": "周几应在1到7之间，不能是%(number)s",
    "month_days": "每月几日应在1到31之间，不能是%(number)s",
    "months": "月份应在1到12之间，不能是%(number)s",
    "digits": "集日尾数应在0到9之间，不能是%(number)s",
}
_ALLOWED: Final[Mapping[str, Collection[int]]] = {
    "ordinals": (*range(1, 6), LAST),
    "weekdays": range(1, 8),
    "month_days": (*range(1, 32), LAST),
    "months": range(1, 13),
    "digits": range(10),
}
_LONGEST_MONTHS: Final = {2: 29, 4: 30, 6: 30, 9: 30, 11: 30}


def _check_numbers(rule: DutyRule) -> None:
    for name, allowed in _ALLOWED.items():
        for number in getattr(rule, name):
            if number not in allowed:
                raise RuleBroken("number-out-of-range", _OUT_OF_RANGE[name], number=number)
    if rule.every_weeks is not None and not 1 <= rule.every_weeks <= MOST_WEEKS:
        raise RuleBroken("weeks-out-of-range", "间隔的周数应在1到%(most)s之间", most=MOST_WEEKS)
    longest = max((_LONGEST_MONTHS.get(month, 31) for month in rule.months), default=31)
    if rule.kind is DutyRuleKind.DAY_OF_MONTH and all(day > longest for day in rule.month_days):
        raise RuleBroken("day-never-exists", "所选月份里没有%(day)s日", day=rule.month_days[0])


def _check_dates(rule: DutyRule) -> None:
    anchors = () if rule.anchor_on is None else (rule.anchor_on,)
    for day in (*anchors, *rule.dates, *rule.extra_dates, *rule.cancelled_dates):
        if not FIRST_YEAR <= day.year <= LAST_YEAR:
            raise RuleBroken("date-absurd", "日期%(day)s不合理", day=day.isoformat())
    for name in _DATE_LISTS:
        if len(getattr(rule, name)) > MOST_DATES:
            raise RuleBroken("too-many-dates", "日期不能超过%(most)s个", most=MOST_DATES)
    both = sorted(set(rule.cancelled_dates) & {*rule.extra_dates, *rule.dates})
    if both:
        raise RuleBroken("added-and-cancelled", "%(day)s既增加又取消，请只留一项", day=both[0].isoformat())


def _check_hours(rule: DutyRule) -> None:
    if rule.opens is None and rule.closes is None:
        return
    if rule.opens is None or rule.closes is None:
        raise RuleBroken("hours-incomplete", "开始时间和结束时间要一并填写")
    if rule.opens >= rule.closes:
        raise RuleBroken("hours-inverted", "结束时间应晚于开始时间")


def _check_shift(rule: DutyRule) -> None:
    if rule.holiday_shift is HolidayShift.KEEP or rule.moves_off is RestDays.HOLIDAYS:
        return
    if rule.kind in BY_WEEKDAY and any(weekday >= SATURDAY for weekday in weekdays_of(rule)):
        raise RuleBroken("weekend-always-moves", "值班定在周末时，只能选择遇节假日调整")
    if rule.kind in BY_DATE and rule.holiday_shift is HolidayShift.WEEK_LATER:
        # A week after a Saturday is a Saturday again.
        raise RuleBroken("week-later-stays-weekend", "按日期值班时，遇周末不能顺延一周，请改为顺延至下一个工作日")


def to_json(rule: DutyRule) -> dict[str, object]:
    """The rule as JSON values, only what differs from the defaults."""
    data: dict[str, object] = {}
    for field in fields(rule):
        value = getattr(rule, field.name)
        if field.name == "kind" or value != field.default:
            data[field.name] = _to_plain(value)
    return data


def _to_plain(value: object) -> object:
    if isinstance(value, tuple):
        return [_to_plain(part) for part in value]
    if isinstance(value, time):
        return value.isoformat(timespec="minutes")
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Term):
        return value.value
    return value


def from_json(data: Mapping[str, object]) -> DutyRule:
    """Read and validate what `to_json` wrote; RuleBroken for anything else."""
    known = {field.name for field in fields(DutyRule)}
    unknown = sorted(str(key) for key in data if key not in known)
    if unknown:
        raise RuleBroken("field-unknown", "值班规则里有不认识的内容：%(field)s", field=unknown[0])
    values: dict[str, object] = {}
    for name, value in data.items():
        try:
            values[name] = _from_plain(name, value)
        except (TypeError, ValueError) as error:
            raise RuleBroken("field-malformed", "值班规则的“%(field)s”写法不对", field=name) from error
    if "kind" not in values:
        raise RuleBroken("kind-missing", "请选择值班规则的种类")
    rule = DutyRule(**values)  # type: ignore[arg-type]
    validate(rule)
    return rule


def _from_plain(name: str, value: object) -> object:
    if name in _NUMBER_LISTS:
        return tuple(_whole(part) for part in _list(value))
    if name in _DATE_LISTS:
        return tuple(date.fromisoformat(_text(part)) for part in _list(value))
    if name == "kind":
        return _term(DutyRuleKind, value)
    if name == "holiday_shift":
        return _term(HolidayShift, value)
    if name == "moves_off":
        return _term(RestDays, value)
    if name == "also_by_appointment":
        return _yes_no(value)
    if value is None:
        return None
    if name in _TIMES:
        return _clock(value)
    return date.fromisoformat(_text(value)) if name == "anchor_on" else _whole(value)


def _term(words: type[Word], value: object) -> Word:
    for word in words:
        if word.value == value:
            return word
    raise ValueError


def _list(value: object) -> list[object]:
    if not isinstance(value, list):
        raise TypeError
    return cast("list[object]", value)


def _text(value: object) -> str:
    if not isinstance(value, str):
        raise TypeError
    return value


def _whole(value: object) -> int:
    # JSON's true would pass for the number 1.
    if not isinstance(value, int) or isinstance(value, bool):
        raise TypeError
    return value


def _yes_no(value: object) -> bool:
    if not isinstance(value, bool):
        raise TypeError
    return value


def _clock(value: object) -> time:
    clock = time.fromisoformat(_text(value))
    if clock.tzinfo is not None or clock.second or clock.microsecond:
        raise ValueError
    return clock
