"""The words of suggestions: states, organs' parts, outcomes, grades, manners of supervision."""

from __future__ import annotations

from renda.foundation.vocabulary import Term


class State(Term):
    """Where a suggestion stands."""

    DRAFT = "draft", "草稿"
    COSIGNING = "cosigning", "待联名确认"
    SUBMITTED = "submitted", "待审查"
    SUPPLEMENT = "supplement", "退回补充"
    ACCEPTED = "accepted", "待确定承办单位"
    PLANNED = "planned", "待交办"
    ASSIGNED = "assigned", "待签收"
    HANDLING = "handling", "办理中"
    REPLIED = "replied", "待评价"
    REDOING = "redoing", "重新办理"
    MEETING = "meeting", "待会商"
    TRACKING = "tracking", "跟踪办理"
    RATED = "rated", "待归档"
    CLOSED = "closed", "已归档"
    REFUSED = "refused", "不予接收"
    MERGED = "merged", "已并案"
    WITHDRAWN = "withdrawn", "已撤回"


# What only the deputy and those asked to sign may see.
PRIVATE_STATES = (State.DRAFT, State.COSIGNING)
# With the deputy: the text may still be changed.
EDITABLE_STATES = (State.DRAFT, State.SUPPLEMENT)
# With the congress office, before any organ has it.
EXAMINED_STATES = (State.SUBMITTED, State.ACCEPTED, State.PLANNED)
# With organs, against a clock.
RUNNING_STATES = (State.ASSIGNED, State.HANDLING, State.REDOING)
# Answered, and not yet at the end.
ANSWERED_STATES = (State.REPLIED, State.MEETING, State.TRACKING, State.RATED)
ENDED_STATES = (State.CLOSED, State.REFUSED, State.MERGED, State.WITHDRAWN)


class AssignmentState(Term):
    """Where one organ's part of a suggestion stands."""

    PLANNED = "planned", "拟交办"
    ASSIGNED = "assigned", "待签收"
    HANDLING = "handling", "办理中"
    RETURN_ASKED = "return_asked", "申请退回"
    REVIEWING = "reviewing", "待审核签发"
    REPLIED = "replied", "已答复"
    OPINED = "opined", "已出会办意见"
    RETURNED = "returned", "已退回"
    ENDED = "ended", "已终止"


# An organ at work, whose clock runs.
AT_WORK = (
    AssignmentState.ASSIGNED,
    AssignmentState.HANDLING,
    AssignmentState.RETURN_ASKED,
    AssignmentState.REVIEWING,
)
# Parts that no longer count among a suggestion's organs.
GONE = (AssignmentState.RETURNED, AssignmentState.ENDED)


class PromiseState(Term):
    """Where a promise made in a reply stands."""

    OPEN = "open", "落实中"
    REPORTED = "reported", "待代表评价"
    KEPT = "kept", "已落实"
    EXPLAINED = "explained", "已说明情况"


class Part(Term):
    """An organ's part: the lead replies, a joint organ gives its opinion to the lead."""

    LEAD = "lead", "主办"
    JOINT = "joint", "会办"


class Mode(Term):
    """How organs share a suggestion."""

    SOLE = "sole", "独办"
    JOINT = "joint", "主办会办"
    SEPARATE = "separate", "分别办理"


class Weight(Term):
    """How hard a suggestion is; the law gives a broad or hard one twice the time."""

    ORDINARY = "ordinary", "一般（三个月）"
    COMPLEX = "complex", "涉及面广、处理难度大（六个月）"


class Subject(Term):
    """What a suggestion is about."""

    EDUCATION = "education", "教科文卫"
    BUILDING = "building", "基础设施"
    FARMING = "farming", "农业农村"
    PLANNING = "planning", "规划建设"
    ENVIRONMENT = "environment", "生态环境"
    SOCIETY = "society", "社会治理"
    FINANCE = "finance", "财政金融"
    TRADE = "trade", "商贸文旅"
    JUSTICE = "justice", "法治建设"
    INDUSTRY = "industry", "工业能源"
    WELFARE = "welfare", "民生保障"
    OTHER = "other", "其他"


class Origin(Term):
    """Where a suggestion came from."""

    RESEARCH = "research", "专题调研"
    INSPECTION = "inspection", "视察检查"
    STATION = "station", "联络站接待"
    VISIT = "visit", "走访座谈"
    WORK = "work", "本职工作"
    MOTION = "motion", "议案转办"
    OTHER = "other", "其他渠道"


class Signature(Term):
    """What someone asked to sign has said."""

    ASKED = "asked", "待确认"
    CONFIRMED = "confirmed", "同意联名"
    DECLINED = "declined", "不联名"


class Refusal(Term):
    """Why a suggestion is not accepted; the deputy is told."""

    PERSONAL = "personal", "本人或者亲属的个人问题"
    COURT = "court", "正在依法审理的具体案件或者申诉、控告、检举"
    LETTER = "letter", "代转的群众来信"
    ADVERT = "advert", "学术探讨或者产品推介"
    EMPTY = "empty", "没有实际内容"
    NOT_HERE = "not_here", "不属于本级职权范围"


class Outcome(Term):
    """The class of a reply's outcome; letters mean this in the sample rules, and a congress says what they mean."""

    A = "a", "A类：已经解决或者基本解决"
    B = "b", "B类：正在解决或者列入计划解决"
    C = "c", "C类：条件不具备、以后解决"
    D = "d", "D类：留作参考"

    @property
    def letter(self) -> str:
        """The letter at the top right of a reply."""
        return str(self.value).upper()


class Grade(Term):
    """A deputy's rating; silence is not a rating."""

    SATISFIED = "satisfied", "满意"
    BASICALLY = "basically", "基本满意"
    NOT = "not", "不满意"


class ContactWay(Term):
    """How an organ was in touch with the deputy."""

    VISIT = "visit", "上门走访"
    TALK = "talk", "座谈"
    PHONE = "phone", "电话"
    ONLINE = "online", "网络"
    JOINT_VISIT = "joint_visit", "共同调研"


class Decision(Term):
    """What became of a request."""

    WAITING = "waiting", "待决定"
    AGREED = "agreed", "同意"
    DENIED = "denied", "不同意"


class Manner(Term):
    """How a key suggestion is supervised."""

    MEETING = "meeting", "会议督办"
    GUIDANCE = "guidance", "指导督办"
    TRACKING = "tracking", "跟踪督办"


class Openness(Term):
    """What a deputy wishes about publication."""

    OPEN = "open", "可以公开全文"
    CLOSED = "closed", "不同意公开全文"
    SECRET = "secret", "要求保密"


class Asks(Term):
    """What a suggestion asks of a deputy."""

    RATE = "rate", "请您评价答复"
    RATE_PROMISE = "rate_promise", "请您评价承诺落实"
    SIGN = "sign", "请您联名"
    SUPPLEMENT = "supplement", "请您补充"


# The sentence of each on the deputy's pages, and the words of its button.
ASKS_SAID = {
    Asks.RATE: "承办单位已答复。您对办理态度和办理结果是否满意？",
    Asks.RATE_PROMISE: "承办单位报了承诺的落实结果，请您评价",
    Asks.SIGN: "%(name)s代表邀请您联名",
    Asks.SUPPLEMENT: "人大机关退回，请补充后再提交",
}
ASKS_TO = {
    Asks.RATE: "看答复并评价",
    Asks.RATE_PROMISE: "看结果并评价",
    Asks.SIGN: "看内容并答复",
    Asks.SUPPLEMENT: "看意见并补充",
}


class Lamp(Term):
    """How a suggestion goes against its clocks; always shown with its word."""

    OK = "ok", "正常"
    WARN = "warn", "临期"
    DANGER = "danger", "逾期或不满意"
    WAIT = "wait", "等待他方"


class Happening(Term):
    """What a line of a suggestion's history tells; the verb of the act that wrote it."""

    WRITE = "write", "起草"
    ASK_COSIGNERS = "ask_cosigners", "发起联名"
    CONFIRM = "confirm", "同意联名"
    DECLINE = "decline", "不联名"
    RECALL = "recall", "收回修改"
    SUBMIT = "submit", "提交"
    WITHDRAW = "withdraw", "撤回"
    SEND_BACK = "send_back", "退回补充"
    REFUSE = "refuse", "不予接收"
    MERGE = "merge", "并案"
    JOINED = "joined", "另一件建议并入"
    ACCEPT = "accept", "审查通过"
    PLAN = "plan", "确定承办单位"
    HAND_OVER = "hand_over", "交办"
    MOVE_HAND_OVER = "move_hand_over", "调整交办日期"
    SIGN = "sign", "签收"
    ASK_RETURN = "ask_return", "申请退回"
    AGREE_RETURN = "agree_return", "同意退回"
    DENY_RETURN = "deny_return", "不同意退回"
    REASSIGN = "reassign", "重新交办"
    CONTACT = "contact", "与代表联系"
    ASK_EXTENSION = "ask_extension", "申请延期"
    AGREE_EXTENSION = "agree_extension", "同意延期"
    DENY_EXTENSION = "deny_extension", "不同意延期"
    GIVE_OPINION = "give_opinion", "出具会办意见"
    RETURN_OPINION = "return_opinion", "会办意见退回重提"
    DRAFT_REPLY = "draft_reply", "拟稿送审"
    RETURN_REPLY = "return_reply", "答复退回修改"
    ISSUE_REPLY = "issue_reply", "答复签发"
    REMIND = "remind", "催办"
    REMIND_RATING = "remind_rating", "提醒评价"
    RATE = "rate", "代表评价"
    REDO = "redo", "重新办理"
    CALL_MEETING = "call_meeting", "召集会商"
    CONCLUDE = "conclude", "会商有了结果"
    PASS_OVER = "pass_over", "未评价，不计入满意率"
    REPORT_PROMISE = "report_promise", "报送承诺落实结果"
    KEEP_PROMISE = "keep_promise", "承诺落实，代表已评价"
    RENEW_PROMISE = "renew_promise", "代表不满意，继续落实"
    POSTPONE_PROMISE = "postpone_promise", "承诺延期"
    EXPLAIN_PROMISE = "explain_promise", "说明承诺未能落实的原因"
    TRACK = "track", "转入跟踪办理"
    ARCHIVE = "archive", "归档"
    PUBLISH = "publish", "公开"
    UNPUBLISH = "unpublish", "撤下公开"
    CHOOSE_PRIORITY = "choose_priority", "列为重点督办"
    SUPERVISE = "supervise", "重点督办记录"


# The repeat radar's name for suggestions, and what of one it reads.
RADAR_KIND = "suggestions.suggestion"


def radar_text(title: str, situation: str, advice: str) -> str:
    """What is compared: the title, how things are, what is asked for."""
    return f"{title}\n{situation}\n{advice}"
