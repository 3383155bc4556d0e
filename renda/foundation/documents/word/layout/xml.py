"""Elements of WordprocessingML that the library has no words for."""

from __future__ import annotations

import re
from typing import Any

from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn

from renda.foundation.documents.word.layout.fonts import Face

ROOT = re.compile(r"^<(w:\w+)")
# What comes before the properties we set, in the order of the format.
BEFORE = ("pStyle", "keepNext", "keepLines", "pageBreakBefore", "pBdr", "tabs", "spacing")


def word_xml(text: str) -> Any:
    """An element written without its namespace."""
    return parse_xml(ROOT.sub(rf"<\1 {nsdecls('w')}", text, count=1))


def set_property(paragraph: Any, text: str) -> None:
    """Set a property of one paragraph against its style."""
    properties = paragraph._p.get_or_add_pPr()  # noqa: SLF001 - borders and tabs are unknown to the library
    new = word_xml(text)
    for old in properties.findall(new.tag):
        properties.remove(old)
    order = [qn(f"w:{name}") for name in BEFORE]
    earlier = [child for child in properties if child.tag in order[: order.index(new.tag)]]
    properties.insert(len(earlier), new)


def append(holder: Any, text: str) -> None:
    """Add a property after those a cell or row has."""
    holder.append(word_xml(text))


def set_font(run: Any, face: Face) -> None:
    """Set one run in another face, for Chinese too."""
    properties = run._r.get_or_add_rPr()  # noqa: SLF001 - the library sets Latin names only
    properties.insert(0, word_xml(fonts(face)))


def fonts(face: Face) -> str:
    """The font names of a run, for Chinese and for Latin letters and digits."""
    return f'<w:rFonts w:ascii="{face.name}" w:hAnsi="{face.name}" w:eastAsia="{face.name}" w:cs="{face.name}"/>'
