"""Every read of suggestions."""

from renda.capabilities.suggestions.queries.choosing import committees_of, merge_candidates, organs_under
from renda.capabilities.suggestions.queries.reading import (
    Found,
    Full,
    Kind,
    by_number,
    confirmed,
    in_full,
    one,
    subject,
    timeline,
    told_of,
)
from renda.capabilities.suggestions.queries.scope import led_by, public, to_sign, visible_to

__all__ = [
    "Found",
    "Full",
    "Kind",
    "by_number",
    "committees_of",
    "confirmed",
    "in_full",
    "led_by",
    "merge_candidates",
    "one",
    "organs_under",
    "public",
    "subject",
    "timeline",
    "to_sign",
    "told_of",
    "visible_to",
]
