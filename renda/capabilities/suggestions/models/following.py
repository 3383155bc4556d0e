"""Tables of what follows a suggestion: promises, priority supervision, history, files of earlier years."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q

from renda.capabilities.suggestions.models.handling import Assignment, Suggestion
from renda.capabilities.suggestions.terms import (
    Grade,
    Manner,
    PromiseState,
)


class Promise(models.Model):
    """Something an organ promised in a reply, with the day it will be done: a line of the ledger."""

    suggestion = models.ForeignKey(Suggestion, on_delete=models.PROTECT, related_name="promises")
    assignment = models.ForeignKey(Assignment, on_delete=models.PROTECT, related_name="promises")
    text = models.CharField(max_length=300)
    made_on = models.DateField()
    due_on = models.DateField()
    state = models.CharField(
        max_length=PromiseState.longest(), choices=PromiseState.choices(), default=PromiseState.OPEN
    )
    revision = models.PositiveIntegerField(default=0)
    report = models.TextField(blank=True)
    reported_on = models.DateField(null=True)
    rate_due_on = models.DateField(null=True)
    grade = models.CharField(max_length=Grade.longest(), choices=Grade.choices(), blank=True)
    ended_on = models.DateField(null=True)
    renewed_count = models.PositiveSmallIntegerField(default=0)
    note = models.CharField(max_length=1000, blank=True)

    class Meta:
        ordering: ClassVar = ["due_on", "id"]
        constraints: ClassVar = [
            models.CheckConstraint(
                name="promise_ended_has_a_day",
                condition=~Q(state__in=[PromiseState.KEPT.value, PromiseState.EXPLAINED.value])
                | Q(ended_on__isnull=False),
            )
        ]
        indexes: ClassVar = [models.Index(fields=["state", "due_on"], name="promises_due")]


class Priority(models.Model):
    """A suggestion the council of chairpersons chose for priority follow-up (《代表法》第五十二条)."""

    suggestion = models.OneToOneField(Suggestion, on_delete=models.PROTECT, related_name="priority")
    chosen_on = models.DateField()
    meeting = models.CharField(max_length=80)
    leader = models.CharField(max_length=60)
    committee = models.ForeignKey("accounts.Organ", on_delete=models.PROTECT, related_name="+")
    manner = models.CharField(max_length=Manner.longest(), choices=Manner.choices())
    announced_on = models.DateField(null=True)


class PriorityNote(models.Model):
    """One step of supervising a key suggestion."""

    priority = models.ForeignKey(Priority, on_delete=models.PROTECT, related_name="notes")
    on = models.DateField()
    manner = models.CharField(max_length=Manner.longest(), choices=Manner.choices())
    text = models.CharField(max_length=1000)
    by_name = models.CharField(max_length=40)

    class Meta:
        ordering: ClassVar = ["-on", "-id"]


class Progress(models.Model):
    """One line of what happened to a suggestion; the public sees the public ones once it is published."""

    suggestion = models.ForeignKey(Suggestion, on_delete=models.PROTECT, related_name="progress")
    at = models.DateTimeField()
    verb = models.CharField(max_length=30)
    who = models.CharField(max_length=80)
    text = models.TextField(blank=True)
    is_public = models.BooleanField(default=False)

    class Meta:
        indexes: ClassVar = [models.Index(fields=["suggestion", "-id"], name="progress_of_suggestion")]


class PastUpload(models.Model):
    """Suggestions of earlier years read from a file, waiting to be kept."""

    congress = models.ForeignKey("accounts.Congress", on_delete=models.PROTECT, related_name="+")
    file_name = models.CharField(max_length=120)
    uploaded_by = models.BigIntegerField()
    uploaded_at = models.DateTimeField()
    rows = models.JSONField(default=list)
    errors = models.JSONField(default=list)
    kept_at = models.DateTimeField(null=True)
    kept_count = models.PositiveIntegerField(default=0)

    class Meta:
        ordering: ClassVar = ["-id"]


class Reminder(models.Model):
    """Somebody was reminded of a day by itself: once of one thing for one day, however often the job runs."""

    about = models.CharField(max_length=20)
    # The organ's part, the promise or the suggestion; nothing for the mark that a day's round was made.
    subject_id = models.BigIntegerField()
    due_on = models.DateField()
    told_at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["about", "subject_id", "due_on"], name="reminded_once_of_a_day")
        ]
