import re

import pytest

from renda.capabilities.deputies import queries
from renda.capabilities.deputies.actions import roll, terms
from renda.capabilities.deputies.models import CongressTerm, Deputy, Mandate
from renda.capabilities.deputies.rules.roll import HEADS, RollRow
from renda.capabilities.deputies.tests import factories
from renda.capabilities.deputies.tests.browsing import at, office, sheet, upload
from renda.capabilities.deputies.tests.factories import AT
from renda.foundation.accounts.actor import SYSTEM
from renda.foundation.accounts.terms import Role
from renda.foundation.audit.models import Entry

pytestmark = pytest.mark.django_db
DAY = AT.date()


def fill(term: CongressTerm, many: int) -> None:
    rows = [RollRow(n + 4, f"李{chr(0x4E00 + n)}", phone=f"138{n:08d}", delegation="第一代表团") for n in range(many)]
    roll.register_many(term, rows, actor=SYSTEM, at=AT)


def pages_of(term: CongressTerm, held: Mandate, session_pk: int) -> dict[str, str]:
    code = held.deputy.code
    by_term = ("term", "correct-seats", "open-session", "add-delegation", "add-constituency", "add", "import")
    by_mandate = ("suspend", "end_mandate", "place", "appoint")
    return {
        **{name: at(name) for name in ("list", "template", "terms", "register-term")},
        **{name: at(name, code) for name in ("detail", "correct", "give-mandate")},
        **{name: at(name, term.pk) for name in by_term},
        **{name: at(name, held.pk) for name in by_mandate},
        "close-session": at("close-session", term.pk, session_pk),
    }


def everything() -> dict[str, str]:
    term = factories.term()
    held = factories.mandate(term)
    return pages_of(term, held, queries.sessions(term).get().pk)


def test_every_page_opens_for_its_office() -> None:
    client = office()
    for name, url in everything().items():
        assert client.get(url).status_code == 200, name


def test_every_page_speaks_without_inline_script_or_style() -> None:
    client = office()
    for name, url in everything().items():
        text = client.get(url).content.decode(errors="ignore")
        assert not re.search(r"<script(?![^>]*src=)|\sstyle=|\son[a-z]+=", text), name


@pytest.mark.parametrize("role", [Role.CLERK, Role.HANDLER, Role.DEPUTY])
def test_nothing_of_the_roll_is_there_for_others(role: str) -> None:
    urls = everything()
    organ = None
    if role == Role.HANDLER:
        from renda.foundation.accounts import actions as account_actions

        region = factories.region_tree().counties[0].region
        facts = {"kind": "government", "name": "教育局", "short_name": "教育局", "actor": SYSTEM, "at": AT}
        organ = account_actions.add_organ(region, **facts).pk
    client = factories.client_for(factories.user(role, "141182", organ_id=organ))
    for name, url in urls.items():
        assert client.get(url).status_code == 404, name
    for name in ("export",):
        assert client.post(at(name)).status_code == 404


def test_a_visitor_is_asked_to_sign_in(client) -> None:
    for name, url in everything().items():
        response = client.get(url)
        assert response.status_code == 302, name
        assert "/accounts/sign-in/" in response.url


def test_another_countys_office_finds_nothing_of_this_one() -> None:
    urls = everything()
    client = office("141121")
    shared = {"list", "template", "terms", "register-term"}
    for name, url in urls.items():
        assert client.get(url).status_code == (200 if name in shared else 404), name
    text = client.get(urls["list"]).content.decode()
    assert Deputy.objects.get().name not in text


def test_a_leader_reads_and_changes_nothing() -> None:
    urls = everything()
    client = factories.client_for(factories.user(Role.LEADER, "1411"))
    readable = {"list", "template", "terms", "term", "detail"}
    for name, url in urls.items():
        assert client.get(url).status_code == (200 if name in readable else 403), name
    assert "139" not in client.get(urls["detail"]).content.decode()


# ---- the list


@pytest.mark.parametrize("query", ["", "?level=county", "?place=141182&q=李", "?state=ended"])
def test_the_list_takes_as_many_queries_for_10_as_for_300(query: str, django_assert_num_queries) -> None:
    term = factories.term(seats=400)
    client = office()
    counts = []
    for more in (10, 290):
        term.refresh_from_db()
        fill_from(term, more, start=len(counts) * 1000)
        with django_assert_num_queries(8 if "place" in query else 7):
            counts.append(client.get(at("list") + query).status_code)
    assert counts == [200, 200]


def fill_from(term: CongressTerm, many: int, *, start: int) -> None:
    rows = [RollRow(n + 4, f"李{chr(0x4E00 + start + n)}", phone=f"138{start + n:08d}") for n in range(many)]
    roll.register_many(term, rows, actor=SYSTEM, at=AT)


def test_detail_and_term_pages_take_at_most_10_queries(django_assert_max_num_queries) -> None:
    urls = everything()
    client = office()
    for name in ("detail", "term", "terms"):
        with django_assert_max_num_queries(10):
            assert client.get(urls[name]).status_code == 200


def test_pages_of_the_list_follow_each_other_both_ways() -> None:
    term = factories.term(seats=400)
    fill(term, 120)
    client = office()
    seen, url = [], at("list")
    previous = ""
    while url:
        text = client.get(url).content.decode()
        seen.append(re.findall(r">(D\d{6})<", text))
        before = re.search(r'rel="prev" href="([^"]+)"', text)
        previous = at("list") + before[1].replace("&amp;", "&") if before else ""
        after = re.search(r'rel="next" href="([^"]+)"', text)
        url = at("list") + after[1].replace("&amp;", "&") if after else ""
    assert [len(page) for page in seen] == [50, 50, 20]
    assert len({code for page in seen for code in page}) == 120
    assert re.findall(r">(D\d{6})<", client.get(previous).content.decode()) == seen[1]


def test_the_list_filters_by_everything_it_offers() -> None:
    tree = factories.region_tree()
    county, town = factories.term(tree.counties[0]), factories.term(tree.townships[0])
    group = terms.add_delegation(county, name="第一代表团", actor=SYSTEM, at=AT)
    factories.mandate(county, name="王芳", phone="13800000001", delegation=group)
    factories.mandate(town, name="李兰")
    client = office()

    def found(query: str) -> set[str]:
        text = client.get(at("list") + query).content.decode()
        return {name for name in ("王芳", "李兰") if f">{name}</a>" in text}

    assert found("") == {"王芳", "李兰"}
    assert found("?level=township") == {"李兰"}
    assert found(f"?place=141182&delegation={group.pk}") == {"王芳"}
    assert found("?q=王") == {"王芳"}
    assert found("?q=13800000001") == {"王芳"}
    assert found(f"?q={Deputy.objects.get(name='李兰').code.lower()}") == {"李兰"}
    assert found("?state=ended") == set()
    assert found("?level=nonsense&place=x&delegation=y&state=z&after=q&before=9") == {"王芳", "李兰"}


def test_the_htmx_answer_is_the_part_of_the_page() -> None:
    factories.mandate(name="王芳")
    client = office()
    part = client.get(at("list"), headers={"hx-request": "true"}).content.decode()
    whole = client.get(at("list")).content.decode()
    assert "<html" not in part
    assert re.sub(r"\s+", " ", part).strip() in re.sub(r"\s+", " ", whole)


def test_telephones_are_seen_by_the_office_of_the_congress_only() -> None:
    held = factories.mandate(phone="13800000001")
    for place_code, sees in (("141182", True), ("1411", False)):
        client = office(place_code)
        for url in (at("list"), at("detail", held.deputy.code)):
            assert ("13800000001" in client.get(url).content.decode()) is sees, (place_code, url)
        assert any("13800000001" in row for row in sheet(client.post(at("export")))) is sees


def test_the_export_carries_the_filter_and_leaves_a_trace_and_can_be_imported() -> None:
    tree = factories.region_tree()
    term = factories.term(tree.counties[0])
    factories.mandate(term, name="王芳", phone="13800000001", employer="=cmd|'/c calc'!A0")
    factories.mandate(factories.term(tree.townships[0]), name="李兰")
    client = office()
    rows = sheet(client.post(at("export") + "?place=141182"))
    assert rows[2][:7] == HEADS
    assert [row[0] for row in rows[3:]] == ["王芳"]
    assert rows[3][3] == "'=cmd|'/c calc'!A0"
    assert Entry.objects.filter(verb="deputies.export").count() == 1
    response = client.post(at("export") + "?place=141182")
    sent = client.post(at("import", term.pk), {"file": upload(response.content)}, follow=True)
    assert "这个文件不会带来任何变化" in sent.content.decode()


def test_an_operator_without_a_place_exports_what_there_is() -> None:
    client = factories.client_for(factories.user(Role.OPERATOR, ""))
    assert client.post(at("export")).status_code == 404
    factories.mandate(name="王芳", phone="13800000001")
    rows = sheet(client.post(at("export")))
    assert rows[3][:3] == ("王芳", None, None)


def test_reading_never_writes_and_export_needs_a_post() -> None:
    assert office().get(at("export")).status_code == 405


def test_html_in_names_of_work_places_is_text() -> None:
    held = factories.mandate(employer="<script>alert(1)</script>")
    for url in (at("list"), at("detail", held.deputy.code)):
        text = office().get(url).content.decode()
        assert "<script>alert" not in text
        assert "&lt;script&gt;alert" in text


# ---- signing in


def test_one_time_passwords_are_handed_out_once() -> None:
    term = factories.term()
    first, second = factories.deputy(term), factories.deputy(term)
    client = office()
    rows = sheet(client.post(at("sign-ins", term.pk)))
    assert [row[2] for row in rows[3:]] == [first.code.lower(), second.code.lower()]
    assert client.post(at("sign-ins", term.pk)).status_code == 404
    first.refresh_from_db()
    assert first.user.check_password(rows[3][3])
    page = client.post(at("sign-in", first.code)).content.decode()
    first.user.refresh_from_db()
    assert first.user.check_password(re.search(r'code strong">(\w{12})<', page)[1])
    assert client.get(at("sign-in", first.code)).status_code == 405


def test_a_deputys_own_page_shows_own_things_only() -> None:
    term = factories.term()
    one, other = factories.mandate(term, phone="13800000001"), factories.mandate(term)
    office().post(at("sign-ins", term.pk))
    one.deputy.refresh_from_db()
    one.deputy.user.must_change_password = False
    one.deputy.user.save()
    client = factories.client_for(one.deputy.user)
    text = client.get(at("own")).content.decode()
    assert "13800000001" in text
    assert client.get(at("detail", other.deputy.code)).status_code == 404
    assert office().get(at("own")).status_code == 404


def test_navigation_leads_each_to_their_page() -> None:
    from renda.foundation.web import navigation

    def urls(role: str) -> set[str]:
        actor = factories.actor_for(factories.user(role, "141182"))
        return {entry.url_name for entry in navigation.entries_for(actor) if "deputies" in entry.url_name}

    assert urls(Role.OFFICE) == urls(Role.OPERATOR) == {"deputies:list"}
    assert urls(Role.DEPUTY) == {"deputies:own"}
    assert urls(Role.CLERK) == set()
