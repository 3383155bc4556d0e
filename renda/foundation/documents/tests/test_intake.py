"""A template handed in is taken when it is a plain .docx with known places, and refused with the reason else."""

import io
import zipfile

import pytest
from docx import Document
from openpyxl import Workbook

from renda.foundation.documents.tests import factories
from renda.foundation.documents.word import intake
from renda.foundation.errors import RuleBroken

BODY, RELS = "word/document.xml", "word/_rels/document.xml.rels"
DEFAULT = factories.document().to_bytes()
EXTERNAL = (
    '<Relationship Id="rId99" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/{kind}"'
    ' Target="http://example.invalid/x"{mode}/></Relationships>'
)


def judge(data: bytes, name: str = "通知.docx") -> intake.Accepted:
    return intake.judge(factories.DOCUMENT, io.BytesIO(data), name, len(data))


def refused(data: bytes, name: str = "通知.docx") -> str:
    with pytest.raises(RuleBroken) as refusal:
        judge(data, name)
    return refusal.value.code


def test_the_default_itself_is_taken_without_findings() -> None:
    accepted = judge(DEFAULT)
    assert accepted.data == DEFAULT
    assert accepted.name == "通知.docx"
    assert accepted.findings == ()


def test_a_template_saved_anew_by_another_program_is_taken() -> None:
    document = Document(io.BytesIO(DEFAULT))
    document.add_paragraph("请各单位遵照办理。{{ day }}")
    out = io.BytesIO()
    document.save(out)
    # The imprint is no longer the last thing, and the new line has no style.
    assert {finding.code for finding in judge(out.getvalue()).findings} == {"imprint-place"} | {"indent"}


def test_departures_from_the_layout_are_told_and_not_refused() -> None:
    data = factories.tampered(DEFAULT, BODY, 'w:top="2098"', 'w:top="1440"')
    assert {finding.code for finding in judge(data).findings} == {"margins", "text-area", "grid"}


def test_unknown_places_are_named() -> None:
    data = factories.tampered(DEFAULT, BODY, "{{ title }}", "{{ subject }}")
    with pytest.raises(RuleBroken, match="“subject”不认识"):
        judge(data)


@pytest.mark.parametrize("part", ["word/footer1.xml", "docProps/core.xml"])
def test_footers_and_properties_are_judged_too(part: str) -> None:
    old, new = ("— ", "{{ ''.__class__ }}") if "footer" in part else ("通知", "{{ cycler() }}")
    assert refused(factories.tampered(DEFAULT, part, old, new)) == "template-too-much"


@pytest.mark.parametrize(
    ("kind", "mode"),
    [
        ("hyperlink", ' TargetMode="External"'),
        ("image", ' TargetMode="External"'),
        ("attachedTemplate", ' TargetMode="External"'),
        ("oleObject", ""),
        ("package", ""),
        ("aFChunk", ""),
        ("frame", " TargetMode = 'external'"),
    ],
)
def test_links_and_embedded_objects_are_refused(kind: str, mode: str) -> None:
    data = factories.tampered(DEFAULT, RELS, "</Relationships>", EXTERNAL.format(kind=kind, mode=mode))
    assert refused(data) == "template-reaches-out"


@pytest.mark.parametrize(
    "field",
    [
        '<w:fldSimple w:instr=" INCLUDEPICTURE &quot;http://example.invalid/x&quot; "/>',
        "<w:r><w:instrText> DDEAUTO c:\\x </w:instrText></w:r>",
        '<w:r><w:instrText xml:space="preserve">includetext x</w:instrText></w:r>',
    ],
)
def test_fields_that_reach_out_are_refused(field: str) -> None:
    data = factories.tampered(DEFAULT, BODY, "<w:sectPr", f"<w:p>{field}</w:p><w:sectPr")
    assert refused(data) == "template-reaches-out"


def test_declared_entities_are_refused() -> None:
    bomb = '<!DOCTYPE x [<!ENTITY a "aaaa">]><w:document '
    assert refused(factories.tampered(DEFAULT, BODY, "<w:document ", bomb)) == "template-reaches-out"


def test_other_encodings_do_not_hide_anything() -> None:
    hidden = '<?xml version="1.0" encoding="UTF-16"?><x/>'.encode("utf-16")
    assert refused(factories.with_part(DEFAULT, "word/extra.xml", hidden)) == "template-reaches-out"


def test_sizes_are_bounded() -> None:
    assert refused(b"x" * (intake.MAX_BYTES + 1)) == "template-too-large"
    much = factories.with_part(DEFAULT, "word/extra.xml", b" " * (intake.MAX_TEXT_BYTES + 1))
    with zipfile.ZipFile(io.BytesIO(much)) as archive:
        assert archive.infolist()
    assert refused(_packed(much)) == "template-too-large"


def test_a_part_given_twice_is_refused() -> None:
    assert refused(factories.with_part(DEFAULT, "WORD/DOCUMENT.XML", b"<x/>")) == "template-too-large"


def test_other_kinds_of_files_are_refused() -> None:
    book = io.BytesIO()
    Workbook().save(book)
    assert refused(book.getvalue()) == "template-kind"
    assert refused(b"%PDF-1.7 ... %%EOF") == "template-kind"
    assert refused(b"hello") == "file-kind"
    assert refused(b"") == "file-empty"
    macros = factories.tampered(DEFAULT, "[Content_Types].xml", "wordprocessingml.document.main", "x.macroEnabled.main")
    assert refused(macros) == "file-kind"


@pytest.mark.parametrize(
    ("part", "old", "new"),
    [
        (BODY, "</w:body>", ""),
        ("[Content_Types].xml", "/word/document.xml", "/word/other.xml"),
        ("_rels/.rels", "officeDocument", "x"),
        ("word/styles.xml", "</w:styles>", ""),
    ],
)
def test_damaged_packages_are_refused(part: str, old: str, new: str) -> None:
    assert refused(factories.tampered(DEFAULT, part, old, new)) == "template-broken"


def _packed(data: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as source, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as target:
        for name in source.namelist():
            target.writestr(name, source.read(name))
    return out.getvalue()
