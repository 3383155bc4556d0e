"""The checker finds nothing in what the house lays out, and each fault that is put in."""

import io

import pytest
from docx import Document

from renda.foundation.documents.tests import factories
from renda.foundation.documents.word.checker import checking
from renda.foundation.documents.word.registry import Form, Profile

BODY, STYLES, SETTINGS = "word/document.xml", "word/styles.xml", "word/settings.xml"
ODD, EVEN = "word/footer1.xml", "word/footer2.xml"


def codes(data: bytes, profile: Profile = Profile.DOCUMENT) -> set[str]:
    return {finding.code for finding in checking.check(data, profile)}


@pytest.mark.parametrize("form", factories.FORMS, ids=lambda form: form.name)
def test_nothing_is_found_in_a_default(form: Form) -> None:
    assert checking.check(factories.filled(form), form.profile) == []


def test_nothing_is_found_without_copies() -> None:
    assert not codes(factories.filled(copies=""))
    assert not codes(factories.filled(factories.LETTER, copies=""), Profile.LETTER)


FAULTS = [
    (BODY, 'w:w="11906"', 'w:w="12240"', "page-size"),
    (BODY, 'w:top="2098"', 'w:top="1440"', "margins"),
    (BODY, 'w:left="1587"', 'w:left="1800"', "margins"),
    (BODY, 'w:right="1474"', 'w:right="1800"', "text-area"),
    (BODY, 'w:type="linesAndChars"', 'w:type="lines"', "grid"),
    (BODY, 'w:linePitch="579"', 'w:linePitch="312"', "grid"),
    (BODY, 'w:charSpace="-849"', 'w:charSpace="0"', "grid"),
    (STYLES, 'w:eastAsia="黑体"', 'w:eastAsia="微软雅黑"', "font"),
    (STYLES, 'w:eastAsia="楷体_GB2312"', 'w:eastAsia="仿宋"', "font"),
    (STYLES, 'w:eastAsia="方正小标宋简体"', 'w:eastAsia="黑体"', "font"),
    (STYLES, 'w:eastAsia="仿宋_GB2312"', 'w:eastAsiaTheme="minorEastAsia"', "font"),
    (BODY, "<w:r><w:t>三月底", '<w:r><w:rPr><w:rFonts w:eastAsia="宋体"/></w:rPr><w:t>三月底', "font"),
    (BODY, "<w:r><w:t>三月底", '<w:r><w:rPr><w:sz w:val="30"/></w:rPr><w:t>三月底', "size"),
    (BODY, "<w:r><w:t>三月底", "<w:r><w:rPr><w:b/></w:rPr><w:t>三月底", "bold"),
    (BODY, "<w:r><w:t>三月底", '<w:r><w:rPr><w:color w:val="0000FF"/></w:rPr><w:t>三月底', "colour"),
    (STYLES, 'w:val="FF0000"', 'w:val="000000"', "colour"),
    (STYLES, 'w:firstLineChars="200"', 'w:firstLineChars="100"', "indent"),
    (STYLES, 'w:line="560"', 'w:line="480"', "line-height"),
    (BODY, "二、检查时间", "2、检查时间", "heading-number"),
    (BODY, "（一）安排", "(一)安排", "heading-number"),
    (BODY, "〔2024〕12号", "[2024]12号", "number"),
    (BODY, "〔2024〕12号", "〔2024〕第12号", "number"),
    (BODY, "〔2024〕12号", "〔2024〕012号", "number"),
    (BODY, 'w:color="FF0000"', 'w:color="000000"', "no-red-rule"),
    (BODY, 'w:space="11"', 'w:space="1"', "red-rule-gap"),
    (BODY, "检查的通知", "检查的通知。", "title-mark"),
    (BODY, "各乡镇人民政府：", "各乡镇人民政府:", "receiver-colon"),
    (BODY, "1. 工程名单", "1. 工程名单；", "attached-mark"),
    (BODY, "附件：", "附：", "attached-word"),
    (BODY, "<w:pageBreakBefore/>", "", "attachment-page"),
    (BODY, "2024年3月5日</w:t>", "2024年03月5日</w:t>", "date"),
    (STYLES, 'w:right="1280"', 'w:right="640"', "date-indent"),
    (BODY, "抄送：", "报：", "copies"),
    (BODY, "印发</w:t>", "印</w:t>", "printed"),
    (BODY, 'w:tblpYSpec="bottom"', 'w:tblpYSpec="top"', "imprint-place"),
    (BODY, 'w:sz="8"', 'w:sz="24"', "imprint-rules"),
    (BODY, 'w:sz="6"', 'w:sz="24"', "imprint-rules"),
    (SETTINGS, "<w:evenAndOddHeaders/>", '<w:evenAndOddHeaders w:val="0"/>', "page-number-sides"),
    (SETTINGS, "<w:evenAndOddHeaders/>", "", "page-number-sides"),
    (STYLES, '<w:jc w:val="left"/>', '<w:jc w:val="center"/>', "page-number-sides"),
    (ODD, "— ", "- ", "page-number-dashes"),
    (ODD, "PAGE", "NUMPAGES", "page-number"),
    (EVEN, "PAGE", "DATE", "page-number"),
    (STYLES, 'w:eastAsia="宋体"', 'w:eastAsia="仿宋"', "page-number-font"),
    (STYLES, 'w:ascii="宋体"', 'w:ascii="Times New Roman"', "page-number-font"),
    (STYLES, 'w:right="280"', 'w:right="0"', "page-number-indent"),
    (BODY, 'w:footer="1447"', 'w:footer="720"', "page-number-drop"),
    (BODY, "三月底前完成。", "{{ 三月底 }}", "unfilled"),
]


@pytest.mark.parametrize(("part", "old", "new", "code"), FAULTS, ids=[f"{f[3]}-{n}" for n, f in enumerate(FAULTS)])
def test_a_fault_is_found(part: str, old: str, new: str, code: str) -> None:
    assert code in codes(factories.tampered(factories.filled(), part, old, new))


@pytest.mark.parametrize(
    ("style", "code"),
    [
        ("公文标题", "no-title"),
        ("发文机关标志", "no-head"),
        ("发文字号", "no-number"),
        ("主送机关", "no-receiver"),
        ("发文机关署名", "no-signature"),
        ("成文日期", "no-date"),
        ("印发机关和印发日期", "no-imprint"),
    ],
)
def test_a_missing_part_is_found(style: str, code: str) -> None:
    document = Document(io.BytesIO(factories.filled()))
    cells = [cell for table in document.tables for row in table.rows for cell in row.cells]
    for paragraph in (*document.paragraphs, *(p for cell in cells for p in cell.paragraphs)):
        if paragraph.style.name == style:
            paragraph.clear()
    out = io.BytesIO()
    document.save(out)
    assert code in codes(out.getvalue())


LETTER_FAULTS = [
    ("word/header1.xml", "thickThinSmallGap", "single", "no-double-rule"),
    ("word/header1.xml", 'w:color="FF0000"', 'w:color="000000"', "no-double-rule"),
    ("word/footer3.xml", "thinThickSmallGap", "thickThinSmallGap", "no-double-rule"),
    ("word/header1.xml", "清源县水利局", "", "no-head"),
    (BODY, "<w:titlePg/>", "", "letter-first-number"),
    (BODY, "<w:titlePg/>", "", "no-head"),
    (BODY, "〔2024〕12号", "(2024)12号", "number"),
    (STYLES, '<w:jc w:val="right"/>', '<w:jc w:val="center"/>', "number-side"),
    (BODY, 'w:tblpYSpec="bottom"', 'w:tblpYSpec="top"', "imprint-place"),
]


@pytest.mark.parametrize(
    ("part", "old", "new", "code"), LETTER_FAULTS, ids=[f"{f[3]}-{n}" for n, f in enumerate(LETTER_FAULTS)]
)
def test_a_fault_of_a_letter_is_found(part: str, old: str, new: str, code: str) -> None:
    assert code in codes(factories.tampered(factories.filled(factories.LETTER), part, old, new), Profile.LETTER)


def test_order_and_sides_of_the_signature() -> None:
    document = Document(io.BytesIO(factories.filled()))
    date = next(p for p in document.paragraphs if p.style.name == "成文日期")
    date._p.getprevious().addprevious(date._p)
    next(p for p in document.paragraphs if p.style.name == "主送机关").paragraph_format.left_indent = 400000
    next(p for p in document.paragraphs if p.style.name == "公文标题").alignment = 0
    out = io.BytesIO()
    document.save(out)
    assert {"signature-order", "receiver-indent", "title-centred"} <= codes(out.getvalue())


def test_a_plain_document_of_another_hand_is_read_too() -> None:
    document = Document()
    document.add_paragraph("随便写的一段话。")
    document.add_table(1, 1).cell(0, 0).text = "表里的字"
    out = io.BytesIO()
    document.save(out)
    found = codes(out.getvalue())
    assert {"page-size", "margins", "grid", "font", "size", "indent", "line-height", "no-title"} <= found
    assert {"no-head", "no-number", "no-receiver", "no-date", "no-imprint", "page-number-sides"} <= found
    assert {"no-double-rule", "letter-first-number"} & codes(out.getvalue(), Profile.LETTER)


def test_a_finding_says_what_where_and_by_which_clause() -> None:
    data = factories.tampered(factories.filled(), BODY, "〔2024〕12号", "〔2024〕012号")
    (finding,) = checking.check(data, Profile.DOCUMENT)
    assert finding.citation == "GB/T 9704-2012 7.2.5"
    assert "清水发〔2024〕012号" in finding.text
    assert finding.where == "清水发〔2024〕012号"
