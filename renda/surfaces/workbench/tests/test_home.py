"""The first page: each role begins where its work is, and nobody stands before a closed door."""

from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.test import Client
from django.utils import timezone

from renda.capabilities.deputies.tests import factories as deputy_factories
from renda.capabilities.stations.actions import duty as duty_actions
from renda.capabilities.stations.actions import roster as roster_actions
from renda.capabilities.stations.tests import factories as station_factories
from renda.capabilities.suggestions import actions as suggestion_actions
from renda.capabilities.suggestions.tests import factories as suggested
from renda.foundation.accounts.actor import SYSTEM
from renda.foundation.accounts.terms import Role
from renda.foundation.accounts.tests import factories
from renda.foundation.accounts.tests.factories import COUNTY
from renda.surfaces.workbench import beginnings, queries

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 11, 24, 8, tzinfo=ZoneInfo("Asia/Shanghai"))


@pytest.mark.parametrize(
    ("role", "begins"),
    [(Role.CLERK, "/cases/register/"), (Role.LEADER, "/statistics/"), (Role.OPERATOR, "/accounts/users/")],
)
def test_some_begin_elsewhere_and_arrive(client: Client, role: str, begins: str) -> None:
    factories.regions()
    place = station_factories.station().code if role == Role.CLERK else COUNTY
    client.force_login(factories.user(role, place))
    assert client.get("/").headers["Location"] == begins
    assert client.get(begins, follow=True).status_code == 200


@pytest.mark.parametrize("role", [Role.OFFICE, Role.DEPUTY])
def test_others_have_a_page_of_their_own(client: Client, role: str) -> None:
    factories.regions()
    client.force_login(factories.user(role))
    answer = client.get("/")
    assert answer.status_code == 200
    assert "在等您" in answer.content.decode()


def test_a_handler_has_the_page_of_the_desk(client: Client) -> None:
    client.force_login(factories.user(Role.HANDLER, organ_id=factories.organ().pk))
    assert "没有事项在等您" in client.get("/").content.decode()


def test_someone_without_a_post_is_told_whom_to_ask(client: Client) -> None:
    client.force_login(factories.user())
    answer = client.get("/")
    assert answer.status_code == 200
    assert "还没有岗位" in answer.content.decode()
    assert "/accounts/sign-out/" in answer.content.decode()


def test_whoever_holds_several_posts_begins_at_the_desk(client: Client) -> None:
    factories.regions()
    both = factories.actor(factories.user(Role.OFFICE))
    assert beginnings.works_in_office(both)
    assert not beginnings.is_deputy(both)


def test_every_role_has_a_beginning() -> None:
    from renda.foundation.accounts.actor import Actor, HeldPost

    for role in Role:
        actor = Actor(1, "某人", (HeldPost(role, COUNTY, 1),))
        assert beginnings.has_own_page(actor) or beginnings.elsewhere(actor), role
    assert not beginnings.elsewhere(Actor(1, "某人"))


# ---- the deputy


@pytest.fixture
def morning(monkeypatch: pytest.MonkeyPatch) -> date:
    monkeypatch.setattr(timezone, "now", lambda: NOW)
    return NOW.date()


def _deputy_on(days: list[date]):
    """A deputy with a sign-in, on the roster of a station on these days, with another."""
    station = station_factories.station()
    deputy, other = deputy_factories.deputy(name="李秀兰"), deputy_factories.deputy(name="高建平")
    user = factories.user(Role.DEPUTY, station.region_id)
    type(deputy).objects.filter(pk=deputy.pk).update(user=user)
    made = []
    for on in days:
        day = duty_actions.add_duty_day(
            station, on=on, starts_at=time(9), ends_at=time(11, 30), reason="", actor=SYSTEM, at=NOW
        )
        roster_actions.assign(day, deputies=[deputy.pk, other.pk], actor=SYSTEM, at=NOW)
        made.append(day)
    return station, deputy, other, user, made


def test_a_deputy_sees_todays_duty_first_and_the_week_below(client: Client, morning: date) -> None:
    station, _, _, user, _ = _deputy_on([morning, morning + timedelta(days=3), morning + timedelta(days=20)])
    client.force_login(user)
    text = client.get("/").content.decode()
    assert "1件事在等您" in text
    assert "今天 09:00" in text
    assert "与高建平代表一起" in text
    assert text.count(f"{station.name}值班") == 1


def test_a_deputy_with_nothing_waiting_learns_when_duty_comes(client: Client, morning: date) -> None:
    _, _, _, user, _ = _deputy_on([morning + timedelta(days=3)])
    client.force_login(user)
    text = client.get("/").content.decode()
    assert "没有事在等您" in text
    assert "下一次值班是11月27日" in text


def test_a_deputy_without_duty_this_week_sees_the_next_one(client: Client, morning: date) -> None:
    station, _, _, user, _ = _deputy_on([morning + timedelta(days=40), morning + timedelta(days=60)])
    client.force_login(user)
    text = client.get("/").content.decode()
    assert "没有待办。" in text
    assert "下一次值班" in text
    assert "1月3日 09:00" in text
    assert text.count(f"{station.name}值班") == 1
    assert 'class="link" href="/cases/"' in text


def test_a_deputy_with_nothing_at_all_is_told_how_things_get_here(client: Client, morning: date) -> None:
    _, _, _, user, _ = _deputy_on([])
    client.force_login(user)
    text = client.get("/").content.decode()
    assert morning == NOW.date()
    assert "眼下也没有排到您的值班" in text
    assert "登记时写上您" in text


def test_an_account_that_is_on_no_roll_is_told_whom_to_ask(client: Client) -> None:
    factories.regions()
    client.force_login(factories.user(Role.DEPUTY))
    text = client.get("/").content.decode()
    assert "还没有对上代表名册" in text
    assert "登记时写上您" not in text


@pytest.mark.parametrize("days", [(), (3,), (40,), (3, 5, 40)])
def test_a_deputys_page_asks_ten_questions_at_most(
    client: Client, morning: date, days: tuple[int, ...], django_assert_max_num_queries
) -> None:
    _, _, _, user, _ = _deputy_on([morning + timedelta(days=n) for n in days])
    client.force_login(user)
    with django_assert_max_num_queries(10):
        client.get("/")


def test_a_substitute_has_the_duty_and_the_other_has_not(morning: date) -> None:
    _, deputy, other, _, (day,) = _deputy_on([morning])
    assignment = day.assignments.get(deputy=deputy)
    stand_in = deputy_factories.deputy(name="任爱英")
    roster_actions.substitute(assignment, by=stand_in.pk, actor=SYSTEM, at=NOW)
    span = (morning, morning + timedelta(days=1))
    assert queries.duty_of(deputy.pk, *span) == []
    (mine,) = queries.duty_of(stand_in.pk, *span)
    assert mine.others == [other.name]


def test_duty_costs_two_queries_however_many_days(morning: date, django_assert_num_queries) -> None:
    _, deputy, _, _, _ = _deputy_on([morning + timedelta(days=n) for n in range(5)])
    with django_assert_num_queries(2):
        assert len(queries.duty_of(deputy.pk, morning, morning + timedelta(days=9))) == 5


# ---- the public


def test_a_visitor_finds_a_station_by_county_and_township(client: Client) -> None:
    station = station_factories.station()
    point = station_factories.point(station)
    county, town = station.region_id[:6], station.region_id
    first = client.get("/").content.decode()
    assert f'value="{county}"' in first
    assert station.name not in first
    second = client.get(f"/?place={county}").content.decode()
    assert station.name in second
    assert point.name not in second
    third = client.get(f"/?place={town}").content.decode()
    assert f'href="/s/{station.public_code}/"' in third
    assert point.name in third


@pytest.mark.parametrize("place", ["x", "999999", "14118210", "141182100'--", "１４１１８２"])
def test_an_odd_place_shows_the_beginning(client: Client, place: str) -> None:
    station_factories.station()
    answer = client.get("/", {"place": place})
    assert answer.status_code == 200
    assert "下一步" in answer.content.decode()


def test_the_welcome_leads_to_tracking_and_to_the_door(client: Client) -> None:
    text = client.get("/").content.decode()
    assert 'href="/track/"' in text
    assert 'href="/accounts/sign-in/"' in text
    assert 'href="/law/"' in text


def test_the_welcome_has_an_elder_view(client: Client) -> None:
    client.cookies["view"] = "elder"
    assert 'data-view="elder"' in client.get("/").content.decode()


def test_the_welcome_costs_the_same_with_one_station_and_many(client: Client, django_assert_num_queries) -> None:
    station = station_factories.station()
    for _ in range(2):
        with django_assert_num_queries(4):
            client.get(f"/?place={station.region_id}")
        for _ in range(6):
            station_factories.station()


def test_what_suggestions_ask_of_a_deputy_stands_first(db: None) -> None:
    place = suggested.county()
    now = timezone.now()
    one = suggested.replied(place, at=now)
    other = suggested.draft(place, at=now)
    client = suggested.as_lead(place)
    page = client.get("/").content.decode()
    assert "1件事在等您" in page
    assert f"/suggestions/replies/{one.assignments.get().replies.get().pk}/rate/" in page
    suggestion_actions.ask_cosigners(other, [place.mates[0].pk], actor=place.lead, at=now)
    mate = suggested.as_mate(place).get("/").content.decode()
    assert "看内容并答复" in mate
    assert other.title in mate


def test_the_welcome_leads_to_what_is_published(client: Client, db: None) -> None:
    assert "/suggestions/public/" in client.get("/").content.decode()
