"""Opening and running stations: codes, names, corrections, states, staff, money, standard, sign-ins."""

from __future__ import annotations

from datetime import date

import pytest
from django.contrib.auth.hashers import check_password
from django.db import IntegrityError

from renda.capabilities.deputies.tests import factories as deputy_factories
from renda.capabilities.stations.actions import stations
from renda.capabilities.stations.models import LiaisonStation
from renda.capabilities.stations.queries import stations as station_queries
from renda.capabilities.stations.terms import StaffRole, StationKind, StationScope, StationState
from renda.capabilities.stations.tests import factories
from renda.foundation.accounts import queries as account_queries
from renda.foundation.accounts.actor import SYSTEM
from renda.foundation.accounts.models import Post, Region
from renda.foundation.accounts.terms import Role
from renda.foundation.audit.models import Entry
from renda.foundation.errors import NotPermitted, RuleBroken, StaleState

pytestmark = pytest.mark.django_db
AT = factories.AT


def last_entry() -> Entry:
    return Entry.objects.latest("pk")


def test_codes_continue_those_of_the_township_the_county_and_the_station() -> None:
    one, two = factories.station(), factories.station()
    county = Region.objects.get(pk="141182")
    industry = factories.station(county, scope=StationScope.INDUSTRY, industry="煤化工")
    point = factories.point(two)
    assert [one.code, two.code] == ["14118210001", "14118210002"]
    assert industry.code == "14118200001"
    assert (point.code, point.kind, point.parent) == ("1411821000201", StationKind.POINT, two)
    assert len(one.public_code) == 8
    assert not set(one.public_code) & set("01OIL")


def test_opening_leaves_a_trace_with_its_article() -> None:
    station = factories.station()
    entry = last_entry()
    assert (entry.verb, entry.subject_id, entry.citation) == (
        "stations.open_station",
        station.pk,
        "《地方组织法》第六十条第二款",
    )


def test_a_number_is_never_given_out_twice() -> None:
    first = factories.station()
    stations.close(first, reason="合并", actor=SYSTEM, at=AT)
    assert factories.station(name=first.name).code == "14118210002"


@pytest.mark.parametrize(
    ("facts", "code"),
    [
        ({"name": "  "}, "name-missing"),
        ({"name": "已有站"}, "name-taken"),
        ({"scope": StationScope.INDUSTRY}, "industry-missing"),
    ],
)
def test_absurd_stations_are_refused(facts, code) -> None:
    factories.station(name="已有站")
    with pytest.raises(RuleBroken) as refusal:
        factories.station(**facts)
    assert refusal.value.code == code


def test_a_point_stands_under_an_open_station_of_its_own_place() -> None:
    station = factories.station()
    point = factories.point(station)
    with pytest.raises(RuleBroken, match="联络点要设在同一地方"):
        factories.point(point)
    with pytest.raises(RuleBroken, match="联络点要设在同一地方"):
        factories.station(Region.objects.get(pk="141182200"), parent=station)
    with pytest.raises(RuleBroken, match="还有没有撤销的联络点"):
        stations.close(station, reason="合并", actor=SYSTEM, at=AT)
    stations.close(point, reason="合并", actor=SYSTEM, at=AT)
    stations.close(station, reason="合并", actor=SYSTEM, at=AT)
    with pytest.raises(RuleBroken, match="联络站已撤销"):
        factories.point(station)


def test_numbers_run_out_at_ninety_nine() -> None:
    station = factories.station()
    LiaisonStation.objects.filter(pk=station.pk).update(code="14118210099")
    with pytest.raises(RuleBroken, match="最多99个"):
        factories.station()


def test_the_slower_of_two_openings_is_told(monkeypatch) -> None:
    factories.township()

    def lost(*_args, **_facts):
        raise IntegrityError

    monkeypatch.setattr(LiaisonStation, "save", lost)
    with pytest.raises(StaleState):
        factories.station()


def test_only_what_changed_is_written_and_a_lost_race_is_told() -> None:
    station = factories.station()
    other = LiaisonStation.objects.get(pk=station.pk)
    stations.correct_station(station, facts={"phone": " 0358-7654321 "}, actor=SYSTEM, at=AT)
    assert last_entry().changes == '{"phone": ["", "0358-7654321"]}'
    stations.correct_station(other, facts={"address": "建设路1号"}, actor=SYSTEM, at=AT)
    with pytest.raises(StaleState):
        stations.correct_station(other, facts={"phone": "1"}, actor=SYSTEM, at=AT)
    station.refresh_from_db()
    assert (station.phone, station.address) == ("0358-7654321", "建设路1号")
    stations.correct_station(station, facts={"phone": station.phone}, actor=SYSTEM, at=AT)
    with pytest.raises(KeyError):
        stations.correct_station(station, facts={"code": "1"}, actor=SYSTEM, at=AT)
    with pytest.raises(RuleBroken, match="请填写联络站名称"):
        stations.correct_station(station, facts={"name": ""}, actor=SYSTEM, at=AT)
    with pytest.raises(RuleBroken, match="服务的行业"):
        stations.correct_station(station, facts={"scope": StationScope.INDUSTRY}, actor=SYSTEM, at=AT)


def test_a_station_pauses_reopens_and_closes_with_a_reason() -> None:
    station = factories.station()
    stale = LiaisonStation.objects.get(pk=station.pk)
    with pytest.raises(RuleBroken, match="请写明原因"):
        stations.pause(station, reason=" ", actor=SYSTEM, at=AT)
    stations.pause(station, reason="修缮", actor=SYSTEM, at=AT)
    assert station.state == StationState.PAUSED
    with pytest.raises(StaleState):
        stations.pause(stale, reason="修缮", actor=SYSTEM, at=AT)
    stations.reopen(station, reason="完工", actor=SYSTEM, at=AT)
    day = factories.published_day(station)
    with pytest.raises(RuleBroken, match="还有1个已公布的值班日"):
        stations.close(station, reason="合并", actor=SYSTEM, at=AT)
    assert day.published_on == AT.date()


def test_staff_come_and_leave_and_who_stays_keeps_the_first_day() -> None:
    station = factories.station()
    head, liaison = stations.Member("王站长", StaffRole.HEAD), stations.Member("李联络", StaffRole.LIAISON)
    first = stations.set_staff(station, members=[head, liaison], actor=SYSTEM, at=AT)
    later = AT.replace(month=9)
    stations.set_staff(station, members=[head, stations.Member("赵联络", StaffRole.LIAISON)], actor=SYSTEM, at=later)
    present = station_queries.staff_of(station)
    assert [one.name for one in present] == ["王站长", "赵联络"]
    assert present[0].pk == first[0].pk
    assert station.staff.get(name="李联络").until_on == later.date()
    stations.set_staff(station, members=[head, stations.Member("赵联络", StaffRole.LIAISON)], actor=SYSTEM, at=later)
    assert station.staff.count() == 3


@pytest.mark.parametrize(
    ("members", "code"),
    [
        ([("", StaffRole.HEAD)], "staff-name-missing"),
        ([("王", StaffRole.HEAD), ("李", StaffRole.HEAD)], "two-heads"),
        ([("王", StaffRole.CLERK), ("王 ", StaffRole.CLERK)], "staff-twice"),
        ([(f"王{n}", StaffRole.CLERK) for n in range(21)], "too-many-staff"),
    ],
)
def test_absurd_staff_is_refused(members, code) -> None:
    with pytest.raises(RuleBroken) as refusal:
        stations.set_staff(factories.station(), members=[stations.Member(*one) for one in members], actor=SYSTEM, at=AT)
    assert refusal.value.code == code


def test_an_office_gives_and_ends_a_clerks_sign_in() -> None:
    station = factories.station()
    office = deputy_factories.actor_for(deputy_factories.office_user("141182100"))
    user, password = stations.give_clerk_sign_in(station, username="Zhao.WS", name="赵文书", actor=office, at=AT)
    assert check_password(password, user.password)
    assert user.must_change_password
    clerk = account_queries.actor_of(user)
    assert clerk.holds_exactly(Role.CLERK, station.code)
    assert list(station_queries.for_clerk(clerk)) == [station]
    assert last_entry().actor_id == office.user_id
    with pytest.raises(RuleBroken):
        stations.give_clerk_sign_in(station, username="zhao.ws", name="另一人", actor=office, at=AT)
    stations.end_clerk_sign_in(station, user, actor=office, at=AT)
    assert not Post.objects.filter(user=user, ended_on__isnull=True).exists()
    assert station_queries.staff_of(station) == []
    with pytest.raises(StaleState):
        stations.end_clerk_sign_in(station, user, actor=office, at=AT)
    stations.close(station, reason="合并", actor=SYSTEM, at=AT)
    with pytest.raises(RuleBroken):
        stations.give_clerk_sign_in(station, username="qian", name="钱", actor=office, at=AT)


def test_money_is_one_row_a_year() -> None:
    station = factories.station()
    for amount in (500_000, 600_000):
        stations.set_money(station, year=2023, amount_fen=amount, actor=SYSTEM, at=AT)
    (money,) = station_queries.money_of(station)
    assert (money.year, money.amount_fen) == (2023, 600_000)
    for year, amount in ((1999, 1), (2030, 1), (2023, -1), (2023, 10**13)):
        with pytest.raises(RuleBroken):
            stations.set_money(station, year=year, amount_fen=amount, actor=SYSTEM, at=AT)


def test_a_check_keeps_what_it_does_not_ask_about() -> None:
    station = factories.station()

    def check(**answers):
        return stations.check_standard(station, answers=answers, checked_on=AT.date(), actor=SYSTEM, at=AT)

    assert check(area=120, printer=False).met == ("area",)
    check(printer=True, computer=None)
    found = {one.item.key: one.is_met for one in station_queries.standard_of(station)}
    assert (found["area"], found["printer"], found["computer"]) == (True, True, None)
    with pytest.raises(RuleBroken):
        check(nonsense=True)
    with pytest.raises(RuleBroken, match="不能晚于今天"):
        stations.check_standard(station, answers={}, checked_on=date(2023, 3, 2), actor=SYSTEM, at=AT)


def test_clerks_do_not_run_stations() -> None:
    station = factories.station()
    clerk = factories.clerk(station)
    with pytest.raises(NotPermitted):
        stations.pause(station, reason="修缮", actor=clerk, at=AT)
    with pytest.raises(NotPermitted):
        factories.point(station, actor=clerk)
    office = deputy_factories.office("141121")
    with pytest.raises(NotPermitted):
        stations.set_money(station, year=2023, amount_fen=1, actor=office, at=AT)


def test_counts_and_names_by_place() -> None:
    station = factories.station()
    factories.point(station)
    closed = factories.point(station)
    stations.close(closed, reason="合并", actor=SYSTEM, at=AT)
    counts = station_queries.station_counts(["1411", "141182", "141182100", "141121"])
    assert (counts["1411"], counts["141182"], counts["141182100"]) == (station_queries.Counts(1, 1),) * 3
    assert counts["141121"] == station_queries.Counts()
    assert station_queries.names_by_code([station.code, "1"]) == {station.code: station.name}
