"""Checks the parts: head, number, receiver, attachments, signature and imprint (GB/T 9704-2012, 7.2 to 7.4, 10.1)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from docx.oxml.ns import qn

from renda.foundation.documents.word.checker import text
from renda.foundation.documents.word.checker.findings import Finding
from renda.foundation.documents.word.checker.opened import Opened, Paragraph
from renda.foundation.documents.word.layout import measures, wording
from renda.foundation.documents.word.layout.elements import (
    ATTACHED,
    ATTACHMENT,
    COPIES,
    DATED,
    HEAD,
    LETTER_HEAD,
    LETTER_NUMBER,
    MORE_ATTACHED,
    NUMBER,
    PRINTED,
    RECEIVER,
    SIGNED,
    TITLE,
    UPWARD_NUMBER,
    Element,
)
from renda.foundation.documents.word.layout.styles import RED
from renda.foundation.documents.word.registry import Profile

# 0.35 mm and 0.25 mm in eighths of a point, within a quarter of a point.
THICK, THIN, SLACK = 8, 6, 1


def check(opened: Opened, profile: Profile) -> Iterator[Finding]:
    """Findings on the parts that the layout asks for."""
    yield from text.title_findings(opened, _of(opened, TITLE))
    if not _of(opened, TITLE):
        yield Finding("no-title", TITLE.clause, "没有标题")
    yield from _dates(opened)
    if profile == Profile.FORM:
        return
    if profile == Profile.LETTER:
        yield from _letter(opened)
    else:
        yield from _head(opened)
    yield from _receiver(opened)
    yield from _attached(opened)
    yield from _signature(opened)
    yield from _imprint(opened, profile)


def _of(opened: Opened, *elements: Element) -> list[Paragraph]:
    names = {element.name for element in elements}
    return [paragraph for paragraph in opened.body if paragraph.style in names and paragraph.text.strip()]


def _border(opened: Opened, paragraph: Paragraph, side: str) -> Any:
    borders = opened.of_paragraph(paragraph, "pBdr")
    found = borders.find(qn(f"w:{side}")) if borders is not None else None
    return found if found is not None and found.get(qn("w:val")) not in {"nil", "none"} else None


def _head(opened: Opened) -> Iterator[Finding]:
    if not _of(opened, HEAD):
        yield Finding("no-head", HEAD.clause, "没有发文机关标志")
    numbers = _of(opened, NUMBER, UPWARD_NUMBER)
    if not numbers:
        yield Finding("no-number", NUMBER.clause, "没有发文字号")
        return
    yield from _number(numbers[0], numbers[0].text.strip().split("\t", 1)[0])
    rule = _border(opened, numbers[0], "bottom")
    if rule is None or rule.get(qn("w:color")) != RED:
        yield Finding("no-red-rule", "7.2.7", "发文字号之下应有一条与版心等宽的红色分隔线")
    elif abs(int(rule.get(qn("w:space"), 0)) * 254 - measures.RULE_GAP * 720) > 720:
        yield Finding("red-rule-gap", "7.2.7", "红色分隔线应在发文字号之下4毫米处")


def _number(paragraph: Paragraph, said: str) -> Iterator[Finding]:
    if not wording.is_document_number(said):
        yield Finding(
            "number",
            "7.2.5",
            "发文字号“%(said)s”写法不对：年份用六角括号〔〕，序号不加“第”、不编虚位",
            {"said": said},
            paragraph.start,
        )


def _letter(opened: Opened) -> Iterator[Finding]:
    section = opened.document.sections[0]
    header = [opened.paragraph(p._p) for p in section.first_page_header.paragraphs]  # noqa: SLF001 - borders
    footer = [opened.paragraph(p._p) for p in section.first_page_footer.paragraphs]  # noqa: SLF001 - borders
    heads = [paragraph for paragraph in header if paragraph.style == LETTER_HEAD.name and paragraph.text.strip()]
    if not section.different_first_page_header_footer or not heads:
        yield Finding("no-head", LETTER_HEAD.clause, "没有发文机关标志")
    for paragraphs, side, kind in ((heads, "bottom", "thickThin"), (footer, "top", "thinThick")):
        rules = [rule for paragraph in paragraphs if (rule := _border(opened, paragraph, side)) is not None]
        if not any(r.get(qn("w:color")) == RED and r.get(qn("w:val"), "").startswith(kind) for r in rules):
            yield Finding("no-double-rule", "10.1", "信函首页上下应各有一条红色双线，上线上粗下细、下线上细下粗")
    numbers = _of(opened, LETTER_NUMBER)
    if not numbers:
        yield Finding("no-number", LETTER_NUMBER.clause, "没有发文字号")
        return
    yield from _number(numbers[0], numbers[0].text.strip())
    if _aligned(opened, numbers[0]) != "right":
        yield Finding("number-side", "10.1", "信函的发文字号应顶格居版心右边缘", where=numbers[0].start)


def _aligned(opened: Opened, paragraph: Paragraph) -> str:
    found = opened.of_paragraph(paragraph, "jc")
    return (
        {"end": "right", "start": "left"}.get(value := found.get(qn("w:val")), value) if found is not None else "left"
    )


def _receiver(opened: Opened) -> Iterator[Finding]:
    receivers = _of(opened, RECEIVER)
    if not receivers:
        yield Finding("no-receiver", RECEIVER.clause, "没有主送机关")
    for paragraph in receivers:
        if not paragraph.text.rstrip().endswith("："):
            yield Finding("receiver-colon", RECEIVER.clause, "主送机关后应标全角冒号", where=paragraph.start)
        indents = [opened.attribute(paragraph, "ind", name) for name in ("left", "firstLine", "firstLineChars")]
        if any(int(indent or 0) for indent in indents):
            yield Finding("receiver-indent", RECEIVER.clause, "主送机关应居左顶格", where=paragraph.start)


def _attached(opened: Opened) -> Iterator[Finding]:
    named = _of(opened, ATTACHED, MORE_ATTACHED)
    for paragraph in named:
        if paragraph.text.rstrip()[-1:] in "。，；;,.":
            yield Finding("attached-mark", ATTACHED.clause, "附件名称后不加标点", where=paragraph.start)
    if named and not named[0].text.startswith(wording.ATTACHED_WORD):
        yield Finding("attached-word", ATTACHED.clause, "附件说明应以“附件：”开头", where=named[0].start)
    for paragraph in _of(opened, ATTACHMENT):
        if opened.of_paragraph(paragraph, "pageBreakBefore") is None:
            yield Finding("attachment-page", ATTACHMENT.clause, "附件应另面编排", where=paragraph.start)


def _dates(opened: Opened) -> Iterator[Finding]:
    for paragraph in _of(opened, DATED):
        if not wording.is_long_date(paragraph.text.strip()):
            yield Finding(
                "date",
                DATED.clause,
                "成文日期“%(said)s”写法不对：年月日标全，用阿拉伯数字，不编虚位",
                {"said": paragraph.text.strip()},
                paragraph.start,
            )


def _signature(opened: Opened) -> Iterator[Finding]:
    dates, names = _of(opened, DATED), _of(opened, SIGNED)
    if not names:
        yield Finding("no-signature", SIGNED.clause, "没有发文机关署名")
    if not dates:
        yield Finding("no-date", DATED.clause, "没有成文日期")
        return
    date = dates[0]
    right = int(opened.attribute(date, "ind", "right") or 0)
    if _aligned(opened, date) != "right" or abs(right - measures.characters(400)) > measures.characters(20):
        yield Finding("date-indent", "7.3.5.1", "加盖印章的公文，成文日期应右空四字", where=date.start)
    texts = [paragraph for paragraph in opened.body if paragraph.text.strip() and not paragraph.in_table]
    if names and (texts.index(date) == 0 or texts[texts.index(date) - 1].style != SIGNED.name):
        yield Finding(
            "signature-order", "7.3.5.1", "发文机关署名应在成文日期之上，以成文日期为准居中", where=date.start
        )


def _imprint(opened: Opened, profile: Profile) -> Iterator[Finding]:
    parts = _of(opened, COPIES, PRINTED)
    if profile == Profile.DOCUMENT and not any(paragraph.style == PRINTED.name for paragraph in parts):
        yield Finding("no-imprint", "7.4", "没有版记")
        return
    if not parts:
        return
    for paragraph in parts:
        said = paragraph.text.strip()
        if paragraph.style == COPIES.name and not (said.startswith(wording.COPIES_WORD) and said.endswith("。")):
            yield Finding("copies", COPIES.clause, "抄送机关前应有“抄送：”，最后标句号", where=paragraph.start)
        if paragraph.style == PRINTED.name and not _is_printed(said):
            yield Finding(
                "printed", PRINTED.clause, "印发机关居左、印发日期居右，日期后加“印发”，不编虚位", where=paragraph.start
            )
    yield from _place(opened, parts, profile)


def _is_printed(said: str) -> bool:
    day = said.rsplit("\t", 1)[-1]
    return (
        "\t" in said
        and day.endswith(wording.PRINTED_WORD)
        and wording.is_long_date(day.removesuffix(wording.PRINTED_WORD))
    )


def _place(opened: Opened, parts: list[Paragraph], profile: Profile) -> Iterator[Finding]:
    """The imprint is the last thing said, in a table that stands at the foot of the text area."""
    table = next((parent for parent in parts[-1].element.iterancestors(qn("w:tbl"))), None)
    said = [paragraph for paragraph in opened.body if paragraph.text.strip()]
    position = table.find(f"{qn('w:tblPr')}/{qn('w:tblpPr')}") if table is not None else None
    if (
        table is None
        or position is None
        or position.get(qn("w:tblpYSpec")) != "bottom"
        or position.get(qn("w:vertAnchor")) != "margin"
        or said[-1] is not parts[-1]
    ):
        yield Finding("imprint-place", "7.4", "版记应在公文最后一面的版心下边缘", where=parts[-1].start)
        return
    if profile == Profile.DOCUMENT:
        rows = table.findall(qn("w:tr"))
        edges = [_edge(table, row, side) for row, side in ((rows[0], "top"), (rows[-1], "bottom"))]
        if any(abs(edge - THICK) > SLACK for edge in edges):
            yield Finding("imprint-rules", "7.4.1", "版记首条和末条分隔线应为0.35毫米的粗线")
        if len(rows) > 1 and abs(_edge(table, rows[0], "bottom") - THIN) > SLACK:
            yield Finding("imprint-rules", "7.4.1", "版记中间的分隔线应为0.25毫米的细线")


def _edge(table: Any, row: Any, side: str) -> int:
    """The width of a row's rule in eighths of a point; the table's own counts at its outer edges."""
    own = row.find(f"{qn('w:tc')}/{qn('w:tcPr')}/{qn('w:tcBorders')}/{qn(f'w:{side}')}")
    whole = table.find(f"{qn('w:tblPr')}/{qn('w:tblBorders')}/{qn(f'w:{side}')}")
    found = own if own is not None else whole
    return int(found.get(qn("w:sz"), 0)) if found is not None else 0
