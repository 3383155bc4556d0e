"""Who may do what with a suggestion, an organ's part of it, or a promise: by role, place and relation."""

from __future__ import annotations

from typing import Any

from renda.capabilities.suggestions.models import Assignment, Letter, Promise, Suggestion
from renda.capabilities.suggestions.terms import GONE, AssignmentState, Part, Signature
from renda.foundation.accounts.terms import Role
from renda.foundation.policy.grants import grant


def suggestion_of(subject: Any) -> Suggestion | None:
    """The suggestion a thing belongs to."""
    if subject is None or isinstance(subject, Suggestion):
        return subject
    found: Suggestion = subject.suggestion
    return found


def lead_deputy(actor: Any, subject: Any) -> bool:
    """The deputy who leads the suggestion."""
    of = suggestion_of(subject)
    return of is not None and actor.user_id is not None and of.lead.user_id == actor.user_id


def deputy_here(actor: Any, congress: Any) -> bool:
    """A deputy of this congress."""
    return congress is not None and actor.holds_exactly(Role.DEPUTY, congress.region_id)


def asked_to_sign(actor: Any, cosigner: Any) -> bool:
    """The deputy who was asked to sign, and has not answered."""
    return (
        cosigner is not None
        and actor.user_id is not None
        and cosigner.state == Signature.ASKED
        and cosigner.deputy.user_id == actor.user_id
    )


def addressee(actor: Any, suggestion: Any) -> bool:
    """A signer whom a reply to the suggestion was sent to."""
    if suggestion is None or actor.user_id is None:
        return False
    return Letter.objects.filter(reply__assignment__suggestion=suggestion, deputy__user_id=actor.user_id).exists()


def office(actor: Any, subject: Any) -> bool:
    """The office of the congress the suggestion was made to."""
    of = suggestion_of(subject)
    return of is not None and actor.holds_exactly(Role.OFFICE, of.place_code)


def office_of_congress(actor: Any, congress: Any) -> bool:
    """The office of a congress."""
    return congress is not None and actor.holds_exactly(Role.OFFICE, congress.region_id)


def _parts(subject: Any) -> list[Assignment]:
    """The organs' parts a permission may rest on: the one asked about, or all that still count."""
    if isinstance(subject, Assignment):
        return [subject]
    if isinstance(subject, Promise):
        return [subject.assignment]
    return [part for part in subject.assignments.all() if part.state not in GONE]


def handler(actor: Any, subject: Any) -> bool:
    """A handler of the organ, or of any organ the suggestion lies with."""
    return bool(
        subject is not None
        and actor.organ_ids
        and any(part.organ_id in actor.organ_ids for part in _parts(subject) if part.state != AssignmentState.PLANNED)
    )


def lead_handler(actor: Any, subject: Any) -> bool:
    """A handler of the leading organ's part."""
    return bool(
        subject is not None
        and actor.organ_ids
        and any(part.organ_id in actor.organ_ids for part in _parts(subject) if part.part == Part.LEAD)
    )


def joint_handler(actor: Any, part: Any) -> bool:
    """A handler of a joint organ's part."""
    return isinstance(part, Assignment) and part.part == Part.JOINT and part.organ_id in actor.organ_ids


def handler_of_lead_beside(actor: Any, part: Any) -> bool:
    """A handler of the leading organ that a joint organ gave its opinion to."""
    return isinstance(part, Assignment) and part.part == Part.JOINT and lead_handler(actor, part.suggestion)


def head(actor: Any, subject: Any) -> bool:
    """The head of the leading organ, who signs its reply."""
    return bool(
        subject is not None
        and actor.headed_organ_ids
        and any(part.organ_id in actor.headed_organ_ids for part in _parts(subject) if part.part == Part.LEAD)
    )


def supervising_committee(actor: Any, subject: Any) -> bool:
    """The committee that supervises a key suggestion."""
    of = suggestion_of(subject)
    if of is None or not of.is_priority or not actor.committee_ids:
        return False
    return of.priority.committee_id in actor.committee_ids


def system(actor: Any, _subject: object) -> bool:
    """The installation itself, for acts of other capabilities."""
    return bool(actor.is_system)


grant("suggestions.draft", deputy_here, who="本级人大代表")
grant("suggestions.draft", office_of_congress, who="本级人大机关（受代表委托代录）")
grant("suggestions.draft", system, who="系统（群众反映的问题或者议案转来）")
grant("suggestions.write", lead_deputy, who="领衔代表")
grant("suggestions.cosign", asked_to_sign, who="被邀请联名的代表")
grant("suggestions.open_letters", addressee, who="收到答复的代表")
grant("suggestions.examine", office, who="本级人大机关")
grant("suggestions.assign", office, who="本级人大机关")
grant("suggestions.handle", handler, who="承办单位经办人")
grant("suggestions.begin", handler, who="承办单位经办人（全部签收后）")
grant("suggestions.begin", office, who="本级人大机关（不同意退回后）")
grant("suggestions.assist", joint_handler, who="会办单位经办人")
grant("suggestions.lead", lead_handler, who="主办单位经办人")
grant("suggestions.review_opinion", handler_of_lead_beside, who="主办单位经办人")
grant("suggestions.sign", head, who="主办单位负责人")
grant("suggestions.rate", lead_deputy, who="领衔代表")
grant("suggestions.again", lead_deputy, who="领衔代表（不满意时）")
grant("suggestions.again", office, who="本级人大机关（会商后）")
grant("suggestions.end", lead_deputy, who="领衔代表（撤回时）")
grant("suggestions.end", office, who="本级人大机关")
grant("suggestions.finish", lead_deputy, who="领衔代表")
grant("suggestions.finish", office, who="本级人大机关")
grant("suggestions.close", office, who="本级人大机关")
grant("suggestions.publish", office, who="本级人大机关")
grant("suggestions.prioritise", office, who="本级人大机关（按主任会议决定）")
grant("suggestions.supervise", office, who="本级人大机关")
grant("suggestions.supervise", supervising_committee, who="负责督办的专门委员会、工作委员会")
grant("suggestions.remind", office, who="本级人大机关")
grant("suggestions.remind", supervising_committee, who="负责督办的专门委员会、工作委员会")
grant("suggestions.import", office_of_congress, who="本级人大机关")
grant("suggestions.issue", office_of_congress, who="本级人大机关")
