"""The parts that pages include, rendered by themselves."""

import pytest
from django.template.loader import render_to_string
from django.utils import translation


@pytest.fixture(autouse=True)
def _chinese():
    with translation.override("zh-hans"):
        yield


def part(name, **context):
    # The name is put together here so that a test alone does not count as a use of the template.
    return render_to_string(f"web/components/{name}.html", context)


def test_a_timeline_marks_where_the_matter_stands():
    drawn = part(
        "timeline",
        entries=[
            {
                "when": "今天 14:05",
                "title": "承办单位报来进展",
                "is_now": True,
                "files": [{"url": "/f/1", "name": "记录.pdf"}],
            },
            {"when": "11月11日", "title": "登记", "quote": "家里只有14度<script>"},
            {"when": "待办", "text": "评价邀请", "is_todo": True},
        ],
    )
    assert drawn.count("<li") == 3
    assert 'class="is-now"' in drawn
    assert 'class="is-todo"' in drawn
    assert "现在在这一步" in drawn
    assert "&lt;script&gt;" in drawn


def test_figures_open_their_rows_and_light_their_lamps():
    drawn = part(
        "figures",
        figures=[
            {"label": "收集", "value": "4,344", "unit": "件", "url": "/cases/"},
            {"label": "未办结", "value": "755", "unit": "件", "note": "其中61件已逾期", "lamp": "danger"},
        ],
    )
    assert '<a class="figure num" href="/cases/">4,344</a>' in drawn
    assert "lamp danger" in drawn


def test_a_filter_is_said_in_words_that_can_be_removed():
    assert part("filter_words", words=[]).strip() == ""
    drawn = part("filter_words", words=[{"label": "已逾期", "remove_url": "?"}], clear_url="?")
    assert "已逾期" in drawn
    assert "全部去掉" in drawn


def test_a_pager_offers_only_the_ways_there_are():
    drawn = part("pager", pager={"previous_url": "", "next_url": "?after=9", "summary": "第1至50件"})
    assert "上一页" not in drawn
    assert 'href="?after=9"' in drawn


def test_the_last_step_of_a_trail_is_where_one_is():
    drawn = part("breadcrumb", trail=[{"url": "/", "label": "问题办理"}, {"url": "/x", "label": "0007"}])
    assert '<span aria-current="page">0007</span>' in drawn


def test_a_receipt_shows_its_number_in_groups():
    drawn = part("receipt", receipt_seal="已收登记", sentence="已登记", number="7K4M92QFXT3D", at=None)
    assert "7K4M-92QF-XT3D" in drawn


def test_a_poster_carries_address_and_phone_in_print():
    drawn = part("poster", station_name="滨河街道联络站", short_address="ll.cn/s/1", phone="0358 1", number="3")
    assert "ll.cn/s/1" in drawn
    assert "0358 1" in drawn
    assert "海报编号 3" in drawn


def test_an_empty_list_offers_the_next_step():
    assert 'href="/new/"' in part("empty", text="还没有登记。", action_url="/new/", action_label="登记")
