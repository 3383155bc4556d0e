"""Keeping templates: who may, what if twice, what is written down, and the pages."""

import io
import json
from urllib.parse import unquote

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from docx import Document

from renda.foundation.accounts import actions as account_actions
from renda.foundation.accounts.actor import ANYONE, SYSTEM
from renda.foundation.accounts.models import Congress, Region
from renda.foundation.accounts.terms import Level, Role
from renda.foundation.accounts.tests import factories as people
from renda.foundation.accounts.tests.factories import AT, CITY, COUNTY
from renda.foundation.audit.models import Entry
from renda.foundation.documents import actions, queries, rendering
from renda.foundation.documents.models import Template
from renda.foundation.documents.tests import factories
from renda.foundation.documents.word import registry
from renda.foundation.errors import NotPermitted, RuleBroken, StaleState

pytestmark = pytest.mark.django_db
DEFAULT = factories.document().to_bytes()
OWN = factories.tampered(DEFAULT, "word/document.xml", "现将有关事项", "经研究，现将有关事项")
ODD = factories.tampered(OWN, "word/document.xml", 'w:top="2098"', 'w:top="1440"')
FORM = factories.DOCUMENT
PAGE = f"/documents/{COUNTY}/{FORM.name}/"


@pytest.fixture(autouse=True)
def _known_forms(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(registry, "_forms", {form.name: form for form in factories.FORMS})


@pytest.fixture
def county() -> Congress:
    people.regions()
    account_actions.add_congress(
        Region.objects.get(pk=CITY), level=Level.CITY, name="吕梁市人民代表大会", overlays=[], actor=SYSTEM, at=AT
    )
    return account_actions.add_congress(
        Region.objects.get(pk=COUNTY), level=Level.COUNTY, name="离石区人民代表大会", overlays=[], actor=SYSTEM, at=AT
    )


@pytest.fixture
def office(county):
    return people.user(Role.OFFICE, COUNTY)


def keep(county: Congress, actor, data: bytes = OWN) -> Template:
    return actions.set_template(
        county, FORM, upload=io.BytesIO(data), file_name="通知.docx", size=len(data), actor=actor, at=AT
    )


def _text(data: bytes) -> str:
    return "\n".join(paragraph.text for paragraph in Document(io.BytesIO(data)).paragraphs)


def test_an_own_template_is_used_for_its_congress_only(county, office) -> None:
    assert "现将有关" in _text(rendering.render(FORM.name, factories.SAMPLE, congress=county))
    keep(county, people.actor(office))
    city = Congress.objects.get(region_id=CITY)
    assert "经研究" in _text(rendering.render(FORM.name, factories.SAMPLE, congress=county))
    assert "经研究" not in _text(rendering.render(FORM.name, factories.SAMPLE, congress=city))
    assert "经研究" not in _text(rendering.render(FORM.name, factories.SAMPLE))


def test_handing_in_twice_keeps_one_and_each_leaves_a_trace(county, office) -> None:
    actor = people.actor(office)
    first, second = keep(county, actor), keep(county, actor, ODD)
    assert first.pk == second.pk
    assert bytes(Template.objects.get().content) == ODD
    assert {finding["citation"] for finding in second.findings} == {"GB/T 9704-2012 5.2.1", "GB/T 9704-2012 5.2.3"}
    entries = list(Entry.objects.filter(verb="documents.set_template").order_by("pk"))
    assert [json.loads(entry.changes)["findings"] for entry in entries] == [0, 3]


def test_going_back_to_the_default_works_once(county, office) -> None:
    actor = people.actor(office)
    row = keep(county, actor)
    again = Template.objects.get(pk=row.pk)
    actions.forget_template(row, actor=actor, at=AT)
    assert queries.content(FORM, county) == DEFAULT
    with pytest.raises(StaleState):
        actions.forget_template(again, actor=actor, at=AT)
    assert Entry.objects.filter(verb="documents.forget_template").count() == 1


def test_bad_files_leave_the_one_before(county, office) -> None:
    actor = people.actor(office)
    keep(county, actor)
    with pytest.raises(RuleBroken, match="“subject”不认识"):
        keep(county, actor, factories.tampered(OWN, "word/document.xml", "{{ title }}", "{{ subject }}"))
    assert bytes(Template.objects.get().content) == OWN


def test_only_the_office_of_the_very_place_may(county, office) -> None:
    row = keep(county, people.actor(office))
    others = [people.actor(people.user(role, COUNTY)) for role in (Role.CLERK, Role.DEPUTY, Role.LEADER, Role.OPERATOR)]
    others += [people.actor(people.user(Role.OFFICE, CITY)), ANYONE, SYSTEM]
    for actor in others:
        with pytest.raises(NotPermitted):
            keep(county, actor)
        with pytest.raises(NotPermitted):
            actions.forget_template(row, actor=actor, at=AT)


def test_a_form_nobody_registered_is_a_defect() -> None:
    with pytest.raises(KeyError):
        rendering.render("nobody.knows", factories.SAMPLE)


# ---- the pages


def test_the_list_shows_what_is_in_use_with_few_queries(
    client: Client, county, office, django_assert_max_num_queries
) -> None:
    client.force_login(office)
    assert client.get("/documents/").headers["Location"] == f"/documents/{COUNTY}/"
    keep(county, people.actor(office), ODD)
    with django_assert_max_num_queries(10):
        text = client.get(f"/documents/{COUNTY}/").content.decode()
    assert "通知.docx" in text
    assert "与国标不同：3处" in text
    assert "默认模板" in text
    assert "离石区人民代表大会" in text


def test_there_may_be_nothing_to_write_yet(client: Client, office, monkeypatch) -> None:
    monkeypatch.setattr(registry, "_forms", {})
    client.force_login(office)
    assert "还没有可以出文的业务" in client.get(f"/documents/{COUNTY}/").content.decode()


def test_an_office_of_two_places_goes_from_one_to_the_other(client: Client, county, office) -> None:
    from renda.foundation.accounts.actor import HeldPost

    account_actions.give_post(office, HeldPost(Role.OFFICE, CITY, None, "测试岗位"), actor=SYSTEM, at=AT)
    client.force_login(office)
    assert f'href="/documents/{COUNTY}/"' in client.get(f"/documents/{CITY}/").content.decode()


def test_a_template_is_downloaded_edited_handed_in_and_taken_back(client: Client, office) -> None:
    client.force_login(office)
    answer = client.get(PAGE + "file/")
    assert answer.content == DEFAULT
    assert answer.headers["Content-Type"] == rendering.CONTENT_TYPE
    assert "检查通知.docx" in unquote(answer.headers["Content-Disposition"])
    page = client.get(PAGE).content.decode()
    assert "{{ number }}" in page
    assert "{%tr for row in rows %} … {%tr endfor %}" in page
    assert "{{ row.count }}" in page
    assert "方正小标宋简体" in page
    answer = client.post(PAGE, {"file": SimpleUploadedFile("我们的.docx", ODD)})
    assert answer.headers["Location"] == PAGE
    page = client.get(PAGE).content.decode()
    assert "“我们的.docx”已经换上" in page
    assert "GB/T 9704-2012 5.2.1" in page
    assert client.get(PAGE + "file/").content == ODD
    assert client.get(PAGE + "default/").content == DEFAULT
    assert "经研究" in _text(client.get(PAGE + "example/").content)
    assert "将被删去" in client.get(PAGE + "forget/").content.decode()
    assert client.post(PAGE + "forget/", {"confirmed": "yes"}).headers["Location"] == PAGE
    assert client.get(PAGE + "file/").content == DEFAULT
    assert client.get(PAGE + "forget/").status_code == 404


@pytest.mark.parametrize(
    ("file", "said"),
    [
        (None, "这一栏还没有填"),
        (SimpleUploadedFile("x.docx", b"hello"), "不是照片、PDF、Word或Excel文件"),
        (
            SimpleUploadedFile(
                "x.docx", factories.tampered(DEFAULT, "word/document.xml", "{{ title }}", "{{ subject }}")
            ),
            "“subject”不认识",
        ),
    ],
)
def test_a_refused_file_stays_on_the_page_with_its_reason(client: Client, office, file, said: str) -> None:
    client.force_login(office)
    answer = client.post(PAGE, {"file": file} if file else {})
    assert answer.status_code == 422
    assert said in answer.content.decode()
    assert not Template.objects.exists()


def test_others_do_not_find_the_pages(client: Client, county, office) -> None:
    client.force_login(people.user(Role.CLERK, COUNTY))
    assert client.get("/documents/").status_code == 403
    assert client.get(f"/documents/{COUNTY}/").status_code == 404
    client.force_login(office)
    assert client.get(f"/documents/{CITY}/").status_code == 404
    assert client.get(f"/documents/{COUNTY}/nobody.knows/").status_code == 404
    client.force_login(people.user(Role.OFFICE, CITY))
    for path in ("", "file/", "default/", "example/", "forget/"):
        assert client.get(PAGE + path).status_code == 404
    assert client.post(PAGE, {"file": SimpleUploadedFile("x.docx", OWN)}).status_code == 404
