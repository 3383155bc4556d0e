"""Words of deputies: states of a mandate, grounds for suspension and ending, offices, what an import does."""

from renda.foundation.vocabulary import Term

# The nation contains every place; its code is no prefix of theirs, so rules and queries name it.
NATION_CODE = "00"


class MandateState(Term):
    """Where a deputy's mandate stands (《代表法》第六十一、六十二条)."""

    ACTIVE = "active", "在任"
    SUSPENDED = "suspended", "暂停执行职务"
    ENDED = "ended", "代表资格终止"


class Suspension(Term):
    """The two grounds of suspension, and no third (《代表法》第六十一条)."""

    CUSTODY = "custody", "因刑事案件被羁押正在受侦查、起诉、审判"
    SENTENCE = "sentence", "被判处管制、拘役或者有期徒刑而没有附加剥夺政治权利，正在服刑"


class Ending(Term):
    """How a mandate ends: the grounds of 《代表法》第六十二条, and the end of the term."""

    TERM_OVER = "term_over", "任期届满"
    MOVED = "moved", "迁出或者调离本行政区域"
    RESIGNED = "resigned", "辞职被接受"
    ORDERED_TO_RESIGN = "ordered", "责令辞职被接受"
    ABSENT = "absent", "未经批准两次不出席本级人大会议"
    RECALLED = "recalled", "被罢免"
    NATIONALITY = "nationality", "丧失中华人民共和国国籍"
    RIGHTS = "rights", "被剥夺政治权利"
    CAPACITY = "capacity", "丧失行为能力"
    DEATH = "death", "去世"


class OfficeTitle(Term):
    """An office that only a deputy may hold."""

    CHAIR = "chair", "常委会主任"
    VICE_CHAIR = "vice_chair", "常委会副主任"
    SECRETARY_GENERAL = "secretary", "常委会秘书长"
    MEMBER = "member", "常委会委员"
    TOWNSHIP_CHAIR = "town_chair", "乡镇人大主席"
    TOWNSHIP_VICE_CHAIR = "town_vice", "乡镇人大副主席"


COMMITTEE_TITLES = frozenset(
    {OfficeTitle.CHAIR, OfficeTitle.VICE_CHAIR, OfficeTitle.SECRETARY_GENERAL, OfficeTitle.MEMBER}
)
SINGLE_TITLES = frozenset({OfficeTitle.CHAIR, OfficeTitle.SECRETARY_GENERAL, OfficeTitle.TOWNSHIP_CHAIR})


class Gender(Term):
    """As on the identity card."""

    FEMALE = "female", "女"
    MALE = "male", "男"


class UploadState(Term):
    """Where an uploaded roll stands."""

    WAITING = "waiting", "待确认"
    KEPT = "kept", "已导入"


class RowEffect(Term):
    """What a row of an uploaded roll would do."""

    NEW = "new", "新增代表"
    MANDATE = "mandate", "已有代表，新任一届"
    CHANGE = "change", "更新资料"
    SAME = "same", "没有变化"
    BAD = "bad", "有误"


# What the history of a deputy calls each act of the trail.
ACTS = {
    "deputies.add_deputy": "登记代表",
    "deputies.give_mandate": "登记代表职务",
    "deputies.correct": "更正资料",
    "deputies.place": "更正代表团、选区",
    "deputies.suspend": "暂停执行职务",
    "deputies.resume": "恢复执行职务",
    "deputies.end_mandate": "终止代表资格",
    "deputies.appoint_officer": "登记任职",
    "deputies.end_office": "登记免去或者辞去职务",
    "deputies.give_sign_in": "开通账号",
    "deputies.renew_sign_in": "重发一次性密码",
}
