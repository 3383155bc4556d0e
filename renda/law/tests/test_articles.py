"""Every row, article by article: two tables a lawyer reads beside the statutes, held against the data."""

import csv
from datetime import date
from pathlib import Path

import pytest

from renda.law import provisions, wording

HERE = Path(__file__).parent


def table(name: str) -> list[dict[str, str]]:
    with (HERE / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, delimiter="\t"))


NATIONAL = table("national_articles.tsv")
LOCAL = table("local_articles.tsv")


def said(row: provisions.Provision) -> str:
    """Give what the row says in numbers; for a rule in words its answer or its options."""
    if row.kind == "rule":
        return row.fields.get("answer") or " / ".join(row.fields.get("options", ()))
    return wording.content(row)


@pytest.mark.parametrize("line", NATIONAL, ids=[f"{line['key']}@{line['day']}" for line in NATIONAL])
def test_national_row_says_what_its_article_says(line: dict[str, str]) -> None:
    row = provisions.find(line["key"], on=date.fromisoformat(line["day"]))
    assert (str(row.citation), said(row)) == (line["article"], line["content"])


@pytest.mark.parametrize("line", LOCAL, ids=[f"{line['overlay']}:{line['key']}" for line in LOCAL])
def test_local_row_says_what_its_article_says(line: dict[str, str]) -> None:
    (row,) = provisions.overlay(line["overlay"]).versions(line["key"])
    assert (str(row.citation), said(row)) == (line["article"], line["content"])


def test_every_national_row_is_in_the_table() -> None:
    listed = {(line["key"], line["day"]) for line in NATIONAL}
    assert {(row.key, row.in_force_from.isoformat()) for row in provisions.national().rows} == listed


def test_every_local_row_is_in_the_table() -> None:
    listed = {(line["overlay"], line["key"]) for line in LOCAL}
    known = {(name, row.key) for name in provisions.overlay_names() for row in provisions.overlay(name).rows}
    assert known == listed


def test_no_shipped_overlay_loosens_a_national_deadline() -> None:
    for name in provisions.overlay_names():
        for row in provisions.overlay(name).rows:
            for law in provisions.national().versions(row.key):
                if row.kind == "deadline" and row.fields.get("direction") != "backward":
                    for unit in {"days", "working_days", "months"} & set(row.fields) & set(law.fields):
                        assert row.fields[unit] <= law.fields[unit], (name, row.key)


@pytest.mark.parametrize("key", sorted({line["key"] for line in LOCAL}))
def test_a_key_means_one_kind_everywhere(key: str) -> None:
    kinds = {row.kind for name in provisions.overlay_names() for row in provisions.overlay(name).versions(key)}
    kinds |= {row.kind for row in provisions.national().versions(key)}
    assert len(kinds) == 1
