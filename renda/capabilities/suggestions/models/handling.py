"""Tables of a suggestion itself: the text and its signers, each organ's part, replies, ratings."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q

from renda.capabilities.suggestions.terms import (
    AT_WORK,
    PRIVATE_STATES,
    AssignmentState,
    ContactWay,
    Decision,
    Grade,
    Mode,
    Origin,
    Outcome,
    Part,
    Refusal,
    Signature,
    State,
    Subject,
    Weight,
)


class Suggestion(models.Model):
    """A deputy's suggestion, criticism or opinion, from the draft to the file."""

    congress = models.ForeignKey("accounts.Congress", on_delete=models.PROTECT, related_name="+")
    place_code = models.CharField(max_length=9)
    session = models.ForeignKey("deputies.Session", on_delete=models.PROTECT, null=True, related_name="+")
    is_between = models.BooleanField(default=False)
    # A session's series, or a year's between sessions; the number runs within it.
    series = models.CharField(max_length=30, blank=True)
    number = models.PositiveIntegerField(null=True)
    # Submitted in this year; the figures of a year and the list's filter.
    year = models.PositiveSmallIntegerField(null=True)
    lead = models.ForeignKey("deputies.Deputy", on_delete=models.PROTECT, related_name="+")
    lead_name = models.CharField(max_length=40)
    delegation_name = models.CharField(max_length=40, blank=True)
    is_by_delegation = models.BooleanField(default=False)
    signer_count = models.PositiveSmallIntegerField(default=1)

    title = models.CharField(max_length=60, blank=True)
    situation = models.TextField(blank=True)
    analysis = models.TextField(blank=True)
    advice = models.TextField(blank=True)
    subject = models.CharField(max_length=Subject.longest(), choices=Subject.choices(), default=Subject.OTHER)
    origin = models.CharField(max_length=Origin.longest(), choices=Origin.choices(), default=Origin.OTHER)
    wished_organ = models.CharField(max_length=60, blank=True)
    may_publish = models.BooleanField(default=True)
    wishes_secrecy = models.BooleanField(default=False)
    # Sent once by each form, so that a repeated sending makes no second suggestion.
    submission_key = models.CharField(max_length=36, null=True, unique=True)  # noqa: DJ001 - null where none was sent

    state = models.CharField(max_length=State.longest(), choices=State.choices(), default=State.DRAFT)
    revision = models.PositiveIntegerField(default=0)
    drafted_on = models.DateField()
    submitted_on = models.DateField(null=True)
    assign_due_on = models.DateField(null=True)
    accepted_on = models.DateField(null=True)
    weight = models.CharField(max_length=Weight.longest(), choices=Weight.choices(), default=Weight.ORDINARY)
    mode = models.CharField(max_length=Mode.longest(), choices=Mode.choices(), blank=True)
    assigned_on = models.DateField(null=True)
    # The latest day of its leading organs; each organ's own is on its part.
    due_on = models.DateField(null=True)
    due_key = models.CharField(max_length=60, blank=True)
    due_citation = models.CharField(max_length=120, blank=True)
    first_contact_on = models.DateField(null=True)
    # The first reply, whose time is judged; ``answered_on`` is the last, after handling again.
    replied_on = models.DateField(null=True)
    answered_on = models.DateField(null=True)
    is_late = models.BooleanField(default=False)
    outcome = models.CharField(max_length=Outcome.longest(), choices=Outcome.choices(), blank=True)
    rate_due_on = models.DateField(null=True)
    rating_reminded_on = models.DateField(null=True)
    rated_on = models.DateField(null=True)
    attitude = models.CharField(max_length=Grade.longest(), choices=Grade.choices(), blank=True)
    result = models.CharField(max_length=Grade.longest(), choices=Grade.choices(), blank=True)
    # Answered, reminded, and never rated: left out of the rate.
    is_silent = models.BooleanField(default=False)
    redo_count = models.PositiveSmallIntegerField(default=0)
    closed_on = models.DateField(null=True)
    ended_on = models.DateField(null=True)
    refusal = models.CharField(max_length=Refusal.longest(), choices=Refusal.choices(), blank=True)
    merged_into = models.ForeignKey("self", on_delete=models.PROTECT, null=True, related_name="merged")
    is_priority = models.BooleanField(default=False)
    published_on = models.DateField(null=True)

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                name="suggestion_submitted_has_number",
                condition=Q(state__in=[*PRIVATE_STATES, State.WITHDRAWN.value])
                | Q(submitted_on__isnull=False, number__isnull=False, year__isnull=False),
            ),
            models.CheckConstraint(
                name="suggestion_assigned_has_due",
                condition=~Q(state__in=[State.ASSIGNED.value, State.HANDLING.value, State.REDOING.value])
                | Q(assigned_on__isnull=False, due_on__isnull=False) & ~Q(due_citation=""),
            ),
            models.CheckConstraint(
                name="suggestion_merged_has_a_main",
                condition=~Q(state=State.MERGED.value) | Q(merged_into__isnull=False),
            ),
            models.CheckConstraint(
                name="secret_suggestion_not_published",
                condition=Q(wishes_secrecy=False) | Q(published_on__isnull=True),
            ),
            models.UniqueConstraint(
                fields=["congress", "series", "number"],
                name="suggestion_number_once",
                condition=Q(number__isnull=False),
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["place_code", "-id"], name="suggestions_of_place"),
            models.Index(fields=["place_code", "state", "-id"], name="suggestions_by_state"),
            models.Index(fields=["place_code", "year", "-id"], name="suggestions_by_year"),
            models.Index(fields=["place_code", "session"], name="suggestions_of_session"),
            models.Index(fields=["lead", "-id"], name="suggestions_of_lead"),
            models.Index(fields=["merged_into"], name="suggestions_merged", condition=Q(merged_into__isnull=False)),
            models.Index(
                fields=["place_code", "due_on"],
                name="suggestions_due",
                condition=Q(state__in=["assigned", "handling", "redoing"]),
            ),
            models.Index(
                fields=["place_code", "-published_on", "-id"],
                name="suggestions_published",
                condition=Q(published_on__isnull=False),
            ),
            models.Index(
                fields=["-published_on", "-id"],
                name="suggestions_published_all",
                condition=Q(published_on__isnull=False),
            ),
            models.Index(fields=["place_code", "-id"], name="key_suggestions", condition=Q(is_priority=True)),
        ]

    def __str__(self) -> str:
        return self.title


class Series(models.Model):
    """The last number given out in one series of a congress: a session's, or a year's between sessions."""

    congress = models.ForeignKey("accounts.Congress", on_delete=models.PROTECT, related_name="+")
    code = models.CharField(max_length=30)
    last = models.PositiveIntegerField()

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["congress", "code"], name="one_suggestion_series")]


class Cosigner(models.Model):
    """A deputy asked to sign; only who confirmed is a signer."""

    suggestion = models.ForeignKey(Suggestion, on_delete=models.PROTECT, related_name="cosigners")
    deputy = models.ForeignKey("deputies.Deputy", on_delete=models.PROTECT, related_name="+")
    name = models.CharField(max_length=40)
    state = models.CharField(max_length=Signature.longest(), choices=Signature.choices(), default=Signature.ASKED)
    asked_at = models.DateTimeField()
    answered_at = models.DateTimeField(null=True)

    class Meta:
        ordering: ClassVar = ["id"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["suggestion", "deputy"], name="cosigns_a_suggestion_once")
        ]


class Assignment(models.Model):
    """One organ's part of a suggestion, with its own clocks."""

    suggestion = models.ForeignKey(Suggestion, on_delete=models.PROTECT, related_name="assignments")
    organ = models.ForeignKey("accounts.Organ", on_delete=models.PROTECT, related_name="+")
    part = models.CharField(max_length=Part.longest(), choices=Part.choices())
    state = models.CharField(
        max_length=AssignmentState.longest(), choices=AssignmentState.choices(), default=AssignmentState.PLANNED
    )
    revision = models.PositiveIntegerField(default=0)
    round = models.PositiveSmallIntegerField(default=1)
    assigned_on = models.DateField(null=True)
    sign_due_on = models.DateField(null=True)
    signed_on = models.DateField(null=True)
    return_due_on = models.DateField(null=True)
    contact_due_on = models.DateField(null=True)
    first_contact_on = models.DateField(null=True)
    # The lead's reply, or the joint organ's opinion.
    due_on = models.DateField(null=True)
    due_key = models.CharField(max_length=60, blank=True)
    due_citation = models.CharField(max_length=120, blank=True)
    opinion = models.TextField(blank=True)
    done_on = models.DateField(null=True)
    is_late = models.BooleanField(default=False)

    class Meta:
        ordering: ClassVar = ["id"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["suggestion", "organ"],
                name="organ_once_a_suggestion",
                condition=~Q(state__in=[AssignmentState.RETURNED.value, AssignmentState.ENDED.value]),
            ),
            models.CheckConstraint(
                name="lead_at_work_has_due",
                condition=~Q(state__in=[state.value for state in AT_WORK])
                | Q(part=Part.JOINT.value)
                | Q(due_on__isnull=False) & ~Q(due_citation=""),
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["organ", "state", "due_on"], name="assignments_of_organ"),
        ]


class ReturnRequest(models.Model):
    """An organ said that a suggestion is not its business; the office decides."""

    assignment = models.ForeignKey(Assignment, on_delete=models.PROTECT, related_name="return_requests")
    on = models.DateField()
    reason = models.CharField(max_length=1000)
    decision = models.CharField(max_length=Decision.longest(), choices=Decision.choices(), default=Decision.WAITING)
    decided_on = models.DateField(null=True)
    note = models.CharField(max_length=1000, blank=True)
    reassign_due_on = models.DateField(null=True)

    class Meta:
        ordering: ClassVar = ["id"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["assignment"], condition=Q(decision=Decision.WAITING.value), name="one_return_request_waiting"
            )
        ]


class Extension(models.Model):
    """A longer time asked for; the office that handed it over decides."""

    assignment = models.ForeignKey(Assignment, on_delete=models.PROTECT, related_name="extensions")
    on = models.DateField()
    until = models.DateField()
    reason = models.CharField(max_length=1000)
    decision = models.CharField(max_length=Decision.longest(), choices=Decision.choices(), default=Decision.WAITING)
    decided_on = models.DateField(null=True)
    note = models.CharField(max_length=1000, blank=True)

    class Meta:
        ordering: ClassVar = ["id"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["assignment"], condition=Q(decision=Decision.WAITING.value), name="one_extension_waiting"
            )
        ]


class Contact(models.Model):
    """One time an organ was in touch with the deputy."""

    assignment = models.ForeignKey(Assignment, on_delete=models.PROTECT, related_name="contacts")
    on = models.DateField()
    way = models.CharField(max_length=ContactWay.longest(), choices=ContactWay.choices())
    text = models.CharField(max_length=1000)
    by_name = models.CharField(max_length=40)

    class Meta:
        ordering: ClassVar = ["id"]


class Reply(models.Model):
    """A leading organ's reply of one round: drafted, signed by the head, issued."""

    assignment = models.ForeignKey(Assignment, on_delete=models.PROTECT, related_name="replies")
    round = models.PositiveSmallIntegerField()
    document_number = models.CharField(max_length=40, blank=True)
    text = models.TextField()
    outcome = models.CharField(max_length=Outcome.longest(), choices=Outcome.choices())
    contact_name = models.CharField(max_length=40)
    contact_phone = models.CharField(max_length=20)
    drafted_by = models.CharField(max_length=40)
    drafted_at = models.DateTimeField()
    # Promised in the reply; they become lines of the ledger once the deputy lets the reply stand.
    planned_promises = models.JSONField(default=list)
    signed_by = models.CharField(max_length=40, blank=True)
    issued_on = models.DateField(null=True)

    class Meta:
        ordering: ClassVar = ["id"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["assignment", "round"], name="one_reply_a_round"),
            models.CheckConstraint(
                name="issued_reply_is_signed", condition=Q(issued_on__isnull=True) | ~Q(signed_by="")
            ),
        ]


class Letter(models.Model):
    """A reply as it goes to one signer; one each where the local rules say so, or one to the lead."""

    reply = models.ForeignKey(Reply, on_delete=models.PROTECT, related_name="letters")
    deputy = models.ForeignKey("deputies.Deputy", on_delete=models.PROTECT, related_name="+")
    name = models.CharField(max_length=40)
    opened_at = models.DateTimeField(null=True)

    class Meta:
        ordering: ClassVar = ["id"]
        constraints: ClassVar = [models.UniqueConstraint(fields=["reply", "deputy"], name="one_letter_a_signer")]


class Rating(models.Model):
    """What the lead deputy said of one reply: attitude and result apart."""

    reply = models.OneToOneField(Reply, on_delete=models.PROTECT, related_name="rating")
    on = models.DateField()
    attitude = models.CharField(max_length=Grade.longest(), choices=Grade.choices())
    result = models.CharField(max_length=Grade.longest(), choices=Grade.choices())
    note = models.CharField(max_length=1000, blank=True)
