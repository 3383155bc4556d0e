"""Reading files: what clerks really send, and what nobody should send."""

import io
import struct
import warnings
import zipfile

import pytest
from openpyxl import Workbook

from renda.capabilities.deputies.forms import table
from renda.capabilities.deputies.rules import roll
from renda.foundation.documents import table as lines_of
from renda.foundation.errors import RuleBroken

ROWS = [
    ["王芳", "女", "13800000001", "示例村村民", "第一代表团", "第一选区", ""],
    ["李国华", "男", 13800000002, "中学教师", "", "", ""],
]


def workbook(rows, *, head=roll.HEADS, before=()) -> bytes:
    book = Workbook()
    for line in before:
        book.active.append(line)
    if head:
        book.active.append(list(head))
    for row in rows:
        book.active.append(row)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def csv_text(rows, separator: str = ",") -> str:
    return "".join(separator.join(map(str, row)) + "\r\n" for row in [roll.HEADS, *rows])


def read(data: bytes, name: str = "名册.xlsx") -> table.Table:
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        return table.read(io.BytesIO(data), name)


def refused(data: bytes, name: str = "名册.xlsx") -> str:
    with pytest.raises(RuleBroken) as caught:
        read(data, name)
    assert name in caught.value.text
    return caught.value.code


def test_a_workbook_is_read_with_its_numbers_as_text() -> None:
    found = read(workbook(ROWS))
    assert found.errors == []
    assert [(row.line, row.name, row.phone) for row in found.rows] == [
        (2, "王芳", "13800000001"),
        (3, "李国华", "13800000002"),
    ]
    assert found.rows[0].gender == "female"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gbk", "gb18030", "utf-16"])
@pytest.mark.parametrize("separator", [",", "\t", ";"])
def test_csv_is_read_in_every_usual_encoding(encoding: str, separator: str) -> None:
    found = read(csv_text(ROWS, separator).encode(encoding), "名册.csv")
    assert [row.name for row in found.rows] == ["王芳", "李国华"]
    assert found.rows[0].employer == "示例村村民"


def test_characters_beyond_gbk_are_read_from_gb18030() -> None:
    found = read(csv_text([["𬮤建国", "", "", "", "", "", ""]]).encode("gb18030"), "名册.csv")
    assert found.rows[0].name == "𬮤建国"


def test_a_title_and_a_note_above_the_head_do_no_harm() -> None:
    found = read(workbook(ROWS, before=[["代表名册"], ["说明"]]))
    assert [row.line for row in found.rows] == [4, 5]


def test_the_example_row_and_empty_rows_are_passed_over() -> None:
    found = read(workbook([list(roll.EXAMPLE), [None] * 7, ["", " "], *ROWS]))
    assert len(found.rows) == 2


def test_columns_may_stand_in_any_order_and_unknown_ones_are_ignored() -> None:
    found = read(workbook([["忽略", "13800000001", "王芳"]], head=["备注", "联系电话", "代表姓名"]))
    assert (found.rows[0].name, found.rows[0].phone) == ("王芳", "13800000001")


def test_bad_rows_do_not_stop_the_good_ones() -> None:
    found = read(workbook([["", "女"], ["王芳", "女", "12345"], ["李国华", "其他"], *ROWS]))
    assert len(found.rows) == 2
    assert [(error.line, error.column) for error in found.errors] == [(2, "姓名"), (3, "手机号"), (4, "性别")]


def test_a_cell_made_safe_on_the_way_out_comes_back_as_it_was() -> None:
    found = read(workbook([["王芳", "", "", "'=SUM(A1)", "", "", ""]]))
    assert found.rows[0].employer == "=SUM(A1)"


def test_formulas_are_never_computed() -> None:
    found = read(workbook([["王芳", "", "", '=HYPERLINK("http://a","b")', "", "", ""]]))
    assert found.rows[0].employer == ""


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "table-empty"),
        (b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR", "table-kind"),
        (b"PK\x03\x04 not a zip at all", "table-broken"),
        (lines_of.OLD_OFFICE + b"\x00" * 600, "table-old"),
        (b"\xff\xfe\x00", "table-kind"),
        (b"\x81\xff\xff\xfe\x00\x01", "table-kind"),
        ("甲,乙\r\n1,2\r\n".encode(), "table-no-head"),
        ("姓名，手机号\r\n王芳，13800000001\r\n".encode(), "table-separator"),
        ("姓名,手机号\r\n".encode(), "table-no-rows"),
        ("姓名,姓名\r\n王芳,李兰\r\n".encode(), "table-head-twice"),
        (b"%PDF-1.7\n\x00\x01", "table-kind"),
    ],
)
def test_what_is_no_table_gets_a_clear_answer(data: bytes, code: str) -> None:
    assert refused(data, "名册.csv") == code


def test_a_cut_off_workbook_is_told() -> None:
    assert refused(workbook(ROWS)[:-200]) == "table-broken"


def test_a_workbook_with_damaged_parts_is_told() -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(workbook(ROWS))) as good, zipfile.ZipFile(out, "w") as bad:
        for part in good.infolist():
            content = b"<broken" if part.filename == "xl/worksheets/sheet1.xml" else good.read(part)
            bad.writestr(part.filename, content)
    assert refused(out.getvalue()) == "table-broken"


def test_another_zip_is_no_workbook() -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("word/document.xml", "<w/>")
    assert refused(out.getvalue()) == "table-kind"


def test_a_workbook_that_declares_entities_is_refused() -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("xl/workbook.xml", '<!DOCTYPE x [<!ENTITY a "b">]><workbook/>')
    assert refused(out.getvalue()) == "table-kind"


def test_a_zip_bomb_is_refused_unopened() -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/workbook.xml", "<workbook/>")
        archive.writestr("xl/worksheets/sheet1.xml", b"0" * (lines_of.MAX_UNPACKED + 1))
    assert len(out.getvalue()) < lines_of.MAX_BYTES
    assert refused(out.getvalue()) == "table-too-large"


def test_a_zip_that_lies_about_its_size_is_not_unpacked_either() -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/workbook.xml", b"0" * 1_000_000)
    data = out.getvalue().replace(struct.pack("<L", 1_000_000), struct.pack("<L", 1000))
    assert refused(data) in {"table-broken", "table-kind"}


def test_too_large_a_file_is_refused() -> None:
    assert refused(b"0" * (lines_of.MAX_BYTES + 1)) == "table-too-large"


def test_too_many_rows_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(lines_of, "MAX_ROWS", 1)
    assert refused(csv_text(ROWS).encode(), "名册.csv") == "table-too-long"
    monkeypatch.setattr(lines_of, "MOST_LINES", 2)
    assert refused(workbook(ROWS)) == "table-too-long"


def test_a_cell_beyond_all_measure_is_told() -> None:
    text = csv_text([["王芳", "", "", '"' + "长" * 200_000 + '"', "", "", ""]])
    assert refused(text.encode(), "名册.csv") == "table-broken-csv"
