"""Tables of liaison stations: stations and points, their staff, duty days, rosters and visits."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q

from renda.capabilities.stations.terms import (
    DutyDayOrigin,
    DutyState,
    StaffRole,
    StationKind,
    StationScope,
    StationState,
    VisitManner,
)


class LiaisonStation(models.Model):
    """A deputies' liaison station or point; its code continues its region's (《地方组织法》第六十条)."""

    code = models.CharField(max_length=15, unique=True)
    name = models.CharField(max_length=60)
    kind = models.CharField(max_length=StationKind.longest(), choices=StationKind.choices())
    scope = models.CharField(max_length=StationScope.longest(), choices=StationScope.choices())
    industry = models.CharField(max_length=40, blank=True)
    state = models.CharField(
        max_length=StationState.longest(), choices=StationState.choices(), default=StationState.OPEN
    )
    region = models.ForeignKey("accounts.Region", on_delete=models.PROTECT, related_name="+")
    parent = models.ForeignKey("self", on_delete=models.PROTECT, null=True, related_name="points")
    public_code = models.CharField(max_length=12, unique=True)
    address = models.CharField(max_length=120, blank=True)
    phone = models.CharField(max_length=20, blank=True)
    longitude_e6 = models.IntegerField(null=True)
    latitude_e6 = models.IntegerField(null=True)
    introduction = models.CharField(max_length=500, blank=True)
    duty_rule = models.JSONField(null=True)
    notice_days = models.PositiveSmallIntegerField(default=3)
    opened_on = models.DateField(null=True)

    class Meta:
        ordering: ClassVar = ["code"]
        constraints: ClassVar = [
            models.CheckConstraint(
                name="point_has_a_station",
                condition=Q(kind=StationKind.STATION.value, parent__isnull=True)
                | Q(kind=StationKind.POINT.value, parent__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return self.name


class StationStaff(models.Model):
    """Someone who works at a station; a user where they can sign in."""

    station = models.ForeignKey(LiaisonStation, on_delete=models.PROTECT, related_name="staff")
    user = models.ForeignKey("accounts.User", on_delete=models.PROTECT, null=True, related_name="+")
    name = models.CharField(max_length=40)
    role = models.CharField(max_length=StaffRole.longest(), choices=StaffRole.choices())
    since_on = models.DateField()
    until_on = models.DateField(null=True)

    class Meta:
        ordering: ClassVar = ["id"]


class WorkMoney(models.Model):
    """Money for a station's work in a budget year, in fen."""

    station = models.ForeignKey(LiaisonStation, on_delete=models.PROTECT, related_name="money")
    year = models.PositiveSmallIntegerField()
    amount_fen = models.BigIntegerField()
    note = models.CharField(max_length=120, blank=True)

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["station", "year"], name="money_once_a_year")]


class DutyDay(models.Model):
    """A day on which deputies receive people at a station."""

    station = models.ForeignKey(LiaisonStation, on_delete=models.PROTECT, related_name="duty_days")
    on = models.DateField()
    starts_at = models.TimeField()
    ends_at = models.TimeField()
    state = models.CharField(max_length=DutyState.longest(), choices=DutyState.choices(), default=DutyState.PLANNED)
    origin = models.CharField(
        max_length=DutyDayOrigin.longest(), choices=DutyDayOrigin.choices(), default=DutyDayOrigin.RULE
    )
    planned_on = models.DateField()
    published_on = models.DateField(null=True)
    reason = models.CharField(max_length=120, blank=True)

    class Meta:
        ordering: ClassVar = ["on", "id"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["station", "on"], name="one_duty_a_day", condition=~Q(state=DutyState.CANCELLED.value)
            ),
        ]
        indexes: ClassVar = [models.Index(fields=["on", "station"], name="duty_by_day")]


class DutyAssignment(models.Model):
    """A deputy on the roster of a duty day, perhaps in place of another."""

    duty_day = models.ForeignKey(DutyDay, on_delete=models.PROTECT, related_name="assignments")
    deputy = models.ForeignKey("deputies.Deputy", on_delete=models.PROTECT, related_name="+")
    substitute = models.ForeignKey("deputies.Deputy", on_delete=models.PROTECT, null=True, related_name="+")
    is_withdrawn = models.BooleanField(default=False)

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["duty_day", "deputy"], name="assigned_once")]


class Visit(models.Model):
    """A deputy came to a station (进站); one row a person and day."""

    station = models.ForeignKey(LiaisonStation, on_delete=models.PROTECT, related_name="visits")
    deputy = models.ForeignKey("deputies.Deputy", on_delete=models.PROTECT, related_name="+")
    on = models.DateField()
    duty_day = models.ForeignKey(DutyDay, on_delete=models.PROTECT, null=True, related_name="visits")
    manner = models.CharField(max_length=VisitManner.longest(), choices=VisitManner.choices())
    is_withdrawn = models.BooleanField(default=False)

    class Meta:
        ordering: ClassVar = ["-on", "-id"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["station", "deputy", "on"], name="visit_once_a_day", condition=Q(is_withdrawn=False)
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["station", "-on"], name="visits_of_station"),
            models.Index(fields=["deputy", "-on"], name="visits_of_deputy"),
        ]


class StandardCheck(models.Model):
    """A station held against one item of the building standard."""

    station = models.ForeignKey(LiaisonStation, on_delete=models.PROTECT, related_name="checks")
    item = models.CharField(max_length=40)
    value = models.IntegerField()
    is_met = models.BooleanField()
    checked_on = models.DateField()

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["station", "item"], name="item_once")]
