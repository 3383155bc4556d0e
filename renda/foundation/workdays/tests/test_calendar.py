"""The working calendar: the office's days over the published ones, and its page."""

from datetime import date

import pytest
from django.test import Client

from renda.foundation.accounts.actor import ANYONE, SYSTEM
from renda.foundation.accounts.terms import Role
from renda.foundation.accounts.tests import factories
from renda.foundation.accounts.tests.factories import AT, CITY, COUNTY
from renda.foundation.action import one_transaction
from renda.foundation.audit.models import Entry
from renda.foundation.errors import NotPermitted, RuleBroken
from renda.foundation.workdays import actions, queries
from renda.foundation.workdays.models import OfficeDay

pytestmark = pytest.mark.django_db
TUESDAY = date(2026, 11, 24)
NOTE = "国办发明电〔2026〕1号"


@pytest.fixture
def office():
    factories.regions()
    return factories.user(Role.OFFICE, CITY)


def test_an_own_day_wins_over_the_published_ones(office) -> None:
    actor = factories.actor(office)
    assert queries.calendar().is_working_day(TUESDAY)
    actions.set_day(day=TUESDAY, is_working=False, note=NOTE, actor=actor, at=AT)
    assert not queries.calendar().is_working_day(TUESDAY)
    assert queries.calendar().roll_forward(TUESDAY) == date(2026, 11, 25)
    row = actions.set_day(day=TUESDAY, is_working=True, note="更正", actor=actor, at=AT)
    assert OfficeDay.objects.count() == 1
    actions.forget_day(row, actor=actor, at=AT)
    assert queries.calendar().is_working_day(TUESDAY)
    verbs = Entry.objects.filter(verb__startswith="workdays").order_by("pk").values_list("verb", flat=True)
    assert list(verbs) == ["workdays.set_day", "workdays.set_day", "workdays.forget_day"]


def test_the_calendar_is_read_once_a_transaction_and_anew_after_a_change(office, django_assert_num_queries) -> None:
    actor = factories.actor(office)
    with one_transaction():
        with django_assert_num_queries(1):
            assert queries.calendar() is queries.calendar()
        actions.set_day(day=TUESDAY, is_working=False, note=NOTE, actor=actor, at=AT)
        assert not queries.calendar().is_working_day(TUESDAY)


@pytest.mark.parametrize("day", [date(1999, 12, 31), date(2101, 1, 1)])
def test_absurd_days_are_refused(office, day: date) -> None:
    with pytest.raises(RuleBroken, match="2000年到2100年"):
        actions.set_day(day=day, is_working=True, note=NOTE, actor=factories.actor(office), at=AT)


def test_a_change_needs_its_grounds(office) -> None:
    with pytest.raises(RuleBroken, match="依据"):
        actions.set_day(day=TUESDAY, is_working=True, note="  ", actor=factories.actor(office), at=AT)


def test_the_city_and_the_operator_change_it_and_nobody_else(office) -> None:
    row = actions.set_day(day=TUESDAY, is_working=False, note=NOTE, actor=factories.actor(office), at=AT)
    may = {factories.actor(factories.operator()), factories.actor(office)}
    may_not = {factories.actor(factories.user(role, CITY)) for role in (Role.CLERK, Role.DEPUTY, Role.LEADER)}
    may_not |= {factories.actor(factories.user(Role.OFFICE, COUNTY)), ANYONE, SYSTEM}
    for actor in may:
        actions.set_day(day=TUESDAY, is_working=False, note=NOTE, actor=actor, at=AT)
    for actor in may_not:
        with pytest.raises(NotPermitted):
            actions.set_day(day=TUESDAY, is_working=False, note=NOTE, actor=actor, at=AT)
        with pytest.raises(NotPermitted):
            actions.forget_day(row, actor=actor, at=AT)


def test_a_year_knows_its_swapped_days() -> None:
    year = queries.year_of(2026)
    days = {day.on: day for weeks in year.months for week in weeks for day in week if day}
    assert len(days) == 365
    assert year.is_published
    assert not days[date(2026, 10, 1)].is_working
    assert days[date(2026, 10, 1)].is_swapped
    swapped_in = [on for on, day in days.items() if day.is_working and on.weekday() >= 5]
    assert swapped_in
    assert all(days[on].is_swapped for on in swapped_in)
    assert year.working_days == sum(day.is_working for day in days.values())
    assert all(len(week) == 7 for weeks in year.months for week in weeks)


# ---- the page


def test_the_page_shows_a_year_and_warns_of_one_not_published(client: Client, office) -> None:
    client.force_login(office)
    assert "尚未公布" not in client.get("/calendar/?year=2026").content.decode()
    text = client.get("/calendar/?year=2040").content.decode()
    assert "尚未公布2040年的放假安排" in text
    for odd in ("abc", "99999", "0001", "²026"):
        assert client.get(f"/calendar/?year={odd}").status_code == 200


def test_a_day_is_set_and_forgotten_from_the_page(client: Client, office) -> None:
    client.force_login(office)
    answer = client.post("/calendar/days/", {"day": "2026-11-24", "is_working": "no", "note": NOTE})
    assert answer.headers["Location"] == "/calendar/?year=2026"
    assert NOTE in client.get("/calendar/?year=2026").content.decode()
    row = OfficeDay.objects.get()
    path = f"/calendar/days/{row.pk}/forget/"
    assert "恢复为国家公布的安排" in client.get(path).content.decode()
    assert client.post(path, {"confirmed": "yes"}).status_code == 302
    assert not OfficeDay.objects.exists()
    assert client.get(path).status_code == 404


@pytest.mark.parametrize(
    ("data", "said"),
    [
        ({"day": "2026-02-30", "is_working": "no", "note": NOTE}, "日期"),
        ({"day": "1900-01-01", "is_working": "no", "note": NOTE}, "2000年到2100年"),
        ({"day": "2026-11-24", "is_working": "perhaps", "note": NOTE}, "perhaps"),
        ({"day": "2026-11-24", "is_working": "no", "note": ""}, "这一栏还没有填"),
    ],
)
def test_a_wrong_day_stays_on_the_page_with_its_reason(client: Client, office, data: dict, said: str) -> None:
    client.force_login(office)
    answer = client.post("/calendar/days/", data)
    assert answer.status_code == 422
    assert said in answer.content.decode()
    assert not OfficeDay.objects.exists()


def test_readers_see_the_calendar_and_change_nothing(client: Client, office) -> None:
    row = actions.set_day(day=TUESDAY, is_working=False, note=NOTE, actor=factories.actor(office), at=AT)
    client.force_login(factories.user(Role.CLERK, factories.STATION))
    text = client.get("/calendar/?year=2026").content.decode()
    assert NOTE in text
    assert "记下这一天" not in text
    assert client.post("/calendar/days/", {"day": "2026-11-24"}).status_code == 403
    assert client.get(f"/calendar/days/{row.pk}/forget/").status_code == 403
    assert client.post(f"/calendar/days/{row.pk}/forget/").status_code == 403
    assert client.get("/calendar/days/").status_code == 405
