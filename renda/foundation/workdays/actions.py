"""The writers of the working calendar."""

from __future__ import annotations

from datetime import date, datetime

from renda.foundation.accounts.actor import Actor
from renda.foundation.action import action, memo
from renda.foundation.audit import trail
from renda.foundation.errors import RuleBroken
from renda.foundation.policy import grants
from renda.foundation.workdays.models import OfficeDay

FIRST_YEAR, LAST_YEAR = 2000, 2100


@action
def set_day(*, day: date, is_working: bool, note: str, actor: Actor, at: datetime) -> OfficeDay:
    """Say that a day is worked or free; saying it again changes the row, clocks started before keep their day.

    Raises:
        RuleBroken: the day is absurd, or no reason is given.
    """
    grants.require(actor, "workdays.change")
    if not FIRST_YEAR <= day.year <= LAST_YEAR:
        raise RuleBroken("absurd-day", "日期应在%(first)s年到%(last)s年之间", first=FIRST_YEAR, last=LAST_YEAR)
    if not note.strip():
        raise RuleBroken("no-note", "请写明依据，例如国务院办公厅放假通知")
    row, _ = OfficeDay.objects.update_or_create(day=day, defaults={"is_working": is_working, "note": note.strip()[:80]})
    memo().pop("calendar", None)
    trail.record(
        at=at, actor=actor, verb="workdays.set_day", subject=row, changes={"day": day, "is_working": is_working}
    )
    return row


@action
def forget_day(row: OfficeDay, *, actor: Actor, at: datetime) -> None:
    """Go by the published calendar again."""
    grants.require(actor, "workdays.change")
    trail.record(at=at, actor=actor, verb="workdays.forget_day", subject=row, changes={"day": row.day})
    OfficeDay.objects.filter(pk=row.pk).delete()
    memo().pop("calendar", None)
