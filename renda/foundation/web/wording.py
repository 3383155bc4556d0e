"""Owns how dates and numbers are written on a screen, in Chinese and in English."""

from collections.abc import Iterable
from datetime import date, datetime

from django.utils import timezone
from django.utils.translation import get_language, gettext

from renda.law import keys

MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
WEEKDAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
CHINESE_WEEKDAYS = "一二三四五六日"


def in_english() -> bool:
    """Say whether the reader chose English."""
    return (get_language() or "").startswith("en")


def pause() -> str:
    """What stands between the parts of a list in the reader's language."""
    return ", " if in_english() else "、"


def month(number: int) -> str:
    """Write a month by its number."""
    return MONTHS[number - 1] if in_english() else f"{number}月"


def months(year: int, first: int, last: int) -> str:
    """Write a year, one of its months, or months of it up to another."""
    if (first, last) == (1, 12):
        return str(year) if in_english() else f"{year}年"
    if in_english():
        return f"{month(first)} {year}" if first == last else f"{month(first)} to {month(last)} {year}"
    return f"{year}年{month(first)}" if first == last else f"{year}年{month(first)}至{month(last)}"


def month_of_year(value: date) -> str:
    """Write the month a day lies in, with its year."""
    return months(value.year, value.month, value.month)


def readings(labels: Iterable[str], values: Iterable[int | None]) -> str:
    """Write values one after the other, each behind its label, as a drawing is read out."""
    between, mark = (" ", ", ") if in_english() else ("", "，")
    known = (f"{label}{between}{'' if value is None else value}" for label, value in zip(labels, values, strict=False))
    return mark.join(one.rstrip() for one in known)


def _local(moment: date) -> date:
    if isinstance(moment, datetime) and timezone.is_aware(moment):
        return timezone.localtime(moment)
    return moment


def day(value: date | None, *, today: date | None = None, with_year: bool = False) -> str:
    """Write a day without padding zeros; the year only when it is not the current one."""
    if value is None:
        return ""
    value = _local(value)
    shows_year = with_year or value.year != (today or timezone.localdate()).year
    if in_english():
        written = f"{value.day} {MONTHS[value.month - 1]}"
        return f"{written} {value.year}" if shows_year else written
    written = f"{value.month}月{value.day}日"
    return f"{value.year}年{written}" if shows_year else written


def moment(value: datetime | None, *, today: date | None = None) -> str:
    """Write a day and the time of day, one typed space between."""
    if value is None:
        return ""
    local = _local(value)
    return f"{day(local, today=today)} {local:%H:%M}"


def weekday(value: date | None) -> str:
    """Write the day of the week in its short form."""
    if value is None:
        return ""
    index = _local(value).weekday()
    return WEEKDAYS[index] if in_english() else f"周{CHINESE_WEEKDAYS[index]}"


def thousands(value: int | str | None) -> str:
    """Write a count with commas; what was never reported says so."""
    return gettext("未报") if value is None or value == "" else f"{int(value):,}"


def tenths_percent(value: int | str | None) -> str:
    """Write a rate kept in tenths of a percent (826 is 82.6%)."""
    if value is None or value == "":
        return gettext("不适用")
    sign = "-" if int(value) < 0 else ""
    whole, tenth = divmod(abs(int(value)), 10)
    return f"{sign}{whole}.{tenth}%"


def receipt(number: str) -> str:
    """Write a receipt number in groups of four, so that it can be read over the telephone."""
    plain = str(number).replace("-", "").replace(" ", "")
    return "-".join(plain[start : start + 4] for start in range(0, len(plain), 4))


def pair(name: object, said: object) -> str:
    """Write a name and what is said of it, with the colon of the language."""
    return f"{name}: {said}" if in_english() else f"{name}：{said}"


def in_brackets(text: str) -> str:
    """Write an aside, in the brackets of the language."""
    return f" ({text})" if in_english() else f"（{text}）"


def citation(kept: str) -> str:
    """Write a kept citation in the reader's language."""
    return keys.english_citation(kept) if in_english() else kept
