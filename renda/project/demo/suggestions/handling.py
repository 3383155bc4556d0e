"""The life of a suggestion with the organs: signed for, talked over, answered, rated, its promises kept, filed."""

from __future__ import annotations

from datetime import date, timedelta

from renda.capabilities.suggestions import actions
from renda.capabilities.suggestions.models import Assignment, Contact, Reply, Suggestion
from renda.capabilities.suggestions.terms import ContactWay, Grade, Outcome, Part, State
from renda.law.calendar import national
from renda.project.demo import matters
from renda.project.demo.suggestions import course as ways
from renda.project.demo.suggestions import pledges
from renda.project.demo.suggestions.course import Life, Proposal

RETURN_REASONS = ("所提事项不属于我单位职责，建议另行确定承办单位", "该路段由其他部门管养，请调整承办单位")
TALKS = (
    "当面听取代表意见，并一同查看现场",
    "电话沟通办理思路，代表提出两点补充",
    "召开座谈会，邀请代表和群众代表参加",
    "向代表介绍进展情况，约定下月再碰一次",
    "与代表共同走访群众，核实情况",
)
OPINIONS = (
    "经研究，所需资金可从年度专项中统筹安排，请主办单位提出用款计划。",
    "我单位负责的部分已列入计划，将与主办单位同步实施。",
    "所涉事项符合现行规定，我单位将在审批环节给予支持。",
)
NOT_SATISFIED = ("答复讲了计划，问题还在那里", "没有解决实际问题，希望到现场看看", "完成时间不明确，请重新答复")


def handle(one: Proposal) -> Life:
    """From the organs' signatures to the file."""
    handed_over = one.at.date()
    yield from _sign(one)
    if one.course.upto == ways.SIGN or one.has("return_waiting") or one.has("return_open"):
        return
    yield from _talk(one, handed_over)
    if one.course.upto == ways.CONTACT:
        return
    yield from _extend(one)
    if one.has("extension_waiting"):
        return
    yield one.on(_working(handed_over + timedelta(days=one.course.reply_after)))
    yield from _reply(one, round_number=1)
    if one.course.upto <= ways.REPLY:
        return
    yield from _rate(one)
    if one.course.upto <= ways.RATE:
        return
    yield from _file(one)


def _working(day: date) -> date:
    return national().roll_forward(day)


def _sign(one: Proposal) -> Life:
    for part in one.parts():
        is_first = part.part == Part.LEAD and one.place.organ(one.written.topic.organ).pk == part.organ_id
        yield one.after(1 if is_first else 0)
        if is_first and any(one.has(turn) for turn in ways.TURNS if turn.startswith("return_")):
            yield from _return(one, part)
            continue
        actions.sign(part, actor=one.handler(part), at=one.at)


def _return(one: Proposal, part: Assignment) -> Life:
    """The leading organ says that it is not its business, and the office decides."""
    office, reason = one.place.office, one.rng.choice(RETURN_REASONS)
    request = actions.ask_return(part, reason=reason, actor=one.handler(part), at=one.at)
    if one.has("return_waiting"):
        return
    yield one.after(0)
    if one.has("return_denied"):
        actions.deny_return(request, note="经核对职责清单，仍由你单位主办", actor=office, at=one.at)
        return
    actions.agree_return(request, note="同意退回，另行确定承办单位", actor=office, at=one.at)
    if one.has("return_open"):
        return
    yield one.after(1)
    taken = {held.organ_id for held in one.parts()} | {part.organ_id}
    other = next(organ for organ in one.place.organs.values() if organ.pk not in taken)
    fresh = actions.reassign(one.now(), other, actor=office, at=one.at)
    yield one.after(1)
    actions.sign(fresh, actor=one.place.of_organ("handler", other), at=one.at)


def _talk(one: Proposal, handed_over: date) -> Life:
    """Leads talk with the deputy, joint organs give their opinion."""
    for part in one.parts(Part.LEAD):
        for _ in range(one.rng.randint(1, 2)):
            yield one.on(_working(handed_over + timedelta(days=one.course.contact_after)))
            _log(one, part)
    if one.has("reminded"):
        yield one.after(2)
        actions.remind(one.parts(Part.LEAD)[0], text="请抓紧办理并与代表沟通", actor=one.place.office, at=one.at)
    if one.has("no_opinion"):
        return
    for part in one.parts(Part.JOINT):
        yield one.after(2)
        opinion = {"text": one.rng.choice(OPINIONS), "actor": one.handler(part)}
        actions.give_opinion(part, at=one.at, **opinion)
        if one.has("opinion_again"):
            yield one.after(1)
            lead = one.parts(Part.LEAD)[0]
            actions.return_opinion(
                part, reason="会办意见过于笼统，请写明措施和时间", actor=one.handler(lead), at=one.at
            )
            yield one.after(2)
            actions.give_opinion(part, at=one.at, **opinion)


def _log(one: Proposal, part: Assignment) -> None:
    actions.log_contact(
        part,
        on=one.at.date(),
        way=one.rng.choice(ContactWay.values()),
        text=one.rng.choice(TALKS),
        actor=one.handler(part),
        at=one.at,
    )


def _extend(one: Proposal) -> Life:
    if not any(one.has(turn) for turn in ways.TURNS if turn.startswith("extension_")):
        return
    yield one.after(5)
    part = one.parts(Part.LEAD)[0]
    until = (part.due_on or one.at.date()) + timedelta(days=60)
    extension = actions.ask_extension(
        part, until=until, reason="涉及规划调整和资金安排，需要较长时间协调", actor=one.handler(part), at=one.at
    )
    if one.has("extension_waiting"):
        return
    yield one.after(2)
    agrees = one.has("extension_agreed")
    actions.decide_extension(
        extension,
        agrees=agrees,
        note="" if agrees else "事项较为明确，请在原期限内答复",
        actor=one.place.office,
        at=one.at,
    )


def _reply(one: Proposal, *, round_number: int) -> Life:
    """Each lead of this round drafts, its head signs and sends."""
    todo = [part for part in one.parts(Part.LEAD) if part.state == "handling" and part.round == round_number]
    for number, part in enumerate(todo):
        if number:
            yield one.after(2)
        if one.has("half_replied") and number:
            return
        if not Contact.objects.filter(assignment=part).exists() or round_number > 1:
            _log(one, part)
        _draft(one, part, again=round_number > 1)
        if one.course.upto == ways.DRAFT_REPLY:
            return
        if one.has("reply_returned") and round_number == 1:
            yield one.after(1)
            actions.return_reply(part, reason="请补充完成时间和责任人", actor=one.head(part), at=one.at)
            yield one.after(1)
            _draft(one, part, again=False)
        yield one.after(1)
        actions.issue_reply(part, actor=one.head(part), at=one.at)


def _draft(one: Proposal, part: Assignment, *, again: bool) -> None:
    course, handler = one.course, one.handler(part)
    outcome = course.outcome if not again or course.outcome == Outcome.B else Outcome.A
    said = course.reply_text or one.written.answer(outcome, one.rng, again=again)
    promised = [(pledge.text or one.written.promise, pledge.due_on) for pledge in course.pledges]
    answer = actions.Answer(
        text=said,
        outcome=outcome,
        contact_name=handler.name,
        contact_phone=matters.phone(one.rng),
        document_number=f"{part.organ.short_name}函〔{one.at.year}〕{one.rng.randint(1, 180)}号",
        promises=promised if outcome == Outcome.B else (),
    )
    actions.draft_reply(part, answer, actor=handler, at=one.at)


def _rate(one: Proposal) -> Life:
    """The deputy rates each reply of each round, or stays silent."""
    if one.has("rating_reminded") or one.has("silent"):
        yield one.after(10)
        actions.remind_rating(one.now(), actor=one.place.office, at=one.at)
        if one.has("rating_reminded"):
            return
        due_on = one.now().rate_due_on or one.at.date()
        yield one.on(_working(due_on + timedelta(days=2)))
        actions.pass_over(one.now(), actor=one.place.office, at=one.at)
    for number, (attitude, result) in enumerate(one.course.grades, 1):
        yield one.after(one.course.rated_after)
        _grade(one, number, attitude, result)
        if one.now().state == State.REDOING and number < len(one.course.grades):
            yield one.after(18)
            yield from _reply(one, round_number=number + 1)
    if one.has("concluded"):
        yield one.after(7)
        said = "代表与承办单位面对面会商，明确了整改措施和完成时间，代表表示理解"
        actions.conclude(one.now(), text=said, again=False, actor=one.place.office, at=one.at)
    if one.now().state == State.TRACKING:
        yield from pledges.keep(one)


def _grade(one: Proposal, round_number: int, attitude: str, result: str) -> None:
    note = one.rng.choice(NOT_SATISFIED) if Grade.NOT in {attitude, result} else ""
    replies = Reply.objects.select_related("assignment__suggestion__congress", "assignment__suggestion__lead")
    for pk in replies.filter(assignment__suggestion_id=one.pk, round=round_number).values_list("pk", flat=True):
        reply = replies.select_related("assignment__organ").get(pk=pk)
        if reply.assignment.round == round_number:
            actions.rate(reply, attitude=attitude, result=result, note=note, actor=one.lead.actor, at=one.at)


def _file(one: Proposal) -> Life:
    if one.now().state != State.RATED:
        return
    yield one.after(one.course.closed_after)
    closed: Suggestion = actions.archive(one.now(), actor=one.place.office, at=one.at)
    if one.course.upto < ways.PUBLISH or closed.wishes_secrecy or one.has("unpublished"):
        return
    yield one.after(3)
    actions.publish(one.now(), actor=one.place.office, at=one.at)
