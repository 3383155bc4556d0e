"""The clocks of a suggestion: each counted from the event its article names, per congress."""

from __future__ import annotations

from datetime import date

from renda.capabilities.suggestions.terms import Weight
from renda.foundation import clocks
from renda.foundation.clocks import Clock
from renda.law import deadlines, provisions
from renda.law import rules as law_rules
from renda.law.calendar import Calendar
from renda.law.errors import LawError

Local = tuple[str, ...]
NEW_CLOCK = "new_clock"


def assign(*, submitted_on: date, overlays: Local, calendar: Calendar) -> Clock | None:
    """Until when a suggestion raised between sessions is handed over, where the local rules say."""
    return clocks.of(
        "suggestion.assign.between", starts={"received_on": submitted_on}, overlays=overlays, calendar=calendar
    )


def reply(weight: str, *, assigned_on: date, overlays: Local, calendar: Calendar) -> Clock:
    """Until when the organ replies: three months from hand-over, six for a broad or hard one (《代表法》第五十一条).

    Both count from the hand-over; six months are never three and six.
    """
    key = "suggestion.reply.complex" if weight == Weight.COMPLEX else "suggestion.reply.ordinary"
    return clocks.need(key, starts={"assigned_on": assigned_on}, overlays=overlays, calendar=calendar)


def sign(*, assigned_on: date, overlays: Local, calendar: Calendar) -> Clock | None:
    """Until when the organ signs for it."""
    return _from_hand_over("suggestion.sign", assigned_on, overlays, calendar)


def send_back(*, assigned_on: date, overlays: Local, calendar: Calendar) -> Clock | None:
    """Until when an organ may say that it is not its business."""
    return _from_hand_over("suggestion.return", assigned_on, overlays, calendar)


def first_contact(*, assigned_on: date, overlays: Local, calendar: Calendar) -> Clock | None:
    """Until when the organ has first been in touch with the deputy."""
    return _from_hand_over("suggestion.contact.first", assigned_on, overlays, calendar)


def opinion(*, assigned_on: date, overlays: Local, calendar: Calendar) -> Clock | None:
    """Until when a joint organ gives the lead its opinion; earlier than the reply, and another clock."""
    return _from_hand_over("suggestion.joint.opinion", assigned_on, overlays, calendar)


def opinion_again(*, asked_on: date, overlays: Local, calendar: Calendar) -> Clock | None:
    """Until when a joint organ does an empty opinion again."""
    return clocks.of("suggestion.joint.redo", starts={"requested_on": asked_on}, overlays=overlays, calendar=calendar)


def reassign(*, returned_on: date, overlays: Local, calendar: Calendar) -> Clock | None:
    """Until when the office names another organ."""
    return clocks.of("suggestion.reassign", starts={"returned_on": returned_on}, overlays=overlays, calendar=calendar)


def rate(*, replied_on: date, overlays: Local, calendar: Calendar) -> Clock | None:
    """Until when the deputy rates; a reply is received on the day it is issued here."""
    return clocks.of("suggestion.rate", starts={"received_on": replied_on}, overlays=overlays, calendar=calendar)


def redo(*, asked_on: date, overlays: Local, calendar: Calendar) -> Clock:
    """Until when it is handled again; where no local rule sets a time, the law's three months run anew."""
    # A rating of "not satisfied" is the request; local rules call the day by either name.
    starts = {"requested_on": asked_on, "rated_on": asked_on}
    local = clocks.of("suggestion.redo", starts=starts, overlays=overlays, calendar=calendar)
    return local or reply(Weight.ORDINARY, assigned_on=asked_on, overlays=overlays, calendar=calendar)


def rate_promise(*, reported_on: date, overlays: Local, calendar: Calendar) -> Clock | None:
    """Until when the deputy says whether a promise was kept."""
    return clocks.of(
        "suggestion.promise.rate", starts={"received_on": reported_on}, overlays=overlays, calendar=calendar
    )


def promise_window(year: int, *, overlays: Local) -> deadlines.Window | None:
    """The part of a year in which promises of that year and the last are reported on, where the local rules say."""
    try:
        return deadlines.window("suggestion.promise.report", year, on=date(year, 12, 31), overlays=overlays)
    except LawError:
        return None


def runs_anew(*, on: date, overlays: Local) -> bool:
    """Whether a reassigned suggestion has its time from the new hand-over: only where local rules say so."""
    return _answer("suggestion.reassign.clock", on, overlays) == NEW_CLOCK


def letters_to_each(*, on: date, overlays: Local) -> bool:
    """Whether each co-signer gets a letter of their own."""
    return _answer("suggestion.reply.form", on, overlays) == "each_signer"


def may_publish_texts(*, on: date, overlays: Local) -> bool:
    """Whether the local rules make text and reply public; the law asks that of the yearly report only."""
    return _answer("suggestion.publish", on, overlays) == "text_and_reply"


def citation(key: str, *, on: date, overlays: Local = ()) -> str:
    """The article behind a key, or nothing where no rule in force has it."""
    try:
        return str(provisions.find(key, on=on, overlays=overlays).citation)
    except LawError:
        return ""


def _answer(key: str, on: date, overlays: Local) -> str:
    try:
        return law_rules.rule(key, on=on, overlays=overlays).answer
    except LawError:
        return ""


def _from_hand_over(key: str, assigned_on: date, overlays: Local, calendar: Calendar) -> Clock | None:
    # What is handed over here is received the same day.
    starts = {"assigned_on": assigned_on, "received_on": assigned_on}
    return clocks.of(key, starts=starts, overlays=overlays, calendar=calendar)
