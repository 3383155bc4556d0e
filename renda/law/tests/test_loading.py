"""What the reader of the TOML files refuses, and how clearly."""

from datetime import date
from pathlib import Path

import pytest

from renda.law import loading, provisions
from renda.law.errors import BadData

STATUTE = """
[statute]
title = "试验法"
full_title = "中华人民共和国试验法"
english = "Test Law"
rank = "law"
version = 2020-01-01
in_force_from = 2020-02-01
certainty = "F"
"""
ROW = """
[[deadline]]
key = "test.reply"
days = 3
counted_from = "assigned_on"
article = 1
summary = "三日内答复"
english = "Reply within three days"
certainty = "F"
"""


def read(folder: Path, text: str) -> list[provisions.Provision]:
    (folder / "test_law.toml").write_text(text, encoding="utf-8")
    return loading.statutes(folder)


def test_a_sound_file_is_read(tmp_path: Path) -> None:
    (row,) = read(tmp_path, STATUTE + ROW)
    assert row.key == "test.reply"
    assert row.in_force_from == date(2020, 2, 1)
    assert str(row.citation) == "《试验法》第一条"
    assert not row.overlay


@pytest.mark.parametrize(
    ("old", "new", "complaint"),
    [
        ('key = "test.reply"', 'key = "Test"', "key须为小写点分"),
        ('key = "test.reply"', "", "key须为小写点分"),
        ("days = 3", "", "须恰写一个"),
        ("days = 3", "days = 3\nmonths = 1", "须恰写一个"),
        ("days = 3", "days = -3", "days的值不对"),
        ("days = 3", "days = 1.5", "days的值不对"),
        ("days = 3", "days = true", "days的值不对"),
        ("days = 3", "days = 3\nweeks = 1", "不认识的字段weeks"),
        ("days = 3", 'days = 3\ndirection = "sideways"', "direction的值不对"),
        ("days = 3", 'days = 3\nis_minimum = "yes"', "is_minimum的值不对"),
        ('counted_from = "assigned_on"', 'counted_from = "some_day"', "counted_from的值不对"),
        ('counted_from = "assigned_on"', "", "缺少counted_from"),
        ("article = 1", 'article = "一"', "article的类型不对"),
        ('summary = "三日内答复"', "", "缺少summary"),
        ('english = "Reply within three days"', 'english = ""', "缺少english"),
        ('\ncertainty = "F"\n', '\ncertainty = "X"\n', "不认识的代码：'X'"),
        ("[[deadline]]", "[[dedline]]", "不认识的条目种类"),
        ("[[deadline]]", "[deadline]", "不认识的条目种类"),
        ("article = 1", "article = 1\nversion = 2019-01-01", "写了version就要写in_force_from"),
        ("article = 1", "article = 1\nin_force_until = 2019-12-31", "in_force_until早于in_force_from"),
        ("article = 1", 'article = 1\nsee = [{ statute = "other", article = 2 }]', "没有这部法：'other'"),
        ("article = 1", 'article = 1\nstatute = "other"', "没有这部法：'other'"),
    ],
)
def test_a_broken_row_is_refused_with_its_place(tmp_path: Path, old: str, new: str, complaint: str) -> None:
    with pytest.raises(BadData) as refusal:
        read(tmp_path, STATUTE + ROW.replace(old, new))
    assert complaint in str(refusal.value)
    assert "test_law.toml" in str(refusal.value)


@pytest.mark.parametrize(
    ("old", "new", "complaint"),
    [
        ('title = "试验法"\n', "", "须恰有这些字段"),
        ("version = 2020-01-01", 'version = "2020"', "version的类型不对"),
        ('rank = "law"', 'rank = "decree"', "不认识的代码：'decree'"),
        ("[statute]", "[law]", "须恰有这些字段"),
        ("[statute]", "[statute", "test_law.toml"),
    ],
)
def test_a_broken_heading_is_refused(tmp_path: Path, old: str, new: str, complaint: str) -> None:
    with pytest.raises(BadData) as refusal:
        read(tmp_path, STATUTE.replace(old, new, 1) + ROW)
    assert complaint in str(refusal.value)


KINDS = {
    "window": 'opens = "06-01"\ncloses = "09-31x"',
    "threshold": 'base = "everyone"\nmore_than = "1/2"',
    "quorum": 'base = "all_deputies"\nmore_than = "1/2"\nat_least = "2/3"',
    "signatures": 'base = "all_deputies"\nby_level = { village = 3 }',
    "seats": 'level = "city"\nbase = 240',
    "gap": 'least = "a tenth"',
    "number": 'of = "次"',
    "rule": 'answer = "Not a word"',
}


@pytest.mark.parametrize("kind", KINDS)
def test_each_kind_checks_its_own_fields(tmp_path: Path, kind: str) -> None:
    row = ROW.replace("[[deadline]]", f"[[{kind}]]").replace('days = 3\ncounted_from = "assigned_on"', KINDS[kind])
    with pytest.raises(BadData):
        read(tmp_path, STATUTE + row)


@pytest.mark.parametrize(
    ("kind", "fields", "complaint"),
    [
        ("threshold", 'base = "all_deputies"', "须恰写一个"),
        ("threshold", 'base = "all_deputies"\nmore_than = "0/2"', "more_than的值不对"),
        ("number", 'of = "次"\nat_least = 3\nat_most = 2', "at_least大于at_most"),
        ("number", 'of = ""\nvalue = 3', "of的值不对"),
        ("signatures", 'base = "all_deputies"\nby_level = {}', "by_level的值不对"),
        ("rule", "options = []", "options的值不对"),
        (
            "seats",
            'level = "city"\nbase = 1\nper = 1\ncap = 1\nleast = 1\nmost = 1\nlarger_most = 1\nlarger_above = 1',
            "或写",
        ),
        ("seats", 'level = "street"\nbase = 1\nper = 1\ncap = 1', "level的值不对"),
    ],
)
def test_fields_that_contradict_each_other(tmp_path: Path, kind: str, fields: str, complaint: str) -> None:
    row = ROW.replace("[[deadline]]", f"[[{kind}]]").replace('days = 3\ncounted_from = "assigned_on"', fields)
    with pytest.raises(BadData) as refusal:
        read(tmp_path, STATUTE + row)
    assert complaint in str(refusal.value)


def test_two_rows_of_one_key_may_not_bind_on_one_day(tmp_path: Path) -> None:
    with pytest.raises(BadData) as refusal:
        read(tmp_path, STATUTE + ROW + ROW.replace("article = 1", "article = 2"))
    assert str(refusal.value) == "“test.reply”有两条同时有效：《试验法》第一条、《试验法》第二条"


def test_an_old_row_may_stay_beside_the_new_one(tmp_path: Path) -> None:
    old = "article = 7\nversion = 2010-01-01\nin_force_from = 2010-01-01\nin_force_until = 2020-01-31"
    rows = read(tmp_path, STATUTE + ROW + ROW.replace("article = 1", old))
    assert [row.citation.version for row in rows] == [date(2020, 1, 1), date(2010, 1, 1)]


def test_bytes_that_are_no_text_are_refused(tmp_path: Path) -> None:
    (tmp_path / "test_law.toml").write_bytes(b"\xff\xfe\x00")
    with pytest.raises(BadData):
        loading.statutes(tmp_path)


OVERLAY = '[overlay]\ntitle = "某县"\n' + STATUTE.replace("[statute]", "[statutes.own]")


def test_an_overlay_holds_rows_of_its_own_sources(tmp_path: Path) -> None:
    path = tmp_path / "county.toml"
    path.write_text(OVERLAY + ROW.replace("article = 1", 'article = 1\nstatute = "own"'), encoding="utf-8")
    title, (row,) = loading.overlay(path)
    assert (title, row.overlay, row.citation.statute.is_sample) == ("某县", "county", False)


@pytest.mark.parametrize(
    ("text", "complaint"),
    [
        (ROW, "缺少[overlay]的title"),
        ("[overlay]\nsample = true\n", "缺少[overlay]的title"),
        ('[overlay]\ntitle = "某县"\n', "缺少[statutes.名称]"),
        (OVERLAY + ROW, "没有这部法：''"),
    ],
)
def test_a_broken_overlay_is_refused(tmp_path: Path, text: str, complaint: str) -> None:
    path = tmp_path / "county.toml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(BadData) as refusal:
        loading.overlay(path)
    assert complaint in str(refusal.value)
