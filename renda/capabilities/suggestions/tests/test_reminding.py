"""The reminders that come by themselves: what, to whom, and once however often the job runs."""

import threading
from datetime import timedelta

import pytest
from django.db import connection

from renda.capabilities.suggestions import actions, jobs
from renda.capabilities.suggestions.actions import reminding
from renda.capabilities.suggestions.models import Reminder
from renda.capabilities.suggestions.terms import Outcome, Part
from renda.capabilities.suggestions.tests import factories as made
from renda.foundation.accounts.models import User
from renda.foundation.accounts.terms import Role
from renda.foundation.audit.models import Entry
from renda.foundation.notices.models import Notice


@pytest.fixture
def place(db):
    return made.county()


def run(day):
    """Run the job in the morning of a day; what was told to whom, by the beginning of the words."""
    Notice.objects.all().delete()
    told = jobs.remind_due(at=made.working_day(day))
    said = sorted((notice.user.name, notice.said.split("：")[0]) for notice in Notice.objects.select_related("user"))
    return told, said


def people_of(place):
    for role, body, name in (
        (Role.HANDLER, place.bureau, "任晓东"),
        (Role.HEAD, place.bureau, "王局长"),
        (Role.HANDLER, place.second, "郭建华"),
    ):
        made.signed_in(role, body, name=name)


def test_an_organ_is_told_at_half_time_with_fifteen_days_left_and_when_overdue(place):
    people_of(place)
    part = made.part_of(made.handling(place), place.bureau)
    half = part.assigned_on + timedelta(days=((part.due_on - part.assigned_on).days + 1) // 2)
    assert run(half - timedelta(days=1)) == (0, [])
    assert run(half) == (1, [("任晓东", "时间过半，还没有联系代表")])
    assert run(part.due_on - timedelta(days=16)) == (0, [])
    assert run(part.due_on - timedelta(days=15)) == (1, [("任晓东", "答复期限临近")])
    assert run(part.due_on) == (0, [])
    late = run(part.due_on + timedelta(days=1))
    assert late == (1, [("任晓东", "答复已逾期"), ("王局长", "答复已逾期")])
    assert run(part.due_on + timedelta(days=2)) == (0, [])


def test_nobody_is_told_of_silence_once_somebody_talked(place):
    people_of(place)
    one = made.handling(place)
    part = made.part_of(one, place.bureau)
    actions.log_contact(part, on=part.assigned_on, way="visit", text="上门听取意见", actor=place.handler, at=made.AT)
    assert run(part.due_on - timedelta(days=20)) == (0, [])


def test_a_joint_organ_is_told_of_its_own_day(place):
    people_of(place)
    one = made.handling(place, {place.bureau: Part.LEAD, place.second: Part.JOINT})
    part = made.part_of(one, place.second)
    assert run(part.due_on - timedelta(days=15)) == (1, [("郭建华", "会办意见期限临近")])


def test_a_later_day_is_a_new_thing_to_be_told_of(place):
    people_of(place)
    part = made.part_of(made.handling(place), place.bureau)
    actions.log_contact(part, on=part.assigned_on, way="visit", text="上门听取意见", actor=place.handler, at=made.AT)
    soon = part.due_on - timedelta(days=15)
    assert run(soon)[0] == 1
    part = made.part_of(part.suggestion, place.bureau)
    until = part.due_on + timedelta(days=30)
    asked = actions.ask_extension(
        part, until=until, reason="涉及多个部门", actor=place.handler, at=made.working_day(soon)
    )
    actions.decide_extension(asked, agrees=True, actor=place.office, at=made.working_day(soon))
    assert run(soon + timedelta(days=1)) == (0, [])
    assert run(until - timedelta(days=10)) == (1, [("任晓东", "答复期限临近")])


def test_promises_and_the_ratings_of_replies_and_reports(place):
    people_of(place)
    lead = User.objects.get(pk=place.lead.user_id).name
    waiting = made.replied(place)
    assert run(waiting.rate_due_on - timedelta(days=6)) == (0, [])
    assert run(waiting.rate_due_on - timedelta(days=5)) == (1, [(lead, "评价期限临近")])
    assert run(waiting.rate_due_on + timedelta(days=1)) == (0, [])
    _, promise = made.tracked(place, days=100)
    assert run(promise.due_on - timedelta(days=15)) == (1, [("任晓东", "承诺即将到期")])
    late = promise.due_on + timedelta(days=1)
    assert run(late) == (1, [("任晓东", "承诺已逾期"), ("王局长", "承诺已逾期")])
    reported = actions.report_promise(promise, text="路灯改造已经完成", actor=place.handler, at=made.working_day(late))
    assert run(reported.rate_due_on) == (1, [(lead, "评价期限临近")])


def test_a_round_is_made_once_a_day_and_leaves_one_trace(place):
    people_of(place)
    part = made.part_of(made.handling(place), place.bureau)
    day = part.due_on + timedelta(days=1)
    assert run(day)[0] == 2
    assert run(day) == (0, [])
    assert run(day + timedelta(days=1)) == (0, [])
    assert Entry.objects.filter(verb="suggestions.remind_due").count() == 2
    with pytest.raises(Exception, match=r"(?i)unique"):
        reminding.make_round(at=made.working_day(day))


def test_what_is_answered_is_not_spoken_of(place):
    people_of(place)
    one = made.replied(place, outcome=Outcome.A)
    part = made.part_of(one, place.bureau)
    assert run(part.due_on + timedelta(days=400)) == (0, [])


@pytest.mark.django_db(transaction=True)
def test_two_workers_make_one_round():
    place = made.county()
    people_of(place)
    part = made.part_of(made.handling(place), place.bureau)
    at, told = made.working_day(part.due_on + timedelta(days=1)), []
    begin = threading.Barrier(2)

    def work():
        begin.wait()
        try:
            told.append(jobs.remind_due(at=at))
        finally:
            connection.close()

    workers = [threading.Thread(target=work) for _ in range(2)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    assert sorted(told) == [0, 2]
    assert Reminder.objects.filter(about=reminding.About.REPLY_LATE).count() == 1
