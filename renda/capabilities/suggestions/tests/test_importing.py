"""Suggestions of earlier years from a file: good rows kept as they ended, an error for each bad one."""

import io

import pytest
from openpyxl import Workbook

from renda.capabilities.suggestions import actions
from renda.capabilities.suggestions.models import PastUpload, Suggestion
from renda.capabilities.suggestions.rules import past
from renda.capabilities.suggestions.terms import State
from renda.capabilities.suggestions.tests import factories as made
from renda.capabilities.suggestions.tests.factories import AT
from renda.foundation.documents import table
from renda.foundation.errors import NotPermitted, RuleBroken, StaleState
from renda.foundation.facts import checking

GOOD = {
    "年份": "2022", "案号": "第12号", "标题": "关于滨河路照明的建议", "领衔代表": "武向荣", "联名人数": "3",
    "会议期间或闭会期间": "闭会期间", "类别": "基础设施", "主办单位": "住建局", "会办单位": "财政局，交通局",
    "交办日期": "2022年3月1日", "答复日期": "2022/5/20", "办理结果": "B类", "代表评价": "基本满意", "是否公开": "否",
}  # fmt: skip


def read(**changes):
    return past.read_row(2, {**GOOD, **changes}, this_year=2024)


def test_a_row_is_read_as_clerks_write_it():
    row, wrong = read()
    assert wrong == []
    assert (row.year, row.number, row.is_between, row.subject) == (2022, 12, True, "building")
    assert (row.assigned_on, row.replied_on, row.outcome, row.grade) == ("2022-03-01", "2022-05-20", "b", "basically")
    assert row.joint_organs == ("财政局", "交通局")
    assert not row.is_public


@pytest.mark.parametrize(
    ("changes", "column"),
    [
        ({"年份": "22"}, "年份"), ({"年份": ""}, "年份"), ({"年份": "2031"}, "年份"), ({"案号": "甲"}, "案号"),
        ({"标题": "长" * 61}, "标题"), ({"标题": "#REF!"}, "标题"), ({"联名人数": "很多"}, "联名人数"),
        ({"会议期间或闭会期间": "平时"}, "会议期间或闭会期间"), ({"类别": "杂项"}, "类别"), ({"具体建议": "长" * 3001}, "具体建议"),
        ({"办理结果": "E"}, "办理结果"), ({"代表评价": "还行"}, "代表评价"), ({"是否公开": "看情况"}, "是否公开"),
        ({"交办日期": "2022-13-01"}, "交办日期"), ({"答复日期": "2022-01-01"}, "答复日期"),
    ],
)  # fmt: skip
def test_each_wrong_cell_has_its_own_error(changes, column):
    row, wrong = read(**changes)
    assert row is None
    assert [error.column for error in wrong] == [column]


def test_a_number_used_twice_is_told_once():
    rows, errors = past.read_rows([(2, GOOD), (3, GOOD), (4, {**GOOD, "案号": "13"})], this_year=2024)
    assert [row.line for row in rows] == [2, 4]
    assert (errors[0].line, errors[0].params) == (3, {"first": 2})


def test_the_example_row_of_the_template_is_not_read():
    example = dict(zip(past.HEADS, past.EXAMPLE, strict=True))
    assert past.read_rows([(2, example)], this_year=2024) == ([], [])


def test_heads_are_known_by_their_other_names():
    assert past.head_of(" 建议编号＊ ") == "案号"
    assert past.head_of("标题（必填）") == "标题"
    assert past.head_of("备注") == ""


def sent(place, *rows):
    read_rows, errors = past.read_rows(list(enumerate(rows, start=2)), this_year=2024)
    return actions.upload_past(place.congress, read_rows, errors, file_name="往年.xlsx", actor=place.office, at=AT)


@pytest.mark.django_db
def test_good_rows_are_filed_and_bad_ones_told():
    place = made.county()
    upload = sent(
        place,
        GOOD,
        {**GOOD, "案号": "13", "领衔代表": "没有这人"},
        {**GOOD, "案号": "14", "主办单位": "没有这局"},
        {**GOOD, "案号": "15", "年份": "九五年"},
        {**GOOD, "案号": "16", "代表评价": "", "答复日期": "", "办理结果": ""},
    )
    kept = actions.keep_past(upload, actor=place.office, at=AT)
    assert (kept.kept_count, [error["line"] for error in kept.errors]) == (2, [3, 4, 5])
    one = Suggestion.objects.get(number=12)
    assert (one.state, one.year, one.outcome, one.result, one.signer_count) == (State.CLOSED, 2022, "b", "basically", 3)
    assert sorted(one.assignments.values_list("part", flat=True)) == ["joint", "joint", "lead"]
    assert checking.differences() == []


@pytest.mark.django_db
def test_a_file_is_kept_once_and_what_is_there_is_not_taken_again():
    place = made.county()
    upload = sent(place, GOOD)
    actions.keep_past(upload, actor=place.office, at=AT)
    with pytest.raises(StaleState):
        actions.keep_past(upload, actor=place.office, at=AT)
    again = sent(place, GOOD)
    with pytest.raises(RuleBroken, match="没有可以导入"):
        actions.keep_past(again, actor=place.office, at=AT)
    assert PastUpload.objects.get(pk=again.pk).kept_at is None
    assert Suggestion.objects.count() == 1


@pytest.mark.django_db
def test_only_the_office_imports_and_never_nothing():
    place = made.county()
    with pytest.raises(NotPermitted):
        actions.upload_past(place.congress, [], [], file_name="x.xlsx", actor=place.lead, at=AT)
    with pytest.raises(RuleBroken):
        actions.upload_past(place.congress, [], [], file_name="x.xlsx", actor=place.office, at=AT)


def test_a_real_workbook_is_read():
    book = Workbook()
    book.active.append(list(past.HEADS))
    book.active.append([GOOD.get(head, "") for head in past.HEADS])
    out = io.BytesIO()
    book.save(out)
    out.seek(0)
    rows, errors = past.read_rows(table.lines(out, "往年.xlsx", head=past.TITLE, head_of=past.head_of), this_year=2024)
    assert (len(rows), errors) == (1, [])
