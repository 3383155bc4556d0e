"""The papers of a suggestion while the deputy writes, and those that go out with a reply until the head signs."""

from __future__ import annotations

import functools
from collections.abc import Collection, Sequence
from datetime import datetime

from django.db import transaction

from renda.capabilities.suggestions.models import Reply, Suggestion
from renda.capabilities.suggestions.terms import EDITABLE_STATES, State
from renda.foundation.accounts.actor import Actor
from renda.foundation.action import action
from renda.foundation.audit import trail
from renda.foundation.errors import RuleBroken
from renda.foundation.files import store
from renda.foundation.files.models import Attachment
from renda.foundation.files.store import Checked
from renda.foundation.policy import grants

PAPERS_MOST = 6


@action
def change_papers(
    reply: Reply, *, added: Sequence[Checked], dropped: Collection[int] = (), actor: Actor, at: datetime
) -> list[Attachment]:
    """Add papers to a reply that is not issued, and take others away; six at most.

    Raises:
        RuleBroken: the reply went out already, or there would be too many.
    """
    grants.require(actor, "suggestions.lead", reply.assignment)
    if reply.issued_on is not None:
        raise RuleBroken("reply-issued", "答复已经签发，附件不能再改")
    return _changed(reply, "change_papers", added, dropped, actor=actor, at=at)


@action
def change_files(
    suggestion: Suggestion, *, added: Sequence[Checked], dropped: Collection[int] = (), actor: Actor, at: datetime
) -> list[Attachment]:
    """Add photos and papers to a suggestion that is still with the deputy, and take others away; six at most.

    Raises:
        RuleBroken: it is no longer the deputy's to change, or there would be too many.
    """
    grants.require(actor, "suggestions.write", suggestion)
    # Held, so that nothing is changed while it is handed in, and two sendings do not each see room for six.
    held = Suggestion.objects.select_for_update().get(pk=suggestion.pk)
    if held.state not in EDITABLE_STATES:
        raise RuleBroken("not-editable", "“%(state)s”的建议不能修改", state=State(held.state).label)
    return _changed(suggestion, "change_files", added, dropped, actor=actor, at=at)


def _changed(
    owner: Reply | Suggestion,
    verb: str,
    added: Sequence[Checked],
    dropped: Collection[int],
    *,
    actor: Actor,
    at: datetime,
) -> list[Attachment]:
    known = store.of(owner)
    kept = [one for one in known if one.pk not in dropped]
    if len(kept) + len(added) > PAPERS_MOST:
        raise RuleBroken("too-many-papers", "附件最多%(most)s个", most=PAPERS_MOST)
    gone = [one for one in known if one.pk in dropped]
    if gone:
        Attachment.objects.filter(pk__in=[one.pk for one in gone]).delete()
        for one in gone:
            transaction.on_commit(functools.partial(store.location(one).unlink, missing_ok=True))
    fresh = [store.keep(one, owner=owner, added_by=actor.user_id, at=at) for one in added]
    trail.record(
        at=at,
        actor=actor,
        verb=f"suggestions.{verb}",
        subject=owner,
        changes={"added": [one.sha256 for one in fresh], "dropped": [one.sha256 for one in gone]},
    )
    return [*kept, *fresh]
