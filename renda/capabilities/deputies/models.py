"""Tables of deputies: terms and sessions of a congress, its deputies' mandates, delegations and offices."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from renda.capabilities.deputies.terms import (
    SINGLE_TITLES,
    Ending,
    Gender,
    MandateState,
    OfficeTitle,
    Suspension,
    UploadState,
)
from renda.foundation.accounts.terms import Level


class CongressTerm(models.Model):
    """A term (届) of a congress: begun by its first session, ended by the next term's (《地方组织法》第三十八条)."""

    congress = models.ForeignKey("accounts.Congress", on_delete=models.PROTECT, related_name="+")
    number = models.PositiveSmallIntegerField()
    # The approved number of deputies; local rounding differs, so it is stored and never computed (选举法第十二条).
    seats = models.PositiveSmallIntegerField()
    # Seats held now; frozen when the term is over.
    filled = models.PositiveSmallIntegerField(default=0)
    started_on = models.DateField(null=True)
    ended_on = models.DateField(null=True)
    revision = models.PositiveIntegerField(default=0)

    class Meta:
        ordering: ClassVar = ["congress_id", "-number"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["congress", "number"], name="term_once_a_congress"),
            models.UniqueConstraint(
                fields=["congress"],
                condition=Q(started_on__isnull=False, ended_on__isnull=True),
                name="one_sitting_term_a_congress",
            ),
            models.CheckConstraint(name="term_has_seats", condition=Q(seats__gte=1)),
            models.CheckConstraint(name="no_more_deputies_than_seats", condition=Q(filled__lte=F("seats"))),
            models.CheckConstraint(
                name="term_starts_before_it_ends",
                condition=Q(ended_on__isnull=True) | Q(started_on__isnull=False, ended_on__gte=F("started_on")),
            ),
        ]

    @property
    def is_sitting(self) -> bool:
        """Whether this is the term in office."""
        return self.started_on is not None and self.ended_on is None


class Session(models.Model):
    """A session (次会议) of a term."""

    term = models.ForeignKey(CongressTerm, on_delete=models.PROTECT, related_name="sessions")
    number = models.PositiveSmallIntegerField()
    opens_on = models.DateField()
    closes_on = models.DateField(null=True)

    class Meta:
        ordering: ClassVar = ["term_id", "number"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["term", "number"], name="session_once_a_term"),
            models.UniqueConstraint(
                fields=["term"], condition=Q(closes_on__isnull=True), name="one_open_session_a_term"
            ),
            models.CheckConstraint(
                name="session_opens_before_it_closes",
                condition=Q(closes_on__isnull=True) | Q(closes_on__gte=F("opens_on")),
            ),
        ]


class Delegation(models.Model):
    """A delegation (代表团) of a term; optional in townships (《代表法》第十四条)."""

    term = models.ForeignKey(CongressTerm, on_delete=models.PROTECT, related_name="delegations")
    name = models.CharField(max_length=40)

    class Meta:
        ordering: ClassVar = ["term_id", "id"]
        constraints: ClassVar = [models.UniqueConstraint(fields=["term", "name"], name="delegation_once_a_term")]

    def __str__(self) -> str:
        return self.name


class Constituency(models.Model):
    """A constituency (选区) or electing unit (选举单位) of a term; without seats until its number is known."""

    term = models.ForeignKey(CongressTerm, on_delete=models.PROTECT, related_name="constituencies")
    name = models.CharField(max_length=60)
    seats = models.PositiveSmallIntegerField(null=True)
    region = models.ForeignKey("accounts.Region", on_delete=models.PROTECT, null=True, related_name="+")

    class Meta:
        ordering: ClassVar = ["term_id", "id"]
        constraints: ClassVar = [models.UniqueConstraint(fields=["term", "name"], name="constituency_once_a_term")]

    def __str__(self) -> str:
        return self.name


class Deputy(models.Model):
    """A person who is or was a deputy, of one level or of several; found again by name and telephone."""

    code = models.CharField(max_length=12, unique=True, null=True, blank=True)
    name = models.CharField(max_length=40)
    gender = models.CharField(max_length=Gender.longest(), choices=Gender.choices(), blank=True)
    sealed_phone = models.BinaryField(default=b"", blank=True)
    phone_digest = models.CharField(max_length=64, blank=True)
    employer = models.CharField(max_length=80, blank=True)
    user = models.OneToOneField("accounts.User", on_delete=models.PROTECT, null=True, related_name="+")
    revision = models.PositiveIntegerField(default=0)

    class Meta:
        ordering: ClassVar = ["id"]
        indexes: ClassVar = [models.Index(fields=["name", "phone_digest"], name="deputy_found_again")]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["name", "phone_digest"], condition=~Q(phone_digest=""), name="one_deputy_a_name_and_phone"
            )
        ]

    def __str__(self) -> str:
        return self.name


class Mandate(models.Model):
    """A seat held by a deputy in one term; level and place are the congress's, kept here to be found by."""

    deputy = models.ForeignKey(Deputy, on_delete=models.PROTECT, related_name="mandates")
    term = models.ForeignKey(CongressTerm, on_delete=models.PROTECT, related_name="mandates")
    delegation = models.ForeignKey(Delegation, on_delete=models.PROTECT, null=True, related_name="mandates")
    constituency = models.ForeignKey(Constituency, on_delete=models.PROTECT, null=True, related_name="mandates")
    level = models.CharField(max_length=Level.longest(), choices=Level.choices())
    place_code = models.CharField(max_length=9)
    # Where the deputy lives or works: the office there keeps touch with deputies of the congresses above it.
    home_code = models.CharField(max_length=9)
    state = models.CharField(
        max_length=MandateState.longest(), choices=MandateState.choices(), default=MandateState.ACTIVE
    )
    started_on = models.DateField(null=True)
    suspended_on = models.DateField(null=True)
    suspended_reason = models.CharField(max_length=Suspension.longest(), choices=Suspension.choices(), blank=True)
    ended_on = models.DateField(null=True)
    ended_reason = models.CharField(max_length=Ending.longest(), choices=Ending.choices(), blank=True)
    # The article behind the present state.
    article = models.CharField(max_length=120, blank=True)

    class Meta:
        ordering: ClassVar = ["id"]
        indexes: ClassVar = [
            models.Index(fields=["place_code", "id"], name="mandates_of_a_place"),
            models.Index(fields=["home_code", "id"], name="mandates_at_home"),
            models.Index(fields=["term", "state"], name="mandates_of_a_term"),
        ]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["deputy", "term"],
                condition=~Q(state=MandateState.ENDED.value),
                name="one_seat_a_deputy_a_term",
            ),
            models.CheckConstraint(
                name="ended_mandate_says_when_and_why",
                condition=Q(state=MandateState.ENDED.value, ended_on__isnull=False) & ~Q(ended_reason="")
                | ~Q(state=MandateState.ENDED.value) & Q(ended_on__isnull=True, ended_reason=""),
            ),
            models.CheckConstraint(
                name="suspended_mandate_says_when_and_why",
                condition=~Q(state=MandateState.SUSPENDED.value)
                | Q(suspended_on__isnull=False) & ~Q(suspended_reason=""),
            ),
        ]


class Office(models.Model):
    """An office held by a deputy in a term: of the standing committee, or chair of a township congress."""

    deputy = models.ForeignKey(Deputy, on_delete=models.PROTECT, related_name="offices")
    term = models.ForeignKey(CongressTerm, on_delete=models.PROTECT, related_name="offices")
    title = models.CharField(max_length=OfficeTitle.longest(), choices=OfficeTitle.choices())
    started_on = models.DateField()
    ended_on = models.DateField(null=True)

    class Meta:
        ordering: ClassVar = ["id"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["term", "title"],
                condition=Q(ended_on__isnull=True, title__in=sorted(title.value for title in SINGLE_TITLES)),
                name="one_holder_of_a_single_office",
            ),
            models.UniqueConstraint(
                fields=["term", "deputy"], condition=Q(ended_on__isnull=True), name="one_office_a_deputy_a_term"
            ),
        ]


class RollUpload(models.Model):
    """A roll read from a file and waiting to be kept; its rows are personal and sealed, and go once it is kept."""

    term = models.ForeignKey(CongressTerm, on_delete=models.PROTECT, related_name="+")
    file_name = models.CharField(max_length=120)
    uploaded_by = models.ForeignKey("accounts.User", on_delete=models.PROTECT, related_name="+")
    uploaded_at = models.DateTimeField()
    state = models.CharField(
        max_length=UploadState.longest(), choices=UploadState.choices(), default=UploadState.WAITING
    )
    sealed_rows = models.BinaryField(default=b"")
    sealed_errors = models.BinaryField(default=b"")
    counts = models.JSONField(default=dict)

    class Meta:
        ordering: ClassVar = ["-id"]
