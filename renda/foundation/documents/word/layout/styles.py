"""Writes the styles, settings and font table of an official document."""

from __future__ import annotations

from typing import Any

from docx.oxml.ns import nsdecls

from renda.foundation.documents.word.layout.elements import BODY, ELEMENTS, Element
from renda.foundation.documents.word.layout.fonts import FACES
from renda.foundation.documents.word.layout.measures import CHARACTER_SPACE, characters, points
from renda.foundation.documents.word.layout.xml import fonts, word_xml

RED = "FF0000"
TABLE = "公文表格"
# The grid's pitch is written into the styles as well: LibreOffice gives a character wider than its cell two cells, so the
# text keeps to 22 lines of 28 characters by itself, in every program. One twentieth of a point is left for rounding.
CLOSER = CHARACTER_SPACE * 20 // 4096 - 1
COMPATIBLE = "http://schemas.microsoft.com/office/word"


def run_properties(element: Element) -> str:
    """How the text of an element looks."""
    colour = f'<w:color w:val="{RED}"/>' if element.is_red else ""
    return f'{fonts(element.face)}{colour}<w:sz w:val="{element.size * 2}"/><w:szCs w:val="{element.size * 2}"/>'


def indents(element: Element) -> str:
    """The indents of an element, in characters and, for programs that do not know those, in twips."""
    kinds = {"left": element.left, "right": element.right, "hanging": element.hanging, "firstLine": element.first}
    written = [
        f'w:{kind}Chars="{hundredths}" w:{kind}="{characters(hundredths, element.size)}"'
        for kind, hundredths in kinds.items()
        if hundredths
    ]
    return f"<w:ind {' '.join(written)}/>" if written else ""


def paragraph_properties(element: Element) -> str:
    """How the paragraphs of an element stand."""
    line = f'w:line="{points(element.line)}" w:lineRule="exact"' if element.line else 'w:line="240" w:lineRule="auto"'
    return (
        f"{'<w:keepNext/>' if element.is_kept else ''}"
        f'<w:spacing w:before="{points(element.before)}" w:after="{points(element.after)}" {line}/>'
        f'{indents(element)}<w:jc w:val="{element.align}"/>'
    )


def _style(number: int, element: Element) -> str:
    return (
        f'<w:style w:type="paragraph" w:customStyle="1" w:styleId="Official{number}"><w:name w:val="{element.name}"/>'
        f'<w:basedOn w:val="Normal"/><w:qFormat/><w:pPr>{paragraph_properties(element)}</w:pPr>'
        f"<w:rPr>{run_properties(element)}</w:rPr></w:style>"
    )


def styles() -> Any:
    """The whole style sheet."""
    sides = "".join(
        f'<w:{side} w:val="single" w:sz="4" w:space="0" w:color="auto"/>'
        for side in ("top", "left", "bottom", "right", "insideH", "insideV")
    )
    plain = Element("", "", size=BODY.size)
    written = "".join(_style(number, element) for number, element in enumerate(ELEMENTS, start=1))
    return word_xml(
        f"<w:styles><w:docDefaults><w:rPrDefault><w:rPr>{run_properties(plain)}"
        '<w:lang w:val="en-US" w:eastAsia="zh-CN"/></w:rPr></w:rPrDefault><w:pPrDefault/></w:docDefaults>'
        '<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/><w:qFormat/><w:pPr>'
        '<w:widowControl w:val="0"/><w:autoSpaceDE w:val="0"/><w:autoSpaceDN w:val="0"/><w:snapToGrid w:val="0"/>'
        f'{paragraph_properties(plain)}</w:pPr><w:rPr><w:spacing w:val="{CLOSER}"/>'
        f'<w:sz w:val="{plain.size * 2}"/><w:szCs w:val="{plain.size * 2}"/></w:rPr></w:style>'
        '<w:style w:type="character" w:default="1" w:styleId="DefaultParagraphFont">'
        '<w:name w:val="Default Paragraph Font"/><w:uiPriority w:val="1"/><w:semiHidden/></w:style>'
        '<w:style w:type="table" w:default="1" w:styleId="TableNormal"><w:name w:val="Normal Table"/><w:semiHidden/>'
        '<w:tblPr><w:tblInd w:w="0" w:type="dxa"/><w:tblCellMar><w:left w:w="57" w:type="dxa"/>'
        '<w:right w:w="57" w:type="dxa"/></w:tblCellMar></w:tblPr></w:style>'
        f'<w:style w:type="table" w:customStyle="1" w:styleId="OfficialTable"><w:name w:val="{TABLE}"/>'
        f'<w:basedOn w:val="TableNormal"/><w:tblPr><w:tblBorders>{sides}</w:tblBorders></w:tblPr></w:style>'
        f"{written}</w:styles>"
    )


def settings() -> Any:
    """Settings of the document: odd and even pages have their own footers."""
    said = "".join(
        f'<w:compatSetting w:name="{name}" w:uri="{COMPATIBLE}" w:val="{value}"/>'
        for name, value in (("compatibilityMode", 15), ("overrideTableStyleFontSizeAndJustification", 1))
    )
    return word_xml(
        '<w:settings><w:zoom w:percent="100"/><w:evenAndOddHeaders/>'
        '<w:defaultTabStop w:val="640"/><w:characterSpacingControl w:val="doNotCompress"/>'
        f'<w:compat><w:useFELayout/>{said}</w:compat><w:themeFontLang w:val="en-US" w:eastAsia="zh-CN"/></w:settings>'
    )


def font_table() -> bytes:
    """The fonts asked for, each with the one to take where it is missing."""
    said = "".join(
        f'<w:font w:name="{face.name}">'
        + (f'<w:altName w:val="{face.fallback}"/>' if face.fallback != face.name else "")
        + '<w:charset w:val="86"/><w:family w:val="auto"/><w:pitch w:val="variable"/></w:font>'
        for face in FACES
    )
    head = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
    return f"{head}<w:fonts {nsdecls('w')}>{said}</w:fonts>".encode()
