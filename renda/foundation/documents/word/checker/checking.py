"""Checks any .docx against GB/T 9704-2012: page, grid, typefaces by name, sizes, numbers, signature, imprint."""

from __future__ import annotations

from renda.foundation.documents.word.checker import page, parts, text
from renda.foundation.documents.word.checker.findings import Finding
from renda.foundation.documents.word.checker.opened import Opened
from renda.foundation.documents.word.registry import Profile

# Places that were not filled in.
MARKS = ("{{", "{%", "}}", "%}")


def check(data: bytes, profile: Profile) -> list[Finding]:
    """Every departure of a filled document, in the order of the standard; none means it keeps to the layout.

    Raises:
        docx.opc.exceptions.PackageNotFoundError, KeyError, ValueError: the file is no readable .docx.
    """
    opened = Opened(data)
    findings = [*page.check(opened, profile), *text.check(opened), *parts.check(opened, profile)]
    findings.extend(
        Finding("unfilled", "7", "有占位符没有填上", where=paragraph.start)
        for paragraph in opened.body
        if any(mark in paragraph.text for mark in MARKS)
    )
    return findings
