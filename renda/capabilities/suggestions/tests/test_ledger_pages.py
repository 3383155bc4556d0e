"""The ledger of promises: whose are seen by whom, filters, export, a promise's page and its acts."""

import io
from datetime import date, timedelta

import pytest
from django.utils import timezone
from openpyxl import load_workbook

from renda.capabilities.suggestions import actions
from renda.capabilities.suggestions.models import Promise
from renda.capabilities.suggestions.rules import points
from renda.capabilities.suggestions.terms import Grade
from renda.capabilities.suggestions.tests import factories as made
from renda.foundation.accounts.terms import Role

LEDGER = "/suggestions/promises/"


@pytest.fixture
def place(db):
    return made.county()


@pytest.fixture
def now():
    return timezone.now()


@pytest.fixture
def handler(place):
    return made.signed_in(Role.HANDLER, place.bureau, name="任晓东")


@pytest.fixture
def office(place):
    return made.signed_in(Role.OFFICE)


def text_of(response):
    return response.content.decode()


def rows(client, query=""):
    return [row["text"] for row in client.get(LEDGER + query).context["rows"]]


def send(client, promise, act, **facts):
    promise.refresh_from_db()
    return client.post(f"{LEDGER}{promise.pk}/{act}/", {"revision": promise.revision, **facts})


def promised(place, text, *, at, days):
    """A promise of the bureau with its words and its day."""
    _, promise = made.tracked(place, at=at, days=days)
    Promise.objects.filter(pk=promise.pk).update(text=text)
    promise.refresh_from_db()
    return promise


def test_everyone_sees_the_promises_that_concern_them_and_no_others(place, handler, office, now):
    made.tracked(place, at=now)
    seen = {
        "handler": handler,
        "head": made.signed_in(Role.HEAD, place.bureau),
        "office": office,
        "committee": made.signed_in(Role.COMMITTEE, place.committee),
        "lead": made.as_lead(place),
    }
    for who, client in seen.items():
        assert rows(client) == ["完成滨河路路灯改造"], who
    for client in (made.signed_in(Role.HANDLER, place.third), made.as_mate(place)):
        assert rows(client) == []
        pk = Promise.objects.get().pk
        assert client.get(f"{LEDGER}{pk}/").status_code == 404
        assert client.get(f"{LEDGER}{pk}/report_promise/").status_code == 404
    assert made.signed_in(Role.CLERK).get(LEDGER).status_code == 403
    assert made.signed_in(Role.CLERK).get(f"{LEDGER}export/").status_code == 403


def test_the_ledger_is_narrowed_and_exported_alike(place, handler, now):
    soon = promised(place, "甲", at=now - timedelta(days=100), days=90)
    far = promised(place, "乙", at=now, days=500)
    done = promised(place, "丙", at=now, days=30)
    actions.explain_promise(done, reason="条件发生变化", actor=place.office, at=now)
    year = far.due_on.year
    for query, found in (
        ("", ["甲", "乙"]),
        ("?overdue=1", ["甲"]),
        (f"?year={year}", ["乙"]),
        ("?state=explained", ["丙"]),
        ("?q=乙", ["乙"]),
        (f"?organ={place.bureau.pk}", ["甲", "乙"]),
        ("?organ=999999", []),
        ("?state=nonsense&year=20x4&after=%00", ["甲", "乙"]),
    ):
        assert rows(handler, query) == found, query
        sheet = load_workbook(io.BytesIO(handler.get(f"{LEDGER}export/{query}").content)).active
        assert [row[4].value for row in sheet.iter_rows(min_row=4)] == found, query
    page = text_of(handler.get(LEDGER))
    assert "1件承诺已经到期没有报送" in page
    assert soon.due_on < timezone.localdate()


def test_the_part_of_the_year_for_reports_is_said_with_its_article(place, handler, now):
    made.tracked(place, at=now)
    page = handler.get(LEDGER)
    assert "第十七条第二款" in text_of(page)
    window = page.context["window"]
    assert window["is_open"] == (timezone.localdate().month >= 10)
    assert rows(handler, f"?report={timezone.localdate().year}") == ["完成滨河路路灯改造"]
    assert rows(handler, f"?report={timezone.localdate().year + 2}") == []


def test_without_a_local_rule_no_part_of_the_year_is_named(db, now):
    place = made.county(overlays=())
    made.tracked(place, at=now)
    assert made.signed_in(Role.HANDLER, place.bureau).get(LEDGER).context["window"] is None


def test_the_ledger_costs_the_same_with_many_rows(place, handler, now, django_assert_max_num_queries):
    made.tracked(place, at=now)
    handler.get(LEDGER)
    with django_assert_max_num_queries(10) as few:
        handler.get(LEDGER)
    first = Promise.objects.get()
    Promise.objects.bulk_create(
        Promise(
            suggestion_id=first.suggestion_id,
            assignment_id=first.assignment_id,
            text=f"第{n}件",
            made_on=first.made_on,
            due_on=first.due_on + timedelta(days=n % 7),
        )
        for n in range(120)
    )
    with django_assert_max_num_queries(len(few.captured_queries)):
        page = handler.get(LEDGER)
    seen, url = [], page.context["pager"]["next_url"]
    seen += [row["url"] for row in page.context["rows"]]
    while url:
        page = handler.get(LEDGER + url)
        seen += [row["url"] for row in page.context["rows"]]
        url = page.context["pager"]["next_url"]
    assert len(seen) == len(set(seen)) == 121
    back = handler.get(LEDGER + page.context["pager"]["previous_url"])
    assert [row["url"] for row in back.context["rows"]] == seen[50:100]


def test_a_promise_is_reported_on_rated_and_told_in_its_history(place, handler, office, now):
    one, promise = made.tracked(place, at=now)
    assert send(handler, promise, "report_promise", text="路").status_code == 422
    assert send(handler, promise, "report_promise", text="路灯改造已经完成").status_code == 302
    assert send(handler, promise, "report_promise", text="路灯改造已经完成").status_code == 422
    promise = Promise.objects.select_related("suggestion__lead", "assignment").get(pk=promise.pk)
    actions.rate_promise(promise, grade=Grade.NOT, note="还有两盏不亮", actor=place.lead, at=now)
    page = handler.get(f"{LEDGER}{promise.pk}/")
    titles = [entry["title"] for entry in page.context["entries"]]
    assert titles == ["代表不满意，继续落实", "报送落实结果", "答复中承诺"]
    for said in ("路灯改造已经完成", "还有两盏不亮", one.title, "报送落实结果"):
        assert said in text_of(page)
    assert [act["label"] for act in page.context["acts"]] == ["报送落实结果"]
    assert "等承办单位落实" in text_of(made.as_lead(place).get(f"{LEDGER}{promise.pk}/"))


def test_the_office_postpones_explains_and_passes_over(place, handler, office, now):
    _, promise = made.tracked(place, at=now)
    later = promise.due_on + timedelta(days=60)
    assert send(handler, promise, "postpone_promise", due_on=later, reason="资金没有到位").status_code == 403
    assert send(office, promise, "postpone_promise", due_on=promise.due_on, reason="资金没有到位").status_code == 422
    assert send(office, promise, "postpone_promise", due_on=later, reason="资金没有到位").status_code == 302
    promise.refresh_from_db()
    assert promise.due_on == later
    stale = office.post(f"{LEDGER}{promise.pk}/explain_promise/", {"revision": 0, "reason": "上级政策调整"})
    assert stale.status_code == 409
    assert "上级政策调整" in text_of(stale)
    assert send(handler, promise, "report_promise", text="路灯改造已经完成").status_code == 302
    early = send(office, promise, "pass_over_promise")
    assert early.status_code == 422
    assert "代表评价期限到" in text_of(early)
    assert "第" in text_of(early)
    Promise.objects.filter(pk=promise.pk).update(reported_on=date(2024, 1, 8))
    assert send(office, promise, "pass_over_promise").status_code == 302
    promise.refresh_from_db()
    assert (promise.state, promise.grade) == ("kept", "")


# ---- points of an advice


@pytest.mark.parametrize(
    ("advice", "found"),
    [
        ("一、换灯具。\n二、增路灯。", ["换灯具。", "增路灯。"]),
        ("建议：\n1. 换灯具\n2、增路灯\n（3）明确管护单位", ["换灯具", "增路灯", "明确管护单位"]),
        ("（一）换灯具\n（二）增路灯", ["换灯具", "增路灯"]),
        ("建议一是换灯具；二是增路灯。", []),
        ("建议做好两件事：一是换灯具；二是增路灯。", ["换灯具", "增路灯。"]),
        ("投资1.5亿元\n建成2.5公里", []),
        ("尽快修好。", []),
        ("", []),
    ],
)
def test_points_are_found_by_their_numbers(advice, found):
    assert points.points(advice) == found


def test_a_reply_is_told_which_points_it_has_no_heading_for():
    found = points.points("1.换灯具\n2.增路灯\n3.定管护单位")
    assert points.skeleton(found).startswith("一、关于换灯具\n\n二、关于增路灯")
    assert points.unanswered(found, points.skeleton(found)) == []
    assert points.unanswered(found, "一、关于灯具\n已换。\n三、关于管护\n已定。") == [2]
    assert points.unanswered([], "已办。") == []
