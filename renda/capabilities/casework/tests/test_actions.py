"""Each act: what it writes, the trace it leaves, the figure it moves, what refuses it, and what happens twice."""

from datetime import timedelta

import pytest

from renda.capabilities.casework import actions
from renda.capabilities.casework.events import CaseRaised, CaseReopened, CaseSettled
from renda.capabilities.casework.models import Case, HandBack, Progress, Rating
from renda.capabilities.casework.tests import factories
from renda.capabilities.deputies.tests import factories as people
from renda.foundation.audit.models import Entry
from renda.foundation.errors import NotPermitted, RuleBroken, StaleState
from renda.foundation.events import bus
from renda.foundation.facts import checking
from renda.foundation.facts.models import Fact

AT = factories.AT
LATER = AT + timedelta(days=1)


@pytest.fixture
def place(db):
    return factories.town()


@pytest.fixture
def told(monkeypatch):
    """What is announced while the test runs."""
    heard = []
    for kind in (CaseRaised, CaseReopened, CaseSettled):
        monkeypatch.setitem(bus._reactions, kind, [heard.append])
    return heard


def figure(measure):
    return sum(Fact.objects.filter(measure=f"casework.{measure}").values_list("quantity", flat=True))


def last_trace(case):
    return Entry.objects.filter(subject_type="casework.case", subject_id=case.pk).latest("pk")


def agrees():
    assert checking.differences() == []


def test_assigning_starts_the_clocks_and_counts_once(place):
    case = factories.assigned(place)
    assert (case.state, case.route, case.organ_id) == ("assigned", "county", place.bureau.pk)
    assert (case.sign_due_on.isoformat(), case.due_on.isoformat()) == ("2023-03-08", "2023-04-06")
    assert last_trace(case).citation == "《代表联络站工作办法（示例）》第十二条第四款"
    actions.hand_back(case, reason="不归我们管这件事", actor=place.handler, at=AT)
    actions.assign(case, organ=place.township, actor=place.clerk, at=LATER)
    assert figure("passed_on") == 1
    agrees()


def test_a_small_matter_has_the_short_clock(place):
    case = factories.assigned(place, is_small=True)
    assert (case.due_on.isoformat(), case.due_citation) == ("2023-03-13", "《代表联络站工作办法（示例）》第十三条")


def test_an_organ_of_another_county_is_refused(place):
    elsewhere = factories.organ(
        people.region("141121", "文水县", "county", "1411"), "government", "文水县教育局", "教育局"
    )
    with pytest.raises(RuleBroken) as refused:
        actions.assign(factories.case(place), organ=elsewhere, actor=place.clerk, at=AT)
    assert refused.value.code == "organ-elsewhere"
    agrees()


def test_passing_on_moves_the_desk_and_the_right_to_decide(place):
    case = actions.pass_on(factories.case(place), desk_code=factories.COUNTY, actor=place.clerk, at=AT)
    assert (case.state, case.desk_code) == ("registered", factories.COUNTY)
    with pytest.raises(NotPermitted):
        actions.settle_now(case, answer="已经当场答复", actor=place.clerk, at=AT)
    actions.settle_now(case, answer="已经当场答复", actor=place.county_office, at=AT)
    agrees()


def test_settling_on_the_spot_counts_and_is_announced(place, told):
    case = actions.settle_now(factories.case(place), answer="已经当场答复", actor=place.clerk, at=AT)
    assert (case.state, case.told_how, case.is_late) == ("settled", "in_person", False)
    assert (figure("settled"), figure("on_spot")) == (1, 1)
    assert told == [CaseSettled(case.pk, AT)]
    agrees()


def test_a_refusal_needs_a_known_reason_and_an_explanation(place):
    case = factories.case(place)
    for reason, explanation in (("because", "请到县信访接待室"), ("petition", "")):
        with pytest.raises(RuleBroken):
            actions.refuse(case, reason=reason, explanation=explanation, actor=place.clerk, at=AT)
    actions.refuse(case, reason="petition", explanation="请到县信访接待室", actor=place.clerk, at=AT)
    assert (case.state, figure("referred")) == ("referred", 1)
    agrees()


def test_a_merged_matter_is_not_counted_again(place):
    main, second = factories.case(place), factories.case(place)
    actions.merge(second, main=main, actor=place.clerk, at=AT)
    assert (second.state, figure("matters"), figure("visitors")) == ("merged", 1, 2)
    assert Progress.objects.filter(case=main, verb="joined", text=second.number).exists()
    agrees()


def test_what_cannot_be_merged(place):
    main, second, third = (factories.case(place) for _ in range(3))
    actions.merge(second, main=main, actor=place.clerk, at=AT)
    for into in (third, second):
        with pytest.raises(RuleBroken):
            actions.merge(third, main=into, actor=place.clerk, at=AT)
    agrees()


def test_raising_asks_a_deputy_and_what_came_of_it_is_told(place, told):
    case = factories.case(place)
    deputy = people.deputy()
    actions.raise_suggestion(case, deputy_id=deputy.pk, level="county", actor=place.clerk, at=AT)
    assert told == [CaseRaised(case.pk, deputy.pk, "county", AT)]
    actions.answer_raised(case, text="已列入明年改造计划", actor=place.office, at=LATER)
    actions.tell(case, how="phone", actor=place.clerk, at=LATER)
    assert (case.state, figure("raised"), figure("settled")) == ("settled", 1, 1)
    agrees()


def test_a_hand_back_returns_to_the_desk_and_is_counted(place):
    case = factories.handled(place)
    actions.hand_back(case, reason="供热归城管局", actor=place.handler, at=AT)
    assert (case.state, case.organ_id, case.due_on, figure("handed_back")) == ("registered", None, None, 1)
    assert HandBack.objects.get().organ_id == place.bureau.pk
    agrees()


def test_a_late_hand_back_is_refused_with_its_article(place):
    case = factories.handled(place)
    with pytest.raises(RuleBroken) as refused:
        actions.hand_back(case, reason="供热归城管局", actor=place.handler, at=AT + timedelta(days=8))
    assert refused.value.citation == "《代表联络站工作办法（示例）》第十条第二款"
    assert not HandBack.objects.exists()


def test_an_answer_sent_back_is_not_counted_as_answered(place):
    case = factories.answered(place)
    assert figure("answered") == 1
    actions.send_back(case, reason="没有写室温", actor=place.clerk, at=LATER)
    assert (case.state, figure("answered")) == ("handling", 0)
    agrees()


def test_telling_late_is_counted_as_late(place):
    case = actions.tell(factories.answered(place), how="phone", actor=place.clerk, at=AT + timedelta(days=40))
    assert (case.is_late, figure("settled"), figure("settled_late")) == (True, 1, 1)
    agrees()


def test_not_satisfied_reopens_twice_and_then_the_office_decides(place, told):
    case, at = factories.settled(place), AT
    for round_ in (1, 2):
        at += timedelta(days=1)
        actions.rate(case, grade="not", note="还是不热", actor=factories.bearer_of(case), at=at)
        assert (case.state, case.redo_count) == ("handling", round_)
        assert (figure("settled"), figure("answered")) == (0, 0)
        actions.answer(case, text="又换了一处阀门", actor=place.handler, at=at)
        actions.tell(case, how="phone", actor=place.clerk, at=at)
    actions.rate(case, grade="not", note="", actor=factories.bearer_of(case), at=at)
    assert (case.state, Rating.objects.count(), figure("rated_not")) == ("settled", 3, 3)
    actions.reopen(case, reason="反映人来电", actor=place.county_office, at=at)
    assert case.state == "handling"
    assert sum(isinstance(event, CaseReopened) for event in told) == 3
    agrees()


def test_one_rating_a_round(place):
    case = factories.settled(place)
    actions.rate(case, grade="satisfied", note="", actor=factories.bearer_of(case), at=LATER)
    with pytest.raises(RuleBroken) as refused:
        actions.rate(case, grade="not", note="", actor=factories.bearer_of(case), at=LATER)
    assert refused.value.code == "rated"
    assert figure("rated_satisfied") == 1
    agrees()


def test_reminders_and_follow_ups_move_nothing(place):
    case = factories.assigned(place)
    revision = case.revision
    actions.remind(case, text="请抓紧签收", actor=place.office, at=LATER)
    case.refresh_from_db()
    assert (case.state, case.revision, last_trace(case).verb) == ("assigned", revision, "casework.remind")
    with pytest.raises(RuleBroken):
        actions.remind(factories.case(place), text="请抓紧签收", actor=place.office, at=LATER)
    with pytest.raises(NotPermitted):
        actions.follow_up(case, text="去看了", actor=place.office, at=LATER)
    agrees()


def _other(place, case):
    return Case.objects.exclude(pk=case.pk).exclude(state="merged").first() or factories.case(place)


ONCE = {
    "assign": ("case", lambda p, c: actions.assign(c, organ=p.bureau, actor=p.clerk, at=AT)),
    "pass_on": ("case", lambda p, c: actions.pass_on(c, desk_code=factories.TOWN, actor=p.clerk, at=AT)),
    "settle_now": ("case", lambda p, c: actions.settle_now(c, answer="已经当场答复", actor=p.clerk, at=AT)),
    "refuse": ("case", lambda p, c: actions.refuse(c, reason="court", explanation="请向法院", actor=p.clerk, at=AT)),
    "merge": ("case", lambda p, c: actions.merge(c, main=_other(p, c), actor=p.clerk, at=AT)),
    "raise_suggestion": (
        "case",
        lambda p, c: actions.raise_suggestion(c, deputy_id=people.deputy().pk, level="county", actor=p.clerk, at=AT),
    ),
    "sign": ("assigned", lambda p, c: actions.sign(c, actor=p.handler, at=AT)),
    "hand_back": ("assigned", lambda p, c: actions.hand_back(c, reason="不归我们管", actor=p.handler, at=AT)),
    "answer": ("handled", lambda p, c: actions.answer(c, text="已更换阀门", actor=p.handler, at=AT)),
    "report_progress": ("handled", lambda p, c: actions.report_progress(c, text="正在更换", actor=p.handler, at=AT)),
    "send_back": ("answered", lambda p, c: actions.send_back(c, reason="没写室温", actor=p.clerk, at=AT)),
    "tell": ("answered", lambda p, c: actions.tell(c, how="phone", actor=p.clerk, at=AT)),
    "reopen": ("settled", lambda p, c: actions.reopen(c, reason="反映人来电", actor=p.office, at=AT)),
}


@pytest.mark.parametrize("name", sorted(ONCE))
def test_an_act_leaves_a_trace_and_a_line_and_the_figures_agree(place, name):
    made, act = ONCE[name]
    case = getattr(factories, made)(place)
    act(place, case)
    verb = {"reopen": "redo"}.get(name, name)
    traces = Entry.objects.filter(subject_type="casework.case", subject_id=case.pk)
    assert traces.filter(verb=f"casework.{verb}").exists()
    assert Progress.objects.filter(case=case, verb=verb).exists()
    assert "白玉梅" not in "".join(traces.values_list("changes", flat=True))
    agrees()


@pytest.mark.parametrize("name", sorted(ONCE))
def test_an_act_on_an_older_picture_of_the_matter_changes_nothing(place, name):
    """Two people read the matter; the second to act is told and nothing is counted twice."""
    made, act = ONCE[name]
    seen = getattr(factories, made)(place)
    also_seen = Case.objects.get(pk=seen.pk)
    act(place, seen)
    kept = Case.objects.values().get(pk=seen.pk)
    with pytest.raises(StaleState):
        act(place, also_seen)
    assert Case.objects.values().get(pk=seen.pk) == kept
    agrees()


@pytest.mark.parametrize("name", sorted(set(ONCE) - {"report_progress", "pass_on"}))
def test_an_act_taken_twice_is_refused_the_second_time(place, name):
    made, act = ONCE[name]
    case = getattr(factories, made)(place)
    act(place, case)
    with pytest.raises((RuleBroken, NotPermitted)):
        act(place, case)
    agrees()


@pytest.mark.parametrize("name", sorted(ONCE))
def test_an_act_is_not_for_strangers(place, name):
    """Every act asks who is acting, whatever page or program calls it."""
    made, act = ONCE[name]
    case = getattr(factories, made)(place)
    nobody = factories.bearer_of(Case(pk=0))
    strangers = factories.Town(**{**place.__dict__, "clerk": nobody, "office": nobody, "handler": nobody})
    kept = Case.objects.values().get(pk=case.pk)
    factories.case(place)
    with pytest.raises(NotPermitted):
        act(strangers, case)
    assert Case.objects.values().get(pk=case.pk) == kept
