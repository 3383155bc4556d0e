"""Regions, congresses, organs, users and the posts they hold."""

from __future__ import annotations

from typing import ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models import Q

from renda.foundation.accounts.terms import ORGAN_ROLES, Level, OrganKind, PlaceKind, Role


class Region(models.Model):
    """A region of the state; a child's code begins with its parent's (GB/T 2260 and statistics codes)."""

    code = models.CharField(max_length=9, primary_key=True)
    name = models.CharField(max_length=40)
    kind = models.CharField(max_length=PlaceKind.longest(), choices=PlaceKind.choices())
    parent = models.ForeignKey("self", on_delete=models.PROTECT, null=True, related_name="children")

    class Meta:
        ordering: ClassVar = ["code"]

    def __str__(self) -> str:
        return self.name


class Congress(models.Model):
    """A people's congress; sub-districts and zones have none (《地方组织法》第五十九条)."""

    region = models.OneToOneField(Region, on_delete=models.PROTECT, related_name="congress")
    level = models.CharField(max_length=Level.longest(), choices=Level.choices())
    name = models.CharField(max_length=60)
    overlays = models.JSONField(default=list)

    class Meta:
        ordering: ClassVar = ["region_id"]

    def __str__(self) -> str:
        return self.name


class Organ(models.Model):
    """A body that handles matters: a department, a township office, a village committee."""

    region = models.ForeignKey(Region, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=OrganKind.longest(), choices=OrganKind.choices())
    name = models.CharField(max_length=60)
    short_name = models.CharField(max_length=20)
    phone = models.CharField(max_length=20, blank=True)
    is_active = models.BooleanField(default=True)

    class Meta:
        ordering: ClassVar = ["region_id", "id"]
        constraints: ClassVar = [models.UniqueConstraint("region", "name", name="organ_once_a_region")]

    def __str__(self) -> str:
        return self.name


class UserManager(BaseUserManager["User"]):
    """Look-ups that Django's sign-in needs."""

    def get_by_natural_key(self, username: str | None) -> User:
        """The user of that sign-in name, letter case aside."""
        return self.get(username=(username or "").strip().lower())


class User(AbstractBaseUser):
    """Someone with a sign-in name; what they may do comes from their posts."""

    username = models.CharField(max_length=40, unique=True)
    name = models.CharField(max_length=40)
    phone = models.CharField(max_length=20, blank=True)
    is_active = models.BooleanField(default=True)
    must_change_password = models.BooleanField(default=False)
    failed_sign_ins = models.PositiveSmallIntegerField(default=0)
    locked_until = models.DateTimeField(null=True)

    objects = UserManager()
    USERNAME_FIELD = "username"
    REQUIRED_FIELDS: ClassVar = ["name"]

    class Meta:
        ordering: ClassVar = ["id"]

    def __str__(self) -> str:
        return self.name


class Post(models.Model):
    """A role held by a user in a place; a clerk's place is a station's code, a handler's an organ."""

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="posts")
    role = models.CharField(max_length=Role.longest(), choices=Role.choices())
    place_code = models.CharField(max_length=15)
    organ = models.ForeignKey(Organ, on_delete=models.PROTECT, null=True, related_name="+")
    title = models.CharField(max_length=60, blank=True)
    ended_on = models.DateField(null=True)

    class Meta:
        ordering: ClassVar = ["id"]
        constraints: ClassVar = [
            models.CheckConstraint(
                name="handler_has_an_organ",
                condition=~Q(role__in=[role.value for role in ORGAN_ROLES]) | Q(organ__isnull=False),
            ),
            # Two of them, since a null organ equals no other null on SQLite and older PostgreSQL.
            models.UniqueConstraint(
                fields=["user", "role", "place_code"],
                name="post_once",
                condition=Q(ended_on__isnull=True, organ__isnull=True),
            ),
            models.UniqueConstraint(
                fields=["user", "role", "place_code", "organ"],
                name="post_once_an_organ",
                condition=Q(ended_on__isnull=True, organ__isnull=False),
            ),
        ]


class Throttle(models.Model):
    """Tries of one kind from one source in one span of time; the source is a keyed digest."""

    source = models.CharField(max_length=64)
    span = models.BigIntegerField()
    tries = models.PositiveIntegerField()

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["source", "span"], name="one_throttle")]
