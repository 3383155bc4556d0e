"""At every address of the house, for everyone: nobody is told of a citizen or a matter without business there."""

import pytest
from django.test import Client

from renda.capabilities.casework.models import Case, Progress
from tests.addresses import world

# What is there for everyone who comes with the code of a station.
FOR_ALL = {"reporting:report", "reporting:receipt-noted"}
# The operator's own trade, which touches no matter.
OF_THE_OPERATOR = ("accounts:", "calendar:", "workdays:", "deputies:")
ASKED = (world.PHONE, world.NAME, world.SAID, world.ACCUSED[:4], "骉骉")


@pytest.fixture
def made(db):
    return world.build()


def _addresses(made, case):
    known = {**made.known, "case": case.pk}
    found = [(name, world.filled(name, route, known)) for name, route in world.routes()]
    listed = [("casework:list", "/cases/?" + query) for query in (
        f"q={case.number}", f"place={case.place_code}", "sort=due", "state=registered", "mine=1", "overdue=1",
        f"figure=matters&place={case.place_code}&period={case.registered_on.year}",
        *(f"q={text}" for text in ASKED),
    )]  # fmt: skip
    more = [("casework:export", f"/cases/export/?q={text}") for text in ASKED]
    more += [
        ("casework:todo", f"/cases/todo/?case={case.pk}"),
        ("casework:register", f"/cases/register/?station={made.station.code}"),
        ("accounts:users", f"/accounts/users/?q={world.NAME[:2]}"),
    ]
    return found + listed + more


def _told(response, *words, asked=""):
    text = world.text_of(response)
    # What one has typed oneself may come back in the field it was typed in.
    return [word for word in words if word in text and word not in asked]


def test_no_page_tells_of_a_citizen_a_stranger_of_a_matter_or_anyone_of_an_accusation(made):
    """Who came, nobody reads on a page merely opened; what was said, those with business; of whom, one office."""
    leaks = []
    everywhere = _addresses(made, made.case)
    known = {address for _, address in everywhere}
    everywhere += [one for one in _addresses(made, made.accusation) if one[1] not in known]
    for who, client in made.everyone.items():
        secret = [world.NAME, world.PHONE, world.ADDRESS]
        secret += [] if who == "county office" else [world.ACCUSED[:4], "骉骉"]
        secret += [world.SAID[:4], world.PHOTO] if who in made.strangers else []
        for _, address in everywhere:
            response = client.get(address)
            assert response.status_code < 500, (who, address)
            leaks += [(who, address, word) for word in _told(response, *secret, asked=address)]
    assert not leaks


def test_those_with_business_do_see_what_the_others_do_not(made):
    """The marks the matrix looks for are there to be found, and the photo itself is behind the same door."""
    case, accusation = f"/cases/{made.case.pk}/", f"/cases/{made.accusation.pk}/"
    photo = f"/files/{made.known['attachment']}/a.jpg"
    for who in ("clerk", "township office", "county office", "city office", "handler", "receiving deputy"):
        assert world.SAID[:4] in world.text_of(made.insiders[who].get(case)), who
    assert world.ACCUSED[:4] in world.text_of(made.insiders["county office"].get(accusation))
    opened = {who: client.get(photo) for who, client in made.everyone.items()}
    assert {who for who, response in opened.items() if response.status_code == 200} == made.insiders.keys()
    for response in opened.values():
        world.text_of(response)


def test_strangers_change_nothing(made):
    """Every address, posted to by everyone without business in the town, with what a forger would add."""
    forged = {
        "revision": made.case.revision,
        "station": made.station.code,
        "merge_into": made.case.pk,
        "desk_code": "1411",
        "organ": made.case.organ_id,
        "reason": "以别人的名义办理",
        "text": "以别人的名义办理",
        "answer": "以别人的名义办理",
        "explanation": "以别人的名义办理",
        "words": "以别人的名义登记",
        "how": "phone",
        "number": made.case.number,
        "case": f"{made.case.pk}.{made.case.revision}",
    }
    before = list(Case.objects.order_by("pk").values()), Progress.objects.count()
    opened = []
    for who, client in made.strangers.items():
        for name, route in world.routes():
            if name == "accounts:sign-out":
                continue
            response = client.post(world.filled(name, route, made.known), forged)
            to_sign_in = response.status_code == 302 and response.url.startswith("/accounts/sign-in/")
            is_own = "<" not in route or name in FOR_ALL or (who == "operator" and name.startswith(OF_THE_OPERATOR))
            if not (is_own or to_sign_in or response.status_code in {403, 404, 405}):
                opened.append((who, name, response.status_code))
    assert not opened
    assert (list(Case.objects.order_by("pk").values()), Progress.objects.count()) == before


def test_a_form_of_ours_sent_from_elsewhere_is_refused(made):
    """No address takes a post without the token of its own page."""
    client = Client(enforce_csrf_checks=True)
    client.cookies = made.insiders["clerk"].cookies
    open_to_others = [
        name
        for name, route in world.routes()
        if client.post(world.filled(name, route, made.known), {}).status_code not in {403, 405}
    ]
    assert not open_to_others
