"""Sealing personal fields at rest (AES-256-GCM) and finding them again by a keyed digest."""

from __future__ import annotations

import functools
import hmac
import os

from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings

VERSION = b"\x01"


@functools.cache
def _key(purpose: bytes) -> bytes:
    return HKDF(SHA256(), 32, salt=None, info=purpose).derive(settings.PERSONAL_KEY)


@functools.cache
def _cipher() -> AESGCM:
    return AESGCM(_key(b"renda personal fields"))


def seal(text: str) -> bytes:
    """The text encrypted and authenticated; the empty text stays empty."""
    if not text:
        return b""
    nonce = os.urandom(12)
    return VERSION + nonce + _cipher().encrypt(nonce, text.encode(), VERSION)


def reveal(sealed: bytes | memoryview | None) -> str:
    """The text behind a sealed value.

    Raises:
        cryptography.exceptions.InvalidTag: the value was changed, or sealed with another key.
    """
    raw = bytes(sealed or b"")
    return _cipher().decrypt(raw[1:13], raw[13:], raw[:1]).decode() if raw else ""


def digest(text: str, *, purpose: str) -> str:
    """A keyed digest, to find an exact value without keeping it readable."""
    return hmac.digest(_key(f"renda digest {purpose}".encode()), text.encode(), "sha256").hex()


def masked_name(name: str) -> str:
    """The surname only: 张某某 is shown as 张**."""
    return name[:1] + "*" * max(len(name) - 1, 1) if name else ""


def masked_phone(phone: str) -> str:
    """First three and last two digits."""
    return f"{phone[:3]}****{phone[-2:]}" if len(phone) >= 7 else "****" if phone else ""
