"""Tables of suggestions: the text and its signers, each organ's part, replies, ratings, promises, supervision."""

from renda.capabilities.suggestions.models.following import (
    PastUpload,
    Priority,
    PriorityNote,
    Progress,
    Promise,
    Reminder,
)
from renda.capabilities.suggestions.models.handling import (
    Assignment,
    Contact,
    Cosigner,
    Extension,
    Letter,
    Rating,
    Reply,
    ReturnRequest,
    Series,
    Suggestion,
)

__all__ = [
    "Assignment",
    "Contact",
    "Cosigner",
    "Extension",
    "Letter",
    "PastUpload",
    "Priority",
    "PriorityNote",
    "Progress",
    "Promise",
    "Rating",
    "Reminder",
    "Reply",
    "ReturnRequest",
    "Series",
    "Suggestion",
]
