"""Browsers of those around a house, and acts sent as their pages send them, for the tests of views."""

from __future__ import annotations

from typing import Any

from django.test import Client

from renda.capabilities.deputies.tests import factories as people
from renda.capabilities.motions.models import Motion
from renda.foundation.accounts.actor import Actor
from renda.foundation.accounts.models import User


def of(actor: Actor) -> Client:
    """The browser of someone with an account."""
    return people.client_for(User.objects.get(pk=actor.user_id))


def signed_in(place: Any, role: str, *, organ: Any = None, code: str = "") -> Client:
    """The browser of someone with a post at the place."""
    one = people.user(role, code or place.congress.region_id, organ_id=organ.pk if organ else None)
    return people.client_for(one)


def send(client: Client, thing: Any, act: str, **facts: Any) -> Any:
    """An act posted from its page as it is now."""
    thing.refresh_from_db()
    kind = "motions" if isinstance(thing, Motion) else "motions/inquiries"
    return client.post(f"/{kind}/{thing.pk}/{act}/", {"revision": thing.revision, **facts})


def text(response: Any) -> str:
    """What a page says."""
    return str(response.content.decode())
