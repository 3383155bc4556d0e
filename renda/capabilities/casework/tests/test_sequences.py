"""Acts in any order: whatever happens to matters, the figures agree with a recount and with their lists."""

from contextlib import suppress
from datetime import date, timedelta

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from renda.capabilities.casework import actions, queries
from renda.capabilities.casework.models import Case
from renda.capabilities.casework.terms import Arrival, State
from renda.capabilities.casework.tests import factories
from renda.capabilities.deputies.tests import factories as people
from renda.foundation.errors import NotPermitted, RuleBroken
from renda.foundation.facts import checking
from renda.foundation.facts.models import Cell

# What fits each state; a wrong one is tried now and then, to see it refused.
FITTING = {
    State.REGISTERED: ("assign", "assign_small", "pass_on", "settle_now", "refuse", "merge", "raise"),
    State.ASSIGNED: ("sign", "hand_back", "remind"),
    State.HANDLING: ("progress", "answer", "hand_back", "raise", "remind"),
    State.ANSWERED: ("tell", "send_back"),
    State.RAISED: ("answer_raised",),
    State.SETTLED: ("satisfied", "not", "reopen"),
    State.REFERRED: ("reopen",),
    State.MERGED: ("assign",),
}
EVERY = sorted({name for names in FITTING.values() for name in names})
FIGURES = {
    Arrival.MATTERS: "matters",
    Arrival.ON_SPOT: "on_spot",
    Arrival.PASSED_ON: "passed_on",
    Arrival.SETTLED: "settled",
    Arrival.SETTLED_LATE: "settled_late",
    Arrival.REFERRED: "referred",
    Arrival.RAISED: "raised",
}


@pytest.fixture
def place(db):
    return factories.town()


@pytest.fixture
def deputy(place):
    return people.deputy().pk


def act(place, deputy, name, case, at):
    at_station = len(case.desk_code) > len(factories.TOWN) or case.state == State.ANSWERED
    who = {"actor": place.clerk if at_station else place.office, "at": at}
    other = Case.objects.exclude(pk=case.pk).first()
    {
        "assign": lambda: actions.assign(case, organ=place.bureau, **who),
        "assign_small": lambda: actions.assign(case, organ=place.village, **who),
        "pass_on": lambda: actions.pass_on(case, desk_code=factories.TOWN, **who),
        "settle_now": lambda: actions.settle_now(case, answer="已经当场答复", **who),
        "refuse": lambda: actions.refuse(case, reason="court", explanation="请向人民法院提出", **who),
        "merge": lambda: actions.merge(case, main=other, **who),
        "raise": lambda: actions.raise_suggestion(case, deputy_id=deputy, level="county", **who),
        "sign": lambda: actions.sign(case, actor=place.handler, at=at),
        "hand_back": lambda: actions.hand_back(case, reason="不归我们管这件事", actor=place.handler, at=at),
        "progress": lambda: actions.report_progress(case, text="正在更换阀门", actor=place.handler, at=at),
        "answer": lambda: actions.answer(case, text="已更换阀门", actor=place.handler, at=at),
        "answer_raised": lambda: actions.answer_raised(case, text="已列入计划", actor=place.office, at=at),
        "send_back": lambda: actions.send_back(case, reason="没有写室温", **who),
        "tell": lambda: actions.tell(case, how="phone", **who),
        "satisfied": lambda: actions.rate(case, grade="satisfied", note="", actor=factories.bearer_of(case), at=at),
        "not": lambda: actions.rate(case, grade="not", note="", actor=factories.bearer_of(case), at=at),
        "reopen": lambda: actions.reopen(case, reason="反映人来电说不热", actor=place.office, at=at),
        "remind": lambda: actions.remind(case, text="请抓紧办理", actor=place.office, at=at),
    }[name]()


def kept(measure, period):
    cell = Cell.objects.filter(place_code=factories.COUNTY, period=period, measure=f"casework.{measure}").first()
    return cell.quantity if cell else 0


def check_lists(place):
    """The list behind each figure has its count, in each month and in the year."""
    today = date(2024, 6, 30)
    for month in (0, *range(1, 13)):
        starts = date(2023, month or 1, 1)
        ends = date(2024, 1, 1) if not month else date(2023 + month // 12, month % 12 + 1, 1)
        for figure, measure in FIGURES.items():
            wanted = queries.Filter(figure=figure, place_code=factories.COUNTY, starts_on=starts, ends_before=ends)
            listed = queries.page_of(place.county_office, wanted, today=today).count
            assert listed == kept(measure, 202300 + month), (figure, month)


steps = st.lists(
    st.tuples(st.integers(0, 3), st.integers(0, 9), st.integers(0, 30), st.sampled_from([*[""] * 9, *EVERY])),
    min_size=1,
    max_size=30,
)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps)
def test_figures_agree_after_any_acts_in_any_order(place, deputy, steps):
    with transaction.atomic():
        at = factories.AT
        for _ in range(4):
            factories.case(place, at=at)
        for which, choice, days, wrong in steps:
            at = min(at + timedelta(days=days), factories.AT.replace(month=12, day=31))
            case = Case.objects.order_by("pk")[which]
            fitting = FITTING[case.state]
            with suppress(RuleBroken, NotPermitted):
                act(place, deputy, wrong or fitting[choice % len(fitting)], case, at)
        assert checking.differences() == []
        check_lists(place)
        transaction.set_rollback(True)
