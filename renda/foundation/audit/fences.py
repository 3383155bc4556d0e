"""Lowering and raising the trail's database fence, for tests that must empty their tables."""

from __future__ import annotations

from importlib import import_module

from django.db import connection

_migration = import_module("renda.foundation.audit.migrations.0002_fence")


def lower() -> None:
    """Take the fence away."""
    with connection.schema_editor() as editor:
        _migration.lower_fence(None, editor)


def raise_again() -> None:
    """Put the fence back as the migration built it."""
    with connection.schema_editor() as editor:
        _migration.raise_fence(None, editor)
