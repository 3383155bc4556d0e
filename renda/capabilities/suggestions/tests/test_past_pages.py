"""The pages of earlier years' suggestions: template, file, preview, keeping, errors; only for the office."""

import csv
import io

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from openpyxl import Workbook, load_workbook

from renda.capabilities.deputies.tests import factories as people
from renda.capabilities.suggestions.models import PastUpload, Suggestion
from renda.capabilities.suggestions.rules import past
from renda.capabilities.suggestions.tests import factories as made
from renda.foundation.accounts.terms import Role
from renda.foundation.documents import table

pytestmark = pytest.mark.django_db
PAST = "/suggestions/past/"
GOOD = {
    "年份": "2022", "案号": "12", "标题": "关于滨河路照明的建议", "领衔代表": "武向荣", "联名人数": "3",
    "类别": "基础设施", "主办单位": "住建局", "会办单位": "财政局、交通局", "交办日期": "2022-03-01", "答复日期": "2022-05-20",
    "办理结果": "B", "代表评价": "基本满意",
}  # fmt: skip
ROWS = (
    GOOD,
    {**GOOD, "案号": "13", "标题": "关于校门口过街安全的建议"},
    {**GOOD, "案号": "14", "领衔代表": "没有这人"},
    {**GOOD, "案号": "15", "年份": "九五年"},
    {**GOOD, "案号": "16", "主办单位": "没有这局"},
)


@pytest.fixture
def place():
    return made.county()


@pytest.fixture
def client(place):
    return made.signed_in(Role.OFFICE)


def workbook(*rows, heads=past.HEADS, above=()):
    book = Workbook()
    for line in above:
        book.active.append(line)
    book.active.append(list(heads))
    for row in rows:
        book.active.append([row.get(head, "") for head in heads])
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def as_csv(*rows, encoding):
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(past.HEADS)
    writer.writerows([row.get(head, "") for head in past.HEADS] for row in rows)
    return out.getvalue().encode(encoding)


def send(client, data, name="往年建议.xlsx"):
    return client.post(PAST, {"file": SimpleUploadedFile(name, data)})


def text_of(response):
    return response.content.decode()


def test_the_template_says_how_and_its_own_example_is_not_read(client):
    response = client.get(f"{PAST}template.xlsx")
    sheet = load_workbook(io.BytesIO(response.content)).active
    rows = list(sheet.iter_rows(values_only=True))
    assert "必填：年份、案号、标题、领衔代表" in rows[1][0]
    assert rows[2] == past.HEADS
    assert rows[3] == past.EXAMPLE
    read = table.lines(io.BytesIO(response.content), "模板.xlsx", head=past.TITLE, head_of=past.head_of)
    assert past.read_rows(read, this_year=2024) == ([], [])


def test_a_file_is_looked_at_then_kept(place, client):
    shown = client.get(send(client, workbook(*ROWS)).headers["Location"])
    text = text_of(shown)
    assert "请确认将导入的建议" in text
    assert "关于校门口过街安全的建议" in text
    for said in ("名册里没有这位代表", "年份不对", "没有名为“没有这局”的承办单位", "请先登记这个单位，或者核对名称"):
        assert said in text
    assert Suggestion.objects.count() == 0
    upload = PastUpload.objects.get()
    kept = client.post(f"{PAST}{upload.pk}/keep/", follow=True)
    assert "导入结果" in text_of(kept)
    assert "已导入2件" in text_of(kept)
    assert set(Suggestion.objects.values_list("number", flat=True)) == {12, 13}
    assert "名册里没有这位代表" in text_of(kept)
    assert "已导入2件" in text_of(client.get(PAST))
    listed = text_of(client.get("/suggestions/?year=2022"))
    assert "关于滨河路照明的建议" in listed


def test_errors_come_with_line_column_problem_and_what_to_do(place, client):
    send(client, workbook(*ROWS))
    upload = PastUpload.objects.get()
    for _ in range(2):
        response = client.get(f"{PAST}{upload.pk}/errors.xlsx")
        rows = list(load_workbook(io.BytesIO(response.content)).active.iter_rows(min_row=3, values_only=True))
        assert rows[0] == ("行号", "列", "问题", "怎样改")
        assert [row[:3] for row in rows[1:]] == [
            (4, "领衔代表", "名册里没有这位代表"),
            (5, "年份", "年份不对"),
            (6, "主办单位", "没有名为“没有这局”的承办单位"),
        ]
        assert all(row[3] for row in rows[1:])
        client.post(f"{PAST}{upload.pk}/keep/")


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
def test_csv_is_read_however_it_is_written(place, client, encoding):
    response = send(client, as_csv(GOOD, encoding=encoding), "往年.csv")
    assert "关于滨河路照明的建议" in text_of(client.get(response.headers["Location"]))


@pytest.mark.parametrize(
    ("data", "name", "said"),
    [
        (b"PK\x03\x04broken", "坏.xlsx", "已损坏，打不开"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 100, "旧.xls", "旧版或者加密"),
        (b"%PDF-1.7 \x00\x01\x02", "文件.pdf", "不是Excel或者CSV表格"),
        ("姓名,电话\n甲,1\n".encode(), "别的.csv", "没有表头“标题”"),
        ("年份，案号，标题，领衔代表\n".encode(), "逗号.csv", "中文逗号"),
        (b"x" * (table.MAX_BYTES + 1), "大.csv", "超过5MB"),
        (workbook(), "空.xlsx", "里没有建议"),
        (workbook(heads=("标题", "标题")), "重.xlsx", "出现了两次"),
    ],
)
def test_a_file_that_cannot_be_read_is_told_why(place, client, data, name, said):
    response = send(client, data, name)
    assert response.status_code == 422
    assert said in text_of(response)
    assert PastUpload.objects.count() == 0


def test_no_file_and_an_empty_one_are_told(client):
    assert client.post(PAST).status_code == 422
    assert send(client, b"", "空.xlsx").status_code == 422


def test_nothing_is_kept_twice(place, client):
    send(client, workbook(GOOD))
    upload = PastUpload.objects.get()
    assert client.post(f"{PAST}{upload.pk}/keep/").status_code == 302
    assert client.post(f"{PAST}{upload.pk}/keep/").status_code == 409
    again = text_of(client.get(send(client, workbook(GOOD)).headers["Location"]))
    assert "这一年的这个案号已经有了" in again
    assert "没有可以导入的行" in again
    assert "确认导入" not in again
    assert Suggestion.objects.count() == 1


def test_a_file_may_have_a_title_above_its_head_and_other_words(place, client):
    heads = ("年份", "编号", "题目", "提出人", "承办单位")
    row = {"年份": 2021, "编号": 7, "题目": "关于农贸市场改造的建议", "提出人": "田玉兰", "承办单位": "住建局"}
    sent = send(client, workbook(row, heads=heads, above=(["2021年代表建议一览表"], [])))
    assert "关于农贸市场改造的建议" in text_of(client.get(sent.headers["Location"]))


@pytest.mark.parametrize(
    ("role", "code", "status"),
    [
        (Role.OFFICE, made.COUNTY, 200), (Role.OFFICE, "1411", 404), (Role.OFFICE, "141121", 404),
        (Role.LEADER, made.COUNTY, 403), (Role.DEPUTY, made.COUNTY, 403), (Role.OPERATOR, made.COUNTY, 403), (None, "", 302),
    ],
)  # fmt: skip
def test_only_the_office_of_the_congress(place, client, role, code, status):
    send(client, workbook(GOOD))
    upload = PastUpload.objects.get()
    who = Client() if role is None else people.client_for(people.user(role, code))
    assert who.get(f"{PAST}?place={made.COUNTY}").status_code == status
    for name in ("", "errors.xlsx"):
        assert who.get(f"{PAST}{upload.pk}/{name}").status_code == status
    if status != 200:
        assert who.post(f"{PAST}{upload.pk}/keep/").status_code == status
        assert Suggestion.objects.count() == 0


def test_the_preview_costs_the_same_for_any_number_of_rows(place, client, django_assert_max_num_queries):
    for most in (1, 60):
        rows = [{**GOOD, "案号": str(n)} for n in range(1, most + 1)]
        address = send(client, workbook(*rows)).headers["Location"]
        with django_assert_max_num_queries(10):
            client.get(address)
