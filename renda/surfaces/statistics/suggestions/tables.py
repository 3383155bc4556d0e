"""The tables of a congress's suggestions: what was raised, how it was handled, what deputies said, what was promised."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext

from renda.capabilities.suggestions.queries import figures
from renda.capabilities.suggestions.queries.figures import Counts, KeyLine, OrganLine, Raised
from renda.capabilities.suggestions.terms import Grade, Manner, Origin, Outcome, PromiseState, State, Subject
from renda.foundation.web import wording as web_wording
from renda.surfaces.statistics.suggestions import scopes, shapes
from renda.surfaces.statistics.suggestions.scopes import Asked
from renda.surfaces.statistics.suggestions.shapes import Head, Kind, Line, Table

YEARS_SHOWN = 10


@dataclass(frozen=True)
class Found:
    """Everything the tables are made from."""

    asked: Asked
    now: Counts
    before: Counts
    sessions: Mapping[int, Raised]
    years: Mapping[int, Raised]
    promises: Counts
    organs: Sequence[OrganLine]
    keys: Sequence[KeyLine]

    def then(self, name: str) -> int | None:
        """A figure of what is compared with; None where there is nothing to compare."""
        return self.before.get(name)


def find(asked: Asked) -> Found:
    """Read it; five queries, however many suggestions there are."""
    now, before = figures.counts(asked.now, asked.before, today=asked.today)
    sessions, years = figures.raised_by(asked.place_code)
    return Found(
        asked,
        now,
        before,
        sessions,
        years,
        figures.promises(asked.now, today=asked.today),
        figures.organs(asked.now, today=asked.today),
        figures.key_lines(asked.now),
    )


def every(found: Found) -> list[Table]:
    """All tables, in the order of the page."""
    return [
        periods(found),
        signers(found),
        subjects(found),
        origins(found),
        handling(found),
        outcomes(found),
        ratings(found),
        promises(found),
        keys(found),
        organs(found),
    ]


def periods(found: Found) -> Table:
    """What was raised, session by session or year by year, each beside the one asked for."""
    asked = found.asked
    if asked.is_by_session:
        this = gettext("本次会议比它多")
        rows = [(one.pk, scopes.session_name(one), found.sessions.get(one.pk)) for one in asked.sessions]
        chosen, first, name = asked.session.pk, gettext("会议"), "session"
    else:
        this = gettext("本年比它多")
        shown = sorted({*found.years, asked.year or 0}, reverse=True)[:YEARS_SHOWN]
        rows = [(year, web_wording.months(year, 1, 12), found.years.get(year)) for year in shown]
        chosen, first, name = asked.year, gettext("年度"), "year"
    heads = (Head(gettext("会议期间")), Head(gettext("闭会期间")), Head(gettext("合计")), Head(this, Kind.CHANGE, 16))
    own = next((raised.all for key, _, raised in rows if key == chosen and raised), 0)
    here = reverse("statistics:suggestions", args=[asked.place_code])
    behind = f"{reverse('suggestions:list')}?place={asked.place_code}"
    lines = []
    for key, label, raised in rows:
        if raised is None and key != chosen:
            continue
        counted = raised or Raised(0, 0)
        lines.append(
            shapes.line(
                heads,
                label,
                (counted.in_session, f"{behind}&{name}={key}&figure=in_session"),
                (counted.between, f"{behind}&{name}={key}&figure=between"),
                (counted.all, f"{behind}&{name}={key}&figure=raised"),
                None if key == chosen else own - counted.all,
                url="" if key == chosen else f"{here}?{name}={key}",
                is_current=key == chosen,
            )
        )
    note = gettext("闭会期间提出的，计入它前面的一次会议。") if asked.is_by_session else ""
    title = gettext("提出：历次会议") if asked.is_by_session else gettext("提出：历年")
    return Table("periods", title, first, heads, tuple(lines), note=note)


def _compared(found: Found) -> tuple[Head, ...]:
    return (
        shapes.count_head(),
        Head(gettext("占比"), Kind.RATE),
        Head(found.asked.before_head),
        Head(gettext("增减"), Kind.CHANGE),
    )


def _row(found: Found, heads: Sequence[Head], label: str, name: str, base: str = "raised", **more: Any) -> Line:
    number, then = found.now[name], found.then(name)
    url = found.asked.rows_url(**(more or {"figure": name}))
    return shapes.line(
        heads, label, (number, url), shapes.share(number, found.now[base]), then, shapes.change(number, then)
    )


def _raised_total(found: Found, heads: Sequence[Head]) -> Line:
    return _row(found, heads, gettext("合计"), "raised")


def signers(found: Found) -> Table:
    """By one deputy, by several, by a delegation; then what became of some before anyone handled them."""
    heads = _compared(found)
    named = (
        ("in_session", gettext("会议期间提出")),
        ("between", gettext("闭会期间提出")),
        ("alone", gettext("一名代表提出")),
        ("together", gettext("代表联名提出")),
        ("delegation", gettext("代表团提出")),
        ("refused", gettext("其中：不予接收")),
        ("merged", gettext("其中：并案")),
        ("withdrawn", gettext("其中：提交后撤回")),
        ("waiting", gettext("其中：还没有交办")),
    )
    lines = tuple(_row(found, heads, label, name) for name, label in named)
    note = gettext("会议期间和闭会期间合起来是全部，一名代表、联名和代表团合起来也是全部。")
    return Table("raised", gettext("提出：怎样提出"), gettext("方式"), heads, lines, _raised_total(found, heads), note)


def subjects(found: Found) -> Table:
    """By class."""
    return _by_word(found, "subjects", gettext("提出：按类别"), gettext("类别"), "subject", Subject)


def origins(found: Found) -> Table:
    """By where they came from."""
    return _by_word(found, "origins", gettext("提出：按来源"), gettext("来源"), "origin", Origin)


def _by_word(found: Found, code: str, title: str, first: str, field: str, kind: Any) -> Table:
    heads = _compared(found)
    lines = tuple(
        _row(found, heads, gettext(one.label), f"{field}_{one.value}", **{field: one.value, "figure": "raised"})
        for one in kind
        if found.now[f"{field}_{one.value}"] or found.then(f"{field}_{one.value}")
    )
    return Table(code, title, first, heads, lines, _raised_total(found, heads))


def handling(found: Found) -> Table:
    """How they were handled, each figure with what it is a share of."""
    compared = _compared(found)
    heads = (*compared[:2], Head(gettext("占什么的比"), Kind.TEXT, 24), *compared[2:])
    named = (
        ("handled", gettext("交办"), "raised", gettext("提出的")),
        ("replied", gettext("已答复"), "handled", gettext("交办的")),
        ("in_time", gettext("按期答复"), "timed", gettext("有期限记录的答复")),
        ("late", gettext("逾期答复"), "timed", gettext("有期限记录的答复")),
        ("met", gettext("当面沟通"), "timed", gettext("有期限记录的答复")),
        ("conferred", gettext("会商"), "handled", gettext("交办的")),
        ("unanswered", gettext("还没有答复"), "handled", gettext("交办的")),
        ("overdue", gettext("其中：已经逾期"), "handled", gettext("交办的")),
    )
    lines = []
    for name, label, base, of in named:
        plain = _row(found, compared, label, name, base).cells
        values = [(cell.value, cell.url) for cell in plain]
        lines.append(shapes.line(heads, label, *values[:2], of, *values[2:]))
    organ_count = len(found.organs)
    lead_count = sum(1 for organ in found.organs if organ.counts["organ_lead"])
    note = gettext(
        "承办单位%(all)s个，其中主办单位%(lead)s个。当面沟通指承办单位上门走访、座谈或者共同调研；会商指代表再次不满意后召集的会商。交办后撤回的不计入。往年导入的没有期限和沟通记录，不计入按期答复和当面沟通的基数。"
    ) % {"all": web_wording.thousands(organ_count), "lead": web_wording.thousands(lead_count)}
    if not found.asked.is_by_session:
        note += gettext("“%(head)s”一栏是那时提出的建议到现在的办理情况。") % {"head": found.asked.before_head}
    return Table("handled", gettext("办理"), gettext("环节"), heads, tuple(lines), note=note, is_wide=True)


def outcomes(found: Found) -> Table:
    """The classes of outcome, of what was replied to."""
    heads = _compared(found)
    lines = tuple(
        _row(
            found,
            heads,
            gettext(one.label),
            f"outcome_{one.value}",
            "replied",
            outcome=one.value,
            figure="replied",
        )
        for one in Outcome
    )
    total = _row(found, heads, gettext("已答复"), "replied", "replied")
    note = gettext("几个单位分别答复的，按离解决最远的一类计一次。往年导入而没有填写类别的，只在合计里。")
    return Table("outcomes", gettext("办理结果"), gettext("类别"), heads, lines, total, note)


def ratings(found: Found) -> Table:
    """What deputies said: of the result and of the attitude, side by side; silence stands beside and is no rating."""
    now, asked = found.now, found.asked
    heads = (
        Head(gettext("对结果")),
        Head(gettext("占比"), Kind.RATE),
        Head(gettext("对态度")),
        Head(gettext("占比"), Kind.RATE),
    )

    def row(grade: Grade) -> Line:
        result, attitude = f"result_{grade.value}", f"attitude_{grade.value}"
        return shapes.line(
            heads,
            gettext(grade.label),
            (now[result], asked.rows_url(figure=result)),
            shapes.share(now[result], now["rated"]),
            (now[attitude], asked.rows_url(figure=attitude)),
            shapes.share(now[attitude], now["graded"]),
        )

    total = shapes.line(
        heads,
        gettext("已评价（基数）"),
        (now["rated"], asked.rows_url(figure="rated")),
        shapes.share(now["rated"], now["rated"]),
        (now["graded"], asked.rows_url(figure="graded")),
        shapes.share(now["graded"], now["graded"]),
    )
    beside = tuple(
        shapes.line(heads, label, (now[name], asked.rows_url(figure=name)), None, None, None)
        for name, label in (("silent", gettext("未评价（不计入）")), ("unrated", gettext("等代表评价（不计入）")))
    )
    note = gettext(
        "满意率只以代表作出评价的%(rated)s件为基数；经提醒仍未评价的%(silent)s件、还在等评价的%(unrated)s件列在旁边，不计入。并案的随主件计一次；联名的由领衔代表评价，只计一次；重新办理的按最近一次评价。"
    ) % {name: web_wording.thousands(now[name]) for name in ("rated", "silent", "unrated")}
    lines = (*(row(grade) for grade in Grade), *beside)
    return Table("ratings", gettext("代表评价"), gettext("评价"), heads, lines, total, note)


def promises(found: Found) -> Table:
    """What was promised in class B replies, and what became of it."""
    asked, counted = found.asked, found.promises
    heads = (Head(gettext("项数")), Head(gettext("占比"), Kind.RATE))

    def row(label: str, number: int, **more: Any) -> Line:
        return shapes.line(heads, label, (number, asked.ledger_url(**more)), shapes.share(number, counted["all"]))

    lines = (
        row(gettext("已落实"), counted[PromiseState.KEPT], state="kept"),
        row(gettext("落实中"), counted[PromiseState.OPEN], state="open"),
        row(gettext("其中：已经逾期"), counted["overdue"], state="open", overdue=1),
        row(gettext("已报送，等代表评价"), counted[PromiseState.REPORTED], state="reported"),
        row(gettext("没有落实，已说明情况"), counted[PromiseState.EXPLAINED], state="explained"),
    )
    total = shapes.line(heads, gettext("合计"), counted["all"], shapes.share(counted["all"], counted["all"]))
    return Table("promises", gettext("承诺落实"), gettext("承诺"), heads, lines, total)


def keys(found: Found) -> Table:
    """The suggestions under priority follow-up: who leads, which committee, how, what came of it."""
    heads = (
        Head(gettext("标题"), Kind.TEXT, 44),
        Head(gettext("主办单位"), Kind.TEXT, 24),
        Head(gettext("领衔督办"), Kind.TEXT, 20),
        Head(gettext("督办机构"), Kind.TEXT, 24),
        Head(gettext("督办方式"), Kind.TEXT, 12),
        Head(gettext("进展"), Kind.TEXT, 14),
        Head(gettext("办理结果"), Kind.TEXT, 12),
        Head(gettext("代表评价"), Kind.TEXT, 12),
    )
    lines = tuple(_key(heads, one) for one in found.keys)
    said = gettext("重点督办的建议由主任会议（乡镇为主席团）确定，共%(n)s件。") % {"n": len(lines)}
    return Table("keys", gettext("重点督办"), gettext("编号"), heads, lines, note=said, is_wide=True)


def _key(heads: Sequence[Head], one: KeyLine) -> Line:
    number = gettext("闭会第%(n)s号") if one.is_between else gettext("第%(n)s号")
    return shapes.line(
        heads,
        number % {"n": one.number},
        (one.title, reverse("suggestions:detail", args=[one.pk])),
        web_wording.pause().join(one.organs),
        one.leader,
        one.committee,
        gettext(Manner(one.manner).label),
        gettext(State(one.state).label),
        gettext("%(letter)s类") % {"letter": Outcome(one.outcome).letter} if one.outcome else "",
        gettext(Grade(one.result).label) if one.result else "",
    )


def organs(found: Found) -> Table:
    """What each organ holds, in the order of the roll; nobody is ranked."""
    named = (
        ("organ_lead", gettext("主办")),
        ("organ_joint", gettext("会办")),
        ("organ_replied", gettext("主办已答复")),
        ("organ_late", gettext("其中逾期答复")),
        ("organ_waiting", gettext("主办未答复")),
        ("organ_overdue", gettext("其中已经逾期")),
    )
    heads = tuple(Head(label) for _, label in named)

    def values(organ: OrganLine) -> list[tuple[int, str]]:
        return [(organ.counts[name], found.asked.rows_url(organ=organ.pk, figure=name)) for name, _ in named]

    lines = tuple(shapes.line(heads, organ.name, *values(organ)) for organ in found.organs)
    sums = [sum(organ.counts[name] for organ in found.organs) for name, _ in named]
    total = shapes.line(heads, gettext("合计（件次）"), *sums)
    note = gettext("按名册顺序排列，不按件数或者比率排名。一件由几个单位承办的，在每个单位各计一次。")
    return Table("organs", gettext("承办单位"), gettext("单位"), heads, lines, total, note, is_wide=True)
