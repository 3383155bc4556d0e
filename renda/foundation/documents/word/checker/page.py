"""Checks the page: paper, margins, text area, grid, and page numbers (GB/T 9704-2012, 5 and 7.5)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from docx.oxml.ns import qn

from renda.foundation.documents.word.checker.findings import Finding
from renda.foundation.documents.word.checker.opened import OFF, Opened
from renda.foundation.documents.word.layout import measures
from renda.foundation.documents.word.layout.elements import EVEN_NUMBER, ODD_NUMBER, Element
from renda.foundation.documents.word.layout.fonts import SONG
from renda.foundation.documents.word.registry import Profile


def check(opened: Opened, profile: Profile) -> Iterator[Finding]:
    """Findings on each section's page."""
    for section in opened.sections:
        yield from _paper(section)
        yield from _grid(section)
    yield from _page_numbers(opened, profile)


def _number(element: Any, name: str, default: int = 0) -> int:
    text = element.get(qn(f"w:{name}")) if element is not None else None
    return int(text) if text and text.lstrip("-").isdecimal() else default


def _off(length: int, millimetres: int, tolerance: int = measures.TOLERANCE) -> bool:
    return abs(measures.tenths_of_millimetre(length) - millimetres * 10) > tolerance * 10


def _paper(section: Any) -> Iterator[Finding]:
    size, margins = section.find(qn("w:pgSz")), section.find(qn("w:pgMar"))
    width, height = _number(size, "w"), _number(size, "h")
    if _off(width, measures.PAGE_WIDTH) or _off(height, measures.PAGE_HEIGHT):
        yield Finding(
            "page-size",
            "5.1",
            "用纸应为A4（210×297毫米），现在是%(width)d×%(height)d毫米",
            {
                "width": measures.tenths_of_millimetre(width) // 10,
                "height": measures.tenths_of_millimetre(height) // 10,
            },
        )
    top, left = _number(margins, "top"), _number(margins, "left") + _number(margins, "gutter")
    if _off(abs(top), measures.TOP) or _off(left, measures.LEFT):
        yield Finding("margins", "5.2.1", "天头应为37毫米、订口应为28毫米")
    text_width, text_height = _text_area(section)
    if _off(text_width, measures.TEXT_WIDTH, 2) or _off(text_height, measures.TEXT_HEIGHT, 2):
        yield Finding("text-area", "5.2.1", "版心应为156×225毫米")


def _text_area(section: Any) -> tuple[int, int]:
    size, margins = section.find(qn("w:pgSz")), section.find(qn("w:pgMar"))
    width = _number(size, "w") - _number(margins, "left") - _number(margins, "right") - _number(margins, "gutter")
    return width, _number(size, "h") - abs(_number(margins, "top")) - abs(_number(margins, "bottom"))


def _grid(section: Any) -> Iterator[Finding]:
    grid = section.find(qn("w:docGrid"))
    if grid is None or grid.get(qn("w:type")) not in {"linesAndChars", "snapToChars"}:
        yield Finding("grid", "5.2.3", "没有设定每面22行、每行28字的文档网格")
        return
    width, height = _text_area(section)
    # 4096ths of a point, as Word counts the room between characters.
    pitch = measures.BODY_POINTS * 4096 + _number(grid, "charSpace")
    lines = height // max(1, _number(grid, "linePitch", 1))
    characters = width * 4096 // max(1, pitch * 20)
    if (lines, characters) != (measures.LINES, measures.CHARACTERS):
        yield Finding(
            "grid",
            "5.2.3",
            "文档网格应为每面22行、每行28字，现在是%(lines)d行、%(characters)d字",
            {"lines": lines, "characters": characters},
        )


def _page_numbers(opened: Opened, profile: Profile) -> Iterator[Finding]:
    even = opened.settings.find(qn("w:evenAndOddHeaders"))
    if even is None or even.get(qn("w:val"), "1") in OFF:
        yield Finding("page-number-sides", "7.5", "单页和双页的页码应分开设置：单页居右、双页居左")
        return
    section = opened.document.sections[0]
    for footer, element, side in (
        (section.footer, ODD_NUMBER, "right"),
        (section.even_page_footer, EVEN_NUMBER, "left"),
    ):
        yield from _page_number(opened, footer, element, side)
    first = section.first_page_footer
    has_own_first = section.different_first_page_header_footer
    if profile == Profile.LETTER and not (has_own_first and not _has_field(first._element)):  # noqa: SLF001 - fields
        yield Finding("letter-first-number", "10.1", "信函首页不显示页码")


def _has_field(element: Any) -> bool:
    codes = [each.get(qn("w:instr"), "") for each in element.iter(qn("w:fldSimple"))]
    codes += [each.text or "" for each in element.iter(qn("w:instrText"))]
    return any(code.split()[:1] == ["PAGE"] for code in codes)


def _page_number(opened: Opened, footer: Any, element: Element, side: str) -> Iterator[Finding]:
    found = [opened.paragraph(p._p) for p in footer.paragraphs if _has_field(p._p)]  # noqa: SLF001 - fields
    if not found:
        yield Finding("page-number", "7.5", "没有页码：%(which)s", {"which": element.name})
        return
    paragraph = found[0]
    alignment = opened.of_paragraph(paragraph, "jc")
    aligned = alignment.get(qn("w:val")) if alignment is not None else "left"
    if {"start": "left", "both": "left", "end": "right"}.get(aligned, aligned) != side:
        yield Finding(
            "page-number-sides", "7.5", "单页和双页的页码应分开设置：单页居右、双页居左", where=paragraph.start
        )
    if _indent(opened, paragraph, side) != measures.characters(100, measures.NUMBER_POINTS):
        yield Finding("page-number-indent", "7.5", "页码与版心边缘之间应空一字", where=paragraph.start)
    if not (paragraph.text.strip().startswith("—") and paragraph.text.strip().endswith("—")):
        yield Finding("page-number-dashes", "7.5", "页码左右应各有一条一字线", where=paragraph.start)
    for run, _ in opened.runs(paragraph):
        is_song = {opened.font(run, paragraph), opened.font(run, paragraph, "ascii")} <= set(SONG.names)
        if not is_song or opened.half_points(run, paragraph) != measures.NUMBER_POINTS * 2:
            yield Finding("page-number-font", "7.5", "页码应为4号宋体", where=paragraph.start)
            break
    yield from _drop(opened, paragraph)


def _indent(opened: Opened, paragraph: Any, side: str) -> int:
    return int(opened.attribute(paragraph, "ind", side) or 0)


def _drop(opened: Opened, paragraph: Any) -> Iterator[Finding]:
    """How far below the text the number's dash stands: footers are measured from the edge of the page up."""
    margins = opened.sections[0].find(qn("w:pgMar"))
    line = int(opened.attribute(paragraph, "spacing", "line") or 0)
    after = int(opened.attribute(paragraph, "spacing", "after") or 0)
    bottom = abs(_number(margins, "bottom"))
    if _off(bottom - _number(margins, "footer") - after - line // 2, measures.NUMBER_DROP):
        yield Finding("page-number-drop", "7.5", "页码的一字线应在版心下边缘之下7毫米", where=paragraph.start)
