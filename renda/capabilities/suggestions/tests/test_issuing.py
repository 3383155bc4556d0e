"""The papers an office issues: drafted from what is there, changed, laid out by the standard, printed by LibreOffice."""

import io
from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone
from docx import Document

from renda.capabilities.deputies.tests import factories as people
from renda.capabilities.suggestions import actions
from renda.capabilities.suggestions.documents import forms as papers
from renda.capabilities.suggestions.models import Reply
from renda.capabilities.suggestions.queries import issuing
from renda.capabilities.suggestions.queries.figures import Scope
from renda.capabilities.suggestions.terms import Grade, Manner, Outcome, Part
from renda.capabilities.suggestions.tests import factories as made
from renda.foundation.accounts.terms import Role
from renda.foundation.documents import rendering
from renda.foundation.documents.tests import printing
from renda.foundation.documents.word.checker import checking

pytestmark = pytest.mark.django_db
NOTICE, REPORT = "/suggestions/hand-over/notice/", "/suggestions/report/"
TODAY = made.AT.date()
YEAR = TODAY.year


@pytest.fixture
def place():
    return made.county()


@pytest.fixture
def client(place):
    return made.signed_in(Role.OFFICE)


def drafted(response, **changed):
    form = response.context["form"]
    return {name: form.initial.get(name, "") for name in form.fields} | changed


def issued(client, address, **changed):
    response = client.post(address, drafted(client.get(address), **changed))
    assert response.status_code == 200, response.context["form"].errors
    assert response.headers["Content-Type"] == rendering.CONTENT_TYPE
    return response.content


def said(data):
    document = Document(io.BytesIO(data))
    cells = (cell.text for table in document.tables for row in table.rows for cell in row.cells)
    return "".join([*(paragraph.text for paragraph in document.paragraphs), *cells])


def year(place):
    """A year with something of every kind that the papers tell of."""
    organs = {place.bureau: Part.LEAD, place.second: Part.JOINT}
    made.rated(place, title="关于在东关小学门前增设过街信号灯、配备交通协管员的建议")
    made.tracked(place, days=10)
    made.at_meeting(place)
    made.assigned(place, organs)
    made.cosigned(place)
    key = made.replied(place, outcome=Outcome.C)
    actions.choose_priority(
        key,
        meeting="第五次主任会议",
        chosen_on=TODAY,
        leader="冯副主任",
        committee=place.committee,
        manner=Manner.TRACKING,
        actor=place.office,
        at=made.AT,
    )


def test_every_paper_of_a_year_keeps_to_the_standard_and_is_printed(place, client, tmp_path):
    year(place)
    reply = Reply.objects.filter(issued_on__isnull=False).first()
    cosigned = made.cosigned(place)
    documents = {
        papers.PAPER: client.get(f"/suggestions/{cosigned.pk}/paper.docx").content,
        papers.REPLY: client.get(f"/suggestions/replies/{reply.pk}/letter.docx").content,
        papers.CONSULTATION: client.get(f"/suggestions/replies/{reply.pk}/consultation.docx").content,
        papers.HAND_OVER: issued(client, f"{NOTICE}?on={TODAY.isoformat()}", number="汾人办发〔2024〕12号"),
        papers.REPORT: issued(client, f"{REPORT}?year={YEAR}", number="汾人办发〔2024〕31号", signer="陈立"),
    }
    assert set(documents) == set(papers.FORMS)
    for form, data in documents.items():
        assert checking.check(data, form.profile) == [], form.name
    printed = dict(zip(documents, printing.printed(tmp_path, *documents.values()), strict=True))
    text = {form: "".join(page.text for page in pages) for form, pages in printed.items()}
    assert "武向荣" in text[papers.PAPER]
    assert "收悉，感谢您的建议" in text[papers.REPLY]
    assert "代表建议办理情况征询意见表" in text[papers.CONSULTATION]
    assert "代表建议交办清单" in text[papers.HAND_OVER]
    assert "冯副主任" in text[papers.REPORT]


def test_a_session_is_reported_on_too(place, client):
    year(place)
    data = issued(client, f"{REPORT}?session={place.session.pk}", number="汾人办发〔2024〕31号", signer="陈立")
    assert checking.check(data, papers.REPORT.profile) == []
    assert "次会议代表建议、批评和意见办理情况的报告" in said(data).replace("\n", "")


def test_a_report_says_what_the_figures_say(place, client):
    year(place)
    found = issuing.figures_of(Scope(made.COUNTY, year=YEAR), today=TODAY + timedelta(days=30))
    draft = issuing.report_draft(place.congress, found, said=f"{YEAR}年", period="", today=TODAY)
    assert "交办建议5件，由2个单位承办，其中主办单位1个。" in draft["work"]
    assert "答复中承诺1项，已落实0项，落实中1项（其中逾期1项）" in draft["work"]
    assert draft["problems"].splitlines() == ["代表对办理结果不满意的1件。", "承诺事项逾期没有落实的1项。"]
    filled = issuing.report(found, draft, year=YEAR)
    assert (filled.received, filled.replied, filled.rated) == ("6", "4", "3")
    assert [(row.name, row.count, row.share) for row in filled.grades] == [
        (Grade.SATISFIED.label, "2", "66.7%"),
        (Grade.BASICALLY.label, "0", "0.0%"),
        (Grade.NOT.label, "1", "33.3%"),
    ]


def test_what_the_office_changes_is_what_is_issued(place, client):
    year(place)
    data = issued(client, f"{REPORT}?year={YEAR}", plans="（一）逐件跟踪\n每季度通报一次。", receiver="市人大常委会")
    assert "每季度通报一次。" in said(data)
    assert "市人大常委会：" in said(data)


def test_a_list_is_of_a_day_an_organ_or_those_picked(place, client):
    year(place)
    third = made.assigned(place, {place.third: Part.LEAD}, title="关于整治城区停车秩序的建议")
    planned = made.planned(place, title="关于修缮村级道路的建议")
    whole = said(issued(client, f"{NOTICE}?on={TODAY.isoformat()}"))
    assert "有6件交由你们办理" in whole
    assert planned.title not in whole
    of_organ = said(issued(client, f"{NOTICE}?on={TODAY.isoformat()}&organ={place.third.pk}"))
    assert third.title in of_organ
    assert "有1件交由你们办理" in of_organ
    assert planned.title in said(issued(client, NOTICE))
    picked = said(issued(client, f"{NOTICE}?pick={third.pk}&pick={planned.pk}&pick=x"))
    assert "有2件交由你们办理" in picked


def test_an_empty_list_is_not_issued(client):
    response = client.post(NOTICE, drafted(client.get(NOTICE)))
    assert response.status_code == 422
    assert "没有可以列入清单的建议" in response.content.decode()


@pytest.mark.parametrize(
    ("changed", "wrong"),
    [
        ({"number": "汾人办发[2024]012号"}, "发文字号写法不对"),
        ({"day": "2024.3.5"}, "日期写法不对"),
        ({"printed_on": "2024年2月30日"}, "日期写法不对"),
        ({"title": ""}, "这个字段是必填项"),
    ],
)
def test_what_the_standard_does_not_allow_is_told(place, client, changed, wrong):
    response = client.post(f"{REPORT}?year={YEAR}", drafted(client.get(f"{REPORT}?year={YEAR}"), **changed))
    assert response.status_code == 422
    assert wrong in response.content.decode() or response.context["form"].errors


@pytest.mark.parametrize("address", [NOTICE, REPORT])
@pytest.mark.parametrize(
    ("role", "code", "status"),
    [
        (Role.OFFICE, made.COUNTY, 200), (Role.OFFICE, "1411", 404), (Role.OFFICE, "141121", 404),
        (Role.LEADER, made.COUNTY, 403), (Role.DEPUTY, made.COUNTY, 403), (Role.OPERATOR, made.COUNTY, 403), (None, "", 302),
    ],
)  # fmt: skip
def test_only_the_office_of_the_congress(place, address, role, code, status):
    who = Client() if role is None else people.client_for(people.user(role, code))
    for answer in (who.get(f"{address}?place={made.COUNTY}"), who.post(f"{address}?place={made.COUNTY}", {})):
        assert answer.status_code == (422 if status == 200 and answer.wsgi_request.method == "POST" else status)


def test_a_year_to_come_or_another_congress_session_is_not_found(place, client):
    for query in (f"year={timezone.localdate().year + 1}", "session=999999"):
        assert client.get(f"{REPORT}?{query}").status_code == 404


def test_drafting_costs_the_same_for_any_number(place, client, django_assert_max_num_queries):
    for _ in range(2):
        year(place)
        for address in (f"{NOTICE}?on={TODAY.isoformat()}", f"{REPORT}?year={YEAR}"):
            with django_assert_max_num_queries(10):
                client.get(address)
