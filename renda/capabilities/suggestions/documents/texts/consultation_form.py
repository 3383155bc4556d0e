"""The form on which a deputy says what they think of a reply."""

from __future__ import annotations

from renda.foundation.documents.word.layout import parts, tables
from renda.foundation.documents.word.layout.elements import NOTE
from renda.foundation.documents.word.layout.paper import Paper


def build() -> Paper:
    """One page: what was answered, the ratings of attitude and result apart, three signatures."""
    paper = Paper("代表建议办理情况征询意见表")
    parts.form_title(paper, "{{ congress }}", "代表建议办理情况征询意见表")
    tables.form(
        paper,
        (30, 48, 30, 48),
        (
            ("建议编号", "{{ number }}", "代　　表", "{{ deputy }}"),
            ("建议标题", "{{ title }}"),
            ("代表所在单位", "{{ workplace }}"),
            ("主办单位", "{{ lead_organ }}", "会办单位", "{{ joint_organs }}"),
            ("答复文号", "{{ reply_number }}", "答复日期", "{{ replied_on }}"),
            ("结果类别", "{{ result_class }}", "联系方式", "{{ contacts }}"),
            ("承办单位意见", "{{ organ_opinion }}\n负责人（签名）："),
            ("分管负责人意见", "{{ leader_opinion }}\n签名："),
            ("对办理态度", "{{ attitude }}"),
            ("对办理结果", "{{ result }}"),
            ("代表意见", "{{ opinion }}\n代表（签名）：　　　　　　　年　　月　　日"),
        ),
        heights=(10, 12, 10, 10, 10, 10, 18, 18, 10, 10, 34),
    )
    paper.line(NOTE, "请在□内打“√”，于{{ due_on }}前填写。经提醒仍未评价的，不计入满意率。")
    return paper
