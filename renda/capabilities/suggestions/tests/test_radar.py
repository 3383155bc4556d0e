"""The repeat radar: found across years, places and kinds; what may not be seen is counted and never shown."""

import pytest
from django.urls import reverse

from renda.capabilities.suggestions import actions
from renda.capabilities.suggestions.queries import radar
from renda.capabilities.suggestions.tests import factories as made
from renda.capabilities.suggestions.tests.factories import AT, later
from renda.foundation.accounts.actor import ANYONE
from renda.foundation.similarity import texts

pytestmark = pytest.mark.django_db

AGAIN = {
    "title": "关于增加滨河路路灯的建议",
    "situation": "滨河路晚上照明太暗，群众出行不便。",
    "analysis": "灯具老化，间距大。",
    "advice": "更换坏掉的灯具，路口加装路灯。",
}
OTHER = {
    "title": "关于改善乡镇卫生院药品供应的建议",
    "situation": "乡镇卫生院常用药品经常断货。",
    "analysis": "配送周期长，储备不足。",
    "advice": "建立县域药品统一配送。",
}


@pytest.fixture
def place():
    return made.county()


def test_a_suggestion_raised_again_in_other_words_is_found_with_its_reply(place):
    first = made.closed(place)
    made.submitted(place, **OTHER)
    again = made.submitted(place, at=later(400), **AGAIN)
    found = radar.repeats_of(place.office, again)
    assert [one.ref for one in found.suggestions] == [first.pk]
    assert (found.times, found.since, found.is_often) == (1, 2024, False)
    shown = found.found[0].shown
    assert shown.replies == ("已更换损坏灯具32盏，新增路灯8盏。",)
    assert (shown.outcome, shown.grade, shown.organs) == ("A类：已经解决或者基本解决", "满意", "住建局")


def test_from_the_third_time_on_it_is_said_to_come_up_often_and_nothing_is_closed(place):
    for days in (0, 400):
        made.closed(place, at=later(days))
    again = made.submitted(place, at=later(800), **AGAIN)
    assert radar.repeats_of(place.office, again).is_often
    assert made.fresh(again).state == "submitted"
    assert not made.fresh(again).is_priority


def test_what_a_reader_may_not_see_is_only_counted(place):
    first = made.closed(place)
    text = "\n".join((AGAIN["title"], AGAIN["situation"], AGAIN["advice"]))
    stranger = radar.repeats(place.mate, text, place_code=made.COUNTY)
    assert (stranger.found, stranger.hidden) == ((), 1)
    actions.publish(first, actor=place.office, at=AT)
    seen = radar.repeats(place.mate, text, place_code=made.COUNTY)
    assert [one.shown.url for one in seen.found] == [f"/suggestions/public/{first.pk}/"]


def test_a_secret_one_is_not_shown_to_other_deputies(place):
    made.closed(place, wishes_secrecy=True)
    found = radar.repeats(place.mate, "滨河路路灯不亮，请更换灯具", place_code=made.COUNTY)
    assert found.found == ()


def test_withdrawn_and_refused_ones_are_forgotten(place):
    one, two = made.submitted(place), made.submitted(place)
    actions.withdraw(one, reason="另行提出", actor=place.lead, at=AT)
    actions.refuse(two, reason="empty", explanation="没有实际内容", actor=place.office, at=AT)
    assert radar.repeats(place.office, "滨河路路灯不亮，请更换灯具", place_code=made.COUNTY) == radar.Radar()
    assert texts.differences() == []


def test_what_is_kept_agrees_with_what_there_is(place):
    made.draft(place)
    made.closed(place)
    made.submitted(place, **OTHER)
    assert texts.differences() == []
    assert texts.rebuild() == 2


def test_a_few_characters_ask_for_nothing(place):
    made.closed(place)
    assert radar.repeats(place.office, "路灯", place_code="") == radar.Radar()


def test_the_panel_and_the_page_of_a_suggestion(place):
    made.closed(place)
    again = made.submitted(place, at=later(400), **AGAIN)
    office = made.signed_in("office")
    panel = office.get(reverse("suggestions:radar", args=[again.pk])).content.decode()
    assert "自2024年以来提过1次" in panel
    page = office.get(reverse("suggestions:repeats", args=[again.pk])).content.decode()
    assert "已更换损坏灯具32盏" in page
    assert made.as_mate(place).get(reverse("suggestions:repeats", args=[again.pk])).status_code == 404


def test_while_drafting_nothing_is_kept_and_no_address_holds_the_draft(place):
    actions.publish(made.closed(place), actor=place.office, at=AT)
    deputy, path = made.as_lead(place), reverse("suggestions:radar-draft")
    answer = deputy.post(path, {**AGAIN, "place": made.COUNTY})
    assert "关于改善滨河路夜间照明的建议" in answer.content.decode()
    assert deputy.get(path).status_code == 405
    assert "以前有人提过" not in deputy.post(path, {"title": "", "place": "x" * 300}).content.decode()


def test_the_page_of_many_costs_as_much_as_the_page_of_one(place, django_assert_max_num_queries):
    for days in range(6):
        made.closed(place, at=later(days))
    again = made.submitted(place, at=later(400), **AGAIN)
    office = made.signed_in("office")
    office.get(reverse("suggestions:repeats", args=[again.pk]))
    with django_assert_max_num_queries(14):
        office.get(reverse("suggestions:repeats", args=[again.pk]))


def test_a_visitor_without_an_account_has_no_radar():
    assert radar.repeats(ANYONE, "滨河路路灯不亮，请更换灯具", place_code="") == radar.Radar()
