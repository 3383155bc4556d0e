"""What the law and the local rules ask of a suggestion, article by article; no database."""

from datetime import date
from types import SimpleNamespace

import pytest

from renda.capabilities.suggestions.rules import clocks, duties, outcomes
from renda.capabilities.suggestions.terms import Grade, Lamp, Mode, Outcome, Part, State, Weight
from renda.foundation.errors import RuleBroken
from renda.law import calendar as calendars
from renda.law import provisions

NATIONAL = calendars.national()
DAY = date(2025, 5, 6)


def of(overlay):
    return {"overlays": (overlay,) if overlay else (), "calendar": NATIONAL}


def test_reply_within_three_months_of_the_hand_over():
    """《代表法》第五十一条第二款：自交办之日起三个月内答复."""
    clock = clocks.reply(Weight.ORDINARY, assigned_on=DAY, **of(""))
    assert (clock.due_on, clock.citation) == (date(2025, 8, 6), "《代表法》第五十一条第二款")


def test_a_broad_or_hard_one_within_six_months_never_three_and_six():
    """《代表法》第五十一条第二款：涉及面广、处理难度大的，应当自交办之日起六个月内答复."""
    assert clocks.reply(Weight.COMPLEX, assigned_on=DAY, **of("")).due_on == date(2025, 11, 6)


@pytest.mark.parametrize(
    ("overlay", "due_on", "article"),
    [
        ("qingdao", date(2025, 5, 13), "《青岛市代表建议工作条例》第十九条第一款"),
        ("chongqing", date(2025, 5, 20), "《重庆市代表建议工作条例》第十六条"),
        ("sample", date(2025, 5, 13), "《代表建议办理办法（示例）》第十一条第二款"),
    ],
)
def test_an_organ_returns_within_the_local_time(overlay, due_on, article):
    clock = clocks.send_back(assigned_on=DAY, **of(overlay))
    assert (clock.due_on, clock.citation) == (due_on, article)


@pytest.mark.parametrize(
    ("overlay", "due_on"),
    [("qingdao", date(2025, 6, 6)), ("chongqing", date(2025, 6, 18)), ("zhejiang", date(2025, 7, 7))],
)
def test_a_joint_organ_has_an_earlier_clock_of_its_own(overlay, due_on):
    """Trap 21: assistants have another deadline than the lead."""
    assert clocks.opinion(assigned_on=DAY, **of(overlay)).due_on == due_on


@pytest.mark.parametrize(
    ("overlay", "due_on"), [("zhejiang", date(2025, 6, 6)), ("chongqing", date(2025, 7, 7)), ("", date(2025, 8, 6))]
)
def test_handled_again_within_the_local_time_or_the_laws_three_months(overlay, due_on):
    assert clocks.redo(asked_on=DAY, **of(overlay)).due_on == due_on


@pytest.mark.parametrize(
    ("overlay", "due_on"),
    [("beijing", date(2025, 5, 27)), ("chongqing", date(2025, 6, 4)), ("henan", date(2025, 5, 20))],
)
def test_a_deputy_rates_within_the_local_time(overlay, due_on):
    assert clocks.rate(replied_on=DAY, **of(overlay)).due_on == due_on


def test_where_no_rule_sets_a_time_there_is_none():
    nothing = of("")
    assert clocks.send_back(assigned_on=DAY, **nothing) is None
    assert clocks.first_contact(assigned_on=DAY, **nothing) is None
    assert clocks.rate(replied_on=DAY, **nothing) is None
    assert clocks.assign(submitted_on=DAY, **nothing) is None
    assert clocks.opinion_again(asked_on=DAY, **nothing) is None
    assert clocks.rate_promise(reported_on=DAY, **nothing) is None
    assert clocks.promise_window(2025, overlays=()) is None


def test_promises_are_reported_in_the_fourth_quarter():
    """《重庆市代表建议工作条例》第二十四条第二款：每年第四季度."""
    window = clocks.promise_window(2025, overlays=("chongqing",))
    assert (window.opens_on, window.closes_on) == (date(2025, 10, 1), date(2025, 12, 31))


def test_a_reassigned_suggestion_has_a_new_clock_only_where_the_local_rules_say_so():
    """Trap 20: returned and reassigned items get a new clock only if local rules say so."""
    assert not clocks.runs_anew(on=DAY, overlays=())
    assert not clocks.runs_anew(on=DAY, overlays=("chongqing",))
    assert clocks.runs_anew(on=DAY, overlays=("sample",))


def test_letters_go_to_each_signer_or_to_the_lead():
    assert clocks.letters_to_each(on=DAY, overlays=("chongqing",))
    assert not clocks.letters_to_each(on=DAY, overlays=("qingdao",))


def test_only_the_report_must_be_public_by_national_law():
    """Trap 24: texts and replies follow local rules."""
    assert not clocks.may_publish_texts(on=DAY, overlays=())
    assert clocks.may_publish_texts(on=DAY, overlays=("sample",))


def test_an_article_nobody_wrote_is_empty():
    assert clocks.citation("suggestion.no.such.key", on=DAY) == ""


def suggestion(**facts):
    text = {"title": "关于路灯的建议", "situation": "路灯不亮", "analysis": "年久失修", "advice": "更换路灯", "pk": 1}
    return SimpleNamespace(**{**text, **facts})


@pytest.mark.parametrize(
    ("facts", "code"),
    [
        ({"title": "路"}, "no-title"),
        ({"situation": ""}, "no-situation"),
        ({"analysis": " "}, "no-analysis"),
        ({"advice": "换"}, "no-advice"),
    ],
)
def test_a_suggestion_is_specific(facts, code):
    """《代表法》第二十四条：建议、批评和意见应当明确具体."""
    with pytest.raises(RuleBroken) as refusal:
        duties.must_be_complete(suggestion(**facts), {"submitted_on": DAY})
    assert (refusal.value.code, refusal.value.citation) == (code, "《代表法》第二十四条")


def test_a_complete_one_passes():
    duties.must_be_complete(suggestion(), {"submitted_on": DAY})


@pytest.mark.parametrize("text", [("题" * 61, "", "", ""), ("", "况" * 3001, "", ""), ("", "", "", "\x00")])
def test_a_draft_fits_its_fields(text):
    with pytest.raises(RuleBroken):
        duties.must_fit(*text)


@pytest.mark.parametrize("text", ["短", "长" * 1001, "有\x00坏字符的"])
def test_an_explanation_has_words_and_is_no_book(text):
    with pytest.raises(RuleBroken):
        duties.must_say(text)


def test_too_many_cosigners():
    asked = range(2, 2 + duties.COSIGNERS_MOST + 1)
    with pytest.raises(RuleBroken, match="最多"):
        duties.must_be_other_deputies(1, asked, asked)


def test_a_plan_without_a_lead_is_none():
    with pytest.raises(RuleBroken, match="主办"):
        duties.must_name_organs({1: Part.JOINT})
    with pytest.raises(RuleBroken, match="主办"):
        duties.must_be_planned(None, {})


def test_an_extension_ends_within_six_months_of_the_hand_over():
    limit = clocks.reply(Weight.COMPLEX, assigned_on=DAY, **of(""))
    due_on = date(2025, 8, 6)

    def ask(until, today=date(2025, 7, 1)):
        duties.must_be_an_extension(until, due_on=due_on, limit=limit, today=today, citation="某条")

    ask(date(2025, 11, 6))
    for until, code in ((date(2025, 8, 6), "extension-short"), (date(2025, 11, 7), "extension-long")):
        with pytest.raises(RuleBroken) as refusal:
            ask(until)
        assert refusal.value.code == code
    with pytest.raises(RuleBroken) as late:
        ask(date(2025, 9, 1), today=date(2025, 8, 7))
    assert (late.value.code, late.value.citation) == ("extension-late", "某条")


@pytest.mark.parametrize(
    ("outcome", "promises", "code"),
    [
        ("x", [], "no-outcome"),
        (Outcome.B, [], "no-promise"),
        (Outcome.A, [date(2026, 1, 1)], "promise-elsewhere"),
        (Outcome.B, [DAY], "promise-past"),
        (Outcome.B, [date(2035, 1, 1)], "promise-far"),
    ],
)
def test_a_reply_has_a_class_and_what_is_promised_a_day(outcome, promises, code):
    with pytest.raises(RuleBroken) as refusal:
        duties.must_answer("已经研究办理", outcome, promises, today=DAY)
    assert refusal.value.code == code


def test_attitude_and_result_are_graded_apart():
    """《山东省…办法》第二十三条 asks for both; who is not satisfied says why."""
    duties.must_grade(Grade.SATISFIED, Grade.BASICALLY, "")
    for attitude, result, note in (("", "satisfied", ""), ("satisfied", "x", ""), ("satisfied", "not", "")):
        with pytest.raises(RuleBroken):
            duties.must_grade(attitude, result, note)


def test_silence_is_never_satisfaction():
    """Trap 23: non-response is not satisfaction."""
    clock = clocks.rate(replied_on=DAY, **of("sample"))
    with pytest.raises(RuleBroken, match="还没有过"):
        duties.must_be_silent(clock, reminded=True, today=clock.due_on)
    with pytest.raises(RuleBroken, match="提醒"):
        duties.must_be_silent(None, reminded=False, today=DAY)
    duties.must_be_silent(None, reminded=True, today=DAY)


def test_the_day_of_the_hand_over_lies_between_submission_and_today():
    for day in (date(2025, 5, 7), date(2025, 4, 1)):
        with pytest.raises(RuleBroken):
            duties.must_move_to(day, submitted_on=date(2025, 5, 1), today=DAY)


@pytest.mark.parametrize(
    ("parts", "mode"),
    [
        ([Part.LEAD], Mode.SOLE),
        ([Part.LEAD, Part.JOINT], Mode.JOINT),
        ([Part.LEAD, Part.LEAD, Part.JOINT], Mode.SEPARATE),
    ],
)
def test_the_mode_follows_from_the_parts(parts, mode):
    assert outcomes.mode_of(parts) == mode


@pytest.mark.parametrize(
    ("grades", "classes", "rounds", "step"),
    [
        ([("satisfied", "satisfied")], ["a"], 0, "settle"),
        ([("satisfied", "basically")], ["b"], 0, "track"),
        ([("satisfied", "not")], ["a"], 0, "redo"),
        ([("not", "satisfied")], ["a"], 0, "redo"),
        ([("satisfied", "satisfied"), ("satisfied", "not")], ["a", "b"], 1, "call_meeting"),
    ],
)
def test_what_follows_a_rating(grades, classes, rounds, step):
    assert outcomes.after_rating(grades, outcomes=classes, rounds_before=rounds)[0] == step


def test_several_replies_count_as_the_one_furthest_from_solved():
    assert outcomes.overall_outcome(["a", "d", "b"]) == Outcome.D
    assert outcomes.overall_outcome([]) == ""
    assert outcomes.worst_grade(["satisfied", "not", "basically"]) == Grade.NOT
    assert outcomes.worst_grade([]) == ""


@pytest.mark.parametrize(
    ("state", "facts", "lamp"),
    [
        (State.CLOSED, {}, Lamp.OK),
        (State.SUBMITTED, {}, Lamp.WAIT),
        (State.HANDLING, {"due_on": date(2025, 8, 6)}, Lamp.OK),
        (State.HANDLING, {"due_on": date(2025, 5, 21)}, Lamp.WARN),
        (State.HANDLING, {"due_on": date(2025, 5, 5)}, Lamp.DANGER),
        (State.HANDLING, {"due_on": date(2025, 6, 10), "started_on": date(2025, 3, 10), "contacted": False}, Lamp.WARN),
        (State.HANDLING, {"due_on": date(2025, 8, 6), "is_dissatisfied": True}, Lamp.DANGER),
        (State.HANDLING, {}, Lamp.WAIT),
    ],
)
def test_the_lamp(state, facts, lamp):
    """Green with more than 15 days left; yellow then, or without contact at half time; red overdue or not satisfied."""
    assert outcomes.lamp(state, **{"due_on": None, "today": DAY, **facts}) == lamp


@pytest.mark.parametrize("overlay", provisions.overlay_names())
def test_every_local_clock_counts_from_a_day_that_is_known(overlay):
    rules = of(overlay)
    for found in (
        clocks.assign(submitted_on=DAY, **rules),
        clocks.sign(assigned_on=DAY, **rules),
        clocks.send_back(assigned_on=DAY, **rules),
        clocks.first_contact(assigned_on=DAY, **rules),
        clocks.opinion(assigned_on=DAY, **rules),
        clocks.opinion_again(asked_on=DAY, **rules),
        clocks.reassign(returned_on=DAY, **rules),
        clocks.rate(replied_on=DAY, **rules),
        clocks.rate_promise(reported_on=DAY, **rules),
        clocks.redo(asked_on=DAY, **rules),
    ):
        assert found is None or (found.due_on > DAY and found.citation and found.in_english.citation)
