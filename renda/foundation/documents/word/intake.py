"""Judges a template that an office hands in: a plain .docx, nothing that runs or reaches out, only known places."""

from __future__ import annotations

import io
import re
import zipfile
from dataclasses import dataclass
from typing import BinaryIO

from docx import Document
from docx.opc.exceptions import PackageNotFoundError
from lxml import etree

from renda.foundation.documents.word.checker import checking
from renda.foundation.documents.word.checker.findings import Finding
from renda.foundation.documents.word.filling import fill
from renda.foundation.documents.word.registry import Form
from renda.foundation.errors import RuleBroken
from renda.foundation.files import store

MAX_BYTES = 2 * 1024 * 1024
MAX_TEXT_BYTES = 4 * 1024 * 1024
OUTSIDE = re.compile(rb"TargetMode\s*=\s*[\"']External", re.IGNORECASE)
# Kinds of parts that hold other programs' files, run, or take in another document.
FOREIGN = re.compile(rb"/(?:oleObject|package|control|aFChunk|attachedTemplate|subDocument|frame|vbaProject)[\"']")
# Field codes that read or run something when the document is opened.
REACHING = re.compile(rb"\b(?:DDEAUTO|DDE|INCLUDETEXT|INCLUDEPICTURE|LINK|DATABASE|IMPORT|MACROBUTTON|RD)\b")
FIELD_CODE = re.compile(rb"<w:instrText[^>]*>([^<]*)|w:instr\s*=\s*[\"']([^\"']*)")
DECLARED = re.compile(rb"<!(?:DOCTYPE|ENTITY)")


@dataclass(frozen=True)
class Accepted:
    """A template that may be used, and how its example departs from the layout."""

    data: bytes
    name: str
    findings: tuple[Finding, ...]


def judge(form: Form, upload: BinaryIO, name: str, size: int) -> Accepted:
    """Take a template, after filling it with the form's example; departures from the layout are told, not refused.

    Raises:
        RuleBroken: too large, no .docx, broken, with macros or links to the outside, or with unknown places.
    """
    if size > MAX_BYTES:
        raise RuleBroken("template-too-large", "模板“%(name)s”超过2MB，请删去图片后再传", name=name)
    checked = store.check(upload, name, size)
    if not checked.name.endswith(".docx"):
        raise RuleBroken("template-kind", "模板要用Word（.docx）文件，“%(name)s”不是", name=name)
    _refuse_reaching_out(checked.data, name)
    try:
        Document(io.BytesIO(checked.data))
        example = fill(form, checked.data, form.sample)
        findings = checking.check(example, form.profile)
    except (PackageNotFoundError, KeyError, ValueError, AttributeError, OSError, etree.LxmlError) as fault:
        # The library tells a damaged package by whichever of its parts it missed first.
        raise RuleBroken("template-broken", "模板“%(name)s”打不开，请用Word另存后再传", name=name) from fault
    return Accepted(checked.data, checked.name, tuple(findings))


def _refuse_reaching_out(data: bytes, name: str) -> None:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        names = archive.namelist()
        texts = [part for part in archive.infolist() if part.filename.lower().endswith((".xml", ".rels"))]
        if sum(part.file_size for part in texts) > MAX_TEXT_BYTES or len(names) != len({n.lower() for n in names}):
            raise RuleBroken("template-too-large", "模板“%(name)s”超过2MB，请删去图片后再传", name=name)
        for part in texts:
            content = archive.read(part)
            reaches = OUTSIDE.search(content) or FOREIGN.search(content)
            # Other encodings would hide words from this search; Word writes none of them.
            odd = DECLARED.search(content) or b"\x00" in content
            codes = b" ".join(one or other for one, other in FIELD_CODE.findall(content))
            if odd or (reaches and part.filename.endswith(".rels")) or REACHING.search(codes.upper()):
                raise RuleBroken(
                    "template-reaches-out",
                    "模板“%(name)s”里有外部链接、嵌入对象或者会自动运行的域，请删去后再传",
                    name=name,
                )
