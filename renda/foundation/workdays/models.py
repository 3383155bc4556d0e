"""Days on which the calendar in use differs from the published one."""

from __future__ import annotations

from typing import ClassVar

from django.db import models


class OfficeDay(models.Model):
    """A day that is worked, or kept free, whatever the published calendar says (《放假办法》 and its yearly notices)."""

    day = models.DateField(unique=True)
    is_working = models.BooleanField()
    note = models.CharField(max_length=80)

    class Meta:
        ordering: ClassVar = ["day"]
