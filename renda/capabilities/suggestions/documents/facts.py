"""What each document of suggestions is made from; whoever writes one supplies these, ready to be read."""

from __future__ import annotations

from dataclasses import dataclass

from renda.foundation.documents.word.layout.wording import Block
from renda.foundation.documents.word.registry import fact


@dataclass(frozen=True)
class SuggestionPaper:
    """A suggestion on its special paper (代表建议专用纸)."""

    congress: str = fact("人民代表大会名称")
    session: str = fact("届次")
    number: str = fact("建议编号")
    title: str = fact("建议标题")
    lead: str = fact("领衔代表")
    delegation: str = fact("代表团")
    cosigners: str = fact("联名代表")
    subject: str = fact("建议类别")
    wished_organ: str = fact("希望承办的单位")
    publicity: str = fact("可否公开")
    situation: tuple[str, ...] = fact("情况（逐段）")
    analysis: tuple[str, ...] = fact("分析（逐段）")
    advice: tuple[str, ...] = fact("建议（逐段）")
    day: str = fact("提出日期")


@dataclass(frozen=True)
class HandOverRow:
    """One suggestion on the list."""

    number: str = fact("建议编号")
    title: str = fact("建议标题")
    lead: str = fact("领衔代表")
    lead_organ: str = fact("主办单位")
    joint_organs: str = fact("会办单位")
    due_on: str = fact("答复期限")


@dataclass(frozen=True)
class HandOver:
    """A notice with the list of what is handed over (交办清单)."""

    head: str = fact("发文机关标志")
    number: str = fact("发文字号")
    title: str = fact("标题")
    receiver: str = fact("主送机关")
    session: str = fact("届次")
    count: str = fact("建议件数")
    assigned_on: str = fact("交办日期")
    citation: str = fact("办理期限的依据")
    requirements: tuple[Block, ...] = fact("办理要求（逐段）")
    list_title: str = fact("清单标题")
    rows: tuple[HandOverRow, ...] = fact("交办的建议（逐件）")
    agency: str = fact("发文机关署名")
    day: str = fact("成文日期")
    copies: str = fact("抄送机关")
    printer: str = fact("印发机关")
    printed_on: str = fact("印发日期")


@dataclass(frozen=True)
class ReplyLetter:
    """An organ's reply to one signer (答复函)."""

    agency: str = fact("承办单位")
    number: str = fact("发文字号")
    result_class: str = fact("办理结果类别")
    title: str = fact("标题")
    receiver: str = fact("收信代表")
    session: str = fact("届次")
    suggestion_number: str = fact("建议编号")
    suggestion_title: str = fact("建议标题")
    answer: tuple[Block, ...] = fact("答复内容（逐段）")
    attachments: tuple[str, ...] = fact("附件名称（逐个）")
    day: str = fact("成文日期")
    contact: str = fact("联系人")
    phone: str = fact("联系电话")
    copies: str = fact("抄送机关")


@dataclass(frozen=True)
class ConsultationForm:
    """What a deputy says of a reply (征询意见表); parts not known yet stay empty, to be written by hand."""

    congress: str = fact("人民代表大会名称")
    number: str = fact("建议编号")
    title: str = fact("建议标题")
    deputy: str = fact("代表姓名")
    workplace: str = fact("代表所在单位或者代表团")
    lead_organ: str = fact("主办单位")
    joint_organs: str = fact("会办单位")
    reply_number: str = fact("答复文号")
    replied_on: str = fact("答复日期")
    result_class: str = fact("办理结果类别")
    contacts: str = fact("与代表联系的方式")
    attitude: str = fact("对办理态度的评价")
    result: str = fact("对办理结果的评价")
    opinion: str = fact("代表的意见")
    organ_opinion: str = fact("承办单位意见")
    leader_opinion: str = fact("分管负责人意见")
    due_on: str = fact("填写期限")


@dataclass(frozen=True)
class CountRow:
    """One line of a table of counts."""

    name: str = fact("名称")
    count: str = fact("件数")
    share: str = fact("所占比例")


@dataclass(frozen=True)
class KeyRow:
    """One suggestion under priority follow-up."""

    number: str = fact("建议编号")
    title: str = fact("建议标题")
    organ: str = fact("主办单位")
    leader: str = fact("领衔督办的负责人")
    result: str = fact("办理结果")


@dataclass(frozen=True)
class YearlyReport:
    """How a year's suggestions were handled (办理情况年度报告)."""

    head: str = fact("发文机关标志")
    number: str = fact("发文字号")
    signer: str = fact("签发人")
    title: str = fact("标题")
    receiver: str = fact("主送机关")
    year: str = fact("年度")
    period: str = fact("统计的起止日期")
    received: str = fact("收到的建议件数")
    in_session: str = fact("会议期间提出的件数")
    between: str = fact("闭会期间提出的件数")
    replied: str = fact("已答复件数")
    in_time: str = fact("按期答复件数")
    rated: str = fact("代表作出评价的件数")
    subjects: tuple[CountRow, ...] = fact("按类别（逐行）")
    outcomes: tuple[CountRow, ...] = fact("按办理结果（逐行）")
    grades: tuple[CountRow, ...] = fact("按代表评价（逐行）")
    work: tuple[Block, ...] = fact("主要做法（逐段）")
    key_items: tuple[KeyRow, ...] = fact("重点督办的建议（逐件）")
    problems: tuple[Block, ...] = fact("存在的问题（逐段）")
    plans: tuple[Block, ...] = fact("下一步打算（逐段）")
    agency: str = fact("发文机关署名")
    day: str = fact("成文日期")
    copies: str = fact("抄送机关")
    printer: str = fact("印发机关")
    printed_on: str = fact("印发日期")
