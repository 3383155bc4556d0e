"""What must be true of the suggestions of the demo city, whole or small."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.contrib.auth.hashers import check_password
from django.db.models import Count
from django.test import Client

from renda.capabilities.deputies.models import Session
from renda.capabilities.suggestions import queries
from renda.capabilities.suggestions.models import (
    Assignment,
    Cosigner,
    Extension,
    Priority,
    PriorityNote,
    Promise,
    ReturnRequest,
    Suggestion,
)
from renda.capabilities.suggestions.queries import radar
from renda.capabilities.suggestions.terms import (
    AssignmentState,
    Decision,
    Grade,
    Manner,
    Mode,
    Outcome,
    PromiseState,
    State,
)
from renda.foundation.accounts import queries as account_queries
from renda.foundation.accounts.models import User
from renda.foundation.accounts.terms import Role
from renda.foundation.facts import checking
from renda.foundation.facts import queries as fact_queries
from renda.project.demo import city as demo_city
from renda.project.demo.suggestions import topics

# The day of loading in these tests; the demo itself asks the clock.
NOW = datetime(2026, 11, 24, 11, 30, tzinfo=ZoneInfo("Asia/Shanghai"))
TODAY = NOW.date()
WENSHUI, FENYANG = "141121", "141182"
EXAMINED = ("submitted", "accepted", "planned")
RUNNING = ("assigned", "handling", "redoing")


def _user(username: str) -> User:
    return User.objects.get(username=username)


def _visible(username: str):
    return queries.visible_to(account_queries.actor_of(_user(username)))


class OfSuggestions:
    """Checks for a class of tests to take over; its fixture ``loaded`` says which city there is."""

    def test_the_session_of_2023_has_its_published_numbers(self, loaded: str) -> None:
        whole = loaded == "whole"
        wenshui = Suggestion.objects.filter(place_code=WENSHUI, year=2023)
        assert wenshui.count() == (177 if whole else 35)
        assert wenshui.filter(is_priority=True).count() == (10 if whole else 2)
        assert Suggestion.objects.filter(place_code=FENYANG, year=2023).count() == (68 if whole else 13)

    def test_they_belong_to_the_session_and_are_numbered_without_a_gap(self, loaded: str) -> None:
        del loaded
        session = Session.objects.get(term__congress__region_id=WENSHUI, term__ended_on=None, opens_on__year=2023)
        of_session = Suggestion.objects.filter(place_code=WENSHUI, year=2023)
        assert set(of_session.values_list("session_id", "is_between")) == {(session.pk, False)}
        numbers = list(of_session.order_by("number").values_list("number", flat=True))
        assert numbers == list(range(1, len(numbers) + 1))

    def test_their_figures_are_counted(self, loaded: str) -> None:
        for code in (WENSHUI, FENYANG):
            measure = "suggestions.county.submitted"
            counted = fact_queries.cells([code], [202300]).get((code, 202300, measure), 0)
            assert counted == Suggestion.objects.filter(place_code=code, year=2023).count(), loaded

    def test_what_is_published_as_key_is_among_the_key_ones(self, loaded: str) -> None:
        titles = " ".join(Priority.objects.filter(chosen_on__year=2023).values_list("suggestion__title", flat=True))
        for word in ("护眼灯", "畜禽粪污", "共享单车") if loaded == "whole" else ("护眼灯",):
            assert word in titles

    def test_key_suggestions_are_public_and_supervised_in_three_manners(self, loaded: str) -> None:
        del loaded
        assert not Priority.objects.filter(announced_on=None).exists()
        assert set(PriorityNote.objects.values_list("manner", flat=True)) == set(Manner.values())

    def test_every_state_occurs(self, loaded: str) -> None:
        del loaded
        assert set(Suggestion.objects.values_list("state", flat=True)) == set(State.values())
        assert set(Assignment.objects.values_list("state", flat=True)) == set(AssignmentState.values())
        assert set(Promise.objects.values_list("state", flat=True)) == set(PromiseState.values())
        assert set(ReturnRequest.objects.values_list("decision", flat=True)) == set(Decision.values())
        assert set(Extension.objects.values_list("decision", flat=True)) == set(Decision.values())
        assert set(Suggestion.objects.values_list("outcome", flat=True)) >= set(Outcome.values())
        assert set(Suggestion.objects.values_list("result", flat=True)) >= set(Grade.values())
        assert set(Suggestion.objects.values_list("mode", flat=True)) >= set(Mode.values())
        assert Suggestion.objects.filter(is_silent=True).exists()
        assert Promise.objects.filter(renewed_count__gt=0).exists()
        assert Assignment.objects.filter(part="joint", state="handling", due_on__lt=TODAY).exists()

    def test_one_trouble_was_raised_four_years_running_in_other_words(self, loaded: str) -> None:
        del loaded
        titles = [row["title"] for row in topics.running()["year"]]
        raised = Suggestion.objects.filter(place_code=WENSHUI, title__in=titles).order_by("year")
        assert list(raised.values_list("year", "outcome")) == [(2020, "c"), (2021, "d"), (2022, "c"), (2023, "b")]
        earlier = raised.filter(year__lt=2023)
        assert set(earlier.values_list("state", "is_between")) == {("closed", False)}
        assert len(set(raised.values_list("session__term__number", "session__number"))) == 4
        assert raised.get(year=2023).is_priority

    def test_the_radar_finds_its_three_earlier_years(self, loaded: str) -> None:
        del loaded
        latest = Suggestion.objects.get(place_code=WENSHUI, title=topics.running()["year"][-1]["title"])
        found = radar.repeats_of(account_queries.actor_of(_user("wenshui")), latest)
        assert {2020, 2021, 2022} <= {one.on.year for one in found.suggestions}
        assert (found.since, found.is_often) == (2020, True)

    def test_most_are_public_and_what_is_secret_is_not(self, loaded: str) -> None:
        del loaded
        closed = Suggestion.objects.filter(state="closed")
        assert closed.filter(published_on__isnull=False).count() * 10 > closed.count() * 8
        secret = Suggestion.objects.filter(wishes_secrecy=True)
        assert secret.filter(state="closed").exists()
        assert not secret.filter(published_on__isnull=False).exists()

    def test_clocks_are_alive_on_the_day_of_loading(self, loaded: str) -> None:
        del loaded
        running = Suggestion.objects.filter(place_code=WENSHUI, state__in=RUNNING)
        soon = TODAY + timedelta(days=15)
        assert running.filter(due_on__lt=TODAY).count() >= 3
        assert running.filter(due_on__gte=TODAY, due_on__lte=soon).count() >= 3
        assert running.filter(due_on__gt=soon).count() >= 3
        promises = Promise.objects.filter(state="open", suggestion__place_code=WENSHUI)
        assert promises.filter(due_on__lt=TODAY).exists()
        assert promises.filter(due_on__gte=TODAY).exists()

    def test_the_office_of_wenshui_has_enough_for_bulk_acts(self, loaded: str) -> None:
        desk = _visible("wenshui").filter(state__in=EXAMINED)
        by_state = dict(desk.order_by().values_list("state").annotate(n=Count("pk")))
        assert set(by_state) == set(EXAMINED)
        assert sum(by_state.values()) >= (40 if loaded == "whole" else 9)

    def test_the_bureau_has_a_full_inbox_and_its_head_drafts_to_sign(self, loaded: str) -> None:
        least = 20 if loaded == "whole" else 8
        organ = account_queries.actor_of(_user("bureau")).organ_ids
        assert account_queries.actor_of(_user("head")).headed_organ_ids == organ
        parts = Assignment.objects.filter(organ_id__in=organ)
        assert parts.filter(state__in=["assigned", "handling"]).count() >= least
        assert parts.filter(state="reviewing").count() >= (4 if loaded == "whole" else 1)

    def test_the_committee_supervises_key_suggestions_under_way(self, loaded: str) -> None:
        del loaded
        held = account_queries.actor_of(_user("committee")).committee_ids
        assert _visible("committee").filter(priority__committee_id__in=held, state__in=RUNNING).exists()

    def test_the_deputy_finds_drafts_a_request_to_sign_a_reply_and_a_promise_to_rate(self, loaded: str) -> None:
        del loaded
        mine = Suggestion.objects.filter(lead__user=_user("deputy"))
        assert mine.filter(state="draft").count() == 2
        assert mine.filter(state="replied", rate_due_on__gte=TODAY).count() == 1
        assert Promise.objects.filter(suggestion__in=mine, state="reported", rate_due_on__gte=TODAY).count() == 1
        assert Cosigner.objects.filter(deputy__user=_user("deputy"), state="asked").count() == 1

    @pytest.mark.parametrize("username", demo_city.SIGN_INS)
    def test_everyone_who_signs_in_comes_to_a_page(self, loaded: str, username: str) -> None:
        del loaded
        user = _user(username)
        assert check_password(demo_city.PASSWORD, user.password)
        assert not user.must_change_password
        client = Client()
        client.force_login(user)
        assert client.get("/", follow=True).status_code == 200

    def test_the_printed_sign_ins_are_all_roles_but_no_more(self, loaded: str) -> None:
        del loaded
        printed = demo_city.sign_ins()
        assert [one.username for one in printed] == list(demo_city.SIGN_INS)
        held = {role for one in printed for role in account_queries.actor_of(_user(one.username)).roles}
        assert held == set(Role.values())

    def test_a_recount_agrees_and_no_title_comes_twice_in_a_session(self, loaded: str) -> None:
        del loaded
        assert checking.differences() == []
        of_session = Suggestion.objects.filter(place_code=WENSHUI, year=2023)
        assert of_session.values("title").distinct().count() == of_session.count()
