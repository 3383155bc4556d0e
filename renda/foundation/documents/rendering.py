"""Writes a document: the template in use at a congress, filled with the facts of one matter."""

from __future__ import annotations

from typing import Any

from renda.foundation.accounts.models import Congress
from renda.foundation.documents import queries
from renda.foundation.documents.word import filling, registry

CONTENT_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


def render(form_name: str, facts: Any, *, congress: Congress | None = None) -> bytes:
    """A .docx of a registered form, from an instance of its class of facts.

    Raises:
        KeyError: no capability registered the form.
        TypeError: the facts are of another class.
        RuleBroken: the office's template names a place that the form has since lost.
    """
    form = registry.form(form_name)
    return filling.fill(form, queries.content(form, congress), facts)
