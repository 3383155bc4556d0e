"""What casework does when a deputy's suggestion moves: the citizens behind it hear of it."""

from __future__ import annotations

from renda.capabilities.casework import actions
from renda.capabilities.casework.queries import linked
from renda.capabilities.suggestions import queries as suggestion_queries
from renda.capabilities.suggestions.events import SuggestionEnded, SuggestionMerged, SuggestionReplied
from renda.foundation.accounts.actor import SYSTEM
from renda.foundation.events.bus import reacts_to


@reacts_to(SuggestionReplied)
def tell_the_citizens(event: SuggestionReplied) -> None:
    """The reply comes back to every matter that waits for it; one that has it already is left alone."""
    for case in linked.waiting_for(event.suggestion_id):
        actions.answer_raised(case, text=event.text, actor=SYSTEM, at=event.at)


@reacts_to(SuggestionEnded)
def take_back(event: SuggestionEnded) -> None:
    """A suggestion withdrawn or not accepted gets no reply: its matters go back to their desks."""
    for case in linked.waiting_for(event.suggestion_id):
        actions.take_back(case, reason=event.reason, actor=SYSTEM, at=event.at)


@reacts_to(SuggestionMerged)
def follow(event: SuggestionMerged) -> None:
    """What was merged is answered with the other one: its matters wait for that."""
    for case in linked.waiting_for(event.suggestion_id):
        actions.follow_suggestion(case, suggestion_id=event.main_id, actor=SYSTEM, at=event.at)
    # The other one may have its reply already, and will not announce it again.
    text = suggestion_queries.told_of(event.main_id)
    for case in linked.waiting_for(event.main_id) if text else ():
        actions.answer_raised(case, text=text, actor=SYSTEM, at=event.at)
