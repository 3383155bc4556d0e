"""Checks the text: typefaces, sizes, colour, lines and indents of each element (GB/T 9704-2012, 5.2 and 7.3)."""

from __future__ import annotations

from collections.abc import Iterator

from docx.oxml.ns import qn

from renda.foundation.documents.word.checker.findings import Finding
from renda.foundation.documents.word.checker.opened import HAN, Opened, Paragraph
from renda.foundation.documents.word.layout import measures
from renda.foundation.documents.word.layout.elements import (
    BODY,
    BY_NAME,
    FIRST,
    NOTE,
    SECOND,
    TITLE,
    UPWARD_NUMBER,
    Element,
)
from renda.foundation.documents.word.layout.fonts import KAI
from renda.foundation.documents.word.layout.styles import RED
from renda.foundation.documents.word.layout.wording import FIRST_LEVEL, SECOND_LEVEL

INDENTED = (BODY, FIRST, SECOND, NOTE)
BLACK = {"auto", "000000"}


def check(opened: Opened) -> Iterator[Finding]:
    """Findings on each paragraph that says something."""
    for paragraph in (*opened.heads, *opened.body):
        if not paragraph.text.strip():
            continue
        element = BY_NAME.get(paragraph.style)
        if element is None and paragraph.in_table:
            # A table an office drew itself is set as its content needs.
            continue
        element = element or BODY
        yield from _looks(opened, paragraph, element)
        if element in INDENTED:
            yield from _stands(opened, paragraph)
        if element in (BODY, FIRST, SECOND):
            yield from _level(paragraph, element)


def _looks(opened: Opened, paragraph: Paragraph, element: Element) -> Iterator[Finding]:
    told: set[str] = set()
    for run, text in opened.runs(paragraph):
        for finding in _run(opened, paragraph, element, run, text):
            if finding.code not in told:
                told.add(finding.code)
                yield finding


def _run(opened: Opened, paragraph: Paragraph, element: Element, run: object, text: str) -> Iterator[Finding]:
    what = {"which": element.name, "face": element.face.name, "size": element.size}
    font = opened.font(run, paragraph)
    # The name of who signed an upward paper is the one part of a line in another face.
    faces = element.face.names + (KAI.names if element is UPWARD_NUMBER else ())
    if HAN.search(text) and font not in faces:
        yield Finding(
            "font",
            element.clause,
            "%(which)s应用%(face)s，现在是%(font)s",
            what | {"font": font or "—"},
            paragraph.start,
        )
    if opened.half_points(run, paragraph) != element.size * 2:
        now = opened.half_points(run, paragraph)
        size = f"{now // 2}.5" if now % 2 else str(now // 2)
        yield Finding(
            "size", element.clause, "%(which)s应为%(size)d磅，现在是%(now)s磅", what | {"now": size}, paragraph.start
        )
    if opened.is_on(run, paragraph, "b"):
        yield Finding("bold", element.clause, "%(which)s不另加粗", what, paragraph.start)
    colour = opened.of_run(run, paragraph, "color")
    said = colour.get(qn("w:val")) if colour is not None else "auto"
    if element.is_red and said != RED:
        yield Finding("colour", element.clause, "%(which)s应为红色", what, paragraph.start)
    elif not element.is_red and said not in BLACK:
        yield Finding("colour", "5.2.4", "%(which)s应为黑色", what, paragraph.start)


def _stands(opened: Opened, paragraph: Paragraph) -> Iterator[Finding]:
    first = opened.attribute(paragraph, "ind", "firstLineChars")
    length = int(opened.attribute(paragraph, "ind", "firstLine") or 0)
    # Word prefers characters where both are given.
    two = int(first) == 200 if first else abs(length - measures.characters(200)) <= 20
    if not two:
        yield Finding("indent", "7.3.3", "正文每个自然段应左空二字", where=paragraph.start)
    rule = opened.attribute(paragraph, "spacing", "lineRule")
    line = int(opened.attribute(paragraph, "spacing", "line") or 0)
    if rule != "exact" or measures.twips(measures.TEXT_HEIGHT) // max(1, line) != measures.LINES:
        yield Finding("line-height", "5.2.3", "正文应设固定行距28磅，使每面排22行", where=paragraph.start)


def _level(paragraph: Paragraph, element: Element) -> Iterator[Finding]:
    """A heading's number and its face go together."""
    wanted = {FIRST: FIRST_LEVEL, SECOND: SECOND_LEVEL}.get(element)
    if wanted is not None and not wanted.match(paragraph.text.strip()):
        yield Finding(
            "heading-number",
            "7.3.3",
            "%(which)s的序号写法应为“一、”“（一）”",
            {"which": element.name},
            paragraph.start,
        )


def title_findings(opened: Opened, titles: list[Paragraph]) -> Iterator[Finding]:
    """Findings on how titles stand: in the middle, without a mark at the end."""
    for paragraph in titles:
        alignment = opened.of_paragraph(paragraph, "jc")
        if alignment is None or alignment.get(qn("w:val")) != "center":
            yield Finding("title-centred", TITLE.clause, "标题应居中", where=paragraph.start)
        if paragraph.text.rstrip()[-1:] in "。，；：.":
            yield Finding("title-mark", TITLE.clause, "标题末尾不加标点", where=paragraph.start)
