"""Taking files in: judged by content, cleaned, and stored under a name nobody can guess."""

from __future__ import annotations

import hashlib
import io
import secrets
import zipfile
import zlib
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any, BinaryIO

import puremagic
from django.conf import settings
from PIL import Image, ImageOps, UnidentifiedImageError

from renda.foundation.action import current_unit
from renda.foundation.errors import RuleBroken
from renda.foundation.files.models import Attachment

MAX_BYTES = 10 * 1024 * 1024
MAX_PIXELS = 50_000_000
LONG_EDGE = 2560
IMAGES = {"JPEG", "PNG", "WEBP", "MPO"}
MAX_UNPACKED = 100 * 1024 * 1024
CONTENTS = "[Content_Types].xml"
OFFICE = {
    "word/document.xml": ("application/vnd.openxmlformats-officedocument.wordprocessingml.document", ".docx"),
    "xl/workbook.xml": ("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", ".xlsx"),
}


@dataclass(frozen=True)
class Checked:
    """A file found acceptable: its cleaned bytes, its true type and a safe name."""

    data: bytes
    content_type: str
    name: str


def check(upload: BinaryIO, name: str, size: int) -> Checked:
    """Judge a file by what it holds, not by what it calls itself; photos lose their metadata.

    Raises:
        RuleBroken: empty, too large, of a kind not taken, or broken.
    """
    if size == 0:
        raise RuleBroken("file-empty", "文件“%(name)s”是空的", name=name)
    if size > MAX_BYTES:
        raise RuleBroken("file-too-large", "文件“%(name)s”超过10MB，请压缩后再传", name=name)
    data = upload.read(MAX_BYTES + 1)
    if len(data) > MAX_BYTES:
        raise RuleBroken("file-too-large", "文件“%(name)s”超过10MB，请压缩后再传", name=name)
    stem = "".join(one for one in Path(name).stem if one.isprintable())[:80] or "file"
    image = _cleaned_image(data, name)
    if image:
        return Checked(image, "image/jpeg", f"{stem}.jpg")
    if data.startswith(b"%PDF-") and b"%%EOF" in data[-2048:]:
        return Checked(data, "application/pdf", f"{stem}.pdf")
    office = _office_kind(data)
    if office:
        return Checked(data, office[0], f"{stem}{office[1]}")
    raise RuleBroken("file-kind", "文件“%(name)s”不是照片、PDF、Word或Excel文件", name=name)


def _cleaned_image(data: bytes, name: str) -> bytes | None:
    if not any(match.mime_type.startswith("image/") for match in _guesses(data)):
        return None
    try:
        with Image.open(io.BytesIO(data)) as image:
            if image.format not in IMAGES:
                return None
            if image.width * image.height > MAX_PIXELS:
                raise RuleBroken("image-too-large", "照片“%(name)s”尺寸过大", name=name)
            upright = ImageOps.exif_transpose(image).convert("RGB")
    except (Image.DecompressionBombError, Image.DecompressionBombWarning) as fault:
        raise RuleBroken("image-too-large", "照片“%(name)s”尺寸过大", name=name) from fault
    except (UnidentifiedImageError, OSError, SyntaxError, ValueError) as fault:
        raise RuleBroken("image-broken", "照片“%(name)s”打不开，请重新拍一张", name=name) from fault
    upright.thumbnail((LONG_EDGE, LONG_EDGE))
    out = io.BytesIO()
    upright.save(out, "JPEG", quality=85)
    return out.getvalue()


def _guesses(data: bytes) -> list[Any]:
    try:
        return list(puremagic.magic_string(data[:4096]))
    except (puremagic.PureError, ValueError):
        return []


def _office_kind(data: bytes) -> tuple[str, str] | None:
    if not data.startswith(b"PK\x03\x04"):
        return None
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            names = set(archive.namelist())
            if sum(part.file_size for part in archive.infolist()) > MAX_UNPACKED or CONTENTS not in names:
                return None
            contents = archive.read(CONTENTS).lower()
    except (zipfile.BadZipFile, zlib.error, RuntimeError, NotImplementedError, EOFError):
        return None
    # Part names know no case, and a macro may hide under any of them; its content type gives it away.
    if b"macroenabled" in contents or b"vbaproject" in contents or any("vbaproject" in n.lower() for n in names):
        return None
    return next((kind for part, kind in OFFICE.items() if part in names), None)


def keep(checked: Checked, *, owner: Any, added_by: int | None, at: datetime) -> Attachment:
    """Store a checked file and its row; an act that is not kept leaves no file behind.

    Raises:
        RuntimeError: called outside an act.
    """
    token = secrets.token_hex(16)
    path = f"{token[:2]}/{token}"
    target = Path(settings.FILES_DIR) / path
    target.parent.mkdir(parents=True, exist_ok=True)
    current_unit().if_undone(lambda: target.unlink(missing_ok=True))
    target.write_bytes(checked.data)
    return Attachment.objects.create(
        owner_type=owner._meta.label_lower,
        owner_id=owner.pk,
        name=checked.name,
        content_type=checked.content_type,
        size=len(checked.data),
        sha256=hashlib.sha256(checked.data).hexdigest(),
        path=path,
        added_by=added_by,
        added_at=at,
    )


def location(attachment: Attachment) -> Path:
    """Where the file lies."""
    return Path(settings.FILES_DIR) / attachment.path


def of(owner: Any) -> list[Attachment]:
    """The files of a thing, oldest first."""
    return list(Attachment.objects.filter(owner_type=owner._meta.label_lower, owner_id=owner.pk).order_by("pk"))
