"""Reading an uploaded table: an Excel workbook or a CSV file, judged by what it holds."""

from __future__ import annotations

import csv
import io
import re
import warnings
import zipfile
from collections.abc import Callable, Iterable, Iterator
from typing import Any, BinaryIO

from openpyxl import load_workbook

from renda.foundation.errors import RuleBroken

MAX_BYTES = 5 * 1024 * 1024
MAX_UNPACKED = 80 * 1024 * 1024
MAX_PARTS = 500
MAX_ROWS = 3000
MAX_COLUMNS = 40
HEAD_WITHIN = 10
# Empty lines between the rows are passed over, up to as many again.
MOST_LINES = 2 * MAX_ROWS + HEAD_WITHIN
OLD_OFFICE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
ENCODINGS = ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")

Cells = list[str]


def lines(
    upload: BinaryIO, name: str, *, head: str, head_of: Callable[[str], str]
) -> Iterator[tuple[int, dict[str, str]]]:
    """The filled rows of a file, each with its line and its cells by the words of their column's head.

    The head is the first row, within the first ten, that has the column ``head``; ``head_of`` says which column
    a word of the head stands for, and gives nothing for one that is not read.

    Raises:
        RuleBroken: empty, too large, neither Excel nor CSV, broken, or without that head.
    """
    data = upload.read(MAX_BYTES + 1)
    if not data:
        raise RuleBroken("table-empty", "文件“%(name)s”是空的", name=name)
    if len(data) > MAX_BYTES:
        raise RuleBroken("table-too-large", "文件“%(name)s”超过5MB，请分几次导入", name=name)
    if data.startswith(OLD_OFFICE):
        raise RuleBroken("table-old", "文件“%(name)s”是旧版或者加密的Excel文件，请去掉密码并另存为.xlsx", name=name)
    cells = _workbook_lines(data, name) if data.startswith(b"PK") else _text_lines(data, name, head)
    return _by_head(cells, name, head, head_of)


def _by_head(
    rows: Iterable[Cells], name: str, head: str, head_of: Callable[[str], str]
) -> Iterator[tuple[int, dict[str, str]]]:
    heads: list[str] = []
    filled = 0
    for number, cells in enumerate(rows, start=1):
        if not heads:
            heads = _heads(cells, name, head, head_of)
            if not heads and number >= HEAD_WITHIN:
                break
            continue
        if not any(cells):
            continue
        filled += 1
        if filled > MAX_ROWS:
            raise _too_many(name)
        yield number, {title: cell for title, cell in zip(heads, cells, strict=False) if title}
    if not heads:
        raise RuleBroken("table-no-head", "文件“%(name)s”没有表头“%(head)s”，请用下载的模板填写", name=name, head=head)


def _heads(cells: Cells, name: str, head: str, head_of: Callable[[str], str]) -> list[str]:
    heads = [head_of(cell) for cell in cells]
    if head not in heads:
        return []
    twice = next((title for title in heads if title and heads.count(title) > 1), "")
    if twice:
        raise RuleBroken("table-head-twice", "文件“%(name)s”的表头“%(head)s”出现了两次", name=name, head=twice)
    return heads


def _workbook_lines(data: bytes, name: str) -> Iterator[Cells]:
    _refuse_bombs(data, name)
    try:
        with warnings.catch_warnings():
            # What openpyxl warns of (styles, validations it drops) has no bearing on cell values.
            warnings.simplefilter("ignore")
            book = load_workbook(io.BytesIO(data), read_only=True, data_only=True)
            sheet: Any = book.worksheets[0]
            # The dimension a file claims may be wrong or huge; rows are counted as they come.
            sheet.reset_dimensions()
            lines = []
            for row in sheet.iter_rows(values_only=True, max_col=MAX_COLUMNS):
                lines.append([_text(value) for value in row])
                if len(lines) > MOST_LINES:
                    break
            book.close()
    except Exception as fault:
        # A damaged workbook can fail anywhere inside the reader; whatever it is, the file is at fault.
        raise RuleBroken(
            "table-broken", "Excel文件“%(name)s”已损坏，打不开，请在表格软件中另存为新的.xlsx后再导入", name=name
        ) from fault
    if len(lines) > MOST_LINES:
        raise _too_many(name)
    return iter(lines)


def _refuse_bombs(data: bytes, name: str) -> None:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            parts = archive.infolist()
            if len(parts) > MAX_PARTS or sum(part.file_size for part in parts) > MAX_UNPACKED:
                raise RuleBroken("table-too-large", "Excel文件“%(name)s”解开后过大，请删去多余内容后再导入", name=name)
            if not any(part.filename == "xl/workbook.xml" for part in parts):
                raise RuleBroken("table-kind", "文件“%(name)s”不是Excel表格，请用下载的模板填写", name=name)
            for part in parts:
                if part.filename.endswith((".xml", ".rels")) and b"<!DOCTYPE" in archive.read(part)[:65536]:
                    raise RuleBroken("table-kind", "文件“%(name)s”不是Excel表格，请用下载的模板填写", name=name)
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, EOFError, OSError, ValueError) as fault:
        raise RuleBroken(
            "table-broken", "Excel文件“%(name)s”已损坏，打不开，请在表格软件中另存为新的.xlsx后再导入", name=name
        ) from fault


def _text_lines(data: bytes, name: str, head: str) -> Iterator[Cells]:
    text = _decoded(data, name)
    first = next((line for line in text.splitlines() if head in line), "")
    separator = max(",\t;，", key=first.count)
    if separator == "，":
        raise RuleBroken("table-separator", "文件“%(name)s”用的是中文逗号，请另存为标准CSV或者Excel文件", name=name)
    try:
        lines = [[_text(value) for value in row] for row in csv.reader(io.StringIO(text), delimiter=separator)]
    except csv.Error as fault:
        raise RuleBroken(
            "table-broken-csv", "CSV文件“%(name)s”格式不对，请另存为Excel文件后再导入", name=name
        ) from fault
    return iter(lines)


def _decoded(data: bytes, name: str) -> str:
    marked = next((encoding for mark, encoding in ENCODINGS if data.startswith(mark)), "")
    for encoding in (marked,) if marked else ("utf-8", "gb18030"):
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        if not _CONTROL.search(text):
            return text
    raise RuleBroken("table-kind", "文件“%(name)s”不是Excel或者CSV表格，请用下载的模板填写", name=name)


def _text(value: object) -> str:
    """A cell as text: numbers as written, no stray spaces, no mark of a text that looked like a formula."""
    if value is None:
        return ""
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    text = " ".join(_CONTROL.sub("", str(value)).replace("\u3000", " ").split())
    return text[1:] if text[:1] == "'" and text[1:2] in {"=", "+", "-", "@"} else text


def _too_many(name: str) -> RuleBroken:
    return RuleBroken("table-too-long", "文件“%(name)s”超过%(most)s行，请分几次导入", name=name, most=MAX_ROWS)
