"""Reads of the trail."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet

from renda.foundation.audit.models import Entry


def of(subject: Any) -> QuerySet[Entry]:
    """The entries of one thing, oldest first."""
    return Entry.objects.filter(subject_type=subject._meta.label_lower, subject_id=subject.pk).order_by("id")
