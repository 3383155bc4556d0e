import re

import pytest

from renda.capabilities.deputies import queries
from renda.capabilities.deputies.actions import terms
from renda.capabilities.deputies.models import CongressTerm, Deputy, Office
from renda.capabilities.deputies.tests import factories
from renda.capabilities.deputies.tests.browsing import at, office
from renda.capabilities.deputies.tests.factories import AT
from renda.foundation.accounts.actor import SYSTEM

pytestmark = pytest.mark.django_db
DAY = AT.date()


# ---- forms


def test_a_deputy_is_added_corrected_and_given_another_mandate() -> None:
    tree = factories.region_tree()
    term, town = factories.term(tree.counties[0]), factories.term(tree.townships[0])
    client = office()
    response = client.post(at("add", term.pk), {"name": "王芳", "phone": "13800000001", "started_on": "2023-02-01"})
    assert response.url == at("term", term.pk)
    person = Deputy.objects.get()
    seen = {"name": "王芳芳", "phone": "13800000001", "employer": "学校", "revision": person.revision}
    assert client.post(at("correct", person.code), seen).status_code == 302
    late = client.post(at("correct", person.code), {**seen, "name": "王后来"})
    assert late.status_code == 409
    assert "王后来" in late.content.decode()
    assert client.post(at("give-mandate", person.code), {"term": town.pk}).status_code == 302
    assert queries.current_mandates(person).count() == 2
    again = client.post(at("give-mandate", person.code), {"term": town.pk})
    assert again.status_code == 422


def test_a_refusal_keeps_what_was_typed_and_shows_its_article() -> None:
    term = factories.term(seats=1)
    factories.mandate(term)
    response = office().post(at("add", term.pk), {"name": "王芳"})
    text = response.content.decode()
    assert response.status_code == 422
    assert "《选举法》第十四条" in text
    assert 'value="王芳"' in text


@pytest.mark.parametrize("day", ["1800-01-01", "9999-01-01", "2023-02-30", "abc"])
def test_absurd_days_are_refused(day: str) -> None:
    term = factories.term()
    response = office().post(at("add", term.pk), {"name": "王芳", "started_on": day})
    assert response.status_code == 422
    assert not Deputy.objects.exists()


def test_a_mandate_is_suspended_resumed_placed_and_ended_on_its_pages() -> None:
    held = factories.mandate()
    client = office()
    group = terms.add_delegation(held.term, name="第一代表团", actor=SYSTEM, at=AT)
    back = at("detail", held.deputy.code)
    acts = [
        ("place", {"delegation": group.pk}),
        ("suspend", {"reason": "custody", "suspended_on": "2023-02-01"}),
        ("resume", {}),
        ("end_mandate", {"reason": "resigned", "ended_on": "2023-02-03"}),
    ]
    for name, data in acts:
        assert client.post(at(name, held.pk), data).url == back, name
        assert client.get(back).status_code == 200
    held.refresh_from_db()
    assert (held.state, held.delegation) == ("ended", group)
    refused = client.post(at("suspend", held.pk), acts[1][1])
    assert refused.status_code == 422
    text = client.get(back).content.decode()
    assert "由“在任”变为“暂停执行职务”" in text
    assert "《代表法》" in text


def test_an_office_is_given_and_ended_on_its_pages() -> None:
    held = factories.mandate()
    client = office()
    data = {"title": "chair", "started_on": "2023-02-01"}
    assert client.post(at("appoint", held.pk), data).status_code == 302
    given = Office.objects.get()
    page = client.get(at("end_office", held.deputy.code, given.pk))
    assert "常委会主任" in page.content.decode()
    assert client.post(at("end_office", held.deputy.code, given.pk), {"ended_on": "2023-02-02"}).status_code == 302
    assert "secretary" not in client.get(at("appoint", held.pk)).content.decode()


def test_terms_and_sessions_are_kept_on_their_pages() -> None:
    county = factories.region_tree().counties[0]
    client = office()
    data = {"congress": county.pk, "number": 6, "seats": 200}
    assert client.post(at("register-term"), data).url == at("terms")
    term = CongressTerm.objects.get()
    assert client.get(at("start-term", term.pk)).status_code == 200
    steps = [
        ("correct-seats", {"seats": 201}),
        ("add-delegation", {"name": "第一代表团"}),
        ("add-constituency", {"name": "第一选区", "seats": 2, "region": "141182100"}),
        ("start-term", {"opens_on": "2023-01-05"}),
    ]
    for name, data in steps:
        assert client.post(at(name, term.pk), data).url == at("term", term.pk), name
    session = queries.sessions(term).get()
    assert client.post(at("close-session", term.pk, session.pk), {"closes_on": "2023-01-08"}).status_code == 302
    assert client.post(at("open-session", term.pk), {"number": 2, "opens_on": "2023-02-01"}).status_code == 302
    text = client.get(at("term", term.pk)).content.decode()
    assert "第2次会议" in text
    assert "第一选区" in text
    assert client.get(at("terms") + "?ended=1").status_code == 200


def test_terms_are_paged() -> None:
    county = factories.region_tree().counties[0]
    for number in range(1, 56):
        terms.register_term(county, number=number, seats=10, actor=SYSTEM, at=AT)
    client = office()
    text = client.get(at("terms")).content.decode()
    after = re.search(r'rel="next" href="([^"]+)"', text)
    second = client.get(at("terms") + after[1]).content.decode()
    before = re.search(r'rel="prev" href="([^"]+)"', second)
    assert len(re.findall(r"第\d+届</a>", second)) == 5
    assert client.get(at("terms") + before[1]).content.decode().count("届</a>") == 50
