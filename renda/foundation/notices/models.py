"""The outbox: what is to be told to whom, written with the act and sent after it committed."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext

from renda.foundation.notices.terms import Channel, Delivery


class Notice(models.Model):
    """One message to one person over one channel."""

    channel = models.CharField(max_length=Channel.longest(), choices=Channel.choices())
    user = models.ForeignKey("accounts.User", on_delete=models.CASCADE, null=True, related_name="+")
    sealed_phone = models.BinaryField(null=True)
    # A message id; what stands in its places is kept beside it, so that each reads it in their language.
    text = models.CharField(max_length=300)
    params = models.JSONField(default=dict)
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

    @property
    def said(self) -> str:
        """The message in the reader's language; words in its places are translated as well."""
        words = {name: gettext(v) if isinstance(v, str) and v else v for name, v in self.params.items()}
        return gettext(self.text) % words if words else gettext(self.text)
