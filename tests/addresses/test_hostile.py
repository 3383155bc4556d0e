"""At every address of the house: whatever is written behind the question mark or in the path, no error of ours."""

from urllib.parse import quote, urlencode

import pytest

from tests.addresses import world

NAMES = (
    "after", "before", "period", "place", "year", "month", "to", "figure", "state", "category", "way", "sort", "q",
    "case", "station", "organ", "next", "parent", "find", "deputies", "ask", "key", "act", "kind", "on", "overlay",
    "role", "level", "scope", "unread", "view", "term", "delegation", "done", "mine", "overdue", "number", "meeting",
    "session", "since", "until", "event", "pick", "of_year", "raised", "outcome",
)  # fmt: skip
HOSTILE = (
    "workbench:home",
    "abc", "-1", "0", "99999", "999999", "9" * 40, "2023-00", "0001-01-01", "9999-12-31", "2023-13-45",
    "020231-01", "2023-00123", "99999999.1", "20230101.", "20230101." + "9" * 30, "０１", "²", "\x00", "a\x00b", "%", "\\",
    "<script>alert(1)</script>", "' OR 1=1 --", "{{7*7}}", "%(x)s", "../../etc/passwd", "//elsewhere.example", "\ud800",
    "😀" * 50, "龘" * 300, "\u202e", "\r\nX-Forged: 1",
)  # fmt: skip
# Longer than Python reads as a number; in a few fields, since no server takes an address of megabytes.
LONG, LONG_NAMES = "9" * 5000, NAMES[::5]
FORM = "application/x-www-form-urlencoded"
PLACES = ("14\x00", "14110'", "1411" * 9, "14１１", "<script>", "%00", "😀", "\ud800", "a" * 300)


@pytest.fixture
def made(db):
    return world.build()


@pytest.fixture
def askers(made):
    """Those who are let furthest in, and the public; the first who gets in asks."""
    one = {**made.insiders, **made.strangers}
    order = ("county office", "clerk", "handler", "operator", "receiving deputy", "citizen with the receipt", "anyone")
    for name in order:
        one[name].raise_request_exception = False
    return [one[name] for name in order]


def _sent(fields, value):
    return urlencode(dict.fromkeys(fields, _escaped(value)))


def _who_gets_in(askers, address):
    return next((client for client in askers if _status(client, address) in {200, 302, 422}), askers[0])


def _status(client, address):
    response = client.get(address)
    world.text_of(response)
    return response.status_code


def _escaped(text):
    return text.encode("utf-8", "surrogatepass")


def test_no_question_breaks_a_page(made, askers):
    broken = []
    for name, route in world.routes():
        address = world.filled(name, route, made.known)
        client = _who_gets_in(askers, address)
        if _status(client, address) == 405:
            continue
        for value, names in (*((value, NAMES) for value in HOSTILE), (LONG, LONG_NAMES)):
            response = client.get(address, dict.fromkeys(names, _escaped(value)))
            is_led_away = (
                response.headers.get("Location", "").startswith(("//", "http")) or "X-Forged" in response.headers
            )
            if response.status_code >= 500 or is_led_away or "<script>alert(1)" in world.text_of(response):
                broken.append((name, value[:30], response.status_code))
    assert not broken


def test_no_path_breaks_a_page(made, askers):
    broken = [
        (name, value[:30])
        for name, route in world.routes()
        if "<" in route
        for value in PLACES
        for client in (askers[0], askers[-1])
        if _status(client, _with(route, value)) >= 500
    ]
    assert not broken


def _with(route, value):
    parts = route.split("<")
    filled = parts[0]
    for part in parts[1:]:
        kind, _, rest = part.partition(">")
        filled += ("9" * 40 if kind.startswith("int") else quote(_escaped(value), safe="")) + rest
    return "/" + filled


def test_no_number_typed_breaks_a_form(made, askers):
    """Every address posted to with absurd values in every field that any form has; nothing of it is kept or breaks."""
    fields = (
        "revision", "organ", "case", "after", "people_count", "registered_on", "year", "amount", "ended_on", "starts_on",
        "ends_on", "on", "count", "seats", "number", "main", "deputy", "level", "how", "grade", "submission_key", "name",
        "words", "station", "role", "place_code", "title", "username", "phone", "longitude", "latitude", "up_to",
        "merge_into", "confirmed", "shown_due", "category", "way", "receipt", "location", "day", "date", "deputies",
        "opened_on", "opens_on", "checked_on", "form-0-name", "reason",
        "plan-starts_on", "plan-ends_on", "extra-on", "publish-starts_on", "publish-ends_on", "industry", "website",
        "where", "names", "picked", "committee", "manner", "due_on", "answered_by", "proposer", "agrees", "recommends",
    )  # fmt: skip
    broken = []
    for name, route in world.routes():
        address = world.filled(name, route, made.known)
        if name in {"accounts:sign-out", "reporting:leave"} or askers[-1].post(address).status_code == 405:
            continue
        for value in ("9" * 5000, "-1", "0001-01-01", "9999-12-31", "\x00", "\ud800", "1e400", "NaN", "<b>", "²"):
            broken += [
                (name, value[:12])
                for client in (askers[0], askers[2], askers[-1])
                if client.post(address, _sent(fields, value), content_type=FORM).status_code >= 500
            ]
    assert not broken


def test_a_path_with_a_nul_is_refused_on_every_database(made, askers):
    for client in (askers[0], askers[-1]):
        for address in ("/s/%00/report/", "/deputies/people/1%00/", f"/s/{made.station.public_code}%00/"):
            response = client.get(address)
            assert (response.status_code, "这个请求看不懂" in response.content.decode()) == (400, True)
