"""A matter that becomes a deputy's suggestion: a draft that names nobody, and the reply back to the citizen."""

import pytest

from renda.capabilities.casework import actions, rules
from renda.capabilities.casework.models import Case
from renda.capabilities.casework.queries import linked
from renda.capabilities.casework.terms import State
from renda.capabilities.casework.tests import factories
from renda.capabilities.deputies.tests import factories as people
from renda.capabilities.suggestions import actions as suggestion_actions
from renda.capabilities.suggestions import events
from renda.capabilities.suggestions.tests import factories as suggested
from renda.foundation.action import one_transaction
from renda.foundation.audit.models import Entry
from renda.foundation.errors import RuleBroken
from renda.foundation.events.bus import announce
from renda.foundation.facts import checking

AT = suggested.AT


@pytest.fixture
def county(db):
    return suggested.county()


@pytest.fixture
def place(county):
    return factories.town()


def raised(place, county, **facts):
    case = factories.case(place, at=AT, **facts)
    return actions.raise_suggestion(case, deputy_id=county.lead_deputy.pk, level="county", actor=place.clerk, at=AT)


def test_the_draft_holds_the_words_and_nothing_of_the_citizen(place, county):
    words = "惠民苑暖气不热，我的电话是13900002716，身份证号142301199001011234，请来看看。"
    case = raised(place, county, words=words)
    one = case.suggestion
    assert (one.state, one.origin, one.lead_id) == ("draft", "station", county.lead_deputy.pk)
    assert one.title.startswith("关于惠民苑暖气不热")
    for personal in ("13900002716", "142301199001011234", "白玉梅"):
        assert personal not in one.title + one.situation
    assert [(it.title, it.number) for it in linked.behind(one.pk)] == [(case.title, case.number)]


def test_a_deputy_without_a_seat_of_that_level_is_refused_and_nothing_is_left(place, county):
    case = factories.case(place, at=AT)
    with pytest.raises(RuleBroken, match="不是"):
        actions.raise_suggestion(case, deputy_id=county.lead_deputy.pk, level="city", actor=place.clerk, at=AT)
    case.refresh_from_db()
    assert (case.state, case.suggestion_id) == (State.REGISTERED, None)


def finished(county, one):
    """The draft made complete, and answered by the bureau."""
    return handed_in(
        county, suggestion_actions.save_draft(suggested.fresh(one), suggested.TEXT, actor=county.lead, at=AT)
    )


def handed_in(county, one):
    """A complete draft handed in and answered by the bureau."""
    one = suggestion_actions.submit(one, actor=county.lead, at=AT)
    one = suggestion_actions.accept(one, actor=county.office, at=AT)
    one = suggestion_actions.plan(one, {county.bureau: "lead"}, actor=county.office, at=AT)
    one = suggestion_actions.hand_over(one, actor=county.office, at=AT)
    suggestion_actions.sign(suggested.part_of(one, county.bureau), actor=county.handler, at=AT)
    suggested.reply_of(one, county.bureau)
    return suggested.fresh(one)


def test_the_reply_comes_back_to_every_citizen_behind_it(place, county):
    case = raised(place, county)
    one = finished(county, case.suggestion)
    case.refresh_from_db()
    assert (case.state, case.answer) == (State.ANSWERED, "已更换损坏灯具32盏，新增路灯8盏。")
    assert Entry.objects.filter(verb="casework.answer_raised", subject_id=case.pk).count() == 1
    # Handled again, it is answered again; the citizen was told the first time and is not told twice by itself.
    one = suggested.rate(county, one, "not")
    suggested.reply_of(one, county.bureau)
    case.refresh_from_db()
    assert Entry.objects.filter(verb="casework.answer_raised", subject_id=case.pk).count() == 1
    assert checking.differences() == []


def test_the_citizens_name_and_address_stay_out_of_the_draft(place, county):
    words = "我是白玉梅，住惠民苑3号楼2单元，暖气不热，楼下李大爷家也不热。"
    visitor = {"name": "白玉梅", "phone": "13900002716", "address": "惠民苑3号楼2单元"}
    one = raised(place, county, words=words, visitor=visitor).suggestion
    told = one.title + one.situation
    assert "暖气不热" in told
    assert not any(personal in told for personal in visitor.values())


def test_a_suggestion_merged_into_one_that_is_answered_has_its_reply_at_once(place, county):
    main, case = suggested.replied(county), raised(place, county)
    one = suggestion_actions.save_draft(suggested.fresh(case.suggestion), suggested.TEXT, actor=county.lead, at=AT)
    one = suggestion_actions.submit(one, actor=county.lead, at=AT)
    suggestion_actions.merge(one, main=main, actor=county.office, at=AT)
    case.refresh_from_db()
    assert (case.state, case.answer) == (State.ANSWERED, "已更换损坏灯具32盏，新增路灯8盏。")


def test_a_deputys_wish_for_secrecy_keeps_the_reply_from_the_receipt(place, county):
    case = raised(place, county)
    secret = {**suggested.TEXT.__dict__, "wishes_secrecy": True, "may_publish": False}
    one = suggestion_actions.save_draft(
        suggested.fresh(case.suggestion), suggestion_actions.Text(**secret), actor=county.lead, at=AT
    )
    handed_in(county, one)
    case.refresh_from_db()
    assert case.state == State.ANSWERED
    assert "路灯" not in case.answer


def test_a_draft_the_deputy_gives_up_goes_back_and_keeps_no_organ(place, county):
    case = factories.handled(place, at=AT)
    case = actions.raise_suggestion(case, deputy_id=county.lead_deputy.pk, level="county", actor=place.clerk, at=AT)
    assert case.organ_id is not None
    suggestion_actions.withdraw(suggested.fresh(case.suggestion), reason="代表没有提出", actor=county.lead, at=AT)
    case.refresh_from_db()
    assert (case.state, case.organ_id, case.assigned_on, case.route) == (State.REGISTERED, None, None, "")
    assert checking.differences() == []


def test_the_office_may_wait_no_longer(place, county):
    case = raised(place, county)
    one = case.suggestion
    office = factories.signed_in("office", factories.COUNTY)
    page = office.get(f"/cases/{case.pk}/").content.decode()
    assert f"/cases/{case.pk}/take-back/" in page
    assert office.get(f"/cases/{case.pk}/take-back/").status_code == 200
    facts = {"revision": case.revision, "reason": "代表没有提出建议"}
    assert factories.at_station(place).post(f"/cases/{case.pk}/take-back/", facts).status_code == 403
    assert office.post(f"/cases/{case.pk}/take-back/", facts).status_code == 302
    assert office.post(f"/cases/{case.pk}/take-back/", facts).status_code == 409
    case.refresh_from_db()
    assert (case.state, case.suggestion_id) == (State.REGISTERED, None)
    # What the deputy hands in afterwards is no longer behind the matter.
    finished(county, one)
    case.refresh_from_db()
    assert case.state == State.REGISTERED


def test_the_lead_deputy_and_the_office_see_what_is_behind_and_nobody_else(place, county):
    case = raised(place, county)
    one = case.suggestion
    lead = suggested.as_lead(county)
    for page in (f"/suggestions/{one.pk}/", f"/suggestions/{one.pk}/edit/"):
        shown = lead.get(page).content.decode()
        assert case.number in shown
        assert "白玉梅" not in shown
    finished(county, one)
    assert case.number in suggested.signed_in("office").get(f"/suggestions/{one.pk}/").content.decode()
    organ = suggested.signed_in("handler", county.bureau).get(f"/suggestions/{one.pk}/")
    assert organ.status_code == 200
    assert case.number not in organ.content.decode()


def test_an_event_told_twice_answers_once(place, county):
    case = raised(place, county)
    event = events.SuggestionReplied(case.suggestion_id, "已经办好", AT)
    with one_transaction():
        announce(event)
        announce(event)
    assert Entry.objects.filter(verb="casework.answer_raised", subject_id=case.pk).count() == 1


def test_what_is_not_accepted_goes_back_to_its_desk_and_may_go_another_way(place, county):
    case = raised(place, county)
    one = suggestion_actions.save_draft(suggested.fresh(case.suggestion), suggested.TEXT, actor=county.lead, at=AT)
    one = suggestion_actions.submit(one, actor=county.lead, at=AT)
    suggestion_actions.refuse(one, reason="not_here", explanation="不属于本级职权", actor=county.office, at=AT)
    case.refresh_from_db()
    assert (case.state, case.suggestion_id) == (State.REGISTERED, None)
    assert actions.assign(case, organ=place.bureau, actor=place.clerk, at=AT).state == State.ASSIGNED
    assert checking.differences() == []


def test_a_merged_suggestion_takes_its_matters_along(place, county):
    case = raised(place, county)
    one = suggestion_actions.save_draft(suggested.fresh(case.suggestion), suggested.TEXT, actor=county.lead, at=AT)
    one = suggestion_actions.submit(one, actor=county.lead, at=AT)
    main = suggested.submitted(county)
    suggestion_actions.merge(one, main=main, actor=county.office, at=AT)
    assert Case.objects.get(pk=case.pk).suggestion_id == main.pk


def test_what_was_merged_into_a_matter_is_told_of_as_a_number(place, county):
    case, other = factories.case(place, at=AT), factories.case(place, at=AT)
    actions.merge(other, main=case, actor=place.clerk, at=AT)
    case.refresh_from_db()
    case = actions.raise_suggestion(case, deputy_id=county.lead_deputy.pk, level="county", actor=place.clerk, at=AT)
    assert [it.joined for it in linked.behind(case.suggestion_id)] == [1]


def test_a_deputy_of_the_town_gets_the_draft_in_the_towns_congress(place, county):
    mandate = people.mandate(people.term(people.congress(place.station.region)), name="薛春生")
    case = actions.raise_suggestion(
        factories.case(place, at=AT), deputy_id=mandate.deputy_id, level="township", actor=place.clerk, at=AT
    )
    assert case.suggestion.place_code == factories.TOWN


@pytest.mark.parametrize(
    ("words", "struck"),
    [
        ("请打13900002716找我", "请打（号码略）找我"),
        ("身份证142301199001011234", "身份证（号码略）"),
        ("门牌12号楼3单元，投入120000元", "门牌12号楼3单元，投入120000元"),
        ("办公室0358-7000001无人接", "办公室（号码略）无人接"),
    ],
)
def test_numbers_that_name_a_person_are_struck_out(words, struck):
    assert rules.without_numbers(words) == struck


def test_the_title_fits_and_says_what_it_is():
    assert rules.suggestion_title("暖气不热。") == "关于暖气不热的建议"
    assert len(rules.suggestion_title("长" * 90)) <= 60
