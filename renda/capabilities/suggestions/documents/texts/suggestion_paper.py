"""The special paper of a suggestion."""

from __future__ import annotations

from renda.foundation.documents.word.layout import parts, tables
from renda.foundation.documents.word.layout.elements import DATED, FIRST, SIGNED
from renda.foundation.documents.word.layout.paper import Paper


def build() -> Paper:
    """Facts of the suggestion in a table; situation, analysis and advice below; a line to sign on."""
    paper = Paper("代表建议专用纸")
    parts.form_title(paper, "{{ congress }}", "代表建议、批评和意见")
    tables.form(
        paper,
        (32, 46, 32, 46),
        (
            ("编　　号", "{{ number }}", "届　　次", "{{ session }}"),
            ("标　　题", "{{ title }}"),
            ("领衔代表", "{{ lead }}", "代 表 团", "{{ delegation }}"),
            ("联名代表", "{{ cosigners }}"),
            ("类　　别", "{{ subject }}", "可否公开", "{{ publicity }}"),
            ("希望承办单位", "{{ wished_organ }}"),
        ),
    )
    for heading, name in (("一、情况", "situation"), ("二、分析", "analysis"), ("三、建议", "advice")):
        paper.line(FIRST, heading)
        paper.paragraphs(name)
    paper.line(SIGNED, "领衔代表（签名）：")
    paper.line(DATED, "{{ day }}")
    return paper
