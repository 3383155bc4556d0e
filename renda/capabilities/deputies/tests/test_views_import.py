from datetime import timedelta

import pytest
from django.utils import translation

from renda.capabilities.deputies.actions import terms
from renda.capabilities.deputies.models import Deputy, Mandate, RollUpload
from renda.capabilities.deputies.rules.roll import HEADS
from renda.capabilities.deputies.tests import factories
from renda.capabilities.deputies.tests.browsing import at, office, sheet, upload
from renda.capabilities.deputies.tests.factories import AT
from renda.capabilities.deputies.tests.test_table import ROWS, csv_text, workbook
from renda.foundation.accounts.actor import SYSTEM

pytestmark = pytest.mark.django_db
DAY = AT.date()


# ---- import


@pytest.mark.parametrize(
    ("data", "name"),
    [
        (workbook([*ROWS, ["", "女"], ["王芳", "", "13800000001"]]), "名册.xlsx"),
        (csv_text([*ROWS, ["", "女"], ["王芳", "", "13800000001"]]).encode("gbk"), "名册.csv"),
    ],
)
def test_a_file_is_previewed_kept_and_its_errors_downloaded(data: bytes, name: str) -> None:
    term = factories.term()
    client = office()
    preview = client.post(at("import", term.pk), {"file": upload(data, name)}, follow=True)
    text = preview.content.decode()
    assert "请确认将有的变化" in text
    assert "新增代表" in text
    assert not Deputy.objects.exists()
    sent = RollUpload.objects.get()
    kept = client.post(at("keep", sent.pk), follow=True)
    assert "导入结果" in kept.content.decode()
    assert list(Deputy.objects.order_by("pk").values_list("name", flat=True)) == ["王芳", "李国华"]
    lines = sheet(client.get(at("errors", sent.pk)))
    assert [row[:2] for row in lines[3:]] == [(4, "姓名"), (5, "姓名")]
    assert client.post(at("keep", sent.pk)).status_code == 409
    again = client.post(at("import", term.pk), {"file": upload(data, name)}, follow=True)
    assert "这个文件不会带来任何变化" in again.content.decode()


def test_the_preview_shows_old_and_new_and_namesakes() -> None:
    term = factories.term()
    factories.mandate(term, name="王芳", phone="13800000001", employer="旧单位")
    rows = [["王芳", "", "13800000001", "新单位"], ["王芳", "", "13800000002"]]
    text = office().post(at("import", term.pk), {"file": upload(workbook(rows))}, follow=True).content.decode()
    assert "旧单位 → 新单位" in text
    assert "本届已有同名代表，请核对" in text


def test_preview_errors_can_be_downloaded_before_keeping() -> None:
    term = factories.term(seats=1)
    client = office()
    client.post(at("import", term.pk), {"file": upload(workbook(ROWS))})
    lines = sheet(client.get(at("errors", RollUpload.objects.get().pk)))
    assert lines[3][0] == 3
    assert "已满" in lines[3][2]


@pytest.mark.parametrize("data", [b"", b"\x89PNG\r\n\x1a\n\x00", b"PK\x03\x04broken"])
def test_a_bad_file_is_answered_on_the_form(data: bytes) -> None:
    term = factories.term()
    response = office().post(at("import", term.pk), {"file": upload(data)})
    assert response.status_code == 422
    assert not RollUpload.objects.exists()


def test_no_file_is_answered_on_the_form() -> None:
    response = office().post(at("import", factories.term().pk), {})
    assert response.status_code == 422


def test_an_upload_for_a_term_that_ended_meanwhile_says_so() -> None:
    county = factories.region_tree().counties[0]
    term, new = factories.term(county), factories.term(county, number=6, opened=None)
    client = office()
    client.post(at("import", term.pk), {"file": upload(workbook(ROWS))})
    terms.start_next_term(new, opens_on=DAY + timedelta(days=1), actor=SYSTEM, at=AT)
    sent = RollUpload.objects.get()
    assert "本届已经届满" in client.get(at("upload", sent.pk)).content.decode()
    assert client.post(at("keep", sent.pk)).status_code == 422


def test_an_upload_is_nobody_elses() -> None:
    term = factories.term()
    office().post(at("import", term.pk), {"file": upload(workbook(ROWS))})
    sent = RollUpload.objects.get()
    for url in (at("upload", sent.pk), at("errors", sent.pk)):
        assert office().get(url).status_code == 404
    assert office().post(at("keep", sent.pk)).status_code == 404


def test_higher_deputies_are_imported_at_home() -> None:
    factories.region_tree()
    term = factories.term(factories.nation(), number=14, seats=2980)
    client = office("1411")
    client.post(at("import", term.pk), {"file": upload(workbook(ROWS))})
    client.post(at("keep", RollUpload.objects.get().pk))
    assert set(Mandate.objects.values_list("level", "home_code")) == {("nation", "1411")}
    city = factories.term(factories.region_tree().city)
    assert office("141182").get(at("import", city.pk)).status_code == 403


def test_the_template_reads_as_an_empty_roll_and_its_heads_never_change() -> None:
    client = office()
    for language in ("zh-hans", "en"):
        with translation.override(language):
            client.cookies["django_language"] = language
            rows = sheet(client.get(at("template")))
            assert rows[2] == HEADS
