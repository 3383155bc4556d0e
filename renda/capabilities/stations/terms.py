"""The words of liaison stations: kinds of station, of duty-day rule, of visit and of staff."""

from __future__ import annotations

from renda.foundation.vocabulary import Term


class StationKind(Term):
    """A station of a township or sub-district, or one of the points around it."""

    STATION = "station", "联络站"
    POINT = "point", "联络点"


class StationScope(Term):
    """Whether a station serves the people of a place or those of a trade."""

    AREA = "area", "区域"
    INDUSTRY = "industry", "专业"


class StationState(Term):
    """Whether a station receives people now."""

    OPEN = "open", "运行中"
    PAUSED = "paused", "暂停接待"
    CLOSED = "closed", "已撤销"


class StaffRole(Term):
    """What a member of a station's staff is there for."""

    HEAD = "head", "站长"
    DEPUTY_HEAD = "deputy_head", "副站长"
    LIAISON = "liaison", "联络员"
    CLERK = "clerk", "工作人员"


class DutyRuleKind(Term):
    """How the days of a duty-day rule are found."""

    NTH_WEEKDAY = "nth_weekday", "每月第几个周几"
    DAY_OF_MONTH = "day_of_month", "每月固定日期"
    WEEKLY = "weekly", "每周固定周几"
    EVERY_N_WEEKS = "every_n_weeks", "每隔几周"
    SOLAR_MARKET = "solar_market", "公历集日"
    LUNAR_MARKET = "lunar_market", "农历集日"
    ANNOUNCED = "announced", "逐次公布"
    APPOINTMENT = "appointment", "预约接待"


class HolidayShift(Term):
    """What becomes of a duty day that falls on a day of rest."""

    KEEP = "keep", "照常"
    SKIP = "skip", "取消"
    NEXT_WORKING_DAY = "next_working_day", "顺延至下一个工作日"
    PREVIOUS_WORKING_DAY = "previous_working_day", "提前至上一个工作日"
    WEEK_LATER = "week_later", "顺延一周"


class RestDays(Term):
    """Which days of rest move a duty day: every day off work, or only a public holiday with its bridge days."""

    REST_DAYS = "rest_days", "周末和节假日"
    HOLIDAYS = "holidays", "仅节假日"


class DutyDayOrigin(Term):
    """How a duty day came into the calendar."""

    RULE = "rule", "按规则"
    MOVED = "moved", "调整日期"
    EXTRA = "extra", "临时增加"


class DutyState(Term):
    """What has become of a planned duty day."""

    PLANNED = "planned", "计划"
    HELD = "held", "已开展"
    MOVED = "moved", "已改期"
    CANCELLED = "cancelled", "已取消"


class VisitManner(Term):
    """What a deputy came to the station to do."""

    RECEPTION = "reception", "接待群众"
    HOME_VISIT = "home_visit", "走访"
    DISCUSSION = "discussion", "座谈"
    RESEARCH = "research", "调研"
    INSPECTION = "inspection", "视察"
    PUBLICITY = "publicity", "宣讲"
    REPORTING = "reporting", "述职"
    STUDY = "study", "学习"


class ChecklistItemKind(Term):
    """How an item of the station standard is answered."""

    YES_NO = "yes_no", "是否"
    NUMBER = "number", "数量"
