"""What the reads find: figures as lists, search by words, number and telephone, matters alike."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from renda.capabilities.casework import actions, queries
from renda.capabilities.casework.models import Case, Gram
from renda.capabilities.casework.queries import searching
from renda.capabilities.casework.tests import factories
from renda.capabilities.deputies.tests import factories as people
from renda.foundation.accounts.actor import Actor, HeldPost
from renda.foundation.accounts.terms import Role
from renda.foundation.facts.models import Cell

AT, TODAY = factories.AT, date(2023, 5, 31)
CITY_OFFICE = Actor(None, "成主任", (HeldPost(Role.OFFICE, factories.CITY),))
FIGURES = ("matters", "on_spot", "passed_on", "settled", "settled_late", "referred", "raised")


@pytest.fixture
def place(db):
    return factories.town()


@pytest.fixture
def year(place):
    """Matters of every fate, over three months."""
    late = AT + timedelta(days=60)
    factories.case(place)
    actions.settle_now(factories.case(place), answer="已经当场答复", actor=place.clerk, at=AT)
    factories.assigned(place, at=late)
    factories.settled(place)
    actions.tell(factories.answered(place), how="phone", actor=place.clerk, at=late)
    actions.refuse(factories.case(place), reason="court", explanation="请向法院提出", actor=place.clerk, at=late)
    actions.merge(factories.case(place), main=Case.objects.first(), actor=place.clerk, at=AT)
    deputy = people.deputy().pk
    actions.raise_suggestion(factories.case(place), deputy_id=deputy, level="county", actor=place.clerk, at=AT)
    again = factories.settled(place)
    actions.rate(again, grade="not", note="", actor=factories.bearer_of(again), at=AT)
    return place


def listed(actor, **wanted):
    return [row.pk for row in queries.page_of(actor, queries.Filter(**wanted), today=TODAY).rows]


@pytest.mark.parametrize("figure", FIGURES)
@pytest.mark.parametrize("code", [factories.TOWN, factories.COUNTY, factories.CITY])
def test_a_figure_opens_exactly_the_rows_it_counts(year, figure, code):
    for month in (0, 3, 5):
        starts = date(2023, month or 1, 1)
        ends = date(2023, month + 1, 1) if month else date(2024, 1, 1)
        wanted = queries.Filter(figure=figure, place_code=code, starts_on=starts, ends_before=ends)
        page = queries.page_of(CITY_OFFICE, wanted, today=TODAY)
        cell = Cell.objects.filter(place_code=code, period=202300 + month, measure=f"casework.{figure}").first()
        assert page.count == len(page.rows) == (cell.quantity if cell else 0), month


def test_what_is_open_and_what_is_overdue(year):
    span = {"place_code": factories.COUNTY, "starts_on": date(2023, 1, 1), "ends_before": date(2024, 1, 1)}
    ended = Case.objects.filter(state__in=["settled", "referred", "merged"])
    assert len(listed(CITY_OFFICE, figure="open", **span)) == Case.objects.count() - ended.count()
    due = [case.pk for case in Case.objects.all() if case.state in {"assigned", "handling", "answered"}]
    overdue = {pk for pk in due if Case.objects.get(pk=pk).due_on < TODAY}
    assert set(listed(CITY_OFFICE, figure="overdue", **span)) == set(listed(CITY_OFFICE, is_overdue=True)) == overdue
    assert queries.overdue_by_prefix(factories.CITY, 6, today=TODAY) == {factories.COUNTY: len(overdue)}


def test_a_figure_says_how_many_accusations_its_reader_does_not_see(place):
    factories.case(place)
    factories.case(place, words="反映某干部优亲厚友", is_accusation=True)
    wanted = queries.Filter(
        figure="matters", place_code=factories.COUNTY, starts_on=date(2023, 1, 1), ends_before=date(2024, 1, 1)
    )
    shown = [
        (queries.page_of(actor, wanted, today=TODAY).count, queries.sealed_away(actor, wanted, today=TODAY))
        for actor in (place.county_office, CITY_OFFICE, place.clerk)
    ]
    assert shown == [(2, 0), (1, 1), (1, 1)]


def searchers(place):
    """Everyone whose search takes another way to the same answer."""
    return (place.clerk, place.office, place.county_office, CITY_OFFICE)


@pytest.mark.parametrize("rare", [1, 1000])
def test_words_find_the_matters_that_hold_them(place, monkeypatch, rare):
    monkeypatch.setattr(searching, "RARE", rare)
    heat, road = factories.case(place), factories.case(place, words="村口的路灯不亮，老人出门看不清")
    factories.assigned(place, words="垃圾点两天才清运一次")
    for actor in searchers(place):
        assert listed(actor, text="暖气不热") == [heat.pk]
        assert listed(actor, text="路灯 老人") == [road.pk]
        assert listed(actor, text="路灯暖气") == []
        assert listed(actor, text="暖气", state="registered") == [heat.pk]
        assert listed(actor, text="暖气", state="settled") == []
        assert listed(actor, text="，。") == []
    assert listed(place.handler, text="垃圾") != []
    assert listed(place.handler, text="暖气") == []


def test_words_of_another_place_are_not_found(place):
    factories.case(place)
    elsewhere = Actor(None, "某某", (HeldPost(Role.OFFICE, "141121"),))
    assert listed(elsewhere, text="暖气") == []
    assert listed(place.county_office, text="暖气", place_code="141121") == []
    assert listed(CITY_OFFICE, text="暖气", place_code=factories.TOWN) != []


def test_a_search_pages_like_any_list(place):
    made = [factories.case(place).pk for _ in range(queries.PAGE + 3)][::-1]
    wanted = queries.Filter(text="暖气")
    for actor in searchers(place):
        first = queries.page_of(actor, wanted, today=TODAY)
        second = queries.page_of(actor, wanted, today=TODAY, after=first.after)
        back = queries.page_of(actor, wanted, today=TODAY, before=second.before)
        assert first.count == len(made)
        assert [row.pk for row in first.rows + second.rows] == made
        assert [row.pk for row in back.rows] == [row.pk for row in first.rows]
        assert (first.before, second.after, back.before) == ("", "", "")


def test_counting_stops_at_a_thousand(place, monkeypatch):
    monkeypatch.setattr("renda.capabilities.casework.queries.listing.COUNTED", 2)
    for _ in range(4):
        factories.case(place)
    for wanted in (queries.Filter(), queries.Filter(text="暖气")):
        assert queries.page_of(place.county_office, wanted, today=TODAY).count == 3


def test_a_number_finds_its_matter_and_a_clerk_may_write_it_short(place):
    case = factories.case(place)
    for actor in searchers(place):
        assert listed(actor, text=case.number) == [case.pk]
    assert listed(place.clerk, text=case.number.partition("-")[2]) == [case.pk]
    assert listed(Actor(None, "某某", (HeldPost(Role.OFFICE, "141121"),)), text=case.number) == []


def test_accusations_are_in_no_index(place):
    factories.case(place, words="反映某干部优亲厚友", is_accusation=True)
    assert not Gram.objects.exists()
    for actor in searchers(place):
        assert listed(actor, text="优亲厚友") == []


def test_matters_alike_are_those_of_the_same_town_the_likest_first(place):
    near = factories.case(place, words="惠民苑小区3号楼暖气不热，只有15度。")
    far = factories.case(place, words="惠民苑小区门口路灯不亮，很黑。")
    found = queries.similar(factories.TOWN, factories.WORDS, visible=queries.visible_to(place.clerk))
    assert found[0].pk == near.pk
    assert far.pk not in [case.pk for case in found[:1]]
    assert queries.similar("141182200", factories.WORDS, visible=queries.visible_to(place.clerk)) == []


def test_what_waits_for_whom(place):
    registered, answered = factories.case(place), factories.answered(place)
    assigned = factories.assigned(place)
    passed = actions.pass_on(factories.case(place), desk_code=factories.TOWN, actor=place.clerk, at=AT)
    assert set(listed(place.clerk, is_mine=True)) == {registered.pk, answered.pk}
    assert listed(place.office, is_mine=True) == [passed.pk]
    assert listed(place.handler, is_mine=True) == [assigned.pk]
    assert [queries.counts_waiting(actor) for actor in (place.clerk, place.office, place.handler, CITY_OFFICE)] == [
        2, 1, 1, 0,
    ]  # fmt: skip


def test_what_waits_is_always_visible(year):
    """The count beside 待办 asks nothing about visibility; this is why it need not."""
    place = year
    for actor in (place.clerk, place.office, place.county_office, place.handler):
        waiting = set(Case.objects.filter(queries.waiting_for(actor)).values_list("pk", flat=True))
        assert waiting <= set(queries.visible_to(actor).values_list("pk", flat=True))


def test_who_may_be_looked_up_is_the_same_in_sql_and_in_policy(year):
    from renda.foundation.policy import grants

    place = year
    actions.pass_on(factories.case(place), desk_code=factories.TOWN, actor=place.clerk, at=timezone.now())
    factories.case(place, words="反映某干部优亲厚友", is_accusation=True)
    for actor in (place.clerk, place.office, place.county_office, place.handler, CITY_OFFICE):
        sql = set(Case.objects.filter(queries.revealable_to(actor)).values_list("pk", flat=True))
        assert sql == {case.pk for case in Case.objects.all() if grants.allowed(actor, "casework.reveal", case)}
