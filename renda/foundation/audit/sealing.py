"""Closing new entries in batches under a signed checkpoint, and checking the whole trail again."""

from __future__ import annotations

import base64
import hashlib
import json
import time
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from django.db import connection, transaction
from django.db.models import Max

from renda.foundation.audit.merkle import Frontier, leaf_hash
from renda.foundation.audit.models import Entry, Seal

_COLUMNS = ("id", "at", "actor_id", "actor_name", "verb", "subject_type", "subject_id", "changes", "citation")


@dataclass(frozen=True)
class Verdict:
    """What a check of the trail found."""

    entries: int
    seals: int
    fault: str = ""


def payload(row: tuple[Any, ...]) -> bytes:
    """The bytes of an entry that are hashed: its columns as canonical JSON."""
    entry_id, at, *rest = row
    return json.dumps([entry_id, at.isoformat(), *rest], ensure_ascii=False, separators=(",", ":")).encode()


def _key_id(origin: str, key: Ed25519PublicKey) -> bytes:
    raw = key.public_bytes(serialization.Encoding.Raw, serialization.PublicFormat.Raw)
    return hashlib.sha256(origin.encode() + b"\n\x01" + raw).digest()[:4]


def sign_checkpoint(origin: str, size: int, root: bytes, key: Ed25519PrivateKey) -> str:
    """A checkpoint as a signed note (C2SP tlog-checkpoint, signed-note)."""
    body = f"{origin}\n{size}\n{base64.b64encode(root).decode()}\n"
    signature = _key_id(origin, key.public_key()) + key.sign(body.encode())
    return f"{body}\n— {origin} {base64.b64encode(signature).decode()}\n"


def checkpoint_is_signed(checkpoint: str, key: Ed25519PublicKey) -> bool:
    """Whether the note carries a good signature of this key over its body."""
    body, _, signatures = checkpoint.partition("\n\n")
    body += "\n"
    origin = body.split("\n", 1)[0]
    for line in signatures.strip().splitlines():
        raw = base64.b64decode(line.rsplit(" ", 1)[1])
        if raw[:4] == _key_id(origin, key):
            try:
                key.verify(raw[4:], body.encode())
            except InvalidSignature:
                return False
            return True
    return False


GRACE_SECONDS = 0.1

_WRITING = """
SELECT backend_xid::text FROM pg_stat_activity
WHERE datname = current_database() AND backend_xid IS NOT NULL AND pid <> pg_backend_pid()
"""


def _settled_max_id(wait_seconds: int) -> int:
    """The highest entry id below which no transaction can still add one; 0 while writers are busy.

    Ids are handed out before commit, so on PostgreSQL a lower id can appear after a higher
    one; every writer of this database that was under way is waited for. The grace covers the
    moment between an id and its transaction's number. SQLite has one writer at a time.
    """
    highest = Entry.objects.aggregate(top=Max("pk"))["top"] or 0
    if connection.vendor != "postgresql":
        return highest
    time.sleep(GRACE_SECONDS)
    busy, until = _writing(), time.monotonic() + wait_seconds
    while busy and time.monotonic() < until:
        time.sleep(0.05)
        busy &= _writing()
    return 0 if busy else highest


def _writing() -> set[str]:
    """The transactions of other sessions of this database that have written something."""
    with connection.cursor() as cursor:
        cursor.execute(_WRITING)
        return {row[0] for row in cursor.fetchall()}


def seal(
    *, at: datetime, key: Ed25519PrivateKey, origin: str, limit: int = 50_000, wait_seconds: int = 5
) -> Seal | None:
    """Seal up to ``limit`` entries not sealed yet; nothing to do, or writers still busy, gives None."""
    highest = _settled_max_id(wait_seconds)
    with transaction.atomic():
        return _seal_to(highest, at=at, key=key, origin=origin, limit=limit)


def _seal_to(highest: int, *, at: datetime, key: Ed25519PrivateKey, origin: str, limit: int) -> Seal | None:
    last = Seal.objects.order_by("-last_id").first()
    frontier = Frontier(last.tree_size, [bytes.fromhex(h) for h in json.loads(last.frontier)]) if last else Frontier()
    rows = list(
        Entry.objects.filter(pk__gt=last.last_id if last else 0, pk__lte=highest)
        .order_by("pk")
        .values_list(*_COLUMNS)[:limit]
    )
    if not rows:
        return None
    for row in rows:
        frontier.append(leaf_hash(payload(row)))
    root = frontier.root()
    return Seal.objects.create(
        last_id=rows[-1][0],
        tree_size=frontier.size,
        root=root.hex(),
        frontier=json.dumps([h.hex() for h in frontier.roots]),
        checkpoint=sign_checkpoint(origin, frontier.size, root, key),
        at=at,
    )


def verify(key: Ed25519PublicKey) -> Verdict:
    """Hash every sealed entry again and compare with each seal's root and signature."""
    frontier, seals = Frontier(), 0
    ordered = Seal.objects.order_by("last_id")
    sealed_to = 0
    for mark in ordered.iterator():
        rows = Entry.objects.filter(pk__gt=sealed_to, pk__lte=mark.last_id).order_by("pk").values_list(*_COLUMNS)
        for row in rows.iterator():
            frontier.append(leaf_hash(payload(row)))
        if frontier.size != mark.tree_size or frontier.root().hex() != mark.root:
            return Verdict(frontier.size, seals, f"entries up to {mark.last_id} do not match seal {mark.pk}")
        if not checkpoint_is_signed(mark.checkpoint, key):
            return Verdict(frontier.size, seals, f"seal {mark.pk} is not signed by this key")
        sealed_to, seals = mark.last_id, seals + 1
    return Verdict(frontier.size, seals)
