"""The words of casework: states of a matter, ways it came in, routes, ratings, reasons."""

from __future__ import annotations

from renda.foundation.vocabulary import Term


class State(Term):
    """Where a citizen's matter stands."""

    REGISTERED = "registered", "待分办"
    ASSIGNED = "assigned", "待签收"
    HANDLING = "handling", "办理中"
    ANSWERED = "answered", "待告知"
    RAISED = "raised", "已转代表建议"
    SETTLED = "settled", "已办结"
    REFERRED = "referred", "已转送"
    MERGED = "merged", "已并入"


OPEN_STATES = (State.REGISTERED, State.ASSIGNED, State.HANDLING, State.ANSWERED, State.RAISED)
RUNNING_STATES = (State.ASSIGNED, State.HANDLING, State.ANSWERED)
ENDED_STATES = (State.SETTLED, State.REFERRED, State.MERGED)


class Way(Term):
    """How the matter came in."""

    VISIT = "visit", "来访"
    QR = "qr", "扫码"
    PHONE = "phone", "电话"
    OUTREACH = "outreach", "走访"
    MARKET = "market", "赶集接待"


class Category(Term):
    """What the matter is about; the keys 1 to 8 choose it."""

    UTILITIES = "utilities", "供热供水"
    ROADS = "roads", "道路交通"
    ENVIRONMENT = "environment", "环境卫生"
    EDUCATION = "education", "教育"
    HEALTH = "health", "医疗社保"
    ELDERLY = "elderly", "养老"
    HOUSING = "housing", "住房物业"
    OTHER = "other", "其他"


class Route(Term):
    """The five routes of a matter, from the spot up to the city."""

    ON_SPOT = "on_spot", "当场办结"
    VILLAGE = "village", "村（社区）办理"
    TOWNSHIP = "township", "乡镇（街道）办理"
    COUNTY = "county", "县级办理"
    CITY = "city", "市级办理"


class Grade(Term):
    """The citizen's own rating; silence is not a rating."""

    SATISFIED = "satisfied", "满意"
    BASICALLY = "basically", "基本满意"
    NOT = "not", "不满意"


class Told(Term):
    """How the citizen was told the result."""

    PHONE = "phone", "电话"
    IN_PERSON = "in_person", "当面"
    ONLINE = "online", "网上查询"
    MESSAGE = "message", "短信"


class Refusal(Term):
    """Why a matter is not taken, and where it belongs."""

    PETITION = "petition", "属于信访事项，请向信访部门反映"
    COURT = "court", "属于诉讼、仲裁或行政复议事项，请向受理机关反映"
    ACCUSATION = "accusation", "属于检举控告，已按规定单独转送"
    NOT_HERE = "not_here", "不属于本级职权，请向有权机关反映"
    PRIVATE = "private", "属于个人之间的民事纠纷，可以请人民调解组织调解"
    UNCLEAR = "unclear", "内容不清楚，也无法联系反映人核实"


class Lamp(Term):
    """How a matter goes against its clock; always shown with its word and shape."""

    OK = "ok", "正常"
    WARN = "warn", "将到期"
    DANGER = "danger", "已逾期"
    WAIT = "wait", "未起算"


class Arrival(Term):
    """Which part of the city table a figure belongs to when it is opened as a list."""

    MATTERS = "matters", "收集问题"
    ON_SPOT = "on_spot", "当场办结"
    PASSED_ON = "passed_on", "交办转办"
    SETTLED = "settled", "已办结"
    SETTLED_IN_TIME = "settled_in_time", "按期办结"
    SETTLED_LATE = "settled_late", "逾期办结"
    SETTLED_RATE = "settled_rate", "办结率"
    REFERRED = "referred", "已转送"
    RAISED = "raised", "转为代表建议"
    OPEN = "open", "未办结"
    OVERDUE = "overdue", "已逾期"


class Happening(Term):
    """What a line of a matter's history tells; the verb of the act that wrote it."""

    REGISTER = "register", "登记"
    ASSIGN = "assign", "交办"
    PASS_ON = "pass_on", "转上级人大"
    SETTLE_NOW = "settle_now", "当场答复并办结"
    REFUSE = "refuse", "不予受理，已说明去处"
    MERGE = "merge", "并入另一件事"
    JOINED = "joined", "又有人反映，已并入"
    RAISE_SUGGESTION = "raise_suggestion", "转为代表建议"
    SIGN = "sign", "承办单位签收"
    HAND_BACK = "hand_back", "承办单位退回"
    REPORT_PROGRESS = "report_progress", "承办单位报来进展"
    ANSWER = "answer", "承办单位答复"
    ANSWER_RAISED = "answer_raised", "代表建议有了办理结果"
    TAKE_BACK = "take_back", "建议没有办理，重新分办"
    SEND_BACK = "send_back", "退回补充"
    TELL = "tell", "告知反映人并办结"
    RATE = "rate", "反映人评价"
    REDO = "redo", "重新办理"
    REOPEN = "reopen", "重新分办"
    REOPEN_REASON = "reopen_reason", "重新办理的理由"
    REMIND = "remind", "催办"
    FOLLOW_UP = "follow_up", "代表跟进"


# The repeat radar's name for citizens' matters.
RADAR_KIND = "casework.case"
