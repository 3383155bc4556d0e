"""A town with one of everything that has an address, matters nobody could mistake, and a browser for every role."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse
from django.utils import timezone

from renda.capabilities.casework import actions
from renda.capabilities.casework.actions.register import Matter, Visitor
from renda.capabilities.casework.tests import factories
from renda.capabilities.casework.views.tracking import TRACKED
from renda.capabilities.deputies.tests import factories as people
from renda.capabilities.motions import actions as motions
from renda.capabilities.motions.terms import Body, Proposer
from renda.capabilities.stations.actions import roster, visits
from renda.capabilities.stations.terms import VisitManner
from renda.capabilities.stations.tests import factories as stations
from renda.foundation.accounts.actor import ANYONE, SYSTEM, Actor, HeldPost
from renda.foundation.accounts.models import Post, Region, User
from renda.foundation.accounts.terms import PlaceKind, Role
from renda.foundation.files import store
from renda.foundation.notices.models import Notice
from tests.addresses import suggested

# Of the citizen: nobody is shown these on any page that is merely opened.
NAME, PHONE, ADDRESS = "欧阳鹮鹮", "13577778888", "鹮鹮苑77号楼7单元707"
# Of what was said: only those with business at the matter; of an accusation only the county's office.
SAID, ACCUSED, PHOTO = "龘龘巷的老锅炉漏水了", "骉骉村某干部优亲厚友", "犇犇现场"

NEXT_TOWN, NEXT_COUNTY = "141182200", "141121"


@dataclass
class World:
    """What there is, by the names of address parts, and who asks."""

    case: Any
    accusation: Any
    station: Any
    known: dict[str, Any]
    insiders: dict[str, Client] = field(default_factory=dict)
    strangers: dict[str, Client] = field(default_factory=dict)

    @property
    def everyone(self) -> dict[str, Client]:
        """All browsers by who sits before them."""
        return {**self.insiders, **self.strangers}


def build() -> World:
    """The world, small enough to be asked for every page by everyone."""
    place, now = factories.town(), timezone.now()
    people.region(NEXT_TOWN, "栗家庄乡", PlaceKind.TOWNSHIP, factories.COUNTY)
    other_county = people.region(NEXT_COUNTY, "文水县", PlaceKind.COUNTY, factories.CITY)
    next_station = stations.station(Region.objects.get(pk=NEXT_TOWN))
    deputy, account = people.deputy(), people.user(Role.DEPUTY, factories.COUNTY)
    type(deputy).objects.filter(pk=deputy.pk).update(user=account)
    # Before the acts, so that each is told of what happens.
    insiders = _insiders(place, account)
    facts = {"visitor": {"name": NAME, "phone": PHONE, "address": ADDRESS}, "at": now}
    case = factories.answered(place, words=SAID, deputies=(deputy.pk,), **facts)
    photo = store.check(picture := stations.photo(f"{PHOTO}.jpg"), picture.name, len(picture.getvalue()))
    attachment = actions.add_photo(case, photo, actor=ANYONE, at=now)
    twin = factories.case(place, words=f"{SAID}，又漏了", **facts)
    actions.merge(twin, main=case, actor=place.clerk, at=now)
    accusation = actions.register(
        place.station,
        Matter(ACCUSED, is_accusation=True),
        Visitor(name=NAME, phone=PHONE, address=ADDRESS),
        actor=place.clerk,
        at=now,
    ).case
    another = factories.case(place, words="路灯坏了三天没人修", at=now)
    day = stations.duty_day(place.station, timezone.localdate() + timedelta(days=20), at=now)
    roster.assign(day, deputies=[deputy.pk], actor=SYSTEM, at=now)
    visited = visits.record_visits(
        place.station,
        deputies=[deputy.pk],
        on=timezone.localdate(),
        manner=VisitManner.RECEPTION,
        actor=SYSTEM,
        at=now,
    )
    term = people.term()
    made = World(
        case,
        accusation,
        place.station,
        {
            "case": case.pk,
            "attachment": attachment.pk,
            "station": place.station.pk,
            "public_code": place.station.public_code,
            "day": day.pk,
            "assignment": day.assignments.get().pk,
            "visit": visited.visits[0].pk,
            "mandate": deputy.mandates.first().pk,
            "deputy": deputy.code,
            "term": term.pk,
            **_proposed(place, people.actor_for(account), now),
            **suggested.add(people.congress(), place.bureau, people.actor_for(account), now),
        },
    )
    made.insiders = {**insiders, "citizen with the receipt": _bearer(case)}
    made.strangers = _strangers(next_station, other_county, another)
    made.known["user"] = User.objects.order_by("pk").first().pk
    made.known["post"] = Post.objects.order_by("pk").first().pk
    made.known["notice"] = Notice.objects.order_by("pk").first().pk
    return made


def _proposed(place: Any, deputy: Actor, now: Any) -> dict[str, int]:
    """A motion of the council of chairpersons, handed in, and a deputy's interpellation, not yet."""
    office = Actor(None, "人大机关", (HeldPost(Role.OFFICE, factories.COUNTY),))
    congress = people.congress()
    text = motions.Text("关于制定办法的议案", "依据如下", "方案如下")
    motion = motions.write(
        congress,
        text,
        body=Body.COMMITTEE,
        proposer=Proposer.COUNCIL,
        proposer_name="主任会议",
        actor=office,
        at=now,
    )
    question = motions.Question("关于进度的质询案", "什么时候开工？", "没有开工")
    inquiry = motions.write_inquiry(congress, question, organ=place.bureau, actor=deputy, at=now)
    motions.submit(motion, actor=office, at=now)
    return {"motion": motion.pk, "inquiry": inquiry.pk}


def _insiders(place: Any, deputy: User) -> dict[str, Client]:
    return {
        "clerk": factories.at_station(place),
        "township office": factories.signed_in(Role.OFFICE, factories.TOWN),
        "county office": factories.signed_in(Role.OFFICE, factories.COUNTY),
        "city office": factories.signed_in(Role.OFFICE, factories.CITY),
        "handler": factories.at_bureau(place),
        "receiving deputy": people.client_for(deputy),
    }


def _strangers(next_station: Any, other_county: Region, another: Any) -> dict[str, Client]:
    organ = factories.organ(other_county, "government", "文水县水利局", "水利局")
    return {
        "clerk of the next station": factories.signed_in(Role.CLERK, next_station.code),
        "next township's office": factories.signed_in(Role.OFFICE, NEXT_TOWN),
        "next county's office": factories.signed_in(Role.OFFICE, NEXT_COUNTY),
        "other organ's handler": factories.signed_in(Role.HANDLER, NEXT_COUNTY, organ=organ),
        "other deputy": factories.signed_in(Role.DEPUTY, factories.COUNTY),
        "leader": factories.signed_in(Role.LEADER, factories.CITY),
        "operator": factories.signed_in(Role.OPERATOR, factories.CITY),
        "user without a post": _without_post(),
        "citizen with another receipt": _bearer(another),
        "anyone": Client(),
    }


def _bearer(case: Any) -> Client:
    client = Client()
    session = client.session
    session[TRACKED] = case.pk
    session.save()
    client.cookies["sessionid"] = session.session_key
    return client


def _without_post() -> Client:
    account = people.user(Role.LEADER, factories.CITY)
    Post.objects.filter(user=account).update(ended_on=timezone.localdate())
    return people.client_for(account)


def routes() -> list[tuple[str, str]]:
    """Every view's name and the route to it."""
    return list(_routes(get_resolver()))


def _routes(resolver: URLResolver, names: tuple[str, ...] = (), route: str = "") -> Iterator[tuple[str, str]]:
    for entry in resolver.url_patterns:
        path = route + str(entry.pattern)
        if isinstance(entry, URLPattern):
            yield ":".join((*names, entry.name or "")), path
        else:
            yield from _routes(entry, (*names, entry.namespace) if entry.namespace else names, path)


# Which thing a part of an address stands for, by the beginning of its route.
_PK = {
    "cases/": "case",
    "files/": "attachment",
    "motions/inquiries/": "inquiry",
    "motions/": "motion",
    "suggestions/parts/": "part",
    "suggestions/replies/": "reply",
    "suggestions/promises/": "promise",
    "suggestions/extensions/": "extension",
    "suggestions/returns/": "return",
    "suggestions/cosigners/": "cosigner",
    "suggestions/": "suggestion",
    "stations/duty-days/": "day",
    "stations/assignments/": "assignment",
    "stations/visits/": "visit",
    "stations/photos/": "attachment",
    "stations/": "station",
    "deputies/mandates/": "mandate",
    "deputies/terms/": "term",
    "deputies/": "mandate",
    "accounts/posts/": "post",
    "accounts/": "user",
    "notices/": "notice",
    "calendar/": "case",
}


def filled(name: str, route: str, known: dict[str, Any]) -> str:
    """The address of a view, for the things that are known."""
    prefix = next((one for one in _PK if route.startswith(one)), "")
    parts = {
        "pk": known.get(_PK.get(prefix, ""), 1),
        "session_pk": 1,
        "photo": known["attachment"],
        "public_code": known["public_code"],
        "code": known["deputy"] if route.startswith("deputies/") else factories.TOWN,
        "figure": "visits",
        "place_code": factories.COUNTY,
        "form_name": "suggestions.reply",
        "table": "raised",
        "key": "casework.sign",
        "name": "pause" if route.startswith("stations/") else "a.jpg",
    }
    wanted = [one.split(":")[-1].rstrip(">") for one in route.split("<")[1:]]
    return reverse(name, kwargs={one.split(">")[0]: parts[one.split(">")[0]] for one in wanted})


def text_of(response: Any) -> str:
    """Everything a response tells: its body, its headers, its cookies."""
    body = b"".join(response.streaming_content) if response.streaming else response.content
    for close in response._resource_closers:
        close()
    return body.decode("utf-8", "replace") + str(response.headers) + str(response.cookies)
