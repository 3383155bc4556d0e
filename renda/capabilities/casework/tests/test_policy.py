"""Who may do what with a matter, as one table; and who never sees whose matter it is."""

import pytest
from django.urls import get_resolver, reverse
from django.utils import timezone

from renda.capabilities.casework import actions, queries
from renda.capabilities.casework.actions.register import Matter, Visitor, register
from renda.capabilities.casework.models import Case, Receiver
from renda.capabilities.casework.tests import factories
from renda.capabilities.deputies.tests import factories as people
from renda.foundation.accounts.actor import ANYONE, SYSTEM, Actor, HeldPost
from renda.foundation.accounts.terms import Role
from renda.foundation.audit.models import Entry
from renda.foundation.errors import NotPermitted
from renda.foundation.policy import grants

NEIGHBOUR_TOWN, NEIGHBOUR_COUNTY = "141182200", "141121"
NAME, PHONE, ADDRESS = "欧阳鹮鹮", "13577778888", "鹮鹮苑77号楼7单元707"


@pytest.fixture
def place(db):
    return factories.town()


def everyone(place, case):
    """One actor for every kind of business with a matter, and for every kind of none."""
    station = place.station.code
    deputy = people.deputy()
    account = people.user(Role.DEPUTY, factories.COUNTY)
    type(deputy).objects.filter(pk=deputy.pk).update(user=account)
    Receiver.objects.create(case=case, deputy=deputy)
    other = people.user(Role.DEPUTY, factories.COUNTY)

    def held(role, code, organ=None):
        return Actor(None, "某某", (HeldPost(role, code, organ.pk if organ else None),))

    return {
        "clerk": held(Role.CLERK, station),
        "clerk of the next station": held(Role.CLERK, station[:-2] + "99"),
        "township office": held(Role.OFFICE, factories.TOWN),
        "next township's office": held(Role.OFFICE, NEIGHBOUR_TOWN),
        "county office": held(Role.OFFICE, factories.COUNTY),
        "next county's office": held(Role.OFFICE, NEIGHBOUR_COUNTY),
        "city office": held(Role.OFFICE, factories.CITY),
        "handler": held(Role.HANDLER, factories.COUNTY, place.bureau),
        "other organ's handler": held(Role.HANDLER, factories.TOWN, place.township),
        "receiving deputy": people.actor_for(account),
        "other deputy": people.actor_for(other),
        "leader": held(Role.LEADER, factories.CITY),
        "operator": held(Role.OPERATOR, factories.CITY),
        "citizen with receipt": Actor(None, "反映人", bearer_of=case.pk),
        "citizen with another receipt": Actor(None, "反映人", bearer_of=case.pk + 1),
        "anyone": ANYONE,
        "system": SYSTEM,
    }


WHO_OF_A_MATTER = {
    "casework.dispatch": {"clerk"},
    "casework.handle": {"handler"},
    "casework.tell": {"clerk"},
    "casework.answer_raised": {"township office", "county office", "city office", "system"},
    "casework.remind": {"clerk", "township office", "county office", "city office"},
    "casework.follow_up": {"receiving deputy"},
    "casework.reopen": {"township office", "county office", "city office", "citizen with receipt"},
    "casework.rate": {"citizen with receipt"},
    "casework.reveal": {"clerk", "handler"},
}
WHO_SEES = {
    "clerk", "township office", "county office", "city office", "handler", "receiving deputy", "citizen with receipt",
}  # fmt: skip


@pytest.mark.parametrize("permission", sorted(WHO_OF_A_MATTER))
def test_who_may_do_what_with_a_matter_at_the_station(place, permission):
    case = factories.assigned(place)
    allowed = {who for who, actor in everyone(place, case).items() if grants.allowed(actor, permission, case)}
    assert allowed == WHO_OF_A_MATTER[permission]


def test_who_sees_a_matter(place):
    case = factories.assigned(place)
    actors = everyone(place, case)
    assert {who for who, actor in actors.items() if queries.visible_to(actor).filter(pk=case.pk).exists()} == WHO_SEES


@pytest.mark.parametrize(
    ("desk", "holder"),
    [
        (factories.TOWN, "township office"),
        (factories.COUNTY, "county office"),
        (factories.CITY, "city office"),
    ],
)
def test_whoever_sits_where_the_matter_lies_decides(place, desk, holder):
    case = factories.case(place)
    Case.objects.filter(pk=case.pk).update(desk_code=desk)
    case.refresh_from_db()
    actors = everyone(place, case)
    assert {who for who, actor in actors.items() if grants.allowed(actor, "casework.dispatch", case)} == {holder}
    assert {who for who, actor in actors.items() if grants.allowed(actor, "casework.reveal", case)} == {"clerk", holder}


def test_accusations_are_for_the_countys_office_alone(place):
    """《信访工作条例》第三十条: not passed to the accused; the material leaves the normal flow at once."""
    case = _accusation(place)
    actors = everyone(place, case)
    seen = {who for who, actor in actors.items() if queries.visible_to(actor).filter(pk=case.pk).exists()}
    assert seen == {"county office", "citizen with receipt"}
    for permission in WHO_OF_A_MATTER:
        allowed = {who for who, actor in actors.items() if grants.allowed(actor, permission, case)}
        expected = {
            "casework.dispatch": {"county office"},
            "casework.reveal": {"county office"},
            "casework.reopen": {"citizen with receipt"},
            "casework.rate": {"citizen with receipt"},
            "casework.answer_raised": {"system"},
        }
        assert allowed == expected.get(permission, set()), permission


def test_an_accusation_can_only_be_sent_where_it_belongs(place):
    case = _accusation(place)
    office = factories.signed_in(Role.OFFICE, factories.COUNTY)
    page = office.get(f"/cases/{case.pk}/")
    assert [act.name for act in page.context["acts"]] == ["refuse"]
    assert office.post(f"/cases/{case.pk}/settle-now/", {"revision": 0, "answer": "已经答复"}).status_code == 422
    reasons = [value for value, _ in office.get(f"/cases/{case.pk}/refuse/").context["form"].fields["reason"].choices]
    assert reasons == ["accusation"]


def test_the_countys_office_reaches_who_accuses_with_a_reason_on_record(place):
    case = _accusation(place)
    office = factories.signed_in(Role.OFFICE, factories.COUNTY)
    assert f"/cases/{case.pk}/reveal/" in office.get(f"/cases/{case.pk}/").content.decode()
    unreasoned = office.post(f"/cases/{case.pk}/reveal/", {"revision": 0, "reason": ""})
    assert (unreasoned.status_code, _personal(unreasoned)) == (422, [])
    shown = office.post(f"/cases/{case.pk}/reveal/", {"revision": 0, "reason": "核实反映的情况"})
    assert {NAME, PHONE} <= set(_personal(shown))
    entry = Entry.objects.get(verb="casework.reveal", subject_id=case.pk)
    assert "核实反映的情况" in entry.changes
    for role, code, organ in (
        (Role.OFFICE, factories.TOWN, None),
        (Role.OFFICE, factories.CITY, None),
        (Role.OFFICE, NEIGHBOUR_COUNTY, None),
        (Role.CLERK, place.station.code, None),
        (Role.HANDLER, factories.COUNTY, place.bureau),
    ):
        other = factories.signed_in(role, code, organ=organ)
        assert other.post(f"/cases/{case.pk}/reveal/", {"revision": 0, "reason": "核实情况"}).status_code == 404


def _kept_secret(place):
    visitor = {"name": NAME, "phone": PHONE, "address": ADDRESS, "wants_secrecy": True}
    return factories.assigned(place, visitor=visitor, at=timezone.now())


@pytest.mark.parametrize(
    ("desk", "expected"),
    [("", {"clerk"}), (factories.TOWN, {"clerk", "township office"}), (factories.COUNTY, {"clerk", "county office"})],
)
def test_of_one_who_asked_for_secrecy_the_organ_learns_nothing(place, desk, expected):
    case = _kept_secret(place)
    Case.objects.filter(pk=case.pk).update(desk_code=desk or case.desk_code)
    case.refresh_from_db()
    actors = everyone(place, case)
    assert {who for who, actor in actors.items() if grants.allowed(actor, "casework.reveal", case)} == expected
    for who, actor in actors.items():
        looked_up = Case.objects.filter(queries.revealable_to(actor), pk=case.pk).exists()
        assert looked_up == (who in expected), who


def test_the_organ_is_told_why_and_what_to_do_and_the_look_leaves_no_trace(place):
    case, bureau = _kept_secret(place), factories.at_bureau(place)
    page = bureau.get(f"/cases/{case.pk}/").content.decode()
    assert "要求保密" in page
    assert "反映人要求保密，请通过联络站转告" in page
    assert f"/cases/{case.pk}/reveal/" not in page
    for answer in (
        bureau.get(f"/cases/{case.pk}/reveal/"),
        bureau.post(f"/cases/{case.pk}/reveal/", {"revision": case.revision, "reason": "告知办理结果"}),
    ):
        assert answer.status_code == 403
        assert "反映人要求保密，请通过联络站转告" in answer.content.decode()
        assert _personal(answer) == []
    with pytest.raises(NotPermitted, match="请通过联络站转告"):
        actions.reveal(case, reason="告知办理结果", actor=place.handler, at=timezone.now())
    with pytest.raises(NotPermitted, match="没有办理这件事的权限"):
        actions.reveal(case, reason="告知办理结果", actor=place.office, at=timezone.now())
    assert not Entry.objects.filter(verb="casework.reveal").exists()
    assert not bureau.get("/cases/").context["rows"][0]["name"]
    assert bureau.get(f"/cases/?q={PHONE}").context["rows"] == []


def test_the_station_sees_that_secrecy_was_asked_for_and_may_look(place):
    case, clerk = _kept_secret(place), factories.at_station(place)
    page = clerk.get(f"/cases/{case.pk}/").content.decode()
    assert '<span class="chip warn">要求保密</span>' in page
    assert "请通过联络站转告" not in page
    shown = clerk.post(f"/cases/{case.pk}/reveal/", {"revision": case.revision, "reason": "告知办理结果"})
    assert {NAME, PHONE, ADDRESS} <= set(_personal(shown))
    waiting = factories.case(place, visitor={"wants_secrecy": True})
    assert "要求保密" in clerk.get(f"/cases/todo/?case={waiting.pk}").content.decode()
    plain = factories.assigned(place)
    assert "要求保密" not in clerk.get(f"/cases/{plain.pk}/").content.decode()


def _accusation(place):
    return register(
        place.station,
        Matter("反映某干部优亲厚友，请依法处理", is_accusation=True),
        Visitor(name=NAME, phone=PHONE),
        actor=place.clerk,
        at=factories.AT,
    ).case


@pytest.mark.parametrize("permission", ["casework.register", "casework.report"])
def test_who_may_take_matters_in(place, permission):
    actors = everyone(place, factories.case(place))
    allowed = {who for who, actor in actors.items() if grants.allowed(actor, permission, place.station)}
    expected = {
        "casework.register": {"clerk", "township office", "county office", "city office"},
        # Whoever has no account: visitors, and the bearer of a receipt.
        "casework.report": {who for who, actor in actors.items() if not actor.is_signed_in},
    }
    assert allowed == expected[permission]


def test_the_tables_above_know_every_permission():
    known = {g.permission for g in grants.all_grants() if g.permission.startswith("casework.")}
    assert known == WHO_OF_A_MATTER.keys() | {"casework.register", "casework.report"}


# ---- a citizen's name, telephone and address, on every page, for everyone


@pytest.fixture
def told(place):
    """A matter whose citizen could not be mistaken for another, and one more merged into it."""
    facts = {"visitor": {"name": NAME, "phone": PHONE, "address": ADDRESS}, "at": timezone.now()}
    case = factories.answered(place, **facts)
    deputy = people.deputy()
    account = people.user(Role.DEPUTY, factories.COUNTY)
    type(deputy).objects.filter(pk=deputy.pk).update(user=account)
    Receiver.objects.create(case=case, deputy=deputy)
    factories.case(place, **facts)
    return case, account


def _addresses(case):
    """Every address of casework that can be asked for, filled in for this matter."""
    found = [
        reverse(f"casework:{pattern.name}", args=[case.pk] if "<int:pk>" in str(pattern.pattern) else [])
        for pattern in get_resolver("renda.capabilities.casework.urls").url_patterns
    ]
    asked = (f"?q={PHONE}", f"?q={NAME[:2]}", f"?q={case.number}", "?sort=due", "?state=answered", "?mine=1")
    found += [reverse("casework:list") + query for query in asked]
    at_station = ("report", "receipt", "receipt-noted")
    found += [reverse(f"reporting:{name}", args=[case.station.public_code]) for name in at_station]
    found += [reverse(f"reporting:{name}") for name in ("track", "progress", "rate", "leave")]
    found.append(f"{reverse('casework:register')}?station={case.station.code}")
    found.append(f"{reverse('casework:todo')}?case={case.pk}")
    return found


def _browsers(place, account):
    def browser(role, code, organ=None):
        return factories.signed_in(role, code, organ=organ)

    return {
        "clerk": browser(Role.CLERK, place.station.code),
        "clerk of the next station": browser(Role.CLERK, place.station.code[:-2] + "99"),
        "township office": browser(Role.OFFICE, factories.TOWN),
        "county office": browser(Role.OFFICE, factories.COUNTY),
        "next county's office": browser(Role.OFFICE, NEIGHBOUR_COUNTY),
        "city office": browser(Role.OFFICE, factories.CITY),
        "handler": browser(Role.HANDLER, factories.COUNTY, place.bureau),
        "other organ's handler": browser(Role.HANDLER, factories.TOWN, place.township),
        "receiving deputy": people.client_for(account),
        "other deputy": browser(Role.DEPUTY, factories.COUNTY),
        "leader": browser(Role.LEADER, factories.CITY),
        "operator": browser(Role.OPERATOR, factories.CITY),
        "anyone": people.client_for(account).__class__(),
    }


def _personal(response):
    body = b"".join(response.streaming_content) if response.streaming else response.content
    text = body.decode("utf-8", "replace") + str(response.headers)
    return [word for word in (NAME, PHONE, ADDRESS, NAME[1:], ADDRESS[:5]) if word in text]


def test_no_page_shows_who_a_citizen_is_to_anyone(place, told):
    case, account = told
    leaks = []
    for who, client in _browsers(place, account).items():
        for address in _addresses(case):
            for headers in ({}, {"HX-Request": "true"}):
                response = client.get(address, headers=headers)
                # What one has typed oneself comes back in the search box.
                shown = [word for word in _personal(response) if not (word == PHONE and PHONE in address)]
                leaks += [(who, address, word) for word in shown]
                assert response.status_code != 500, (who, address)
    assert not leaks


def test_a_telephone_finds_its_matter_only_for_those_who_may_look_the_citizen_up(place, told):
    _, account = told
    address = f"{reverse('casework:list')}?q={PHONE}"
    found = {
        who: len(response.context["rows"]) if (response := client.get(address)).status_code == 200 else 0
        for who, client in _browsers(place, account).items()
    }
    assert {who for who, count in found.items() if count} == {"clerk", "handler"}


def test_only_the_entitled_are_shown_who_it_is_and_only_after_a_reason(place, told):
    case, account = told
    shown = set()
    for who, client in _browsers(place, account).items():
        response = client.post(f"/cases/{case.pk}/reveal/", {"revision": case.revision, "reason": "告知办理结果"})
        if _personal(response):
            shown.add(who)
            assert "no-store" in response.headers["Cache-Control"]
    assert shown == {"clerk", "handler"}


def test_every_address_of_a_matter_is_closed_to_those_without_business(place, told):
    case, account = told
    browsers = _browsers(place, account)
    strangers = [
        "clerk of the next station", "next county's office", "other organ's handler", "other deputy", "leader", "operator",
    ]  # fmt: skip
    for pattern in get_resolver("renda.capabilities.casework.urls").url_patterns:
        if "<int:pk>" not in str(pattern.pattern):
            continue
        address = reverse(f"casework:{pattern.name}", args=[case.pk])
        for who in strangers:
            assert browsers[who].get(address).status_code in {403, 404}, (who, address)
            assert case.title not in browsers[who].get(address).content.decode(), (who, address)
            assert browsers[who].post(address, {"revision": case.revision}).status_code in {403, 404, 405}
