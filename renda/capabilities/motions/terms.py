"""The words of motions and inquiries: bodies, proposers, states, signatures, ways of answering."""

from __future__ import annotations

from renda.foundation.vocabulary import Term


class Body(Term):
    """Where it is proposed: to the congress, or to its standing committee."""

    CONGRESS = "congress", "人民代表大会会议"
    COMMITTEE = "committee", "常委会会议"


class Proposer(Term):
    """Who proposes: deputies or members jointly, or a body the law names."""

    JOINT = "joint", "联名提出"
    PRESIDIUM = "presidium", "主席团"
    COMMITTEE = "committee", "常务委员会"
    SPECIAL = "special", "专门委员会"
    COUNCIL = "council", "主任会议"
    GOVERNMENT = "government", "人民政府"


class MotionState(Term):
    """Where a motion stands."""

    DRAFT = "draft", "草稿"
    SIGNING = "signing", "征集联名"
    SUBMITTED = "submitted", "待决定是否列入议程"
    REFERRED = "referred", "专门委员会审议"
    ON_AGENDA = "on_agenda", "已列入议程"
    CONSIDERED = "considered", "闭会后审议"
    DECIDED = "decided", "已有结果"
    TURNED = "turned", "已转为代表建议"
    LAPSED = "lapsed", "联名不足终止"
    WITHDRAWN = "withdrawn", "已撤回"


class InquiryState(Term):
    """Where an inquiry stands."""

    DRAFT = "draft", "草稿"
    SIGNING = "signing", "征集联名"
    SUBMITTED = "submitted", "待决定答复方式"
    WITH_ORGAN = "with_organ", "待受质询机关答复"
    ANSWERED = "answered", "已答复"
    ENDED = "ended", "已结束"
    LAPSED = "lapsed", "联名不足终止"
    WITHDRAWN = "withdrawn", "已撤回"


class Signature(Term):
    """What someone asked to sign has said."""

    ASKED = "asked", "待确认"
    CONFIRMED = "confirmed", "同意联名"
    DECLINED = "declined", "不联名"
    WITHDRAWN = "withdrawn", "撤回联名"


class Result(Term):
    """What became of a motion that was decided on."""

    PASSED = "passed", "表决通过"
    NOT_PASSED = "not_passed", "表决未通过"
    REPORTED = "reported", "审议结果已报告"


class Manner(Term):
    """How an inquiry is answered; the head attends, or signs."""

    ORAL = "oral", "口头答复（负责人到会）"
    WRITTEN = "written", "书面答复（负责人签署）"


class Happening(Term):
    """What a line of the history tells; the verb of the act that wrote it."""

    WRITE = "write", "起草"
    ASK = "ask", "征集联名"
    CONFIRM = "confirm", "同意联名"
    DECLINE = "decline", "不联名"
    SUBMIT = "submit", "提交"
    UNSIGN = "unsign", "撤回联名"
    LAPSE = "lapse", "联名不足，终止"
    WITHDRAW = "withdraw", "撤回"
    RETURN_FORM = "return_form", "退回补正"
    REFER = "refer", "交专门委员会"
    OPINE = "opine", "专门委员会提出意见"
    PUT_ON_AGENDA = "put_on_agenda", "列入议程"
    CONSIDER = "consider", "不列入本次会议议程，闭会后审议"
    DECIDE = "decide", "表决"
    REPORT = "report", "报告审议结果"
    TURN = "turn", "转为代表建议"
    CHOOSE_MANNER = "choose_manner", "决定答复方式"
    ANSWER = "answer", "受质询机关答复"
    VOTE_NO = "vote_no", "表示不满意"
    ANSWER_AGAIN = "answer_again", "要求再作答复"
    END = "end", "结束"
