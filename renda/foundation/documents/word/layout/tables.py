"""Tables of an official document (GB/T 9704-2012, 8): lists, forms to fill in, and the imprint's own."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from docx.oxml.ns import qn
from docx.table import Table, _Cell, _Row
from docx.text.paragraph import Paragraph

from renda.foundation.documents.word.layout import measures
from renda.foundation.documents.word.layout.elements import (
    BODY,
    FORM_LABEL,
    FORM_TEXT,
    TABLE_HEAD,
    TABLE_NUMBER,
    TABLE_TEXT,
    Element,
)
from renda.foundation.documents.word.layout.paper import Paper, styled
from renda.foundation.documents.word.layout.styles import TABLE
from renda.foundation.documents.word.layout.xml import append, word_xml


@dataclass(frozen=True)
class Column:
    """A column of a list: its head, its width in millimetres, what stands in each row, and whether that is a number."""

    head: str
    width: int
    text: str
    is_number: bool = False


def listing(paper: Paper, columns: Sequence[Column], *, rows: str, row: str = "row") -> Table:
    """A table with one row for each of a list, its head repeated on every page."""
    table = _table(paper, 4, [column.width for column in columns])
    head, opening, body, closing = table.rows
    for cell, column in zip(head.cells, columns, strict=True):
        fill(cell, TABLE_HEAD, column.head)
    _row_property(head, "<w:cantSplit/>", "<w:tblHeader/>")
    opening.cells[0].paragraphs[0].add_run(f"{{%tr for {row} in {rows} %}}")
    closing.cells[0].paragraphs[0].add_run("{%tr endfor %}")
    for cell, column in zip(body.cells, columns, strict=True):
        fill(cell, TABLE_NUMBER if column.is_number else TABLE_TEXT, column.text)
    _row_property(body, "<w:cantSplit/>")
    return table


def form(paper: Paper, widths: Sequence[int], rows: Sequence[Sequence[str]], *, heights: Sequence[int] = ()) -> Table:
    """A form of labels and places, in turn; the last cell of a short row is as wide as the rest. Lengths in millimetres."""
    table = _table(paper, len(rows), widths)
    for index, (row, texts) in enumerate(zip(table.rows, rows, strict=True)):
        cells = list(row.cells)
        if len(texts) < len(cells):
            cells[len(texts) - 1] = cells[len(texts) - 1].merge(cells[-1])
        for number, text in enumerate(texts):
            fill(cells[number], FORM_TEXT if number % 2 else FORM_LABEL, text)
        height = measures.twips(heights[index] if heights else 12)
        _row_property(row, f'<w:trHeight w:val="{height}" w:hRule="atLeast"/>')
    return table


def _table(paper: Paper, rows: int, widths: Sequence[int]) -> Table:
    table = paper.document.add_table(rows, len(widths))
    table.style = paper.document.styles[TABLE]
    table.autofit = False
    whole = table._tbl.tblPr.find(qn("w:tblW"))  # noqa: SLF001 - the library leaves the whole width open
    whole.set(qn("w:type"), "dxa")
    whole.set(qn("w:w"), str(measures.twips(sum(widths))))
    for column, width in zip(table.columns, widths, strict=True):
        column.width = width * 36000
        for cell in column.cells:
            cell.width = width * 36000
            append(cell._tc.get_or_add_tcPr(), '<w:vAlign w:val="center"/>')  # noqa: SLF001 - unknown to the library
    return table


def fill(cell: _Cell, element: Element, text: str) -> Paragraph:
    """Write a cell; further paragraphs after a line break."""
    first, *more = text.split("\n")
    paragraph = styled(cell.paragraphs[0], element)
    paragraph.add_run(first)
    for line in more:
        paragraph = styled(cell.add_paragraph(line), element)
    return paragraph


def floating(paper: Paper, *, rows: int) -> Table:
    """A table as wide as the text that stands at the foot of the page of the paragraph after it."""
    table = paper.document.add_table(rows, 1)
    width = measures.twips(measures.TEXT_WIDTH)
    properties = table._tbl.tblPr  # noqa: SLF001 - the library knows no floating tables
    for child in list(properties):
        properties.remove(child)
    properties.extend(
        word_xml(
            '<w:tblPr><w:tblpPr w:leftFromText="0" w:rightFromText="0" w:vertAnchor="margin" w:horzAnchor="page"'
            f' w:tblpX="{measures.twips(measures.LEFT)}" w:tblpYSpec="bottom"/><w:tblOverlap w:val="never"/>'
            f'<w:tblW w:w="{width}" w:type="dxa"/><w:tblLayout w:type="fixed"/>'
            '<w:tblCellMar><w:left w:w="0" w:type="dxa"/><w:right w:w="0" w:type="dxa"/></w:tblCellMar></w:tblPr>'
        )
    )
    for column in table.columns:
        column.width = width * 635
        for cell in column.cells:
            cell.width = width * 635
    return table


def _borders(sides: dict[str, int]) -> str:
    return "".join(
        f'<w:{side} w:val="single" w:sz="{size}" w:space="0" w:color="auto"/>' for side, size in sides.items()
    )


def rule(cell: _Cell, **sides: int) -> None:
    """Rules above and below a cell, in eighths of a point."""
    append(cell._tc.get_or_add_tcPr(), f"<w:tcBorders>{_borders(sides)}</w:tcBorders>")  # noqa: SLF001 - unknown to the library


def rule_table(table: Table, **sides: int) -> None:
    """Rules above and below a table, in eighths of a point."""
    width = table._tbl.tblPr.find(qn("w:tblW"))  # noqa: SLF001 - borders are unknown to the library
    width.addnext(word_xml(f"<w:tblBorders>{_borders(sides)}</w:tblBorders>"))


def anchor(paper: Paper) -> None:
    """The empty line that a floating table stands on the page of."""
    paper.line(BODY).paragraph_format.line_spacing = 12700


def _row_property(row: _Row, *xml: str) -> None:
    properties = row._tr.get_or_add_trPr()  # noqa: SLF001 - the library knows few properties of rows
    for one in xml:
        append(properties, one)
