"""What the papers of an office say: the notice of a hand-over with its list, the report on a year or a session."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Exists, OuterRef, Prefetch

from renda.capabilities.suggestions.documents import facts
from renda.capabilities.suggestions.models import Assignment, Suggestion
from renda.capabilities.suggestions.queries import figures, papers
from renda.capabilities.suggestions.queries.figures import Counts, KeyLine, OrganLine, Scope
from renda.capabilities.suggestions.queries.organ import read_day
from renda.capabilities.suggestions.terms import GONE, Grade, Outcome, Part, PromiseState, State, Subject
from renda.foundation.accounts.terms import Level
from renda.foundation.documents.word.layout import wording

LINES_MOST = 500
REQUIREMENTS = (
    "一、加强与代表的联系\n请在办理过程中主动与代表沟通，听取意见，再作答复。\n"  # not a message
    "二、按期答复\n答复由单位负责人审核签发，对照建议逐条答复，并附征询意见表。"  # not a message
)
PLANS = (
    "（一）跟踪承诺事项\n对列入计划解决的建议逐项登记，到期报送落实结果，并请代表再次评价。\n"  # not a message
    "（二）重新办理代表不满意的建议\n代表不满意的，由承办单位重新办理；再次不满意的，召集会商。"  # not a message
)


def office_of(congress: Any) -> str:
    """Who issues the papers of a congress, as papers write it."""
    place = congress.region.name
    if congress.level == Level.TOWNSHIP:
        return f"{place}人民代表大会主席团"  # not a message
    return f"{place}人民代表大会常务委员会办公室"  # not a message


# ---- the hand-over


@dataclass(frozen=True)
class Wanted:
    """Which suggestions a list is of: those handed over on a day, those of an organ among them, or those picked."""

    on: date | None = None
    organ_id: int | None = None
    picked: Collection[int] = ()


def handed_over(congress: Any, wanted: Wanted) -> list[Suggestion]:
    """The suggestions of a list with their organs, by their numbers; those picked may be planned only."""
    rows = Suggestion.objects.filter(place_code=congress.region_id, submitted_on__isnull=False)
    rows = rows.exclude(state=State.WITHDRAWN)
    if wanted.picked:
        rows = rows.filter(pk__in=list(wanted.picked)[:LINES_MOST])
    else:
        rows = rows.filter(assigned_on=wanted.on) if wanted.on else rows.filter(state=State.PLANNED)
    if wanted.organ_id is not None:
        held = Assignment.objects.filter(suggestion=OuterRef("pk"), organ_id=wanted.organ_id).exclude(state__in=GONE)
        rows = rows.filter(Exists(held))
    parts = Assignment.objects.exclude(state__in=GONE).select_related("organ").order_by("pk")
    named = rows.select_related("congress__region", "session__term")
    listed = named.prefetch_related(Prefetch("assignments", parts, to_attr="held"))
    return list(listed.order_by("is_between", "series", "number")[:LINES_MOST])


def days_of(congress: Any, *, most: int = 60) -> list[date]:
    """The latest days on which something was handed over."""
    rows = Suggestion.objects.filter(place_code=congress.region_id, assigned_on__isnull=False)
    found = rows.order_by("-assigned_on").values_list("assigned_on", flat=True).distinct()[:most]
    return [day for day in found if day is not None]


def hand_over_draft(congress: Any, rows: Sequence[Suggestion], *, today: date) -> dict[str, str]:
    """What the notice says before the office changes it."""
    office, place = office_of(congress), congress.region.name
    sessions = list(dict.fromkeys(papers.session_of(row).removesuffix("期间") for row in rows))  # not a message
    of = sessions[0] if len(sessions) == 1 else ""
    assigned = max((row.assigned_on for row in rows if row.assigned_on), default=today)
    short = place + "人大常委会" if congress.level != Level.TOWNSHIP else office  # not a message
    return {
        "head": f"{office}文件",  # not a message
        "number": "",
        "title": f"关于交办{of}代表建议、批评和意见的通知",  # not a message
        "receiver": "各承办单位：",  # not a message
        "requirements": REQUIREMENTS,
        "agency": office,
        "day": wording.long_date(assigned),
        "copies": f"{short}领导，{place}人民政府办公室",  # not a message
        "printer": office,
        "printed_on": wording.long_date(assigned),
    }


def hand_over(rows: Sequence[Suggestion], typed: Mapping[str, str], *, today: date) -> facts.HandOver:
    """The notice with its list, out of the suggestions and what the office typed."""
    sessions = list(dict.fromkeys(papers.session_of(row) for row in rows))
    assigned = max((row.assigned_on for row in rows if row.assigned_on), default=today)
    cited = dict.fromkeys(row.due_citation for row in rows if row.due_citation)
    said: dict[str, Any] = {**typed, "title": wording.title(typed["title"])}
    said["requirements"] = wording.blocks(typed["requirements"])
    return facts.HandOver(
        **said,
        session="、".join(sessions),
        count=str(len(rows)),
        assigned_on=wording.long_date(assigned),
        citation="、".join(cited),
        list_title="代表建议交办清单",  # not a message
        rows=tuple(_line(row) for row in rows),
    )


def _line(row: Any) -> facts.HandOverRow:
    number = f"闭{row.number}" if row.is_between else str(row.number)  # not a message

    def organs(part: str) -> str:
        return "、".join(one.organ.name for one in row.held if one.part == part)

    lead = f"{row.lead_name}等{row.signer_count}人" if row.signer_count > 1 else row.lead_name  # not a message
    return facts.HandOverRow(
        number, row.title, lead, organs(Part.LEAD), organs(Part.JOINT), wording.long_date(row.due_on)
    )


# ---- the report on a year or a session


@dataclass(frozen=True)
class Figures:
    """The figures a report is made from."""

    now: Counts
    promises: Counts
    organs: Sequence[OrganLine]
    keys: Sequence[KeyLine]


def figures_of(scope: Scope, *, today: date) -> Figures:
    """Read them; four queries."""
    now, _ = figures.counts(scope, None, today=today)
    return Figures(
        now,
        figures.promises(scope, today=today),
        figures.organs(scope, today=today),
        figures.key_lines(scope),
    )


def report_draft(congress: Any, found: Figures, *, said: str, period: str, today: date) -> dict[str, str]:
    """What the report says before the office changes it: drafted from the figures, every sentence one of them."""
    office, place = office_of(congress), congress.region.name
    is_township = congress.level == Level.TOWNSHIP
    return {
        "head": f"{office}文件",  # not a message
        "number": "",
        "signer": "",
        "title": f"关于{said}代表建议、批评和意见办理情况的报告",  # not a message
        "receiver": f"{place}人民代表大会：" if is_township else f"{place}人大常委会：",  # not a message
        "period": period,
        "work": _work(found),
        "problems": _problems(found),
        "plans": PLANS,
        "agency": office,
        "day": wording.long_date(today),
        "copies": f"{place}人民政府办公室",  # not a message
        "printer": office,
        "printed_on": wording.long_date(today),
    }


def _work(found: Figures) -> str:
    now, kept = found.now, found.promises
    leads = sum(1 for organ in found.organs if organ.counts["organ_lead"])
    said = [
        "（一）交办",  # not a message
        f"交办建议{now['handled']}件，由{len(found.organs)}个单位承办，其中主办单位{leads}个。",  # not a message
    ]
    if now["timed"]:
        share = wording.percent(now["met"], now["timed"])
        said += [
            "（二）沟通",  # not a message
            f"有办理过程记录的{now['timed']}件答复中，承办单位与代表当面沟通的{now['met']}件，占{share}。",  # not a message
        ]
    if kept["all"]:
        said.append(f"（{'三' if now['timed'] else '二'}）承诺落实")  # not a message
        said.append(
            f"答复中承诺{kept['all']}项，已落实{kept[PromiseState.KEPT]}项，"  # not a message
            f"落实中{kept[PromiseState.OPEN]}项（其中逾期{kept['overdue']}项），"  # not a message
            f"等代表评价{kept[PromiseState.REPORTED]}项，"  # not a message
            f"没有落实已说明情况{kept[PromiseState.EXPLAINED]}项。"  # not a message
        )
    return "\n".join(said)


def _problems(found: Figures) -> str:
    now = found.now
    named = (
        ("late", f"逾期答复{now['late']}件。"),  # not a message
        ("overdue", f"到统计期末，逾期还没有答复的{now['overdue']}件。"),  # not a message
        ("result_not", f"代表对办理结果不满意的{now['result_not']}件。"),  # not a message
        ("silent", f"经提醒代表仍未评价的{now['silent']}件。"),  # not a message
    )
    said = [text for name, text in named if now[name]]
    if found.promises["overdue"]:
        said.append(f"承诺事项逾期没有落实的{found.promises['overdue']}项。")  # not a message
    return "\n".join(said)


def report(found: Figures, typed: Mapping[str, str], *, year: int) -> facts.YearlyReport:
    """The report, out of the figures and what the office typed."""
    now = found.now
    said: dict[str, Any] = {**typed, "title": wording.title(typed["title"])}
    said |= {name: wording.blocks(typed[name]) for name in ("work", "problems", "plans")}
    return facts.YearlyReport(
        **said,
        year=str(year),
        received=str(now["raised"]),
        in_session=str(now["in_session"]),
        between=str(now["between"]),
        replied=str(now["replied"]),
        in_time=str(now["in_time"]),
        rated=str(now["rated"]),
        subjects=_counted(now, "subject", Subject, now["raised"]),
        outcomes=_counted(now, "outcome", Outcome, now["replied"]),
        grades=_counted(now, "result", Grade, now["rated"], with_none=True),
        key_items=tuple(_key(line) for line in found.keys),
    )


def _counted(now: Counts, field: str, kind: Any, whole: int, *, with_none: bool = False) -> tuple[facts.CountRow, ...]:
    numbers = [(one.label, now[f"{field}_{one.value}"]) for one in kind]
    return tuple(
        facts.CountRow(label, str(number), wording.percent(number, whole))
        for label, number in numbers
        if number or with_none
    )


def _key(line: KeyLine) -> facts.KeyRow:
    result = Outcome(line.outcome).letter + "类" if line.outcome else State(line.state).label  # not a message
    number = f"闭{line.number}" if line.is_between else str(line.number)  # not a message
    return facts.KeyRow(number, line.title, "、".join(line.organs), line.leader, result)


def day_of(text: str) -> date | None:
    """A day as an address writes it; None for what is none."""
    return read_day(text.replace("-", ""))
