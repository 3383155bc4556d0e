"""The five kinds of documents of suggestions, ready to be registered."""

from __future__ import annotations

from renda.capabilities.suggestions.documents import facts
from renda.capabilities.suggestions.documents.texts import (
    consultation_form,
    hand_over,
    reply_letter,
    samples,
    suggestion_paper,
    yearly_report,
)
from renda.foundation.documents.word import registry
from renda.foundation.documents.word.registry import Form, Profile

PAPER = Form(
    "suggestions.paper",
    "代表建议专用纸",
    Profile.FORM,
    facts.SuggestionPaper,
    samples.PAPER,
    suggestion_paper.build,
)
HAND_OVER = Form(
    "suggestions.hand_over",
    "代表建议交办通知及清单",
    Profile.DOCUMENT,
    facts.HandOver,
    samples.HAND_OVER,
    hand_over.build,
)
REPLY = Form(
    "suggestions.reply",
    "代表建议答复函",
    Profile.LETTER,
    facts.ReplyLetter,
    samples.REPLY,
    reply_letter.build,
)
CONSULTATION = Form(
    "suggestions.consultation",
    "代表建议办理情况征询意见表",
    Profile.FORM,
    facts.ConsultationForm,
    samples.CONSULTATION,
    consultation_form.build,
)
REPORT = Form(
    "suggestions.yearly_report",
    "代表建议办理情况年度报告",
    Profile.DOCUMENT,
    facts.YearlyReport,
    samples.REPORT,
    yearly_report.build,
)
FORMS = (PAPER, HAND_OVER, REPLY, CONSULTATION, REPORT)


def register() -> None:
    """Make them known; called once from ``AppConfig.ready()``."""
    for form in FORMS:
        registry.register(form)
