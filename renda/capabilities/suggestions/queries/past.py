"""Files of earlier years' suggestions that were sent in, for the office that sent them."""

from __future__ import annotations

from django.db.models import QuerySet

from renda.capabilities.suggestions.models import PastUpload
from renda.foundation.accounts.actor import Actor
from renda.foundation.accounts.terms import Role

LISTED = 20


def visible_to(actor: Actor) -> QuerySet[PastUpload]:
    """The files of the congresses whose office this is."""
    own = PastUpload.objects.filter(congress__region_id__in=actor.places(Role.OFFICE))
    return own.select_related("congress__region")


def latest(actor: Actor, place_code: str) -> list[PastUpload]:
    """The latest files of one congress, without what was in them."""
    found = visible_to(actor).filter(congress__region_id=place_code).defer("rows", "errors").order_by("-pk")
    return list(found[:LISTED])
