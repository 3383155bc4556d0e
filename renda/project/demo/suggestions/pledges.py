"""What comes of the promises of a class B reply: kept, reported, renewed, put off, explained, or still open."""

from __future__ import annotations

from datetime import timedelta

from renda.capabilities.suggestions import actions
from renda.capabilities.suggestions.models import Promise
from renda.capabilities.suggestions.terms import Grade
from renda.law.calendar import national
from renda.project.demo.suggestions.course import Life, Pledge, Proposal

KEPT = (
    "已按承诺完成并通过验收，现场照片已送代表",
    "工程已完工投入使用，群众反映良好",
    "已全部落实，资料在单位公示栏公开",
)


def keep(one: Proposal) -> Life:
    """Follow each promise in the order of its day."""
    for pledge in sorted(one.course.pledges, key=lambda p: (p.reported_on or p.due_on, p.due_on)):
        for pk in _lines(one, pledge):
            yield from _follow(one, pk, pledge)


def _lines(one: Proposal, pledge: Pledge) -> list[int]:
    found = Promise.objects.filter(suggestion_id=one.pk, due_on=pledge.due_on, text=pledge.text or one.written.promise)
    return list(found.values_list("pk", flat=True))


def _promise(pk: int) -> Promise:
    rows = Promise.objects.select_related("suggestion__congress", "suggestion__lead", "assignment__organ")
    return rows.get(pk=pk)


def _follow(one: Proposal, pk: int, pledge: Pledge) -> Life:
    office, fate = one.place.office, pledge.fate
    if fate == "open":
        return
    day = national().roll_back(pledge.reported_on or pledge.due_on - timedelta(days=3))
    if fate in {"postponed", "explained"}:
        yield one.on(day)
        if fate == "postponed":
            later = pledge.due_on + timedelta(days=90)
            actions.postpone_promise(
                _promise(pk), due_on=later, reason="受施工条件影响，完成时间顺延", actor=office, at=one.at
            )
        else:
            actions.explain_promise(
                _promise(pk), reason="所在片区列入整体改造，单独实施已无必要", actor=office, at=one.at
            )
        return
    yield one.on(day)
    _report(one, pk)
    if fate == "reported":
        return
    if fate == "unrated":
        due_on = _promise(pk).rate_due_on or one.at.date()
        yield one.on(national().roll_forward(due_on + timedelta(days=2)))
        actions.pass_over_promise(_promise(pk), actor=office, at=one.at)
        return
    yield one.after(6)
    if fate == "renewed":
        actions.rate_promise(_promise(pk), grade=Grade.NOT, note="现场只完成了一半", actor=one.lead.actor, at=one.at)
        return
    actions.rate_promise(_promise(pk), grade=Grade.SATISFIED, actor=one.lead.actor, at=one.at)


def _report(one: Proposal, pk: int) -> None:
    promise = _promise(pk)
    said = one.course.reported_text or one.rng.choice(KEPT)
    handler = one.place.of_organ("handler", promise.assignment.organ)
    actions.report_promise(promise, text=said, actor=handler, at=one.at)
