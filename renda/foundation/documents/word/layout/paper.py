"""An official page to write on: A4, the text area and grid of GB/T 9704-2012, named styles, page numbers."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from docx import Document
from docx.document import Document as OpenDocument
from docx.text.paragraph import Paragraph

from renda.foundation.documents.word.layout import measures, styles
from renda.foundation.documents.word.layout.elements import (
    BODY,
    EVEN_NUMBER,
    FIRST,
    ODD_NUMBER,
    SECOND,
    Element,
)
from renda.foundation.documents.word.layout.packing import packed
from renda.foundation.documents.word.layout.xml import word_xml

EPOCH = datetime(2012, 7, 1, tzinfo=UTC)
# Parts of the library's empty document that say nothing here.
DROPPED = ("stylesWithEffects", "customXml", "webSettings", "numbering", "theme", "thumbnail")


class Paper:
    """A document being laid out; text may hold places ``{{ … }}`` that are filled in later."""

    def __init__(self, title: str) -> None:
        self.document: OpenDocument = Document()
        self.section = self.document.sections[0]
        self._bare()
        self._page()
        about = self.document.core_properties
        about.title, about.author, about.comments, about.last_modified_by = title, "", "", ""
        about.created = about.modified = EPOCH
        self._numbers()

    def _bare(self) -> None:
        part = self.document.part
        for holder in (part, part.package):
            for key in [key for key, rel in holder.rels.items() if rel.reltype.endswith(DROPPED)]:
                holder.rels.pop(key)
        for old, new in ((self.document.styles.element, styles.styles()), (part.settings.element, styles.settings())):
            old[:] = list(new)
        fonts = next(rel.target_part for rel in part.rels.values() if rel.reltype.endswith("fontTable"))
        fonts._blob = styles.font_table()  # noqa: SLF001 - the library has no door to the font table

    def _page(self) -> None:
        twips = measures.twips
        self.section._sectPr[:] = list(  # noqa: SLF001 - grids are unknown to the library's own properties
            word_xml(
                f'<w:sectPr><w:pgSz w:w="{twips(measures.PAGE_WIDTH)}" w:h="{twips(measures.PAGE_HEIGHT)}"/>'
                f'<w:pgMar w:top="{twips(measures.TOP)}" w:right="{twips(measures.RIGHT)}"'
                f' w:bottom="{twips(measures.BOTTOM)}" w:left="{twips(measures.LEFT)}" w:header="{twips(15)}"'
                f' w:footer="{measures.number_footer()}" w:gutter="0"/><w:cols w:space="425"/>'
                f'<w:docGrid w:type="linesAndChars" w:linePitch="{measures.LINE_PITCH}"'
                f' w:charSpace="{measures.CHARACTER_SPACE}"/></w:sectPr>'
            )
        )

    def _numbers(self) -> None:
        for footer, element in ((self.section.footer, ODD_NUMBER), (self.section.even_page_footer, EVEN_NUMBER)):
            footer.is_linked_to_previous = False
            paragraph = styled(footer.paragraphs[0], element)
            paragraph.add_run("— ")
            field = word_xml('<w:fldSimple w:instr=" PAGE "><w:r><w:t>1</w:t></w:r></w:fldSimple>')
            paragraph._p.append(field)  # noqa: SLF001 - fields are unknown to the library
            paragraph.add_run(" —")

    def line(self, element: Element, text: str = "", *, inside: Any = None) -> Paragraph:
        """A paragraph of an element, in the body or in a cell, header or footer."""
        return styled((inside if inside is not None else self.document).add_paragraph(text), element)

    def control(self, statement: str) -> None:
        """A statement of the template on a line of its own, which vanishes when the template is filled."""
        self.line(BODY, f"{{%p {statement} %}}")

    def body(self, text: str, *, is_last: bool = False) -> Paragraph:
        """A paragraph of text; the last one stays with the signature, which never stands on a page alone (7.3.5.5)."""
        paragraph = self.line(BODY, text)
        if is_last:
            paragraph.paragraph_format.keep_with_next = True
        return paragraph

    def paragraphs(self, name: str) -> None:
        """A place for plain paragraphs, from a list of texts."""
        self.control(f"for each in {name}")
        self.line(BODY, "{{ each }}")
        self.control("endfor")

    def blocks(self, name: str) -> None:
        """A place for paragraphs and headings, from a list of ``wording.Block``."""
        self.control(f"for block in {name}")
        for condition, element in (("if block.is_first", FIRST), ("elif block.is_second", SECOND), ("else", BODY)):
            self.control(condition)
            self.line(element, "{{ block.text }}")
        self.control("endif")
        self.control("endfor")

    def to_bytes(self) -> bytes:
        """The .docx file; laid out alike, it is the same bytes."""
        return packed(self.document)


def styled(paragraph: Paragraph, element: Element) -> Paragraph:
    """Set a paragraph as an element."""
    paragraph.style = element.name
    return paragraph
