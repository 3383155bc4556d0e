"""Owns how a due date is told: which lamp, which word, how many days, how much time has passed."""

from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext

# Without a start there is no span to take a quarter of; a week is then called soon.
SOON_DAYS = 7


@dataclass(frozen=True)
class Reading:
    """What the clock shows: lamp, word with its days, word beside large days, days left, elapsed tenths of a percent.

    Days are negative when overdue.
    """

    kind: str
    word: str
    short: str
    days: int | None
    elapsed: int | None


def _elapsed(due_on: date, started_on: date | None, until: date) -> int | None:
    if started_on is None or due_on <= started_on:
        return None
    return max(0, min(1000, (until - started_on).days * 1000 // (due_on - started_on).days))


def read(
    due_on: date | None,
    *,
    today: date,
    started_on: date | None = None,
    finished_on: date | None = None,
    is_paused: bool = False,
) -> Reading:
    """Read the clock of one matter on a day; it turns to 将到期 in the last quarter of its time."""
    if finished_on is not None:
        late = (finished_on - due_on).days if due_on else 0
        word = gettext("已办结，超期%(n)s天") % {"n": late} if late > 0 else gettext("已办结")
        return Reading("ok", word, word, None, _elapsed(due_on, started_on, finished_on) if due_on else None)
    if due_on is None:
        word = gettext("未起算")
        return Reading("wait", word, word, None, None)
    days, elapsed = (due_on - today).days, _elapsed(due_on, started_on, today)
    if is_paused:
        word = gettext("暂停计时")
        return Reading("wait", word, word, days, elapsed)
    if days < 0:
        return Reading("danger", gettext("已逾期%(n)s天") % {"n": -days}, gettext("已逾期"), days, 1000)
    if days == 0:
        return Reading("warn", gettext("今天到期"), gettext("今天到期"), 0, elapsed)
    if days <= ((due_on - started_on).days // 4 if started_on else SOON_DAYS):
        return Reading("warn", gettext("将到期，还有%(n)s天") % {"n": days}, gettext("将到期"), days, elapsed)
    return Reading("ok", gettext("正常"), gettext("期限正常"), days, elapsed)
