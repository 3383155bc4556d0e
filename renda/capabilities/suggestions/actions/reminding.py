"""The reminders that come by themselves: replies and promises due or overdue, no talk at half time, ratings due."""

from __future__ import annotations

import enum
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db import IntegrityError
from django.utils.timezone import localdate

from renda.capabilities.suggestions.models import Assignment, Promise, Reminder, Suggestion
from renda.capabilities.suggestions.rules import outcomes
from renda.capabilities.suggestions.terms import AT_WORK, Part, PromiseState, State
from renda.foundation.accounts.actor import SYSTEM
from renda.foundation.accounts.terms import Role
from renda.foundation.action import action
from renda.foundation.audit import trail
from renda.foundation.notices import outbox

# Fewer days than organs have: a deputy rates within some ten or twenty.
RATE_DAYS = 5


class About(enum.StrEnum):
    """What somebody is reminded of."""

    ROUND = "round"
    REPLY_SOON = "reply_soon"
    REPLY_LATE = "reply_late"
    OPINION_SOON = "opinion_soon"
    OPINION_LATE = "opinion_late"
    SILENT = "silent"
    PROMISE_SOON = "promise_soon"
    PROMISE_LATE = "promise_late"
    RATE = "rate"
    RATE_PROMISE = "rate_promise"


_SAID = {
    About.REPLY_SOON: "答复期限临近：%(title)s，请在%(due)s前答复",
    About.REPLY_LATE: "答复已逾期：%(title)s，期限是%(due)s",
    About.OPINION_SOON: "会办意见期限临近：%(title)s，请在%(due)s前出具",
    About.OPINION_LATE: "会办意见已逾期：%(title)s，期限是%(due)s",
    About.SILENT: "时间过半，还没有联系代表：%(title)s",
    About.PROMISE_SOON: "承诺即将到期：%(title)s，请在%(due)s前落实并报送",
    About.PROMISE_LATE: "承诺已逾期：%(title)s，期限是%(due)s，请报送落实结果",
    About.RATE: "评价期限临近：%(title)s，请在%(due)s前评价答复",
    About.RATE_PROMISE: "评价期限临近：%(title)s，请在%(due)s前评价承诺落实结果",
}
# What a head is told as well as the handlers.
_FOR_HEADS = frozenset({About.REPLY_LATE, About.PROMISE_LATE})


@dataclass(frozen=True)
class _Due:
    """One thing for one day, and who is told."""

    about: About
    subject_id: int
    due_on: date
    title: str
    link: str
    organ_id: int | None = None
    user_id: int | None = None


def remind_due(*, at: datetime) -> int:
    """Remind all whom something of today concerns, each once; returns how many things that were.

    Safe to run at any time and by several at once: a day's round is made once.
    """
    if Reminder.objects.filter(about=About.ROUND, subject_id=0, due_on=localdate(at)).exists():
        return 0
    try:
        return make_round(at=at)
    except IntegrityError:
        # Another worker made it meanwhile; what this one had begun is undone.
        return 0


@action
def make_round(*, at: datetime) -> int:
    """Make the round of a day.

    Raises:
        IntegrityError: it was made.
    """
    today = localdate(at)
    round_of = Reminder.objects.create(about=About.ROUND, subject_id=0, due_on=today, told_at=at)
    dues = _unsaid(_everything(today))
    for due in dues:
        _tell(due, at=at)
    rows = (Reminder(about=due.about, subject_id=due.subject_id, due_on=due.due_on, told_at=at) for due in dues)
    Reminder.objects.bulk_create(rows, batch_size=500)
    trail.record(at=at, actor=SYSTEM, verb="suggestions.remind_due", subject=round_of, changes={"count": len(dues)})
    return len(dues)


def _unsaid(dues: Iterable[_Due]) -> list[_Due]:
    found = list(dues)
    days = [due.due_on for due in found]
    if not days:
        return []
    rows = Reminder.objects.filter(due_on__gte=min(days), due_on__lte=max(days))
    said = set(rows.values_list("about", "subject_id", "due_on"))
    return [due for due in found if (due.about, due.subject_id, due.due_on) not in said]


def _tell(due: _Due, *, at: datetime) -> None:
    said, day = _SAID[due.about], due.due_on.isoformat()
    if due.user_id is not None:
        outbox.tell_user(due.user_id, said, link=due.link, at=at, title=due.title, due=day)
    if due.organ_id is not None:
        for role in (Role.HANDLER, Role.HEAD) if due.about in _FOR_HEADS else (Role.HANDLER,):
            outbox.tell_posts(role, said, organ_id=due.organ_id, link=due.link, at=at, title=due.title, due=day)


def _everything(today: date) -> Iterator[_Due]:
    yield from _parts(today)
    yield from _promises(today)
    yield from _ratings(today)


def _parts(today: date) -> Iterator[_Due]:
    """Replies and opinions due within days or overdue, and leads that nobody saw the deputy for by half time."""
    rows = Assignment.objects.filter(state__in=AT_WORK, due_on__isnull=False, assigned_on__isnull=False)
    columns = ("pk", "organ_id", "part", "round", "assigned_on", "due_on", "first_contact_on", "suggestion_id")
    for pk, organ_id, part, turn, assigned_on, due_on, talked_on, of, title in rows.values_list(
        *columns, "suggestion__title"
    ):
        left, link = (due_on - today).days, f"/suggestions/{of}/"
        is_lead = part == Part.LEAD
        abouts = []
        if left < 0:
            abouts.append(About.REPLY_LATE if is_lead else About.OPINION_LATE)
        elif left <= outcomes.WARN_DAYS:
            abouts.append(About.REPLY_SOON if is_lead else About.OPINION_SOON)
        past_half = (today - assigned_on).days * 2 >= (due_on - assigned_on).days
        if is_lead and turn == 1 and talked_on is None and past_half:
            abouts.append(About.SILENT)
        for about in abouts:
            yield _Due(about, pk, due_on, title, link, organ_id=organ_id)


def _promises(today: date) -> Iterator[_Due]:
    rows = Promise.objects.filter(state=PromiseState.OPEN, due_on__lte=today + timedelta(days=outcomes.WARN_DAYS))
    for pk, organ_id, due_on, title in rows.values_list("pk", "assignment__organ_id", "due_on", "suggestion__title"):
        about = About.PROMISE_LATE if due_on < today else About.PROMISE_SOON
        yield _Due(about, pk, due_on, title, f"/suggestions/promises/{pk}/", organ_id=organ_id)


def _ratings(today: date) -> Iterator[_Due]:
    """Replies and reports that the lead deputy has not rated with the day near; nobody is told once it is past."""
    near = {"rate_due_on__gte": today, "rate_due_on__lte": today + timedelta(days=RATE_DAYS)}
    replied = Suggestion.objects.filter(state=State.REPLIED, lead__user_id__isnull=False, **near)
    for pk, user_id, due_on, title in replied.values_list("pk", "lead__user_id", "rate_due_on", "title"):
        if due_on is not None:
            yield _Due(About.RATE, pk, due_on, title, f"/suggestions/{pk}/", user_id=user_id)
    reported = Promise.objects.filter(state=PromiseState.REPORTED, suggestion__lead__user_id__isnull=False, **near)
    columns = ("pk", "suggestion__lead__user_id", "rate_due_on", "suggestion__title")
    for pk, user_id, due_on, title in reported.values_list(*columns):
        if due_on is not None:
            yield _Due(About.RATE_PROMISE, pk, due_on, title, f"/suggestions/promises/{pk}/", user_id=user_id)
