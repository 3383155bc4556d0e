"""The numbers of GB/T 9704-2012, read back from the file without the checker's help."""

import io
import zipfile
from dataclasses import make_dataclass

import pytest
from docx import Document
from docx.oxml.ns import qn
from docx.shared import Mm

from renda.foundation.documents.tests import factories
from renda.foundation.documents.word import filling, registry
from renda.foundation.documents.word.layout import measures


def test_paper_margins_and_grid() -> None:
    section = Document(io.BytesIO(factories.filled())).sections[0]
    lengths = {
        "page_width": 210, "page_height": 297, "top_margin": 37, "left_margin": 28, "right_margin": 26, "bottom_margin": 35,
    }  # fmt: skip
    for name, millimetres in lengths.items():
        assert abs(getattr(section, name) - Mm(millimetres)) < Mm(0.1), name
    grid = section._sectPr.find(qn("w:docGrid"))
    assert grid.get(qn("w:type")) == "linesAndChars"
    assert grid.get(qn("w:linePitch")) == "579"
    assert grid.get(qn("w:charSpace")) == "-849"


def test_lengths_are_converted_and_rounded() -> None:
    assert measures.twips(210) == 11906
    assert measures.twips(297) == 16838
    assert measures.tenths_of_millimetre(11906) == 2100
    # 35 mm below the text; the middle of a number of 14 points stands 7 mm below the text.
    assert measures.number_footer() == measures.twips(28) - 140


@pytest.mark.parametrize(
    ("style", "font", "points"),
    [
        ("发文机关标志", "方正小标宋简体", 26),
        ("公文标题", "方正小标宋简体", 22),
        ("公文正文", "仿宋_GB2312", 16),
        ("一级标题", "黑体", 16),
        ("二级标题", "楷体_GB2312", 16),
        ("成文日期", "仿宋_GB2312", 16),
        ("抄送机关", "仿宋_GB2312", 14),
        ("单页页码", "宋体", 14),
        ("双页页码", "宋体", 14),
    ],
)
def test_styles_name_their_chinese_font(style: str, font: str, points: int) -> None:
    found = Document(io.BytesIO(factories.filled())).styles[style]
    assert found.element.rPr.rFonts.get(qn("w:eastAsia")) == font
    assert found.font.size.pt == points


def test_body_has_fixed_lines_and_two_characters_of_indent() -> None:
    found = Document(io.BytesIO(factories.filled())).styles["公文正文"]
    assert found.paragraph_format.line_spacing.pt == 28
    assert found.element.pPr.find(qn("w:ind")).get(qn("w:firstLineChars")) == "200"
    assert not found.font.bold


def test_a_missing_font_has_a_stated_stand_in() -> None:
    with zipfile.ZipFile(io.BytesIO(factories.filled())) as archive:
        table = archive.read("word/fontTable.xml").decode()
    assert '<w:font w:name="仿宋_GB2312"><w:altName w:val="仿宋"/>' in table
    assert '<w:font w:name="方正小标宋简体"><w:altName w:val="宋体"/>' in table


@pytest.mark.parametrize("form", factories.FORMS, ids=lambda form: form.name)
def test_the_same_document_is_the_same_bytes(form: registry.Form) -> None:
    assert form.build().to_bytes() == form.build().to_bytes()
    assert factories.filled(form) == factories.filled(form)
    with zipfile.ZipFile(io.BytesIO(factories.filled(form))) as archive:
        assert {part.date_time[0] for part in archive.infolist()} == {1980}
        assert b"python-docx" not in archive.read("docProps/core.xml")


def test_a_date_and_the_name_above_it_share_their_middle() -> None:
    """The name is centred between 13.5 characters and the right edge, the date ends four characters before it."""
    styles = Document(io.BytesIO(factories.filled())).styles
    name, date = styles["发文机关署名"].paragraph_format, styles["成文日期"].paragraph_format
    middle_of_name = (28 * 16 - name.left_indent.pt) / 2
    middle_of_date = date.right_indent.pt + 6.5 * 16 / 2
    assert abs(middle_of_name - middle_of_date) <= 8


def test_facts_of_another_form_are_refused() -> None:
    with pytest.raises(TypeError, match="takes Notice"):
        filling.fill(factories.DOCUMENT, b"", factories.SAMPLE.rows[0])


@pytest.mark.parametrize("kind", [dict[str, str], list[str], tuple[str, str], float])
def test_facts_are_texts_flags_numbers_and_rows(kind: object) -> None:
    with pytest.raises(TypeError, match="take no"):
        registry.fields_of(make_dataclass("Odd", [("odd", kind)]))


def test_forms_are_known_once_registered(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(registry, "_forms", {})
    assert not registry.known("tests.document")
    registry.register(factories.DOCUMENT)
    registry.register(factories.DOCUMENT)
    assert registry.form("tests.document") is factories.DOCUMENT
    assert registry.forms() == [factories.DOCUMENT]
    assert registry.default_template(factories.DOCUMENT) == factories.document().to_bytes()
