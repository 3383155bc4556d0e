"""One matter and what belongs to it: its history, its people, its files, what was put into it."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Count, OuterRef, Q, Subquery, Sum
from django.db.models.functions import Substr

from renda.capabilities.casework.models import Case, Progress, Receiver
from renda.capabilities.casework.queries.scope import visible_to
from renda.foundation.accounts.actor import Actor
from renda.foundation.accounts.models import Congress, Region
from renda.foundation.files import store
from renda.foundation.files.models import Attachment

REGION_LENGTHS = (2, 4, 6, 9)


def one(actor: Actor, pk: int) -> Case | None:
    """A matter with its station and organ, if this actor may see it."""
    return visible_to(actor).filter(pk=pk).select_related("station", "organ", "merged_into").first()


def in_full(actor: Actor, pk: int) -> Case | None:
    """A matter with all that its page names; one query.

    ``desk_name``, the number of ``joined`` matters and their ``joined_people``, and the ``overlays`` of its congress.
    """
    joined = Case.objects.filter(merged_into=OuterRef("pk")).order_by().values("merged_into")
    desks = Region.objects.filter(pk=OuterRef("desk_code")).values("name")
    above = Q()
    for length in REGION_LENGTHS:
        above |= Q(region_id=Substr(OuterRef("place_code"), 1, length))
    congress = Congress.objects.filter(above).order_by("-region_id")
    found = visible_to(actor).filter(pk=pk).select_related("station", "organ", "merged_into")
    return found.annotate(
        desk_name=Subquery(desks),
        overlays=Subquery(congress.values("overlays")[:1]),
        joined=Subquery(joined.annotate(n=Count("pk")).values("n")),
        joined_people=Subquery(joined.annotate(n=Sum("people_count")).values("n")),
    ).first()


def by_number(actor: Actor, number: str) -> Case | None:
    """The matter of a number, if this actor may see it."""
    return visible_to(actor).filter(number=number.strip()).select_related("station", "organ").first()


def by_receipt(digest: str) -> Case | None:
    """The matter a receipt belongs to; a merged one stays findable by its own receipt."""
    return Case.objects.filter(receipt_digest=digest).select_related("station", "organ", "merged_into").first()


def timeline(case: Case, *, public_only: bool = False) -> list[Progress]:
    """What happened, newest first."""
    lines = Progress.objects.filter(case=case)
    if public_only:
        lines = lines.filter(is_public=True)
    return list(lines.order_by("-pk"))


@dataclass(frozen=True)
class Person:
    """A deputy who received the people of a matter, and the user who signs in as them."""

    deputy_id: int
    name: str
    user_id: int | None


def receivers(case: Case) -> list[Person]:
    """The deputies who received the people of a matter, in the order they were written down."""
    rows = Receiver.objects.filter(case=case).order_by("pk")
    return [Person(*row) for row in rows.values_list("deputy_id", "deputy__name", "deputy__user_id")]


def received_by(case: Case) -> list[str]:
    """Names of the deputies who received the people of a matter."""
    return [person.name for person in receivers(case)]


def merged_into(case: Case) -> list[Case]:
    """The matters that were put into this one, oldest first."""
    return list(
        Case.objects.filter(merged_into=case).order_by("pk").only("number", "title", "people_count", "merged_into")
    )


def files_of(case: Case) -> list[Attachment]:
    """The photos and papers of a matter, oldest first."""
    return store.of(case)
