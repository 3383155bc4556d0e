"""What the law asks, article by article; no database."""

from datetime import date
from types import SimpleNamespace

import pytest

from renda.capabilities.motions import rules
from renda.capabilities.motions.terms import Body, Proposer, Result
from renda.foundation.errors import RuleBroken
from renda.law.calendar import Calendar

DAY = date(2025, 6, 3)
OLD = date(2024, 3, 4)
CALENDAR = Calendar()
ORGANIC, DEPUTIES, SUPERVISION = "《地方组织法》", "《代表法》", "《监督法》"


def code_of(rule, *args, **facts):
    with pytest.raises(RuleBroken) as refusal:
        rule(*args, **facts)
    return refusal.value.code, refusal.value.citation


@pytest.mark.parametrize(
    ("body", "level", "motion", "inquiry"),
    [
        (Body.CONGRESS, "province", (10, "第二十二条第二款"), (10, "第二十四条第一款")),
        (Body.CONGRESS, "city", (10, "第二十二条第二款"), (10, "第二十四条第一款")),
        (Body.CONGRESS, "county", (10, "第二十二条第二款"), (10, "第二十四条第一款")),
        # Trap 6: one constant is wrong; a township's motion needs five, its inquiry ten.
        (Body.CONGRESS, "township", (5, "第二十二条第二款"), (10, "第二十四条第一款")),
        (Body.COMMITTEE, "province", (5, "第五十二条第三款"), (5, "第五十三条第一款")),
        (Body.COMMITTEE, "city", (5, "第五十二条第三款"), (5, "第五十三条第一款")),
        (Body.COMMITTEE, "county", (3, "第五十二条第三款"), (3, "第五十三条第一款")),
    ],
)
def test_how_many_must_sign(body, level, motion, inquiry):
    """“县级以上……代表十人以上联名，乡、民族乡、镇……代表五人以上联名”."""
    found = rules.signatures_for_motion(body, level, on=DAY)
    assert (found.number, found.citation) == (motion[0], f"{ORGANIC}{motion[1]}")
    found = rules.signatures_for_inquiry(body, level, on=DAY)
    assert (found.number, found.citation) == (inquiry[0], f"{ORGANIC}{inquiry[1]}")


def test_a_township_has_no_standing_committee():
    for rule in (rules.signatures_for_motion, rules.signatures_for_inquiry):
        assert code_of(rule, Body.COMMITTEE, "township", on=DAY)[0] == "no-such-body"


def test_signed_by_as_many_as_must_or_more():
    needed = rules.Needed(10, f"{ORGANIC}第二十二条第二款")
    rules.must_be_signed(10, needed)
    assert code_of(rules.must_be_signed, 9, needed) == ("too-few-signatures", f"{ORGANIC}第二十二条第二款")
    assert rules.lapses(9, needed)
    assert not rules.lapses(10, needed)


@pytest.mark.parametrize(("day", "article"), [(DAY, "第十五条第一款"), (OLD, "第九条第一款")], ids=["2025", "2015"])
def test_a_motion_has_cause_grounds_and_plan(day, article):
    """“议案应当有案由、案据和方案”."""
    whole = {"title": "关于照明的议案", "grounds": "多头管理", "plan": "制定办法"}
    facts = {"submitted_on": day}
    rules.must_have_form(SimpleNamespace(**whole), facts)
    for part, code in (("title", "no-title"), ("grounds", "no-grounds"), ("plan", "no-plan")):
        broken = SimpleNamespace(**{**whole, part: " 短 "})
        assert code_of(rules.must_have_form, broken, facts) == (code, f"{DEPUTIES}{article}")


@pytest.mark.parametrize(
    ("body", "article"),
    [(Body.CONGRESS, f"{ORGANIC}第二十四条第一款"), (Body.COMMITTEE, f"{SUPERVISION}第五十二条第二款")],
)
def test_an_inquiry_has_object_questions_and_content(body, article):
    """“质询案必须写明质询对象、质询的问题和内容”."""
    whole = {"body": body, "organ_id": 1, "questions": "什么时候开工？\n为什么？", "content": "没有开工"}
    facts = {"submitted_on": DAY}
    rules.must_ask_something(SimpleNamespace(**whole), facts)
    broken = [
        ({"organ_id": None}, "no-target"),
        ({"questions": "啊\n哦"}, "no-question"),
        ({"content": ""}, "no-content"),
    ]
    for part, code in broken:
        assert code_of(rules.must_ask_something, SimpleNamespace(**{**whole, **part}), facts) == (code, article)


def test_whom_one_may_ask():
    """“对本级人民政府和它所属各工作部门以及监察委员会、人民法院、人民检察院的质询案”; trap 29."""
    for kind in ("government", "township", "supervision", "court", "procuratorate"):
        rules.must_be_answerable(kind)
    for kind in ("congress", "village", "enterprise"):
        assert code_of(rules.must_be_answerable, kind)[0] == "not-answerable"


def test_signing_is_for_others_of_the_same_body():
    rules.must_be_other_deputies(1, [2, 3], [1, 2, 3])
    assert code_of(rules.must_be_other_deputies, 1, [1], [1])[0] == "own-signature"
    assert code_of(rules.must_be_other_deputies, 1, [2, 9], [1, 2])[0] == "not-of-body"


def test_somebody_is_asked_who_was_not_asked_before():
    rules.must_ask_someone([2, 3], [3])
    assert code_of(rules.must_ask_someone, [], [])[0] == "nobody-named"
    assert code_of(rules.must_ask_someone, [2], [])[0] == "asked-already"


def test_to_the_congress_one_proposes_while_it_sits():
    """“地方各级人民代表大会举行会议的时候”."""
    rules.must_be_in_session(is_between=False, body=Body.CONGRESS)
    rules.must_be_in_session(is_between=True, body=Body.COMMITTEE)
    found = code_of(rules.must_be_in_session, is_between=True, body=Body.CONGRESS, article="某条")
    assert found == ("not-in-session", "某条")


def test_which_institutions_propose_where():
    """第二十二条第一款: presidium, standing committee, special committees, government; 第五十二条 for the committee."""
    assert rules.proposers(Body.CONGRESS, "county") == rules.TO_CONGRESS
    assert rules.proposers(Body.CONGRESS, "township") == (Proposer.PRESIDIUM, Proposer.GOVERNMENT)
    assert rules.proposers(Body.COMMITTEE, "city") == rules.TO_COMMITTEE
    rules.must_be_proposer(Proposer.GOVERNMENT, body=Body.CONGRESS, level="county", on=DAY)
    found = code_of(rules.must_be_proposer, Proposer.COUNCIL, body=Body.CONGRESS, level="county", on=DAY)
    assert found == ("not-a-proposer", f"{ORGANIC}第二十二条第一款")
    found = code_of(rules.must_be_proposer, Proposer.PRESIDIUM, body=Body.COMMITTEE, level="county", on=DAY)
    assert found == ("not-a-proposer", "")


def test_an_institutions_motion_is_put_to_the_meeting():
    """“由主席团决定提交人民代表大会会议审议”."""
    rules.may_be_left_off(Proposer.JOINT, body=Body.CONGRESS, on=DAY)
    found = code_of(rules.may_be_left_off, Proposer.GOVERNMENT, body=Body.CONGRESS, on=DAY)
    assert found == ("must-be-put", f"{ORGANIC}第二十二条第一款")
    assert code_of(rules.may_be_left_off, Proposer.COUNCIL, body=Body.COMMITTEE, on=DAY) == ("must-be-put", "")


def test_each_decision_has_the_article_of_its_body():
    def cited(key):
        return rules.citation(key, on=DAY)

    assert cited(rules.agenda_key(Proposer.JOINT, body=Body.CONGRESS)) == f"{ORGANIC}第二十二条第二款"
    assert cited(rules.agenda_key(Proposer.GOVERNMENT, body=Body.CONGRESS)) == f"{ORGANIC}第二十二条第一款"
    assert cited(rules.agenda_key(Proposer.JOINT, body=Body.COMMITTEE)) == f"{ORGANIC}第五十二条第三款"
    assert cited(rules.agenda_key(Proposer.GOVERNMENT, body=Body.COMMITTEE)) == ""
    assert cited(rules.withdrawal_key(Body.CONGRESS)) == f"{ORGANIC}第二十二条第三款"
    local = rules.citation(rules.withdrawal_key(Body.COMMITTEE), on=DAY, overlays=("guangdong",))
    assert local == "《广东省人大常委会议事规则》第二十九条"
    assert cited(rules.form_key(Body.CONGRESS)) == f"{ORGANIC}第二十四条第一款"
    assert cited(rules.form_key(Body.COMMITTEE)) == f"{SUPERVISION}第五十二条第二款"
    assert cited(rules.signatures_key(is_inquiry=False, body=Body.COMMITTEE)) == f"{ORGANIC}第五十二条第三款"
    assert cited(rules.signatures_key(is_inquiry=True, body=Body.CONGRESS)) == f"{ORGANIC}第二十四条第一款"
    assert cited("no.such.key") == ""


def test_once_on_the_agenda_consent_is_needed():
    """“在交付大会表决前，提案人要求撤回的，经主席团同意”."""
    to_congress = rules.consent_needed(Body.CONGRESS, article="甲")
    assert ("主席团" in to_congress.message, to_congress.citation) == (True, "甲")
    assert "主任会议" in rules.consent_needed(Body.COMMITTEE, article="").message


def test_what_was_on_the_agenda_was_voted_on():
    for result in (Result.PASSED, Result.NOT_PASSED):
        rules.must_have_vote(None, {"result": result})
    for result in (Result.REPORTED, "", "maybe"):
        assert code_of(rules.must_have_vote, None, {"result": result})[0] == "no-result"


def test_an_answer_is_oral_or_written():
    rules.must_be_manner("oral")
    assert code_of(rules.must_be_manner, "by telephone")[0] == "no-such-word"


@pytest.mark.parametrize(
    ("unhappy", "signers", "congress", "committee"),
    [(5, 10, True, False), (4, 10, False, False), (6, 10, True, True), (5, 11, False, False), (6, 11, True, True)],
)
def test_half_in_the_congress_more_than_half_in_the_committee(unhappy, signers, congress, committee):
    """Trap 2: exactly half is half, and is not more than half."""
    found = rules.may_demand_again(unhappy, signers, body=Body.CONGRESS, on=DAY)
    assert found == (congress, f"{DEPUTIES}第二十条第五款")
    found = rules.may_demand_again(unhappy, signers, body=Body.COMMITTEE, on=DAY)
    assert found == (committee, f"{SUPERVISION}第五十三条")


def test_a_report_is_due_only_where_a_local_rule_says_so():
    """《上海市代表议案规定》第十五条第一款: “自闭会之日起三个月内”."""
    assert rules.report_clock(closed_on=date(2025, 1, 18), overlays=(), calendar=CALENDAR) is None
    clock = rules.report_clock(closed_on=date(2025, 1, 18), overlays=("shanghai",), calendar=CALENDAR)
    assert (clock.due_on, clock.citation) == (date(2025, 4, 18), "《上海市代表议案规定》第十五条第一款")


def test_it_counts_from_the_end_of_the_session_that_still_sits():
    decided, closes = date(2025, 1, 16), date(2025, 1, 18)
    assert rules.is_considered_from(decided, closes) == closes
    assert rules.is_considered_from(decided, None) == decided
    assert rules.is_considered_from(date(2025, 2, 1), closes) == date(2025, 2, 1)


def test_words_are_neither_too_few_nor_too_many_nor_unreadable():
    assert rules.must_say("  方案不具体 ") == "方案不具体"
    assert code_of(rules.must_say, " 不 ")[0] == "no-reason"
    assert code_of(rules.must_say, "长" * 11, most=10)[0] == "too-long"
    assert code_of(rules.must_say, "方案\x00不具体")[0] == "bad-text"


def test_a_draft_fits_its_fields():
    rules.must_fit("题" * 60, "字" * 5000, "")
    assert code_of(rules.must_fit, "题" * 61)[0] == "title-long"
    assert code_of(rules.must_fit, "题", "字" * 5001)[0] == "too-long"
    assert code_of(rules.must_fit, "题", "字\x00")[0] == "bad-text"


def test_whoever_is_asked_to_sign_is_told_what():
    rules.must_have_title(SimpleNamespace(title="关于照明的议案"), {})
    assert code_of(rules.must_have_title, SimpleNamespace(title=" "), {})[0] == "no-title"
