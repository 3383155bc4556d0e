"""The parts of an official document (GB/T 9704-2012, 7 and 10.1), each written onto a paper."""

from __future__ import annotations

from collections.abc import Sequence

from docx.text.paragraph import Paragraph

from renda.foundation.documents.word.layout import measures, tables
from renda.foundation.documents.word.layout.elements import (
    ATTACHED,
    ATTACHMENT,
    COPIES,
    DATED,
    HEAD,
    LETTER_CLASS,
    LETTER_FOOT,
    LETTER_HEAD,
    LETTER_NUMBER,
    MARK,
    MORE_ATTACHED,
    NOTE,
    NUMBER,
    PRINTED,
    RECEIVER,
    SIGNED,
    TITLE,
    UPWARD_NUMBER,
)
from renda.foundation.documents.word.layout.fonts import KAI
from renda.foundation.documents.word.layout.paper import Paper
from renda.foundation.documents.word.layout.styles import RED
from renda.foundation.documents.word.layout.xml import set_font, set_property

# Borders are measured in eighths of a point: 0.35 mm and 0.25 mm.
THICK, THIN = 8, 6
RED_RULE = 12
GAP_POINTS = 11


def head(paper: Paper, agency: str, number: str, *, signer: str = "", marks: Sequence[str] = ()) -> None:
    """The red head: secrecy and urgency, the issuing body, the number, who signed an upward paper, the rule (7.2)."""
    for mark in marks:
        paper.line(MARK, mark)
    name = paper.line(HEAD, agency)
    if marks:
        before = measures.points(HEAD.before - MARK.line * len(marks))
        line = f'w:line="{measures.points(HEAD.line)}" w:lineRule="exact"'
        set_property(name, f'<w:spacing w:before="{before}" w:after="0" {line}/>')
    if signer:
        numbered = paper.line(UPWARD_NUMBER, f"\t{number}\t签发人：")
        set_font(numbered.add_run(signer), KAI)
        # One character is left free on either side; an indent would shorten the rule below.
        left, right = measures.characters(100), measures.twips(measures.TEXT_WIDTH) - measures.characters(100)
        stops = f'<w:tab w:val="left" w:pos="{left}"/><w:tab w:val="right" w:pos="{right}"/>'
        set_property(numbered, f"<w:tabs>{stops}</w:tabs>")
    else:
        numbered = paper.line(NUMBER, number)
    rule = f'<w:bottom w:val="single" w:sz="{RED_RULE}" w:space="{GAP_POINTS}" w:color="{RED}"/>'
    set_property(numbered, f"<w:pBdr>{rule}</w:pBdr>")


def letter_head(paper: Paper, agency: str, number: str, result_class: str) -> None:
    """The head of a letter: class at the top right, body's full name, double red rules on the first page (10.1)."""
    section = paper.section
    section.different_first_page_header_footer = True
    section.header_distance = measures.twips(measures.LETTER_HEAD_DROP) * 635 - LETTER_CLASS.line * 12700
    header = section.first_page_header
    header.is_linked_to_previous = False
    paper.line(LETTER_CLASS, result_class, inside=header)
    name = paper.line(LETTER_HEAD, agency, inside=header)
    header._element.remove(header.paragraphs[0]._p)  # noqa: SLF001 - the library starts headers with an empty line
    _double_rule(name, "bottom", "thickThinSmallGap")
    footer = section.first_page_footer
    footer.is_linked_to_previous = False
    line = paper.line(LETTER_FOOT, inside=footer)
    footer._element.remove(footer.paragraphs[0]._p)  # noqa: SLF001 - and footers alike
    _double_rule(line, "top", "thinThickSmallGap")
    # The footer ends where the rule stands; page numbers are lifted to their own place.
    section.footer_distance = measures.twips(measures.LETTER_FOOT_RULE) * 635
    lift = measures.number_footer() - measures.twips(measures.LETTER_FOOT_RULE)
    for numbered in (section.footer, section.even_page_footer):
        exact = f'w:line="{measures.points(measures.NUMBER_POINTS)}" w:lineRule="exact"'
        set_property(numbered.paragraphs[0], f'<w:spacing w:before="0" w:after="{lift}" {exact}/>')
    paper.line(LETTER_NUMBER, number)


def _double_rule(paragraph: Paragraph, side: str, kind: str) -> None:
    gap = GAP_POINTS if side == "bottom" else 0
    set_property(paragraph, f'<w:pBdr><w:{side} w:val="{kind}" w:sz="24" w:space="{gap}" w:color="{RED}"/></w:pBdr>')
    # The rules are wider than the text by as much on either side of the page.
    over = (measures.PAGE_WIDTH - measures.LETTER_RULE_WIDTH) // 2
    paragraph.paragraph_format.left_indent = (over - measures.LEFT) * 36000
    paragraph.paragraph_format.right_indent = (over - measures.RIGHT) * 36000


def title(paper: Paper, text: str) -> None:
    """The title, two lines below the rule (7.3.1)."""
    paper.line(TITLE, text)


def form_title(paper: Paper, *lines: str) -> None:
    """The title of a form, which has no head above it: it begins at the upper edge of the text."""
    for line in lines:
        paper.line(TITLE, line).paragraph_format.space_before = 0


def receiver(paper: Paper, text: str) -> None:
    """Whom it is sent to (7.3.2)."""
    paper.line(RECEIVER, text)


def attached(paper: Paper, name: str) -> None:
    """A place for the names of attachments, from a list of texts (7.3.4)."""
    paper.control(f"if {name}")
    paper.control(f"for each in {name}")
    paper.control("if loop.first")
    paper.line(ATTACHED, "附件：{{ each }}")
    paper.control("else")
    paper.line(MORE_ATTACHED, "{{ each }}")
    paper.control("endif")
    paper.control("endfor")
    paper.control("endif")


def signature(paper: Paper, agency: str, day: str) -> None:
    """Who issued it and when, the seal over both (7.3.5.1)."""
    paper.line(SIGNED, agency)
    paper.line(DATED, day)


def note(paper: Paper, text: str) -> None:
    """A note below the date, in brackets (7.3.6)."""
    paper.line(NOTE, f"（{text}）")


def attachment(paper: Paper, mark: str, heading: str) -> None:
    """The start of an attachment on its own page: mark, and title in the third line (7.3.7)."""
    line = paper.line(ATTACHMENT, mark)
    set_property(line, "<w:pageBreakBefore/>")
    paper.line(TITLE, heading).paragraph_format.space_before = ATTACHMENT.line * 12700


def imprint(paper: Paper, copies: str, printer: str, day: str) -> None:
    """The imprint at the foot of the last page: copies if any, who printed it and when, between rules (7.4)."""
    table = tables.floating(paper, rows=4)
    rows = table.rows
    rows[0].cells[0].paragraphs[0].add_run(f"{{%tr if {copies} %}}")
    tables.fill(rows[1].cells[0], COPIES, f"抄送：{{{{ {copies} }}}}。")
    rows[2].cells[0].paragraphs[0].add_run("{%tr endif %}")
    line = tables.fill(rows[3].cells[0], PRINTED, f"{printer}\t{day}印发")
    right = measures.twips(measures.TEXT_WIDTH) - measures.characters(PRINTED.right, PRINTED.size)
    set_property(line, f'<w:tabs><w:tab w:val="right" w:pos="{right}"/></w:tabs>')
    tables.rule(rows[1].cells[0], top=THICK, bottom=THIN)
    # Without copies the printer's row is the first.
    tables.rule(rows[3].cells[0], bottom=THICK)
    tables.rule_table(table, top=THICK, bottom=THICK)
    tables.anchor(paper)


def letter_imprint(paper: Paper, copies: str) -> None:
    """The imprint of a letter: copies only, no rules, at the foot of the last page (10.1)."""
    paper.control(f"if {copies}")
    table = tables.floating(paper, rows=1)
    tables.fill(table.rows[0].cells[0], COPIES, f"抄送：{{{{ {copies} }}}}。")
    tables.anchor(paper)
    paper.control("endif")
