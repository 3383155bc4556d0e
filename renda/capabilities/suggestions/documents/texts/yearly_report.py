"""The report on how a year's suggestions were handled."""

from __future__ import annotations

from renda.foundation.documents.word.layout import parts, tables
from renda.foundation.documents.word.layout.elements import FIRST, TABLE_TITLE
from renda.foundation.documents.word.layout.paper import Paper


def _counts(paper: Paper, title: str, name: str, rows: str) -> None:
    paper.line(TABLE_TITLE, title)
    tables.listing(
        paper,
        (
            tables.Column(name, 84, "{{ row.name }}"),
            tables.Column("件数", 36, "{{ row.count }}", is_number=True),
            tables.Column("比例", 36, "{{ row.share }}", is_number=True),
        ),
        rows=rows,
    )


def build() -> Paper:
    """Counts with their denominators, what was done, priority follow-up, problems, plans."""
    paper = Paper("代表建议办理情况年度报告")
    parts.head(paper, "{{ head }}", "{{ number }}", signer="{{ signer }}")
    parts.title(paper, "{{ title }}")
    parts.receiver(paper, "{{ receiver }}")
    paper.body("现将{{ year }}年代表建议、批评和意见的办理情况报告如下。统计期间为{{ period }}。")
    paper.line(FIRST, "一、基本情况")
    paper.body(
        "共收到代表建议{{ received }}件，其中会议期间提出{{ in_session }}件、闭会期间提出{{ between }}件。"
        "截至统计期末，已答复{{ replied }}件，其中按期答复{{ in_time }}件。"
    )
    _counts(paper, "表1　按类别", "类别", "subjects")
    _counts(paper, "表2　按办理结果", "办理结果", "outcomes")
    _counts(paper, "表3　按代表评价", "代表评价", "grades")
    paper.body(
        "表1以收到的件数为基数，表2以已答复的件数为基数，表3以代表作出评价的{{ rated }}件为基数；"
        "经提醒仍未评价的，不计入满意率。"
    )
    paper.line(FIRST, "二、主要做法")
    paper.blocks("work")
    paper.line(FIRST, "三、重点督办情况")
    paper.control("if key_items")
    tables.listing(
        paper,
        (
            tables.Column("编号", 16, "{{ row.number }}", is_number=True),
            tables.Column("标题", 54, "{{ row.title }}"),
            tables.Column("主办单位", 28, "{{ row.organ }}"),
            tables.Column("领衔督办", 26, "{{ row.leader }}"),
            tables.Column("办理结果", 32, "{{ row.result }}"),
        ),
        rows="key_items",
    )
    paper.control("else")
    paper.body("本年度没有确定重点督办的建议。")
    paper.control("endif")
    paper.line(FIRST, "四、存在的问题")
    paper.blocks("problems")
    paper.line(FIRST, "五、下一步打算")
    paper.blocks("plans")
    paper.body("特此报告。", is_last=True)
    parts.signature(paper, "{{ agency }}", "{{ day }}")
    parts.imprint(paper, "copies", "{{ printer }}", "{{ printed_on }}")
    return paper
