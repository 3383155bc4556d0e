"""Reads how the text of a .docx really looks: a run's own properties, then its styles', then the document's."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from docx import Document
from docx.oxml.ns import qn
from docx.oxml.xmlchemy import BaseOxmlElement

HAN = re.compile(r"[\u3400-\u4dbf\u4e00-\u9fff]")
OFF = {"0", "false", "off", "none"}


@dataclass(frozen=True)
class Paragraph:
    """One paragraph: its style's name, its text, and whether it stands in a table."""

    element: BaseOxmlElement
    style_id: str
    style: str
    text: str
    in_table: bool

    @property
    def start(self) -> str:
        """Its first characters, to find it by."""
        return self.text[:20]


class Opened:
    """A document opened for checking.

    Raises:
        whatever the library raises for a file that is no .docx.
    """

    def __init__(self, data: bytes) -> None:
        self.document = Document(io.BytesIO(data))
        root = self.document.styles.element
        self._styles = {style.get(qn("w:styleId")): style for style in root.findall(qn("w:style"))}
        self._defaults = root.find(qn("w:docDefaults"))
        self._default_style = next(
            (
                name
                for name, style in self._styles.items()
                if style.get(qn("w:type")) == "paragraph" and style.get(qn("w:default")) == "1"
            ),
            "",
        )
        self.settings = self.document.settings.element
        self.sections = [section._sectPr for section in self.document.sections]  # noqa: SLF001 - grids, which the library lacks
        self.body = [self.paragraph(each) for each in self.document.element.body.iter(qn("w:p"))]
        # The head of a letter stands above the text of its first page.
        self.heads = [
            self.paragraph(each._p)  # noqa: SLF001 - the library's paragraphs know only their own properties
            for section in self.document.sections
            if section.different_first_page_header_footer
            for each in section.first_page_header.paragraphs
        ]

    def paragraph(self, element: Any) -> Paragraph:
        """A paragraph with the name of its style and its text."""
        chosen = element.find(f"{qn('w:pPr')}/{qn('w:pStyle')}")
        style_id = chosen.get(qn("w:val")) if chosen is not None else self._default_style
        style = self._styles.get(style_id)
        name = style.find(qn("w:name")).get(qn("w:val")) if style is not None else ""
        return Paragraph(element, style_id, name, text_of(element), _is_in_table(element))

    def runs(self, paragraph: Paragraph) -> Iterator[tuple[Any, str]]:
        """The runs of a paragraph that have text, fields included."""
        for run in paragraph.element.iter(qn("w:r")):
            text = text_of(run)
            if text.strip():
                yield run, text

    def of_paragraph(self, paragraph: Paragraph, name: str) -> Any:
        """A property of a paragraph, from the nearest that sets it; None where nothing does."""
        return self._nearest(self._paragraph_sources(paragraph), name)

    def attribute(self, paragraph: Paragraph, name: str, attribute: str) -> str | None:
        """One attribute of a property of a paragraph: indents and spacings are inherited one by one."""
        return self._attribute(self._paragraph_sources(paragraph), name, attribute)

    def of_run(self, run: Any, paragraph: Paragraph, name: str) -> Any:
        """A property of a run, from the nearest that sets it."""
        return self._nearest(self._run_sources(run, paragraph), name)

    def font(self, run: Any, paragraph: Paragraph, script: str = "eastAsia") -> str:
        """The name of the font of a run; a theme's font goes by the theme's word for it."""
        for source in self._run_sources(run, paragraph):
            fonts = source.find(qn("w:rFonts"))
            if fonts is None:
                continue
            named = fonts.get(qn(f"w:{script}Theme")) or fonts.get(qn(f"w:{script}"))
            if named:
                return str(named)
        return ""

    def half_points(self, run: Any, paragraph: Paragraph) -> int:
        """The size of a run in half points; Word's own 10 points where nothing says it."""
        size = self.of_run(run, paragraph, "sz")
        return int(size.get(qn("w:val"))) if size is not None else 20

    def is_on(self, run: Any, paragraph: Paragraph, name: str) -> bool:
        """Whether a run is bold, italic and so on."""
        found = self.of_run(run, paragraph, name)
        return found is not None and found.get(qn("w:val"), "1") not in OFF

    def _paragraph_sources(self, paragraph: Paragraph) -> Iterator[Any]:
        yield from _present(paragraph.element.find(qn("w:pPr")))
        for style in self._chain(paragraph.style_id):
            yield from _present(style.find(qn("w:pPr")))
        if self._defaults is not None:
            yield from _present(self._defaults.find(f"{qn('w:pPrDefault')}/{qn('w:pPr')}"))

    def _run_sources(self, run: Any, paragraph: Paragraph) -> Iterator[Any]:
        own = run.find(qn("w:rPr"))
        yield from _present(own)
        chosen = own.find(qn("w:rStyle")) if own is not None else None
        for style in self._chain(chosen.get(qn("w:val")) if chosen is not None else ""):
            yield from _present(style.find(qn("w:rPr")))
        for style in self._chain(paragraph.style_id):
            yield from _present(style.find(qn("w:rPr")))
        if self._defaults is not None:
            yield from _present(self._defaults.find(f"{qn('w:rPrDefault')}/{qn('w:rPr')}"))

    def _chain(self, style_id: str) -> Iterator[Any]:
        seen: set[str] = set()
        while style_id in self._styles and style_id not in seen:
            seen.add(style_id)
            style = self._styles[style_id]
            yield style
            parent = style.find(qn("w:basedOn"))
            style_id = parent.get(qn("w:val")) if parent is not None else ""

    @staticmethod
    def _nearest(sources: Iterator[Any], name: str) -> Any:
        return next((found for source in sources if (found := source.find(qn(f"w:{name}"))) is not None), None)

    @staticmethod
    def _attribute(sources: Iterator[Any], name: str, attribute: str) -> str | None:
        for source in sources:
            found = source.find(qn(f"w:{name}"))
            if found is not None and found.get(qn(f"w:{attribute}")) is not None:
                return str(found.get(qn(f"w:{attribute}")))
        return None


def text_of(element: Any) -> str:
    """The text of a paragraph or run, tabs and breaks as they are."""
    said = {qn("w:tab"): "\t", qn("w:br"): "\n"}
    # A tab stop of the paragraph's properties is no tab.
    return "".join(
        said.get(each.tag, each.text or "")
        for each in element.iter(qn("w:t"), qn("w:tab"), qn("w:br"))
        if each.getparent().tag != qn("w:tabs")
    )


def _present(element: Any) -> Iterator[Any]:
    if element is not None:
        yield element


def _is_in_table(element: Any) -> bool:
    return any(parent.tag == qn("w:tbl") for parent in element.iterancestors())
