"""Facts, one row an act, and the cells kept from them for each place and period."""

from __future__ import annotations

from typing import ClassVar

from django.db import models


class Fact(models.Model):
    """So much of a measure, at a place, on a day; a correction is a fact with the sign turned."""

    measure = models.CharField(max_length=40)
    place_code = models.CharField(max_length=15)
    day = models.DateField()
    quantity = models.IntegerField()


class Cell(models.Model):
    """The sum of a measure over a place and everything below it, in a month (yyyymm) or year (yyyy00).

    ``revision`` goes up with every change, so a rendered table knows when it is old.
    """

    place_code = models.CharField(max_length=15)
    period = models.IntegerField()
    measure = models.CharField(max_length=40)
    quantity = models.BigIntegerField()
    revision = models.BigIntegerField(default=1)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["place_code", "period", "measure"], name="one_cell"),
        ]
