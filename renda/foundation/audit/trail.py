"""Leaving a trace: one entry an act, written with the act and never again."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from renda.foundation.action import current_unit
from renda.foundation.audit.models import Entry


def record(
    *,
    at: datetime,
    actor: Any,
    verb: str,
    subject: Any,
    changes: Mapping[str, object] | None = None,
    citation: str = "",
) -> None:
    """Queue an entry; it is written with the others of this transaction just before it commits.

    ``changes`` holds field names and plain values; never a citizen's personal data, since
    entries cannot be erased (《个人信息保护法》第四十七条).

    Raises:
        RuntimeError: called outside an act.
    """
    unit = current_unit()
    unit.traces += 1
    unit.queue(
        _write,
        Entry(
            at=at,
            actor_id=actor.user_id,
            actor_name=actor.name,
            verb=verb,
            subject_type=subject._meta.label_lower,
            subject_id=subject.pk,
            changes=json.dumps(changes or {}, ensure_ascii=False, default=str),
            citation=citation,
        ),
    )


def _write(entries: list[Entry]) -> None:
    Entry.objects.bulk_create(entries, batch_size=500)
