"""The life of a suggestion until organs have it: written, signed, handed in, examined, planned, handed over."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

from renda.capabilities.suggestions import actions
from renda.capabilities.suggestions.models import Suggestion
from renda.foundation.accounts.actor import Actor
from renda.project.demo import year
from renda.project.demo.suggestions import course as ways
from renda.project.demo.suggestions import handling
from renda.project.demo.suggestions.course import Life, Meeting, Proposal

SENT_BACK = (
    "请补充具体路段和大致户数",
    "请写明希望由哪个部门办理、何时完成",
    "请补充调查了解到的数据",
    "建议内容较多，请一事一提",
)
WITHDRAWN = ("有关部门已经着手解决，不再提出", "与另一件建议内容重复，本人撤回", "情况有变化，待调研后再提")


def live(one: Proposal) -> Life:
    """A suggestion from its first draft as far as its course goes."""
    yield from _write(one)
    course = one.course
    if course.upto <= ways.COSIGN:
        return
    yield one.on(course.submitted)
    actions.submit(one.it, actor=one.lead.actor, at=one.at)
    if one.has("sent_back"):
        yield one.after(2)
        actions.send_back(one.it, reason=one.rng.choice(SENT_BACK), actor=one.place.office, at=one.at)
        if course.upto == ways.SUPPLEMENT:
            return
        yield one.after(3)
        actions.submit(one.it, actor=one.lead.actor, at=one.at)
    if course.upto <= ways.SUPPLEMENT:
        return
    yield from _examine(one)


def _write(one: Proposal) -> Life:
    course, lead = one.course, one.lead
    yield one.on(course.submitted - timedelta(days=course.drafted_before))
    one.it = actions.write(one.place.congress, one.written.text, actor=lead.actor, at=one.at)
    one.pk = one.it.pk
    mates = [seat for seat in one.place.seats if seat.deputy_id != lead.deputy_id]
    asked = one.mates or one.rng.sample(mates, min(course.cosigners, len(mates)))
    if not asked:
        return
    yield one.after(0)
    actions.ask_cosigners(one.it, [mate.deputy_id for mate in asked], actor=lead.actor, at=one.at)
    for number, mate in enumerate(asked):
        # In what is still being signed, the first has answered and the others have not.
        if course.upto == ways.COSIGN and number:
            return
        yield one.after(0)
        signature = one.it.cosigners.select_related("deputy", "suggestion").get(deputy_id=mate.deputy_id)
        agrees = number == 0 or one.rng.random() < 0.85
        actions.answer_cosign(signature, agrees=agrees, actor=mate.actor, at=one.at)


def _examine(one: Proposal) -> Life:
    office, course = one.place.office, one.course
    if one.has("refused"):
        yield one.after(2)
        reason, explanation = course.refusal
        actions.refuse(one.it, reason=reason, explanation=explanation, actor=office, at=one.at)
        return
    if one.main is not None:
        # By now every suggestion of the session is in.
        yield one.after(4)
        actions.merge(one.it, main=one.main.now(), actor=office, at=one.at)
        return
    yield one.after(1)
    actions.accept(one.it, actor=office, at=one.at)
    if course.upto == ways.ACCEPT:
        return
    yield one.after(0)
    actions.plan(one.it, one.organs(), weight=course.weight, actor=office, at=one.at)
    if course.upto == ways.PLAN:
        return
    yield from _hand_over(one)
    if one.has("withdrawn"):
        yield one.after(3)
        actions.withdraw(one.now(), reason=one.rng.choice(WITHDRAWN), actor=one.lead.actor, at=one.at)
        return
    if course.upto > ways.HAND_OVER:
        yield from handling.handle(one)


def _hand_over(one: Proposal) -> Life:
    meeting = one.course.meeting
    if meeting is not None and one.at < meeting.at:
        meeting.waiting.append(one.it)
        one.at = meeting.at + timedelta(minutes=5)
        yield one.at
        return
    yield one.on(one.course.handed_over or one.at.date() + timedelta(days=1))
    actions.hand_over(one.it, actor=one.place.office, at=one.at)


def meet(meeting: Meeting, office: Actor) -> Life:
    """A meeting hands over all that was planned for it.

    Raises:
        Refusal: one of them cannot be handed over.
    """
    yield meeting.at
    came = actions.hand_over_many(meeting.waiting, actor=office, at=meeting.at)
    for _, refusal in came.refused:
        raise refusal


def supervise(
    one: Proposal,
    *,
    chosen_on: date,
    meeting: str,
    leader: str,
    committee_number: int,
    steps: Sequence[tuple[date, str, str]],
) -> Life:
    """A key suggestion is chosen, and its supervision kept on record."""
    place = one.place
    committee = place.committees[committee_number % len(place.committees)]
    at = year.moment(chosen_on, one.rng, first=9, last=11)
    yield at
    actions.choose_priority(
        one.now(),
        meeting=meeting,
        chosen_on=chosen_on,
        leader=leader,
        committee=committee,
        manner=steps[0][1],
        actor=place.office,
        at=at,
    )
    member = place.of_organ("committee", committee)
    for day, manner, text in steps:
        at = year.moment(day, one.rng)
        yield at
        suggestion = Suggestion.objects.select_related("congress", "lead", "priority").get(pk=one.pk)
        actions.supervise(suggestion, on=day, manner=manner, text=text, actor=member, at=at)


def announce(one: Proposal, day: date) -> Life:
    """The list of the year's key suggestions is made public."""
    at = year.moment(day, one.rng)
    yield at
    actions.announce_priorities(one.place.congress, year=day.year, actor=one.place.office, at=at)
