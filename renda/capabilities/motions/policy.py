"""Who may do what with a motion or an inquiry."""

from __future__ import annotations

from typing import Any

from renda.capabilities.motions.models import Inquiry
from renda.capabilities.motions.terms import Signature
from renda.foundation.accounts.terms import Role
from renda.foundation.policy.grants import grant


def deputy_here(actor: Any, congress: Any) -> bool:
    """A deputy of this congress."""
    return congress is not None and actor.holds_exactly(Role.DEPUTY, congress.region_id)


def office_of_congress(actor: Any, congress: Any) -> bool:
    """The office of a congress."""
    return congress is not None and actor.holds_exactly(Role.OFFICE, congress.region_id)


def lead_deputy(actor: Any, subject: Any) -> bool:
    """The deputy who leads it."""
    return bool(
        subject is not None
        and actor.user_id is not None
        and subject.lead is not None
        and subject.lead.user_id == actor.user_id
    )


def office(actor: Any, subject: Any) -> bool:
    """The office of the congress it was proposed to, which keeps what presidium or council decided."""
    return subject is not None and actor.holds_exactly(Role.OFFICE, subject.place_code)


def office_of_institution(actor: Any, subject: Any) -> bool:
    """The office, for a motion of a body the law names."""
    return subject is not None and subject.lead_id is None and office(actor, subject)


def asked_to_sign(actor: Any, signer: Any) -> bool:
    """The deputy who was asked to sign, and has not answered."""
    return signer is not None and signer.state == Signature.ASKED and _is_own(actor, signer)


def has_signed(actor: Any, signer: Any) -> bool:
    """The deputy who signed."""
    return signer is not None and signer.state == Signature.CONFIRMED and _is_own(actor, signer)


def _is_own(actor: Any, signer: Any) -> bool:
    return actor.user_id is not None and signer.deputy.user_id == actor.user_id


def signer_of(actor: Any, subject: Any) -> bool:
    """Anyone who signed it."""
    if subject is None or actor.user_id is None:
        return False
    return bool(subject.signers.filter(state=Signature.CONFIRMED, deputy__user_id=actor.user_id).exists())


def took_back(actor: Any, subject: Any) -> bool:
    """Whoever took their name back, which may end it."""
    if subject is None or actor.user_id is None:
        return False
    return bool(subject.signers.filter(state=Signature.WITHDRAWN, deputy__user_id=actor.user_id).exists())


def committee(actor: Any, subject: Any) -> bool:
    """The special committee it was sent to."""
    return subject is not None and getattr(subject, "committee_id", None) in actor.committee_ids


def head_of_organ(actor: Any, subject: Any) -> bool:
    """The head of the organ that is asked, who answers in person or signs."""
    return isinstance(subject, Inquiry) and subject.organ_id in actor.headed_organ_ids


grant("motions.draft", deputy_here, who="本级人大代表")
grant("motions.draft", office_of_congress, who="本级人大机关（受提案人委托代录）")
grant("motions.write", lead_deputy, who="领衔代表")
grant("motions.submit", lead_deputy, who="领衔代表")
grant("motions.submit", office_of_institution, who="本级人大机关（国家机关提出的议案）")
grant("motions.withdraw", lead_deputy, who="领衔代表")
grant("motions.withdraw", office_of_institution, who="本级人大机关（国家机关提出的议案）")
grant("motions.sign", asked_to_sign, who="被邀请联名的代表")
grant("motions.unsign_own", has_signed, who="已经联名的代表")
grant("motions.unsign", took_back, who="撤回联名后联名人数不足时")
grant("motions.arrange", office, who="本级人大机关（按主席团或者主任会议决定）")
grant("motions.opine", committee, who="受交的专门委员会")
grant("motions.opine", office, who="本级人大机关")
grant("motions.answer", head_of_organ, who="受质询机关负责人")
grant("motions.answer", office, who="本级人大机关（登记口头答复或者送来的书面答复）")
grant("motions.protest", signer_of, who="提质询案的代表")
