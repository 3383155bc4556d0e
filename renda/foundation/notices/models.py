"""The outbox: what is to be told to whom, written with the act and sent after it committed."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from renda.foundation.notices.terms import Channel, Delivery


class Notice(models.Model):
    """One message to one person over one channel."""

    channel = models.CharField(max_length=Channel.longest(), choices=Channel.choices())
    user = models.ForeignKey("accounts.User", on_delete=models.CASCADE, null=True, related_name="+")
    sealed_phone = models.BinaryField(null=True)
    text = models.CharField(max_length=300)
    link = models.CharField(max_length=200, blank=True)
    delivery = models.CharField(max_length=Delivery.longest(), choices=Delivery.choices(), default=Delivery.WAITING)
    tries = models.PositiveSmallIntegerField(default=0)
    created_at = models.DateTimeField()
    sent_at = models.DateTimeField(null=True)
    read_at = models.DateTimeField(null=True)

    class Meta:
        indexes: ClassVar = [
            models.Index(fields=["delivery", "id"], name="notice_to_send"),
            models.Index(fields=["user", "read_at", "-id"], name="notice_of_user"),
        ]
