"""Acts as pages: each is written down once and gets its address, its place on the page, and its refusals."""

from renda.capabilities.suggestions.views.acts.taking import addresses, take
from renda.capabilities.suggestions.views.known import Act

__all__ = ["Act", "addresses", "take"]
