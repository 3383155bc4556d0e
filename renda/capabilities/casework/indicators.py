"""The figures of casework: measures kept from its acts, each with its recount, and rates over them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date

from django.db.models import Count, F, Sum

from renda.capabilities.casework.models import Case, HandBack, Rating, Reception
from renda.capabilities.casework.terms import Grade, State
from renda.foundation.facts.registry import measure
from renda.foundation.indicators.registry import indicator, tenths

Rows = Iterator[tuple[str, date, int]]


@measure("casework.visitors", title="接待群众", unit="人次")
def visitors() -> Rows:
    """People received: those of each matter, and those who left none."""
    yield from Case.objects.values_list("place_code", "registered_on").annotate(n=Sum("people_count"))
    yield from Reception.objects.values_list("place_code", "on").annotate(n=Sum("people_count"))


@measure("casework.groups", title="接待批次", unit="批")
def groups() -> Rows:
    """Groups received, with or without a matter."""
    yield from Case.objects.values_list("place_code", "registered_on").annotate(n=Count("pk"))
    yield from Reception.objects.values_list("place_code", "on").annotate(n=Count("pk"))


@measure("casework.matters", title="收集问题", unit="件")
def matters() -> Rows:
    """Matters registered; one merged into another is the same matter and not counted again."""
    kept = Case.objects.exclude(state=State.MERGED)
    yield from kept.values_list("place_code", "registered_on").annotate(n=Count("pk"))


@measure("casework.settled", title="办结", unit="件")
def settled() -> Rows:
    """Matters settled, on the day they were."""
    done = Case.objects.filter(settled_on__isnull=False)
    yield from done.values_list("place_code", "settled_on").annotate(n=Count("pk"))


@measure("casework.settled_late", title="逾期办结", unit="件")
def settled_late() -> Rows:
    """Matters settled after they were due."""
    done = Case.objects.filter(settled_on__isnull=False, is_late=True)
    yield from done.values_list("place_code", "settled_on").annotate(n=Count("pk"))


@measure("casework.on_spot", title="当场办结", unit="件")
def on_spot() -> Rows:
    """Matters settled at the station itself."""
    done = Case.objects.filter(settled_on__isnull=False, route="on_spot")
    yield from done.values_list("place_code", "settled_on").annotate(n=Count("pk"))


@measure("casework.passed_on", title="交办转办", unit="件")
def passed_on() -> Rows:
    """Matters assigned to an organ, on the day they first were."""
    sent = Case.objects.filter(first_assigned_on__isnull=False)
    yield from sent.values_list("place_code", "first_assigned_on").annotate(n=Count("pk"))


@measure("casework.answered", title="承办单位答复", unit="件")
def answered() -> Rows:
    """Matters answered and not sent back."""
    done = Case.objects.filter(answered_on__isnull=False)
    yield from done.values_list("place_code", "answered_on").annotate(n=Count("pk"))


@measure("casework.handed_back", title="承办单位退回", unit="次")
def handed_back() -> Rows:
    """Times an organ handed a matter back."""
    rows = HandBack.objects.annotate(place=F("case__place_code"))
    yield from rows.values_list("place", "on").annotate(n=Count("pk"))


@measure("casework.referred", title="不予受理并转送", unit="件")
def referred() -> Rows:
    """Matters not taken and sent where they belong."""
    rows = Case.objects.filter(referred_on__isnull=False)
    yield from rows.values_list("place_code", "referred_on").annotate(n=Count("pk"))


@measure("casework.raised", title="转为代表建议", unit="件")
def raised() -> Rows:
    """Matters that became a deputy's suggestion."""
    rows = Case.objects.filter(raised_on__isnull=False)
    yield from rows.values_list("place_code", "raised_on").annotate(n=Count("pk"))


def _rated(grade: Grade) -> Rows:
    rows = Rating.objects.filter(grade=grade).annotate(place=F("case__place_code"))
    yield from rows.values_list("place", "on").annotate(n=Count("pk"))


@measure("casework.rated_satisfied", title="评价满意", unit="件")
def rated_satisfied() -> Rows:
    """Ratings of satisfied."""
    yield from _rated(Grade.SATISFIED)


@measure("casework.rated_basically", title="评价基本满意", unit="件")
def rated_basically() -> Rows:
    """Ratings of basically satisfied."""
    yield from _rated(Grade.BASICALLY)


@measure("casework.rated_not", title="评价不满意", unit="件")
def rated_not() -> Rows:
    """Ratings of not satisfied."""
    yield from _rated(Grade.NOT)


@indicator("casework.settled_rate", title="办结率", unit="%")
def settled_rate(of: Mapping[str, int]) -> int | None:
    """Matters settled to matters registered, in tenths of a percent."""
    return tenths(of.get("casework.settled", 0), of.get("casework.matters", 0))


@indicator("casework.satisfied_rate", title="群众满意率", unit="%")
def satisfied_rate(of: Mapping[str, int]) -> int | None:
    """Ratings of satisfied to all ratings; silence is left out, not counted as satisfied."""
    good = of.get("casework.rated_satisfied", 0)
    rated = good + of.get("casework.rated_basically", 0) + of.get("casework.rated_not", 0)
    return tenths(good, rated)


@indicator("casework.settled_in_time", title="按期办结", unit="件")
def settled_in_time(of: Mapping[str, int]) -> int | None:
    """Matters settled by the day they were due."""
    return of.get("casework.settled", 0) - of.get("casework.settled_late", 0)
