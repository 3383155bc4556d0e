"""The list, the page, the table and the linked matters, as each role sees them."""

import io
import re

import pytest
from django.urls import NoReverseMatch
from django.utils import timezone, translation
from openpyxl import load_workbook

from renda.capabilities.casework import actions, queries, rules
from renda.capabilities.casework.models import Case
from renda.capabilities.casework.tests import factories
from renda.capabilities.casework.views import standing
from renda.foundation.accounts.terms import Role
from renda.foundation.web import addresses

MOST_QUERIES = 10


@pytest.fixture
def place(db):
    return factories.town()


def now():
    return timezone.now()


def _many(place, n):
    """Rows like those of the register; straight into the table, since the list only reads."""
    one = factories.case(place)
    rows = []
    for number in range(n):
        copy = Case.objects.get(pk=one.pk)
        copy.pk, copy.number, copy.receipt_digest = None, f"{place.station.code}-2020-{number:05d}", f"r{number}"
        rows.append(copy)
    Case.objects.bulk_create(rows)


def test_each_role_calls_the_list_by_its_own_name(place):
    _, deputy = factories.receiving(place)
    assert "本站台账" in factories.at_station(place).get("/cases/").content.decode()
    assert "问题办理" in factories.signed_in(Role.OFFICE, factories.COUNTY).get("/cases/").content.decode()
    assert "承办事项" in factories.at_bureau(place).get("/cases/").content.decode()
    assert "我接待的" in deputy.get("/cases/").content.decode()


def test_the_list_shows_a_masked_name_only_to_those_who_may_look_the_citizen_up(place):
    factories.case(place)
    assert "白**" in factories.at_station(place).get("/cases/").content.decode()
    above = factories.signed_in(Role.OFFICE, factories.COUNTY).get("/cases/").content.decode()
    assert "暖气不热" in above
    assert "白**" not in above


@pytest.mark.parametrize("role", ["clerk", "office", "handler"])
def test_the_list_asks_as_many_questions_with_ten_rows_as_with_a_thousand(
    place, role, django_assert_max_num_queries, django_assert_num_queries
):
    _many(place, 10)
    client = {
        "clerk": lambda: factories.at_station(place),
        "office": lambda: factories.signed_in(Role.OFFICE, factories.COUNTY),
        "handler": lambda: factories.at_bureau(place),
    }[role]()
    with django_assert_max_num_queries(MOST_QUERIES) as asked:
        client.get("/cases/")
    _many_more = 1000
    Case.objects.filter(number__contains="-2020-").delete()
    _many_of(place, _many_more)
    with django_assert_num_queries(len(asked)):
        client.get("/cases/")


def _many_of(place, n):
    Case.objects.all().delete() if not Case.objects.exists() else None
    _many(place, n)


def test_pages_follow_one_another_without_gap_or_repeat(place):
    _many(place, 120)
    client = factories.at_station(place)
    seen, url = [], "/cases/"
    while url:
        context = client.get(url).context
        seen += [row["number"] for row in context["rows"]]
        url = context["pager"]["next_url"] and f"/cases/{context['pager']['next_url']}"
    assert len(seen) == len(set(seen)) == 121
    back = client.get(f"/cases/?before={Case.objects.order_by('pk').first().pk}").context
    assert [row["number"] for row in back["rows"]] == seen[-51:-1]


def test_by_due_date_only_running_clocks_are_listed_and_the_earliest_is_first(place):
    late = factories.assigned(place, to=place.bureau)
    soon = factories.assigned(place, to=place.village)
    factories.case(place)
    context = factories.at_station(place).get("/cases/?sort=due").context
    assert [row["number"] for row in context["rows"]] == [soon.number, late.number]
    assert [word["label"] for word in context["words"]] == ["计时中的，先到期的在前"]


def test_paging_by_due_date(place):
    for _ in range(3):
        factories.assigned(place)
    rows = list(Case.objects.order_by("pk"))
    wanted = queries.Filter(sort="due")
    key = f"{rows[0].due_on:%Y%m%d}.{rows[0].pk}"
    after = queries.page_of(place.clerk, wanted, today=rows[0].due_on, after=key)
    assert [row.pk for row in after.rows] == [rows[1].pk, rows[2].pk]
    before = queries.page_of(place.clerk, wanted, today=rows[0].due_on, before=f"{rows[2].due_on:%Y%m%d}.{rows[2].pk}")
    assert [row.pk for row in before.rows] == [rows[0].pk, rows[1].pk]


@pytest.mark.parametrize(
    "query",
    [
        "state=<script>", "place=abc", "period=99", "period=202313", "figure=matters", "after=x", "before=9.9.9",
        "q=%00", "q=%27", "sort=due&after=20239999.1", "sort=due&after=1", "after=" + "9" * 40, "q=" + "水" * 500,
    ],
)  # fmt: skip
def test_an_address_that_makes_no_sense_narrows_nothing_and_breaks_nothing(place, query):
    factories.case(place)
    assert factories.at_station(place).get(f"/cases/?{query}").status_code == 200


def test_filters_are_words_that_can_be_taken_away(place):
    factories.case(place)
    page = factories.at_station(place).get("/cases/?state=registered&category=utilities&q=暖气").context
    assert [(word["label"], "state=" in word["remove_url"]) for word in page["words"]] == [
        ("“暖气”", True), ("待分办", False), ("供热供水", True),
    ]  # fmt: skip
    assert len(page["rows"]) == 1
    empty = factories.at_station(place).get("/cases/?state=settled")
    assert "没有符合条件的事项" in empty.content.decode()


def test_the_table_carries_the_filter_and_nothing_personal(place):
    factories.case(place, visitor={"name": "欧阳桂芬", "phone": "13512345678", "address": "惠民苑3号楼2单元"})
    factories.settled(place)
    client = factories.at_station(place)
    response = client.get("/cases/export/?state=registered")
    sheet = load_workbook(io.BytesIO(response.content)).active
    text = "".join(str(cell) for row in sheet.iter_rows(values_only=True) for cell in row)
    assert sheet.max_row == 4
    assert "待分办" in text
    assert not any(personal in text for personal in ("欧阳桂芬", "欧阳", "13512345678", "2单元"))


def test_a_table_too_large_says_so(place, monkeypatch):
    monkeypatch.setattr("renda.capabilities.casework.views.cases.EXPORT_MOST", 1)
    factories.case(place)
    factories.case(place)
    response = factories.at_station(place).get("/cases/export/")
    assert response.status_code == 422
    assert "先选一个月份或一个地方" in response.content.decode()


@pytest.mark.parametrize("state", ["case", "assigned", "handled", "answered", "settled"])
def test_a_page_asks_at_most_ten_questions(place, state, django_assert_max_num_queries):
    case = getattr(factories, state)(place)
    for client in (
        factories.at_station(place),
        factories.at_bureau(place),
        factories.signed_in(Role.OFFICE, factories.COUNTY),
    ):
        with django_assert_max_num_queries(MOST_QUERIES):
            client.get(f"/cases/{case.pk}/")


def test_the_page_names_one_act_for_whom_it_is_the_turn_and_whose_turn_it_is_for_others(place):
    case = factories.assigned(place)
    handler = factories.at_bureau(place).get(f"/cases/{case.pk}/").content.decode()
    assert "现在轮到您" in handler
    assert handler.count("btn-main") == 1
    clerk = factories.at_station(place).get(f"/cases/{case.pk}/").content.decode()
    assert "等汾阳市住房和城乡建设局签收" in clerk
    assert "催办" in clerk
    assert "btn-main" not in clerk


def test_the_page_shows_the_clock_with_its_article_and_rank(place):
    registered = factories.case(place)
    page = factories.at_station(place).get(f"/cases/{registered.pk}/").content.decode()
    assert "《代表联络站工作办法（示例）》第九条" in page
    assert "前分办" in page
    assigned = factories.assigned(place)
    page = factories.at_station(place).get(f"/cases/{assigned.pk}/").content.decode()
    assert "《代表联络站工作办法（示例）》第十二条第四款" in page
    assert "自交办之日起三十日内办结" in page


def test_a_deputy_sees_what_they_received_and_nothing_else(place):
    mine, deputy = factories.receiving(place)
    other = factories.case(place)
    page = deputy.get(f"/cases/{mine.pk}/").content.decode()
    assert "代表跟进" in page
    assert deputy.get(f"/cases/{other.pk}/").status_code == 404
    assert [row["number"] for row in deputy.get("/cases/").context["rows"]] == [mine.number]


def test_linked_matters_are_those_put_in_and_those_alike(place):
    main, earlier = factories.case(place), factories.case(place, words="惠民苑小区5号楼暖气不热，只有13度。")
    later = factories.case(place)
    actions.merge(later, main=main, actor=place.clerk, at=factories.AT)
    client = factories.at_station(place)
    page = client.get(f"/cases/{main.pk}/linked/").content.decode()
    assert later.number in page
    assert earlier.title in page
    part = client.get(f"/cases/{main.pk}/linked/", headers={"HX-Request": "true"}).content.decode()
    assert later.number in part
    assert "<html" not in part
    assert "2人反映" in client.get(f"/cases/{main.pk}/").content.decode()


def test_the_clock_leads_to_the_row_of_the_law_behind_it(place):
    client = factories.at_station(place)
    registered = factories.case(place)
    assert "/law/key/casework.dispatch/?on=" in client.get(f"/cases/{registered.pk}/").content.decode()
    small = factories.assigned(place, is_small=True)
    assert small.due_key == "casework.settle.small"
    page = client.get(f"/cases/{small.pk}/").content.decode()
    address = re.search(r'href="(/law/key/casework\.settle\.small/[^"]+)"', page)[1].replace("&amp;", "&")
    assert address.endswith("&overlay=sample")
    law = client.get(address)
    assert law.status_code == 200
    assert "第十三条" in law.content.decode()
    again = actions.reopen(factories.settled(place), reason="反映人来电说不热", actor=place.office, at=factories.AT)
    assert again.due_key == "casework.redo"
    assert "/law/key/casework.redo/" in client.get(f"/cases/{again.pk}/").content.decode()


def test_a_matter_of_before_the_key_was_kept_finds_the_row_by_its_article(place):
    case = factories.assigned(place)
    Case.objects.filter(pk=case.pk).update(due_key="")
    assert "/law/key/casework.settle.county/" in factories.at_station(place).get(f"/cases/{case.pk}/").content.decode()
    Case.objects.filter(pk=case.pk).update(due_citation="《没有这部法》第一条")
    page = factories.at_station(place).get(f"/cases/{case.pk}/").content.decode()
    assert "《没有这部法》第一条" in page
    assert "/law/key/" not in page


def test_without_the_law_pages_the_article_stands_without_a_link(place, monkeypatch):
    case = factories.assigned(place)

    def nowhere(*_args, **_kwargs):
        raise NoReverseMatch

    monkeypatch.setattr(addresses, "reverse", nowhere)
    assert addresses.law_url(rules.behind(case.due_citation, case.due_key)) == ""


def test_who_wrote_a_line_is_said_in_the_readers_language_and_names_stay_as_they_are(place):
    case = factories.settled(place)
    actions.rate(case, grade="not", note="反映人", actor=factories.bearer_of(case), at=factories.AT)
    client = factories.at_station(place)
    assert "反映人" in [entry["who"] for entry in client.get(f"/cases/{case.pk}/").context["entries"]]
    client.cookies["django_language"] = "en"
    entries = client.get(f"/cases/{case.pk}/", headers={"Accept-Language": "en"}).context["entries"]
    who = {entry["who"] for entry in entries}
    assert who == {"Citizen", "Clerk 郝丽芳", "住建局 任晓东"}
    assert "反映人" in {entry["text"] for entry in entries}


@pytest.mark.parametrize("kept", ["", "郝丽芳", "某某 ", "站 反映人们", "Previous"])
def test_free_text_of_who_stays_as_it_was_typed(kept):
    with translation.override("en"):
        assert standing.author(kept) == kept


def test_triage_opens_the_next_after_each_decision(place):
    first, second, third = factories.case(place), factories.case(place), factories.answered(place)
    client = factories.at_station(place)
    assert client.get("/cases/todo/").context["case"].pk == first.pk
    assert client.get(f"/cases/todo/?after={first.pk}").context["case"].pk == second.pk
    page = client.get(f"/cases/todo/?case={third.pk}").content.decode()
    assert "告知并办结" in page
    assert f"/cases/{third.pk}/tell/?next=todo" in page


def test_triage_asks_at_most_ten_questions_however_much_waits(place, django_assert_max_num_queries):
    _many(place, 60)
    client = factories.at_station(place)
    with django_assert_max_num_queries(MOST_QUERIES):
        page = client.get("/cases/todo/")
    assert page.context["has_more"]


def test_a_batch_goes_to_one_organ_and_one_refused_leaves_the_others(place):
    first, second, moved = factories.case(place), factories.case(place), factories.case(place)
    client = factories.at_station(place)
    picked = [f"{case.pk}.{case.revision}" for case in (first, second, moved)]
    actions.settle_now(moved, answer="已经当场说明", actor=place.clerk, at=factories.AT)
    assert "选好承办单位再看" in client.post("/cases/todo/assign/", {"case": picked}).content.decode()
    chosen = {"case": picked, "organ": place.bureau.pk}
    assert "第十二条第四款" in client.post("/cases/todo/assign/", chosen).content.decode()
    answer = client.post("/cases/todo/assign/", chosen | {"confirmed": place.bureau.pk}, follow=True)
    said = [str(message) for message in answer.context["messages"]]
    assert "已交办2件" in said
    assert any(moved.number in one for one in said)
    assert Case.objects.filter(organ=place.bureau, state="assigned").count() == 2


def test_a_batch_without_a_choice_changes_nothing(place):
    factories.case(place)
    answer = factories.at_station(place).post("/cases/todo/assign/", {"organ": place.bureau.pk}, follow=True)
    assert "请先勾选" in answer.content.decode()
    assert not Case.objects.filter(state="assigned").exists()


def test_the_inbox_has_three_groups_by_whose_turn_it_is(place):
    waiting, handling, other = factories.assigned(place), factories.handled(place), factories.answered(place)
    groups = factories.at_bureau(place).get("/cases/inbox/").context["groups"]
    assert [(group["label"], [row["number"] for row in group["rows"]]) for group in groups] == [
        ("待签收", [waiting.number]), ("办理中", [handling.number]), ("等对方", [other.number]),
    ]  # fmt: skip


def test_the_desk_and_the_inbox_are_for_those_who_work_there(place):
    assert factories.at_bureau(place).get("/cases/todo/").status_code == 403
    assert factories.at_station(place).get("/cases/inbox/").status_code == 403


def test_the_navigation_counts_what_waits(place):
    factories.case(place)
    factories.case(place)
    page = factories.at_station(place).get("/cases/todo/").content.decode()
    assert '<span class="nav-count">2</span>' in page
