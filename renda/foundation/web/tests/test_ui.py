"""The look's tags and filters, rendered without a request or a database."""

import re
import time
from datetime import UTC, date, datetime
from types import SimpleNamespace

import pytest
from django import forms
from django.template import Context, Template
from django.template.loader import render_to_string
from django.test import RequestFactory
from django.utils import translation

from renda.foundation.web import charts, clock, icons, widgets, wording

TODAY = date(2026, 11, 24)


@pytest.fixture(autouse=True)
def _chinese():
    with translation.override("zh-hans"):
        yield


def render(source, **context):
    return Template("{% load ui %}" + source).render(Context(context))


# ---- words ----


def test_a_day_of_this_year_is_written_without_its_year():
    assert wording.day(date(2026, 3, 5), today=TODAY) == "3月5日"
    assert wording.day(date(2027, 1, 11), today=TODAY) == "2027年1月11日"
    assert render("{{ d|cn_date_full }}", d=date(2026, 11, 24)) == "2026年11月24日"


def test_a_moment_is_written_in_local_time_with_one_space():
    assert wording.moment(datetime(2026, 11, 24, 2, 42, tzinfo=UTC), today=TODAY) == "11月24日 10:42"
    assert wording.day(datetime(2026, 11, 24, 20, tzinfo=UTC), today=TODAY) == "11月25日"


def test_days_have_english_counterparts():
    with translation.override("en"):
        assert wording.day(date(2027, 1, 11), today=TODAY) == "11 Jan 2027"
        assert wording.weekday(TODAY) == "Tue"
        assert [wording.months(2026, *of) for of in ((5, 5), (1, 9), (1, 12))] == [
            "May 2026",
            "Jan to Sep 2026",
            "2026",
        ]
        assert wording.month_of_year(TODAY) == "Nov 2026"
        assert wording.readings(["Jan", "Feb"], [5, None]) == "Jan 5, Feb"
        assert render("{{ people|names }}", people=["A", "B"]) == "A, B"
        assert charts.trend([5, 3], ["Jan", "Feb"], title="Cases").count('aria-label="Cases: Jan 5, Feb 3"') == 1


def test_months_are_written_with_their_year():
    assert [wording.months(2026, *of) for of in ((5, 5), (1, 9), (1, 12))] == ["2026年5月", "2026年1月至9月", "2026年"]
    assert wording.month(5) == "5月"


def test_nothing_is_written_for_no_day():
    assert render("{{ d|cn_date }}{{ d|cn_datetime }}{{ d|weekday }}", d=None) == ""


@pytest.mark.parametrize(("day", "word"), [(date(2026, 11, 24), "周二"), (date(2026, 11, 29), "周日")])
def test_weekdays_are_short(day, word):
    assert render("{{ d|weekday }}", d=day) == word


def test_numbers_say_when_they_are_unknown_or_do_not_apply():
    assert render("{{ n|thousands }}", n=14349) == "14,349"
    assert render("{{ n|thousands }}", n=0) == "0"
    assert render("{{ n|thousands }}", n=None) == "未报"
    assert render("{{ n|tenths_percent }}", n=826) == "82.6%"
    assert render("{{ n|tenths_percent }}", n=-5) == "-0.5%"
    assert render("{{ n|tenths_percent }}", n=None) == "不适用"


def test_receipt_numbers_stand_in_groups_of_four():
    assert render("{{ n|receipt }}", n="7K4M92QFXT3D") == "7K4M-92QF-XT3D"
    assert render("{{ n|receipt }}", n="7K4M-92QF-XT3D") == "7K4M-92QF-XT3D"


def test_names_are_joined_the_chinese_way():
    assert render("{{ people|names }}", people=["李秀兰", "高建平"]) == "李秀兰、高建平"


# ---- small parts ----


def test_an_icon_is_drawn_from_the_installed_package_and_hidden_from_screen_readers():
    drawn = render('{% icon "search" %}')
    assert drawn.startswith('<svg class="ic"')
    assert 'aria-hidden="true"' in drawn
    assert 'stroke-width="1.75"' in drawn
    assert "<path" in drawn


@pytest.mark.parametrize("name", ["no-such-icon", "../outline/search", ""])
def test_an_unknown_icon_fails_at_render(name):
    with pytest.raises(LookupError):
        icons.svg(name)


def test_a_lamp_is_colour_shape_and_word_and_escapes():
    assert render('{% lamp "warn" word %}', word="<b>待交办") == '<span class="lamp warn">&lt;b&gt;待交办</span>'
    with pytest.raises(ValueError, match="lamp"):
        render('{% lamp "red" "错" %}')


def test_the_seal_has_four_characters():
    assert render('{% seal "吕梁人大" "large" %}').count("<span>") == 4


def test_a_chip_may_have_no_kind():
    assert render('{% chip "草稿" %}') == '<span class="chip">草稿</span>'
    assert render('{% chip "办理中" "wait" %}') == '<span class="chip wait">办理中</span>'


def test_a_person_card_shows_surname_or_count():
    card = render('{% person_card "李秀兰" "代表" "tel:10000" %}')
    assert ">李</span>" in card
    assert "<svg" in card
    assert ">13</span>" in render('{% person_card "13位反映人" %}')


def test_a_chord_is_drawn_key_by_key():
    assert render('{% key "Ctrl+Enter" "登记" %}').count("<kbd>") == 2


def test_a_number_that_counts_opens_its_rows():
    assert render("{% drill 1559 url %}", url="/cases/?late=1&x=2") == (
        '<a class="drill num" href="/cases/?late=1&amp;x=2">1,559</a>'
    )


def test_a_sorted_head_says_how_it_stands_and_keeps_the_filter():
    request = RequestFactory().get("/?place=1411&sort=-cases&after=abc")
    context = Context({"request": request})
    head = Template('{% load ui %}{% sort_head "收集" "cases" "num" %}').render(context)
    assert 'aria-sort="descending"' in head
    assert "place=1411" in head
    assert "after" not in head
    assert "sort=cases" in head
    other = Template('{% load ui %}{% sort_head "进站" "visits" %}').render(context)
    assert "aria-sort" not in other


# ---- clock ----


@pytest.mark.parametrize(
    ("due_on", "kind", "word"),
    [
        (date(2027, 1, 11), "ok", "正常"),
        (date(2026, 12, 1), "warn", "将到期，还有7天"),
        (date(2026, 11, 24), "warn", "今天到期"),
        (date(2026, 11, 21), "danger", "已逾期3天"),
        (None, "wait", "未起算"),
    ],
)
def test_the_lamp_of_a_due_date(due_on, kind, word):
    reading = clock.read(due_on, today=TODAY)
    assert (reading.kind, reading.word) == (kind, word)


def test_soon_is_the_last_quarter_of_the_time():
    start = date(2026, 9, 8)
    assert clock.read(date(2026, 12, 8), today=TODAY, started_on=start).kind == "warn"
    assert clock.read(date(2027, 1, 11), today=TODAY, started_on=date(2026, 11, 12)).kind == "ok"


def test_a_finished_matter_counts_no_days_but_tells_its_delay():
    late = clock.read(date(2026, 11, 1), today=TODAY, finished_on=date(2026, 11, 4))
    assert (late.kind, late.word, late.days) == ("ok", "已办结，超期3天", None)
    assert clock.read(None, today=TODAY, finished_on=TODAY).word == "已办结"


def test_the_clock_names_its_source():
    drawn = render(
        '{% clock due_on=due started_on=start today=today rule="60日内办结" citation="《办法》第九条" citation_url="/law/9" %}',
        due=date(2027, 1, 11),
        start=date(2026, 11, 12),
        today=TODAY,
    )
    assert "48" in drawn
    assert "2027年1月11日（周一）前办结" in drawn
    assert '<a class="link" href="/law/9">《办法》第九条</a>' in drawn
    assert 'aria-label="60日已过12日"' in drawn
    assert 'width="20.0%"' in drawn


def test_a_date_without_an_article_is_a_promise():
    drawn = render('{% clock due_on=due today=today rule="三天内答复" %}', due=TODAY, today=TODAY)
    assert "承诺：三天内答复" in drawn


def test_a_paused_clock_says_why():
    drawn = render('{% clock due_on=due today=today paused="等反映人补充材料" %}', due=TODAY, today=TODAY)
    assert "等反映人补充材料" in drawn
    assert "lamp wait" in drawn


def test_an_overdue_clock_counts_up():
    drawn = render("{% clock due_on=due today=today %}", due=date(2026, 11, 21), today=TODAY)
    assert "lamp danger" in drawn
    assert ">3</b>" in drawn


# ---- drawings ----


def test_drawings_carry_no_style_and_no_colour():
    drawn = charts.sparkline([1, None, 3]) + charts.rate_bar(826) + charts.track("ok", 200, "x")
    drawn += charts.trend([5, 3, 8], ["1月", "2月", "3月"], title="每月收集", reference=4, reference_label="月均4件")
    assert not re.search(r"style=|#[0-9a-fA-F]{3,6}\b", drawn)


def test_a_trend_can_be_heard():
    assert 'aria-label="每月收集：1月5，2月3"' in charts.trend([5, 3], ["1月", "2月"], title="每月收集")


def test_a_gap_stays_a_gap():
    assert charts.sparkline([1, None, 3]).count("M") == 2
    assert charts.sparkline([None, None]) == ""
    assert charts.trend([], [], title="x") == ""


def test_a_rate_never_leaves_its_bar():
    assert 'width="80.0"' in charts.rate_bar(1200)
    assert 'width="0.0"' in charts.rate_bar(None)


# ---- forms ----


class Report(forms.Form):
    what = forms.CharField(label="什么事", widget=forms.Textarea)
    phone = forms.CharField(label="手机", required=False, help_text="只用来告诉您结果。")
    kind = forms.ChoiceField(label="类别", choices=[("a", "供热"), ("b", "道路")], widget=widgets.Segmented)
    way = forms.ChoiceField(
        label="怎么办",
        choices=[("a", "交办")],
        required=False,
        widget=widgets.ChoiceCards(explanations={"a": "住建局"}),
    )
    photos = forms.FileField(label="照片", required=False, widget=widgets.Photos(at_most=3))
    agree = forms.BooleanField(label="同意", required=False)
    secret = forms.CharField(widget=forms.HiddenInput, required=False)
    field_notes = {"photos": "可不传"}
    field_keys = {"what": "Alt+W"}


def test_a_form_is_drawn_with_labels_above_and_words_beside_them():
    drawn = str(Report())
    assert "必填" in drawn
    assert "选填" in drawn
    assert "可不传" in drawn
    assert "<kbd>Alt</kbd> <kbd>W</kbd>" in drawn
    assert 'aria-describedby="id_phone_helptext"' in drawn
    assert 'id="id_phone_helptext"' in drawn
    assert 'data-at-most="3"' in drawn
    assert "住建局" in drawn
    assert 'type="hidden" name="secret"' in drawn
    assert "error-summary" not in drawn


def test_errors_stand_on_top_and_under_the_field():
    drawn = str(Report({}))
    assert "还有2处要改" in drawn
    assert 'href="#id_what"' in drawn
    assert 'id="id_what_error"' in drawn
    assert re.search(r'<textarea[^>]*aria-describedby="id_what_error"', drawn)
    assert "这一栏还没有填" in drawn
    assert "data-focus" in drawn


def test_every_described_id_exists_once():
    drawn = str(Report({}))
    for described in re.findall(r'aria-describedby="([^"]+)"', drawn):
        for name in described.split():
            assert drawn.count(f'id="{name}"') == 1


def test_fields_are_drawn_in_the_order_asked_for():
    drawn = render('{% fields form "phone" "what" %}', form=Report())
    assert drawn.index("id_phone") < drawn.index("id_what")


def test_photographs_come_as_a_list():
    from django.utils.datastructures import MultiValueDict

    assert widgets.Photos().value_from_datadict({}, MultiValueDict({"p": [1, 2]}), "p") == [1, 2]


# ---- pages ----


def shell(**more):
    links = [SimpleNamespace(url="/", label=str(n), icon="home", count=n, is_current=n == 1) for n in range(9)]
    actor = SimpleNamespace(is_signed_in=True, name="冯建国", post_label="联络处", must_change_password=False)
    return {
        "actor": actor,
        "nav": links,
        "tabs": links,
        "seal": "吕梁人大",
        "product_name": "人大",
        "view": "elder",
        **more,
    }


PAGES = ["page", "public", "print", "error", "sign_in", "change_password", "confirm"]


@pytest.mark.parametrize("name", PAGES)
def test_a_shell_holds_no_inline_style_or_script(name):
    page = render_to_string(f"web/{name}.html", shell(form=Report()), request=RequestFactory().get("/"))
    assert " style=" not in page
    assert not re.search(r"<script(?![^>]*src=)", page)
    assert not re.search(r"\son\w+=", page)
    assert page.count('id="main"') == 1
    assert 'lang="zh-CN"' in page


@pytest.mark.parametrize("status", [400, 403, 404, 409, 422, 429, 500])
def test_every_error_says_what_to_do_next_even_without_a_request(status):
    page = render_to_string("web/error.html", {"status": status, "code": "7F3K"})
    assert "回首页" in page
    assert ("7F3K" in page) == (status == 500)


def test_the_language_of_the_page_follows_the_reader():
    with translation.override("en"):
        assert '<html lang="en"' in render_to_string("web/error.html", {"status": 404})


def test_fifty_rows_are_cheap():
    template = Template(
        "{% load ui %}{% for r in rows %}<tr><td>{{ r.on|cn_date }}</td><td>{{ r.n|thousands }}</td><td>{{ r.rate|"
        "tenths_percent }}{% rate_bar r.rate %}</td><td>{% due_lamp r.on today %}</td><td>{% chip '办理中' 'wait' %}</td></tr>"
        "{% endfor %}"
    )
    context = Context({"rows": [SimpleNamespace(on=TODAY, n=n * 100, rate=n * 10) for n in range(50)], "today": TODAY})
    template.render(context)
    spent = []
    for _ in range(7):
        started = time.perf_counter()
        template.render(context)
        spent.append(time.perf_counter() - started)
    # Measured 3 ms; the bound leaves room for a busy machine.
    assert min(spent) < 0.020
