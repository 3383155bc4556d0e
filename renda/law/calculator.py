"""Answers for offices, scripts and pages: a value, its sum, and the article behind it."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING

from renda.law import calendar as calendars
from renda.law import deadlines, keys, provisions, seats, thresholds, wording
from renda.law.errors import LawError
from renda.law.units import Body

if TYPE_CHECKING:
    from collections.abc import Mapping

    from renda.law.calendar import Calendar
    from renda.law.deadlines import Deadline
    from renda.law.levels import Level
    from renda.law.provisions import Provision

FIRST_DAY = date(1949, 10, 1)
LAST_DAY = date(2199, 12, 31)

Plain = str | int | bool | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One labelled line of an answer; label and value are Chinese, `english` the value where it differs."""

    label: str
    value: str
    english: str = ""

    def text(self, *, lang: str) -> tuple[str, str]:
        """Give label and value in Chinese or English."""
        if lang != "en":
            return self.label, self.value
        return wording.english(self.label), self.english or wording.english(self.value)


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """One answer of the calculator, for people as lines and for programs as plain data."""

    value: Plain
    arithmetic: str
    provision: Provision
    lines: tuple[Line, ...]
    details: Mapping[str, Plain] = field(default_factory=dict, hash=False)

    @property
    def citation(self) -> str:
        """Give the article behind the answer."""
        return str(self.provision.citation)

    @property
    def rank(self) -> str:
        """Give the rank of the source behind the answer."""
        return self.provision.citation.rank.label

    @property
    def certainty(self) -> str:
        """Give the letter for how the row is known: F, E, M or I."""
        return self.provision.certainty.code

    def as_dict(self) -> dict[str, object]:
        """Give the answer as plain data for JSON."""
        return {
            "value": self.value,
            "arithmetic": self.arithmetic,
            **self.details,
            **provision_as_dict(self.provision),
        }

    def all_lines(self) -> tuple[Line, ...]:
        """Give the answer's own lines and those of the source behind it."""
        return (*self.lines, *source_lines(self.provision))


def provision_as_dict(row: Provision) -> dict[str, object]:
    """Give a row as plain data for JSON."""
    citation = row.citation
    return {
        "key": row.key,
        "kind": row.kind,
        "summary": row.summary,
        "english": row.english,
        "quote": row.quote,
        "note": row.note,
        "citation": str(citation),
        "citation_full": citation.full,
        "citation_english": citation.english,
        "see": [str(other) for other in row.see],
        "rank": citation.rank.code,
        "version": citation.version.isoformat(),
        "in_force_from": row.in_force_from.isoformat(),
        "in_force_until": row.in_force_until.isoformat() if row.in_force_until else None,
        "certainty": row.certainty.code,
        "overlay": row.overlay,
        "is_sample": citation.statute.is_sample,
    }


def source_lines(row: Provision) -> tuple[Line, ...]:
    """Give the lines that say where a row comes from and how sure it is."""
    citation, statute = row.citation, row.citation.statute
    until = row.in_force_until.isoformat() if row.in_force_until else ""
    source = provisions.overlay(row.overlay).title if row.overlay else "国家法律法规"
    lines = [
        Line(label="摘要", value=row.summary, english=row.english),
        Line(label="依据", value=str(citation), english=citation.english),
        Line(label="位阶", value=citation.rank.label, english=citation.rank.english),
        Line(label="文本", value=statute.version.isoformat()),
        Line(
            label="施行",
            value=f"{row.in_force_from.isoformat()} — {until or '至今'}",
            english=f"{row.in_force_from.isoformat()} — {until or wording.english('至今')}",
        ),
        Line(label="来源", value=source, english=row.overlay.capitalize()),
        Line(
            label="确定程度",
            value=f"{row.certainty.code}（{row.certainty.label}）",
            english=f"{row.certainty.code} ({row.certainty.english})",
        ),
    ]
    if row.quote:
        lines.insert(1, Line(label="原文", value=row.quote))
    if row.note:
        lines.insert(1, Line(label="备注", value=row.note))
    if row.see:
        see = "、".join(str(other) for other in row.see)
        lines.insert(-1, Line(label="参见", value=see, english="; ".join(other.english for other in row.see)))
    return tuple(lines)


def show(key: str, *, on: date, overlays: tuple[str, ...] = ()) -> Answer:
    """Show the row that binds on a day, and when other versions of it did."""
    row = provisions.find(key, on=possible(on), overlays=overlays)
    others = [other for other in _versions(key, overlays) if other is not row]
    value = wording.content(row)
    lines = [
        Line(label="条目", value=row.key),
        Line(label="种类", value=provisions.KINDS[row.kind]),
        Line(label="内容", value=value, english=wording.content(row, lang="en")),
    ]
    if others:
        lines.append(
            Line(
                label="其他文本",
                value="；".join(f"{other.citation}（{other.in_force_from.isoformat()}）" for other in others),
                english="; ".join(f"{other.citation.english} ({other.in_force_from.isoformat()})" for other in others),
            )
        )
    return Answer(value=value, arithmetic="", provision=row, lines=tuple(lines), details=_fields(row))


def due(key: str, start: date, *, on: date | None = None, overlays: tuple[str, ...] = (),
        calendar: Calendar | None = None) -> Answer:  # fmt: skip
    """Count a limit on from a day; the text in force on that day binds unless another day is named."""
    limit = deadlines.deadline(key, on=possible(on or start), overlays=overlays)
    return _day(limit, limit.due_on(possible(start), calendar), possible(start), calendar)


def before(key: str, meeting: date, *, on: date | None = None, overlays: tuple[str, ...] = (),
           calendar: Calendar | None = None) -> Answer:  # fmt: skip
    """Count a limit back from a meeting; the text in force on that day binds unless another day is named."""
    limit = deadlines.deadline(key, on=possible(on or meeting), overlays=overlays)
    return _day(limit, limit.before(possible(meeting), calendar), possible(meeting), calendar)


def majority(total: int, *, body: Body = Body.CONGRESS, on: date, overlays: tuple[str, ...] = ()) -> Answer:
    """Say how many votes pass a resolution of a body with so many members in office."""
    return _count(thresholds.vote(body, on=possible(on), overlays=overlays), total)


def quorum(total: int, *, body: Body, on: date, overlays: tuple[str, ...] = ()) -> Answer:
    """Say how many must be present for a body with so many members in office to sit."""
    return _count(thresholds.quorum(body, on=possible(on), overlays=overlays), total)


def signatures(act: str, level: Level, *, total: int | None = None, on: date, overlays: tuple[str, ...] = ()) -> Answer:
    """Say how many must sign an act together at a level."""
    found = thresholds.signatures(act, level, on=possible(on), overlays=overlays)
    number = found.required(total)
    arithmetic = found.arithmetic(total)
    lines = (
        Line(label="结果", value=str(number)),
        Line(label="算式", value=arithmetic),
        Line(label="基数", value=found.base.label),
    )
    details: dict[str, Plain] = {"level": level.code, "base": found.base.code, "of": total}
    return Answer(value=number, arithmetic=arithmetic, provision=found.provision, lines=lines, details=details)


def deputy_seats(level: Level, population: int, *, is_municipality: bool = False, has_extra: bool = False, on: date,
                 overlays: tuple[str, ...] = ()) -> Answer:  # fmt: skip
    """Compute a congress's number of deputies, as a check on the approved number."""
    found = seats.deputies(
        level, population, on=possible(on), overlays=overlays, is_municipality=is_municipality, has_extra=has_extra
    )
    lines = [
        Line(label="结果", value=str(found.number)),
        Line(label="算式", value=found.arithmetic),
        Line(label="备注", value="核定名额以批准文件为准"),
    ]
    if found.may_be_fewer:
        lines.append(Line(label="备注", value="总名额可以少于基数"))
    details: dict[str, Plain] = {
        "level": level.code,
        "population": population,
        "is_capped": found.is_capped,
        "may_be_fewer": found.may_be_fewer,
    }
    return Answer(
        value=found.number, arithmetic=found.arithmetic, provision=found.provision, lines=tuple(lines), details=details
    )


def committee_seats(level: Level, population: int, *, on: date, overlays: tuple[str, ...] = ()) -> Answer:
    """Give the range a standing committee's size is fixed in."""
    found = seats.committee(level, population, on=possible(on), overlays=overlays)
    value = f"{found.least}–{found.most}"
    details: dict[str, Plain] = {
        "level": level.code,
        "population": population,
        "least": found.least,
        "most": found.most,
    }
    lines = (Line(label="结果", value=value),)
    return Answer(value=value, arithmetic="", provision=found.provision, lines=lines, details=details)


def gap(kind: str, count: int, *, on: date, overlays: tuple[str, ...] = ()) -> Answer:
    """Say how many candidates may stand for so many seats."""
    found = seats.gap(kind, count, on=possible(on), overlays=overlays)
    fewest, largest = found.candidates
    value = f"{fewest}–{'不限' if largest is None else largest}"
    arithmetic = f"{count} + {found.least} … {count} + {'∞' if found.most is None else found.most}"
    lines = [
        Line(label="候选人数", value=value, english=f"{fewest}–{'no limit' if largest is None else largest}"),
        Line(label="算式", value=arithmetic),
    ]
    if found.equal_only_for_sole_nominee:
        lines.append(Line(label="备注", value="只有提名人选与名额相等时才可以等额"))
    details: dict[str, Plain] = {
        "seats": count,
        "least": found.least,
        "most": found.most,
        "candidates_least": fewest,
        "candidates_most": largest,
        "equal_only_for_sole_nominee": found.equal_only_for_sole_nominee,
    }
    return Answer(value=value, arithmetic=arithmetic, provision=found.provision, lines=tuple(lines), details=details)


def search(text: str, *, kind: str = "", overlays: tuple[str, ...] = ()) -> tuple[Provision, ...]:
    """List the rows whose key, words or article hold every word of the text."""
    return tuple(sorted(keys.search(text, overlays=overlays, kind=kind), key=lambda row: (row.key, row.in_force_from)))


def possible(day: date) -> date:
    """Give the day back if any congress could have sat on it; LawError for absurd dates."""
    if not FIRST_DAY <= day <= LAST_DAY:
        raise LawError(
            "absurd-date",
            "日期须在%(first)s和%(last)s之间：%(day)s",
            first=FIRST_DAY.isoformat(),
            last=LAST_DAY.isoformat(),
            day=day.isoformat(),
        )
    return day


def _versions(key: str, overlays: tuple[str, ...]) -> list[Provision]:
    sources = [*(provisions.overlay(name) for name in overlays), provisions.national()]
    return [row for source in sources for row in source.versions(key)]


def _fields(row: Provision) -> dict[str, Plain]:
    plain: dict[str, Plain] = {}
    for name, value in row.fields.items():
        plain[f"field_{name}"] = value if isinstance(value, str | int) else str(value)
    return plain


def _day(limit: Deadline, rolled: date, anchor: date, calendar: Calendar | None) -> Answer:
    calendar = calendar or calendars.national()
    target = limit.target_on(anchor, calendar)
    is_published = all(
        calendar.is_published(year) for year in range(min(anchor, rolled).year, max(anchor, rolled).year + 1)
    )
    label = "最早日" if limit.is_minimum else "到期日" if rolled >= anchor else "最迟日"
    lines = (
        Line(label=label, value=rolled.isoformat()),
        Line(label="未顺延日", value=target.isoformat()),
        Line(
            label="算式",
            value=wording.content(limit.provision),
            english=wording.content(limit.provision, lang="en"),
        ),
        Line(
            label="日历",
            value="已公布的放假安排" if is_published else "放假安排尚未公布，按周末和法定节日推定",
        ),
    )
    details: dict[str, Plain] = {
        "anchor": anchor.isoformat(),
        "target": target.isoformat(),
        "due": rolled.isoformat(),
        "is_rolled": target != rolled,
        "is_minimum": limit.is_minimum,
        "amount": limit.amount,
        "unit": limit.unit.code,
        "direction": limit.direction.code,
        "counted_from": limit.counted_from.code,
        "is_calendar_published": is_published,
    }
    arithmetic = f"{anchor.isoformat()} {'+' if rolled >= anchor else '-'} {limit.amount} {limit.unit.code}"
    return Answer(
        value=rolled.isoformat(), arithmetic=arithmetic, provision=limit.provision, lines=lines, details=details
    )


def _count(found: thresholds.Threshold, total: int) -> Answer:
    number = found.required(total)
    arithmetic = found.arithmetic(total)
    lines = (
        Line(label="结果", value=str(number)),
        Line(label="算式", value=arithmetic),
        Line(label="基数", value=found.base.label),
    )
    details: dict[str, Plain] = {"of": total, "base": found.base.code}
    return Answer(value=number, arithmetic=arithmetic, provision=found.provision, lines=lines, details=details)
