"""Attachments: what was handed in, kept outside the web root."""

from __future__ import annotations

from typing import ClassVar

from django.db import models


class Attachment(models.Model):
    """A file that belongs to something; who may open that may open this."""

    owner_type = models.CharField(max_length=40)
    owner_id = models.BigIntegerField()
    name = models.CharField(max_length=120)
    content_type = models.CharField(max_length=80)
    size = models.PositiveIntegerField()
    sha256 = models.CharField(max_length=64)
    path = models.CharField(max_length=80)
    added_by = models.BigIntegerField(null=True)
    added_at = models.DateTimeField()

    class Meta:
        indexes: ClassVar = [models.Index(fields=["owner_type", "owner_id"], name="files_of_a_thing")]
