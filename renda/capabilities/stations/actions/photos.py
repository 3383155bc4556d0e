"""The writers of a station's photos, which the public page shows."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction

from renda.capabilities.stations.models import LiaisonStation
from renda.foundation.accounts.actor import Actor
from renda.foundation.action import action
from renda.foundation.audit import trail
from renda.foundation.errors import RuleBroken, StaleState
from renda.foundation.files import store
from renda.foundation.files.models import Attachment
from renda.foundation.files.store import Checked
from renda.foundation.policy import grants

MOST = 6


@action
def add_photos(station: LiaisonStation, *, photos: Sequence[Checked], actor: Actor, at: datetime) -> list[Attachment]:
    """Add photos of a station, six at most.

    Raises:
        RuleBroken: none is given, one is no photo, or there would be too many.
    """
    grants.require(actor, "stations.manage", station)
    if not photos:
        raise RuleBroken("no-photo", "请选择照片")
    if any(not photo.content_type.startswith("image/") for photo in photos):
        raise RuleBroken("not-a-photo", "这里只能放照片")
    if len(store.of(station)) + len(photos) > MOST:
        raise RuleBroken("too-many-photos", "一个联络站最多放%(most)s张照片", most=MOST)
    kept = [store.keep(photo, owner=station, added_by=actor.user_id, at=at) for photo in photos]
    trail.record(
        at=at, actor=actor, verb="stations.add_photos", subject=station, changes={"photos": [one.pk for one in kept]}
    )
    return kept


@action
def remove_photo(station: LiaisonStation, photo: Attachment, *, actor: Actor, at: datetime) -> None:
    """Take a photo of a station away, row and file.

    Raises:
        StaleState: it is gone already, or belongs to something else.
    """
    grants.require(actor, "stations.manage", station)
    own = Attachment.objects.filter(pk=photo.pk, owner_type=station._meta.label_lower, owner_id=station.pk)
    if not own.delete()[0]:
        raise StaleState("remove_photo")
    place = store.location(photo)
    transaction.on_commit(lambda: place.unlink(missing_ok=True))
    trail.record(at=at, actor=actor, verb="stations.remove_photo", subject=station, changes={"sha256": photo.sha256})
