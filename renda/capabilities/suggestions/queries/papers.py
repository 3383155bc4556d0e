"""What the papers of a suggestion say, read from its rows: special paper, reply letter, consultation form."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from renda.capabilities.suggestions.documents import facts
from renda.capabilities.suggestions.models import Assignment, Contact, Rating, Reply, Suggestion
from renda.capabilities.suggestions.terms import GONE, ContactWay, Grade, Outcome, Part, Signature, Subject
from renda.foundation.accounts.terms import Level
from renda.foundation.documents.word.layout import wording


@dataclass(frozen=True)
class Draft:
    """A reply that is not kept yet, as its letter needs it."""

    text: str
    outcome: str
    contact_name: str
    contact_phone: str
    document_number: str = ""
    issued_on: date | None = None


def number_of(suggestion: Any) -> str:
    """The number of a suggestion as papers write it."""
    if suggestion.number is None:
        return ""
    return f"闭会第{suggestion.number}号" if suggestion.is_between else f"第{suggestion.number}号"  # not a message


def session_of(suggestion: Suggestion) -> str:
    """The congress and the session a suggestion was raised in, or between sessions."""
    place = suggestion.congress.region.name
    if suggestion.session is None:
        return f"{place}人民代表大会闭会期间"  # not a message
    term = wording.chinese_number(suggestion.session.term.number)
    head = f"{place}第{term}届人民代表大会"  # not a message
    if suggestion.is_between:
        return f"{head}闭会期间"  # not a message
    return f"{head}第{wording.chinese_number(suggestion.session.number)}次会议期间"  # not a message


def letter(
    part: Assignment, reply: Reply | Draft, *, to_name: str, today: date, attachments: Iterable[str] = ()
) -> facts.ReplyLetter:
    """The reply as one signer gets it; not yet issued it bears the day it is looked at."""
    suggestion = part.suggestion
    subject = suggestion.title.removesuffix("的建议")  # not a message
    outcome = f"{Outcome(reply.outcome).letter}类" if reply.outcome in Outcome.values() else ""  # not a message
    return facts.ReplyLetter(
        agency=part.organ.name,
        number=reply.document_number,
        result_class=outcome,
        title=wording.title(f"{subject}建议的答复"),  # not a message
        receiver=f"{to_name}代表：",  # not a message
        session=session_of(suggestion),
        suggestion_number=f"{number_of(suggestion)}建议",  # not a message
        suggestion_title=suggestion.title,
        answer=wording.blocks(reply.text),
        attachments=wording.attachments(attachments),
        day=wording.long_date(reply.issued_on or today),
        contact=reply.contact_name,
        phone=reply.contact_phone,
        copies=wording.copies(_copies(suggestion)),
    )


def opening(of: facts.ReplyLetter) -> str:
    """The sentence a letter begins with."""
    return f"您在{of.session}提出的《{of.suggestion_title}》（{of.suggestion_number}）收悉，感谢您的建议。现答复如下："  # not a message


def closing() -> str:
    """The sentence a letter ends with."""
    return "以上答复，请您提出意见，并请填写征询意见表。感谢您对我们工作的关心和监督。"  # not a message


def person_line(of: facts.ReplyLetter) -> str:
    """Whom a deputy may ask."""
    return f"（联系人：{of.contact}，联系电话：{of.phone}）"  # not a message


def copies_line(of: facts.ReplyLetter) -> str:
    """Who gets a copy."""
    return f"{wording.COPIES_WORD}{of.copies}"


def attached_line(of: facts.ReplyLetter) -> str:
    """What is attached."""
    return wording.ATTACHED_WORD if of.attachments else ""


def _copies(suggestion: Suggestion) -> list[str]:
    place = suggestion.congress.region.name
    if suggestion.congress.level == Level.TOWNSHIP:
        return [f"{place}人民代表大会主席团"]  # not a message
    return [f"{place}人民代表大会常务委员会办公室", f"{place}人民政府办公室"]  # not a message


def paper(suggestion: Suggestion, *, signers: Sequence[str]) -> facts.SuggestionPaper:
    """The special paper of a suggestion."""
    publicity = (
        "要求保密" if suggestion.wishes_secrecy else "同意公开" if suggestion.may_publish else "不同意公开"
    )  # not a message
    return facts.SuggestionPaper(
        congress=suggestion.congress.name,
        session=session_of(suggestion).removesuffix("期间"),  # not a message
        number=number_of(suggestion),
        title=suggestion.title,
        lead=suggestion.lead_name,
        delegation=suggestion.delegation_name,
        cosigners="、".join(signers),
        subject=Subject(suggestion.subject).label,
        wished_organ=suggestion.wished_organ,
        publicity=publicity,
        situation=_paragraphs(suggestion.situation),
        analysis=_paragraphs(suggestion.analysis),
        advice=_paragraphs(suggestion.advice),
        day=wording.long_date(suggestion.submitted_on or suggestion.drafted_on),
    )


def _paragraphs(text: str) -> tuple[str, ...]:
    return tuple(block.text for block in wording.blocks(text))


def consultation(reply: Reply) -> facts.ConsultationForm:
    """The form on which the deputy says what they think of a reply; rated ones carry the rating."""
    part = reply.assignment
    suggestion = part.suggestion
    others = suggestion.assignments.exclude(state__in=GONE).filter(part=Part.JOINT).select_related("organ")
    ways = Contact.objects.filter(assignment=part).order_by("pk").values_list("way", flat=True)
    rating = Rating.objects.filter(reply=reply).first()
    grades = tuple(grade.label for grade in Grade)
    return facts.ConsultationForm(
        congress=suggestion.congress.name,
        number=number_of(suggestion),
        title=suggestion.title,
        deputy=suggestion.lead_name,
        workplace=suggestion.lead.employer or suggestion.delegation_name,
        lead_organ=part.organ.name,
        joint_organs="、".join(other.organ.name for other in others),
        reply_number=reply.document_number,
        replied_on=wording.long_date(reply.issued_on),
        result_class=Outcome(reply.outcome).label,
        contacts="、".join(dict.fromkeys(ContactWay(way).label for way in ways)),
        attitude=wording.ticks(grades, Grade(rating.attitude).label if rating else ""),
        result=wording.ticks(grades, Grade(rating.result).label if rating else ""),
        opinion=rating.note if rating else "",
        organ_opinion="",
        leader_opinion="",
        due_on=wording.long_date(suggestion.rate_due_on),
    )


def confirmed(suggestion: Suggestion) -> list[str]:
    """The names of those who signed besides the lead."""
    return list(suggestion.cosigners.filter(state=Signature.CONFIRMED).values_list("name", flat=True))
