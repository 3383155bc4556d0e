"""Reads of accounts: the actor of a user, congresses, organs and regions."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Exists, OuterRef, Prefetch, Q, QuerySet

from renda.foundation.accounts.actor import Actor, HeldPost
from renda.foundation.accounts.models import Congress, Organ, Post, Region, User
from renda.foundation.accounts.terms import OrganKind, Role
from renda.foundation.action import memo

# Down to counties every place has its congress; below, only towns have one.
COUNTY_DIGITS = 6


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


def works_for_congress(actor: Actor) -> bool:
    """Whether somebody works in the office of a congress; a subdistrict has an office and no congress."""
    places = actor.places(Role.OFFICE)
    return any(len(code) <= COUNTY_DIGITS for code in places) or (
        bool(places) and Congress.objects.filter(region_id__in=places).exists()
    )


def congress_of(code: str) -> Congress | None:
    """The congress that answers for a place: its own, or the nearest one above it."""
    chain = region_chain(code)
    return Congress.objects.filter(region_id__in=chain).order_by("-region_id").first()


def organs_for(place_code: str) -> QuerySet[Organ]:
    """Active organs that handle matters in the regions that contain a place, the nearest first.

    Committees of a congress watch and do not handle.
    """
    return _organs_around(place_code).exclude(kind=OrganKind.CONGRESS)


def _organs_around(place_code: str) -> QuerySet[Organ]:
    return Organ.objects.filter(region_id__in=region_chain(place_code), is_active=True).order_by("-region_id", "id")


@dataclass(frozen=True)
class UserFilter:
    """Which users are looked at; empty fields do not limit."""

    text: str = ""
    role: str = ""
    place_code: str = ""
    is_active: bool | None = None


def users(wanted: UserFilter) -> QuerySet[User]:
    """Users that fit, in the order they came; a place means posts there or below it."""
    found = User.objects.order_by("pk")
    if wanted.text:
        found = found.filter(Q(username__icontains=wanted.text) | Q(name__icontains=wanted.text))
    if wanted.role or wanted.place_code:
        held = Post.objects.filter(user_id=OuterRef("pk"), ended_on__isnull=True)
        if wanted.role:
            held = held.filter(role=wanted.role)
        if wanted.place_code:
            held = held.filter(place_code__startswith=wanted.place_code)
        found = found.filter(Exists(held))
    if wanted.is_active is not None:
        found = found.filter(is_active=wanted.is_active)
    return found


def page_of_users(wanted: UserFilter, *, after: int | None = None, size: int) -> tuple[list[User], bool]:
    """One page of users, each with ``posts_held``, and whether more follow; two queries."""
    found = users(wanted)
    if after is not None:
        found = found.filter(pk__gt=after)
    held = Prefetch("posts", Post.objects.filter(ended_on__isnull=True).select_related("organ"), to_attr="posts_held")
    rows: list[User] = list(found.prefetch_related(held)[: size + 1])
    return rows[:size], len(rows) > size


def user(pk: int) -> User | None:
    """One user."""
    return User.objects.filter(pk=pk).first()


def posts_of(found: User) -> list[Post]:
    """All posts of a user, those that ended last."""
    held = Post.objects.filter(user=found).select_related("organ")
    return sorted(held, key=lambda post: (post.ended_on is not None, post.pk))


def post(pk: int) -> Post | None:
    """One post not ended, with its user."""
    return Post.objects.filter(pk=pk, ended_on__isnull=True).select_related("user", "organ").first()


def place_names(codes: set[str]) -> dict[str, str]:
    """The name of the nearest region of each place code."""
    wanted = {part for code in codes for part in region_chain(code)}
    names = dict(Region.objects.filter(pk__in=wanted).values_list("code", "name"))
    return {code: next((names[part] for part in reversed(region_chain(code)) if part in names), code) for code in codes}


def all_regions() -> list[tuple[str, str]]:
    """Code and name of every region, in administrative order."""
    return list(Region.objects.order_by("code").values_list("code", "name"))


def organ_named(name: str, place_code: str) -> Organ | None:
    """The active organ of that full or short name in a region, or in one that contains it."""
    named = _organs_around(place_code).filter(Q(name=name) | Q(short_name=name))
    return named.first()
