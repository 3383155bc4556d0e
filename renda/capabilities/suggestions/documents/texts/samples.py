"""Invented examples, with which a template is tried out and shown."""

from __future__ import annotations

from renda.capabilities.suggestions.documents import facts
from renda.foundation.documents.word.layout.wording import blocks, percent, ticks, title

CONGRESS = "清源县人民代表大会"
OFFICE = "清源县人民代表大会常务委员会办公室"
SESSION = "清源县第十七届人民代表大会第三次会议期间"
SUBJECT = "关于改造桥头村老旧饮水管网的建议"
GRADES = ("满意", "基本满意", "不满意")

PAPER = facts.SuggestionPaper(
    congress=CONGRESS,
    session="第十七届第三次会议",
    number="第12号",
    title=SUBJECT,
    lead="王建国",
    delegation="桥头镇代表团",
    cosigners="李秀英、赵海生",
    subject="基础设施",
    wished_organ="县水利局",
    publicity="同意公开",
    situation=("桥头村饮水管网建成于1998年，现有用户312户。", "去年冬季发生管道破裂9次，每次停水1至2天。"),
    analysis=("管道埋深不足，接口老化，零星维修不能从根本上解决问题。",),
    advice=("把桥头村管网改造列入今年农村饮水工程计划。", "改造期间安排送水，并提前公布停水时间。"),
    day="2024年3月5日",
)

HAND_OVER = facts.HandOver(
    head="清源县人民代表大会常务委员会办公室文件",
    number="清人办发〔2024〕12号",
    title=title("关于交办县十七届人大三次会议代表建议、批评和意见的通知"),
    receiver="各承办单位：",
    session=SESSION,
    count="3",
    assigned_on="2024年3月20日",
    citation="《中华人民共和国全国人民代表大会和地方各级人民代表大会代表法》",
    requirements=blocks(
        "一、加强联系\n请在办理过程中与代表联系，听取意见。\n二、按期答复\n答复由单位负责人审核签发，同时抄送本办公室和县政府办公室。"
    ),
    list_title="代表建议交办清单",
    rows=(
        facts.HandOverRow("12", SUBJECT, "王建国", "县水利局", "县财政局、桥头镇人民政府", "2024年6月20日"),
        facts.HandOverRow("13", "关于在东关小学门前增设过街信号灯的建议", "李秀英", "县公安局", "", "2024年6月20日"),
        facts.HandOverRow("14", "关于规范城区停车泊位的建议", "赵海生", "县住房和城乡建设管理局", "", "2024年9月20日"),
    ),
    agency=OFFICE,
    day="2024年3月20日",
    copies="县委办公室，县政府办公室",
    printer=OFFICE,
    printed_on="2024年3月20日",
)

REPLY = facts.ReplyLetter(
    agency="清源县水利局",
    number="清水函〔2024〕8号",
    result_class="B类",
    title=title("关于改造桥头村老旧饮水管网建议的答复"),
    receiver="王建国代表：",
    session=SESSION,
    suggestion_number="第12号建议",
    suggestion_title=SUBJECT,
    answer=blocks(
        "一、关于管网改造\n桥头村管网改造已列入2024年农村饮水工程计划，9月开工，12月底前完成。\n"
        "二、关于施工期间供水\n施工期间每日送水两次，停水时间提前三天在村务公开栏公布。"
    ),
    attachments=("桥头村管网改造工程安排",),
    day="2024年5月28日",
    contact="周明",
    phone="0358-0000000",
    copies="县人大常委会办公室，县政府办公室",
)

CONSULTATION = facts.ConsultationForm(
    congress=CONGRESS,
    number="第12号",
    title=SUBJECT,
    deputy="王建国",
    workplace="桥头镇代表团",
    lead_organ="县水利局",
    joint_organs="县财政局、桥头镇人民政府",
    reply_number="清水函〔2024〕8号",
    replied_on="2024年5月28日",
    result_class="B类",
    contacts="上门走访",
    attitude=ticks(GRADES, "满意"),
    result=ticks(GRADES, ""),
    opinion="",
    organ_opinion="",
    leader_opinion="",
    due_on="2024年6月18日",
)

REPORT = facts.YearlyReport(
    head="清源县人民政府文件",
    number="清政发〔2024〕31号",
    signer="陈立",
    title=title("关于2024年代表建议、批评和意见办理情况的报告"),
    receiver="县人大常委会：",
    year="2024",
    period="2024年1月1日至11月30日",
    received="68",
    in_session="60",
    between="8",
    replied="66",
    in_time="64",
    rated="62",
    subjects=(
        facts.CountRow("基础设施", "41", percent(41, 68)),
        facts.CountRow("教科文卫", "27", percent(27, 68)),
    ),
    outcomes=(
        facts.CountRow("A类：已经解决或者基本解决", "44", percent(44, 66)),
        facts.CountRow("B类：正在解决或者列入计划解决", "22", percent(22, 66)),
    ),
    grades=(
        facts.CountRow("满意", "58", percent(58, 62)),
        facts.CountRow("基本满意", "3", percent(3, 62)),
        facts.CountRow("不满意", "1", percent(1, 62)),
    ),
    work=blocks(
        "（一）集中交办\n会后三十日内召开交办会，逐件明确承办单位和期限。\n（二）当面沟通\n承办单位与代表联系后再作答复。"
    ),
    key_items=(facts.KeyRow("12", SUBJECT, "县水利局", "副县长", "12月底前完工"),),
    problems=blocks("部分涉及多个单位的建议，会办意见提出较晚。"),
    plans=blocks("对列入计划解决的建议逐件登记，到期公布落实情况。"),
    agency="清源县人民政府",
    day="2024年12月5日",
    copies="县委办公室",
    printer="清源县人民政府办公室",
    printed_on="2024年12月5日",
)
