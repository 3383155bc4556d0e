"""Numbers, days, receivers, titles and headings as official documents write them."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from renda.foundation.documents.word.layout import wording


def test_a_document_number_has_its_brackets_and_no_padding() -> None:
    assert wording.document_number("文人发", 2024, 12) == "文人发〔2024〕12号"
    assert wording.document_number(" 文人发 ", 2024, 1) == "文人发〔2024〕1号"


@pytest.mark.parametrize(("year", "number"), [(24, 1), (2024, 0), (2024, -1), (12024, 1)])
def test_there_is_no_number_for_nonsense(year: int, number: int) -> None:
    with pytest.raises(ValueError, match="no document number"):
        wording.document_number("文人发", year, number)


@pytest.mark.parametrize(
    "said",
    [
        "文人发[2024]12号",
        "文人发（2024）12号",
        "文人发〔2024〕第12号",
        "文人发〔2024〕012号",
        "文人发〔24〕12号",
        "文人发〔2024〕12",
        "",
    ],
)
def test_wrong_document_numbers_are_told(said: str) -> None:
    assert not wording.is_document_number(said)


@given(st.integers(1000, 9999), st.integers(1, 99999))
def test_what_is_written_is_recognised(year: int, number: int) -> None:
    assert wording.is_document_number(wording.document_number("清人办发", year, number))


@given(st.dates(min_value=date(1000, 1, 1)))
def test_every_day_is_recognised(day: date) -> None:
    assert wording.is_long_date(wording.long_date(day))


def test_a_day_is_not_padded() -> None:
    assert wording.long_date(date(2024, 3, 5)) == "2024年3月5日"
    assert wording.long_date(None) == ""
    with pytest.raises(TypeError):
        wording.long_date(datetime(2024, 3, 5, tzinfo=ZoneInfo("Asia/Shanghai")))


@pytest.mark.parametrize(
    "said", ["2024年03月5日", "2024年3月05日", "24年3月5日", "2024年2月30日", "二〇二四年三月五日", ""]
)
def test_wrong_days_are_told(said: str) -> None:
    assert not wording.is_long_date(said)


def test_chinese_numbers() -> None:
    said = [wording.chinese_number(n) for n in (1, 9, 10, 12, 20, 99)]
    assert said == ["一", "九", "十", "十二", "二十", "九十九"]
    for outside in (0, 100):
        with pytest.raises(ValueError, match="not written out"):
            wording.chinese_number(outside)


def test_receivers_copies_and_attachments() -> None:
    assert wording.receiver("县水利局", "县财政局：") == "县水利局、县财政局："
    assert wording.copies(["县委办公室", " ", "县政府办公室"]) == "县委办公室，县政府办公室"
    assert wording.attachments(["名单。"]) == ("名单",)
    assert wording.attachments(["名单", "检查表；"]) == ("1. 名单", "2. 检查表")
    assert wording.attachments([]) == ()


def test_shares_are_rounded_half_up() -> None:
    assert wording.percent(1, 3) == "33.3%"
    assert wording.percent(2, 3) == "66.7%"
    assert wording.percent(1, 16) == "6.3%"
    assert wording.percent(5, 5) == "100.0%"
    assert wording.percent(0, 0) == "—"


def test_ticks_mark_the_one_chosen() -> None:
    assert wording.ticks(("满意", "不满意"), "满意") == "☑满意　□不满意"
    assert wording.ticks(("满意", "不满意"), "") == "□满意　□不满意"


def test_headings_are_told_from_sentences() -> None:
    said = wording.blocks(
        "一、情况\n\n　　桥头村有312户。\n（一）户数\n一、这是一句完整的话。\n（二）也是一句话；\n1. 条目"
    )
    assert [(b.text, b.is_first, b.is_second) for b in said] == [
        ("一、情况", True, False),
        ("桥头村有312户。", False, False),
        ("（一）户数", False, True),
        ("一、这是一句完整的话。", False, False),
        ("（二）也是一句话；", False, False),
        ("1. 条目", False, False),
    ]


def test_a_long_title_is_broken_between_words() -> None:
    said = wording.title("关于交办县十七届人大三次会议代表建议、批评和意见的通知")
    assert said == "关于交办县十七届人大三次会议\n代表建议、批评和意见的通知"
    assert (
        wording.title("关于2024年代表建议、批评和意见办理情况的报告")
        == "关于2024年代表建议、\n批评和意见办理情况的报告"
    )
    assert wording.title("关于改造管网的答复") == "关于改造管网的答复"


@given(st.text(alphabet="关于的、2024代表建议《》，办", min_size=1, max_size=90))
def test_a_title_keeps_its_words_and_fits_its_lines(said: str) -> None:
    lines = wording.title(said).split("\n")
    assert "".join(lines) == "".join(said.split())
    assert all(len(line) <= wording.TITLE_LINE for line in lines)
