"""Taking files in: judged by what they hold, cleaned, kept under a name nobody can guess."""

import hashlib
import io
import struct
import zipfile
import zlib
from contextlib import AbstractContextManager

import pytest
from openpyxl import Workbook
from PIL import Image

from renda.foundation.accounts.models import User
from renda.foundation.accounts.tests import factories
from renda.foundation.accounts.tests.factories import AT
from renda.foundation.action import attempt, one_transaction
from renda.foundation.documents.excel import Column, workbook
from renda.foundation.errors import RuleBroken
from renda.foundation.files import store

TYPES = '<?xml version="1.0"?><Types><Override PartName="/xl/workbook.xml" ContentType="{}"/></Types>'
PLAIN = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"
MACRO = "application/vnd.ms-excel.sheet.macroEnabled.main+xml"


def _check(data: bytes, name: str = "井盖.jpg", size: int | None = None) -> store.Checked:
    return store.check(io.BytesIO(data), name, len(data) if size is None else size)


def _picture(kind: str = "JPEG", size: tuple[int, int] = (40, 20), **options: object) -> bytes:
    out = io.BytesIO()
    Image.new("RGB", size, "red").save(out, kind, **options)
    return out.getvalue()


def _zip(**parts: bytes | str) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in parts.items():
            archive.writestr(name, data)
    return out.getvalue()


def _refused(code: str, data: bytes, name: str = "文件", size: int | None = None) -> None:
    with pytest.raises(RuleBroken) as refusal:
        _check(data, name, size)
    assert refusal.value.code == code
    assert name in refusal.value.text


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
def test_a_photo_becomes_a_plain_jpeg_whatever_its_kind(kind: str) -> None:
    checked = _check(_picture(kind), "井盖.heic")
    assert (checked.content_type, checked.name) == ("image/jpeg", "井盖.jpg")
    assert Image.open(io.BytesIO(checked.data)).format == "JPEG"


def test_a_photo_loses_place_time_and_camera_and_stands_upright() -> None:
    exif = Image.Exif()
    exif[0x0112] = 6
    exif[0x010F] = "SecretPhone"
    exif.get_ifd(0x8825)[2] = (37.0, 31.0, 0.0)
    data = _picture(exif=exif)
    assert b"SecretPhone" in data
    checked = _check(data)
    kept = Image.open(io.BytesIO(checked.data))
    assert b"SecretPhone" not in checked.data
    assert not kept.getexif()
    assert kept.size == (20, 40)


def test_a_large_photo_is_made_smaller() -> None:
    kept = Image.open(io.BytesIO(_check(_picture(size=(4000, 1000))).data))
    assert kept.size == (2560, 640)


def test_what_hides_behind_a_photo_is_gone() -> None:
    hidden = _picture() + b"<script>alert(1)</script>" + _zip(evil="x")
    checked = _check(hidden)
    assert b"<script>" not in checked.data
    assert b"evil" not in checked.data


@pytest.mark.parametrize(
    "data",
    [
        b"MZ\x90\x00 a program",
        b"<html><script>alert(1)</script></html>",
        b"#!/bin/sh\nrm -rf /",
        b"\x7fELF\x02\x01",
        b"plain words",
        b"PK\x03\x04 not really",
        b"%PDF-1.7 cut off",
    ],
)
def test_a_disguised_file_is_refused_whatever_its_name(data: bytes) -> None:
    for name in ("photo.jpg", "paper.pdf", "table.xlsx"):
        _refused("file-kind", data, name)


def test_a_drawing_with_a_script_is_refused() -> None:
    _refused("image-broken", b'<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>', "图.svg")


def test_a_gif_is_no_photo() -> None:
    _refused("file-kind", _picture("GIF"), "动图.gif")


def test_an_empty_and_an_oversized_file_are_refused() -> None:
    _refused("file-empty", b"")
    _refused("file-too-large", b"x", size=store.MAX_BYTES + 1)
    _refused("file-too-large", b"x" * (store.MAX_BYTES + 1), size=5)


@pytest.mark.parametrize("kind", ["PNG", "JPEG"])
@pytest.mark.parametrize("cut", [100, 800, 2000])
def test_a_broken_photo_is_refused(kind: str, cut: int) -> None:
    out = io.BytesIO()
    Image.effect_noise((90, 90), 80).save(out, kind)
    _refused("image-broken", out.getvalue()[:cut], "坏图.jpg")


@pytest.mark.parametrize("edge", [9000, 12000, 40000])
def test_a_photo_that_unpacks_too_large_is_refused_unread(edge: int) -> None:
    head = struct.pack(">IIBBBBB", edge, edge, 8, 2, 0, 0, 0)
    chunk = b"IHDR" + head
    data = b"\x89PNG\r\n\x1a\n" + struct.pack(">I", 13) + chunk + struct.pack(">I", zlib.crc32(chunk))
    data += struct.pack(">I", 0) + b"IDAT" + struct.pack(">I", zlib.crc32(b"IDAT"))
    _refused("image-too-large", data, "大图.png")


def test_a_pdf_is_taken() -> None:
    checked = _check(b"%PDF-1.4\n1 0 obj\nendobj\ntrailer\n%%EOF\n", "复函")
    assert (checked.content_type, checked.name) == ("application/pdf", "复函.pdf")


def test_our_own_tables_are_taken() -> None:
    checked = _check(workbook("表", [Column("列")], [("值",)]), "表.exe")
    assert checked.name == "表.xlsx"
    out = io.BytesIO()
    Workbook().save(out)
    assert _check(out.getvalue(), "x").content_type.endswith("spreadsheetml.sheet")


def test_a_document_is_told_by_its_parts() -> None:
    data = _zip(**{"[Content_Types].xml": TYPES.format(PLAIN), "word/document.xml": "<w/>"})
    assert _check(data, "答复.zip").name == "答复.docx"


@pytest.mark.parametrize(
    "parts",
    [
        {"[Content_Types].xml": TYPES.format(PLAIN), "xl/workbook.xml": "<w/>", "xl/vbaProject.bin": b"x"},
        {"[Content_Types].xml": TYPES.format(PLAIN), "xl/workbook.xml": "<w/>", "XL/VBAPROJECT.BIN": b"x"},
        {"[Content_Types].xml": TYPES.format(MACRO), "xl/workbook.xml": "<w/>", "xl/innocent.bin": b"x"},
    ],
)
def test_an_office_file_with_a_macro_is_refused(parts: dict) -> None:
    _refused("file-kind", _zip(**parts), "宏.xlsx")


def test_an_archive_that_is_no_office_file_is_refused() -> None:
    _refused("file-kind", _zip(**{"readme.txt": "x"}), "包.zip")
    _refused("file-kind", _zip(**{"xl/workbook.xml": "<w/>"}), "缺内容表.xlsx")


def test_an_archive_that_unpacks_too_large_is_refused_unread() -> None:
    bomb = {"[Content_Types].xml": TYPES.format(PLAIN), "xl/workbook.xml": b"0" * (store.MAX_UNPACKED + 1)}
    data = _zip(**bomb)
    assert len(data) < 1_000_000
    _refused("file-kind", data, "炸弹.xlsx")


def test_a_broken_archive_is_refused() -> None:
    data = bytearray(workbook("表", [Column("列")], [("值",)]))
    data[40:80] = b"\x00" * 40
    with pytest.raises(RuleBroken):
        _check(bytes(data[: len(data) // 2]))


@pytest.mark.parametrize(
    ("name", "kept"),
    [
        ("../../etc/passwd", "passwd.pdf"),
        ("a\r\nSet-Cookie: x.pdf", "aSet-Cookie: x.pdf"),
        ("\x00\x07", "file.pdf"),
        ("名" * 200, "名" * 80 + ".pdf"),
        ("", "file.pdf"),
    ],
)
def test_a_name_is_made_safe(name: str, kept: str) -> None:
    assert _check(b"%PDF-1.4\n%%EOF", name).name == kept


@pytest.mark.django_db
def test_a_kept_file_lies_outside_the_web_root_under_a_name_nobody_guesses(settings) -> None:
    owner = factories.user()
    checked = _check(_picture())
    with one_transaction():
        kept = store.keep(checked, owner=owner, added_by=None, at=AT)
        again = store.keep(checked, owner=owner, added_by=None, at=AT)
    assert kept.path != again.path
    assert len(kept.path.rpartition("/")[2]) == 32
    where = store.location(kept)
    assert where.read_bytes() == checked.data
    assert where.is_relative_to(settings.FILES_DIR)
    assert not where.is_relative_to(settings.STATIC_ROOT)
    assert kept.sha256 == hashlib.sha256(checked.data).hexdigest()
    assert store.of(owner) == [kept, again]
    assert store.of(User(pk=owner.pk + 1)) == []


@pytest.mark.django_db
def test_an_act_that_is_not_kept_leaves_no_file_behind(settings) -> None:
    owner, checked = factories.user(), _check(_picture())

    def refused(*, within: AbstractContextManager[object]) -> None:
        with within:
            store.keep(checked, owner=owner, added_by=None, at=AT)
            raise RuleBroken("no", "不行")

    with one_transaction():
        kept = store.keep(checked, owner=owner, added_by=None, at=AT)
        with pytest.raises(RuleBroken):
            refused(within=attempt())
    with pytest.raises(RuleBroken):
        refused(within=one_transaction())
    files = [one for one in settings.FILES_DIR.rglob("*") if one.is_file()]
    assert files == [store.location(kept)]
    assert store.of(owner) == [kept]
