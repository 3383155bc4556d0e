"""The reply to a deputy, as a letter."""

from __future__ import annotations

from renda.foundation.documents.word.layout import parts
from renda.foundation.documents.word.layout.paper import Paper


def build() -> Paper:
    """Thanks, the answer point by point, a closing, whom to ask, who gets copies."""
    paper = Paper("代表建议答复函")
    parts.letter_head(paper, "{{ agency }}", "{{ number }}", "{{ result_class }}")
    parts.title(paper, "{{ title }}")
    parts.receiver(paper, "{{ receiver }}")
    paper.body(
        "您在{{ session }}提出的《{{ suggestion_title }}》（{{ suggestion_number }}）收悉，感谢您的建议。现答复如下："
    )
    paper.blocks("answer")
    paper.body("以上答复，请您提出意见，并请填写征询意见表。感谢您对我们工作的关心和监督。", is_last=True)
    parts.attached(paper, "attachments")
    parts.signature(paper, "{{ agency }}", "{{ day }}")
    parts.note(paper, "联系人：{{ contact }}，联系电话：{{ phone }}")
    parts.letter_imprint(paper, "copies")
    return paper
