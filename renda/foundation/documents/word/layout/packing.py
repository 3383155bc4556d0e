"""Writes .docx files that depend on their content alone: the same document gives the same bytes."""

from __future__ import annotations

import io
import zipfile
from typing import Any

EPOCH = (1980, 1, 1, 0, 0, 0)


def packed(document: Any) -> bytes:
    """The bytes of a document of python-docx (or of a template of docxtpl)."""
    out = io.BytesIO()
    document.save(out)
    return without_times(out.getvalue())


def without_times(data: bytes) -> bytes:
    """The same archive, its parts dated alike and in the same order."""
    out = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(data)) as source,
        zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as target,
    ):
        for part in source.infolist():
            entry = zipfile.ZipInfo(part.filename, EPOCH)
            entry.compress_type = zipfile.ZIP_DEFLATED
            target.writestr(entry, source.read(part))
    return out.getvalue()
