"""The small closed vocabularies of the law floor: units, directions, starting points, certainty, ranks."""

from __future__ import annotations

from enum import Enum
from typing import TypeVar


class Word(Enum):
    """A closed word with a code, a Chinese label and an English one."""

    def __init__(self, code: str, label: str, english: str) -> None:
        """Keep the two labels beside the code."""
        self.code = code
        self.label = label
        self.english = english

    def __str__(self) -> str:
        """Give the Chinese label."""
        return self.label


class Unit(Word):
    """What a time limit counts; 日 includes holidays, 工作日 does not."""

    CALENDAR_DAY = "calendar_day", "日", "calendar days"
    WORKING_DAY = "working_day", "个工作日", "working days"
    MONTH = "month", "个月", "months"


class Direction(Word):
    """Whether a limit runs on from its starting point or back from a meeting."""

    FORWARD = "forward", "之后", "after"
    BACKWARD = "backward", "之前", "before"


class Certainty(Word):
    """How the project knows a row: read in full, in an excerpt, from memory, or inferred."""

    FULL = "F", "已读全文", "read in full text"
    EXCERPT = "E", "仅见摘录", "seen in an excerpt only"
    MEMORY = "M", "凭记忆，待核", "from memory, to be checked"
    INFERRED = "I", "据条文推断", "inferred from the text"


class Rank(Word):
    """The rank of a source, highest first."""

    LAW = "law", "法律", "law"
    ADMINISTRATIVE = "administrative", "行政法规", "administrative regulation"
    LOCAL = "local", "地方性法规", "local regulation"
    OWN = "own", "本级规定", "rule of this congress"

    @property
    def height(self) -> int:
        """Give 4 for a law down to 1 for a congress's own rule."""
        return len(Rank) - list(Rank).index(self)


class Base(Word):
    """What a share is taken of; local law counts everyone in office, not those who came."""

    ALL_DEPUTIES = "all_deputies", "全体代表", "all deputies"
    ELECTING_DEPUTIES = "electing_deputies", "选出该代表的代表大会全体代表", "all deputies of the congress that elected"
    COMMITTEE_MEMBERS = "committee_members", "常委会全体组成人员", "all members of the standing committee"
    ELECTING_COMMITTEE_MEMBERS = (
        "electing_committee_members",
        "选出该代表的代表大会的常委会全体组成人员",
        "all members of the committee of the congress that elected",
    )
    PRESIDIUM_MEMBERS = "presidium_members", "主席团全体成员", "all members of the presidium"
    CONSTITUENCY_VOTERS = "constituency_voters", "选区全体选民", "all voters of the constituency"
    VOTING_VOTERS = "voting_voters", "参加投票的选民", "voters who voted"
    VOTES_CAST = "votes_cast", "所投票数", "ballots cast"
    SIGNERS = "signers", "联名人", "signers"


class Body(Word):
    """A body that sits and votes."""

    CONGRESS = "congress", "人民代表大会", "congress"
    COMMITTEE = "committee", "常务委员会", "standing committee"
    PRESIDIUM = "presidium", "大会主席团", "presidium"
    TOWNSHIP_PRESIDIUM = "township_presidium", "乡镇人大主席团", "township presidium"


class Start(Word):
    """The event a time limit counts from; its day is never counted (民法典第二百零一条)."""

    ADJOURNED = "adjourned_on", "闭会之日", "the day the session closed"
    ACCEPTED = "accepted_on", "受理之日", "the day it was accepted"
    ANSWERED = "answered_on", "答复之日", "the day of the reply"
    APPOINTED = "appointed_on", "任命之日", "the day of appointment"
    APPROVED = "approved_on", "批准之日", "the day of approval"
    ASSIGNED = "assigned_on", "交办之日", "the day of assignment"
    DECIDED = "decided_on", "作出决定之日", "the day of the decision"
    DUTY = "duty_on", "接待日", "the duty day"
    ELECTED = "elected_on", "选出之日", "the day of election"
    ELECTION = "election_on", "选举日", "election day"
    EXTENDED = "extended_on", "延长之日", "the day of extension"
    HEARD = "heard_on", "听取报告之日", "the day the report was heard"
    HELD = "held_on", "会议结束之日", "the day the meeting ended"
    INFORMED = "informed_on", "告知之日", "the day of being told"
    MEETING = "meeting_on", "会议举行之日", "the day of the meeting"
    PUBLISHED = "published_on", "公布之日", "the day of publication"
    RATED = "rated_on", "评价之日", "the day of the rating"
    RECEIVED = "received_on", "收到之日", "the day of receipt"
    REGISTERED = "registered_on", "登记之日", "the day of registration"
    REQUESTED = "requested_on", "提出之日", "the day of the request"
    RETURNED = "returned_on", "退回之日", "the day of return"
    SETTLED = "settled_on", "办结之日", "the day it was settled"
    TABLED = "tabled_on", "提请审议之日", "the day it was tabled"


W = TypeVar("W", bound=Word)


def by_code(words: type[W], code: str) -> W:
    """Find a word by its code; KeyError when there is none."""
    for word in words:
        if word.code == code:
            return word
    raise KeyError(code)
