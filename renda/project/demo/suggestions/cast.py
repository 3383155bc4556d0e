"""Who acts in the demo's suggestions: deputies with accounts, offices, handlers and heads, committees."""

from __future__ import annotations

import random
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.contrib.auth.hashers import make_password

from renda.capabilities.deputies import queries as deputy_queries
from renda.capabilities.deputies.actions import posts as deputy_posts
from renda.capabilities.deputies.models import Deputy
from renda.foundation.accounts import queries as account_queries
from renda.foundation.accounts.actor import SYSTEM, Actor, HeldPost
from renda.foundation.accounts.models import Congress, Organ, Post, User
from renda.foundation.accounts.terms import OrganKind, Role
from renda.project.demo import city, matters


@dataclass(frozen=True)
class Seat:
    """A deputy of a congress who can sign in."""

    deputy_id: int
    name: str
    actor: Actor


@dataclass
class Place:
    """A congress with everyone a suggestion made to it needs."""

    congress: Congress
    name: str
    office: Actor
    seats: list[Seat]
    # Where suggestions of this congress come from: the names of the places below it.
    parts: list[str]
    organs: dict[str, Organ]
    committees: list[Organ]
    posts: dict[tuple[str, int], Actor] = field(default_factory=dict)

    def organ(self, short_name: str) -> Organ:
        """The organ of that short name; in a township, whose matters they all are, the government."""
        return self.organs.get(short_name) or next(iter(self.organs.values()))

    def of_organ(self, role: str, organ: Organ) -> Actor:
        """Whoever holds a post in an organ: one who can sign in, or someone invented, the same each time."""
        key = (role, organ.pk)
        if key not in self.posts:
            rng = random.Random(f"{role} {organ.name}")
            title = f"{organ.short_name} {Role(role).label}"
            self.posts[key] = Actor(None, matters.name(rng), (HeldPost(role, organ.region_id, organ.pk, title),))
        return self.posts[key]


def place(built: city.City, code: str, *, seats: int, at: datetime, rng: random.Random) -> Place:
    """A congress with so many deputies who take part, each with an account."""
    region = built.regions[code]
    organs = [organ for organ in built.organs[code] if organ.kind != OrganKind.VILLAGE]
    return Place(
        congress=built.congresses[code],
        name=region.name,
        office=_office(code, region.name),
        seats=_seats(code, seats, at=at, rng=rng),
        parts=_parts(built, code),
        organs={organ.short_name: organ for organ in organs},
        committees=built.committees.get(code, []),
        posts=_signed_in(code),
    )


def _parts(built: city.City, code: str) -> list[str]:
    below = [name for _, name, _, parent in city.read_regions(small=False) if parent == code]
    return below or [organ.short_name for organ in built.organs[code] if organ.kind == OrganKind.VILLAGE]


def _office(code: str, name: str) -> Actor:
    held = Post.objects.filter(role=Role.OFFICE, place_code=code).select_related("user").first()
    if held is not None:
        return account_queries.actor_of(held.user)
    title = f"{name}人大代表工作机构"
    return Actor(None, matters.name(random.Random(title)), (HeldPost(Role.OFFICE, code, None, title),))


def _signed_in(code: str) -> dict[tuple[str, int], Actor]:
    held = Post.objects.filter(place_code=code, organ__isnull=False).select_related("user")
    return {(post.role, post.organ_id): account_queries.actor_of(post.user) for post in held if post.organ_id}


def _seats(code: str, count: int, *, at: datetime, rng: random.Random) -> list[Seat]:
    mandates = list(deputy_queries.sitting(code))
    chosen = [m for m in rng.sample(mandates, min(count, len(mandates))) if m.deputy.user_id is None]
    return [seat(mandate.deputy, code, at=at) for mandate in chosen]


def seat(deputy: Deputy, code: str, *, at: datetime) -> Seat:
    """A deputy with an account, given where there is none."""
    if deputy.user_id is None:
        _open_account(deputy, code, at=at)
    post: Any = HeldPost(Role.DEPUTY, code, None, Role.DEPUTY.label)
    return Seat(deputy.pk, deputy.name, Actor(deputy.user_id, deputy.name, (post,)))


def _open_account(deputy: Deputy, code: str, *, at: datetime) -> None:
    # An account whose password was never handed over; hashing hundreds nobody learns would take half the load.
    user = User.objects.create(
        username=str(deputy.code), name=deputy.name, password=make_password(None), must_change_password=True
    )
    Deputy.objects.filter(pk=deputy.pk).update(user=user)
    deputy.refresh_from_db()
    deputy_posts.open_post(deputy, code, actor=SYSTEM, at=at)
