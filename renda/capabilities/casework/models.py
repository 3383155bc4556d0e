"""Tables of casework: matters, who received them, what happened, ratings, and the search index."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q

from renda.capabilities.casework.terms import Category, Grade, Refusal, Route, State, Told, Way


class Case(models.Model):
    """A matter a citizen brought to a station; personal fields are sealed."""

    number = models.CharField(max_length=30, unique=True)
    station = models.ForeignKey("stations.LiaisonStation", on_delete=models.PROTECT, related_name="+")
    place_code = models.CharField(max_length=15)
    county_code = models.CharField(max_length=6)
    registered_at = models.DateTimeField()
    registered_on = models.DateField()
    registered_by = models.BigIntegerField(null=True)
    way = models.CharField(max_length=Way.longest(), choices=Way.choices())
    category = models.CharField(max_length=Category.longest(), choices=Category.choices())
    title = models.CharField(max_length=80)
    words = models.TextField()
    location = models.CharField(max_length=120, blank=True)
    people_count = models.PositiveIntegerField(default=1)
    sealed_name = models.BinaryField(default=b"")
    sealed_phone = models.BinaryField(default=b"")
    sealed_address = models.BinaryField(default=b"")
    phone_digest = models.CharField(max_length=64, blank=True)
    is_anonymous = models.BooleanField(default=False)
    wants_secrecy = models.BooleanField(default=False)
    receipt_digest = models.CharField(max_length=64, unique=True)
    submission_key = models.CharField(max_length=36, null=True, unique=True)  # noqa: DJ001 - null where none was sent
    state = models.CharField(max_length=State.longest(), choices=State.choices(), default=State.REGISTERED)
    revision = models.PositiveIntegerField(default=0)
    desk_code = models.CharField(max_length=15)
    is_small = models.BooleanField(default=False)
    is_confidential = models.BooleanField(default=False)
    route = models.CharField(max_length=Route.longest(), choices=Route.choices(), blank=True)
    organ = models.ForeignKey("accounts.Organ", on_delete=models.PROTECT, null=True, related_name="+")
    assigned_on = models.DateField(null=True)
    first_assigned_on = models.DateField(null=True)
    sign_due_on = models.DateField(null=True)
    due_on = models.DateField(null=True)
    due_citation = models.CharField(max_length=80, blank=True)
    # The database's own default lets the version before this one go on writing beside it.
    due_key = models.CharField(max_length=60, blank=True, default="", db_default="")
    answer = models.TextField(blank=True)
    answered_on = models.DateField(null=True)
    told_on = models.DateField(null=True)
    told_how = models.CharField(max_length=Told.longest(), choices=Told.choices(), blank=True)
    settled_on = models.DateField(null=True)
    is_late = models.BooleanField(default=False)
    redo_count = models.PositiveSmallIntegerField(default=0)
    grade = models.CharField(max_length=Grade.longest(), choices=Grade.choices(), blank=True)
    refusal = models.CharField(max_length=Refusal.longest(), choices=Refusal.choices(), blank=True)
    referred_on = models.DateField(null=True)
    raised_on = models.DateField(null=True)
    suggestion = models.ForeignKey("suggestions.Suggestion", on_delete=models.PROTECT, null=True, related_name="+")
    merged_into = models.ForeignKey("self", on_delete=models.PROTECT, null=True, related_name="merged")

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                name="assigned_has_organ_and_due",
                condition=~Q(state__in=[State.ASSIGNED.value, State.HANDLING.value])
                | Q(organ__isnull=False, due_on__isnull=False),
            ),
            models.CheckConstraint(
                name="settled_has_a_day", condition=~Q(state=State.SETTLED.value) | Q(settled_on__isnull=False)
            ),
            models.CheckConstraint(
                name="merged_has_a_main", condition=~Q(state=State.MERGED.value) | Q(merged_into__isnull=False)
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["station", "-id"], name="cases_of_station"),
            models.Index(fields=["county_code", "-id"], name="cases_of_county"),
            models.Index(fields=["place_code", "-id"], name="cases_of_place"),
            models.Index(fields=["desk_code", "state", "-id"], name="cases_on_desk"),
            models.Index(fields=["state", "-id"], name="cases_by_state"),
            models.Index(fields=["organ", "state", "due_on"], name="cases_of_organ"),
            models.Index(fields=["registered_on", "place_code"], name="cases_by_day"),
            models.Index(fields=["settled_on", "place_code"], name="cases_by_end"),
            models.Index(
                fields=["due_on", "county_code"],
                name="cases_due",
                condition=Q(state__in=["assigned", "handling", "answered"]),
            ),
            models.Index(fields=["merged_into"], name="cases_merged", condition=Q(merged_into__isnull=False)),
            models.Index(fields=["phone_digest"], name="cases_by_phone", condition=~Q(phone_digest="")),
        ]

    def __str__(self) -> str:
        return self.title


class Register(models.Model):
    """The last number given out at a station in a year."""

    station = models.ForeignKey("stations.LiaisonStation", on_delete=models.PROTECT, related_name="+")
    year = models.PositiveSmallIntegerField()
    last = models.PositiveIntegerField()

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["station", "year"], name="one_register_a_year")]


class Receiver(models.Model):
    """A deputy who received the people of a matter."""

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="receivers")
    deputy = models.ForeignKey("deputies.Deputy", on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["case", "deputy"], name="received_once")]


class Reception(models.Model):
    """People who were received without leaving a matter: they asked, and were told."""

    station = models.ForeignKey("stations.LiaisonStation", on_delete=models.PROTECT, related_name="+")
    place_code = models.CharField(max_length=15)
    on = models.DateField()
    people_count = models.PositiveIntegerField()
    topic = models.CharField(max_length=80, blank=True)
    registered_by = models.BigIntegerField(null=True)
    submission_key = models.CharField(max_length=36, null=True, unique=True)  # noqa: DJ001 - null where none was sent

    class Meta:
        indexes: ClassVar = [
            models.Index(fields=["station", "-on"], name="receptions_of_station"),
            models.Index(fields=["on", "place_code"], name="receptions_by_day"),
        ]


class Progress(models.Model):
    """One line of what happened to a matter; the citizen sees the public ones."""

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="progress")
    at = models.DateTimeField()
    verb = models.CharField(max_length=30)
    who = models.CharField(max_length=80)
    text = models.TextField(blank=True)
    is_public = models.BooleanField(default=False)

    class Meta:
        indexes: ClassVar = [models.Index(fields=["case", "-id"], name="progress_of_case")]


class Rating(models.Model):
    """What the citizen said of the result, once a round."""

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="ratings")
    round = models.PositiveSmallIntegerField()
    on = models.DateField()
    grade = models.CharField(max_length=Grade.longest(), choices=Grade.choices())
    note = models.CharField(max_length=300, blank=True)

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["case", "round"], name="rated_once_a_round")]
        indexes: ClassVar = [models.Index(fields=["on"], name="ratings_by_day")]


class HandBack(models.Model):
    """An organ said that a matter is not its own."""

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="hand_backs")
    organ = models.ForeignKey("accounts.Organ", on_delete=models.PROTECT, related_name="+")
    on = models.DateField()
    reason = models.CharField(max_length=300)


class Gram(models.Model):
    """Two neighbouring characters of a matter's text: the search index, alike on both databases."""

    gram = models.CharField(max_length=2)
    area_code = models.CharField(max_length=9)
    case_id = models.BigIntegerField()

    class Meta:
        indexes: ClassVar = [
            models.Index(fields=["gram", "-case_id"], name="gram_newest_first"),
            models.Index(fields=["area_code", "gram", "-case_id"], name="gram_of_area"),
        ]
