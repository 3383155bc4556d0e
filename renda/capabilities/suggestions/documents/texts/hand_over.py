"""The notice of a hand-over with its list."""

from __future__ import annotations

from renda.foundation.documents.word.layout import parts, tables
from renda.foundation.documents.word.layout.elements import ATTACHED
from renda.foundation.documents.word.layout.paper import Paper


def build() -> Paper:
    """What is handed over and by when, the list as an attachment, the imprint after it."""
    paper = Paper("代表建议交办通知及清单")
    parts.head(paper, "{{ head }}", "{{ number }}")
    parts.title(paper, "{{ title }}")
    parts.receiver(paper, "{{ receiver }}")
    paper.body(
        "{{ session }}代表提出的建议、批评和意见，经研究，有{{ count }}件交由你们办理，"
        "交办日期为{{ assigned_on }}。各件的主办单位、会办单位和答复期限见附件，期限依据{{ citation }}确定。"
    )
    paper.blocks("requirements")
    paper.body(
        "对不属于本单位职责的建议，请在规定期限内书面说明理由，由交办机关重新确定承办单位，不得自行转办。", is_last=True
    )
    paper.line(ATTACHED, "附件：{{ list_title }}")
    parts.signature(paper, "{{ agency }}", "{{ day }}")
    parts.attachment(paper, "附件", "{{ list_title }}")
    tables.listing(
        paper,
        (
            tables.Column("序号", 11, "{{ loop.index }}", is_number=True),
            tables.Column("编号", 12, "{{ row.number }}", is_number=True),
            tables.Column("标题", 41, "{{ row.title }}"),
            tables.Column("领衔代表", 20, "{{ row.lead }}"),
            tables.Column("主办单位", 21, "{{ row.lead_organ }}"),
            tables.Column("会办单位", 21, "{{ row.joint_organs }}"),
            tables.Column("答复期限", 30, "{{ row.due_on }}"),
        ),
        rows="rows",
    )
    parts.imprint(paper, "copies", "{{ printer }}", "{{ printed_on }}")
    return paper
