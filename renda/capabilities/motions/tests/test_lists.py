"""Lists, tables and desks: what each role sees, narrowed, page by page, at the same price."""

import io

import pytest
from openpyxl import load_workbook

from renda.capabilities.motions import actions
from renda.capabilities.motions.models import Motion
from renda.capabilities.motions.tests import factories as made
from renda.capabilities.motions.tests.factories import AT
from renda.capabilities.motions.tests.pages import of, signed_in, text
from renda.foundation.accounts.terms import Role

MOST_QUERIES = 10


@pytest.fixture
def place(house):
    return house


def test_lists_are_narrowed_and_say_by_what(place, office):
    made.submitted(place)
    actions.put_on_agenda(made.submitted(place), actor=place.office, at=AT)
    page = office.get("/motions/?state=on_agenda&body=congress&proposer=joint&q=照明&place=141182")
    assert [row["state"] for row in page.context["rows"]] == ["已列入议程"]
    assert {word["label"] for word in page.context["words"]} >= {"已列入议程", "汾阳市", "“照明”"}
    assert [row["number"] for row in office.get("/motions/?q=2").context["rows"]] == ["第5届第1次会议第2号"]
    assert office.get("/motions/?state=nothing&place=x&after=x").status_code == 200
    empty = office.get("/motions/inquiries/?q=没有这个")
    assert "没有符合条件的" in text(empty)
    assert "还没有质询案" in text(office.get("/motions/inquiries/"))


def test_the_same_filter_makes_the_table(place, office):
    made.submitted(place)
    one = made.answered(place)
    book = load_workbook(io.BytesIO(office.get("/motions/export/?state=submitted").content))
    said = [cell.value for row in book.active.iter_rows() for cell in row if cell.value]
    assert made.TEXT.title in said
    assert "待决定是否列入议程" in said
    book = load_workbook(io.BytesIO(office.get("/motions/inquiries/export/").content))
    said = [cell.value for row in book.active.iter_rows() for cell in row if cell.value]
    assert one.title in said


def _many(place, n):
    one = made.submitted(place)
    row = {field.attname: getattr(one, field.attname) for field in Motion._meta.concrete_fields}
    row.pop("id")
    Motion.objects.bulk_create(Motion(**{**row, "number": 1000 + number}) for number in range(n))


def test_pages_follow_one_another_without_gap_or_repeat(place, office):
    _many(place, 120)
    seen, url = [], "/motions/"
    while url:
        context = office.get(url).context
        seen += [row["url"] for row in context["rows"]]
        url = context["pager"]["next_url"] and f"/motions/{context['pager']['next_url']}"
    assert len(seen) == len(set(seen)) == 121
    last = Motion.objects.order_by("pk").first()
    back = office.get(f"/motions/?before={last.pk}").context
    assert [row["url"] for row in back["rows"]] == seen[-51:-1]
    assert back["pager"]["previous_url"]


def test_a_list_asks_as_many_questions_with_one_row_as_with_many(
    place, office, django_assert_max_num_queries, django_assert_num_queries
):
    one = made.submitted(place)
    with django_assert_max_num_queries(MOST_QUERIES) as asked:
        office.get("/motions/")
    _many(place, 40)
    with django_assert_num_queries(len(asked)):
        office.get("/motions/")
    with django_assert_max_num_queries(MOST_QUERIES):
        office.get(f"/motions/{one.pk}/")
    lead = of(place.lead)
    for address in ("/motions/mine/", f"/motions/{one.pk}/", "/motions/write/", "/motions/inquiries/write/"):
        with django_assert_max_num_queries(MOST_QUERIES):
            assert lead.get(address).status_code == 200


def test_empty_pages_say_what_would_be_there(place):
    page = text(of(place.lead).get("/motions/mine/"))
    assert "您还没有提出或者联名的议案" in page
    assert "没有等着答复的质询案" in text(
        signed_in(place, Role.HEAD, organ=place.bureau).get("/motions/inquiries/asked/")
    )
    member = signed_in(place, Role.COMMITTEE, organ=place.committee)
    assert "没有等着提出意见" in text(member.get("/motions/sent/"))


def test_the_city_sees_what_was_handed_in_below_and_no_draft(place):
    draft, handed_in = made.draft(place), made.submitted(place)
    city = signed_in(place, Role.OFFICE, code="1411")
    listed = text(city.get("/motions/"))
    assert f"/motions/{handed_in.pk}/" in listed
    assert f'"/motions/{draft.pk}/"' not in listed
    assert city.get(f"/motions/{handed_in.pk}/put-on-agenda/").status_code == 403
