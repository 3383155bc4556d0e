"""Who is asking: an immutable picture of a user and the posts they hold."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from renda.foundation.accounts.terms import Role


@dataclass(frozen=True)
class HeldPost:
    """One role in one place, and for handlers in one organ."""

    role: str
    place_code: str
    organ_id: int | None = None
    title: str = ""


@dataclass(frozen=True)
class Actor:
    """The person or process on whose behalf something happens.

    ``bearer_of`` is the one thing that someone without an account holds a receipt for.
    """

    user_id: int | None
    name: str
    posts: tuple[HeldPost, ...] = ()
    is_system: bool = False
    bearer_of: int | None = None
    must_change_password: bool = False

    @property
    def is_signed_in(self) -> bool:
        """Whether this is a user and not a visitor of the public pages."""
        return self.user_id is not None

    @property
    def post_label(self) -> str:
        """The title of the first post, for the corner of the page."""
        return self.posts[0].title if self.posts else ""

    @cached_property
    def roles(self) -> frozenset[str]:
        """The roles held anywhere."""
        return frozenset(post.role for post in self.posts)

    @cached_property
    def organ_ids(self) -> frozenset[int]:
        """The organs this person handles matters for."""
        return self._organs(Role.HANDLER)

    @cached_property
    def headed_organ_ids(self) -> frozenset[int]:
        """The organs this person signs for."""
        return self._organs(Role.HEAD)

    @cached_property
    def committee_ids(self) -> frozenset[int]:
        """The committees of a congress this person works in."""
        return self._organs(Role.COMMITTEE)

    def _organs(self, role: str) -> frozenset[int]:
        return frozenset(p.organ_id for p in self.posts if p.role == role and p.organ_id is not None)

    def places(self, *roles: str) -> tuple[str, ...]:
        """Place codes where one of the roles is held."""
        return tuple(post.place_code for post in self.posts if post.role in roles)

    def holds(self, role: str, place_code: str) -> bool:
        """Whether the role is held for this place or one that contains it."""
        return any(place_code.startswith(code) for code in self.places(role))

    def holds_exactly(self, role: str, place_code: str) -> bool:
        """Whether the role is held for just this place."""
        return place_code in self.places(role)


ANYONE = Actor(user_id=None, name="群众")
SYSTEM = Actor(user_id=None, name="系统", is_system=True)
