"""A roll taken in: twice changes nothing, a bad row is told, a stale preview does no harm."""

import pytest

from renda.capabilities.deputies import queries
from renda.capabilities.deputies.actions import mandates, roll, terms
from renda.capabilities.deputies.models import CongressTerm, Delegation, Deputy, Mandate, RollUpload
from renda.capabilities.deputies.rules.roll import RollRow, RowError
from renda.capabilities.deputies.terms import Ending
from renda.capabilities.deputies.tests import factories
from renda.capabilities.deputies.tests.factories import AT
from renda.foundation.accounts.terms import Role
from renda.foundation.audit.models import Entry
from renda.foundation.errors import NotPermitted, RuleBroken, StaleState

pytestmark = pytest.mark.django_db
DAY = AT.date()
OFFICE = factories.office("141182")
FANG = RollRow(4, "王芳", "female", "13800000001", "示例村村民", "第一代表团", "第一选区")
HUA = RollRow(5, "李国华", "male", "", "中学教师", "第一代表团", "第二选区")


def take(term: CongressTerm, *rows: RollRow) -> roll.Outcome:
    term.refresh_from_db()
    return roll.register_many(term, rows, actor=OFFICE, at=AT)


def test_a_roll_makes_deputies_with_delegations_and_constituencies() -> None:
    term = factories.term()
    outcome = take(term, FANG, HUA)
    assert (outcome.counts, outcome.errors) == ({"new": 2}, [])
    fang, hua = queries.sitting("141182")
    assert (fang.deputy.name, fang.delegation.name, fang.constituency.name) == ("王芳", "第一代表团", "第一选区")
    assert fang.delegation_id == hua.delegation_id
    assert fang.deputy.code == f"D{fang.deputy_id:06d}"
    assert b"13800000001" not in bytes(fang.deputy.sealed_phone)
    term.refresh_from_db()
    assert term.filled == 2
    verbs = list(Entry.objects.filter(verb__in=["deputies.give_mandate", "deputies.register_many"]))
    assert len(verbs) == 3
    assert "13800000001" not in "".join(entry.changes for entry in verbs)


def test_the_same_roll_twice_changes_nothing() -> None:
    term = factories.term()
    take(term, FANG, HUA)
    before = list(Deputy.objects.values()), list(Mandate.objects.values()), list(Delegation.objects.values())
    assert take(term, FANG, HUA).counts == {"same": 2}
    assert before == (list(Deputy.objects.values()), list(Mandate.objects.values()), list(Delegation.objects.values()))
    term.refresh_from_db()
    assert term.filled == 2


def test_a_roll_changes_what_it_says_and_leaves_what_it_does_not() -> None:
    term = factories.term()
    take(term, FANG, HUA)
    hua = Deputy.objects.get(name="李国华")
    changed = RollRow(5, "李国华", "", "13800000002", "小学校长", "第二代表团", "", hua.code)
    assert take(term, changed).counts == {"change": 1}
    hua.refresh_from_db()
    held = queries.current_mandates(hua).get()
    assert (hua.employer, hua.gender, held.delegation.name, held.constituency.name) == (
        "小学校长",
        "male",
        "第二代表团",
        "第二选区",
    )
    assert hua.phone_digest
    assert take(term, changed).counts == {"same": 1}


def test_a_telephone_is_filled_in_for_the_only_one_of_that_name() -> None:
    term = factories.term()
    take(term, HUA)
    assert take(term, RollRow(4, "李国华", phone="13800000002")).counts == {"change": 1}
    assert Deputy.objects.count() == 1
    assert take(term, RollRow(4, "李国华", phone="13800000003")).counts == {"new": 1}


def test_a_person_known_elsewhere_gets_one_more_mandate() -> None:
    tree = factories.region_tree()
    known = factories.mandate(factories.term(tree.city), name="王芳", phone="13800000001")
    term = factories.term()
    assert take(term, FANG).counts == {"mandate": 1}
    known.deputy.refresh_from_db()
    assert [held.level for held in queries.current_mandates(known.deputy)] == ["city", "county"]
    assert known.deputy.employer == "示例村村民"


def test_rows_that_may_not_be_kept_are_told_and_the_others_kept() -> None:
    tree = factories.region_tree()
    factories.mandate(factories.term(tree.counties[1]), name="赵两地", phone="13800000009")
    term = factories.term(seats=4)
    terms.add_constituency(term, name="第一选区", seats=1, region_code=None, actor=OFFICE, at=AT)
    rows = [
        FANG,
        RollRow(5, "钱满额", phone="13800000002", constituency="第一选区"),
        RollRow(6, "赵两地", phone="13800000009"),
        RollRow(7, "孙编号", code="D999999"),
        HUA,
    ]
    outcome = take(term, *rows)
    assert outcome.counts == {"new": 2, "bad": 3}
    assert [(error.line, error.column) for error in outcome.errors] == [
        (5, "选区或选举单位"),
        (6, "姓名"),
        (7, "代表编号"),
    ]
    assert all(error.fix for error in outcome.errors)


def test_rows_beyond_the_approved_number_are_told() -> None:
    term = factories.term(seats=1)
    outcome = take(term, FANG, HUA)
    assert outcome.counts == {"new": 1, "bad": 1}
    assert outcome.errors[0].params == {"seats": 1}


def test_namesakes_are_told_apart_or_not_guessed_at() -> None:
    term = factories.term()
    take(term, FANG, RollRow(6, "王芳", phone="13800000002"))
    outcome = take(term, RollRow(4, "王芳"))
    assert outcome.errors[0].fix == "请填写手机号或者代表编号"
    first, second = Deputy.objects.order_by("pk")
    wrong = [
        RollRow(4, "李兰", code=first.code),
        RollRow(5, "王芳", phone="13800000002", code=first.code),
        RollRow(6, "王芳", code=second.code),
        RollRow(7, "王芳", phone="13800000002"),
    ]
    outcome = take(term, *wrong)
    assert [(error.line, error.column) for error in outcome.errors] == [(4, "代表编号"), (5, "手机号"), (7, "姓名")]
    assert outcome.counts == {"bad": 3, "same": 1}


def test_someone_whose_mandate_ended_can_be_elected_again() -> None:
    term = factories.term()
    take(term, FANG)
    held = queries.sitting("141182").get()
    mandates.end_mandate(held, reason=Ending.RESIGNED, ended_on=DAY, actor=OFFICE, at=AT)
    assert take(term, FANG).counts == {"mandate": 1}


def test_a_roll_for_a_term_that_is_over_is_refused() -> None:
    county = factories.region_tree().counties[0]
    old, new = factories.term(county), factories.term(county, number=6, opened=None)
    terms.start_next_term(new, opens_on=DAY, actor=OFFICE, at=AT)
    with pytest.raises(RuleBroken):
        take(old, FANG)


def test_a_strange_office_takes_in_no_roll() -> None:
    with pytest.raises(NotPermitted):
        roll.register_many(factories.term(), [FANG], actor=factories.office("141121"), at=AT)


@pytest.mark.parametrize("many", [3, 300])
def test_a_roll_takes_as_many_queries_for_three_as_for_three_hundred(many: int, django_assert_max_num_queries) -> None:
    term = factories.term(seats=400)
    rows = [
        RollRow(n + 4, f"李{chr(0x4E00 + n)}", phone=f"138{n:08d}", delegation=f"第{n % 9}代表团") for n in range(many)
    ]
    with django_assert_max_num_queries(30):
        take(term, *rows)


# ---- the upload between preview and keeping


def actor() -> object:
    return factories.actor_for(factories.user(Role.OFFICE, "141182"))


def send(by, *rows: RollRow, errors=()) -> RollUpload:
    return roll.upload(factories.term(), rows, errors, file_name="名册.xlsx", home_code="", actor=by, at=AT)


def test_an_upload_is_sealed_and_kept_once() -> None:
    by = actor()
    error = RowError(9, "姓名", "请填写姓名", "请填写代表本人的姓名")
    sent = send(by, FANG, HUA, errors=[error])
    assert "王芳".encode() not in bytes(sent.sealed_rows)
    assert Deputy.objects.count() == 0
    stale = RollUpload.objects.select_related("term__congress").get(pk=sent.pk)
    outcome = roll.keep(sent, actor=by, at=AT)
    assert outcome.counts == {"new": 2, "bad": 1}
    sent.refresh_from_db()
    assert bytes(sent.sealed_rows) == b""
    assert roll.errors_of(sent) == [error]
    with pytest.raises(StaleState):
        roll.keep(stale, actor=by, at=AT)
    assert Deputy.objects.count() == 2


def test_a_new_upload_replaces_the_one_left_waiting() -> None:
    by = actor()
    first, second = send(by, FANG), send(by, HUA)
    assert list(RollUpload.objects.values_list("pk", flat=True)) == [second.pk]
    assert first.pk != second.pk


def test_a_preview_overtaken_by_another_act_is_decided_anew() -> None:
    by = actor()
    sent = send(by, FANG)
    take(factories.term(), FANG)
    assert roll.keep(sent, actor=by, at=AT).counts == {"same": 1, "bad": 0}


def test_only_the_sender_keeps_an_upload() -> None:
    sent = send(actor(), FANG)
    other = actor()
    assert list(queries.uploads_visible_to(other)) == []
    with pytest.raises(StaleState):
        roll.keep(sent, actor=other, at=AT)
