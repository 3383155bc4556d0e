"""The station standard: the template is sound, answers are judged, edits are checked."""

from __future__ import annotations

import json

import pytest

from renda.capabilities.stations.rules import standard
from renda.capabilities.stations.rules.standard import Item
from renda.capabilities.stations.terms import ChecklistItemKind
from renda.foundation.errors import RuleBroken

NUMBER = ChecklistItemKind.NUMBER
AREA = Item(key="area", group="场所", text="面积", kind=NUMBER, minimum=100, unit="平方米")
SIGN = Item(key="sign", group="公开", text="牌子")


def test_the_template_is_sound_and_survives_json() -> None:
    standard.validate(standard.TEMPLATE)
    text = json.dumps(standard.to_json(standard.TEMPLATE))
    assert standard.from_json(json.loads(text)) == standard.TEMPLATE


def test_the_template_holds_the_numbers_of_the_local_standard() -> None:
    minimums = {item.key: item.minimum for item in standard.TEMPLATE if item.minimum is not None}
    assert minimums == {"area": 100, "notice": 2, "clerks": 1, "weekly-reception": 1, "quarterly-activity": 1}


@pytest.mark.parametrize(
    ("item", "answer", "met"),
    [
        (AREA, 100, True),
        (AREA, 99, False),
        (AREA, 0, False),
        (AREA, None, None),
        (SIGN, True, True),
        (SIGN, False, False),
        (SIGN, None, None),
    ],
)
def test_answers_are_judged(item: Item, answer: standard.Answer, met: bool | None) -> None:
    assert standard.is_met(item, answer) is met


@pytest.mark.parametrize(
    ("item", "answer", "code"),
    [
        (AREA, True, "answer-not-a-number"),
        (AREA, -1, "answer-not-a-number"),
        (AREA, 10**9, "answer-not-a-number"),
        (SIGN, 1, "answer-not-yes-no"),
    ],
)
def test_wrong_kinds_of_answer_are_refused(item: Item, answer: standard.Answer, code: str) -> None:
    with pytest.raises(RuleBroken) as refusal:
        standard.is_met(item, answer)
    assert refusal.value.code == code


def test_a_station_is_assessed_in_checklist_order() -> None:
    other = Item(key="other", group="公开", text="其他")
    outcome = standard.assess([AREA, SIGN, other], {"sign": True, "area": 60})
    assert outcome == standard.Outcome(met=("sign",), not_met=("area",), unanswered=("other",))
    with pytest.raises(RuleBroken) as refusal:
        standard.assess([AREA], {"sign": True})
    assert refusal.value.code == "answer-to-nothing"


@pytest.mark.parametrize(
    ("items", "code"),
    [
        ([], "checklist-empty"),
        ([SIGN] * 101, "checklist-too-long"),
        ([SIGN, SIGN], "item-key-repeated"),
        ([Item(key="牌子", group="公开", text="牌子")], "item-key-malformed"),
        ([Item(key="sign", group="公开", text=" ")], "item-text-missing"),
        ([Item(key="sign", group="", text="牌子")], "item-text-missing"),
        ([Item(key="sign", group="公开", text="牌" * 201)], "item-text-too-long"),
        ([Item(key="sign", group="公开", text="牌子", unit="块" * 21)], "item-text-too-long"),
        ([Item(key="area", group="场所", text="面积", kind=NUMBER)], "item-minimum"),
        ([Item(key="sign", group="公开", text="牌子", minimum=1)], "item-minimum"),
        ([Item(key="area", group="场所", text="面积", kind=NUMBER, minimum=-1)], "item-minimum-out-of-range"),
    ],
)
def test_unsound_checklists_are_refused(items: list[Item], code: str) -> None:
    with pytest.raises(RuleBroken) as refusal:
        standard.validate(items)
    assert refusal.value.code == code
    assert "%(" not in refusal.value.text


ROW = {"key": "sign", "group": "公开", "text": "牌子", "kind": "yes_no"}


@pytest.mark.parametrize(
    ("data", "code"),
    [
        ({"items": []}, "checklist-malformed"),
        (["sign"], "checklist-malformed"),
        ([ROW | {"weight": 5}], "checklist-malformed"),
        ([ROW | {"text": 5}], "checklist-malformed"),
        ([ROW | {"minimum": True}], "checklist-malformed"),
        ([ROW | {"minimum": "1"}], "checklist-malformed"),
        ([ROW | {"kind": "essay"}], "item-kind-unknown"),
        ([], "checklist-empty"),
    ],
)
def test_malformed_edits_are_refused(data: object, code: str) -> None:
    with pytest.raises(RuleBroken) as refusal:
        standard.from_json(data)
    assert refusal.value.code == code


def test_an_edited_row_needs_no_minimum_and_no_unit() -> None:
    assert standard.from_json([ROW]) == (Item(key="sign", group="公开", text="牌子"),)
