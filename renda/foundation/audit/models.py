"""The audit trail: entries that are only ever added, and the seals that close them in batches."""

from __future__ import annotations

from typing import ClassVar

from django.db import models


class Entry(models.Model):
    """One act: when, who, what, on which thing, what changed, under which article."""

    at = models.DateTimeField()
    actor_id = models.BigIntegerField(null=True)
    actor_name = models.CharField(max_length=40)
    verb = models.CharField(max_length=60)
    subject_type = models.CharField(max_length=40)
    subject_id = models.BigIntegerField()
    changes = models.TextField(default="{}")
    citation = models.CharField(max_length=120, blank=True)

    class Meta:
        indexes: ClassVar = [models.Index(fields=["subject_type", "subject_id", "id"], name="audit_of_a_thing")]


class Seal(models.Model):
    """A signed checkpoint over every entry up to ``last_id``: the root of an RFC 6962 Merkle tree."""

    last_id = models.BigIntegerField(unique=True)
    tree_size = models.BigIntegerField(unique=True)
    root = models.CharField(max_length=64)
    frontier = models.TextField()
    checkpoint = models.TextField()
    at = models.DateTimeField()
