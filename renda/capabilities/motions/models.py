"""Tables of motions and inquiries, and of those who signed them."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q

from renda.capabilities.motions.terms import (
    Body,
    InquiryState,
    Manner,
    MotionState,
    Proposer,
    Result,
    Signature,
)


class Motion(models.Model):
    """A motion (议案): within the powers of the congress or its committee, to be put on an agenda or not."""

    congress = models.ForeignKey("accounts.Congress", on_delete=models.PROTECT, related_name="+")
    place_code = models.CharField(max_length=9)
    session = models.ForeignKey("deputies.Session", on_delete=models.PROTECT, null=True, related_name="+")
    body = models.CharField(max_length=Body.longest(), choices=Body.choices())
    proposer = models.CharField(max_length=Proposer.longest(), choices=Proposer.choices(), default=Proposer.JOINT)
    proposer_name = models.CharField(max_length=60)
    lead = models.ForeignKey("deputies.Deputy", on_delete=models.PROTECT, null=True, related_name="+")
    number = models.PositiveIntegerField(null=True)
    series = models.CharField(max_length=30, blank=True)
    title = models.CharField(max_length=60, blank=True)
    grounds = models.TextField(blank=True)
    plan = models.TextField(blank=True)
    state = models.CharField(max_length=MotionState.longest(), choices=MotionState.choices(), default=MotionState.DRAFT)
    revision = models.PositiveIntegerField(default=0)
    drafted_on = models.DateField()
    submitted_on = models.DateField(null=True)
    signer_count = models.PositiveSmallIntegerField(default=1)
    committee = models.ForeignKey("accounts.Organ", on_delete=models.PROTECT, null=True, related_name="+")
    committee_opinion = models.TextField(blank=True)
    committee_recommends = models.BooleanField(null=True)
    report_due_on = models.DateField(null=True)
    report_due_citation = models.CharField(max_length=120, blank=True)
    result = models.CharField(max_length=Result.longest(), choices=Result.choices(), blank=True)
    result_text = models.CharField(max_length=1000, blank=True)
    decided_on = models.DateField(null=True)
    ended_on = models.DateField(null=True)
    suggestion = models.ForeignKey("suggestions.Suggestion", on_delete=models.PROTECT, null=True, related_name="+")

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                name="joint_motion_has_a_lead",
                condition=~Q(proposer=Proposer.JOINT.value) | Q(lead__isnull=False),
            ),
            models.CheckConstraint(
                name="turned_motion_has_a_suggestion",
                condition=~Q(state=MotionState.TURNED.value) | Q(suggestion__isnull=False),
            ),
            models.UniqueConstraint(
                fields=["congress", "series", "number"], name="motion_number_once", condition=Q(number__isnull=False)
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["place_code", "-id"], name="motions_of_place"),
            models.Index(fields=["lead", "-id"], name="motions_of_lead"),
        ]

    def __str__(self) -> str:
        return self.title


class Inquiry(models.Model):
    """An inquiry (质询案): questions an organ of the same level must answer."""

    congress = models.ForeignKey("accounts.Congress", on_delete=models.PROTECT, related_name="+")
    place_code = models.CharField(max_length=9)
    session = models.ForeignKey("deputies.Session", on_delete=models.PROTECT, null=True, related_name="+")
    body = models.CharField(max_length=Body.longest(), choices=Body.choices())
    lead = models.ForeignKey("deputies.Deputy", on_delete=models.PROTECT, related_name="+")
    proposer_name = models.CharField(max_length=60)
    number = models.PositiveIntegerField(null=True)
    series = models.CharField(max_length=30, blank=True)
    title = models.CharField(max_length=60, blank=True)
    organ = models.ForeignKey("accounts.Organ", on_delete=models.PROTECT, null=True, related_name="+")
    # One question a line.
    questions = models.TextField(blank=True)
    content = models.TextField(blank=True)
    state = models.CharField(
        max_length=InquiryState.longest(), choices=InquiryState.choices(), default=InquiryState.DRAFT
    )
    revision = models.PositiveIntegerField(default=0)
    drafted_on = models.DateField()
    submitted_on = models.DateField(null=True)
    signer_count = models.PositiveSmallIntegerField(default=1)
    manner = models.CharField(max_length=Manner.longest(), choices=Manner.choices(), blank=True)
    answer_due_on = models.DateField(null=True)
    answer = models.TextField(blank=True)
    answered_by = models.CharField(max_length=60, blank=True)
    answered_on = models.DateField(null=True)
    round = models.PositiveSmallIntegerField(default=1)
    ended_on = models.DateField(null=True)

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                name="inquiry_with_organ_has_a_manner",
                condition=~Q(state__in=[InquiryState.WITH_ORGAN.value, InquiryState.ANSWERED.value])
                | Q(organ__isnull=False) & ~Q(manner=""),
            ),
            models.UniqueConstraint(
                fields=["congress", "series", "number"], name="inquiry_number_once", condition=Q(number__isnull=False)
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["place_code", "-id"], name="inquiries_of_place"),
            models.Index(fields=["organ", "state"], name="inquiries_of_organ"),
        ]

    def __str__(self) -> str:
        return self.title


class Series(models.Model):
    """The last number given out in one series of a congress."""

    congress = models.ForeignKey("accounts.Congress", on_delete=models.PROTECT, related_name="+")
    code = models.CharField(max_length=30)
    last = models.PositiveIntegerField()

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["congress", "code"], name="one_motion_series")]


class Signer(models.Model):
    """Someone asked to sign a motion or an inquiry; only who confirmed is a signer."""

    motion = models.ForeignKey(Motion, on_delete=models.PROTECT, null=True, related_name="signers")
    inquiry = models.ForeignKey(Inquiry, on_delete=models.PROTECT, null=True, related_name="signers")
    deputy = models.ForeignKey("deputies.Deputy", on_delete=models.PROTECT, related_name="+")
    name = models.CharField(max_length=40)
    state = models.CharField(max_length=Signature.longest(), choices=Signature.choices(), default=Signature.ASKED)
    asked_at = models.DateTimeField()
    answered_at = models.DateTimeField(null=True)
    # Of an inquiry: the round whose answer this signer was not satisfied with.
    dissatisfied_round = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering: ClassVar = ["id"]
        constraints: ClassVar = [
            models.CheckConstraint(
                name="signs_one_thing",
                condition=Q(motion__isnull=False, inquiry__isnull=True) | Q(motion__isnull=True, inquiry__isnull=False),
            ),
            models.UniqueConstraint(
                fields=["motion", "deputy"], name="signs_a_motion_once", condition=Q(motion__isnull=False)
            ),
            models.UniqueConstraint(
                fields=["inquiry", "deputy"], name="signs_an_inquiry_once", condition=Q(inquiry__isnull=False)
            ),
        ]


class Line(models.Model):
    """One line of what happened to a motion or an inquiry."""

    motion = models.ForeignKey(Motion, on_delete=models.PROTECT, null=True, related_name="lines")
    inquiry = models.ForeignKey(Inquiry, on_delete=models.PROTECT, null=True, related_name="lines")
    at = models.DateTimeField()
    verb = models.CharField(max_length=30)
    who = models.CharField(max_length=80)
    text = models.TextField(blank=True)

    class Meta:
        indexes: ClassVar = [
            models.Index(fields=["motion", "-id"], name="lines_of_motion"),
            models.Index(fields=["inquiry", "-id"], name="lines_of_inquiry"),
        ]
