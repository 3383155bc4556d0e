"""Texts that may be raised again, kept as what a search needs of them and nothing more."""

from __future__ import annotations

from typing import ClassVar

from django.db import models


class Text(models.Model):
    """One text by the features found in it; the words themselves stay where they belong.

    A row is never changed: a text that changes is a new row, so that a searcher needs only the rows after the last it saw.
    """

    kind = models.CharField(max_length=40)
    ref = models.BigIntegerField()
    place_code = models.CharField(max_length=15)
    on = models.DateField()
    features = models.BinaryField()

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["kind", "ref"], name="one_text")]
