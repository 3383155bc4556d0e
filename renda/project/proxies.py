"""Who asks when proxies stand between: what they say of it is believed of those only that the operator named."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address, ip_network
from typing import Any

Address = IPv4Address | IPv6Address
Network = IPv4Network | IPv6Network
Application = Callable[[dict[str, Any], Any], Iterable[bytes]]

SCHEMES = {"http", "https"}


def network(text: str) -> Network:
    """One proxy, or a network of nothing but proxies.

    Raises:
        ValueError: no address and no network, or everybody.
    """
    named = ip_network(text)
    if named.prefixlen == 0:
        message = "everybody is no proxy"
        raise ValueError(message)
    return named


def who_asks(peer: str, forwarded: str, trusted: Sequence[Network]) -> str:
    """The address that asks, given the peer's and the ``X-Forwarded-For`` that came with it.

    Each proxy writes at the right whom it heard from, so the list is read from there: past proxies that
    are trusted, to the first that is not. What stands further left anybody can have written.
    """
    nearest = _address(peer)
    if nearest is None:
        return peer
    for entry in reversed(forwarded.split(",")):
        if not any(nearest in network for network in trusted):
            break
        heard_from = _address(entry)
        if heard_from is None:
            break
        nearest = heard_from
    return str(nearest)


def behind(application: Application, trusted: Sequence[Network]) -> Application:
    """The application as it is asked through these proxies; with none of them, the application itself."""
    if not trusted:
        return application

    def asked(environ: dict[str, Any], start_response: Any) -> Iterable[bytes]:
        peer = _address(environ.get("REMOTE_ADDR", ""))
        if peer is not None and any(peer in network for network in trusted):
            environ["REMOTE_ADDR"] = who_asks(str(peer), environ.get("HTTP_X_FORWARDED_FOR", ""), trusted)
            scheme = environ.get("HTTP_X_FORWARDED_PROTO", "").strip().lower()
            if scheme in SCHEMES:
                environ["wsgi.url_scheme"] = scheme
        return application(environ, start_response)

    return asked


def _address(text: str) -> Address | None:
    """An address with or without brackets, port and zone; IPv4 written as IPv6 is IPv4."""
    text = text.strip()
    if text.startswith("["):
        text = text[1:].partition("]")[0]
    elif text.count(":") == 1:
        text = text.partition(":")[0]
    try:
        found = ip_address(text.partition("%")[0])
    except ValueError:
        return None
    return getattr(found, "ipv4_mapped", None) or found
