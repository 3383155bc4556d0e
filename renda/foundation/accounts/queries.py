"""Reads of accounts: the actor of a user, congresses, organs and regions."""

from __future__ import annotations

from django.db.models import QuerySet

from renda.foundation.accounts.actor import Actor, HeldPost
from renda.foundation.accounts.models import Congress, Organ, Post, Region, User
from renda.foundation.action import memo


def actor_of(user: User) -> Actor:
    """The actor a user is today; the posts not ended are read unless they came with the session's user."""
    held = getattr(user, "held", None)
    if held is None:
        held = Post.objects.filter(user_id=user.pk, ended_on__isnull=True).order_by("pk")
    return Actor(
        user_id=user.pk,
        name=user.name,
        posts=tuple(HeldPost(p.role, p.place_code, p.organ_id, p.title) for p in held),
        must_change_password=user.must_change_password,
    )


def holders(role: str, *, place_code: str = "", organ_id: int | None = None) -> tuple[int, ...]:
    """Active users who hold a role just in this place, or in this organ; read once a transaction."""
    known = memo().setdefault("holders", {})
    key = (role, place_code, organ_id)
    if key not in known:
        held = Post.objects.filter(role=role, ended_on__isnull=True, user__is_active=True)
        held = held.filter(place_code=place_code) if organ_id is None else held.filter(organ_id=organ_id)
        known[key] = tuple(held.order_by("user_id").values_list("user_id", flat=True).distinct())
    found: tuple[int, ...] = known[key]
    return found


def region_chain(code: str) -> list[str]:
    """Codes of a place's regions from the widest down, by the prefix rule of the codes."""
    return [code[:n] for n in (2, 4, 6, 9) if len(code) >= n]


def region(code: str) -> Region:
    """One region.

    Raises:
        Region.DoesNotExist: no region has this code.
    """
    return Region.objects.get(pk=code)


def regions_under(code: str) -> QuerySet[Region]:
    """The regions directly below one, in administrative order."""
    return Region.objects.filter(parent_id=code).order_by("code")


def congress_of(code: str) -> Congress | None:
    """The congress that answers for a place: its own, or the nearest one above it."""
    chain = region_chain(code)
    return Congress.objects.filter(region_id__in=chain).order_by("-region_id").first()


def organs_for(place_code: str) -> QuerySet[Organ]:
    """Active organs of the regions that contain a place, the nearest first."""
    return Organ.objects.filter(region_id__in=region_chain(place_code), is_active=True).order_by("-region_id", "id")
