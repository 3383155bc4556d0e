"""Fills a template with the facts of one document."""

from __future__ import annotations

import dataclasses
import io
import re
from typing import Any

from docxtpl import DocxTemplate

from renda.foundation.documents.word.language import TemplateLanguage
from renda.foundation.documents.word.layout.packing import packed
from renda.foundation.documents.word.registry import Form

# What XML cannot hold, and the bells and page feeds that would end a paragraph or a page in the middle of a form.
UNWANTED = re.compile("[\x00-\x08\x0b-\x1f\x7f\ufffe\uffff\ud800-\udfff]")


def fill(form: Form, template: bytes, facts: Any) -> bytes:
    """A .docx: the template with the facts in its places; the same facts give the same bytes.

    Raises:
        TypeError: the facts are not those of the form.
        RuleBroken: the template names a place that the form lacks, or says more than it may.
    """
    if not isinstance(facts, form.facts):
        message = f"{form.name} takes {form.facts.__name__}, not {type(facts).__name__}"
        raise TypeError(message)
    filled = DocxTemplate(io.BytesIO(template))
    filled.render(_plain(facts), TemplateLanguage(form.fields))
    return packed(filled)


def _plain(value: Any) -> Any:
    """Facts as texts, flags, lists and dicts: a template meets nothing with a method worth calling."""
    if dataclasses.is_dataclass(value):
        return {field.name: _plain(getattr(value, field.name)) for field in dataclasses.fields(value)}
    if isinstance(value, tuple):
        return [_plain(each) for each in value]
    if isinstance(value, int):
        return value
    return UNWANTED.sub("", str(value).replace("\r\n", "\n"))
