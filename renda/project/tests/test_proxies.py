"""Nobody can choose the address they are counted under, whatever they send and however many proxies stand between."""

from ipaddress import ip_address, ip_network
from typing import Any

import pytest
from django.core.wsgi import get_wsgi_application
from django.test import RequestFactory
from hypothesis import given
from hypothesis import strategies as st

from renda.project import environment, proxies

TRUSTED = (ip_network("10.1.0.0/28"), ip_network("127.0.0.1/32"), ip_network("fd00::5/128"))
A_PROXY = st.sampled_from(["10.1.0.1", "10.1.0.15", "127.0.0.1", "fd00::5", "::ffff:10.1.0.2"])
ANY_ADDRESS = st.ip_addresses().map(str)
A_READER = st.ip_addresses().filter(
    lambda a: not any((getattr(a, "ipv4_mapped", None) or a) in network for network in TRUSTED)
)
GARBAGE = st.text(st.characters(codec="latin-1"), max_size=60)
CLAIMED = st.lists(st.one_of(ANY_ADDRESS, A_PROXY, GARBAGE), max_size=5).map(",".join)


def _plain(address: Any) -> str:
    return str(getattr(address, "ipv4_mapped", None) or address)


@given(peer=A_READER, claimed=CLAIMED)
def test_of_a_stranger_nothing_is_believed(peer: Any, claimed: str) -> None:
    assert proxies.who_asks(str(peer), claimed, TRUSTED) == _plain(peer)


@given(peer=ANY_ADDRESS, claimed=CLAIMED)
def test_by_default_nobody_is_believed(peer: str, claimed: str) -> None:
    assert proxies.who_asks(peer, claimed, ()) == _plain(ip_address(peer))


@given(reader=A_READER, claimed=CLAIMED, chain=st.lists(A_PROXY, min_size=1, max_size=3), port=st.booleans())
def test_through_proxies_a_reader_is_who_they_heard_from_whatever_was_claimed(
    reader: Any, claimed: str, chain: list[str], port: bool
) -> None:
    written = f"[{reader}]:49152" if port and reader.version == 6 else f"{reader}:49152" if port else str(reader)
    header = ",".join([*([claimed] if claimed else []), written, *chain[:-1]])
    assert proxies.who_asks(chain[-1], header, TRUSTED) == _plain(reader)


@given(peer=st.one_of(ANY_ADDRESS, A_PROXY, GARBAGE), claimed=st.one_of(CLAIMED, GARBAGE))
def test_nothing_that_can_be_sent_is_a_fault(peer: str, claimed: str) -> None:
    found = proxies.who_asks(peer, claimed, TRUSTED)
    assert found == peer or ip_address(found)


@pytest.mark.parametrize(
    ("header", "found"),
    [
        ("", "10.1.0.1"),
        ("192.0.2.7", "192.0.2.7"),
        (" 192.0.2.7 ", "192.0.2.7"),
        ("192.0.2.7:4711", "192.0.2.7"),
        ("[2001:db8::7]:4711", "2001:db8::7"),
        ("2001:DB8:0::7", "2001:db8::7"),
        ("fe80::1%eth0", "fe80::1"),
        ("::ffff:192.0.2.7", "192.0.2.7"),
        ("198.51.100.1, 192.0.2.7", "192.0.2.7"),
        ("198.51.100.1, 192.0.2.7, 10.1.0.3", "192.0.2.7"),
        ("unknown", "10.1.0.1"),
        ("198.51.100.1, unknown, 10.1.0.3", "10.1.0.3"),
        ("10.1.0.4, 10.1.0.3", "10.1.0.4"),
        (",,,", "10.1.0.1"),
    ],
)
def test_a_list_is_read_from_the_right(header: str, found: str) -> None:
    assert proxies.who_asks("10.1.0.1", header, TRUSTED) == found


def _asked(trusted: tuple[proxies.Network, ...], **headers: str) -> dict[str, Any]:
    environ: dict[str, Any] = {"wsgi.url_scheme": "http", **headers}
    proxies.behind(lambda _environ, _start: [], trusted)(environ, None)
    return environ


def test_the_scheme_is_believed_of_proxies_only() -> None:
    said = {"HTTP_X_FORWARDED_FOR": "192.0.2.7", "HTTP_X_FORWARDED_PROTO": "HTTPS"}
    through = _asked(TRUSTED, REMOTE_ADDR="10.1.0.1", **said)
    assert (through["REMOTE_ADDR"], through["wsgi.url_scheme"]) == ("192.0.2.7", "https")
    for stranger in ("192.0.2.9", "", "unknown"):
        past = _asked(TRUSTED, REMOTE_ADDR=stranger, **said)
        assert (past["REMOTE_ADDR"], past["wsgi.url_scheme"]) == (stranger, "http")
    odd = _asked(TRUSTED, REMOTE_ADDR="10.1.0.1", HTTP_X_FORWARDED_PROTO="gopher")
    assert (odd["REMOTE_ADDR"], odd["wsgi.url_scheme"]) == ("10.1.0.1", "http")


def test_without_proxies_the_application_is_left_as_it_is() -> None:
    def application(_environ: dict[str, Any], _start: Any) -> list[bytes]:
        return []

    assert proxies.behind(application, ()) is application


@pytest.mark.django_db
def test_https_that_ends_at_the_proxy_is_not_led_round_in_a_circle(settings) -> None:
    settings.SECURE_SSL_REDIRECT = True
    application = proxies.behind(get_wsgi_application(), TRUSTED)
    statuses = []
    for peer in ("10.1.0.1", "192.0.2.9"):
        environ = RequestFactory(REMOTE_ADDR=peer, HTTP_X_FORWARDED_PROTO="https").get("/accounts/sign-in/").environ
        environ["SERVER_NAME"] = "localhost"
        application(environ, lambda status, _headers: statuses.append(status[:3]))
    assert statuses == ["200", "301"]


@pytest.mark.parametrize(
    "wrong", ["*", "proxy.example", "10.1.0.1/8", "10.1.0.256", "0.0.0.0/0", "::/0", "10.1.0.1;10.1.0.2"]
)
def test_a_proxy_that_cannot_be_understood_keeps_the_program_from_starting(wrong: str, monkeypatch) -> None:
    monkeypatch.setenv("RENDA_TRUSTED_PROXIES", wrong)
    with pytest.raises(environment.BadEnvironment, match="RENDA_TRUSTED_PROXIES"):
        environment.read()


def test_proxies_are_named_by_address_or_network(monkeypatch) -> None:
    monkeypatch.delenv("RENDA_TRUSTED_PROXIES", raising=False)
    assert environment.read().trusted_proxies == ()
    monkeypatch.setenv("RENDA_TRUSTED_PROXIES", " 127.0.0.1 , 10.1.0.0/28,,fd00::5 ")
    assert set(environment.read().trusted_proxies) == set(TRUSTED)
