"""Reads the TOML files of the law and refuses a row that breaks the format."""

from __future__ import annotations

import re
import tomllib
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING, Any

from renda.law import shapes
from renda.law.citation import Citation, Statute
from renda.law.errors import BadData
from renda.law.provisions import KINDS, Provision
from renda.law.units import Certainty, Rank, by_code

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from pathlib import Path

Table = dict[str, Any]

_KEY = re.compile(r"[a-z][a-z0-9_]*(\.[a-z0-9_]+)+")
_STATUTE_FIELDS = {"title", "full_title", "english", "rank", "version", "in_force_from", "certainty"}
_COMMON: Mapping[str, type] = {
    "key": str,
    "statute": str,
    "article": int,
    "paragraph": int,
    "item": int,
    "also": list,
    "see": list,
    "version": date,
    "in_force_from": date,
    "in_force_until": date,
    "summary": str,
    "english": str,
    "quote": str,
    "note": str,
    "certainty": str,
}


def statutes(folder: Path) -> list[Provision]:
    """Read every national statute; a citation may point from one file into another."""
    files = [(path, _read(path)) for path in sorted(folder.glob("*.toml"))]
    known = {path.stem: _statute(path, path.stem, file.pop("statute", None)) for path, file in files}
    return _unique([row for path, file in files for row in _rows(path, file, known, own=path.stem)])


def overlay(path: Path) -> tuple[str, list[Provision]]:
    """Read one overlay, which may hold rows of several local sources; gives its title and rows."""
    file = _read(path)
    heading = file.pop("overlay", None)
    if not isinstance(heading, dict) or not isinstance(heading.get("title"), str):
        raise _bad(path, "", "缺少[overlay]的title")
    is_sample = heading.get("sample") is True
    named = file.pop("statutes", None)
    if not isinstance(named, dict) or not named:
        raise _bad(path, "", "缺少[statutes.名称]")
    known = {
        name: replace(_statute(path, name, table), overlay=path.stem, is_sample=is_sample)
        for name, table in named.items()
    }
    return heading["title"], _unique(_rows(path, file, known, own=""))


def _read(path: Path) -> Table:
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as problem:
        raise _bad(path, "", str(problem)) from problem


def _bad(path: Path, where: str, problem: str) -> BadData:
    return BadData(
        "bad-data",
        "%(file)s %(where)s：%(problem)s",
        file=f"{path.parent.name}/{path.name}",
        where=where or "-",
        problem=problem,
    )


def _statute(path: Path, name: str, table: object) -> Statute:
    where = f"[{name}]"
    if not isinstance(table, dict) or set(table) != _STATUTE_FIELDS:
        raise _bad(path, where, "须恰有这些字段：" + "、".join(sorted(_STATUTE_FIELDS)))
    for name_, value in table.items():
        wanted = date if name_ in {"version", "in_force_from"} else str
        if type(value) is not wanted:
            raise _bad(path, where, f"{name_}的类型不对：{value!r}")
    return Statute(
        id=name,
        title=table["title"],
        full_title=table["full_title"],
        english=table["english"],
        rank=_word(path, where, Rank, table["rank"]),
        version=table["version"],
        in_force_from=table["in_force_from"],
        certainty=_word(path, where, Certainty, table["certainty"]),
    )


def _word(path: Path, where: str, words: type[Any], code: object) -> Any:
    try:
        return by_code(words, str(code))
    except KeyError:
        raise _bad(path, where, f"不认识的代码：{code!r}") from None


def _rows(path: Path, file: Table, known: Mapping[str, Statute], *, own: str) -> list[Provision]:
    rows = []
    for kind, tables in file.items():
        if kind not in KINDS or not isinstance(tables, list):
            raise _bad(path, f"[[{kind}]]", "不认识的条目种类，可用：" + "、".join(KINDS))
        rows += [_row(path, kind, table, known, own=own) for table in tables]
    return rows


def _row(path: Path, kind: str, table: Table, known: Mapping[str, Statute], *, own: str) -> Provision:
    key = table.get("key")
    if not isinstance(key, str) or not _KEY.fullmatch(key):
        raise _bad(path, f"[[{kind}]]", f"key须为小写点分：{key!r}")
    own_fields = {name: value for name, value in table.items() if name not in _COMMON}

    def refuse(problem: str) -> BadData:
        return _bad(path, f"[[{kind}]] {key}", problem)

    for name, wanted in _COMMON.items():
        if name in table and type(table[name]) is not wanted:
            raise refuse(f"{name}的类型不对：{table[name]!r}")
    for name in ("summary", "english", "certainty"):
        if not table.get(name):
            raise refuse(f"缺少{name}")
    shapes.check(kind, own_fields, refuse)
    home = table.get("statute", own)
    citation = _citation(table, known, home, refuse)
    statute = citation.statute
    if "version" in table:
        if "in_force_from" not in table:
            raise refuse("写了version就要写in_force_from")
        statute = replace(statute, version=table["version"], in_force_from=table["in_force_from"])
        citation = replace(citation, statute=statute)
    since, until = table.get("in_force_from", statute.in_force_from), table.get("in_force_until")
    if until is not None and until < since:
        raise refuse("in_force_until早于in_force_from")
    return Provision(
        key=key,
        kind=kind,
        citation=citation,
        see=tuple(_citation(other, known, other.get("statute", home), refuse) for other in table.get("see", ())),
        summary=table["summary"],
        english=table["english"],
        quote=table.get("quote", ""),
        note=table.get("note", ""),
        certainty=_word(path, key, Certainty, table["certainty"]),
        in_force_from=since,
        in_force_until=until,
        fields=own_fields,
    )


def _citation(table: Table, known: Mapping[str, Statute], name: str, refuse: Callable[[str], BadData]) -> Citation:
    if name not in known:
        raise refuse(f"没有这部法：{name!r}")
    return Citation(
        statute=known[name],
        article=table.get("article", 0),
        paragraph=table.get("paragraph", 0),
        item=table.get("item", 0),
        also=tuple(table.get("also", ())),
    )


def _unique(rows: list[Provision]) -> list[Provision]:
    """Refuse two rows of one key that bind on the same day."""
    seen: dict[str, list[Provision]] = {}
    for row in rows:
        for other in seen.setdefault(row.key, []):
            if row.binds_on(other.in_force_from) or other.binds_on(row.in_force_from):
                raise BadData(
                    "bad-data",
                    "“%(key)s”有两条同时有效：%(one)s、%(other)s",
                    key=row.key,
                    one=other.citation,
                    other=row.citation,
                )
        seen[row.key].append(row)
    return rows
