"""Personal fields: sealed and opened again, useless when changed, masked for lists."""

import pytest
from cryptography.exceptions import InvalidTag
from hypothesis import given
from hypothesis import strategies as st

from renda.foundation.sealing import personal


@given(st.text(max_size=60))
def test_what_is_sealed_opens_to_the_same_text(text: str) -> None:
    assert personal.reveal(personal.seal(text)) == text


def test_a_sealed_text_does_not_show_and_differs_each_time() -> None:
    one, other = personal.seal("张建国 13800001234"), personal.seal("张建国 13800001234")
    assert one != other
    assert "张建国".encode() not in one
    assert b"13800001234" not in one


def test_nothing_stays_nothing() -> None:
    assert personal.seal("") == b""
    assert personal.reveal(b"") == personal.reveal(None) == ""


def test_memory_of_the_database_is_read_as_well() -> None:
    assert personal.reveal(memoryview(personal.seal("张建国"))) == "张建国"


@pytest.mark.parametrize("at", [0, 1, 12, 13, -1])
def test_a_changed_byte_is_found(at: int) -> None:
    raw = bytearray(personal.seal("张建国"))
    raw[at] ^= 1
    with pytest.raises(InvalidTag):
        personal.reveal(bytes(raw))


def test_another_key_does_not_open(settings) -> None:
    sealed = personal.seal("张建国")
    settings.PERSONAL_KEY = b"another key of another installation"
    personal._key.cache_clear()
    personal._cipher.cache_clear()
    try:
        with pytest.raises(InvalidTag):
            personal.reveal(sealed)
    finally:
        personal._key.cache_clear()
        personal._cipher.cache_clear()


def test_a_digest_finds_the_same_value_for_one_purpose_only() -> None:
    one = personal.digest("13800001234", purpose="phone")
    assert one == personal.digest("13800001234", purpose="phone")
    assert one != personal.digest("13800001235", purpose="phone")
    assert one != personal.digest("13800001234", purpose="receipt")
    assert len(one) == 64


@pytest.mark.parametrize(("name", "masked"), [("张建国", "张**"), ("张伟", "张*"), ("张", "张*"), ("", "")])
def test_of_a_name_the_surname_stays(name: str, masked: str) -> None:
    assert personal.masked_name(name) == masked


@pytest.mark.parametrize(
    ("phone", "masked"), [("13800001234", "138****34"), ("0358123", "035****23"), ("110", "****"), ("", "")]
)
def test_of_a_number_five_digits_stay(phone: str, masked: str) -> None:
    assert personal.masked_phone(phone) == masked
