"""Many suggestions in the small demo city, and how long handing 300 of them over takes."""

from __future__ import annotations

import random
import time
from datetime import date, timedelta

from django.db import connection, transaction
from django.db.models import Max
from django.utils import timezone

from renda.capabilities.deputies.models import Mandate
from renda.capabilities.suggestions import actions
from renda.capabilities.suggestions.models import Assignment, Progress, Suggestion
from renda.capabilities.suggestions.rules import clocks
from renda.capabilities.suggestions.terms import AssignmentState, Part, State, Subject
from renda.foundation.accounts.actor import Actor, HeldPost
from renda.foundation.accounts.models import Congress, Organ
from renda.foundation.accounts.terms import Role
from renda.foundation.facts import checking
from renda.project.demo import matters

BATCH = 2000
FIRST_YEAR, YEARS = 2016, 8
HANDED_OVER = 300
HAND_OVER_SERIES = "bench-hand-over"
ENDS = (*[State.CLOSED] * 12, *[State.HANDLING] * 3, State.REPLIED, State.RATED, State.SUBMITTED)


def fill(total: int, place_code: str) -> None:
    """Bring the suggestions to ``total``; half of them are of one congress, so that its lists are long."""
    missing = total - Suggestion.objects.count()
    rng = random.Random(total)
    own = Congress.objects.get(region_id=place_code)
    others = list(Congress.objects.exclude(pk=own.pk).filter(region__code__startswith="1411"))
    leads = {
        c.pk: list(Mandate.objects.filter(term__congress=c).values_list("deputy_id", "deputy__name"))
        for c in (own, *others)
    }
    places = [c for c in others if leads[c.pk] and Organ.objects.filter(region_id=c.region_id).exists()] or [own]
    organs = {c.pk: list(Organ.objects.filter(region_id=c.region_id)) for c in (own, *places)}
    while missing > 0:
        with transaction.atomic():
            part = min(BATCH, missing)
            rows = [
                _row(own if n % 2 else rng.choice(places), total * 10 + n, leads, rng)
                for n in range(missing, missing - part, -1)
            ]
            Suggestion.objects.bulk_create(rows)
            Assignment.objects.bulk_create(_parts(rows, organs, rng), batch_size=5000)
            Progress.objects.bulk_create(
                (
                    Progress(suggestion=row, at=timezone.now(), verb=verb, who="代表工委", text="", is_public=True)
                    for row in rows
                    for verb in ("submit", "accept", "hand_over", "sign", "issue_reply", "rate")
                ),
                batch_size=5000,
            )
        missing -= part
    checking.rebuild()
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")


def _row(congress: Congress, number: int, leads: dict[int, list[tuple[int, str]]], rng: random.Random) -> Suggestion:
    lead, name = rng.choice(leads[congress.pk])
    told = matters.matter(congress.region.name, rng)
    state = rng.choice(ENDS)
    on = date(FIRST_YEAR + rng.randrange(YEARS), rng.randint(1, 12), rng.randint(1, 28))
    sent = state != State.SUBMITTED
    answered = state in {State.CLOSED, State.REPLIED, State.RATED}
    due = on + timedelta(days=92)
    return Suggestion(
        congress=congress,
        place_code=congress.region_id,
        series=f"bench-{on.year}",
        number=number,
        year=on.year,
        lead_id=lead,
        lead_name=name,
        title=f"关于{told.words[:30].rstrip('。，')}的建议",
        situation=told.words,
        analysis=told.words,
        advice=told.answer or told.words,
        subject=rng.choice(list(Subject)),
        state=state,
        drafted_on=on,
        submitted_on=on,
        assigned_on=on if sent else None,
        due_on=due if sent else None,
        due_key="suggestion.reply.ordinary" if sent else "",
        due_citation=clocks.citation("suggestion.reply.ordinary", on=on) if sent else "",
        replied_on=due if answered else None,
        answered_on=due if answered else None,
        outcome=rng.choice("abcd") if answered else "",
        result=rng.choice(["satisfied", "basically", "not"]) if state in {State.CLOSED, State.RATED} else "",
        rated_on=due if state in {State.CLOSED, State.RATED} else None,
        closed_on=due if state == State.CLOSED else None,
    )


def _parts(rows: list[Suggestion], organs: dict[int, list[Organ]], rng: random.Random) -> list[Assignment]:
    return [
        Assignment(
            suggestion=row,
            organ=rng.choice(organs[row.congress_id]),
            part=Part.LEAD,
            state=AssignmentState.REPLIED if row.replied_on else AssignmentState.HANDLING,
            assigned_on=row.assigned_on,
            signed_on=row.assigned_on,
            due_on=row.due_on,
            due_key=row.due_key,
            due_citation=row.due_citation,
            done_on=row.replied_on,
        )
        for row in rows
        if row.assigned_on
    ]


def hand_over_seconds(place_code: str) -> float:
    """Seconds that one act of handing 300 suggestions over takes, with every clock, notice and trace."""
    congress = Congress.objects.get(region_id=place_code)
    office = Actor(None, "代表工委", (HeldPost(Role.OFFICE, place_code),))
    lead, name = Mandate.objects.filter(term__congress=congress).values_list("deputy_id", "deputy__name")[0]
    organ = Organ.objects.filter(region_id=place_code)[0]
    today = timezone.localdate()
    first = 1 + (Suggestion.objects.filter(series=HAND_OVER_SERIES).aggregate(n=Max("number"))["n"] or 0)
    rows = Suggestion.objects.bulk_create(
        Suggestion(
            congress=congress,
            place_code=place_code,
            series=HAND_OVER_SERIES,
            number=first + n,
            year=today.year,
            lead_id=lead,
            lead_name=name,
            title="关于交办速度的建议",
            state=State.PLANNED,
            drafted_on=today,
            submitted_on=today,
            accepted_on=today,
            mode="sole",
        )
        for n in range(HANDED_OVER)
    )
    Assignment.objects.bulk_create(Assignment(suggestion=row, organ=organ, part=Part.LEAD) for row in rows)
    planned = Suggestion.objects.select_related("congress", "lead").filter(pk__in=[row.pk for row in rows])
    began = time.perf_counter()
    came = actions.hand_over_many(planned, actor=office, at=timezone.now())
    took = time.perf_counter() - began
    if len(came.done) != HANDED_OVER:
        raise SystemExit(f"handed over {len(came.done)} of {HANDED_OVER}: {came.refused[:1]}")
    return took


def some_suggestion(place_code: str) -> int:
    """A filed suggestion of a congress with a full history."""
    rows = Suggestion.objects.filter(place_code=place_code, state=State.CLOSED, series__startswith="bench")
    return int(rows.order_by("-pk").values_list("pk", flat=True)[0])
