"""Codes of an authenticator app, against the values that RFC 4226 and RFC 6238 publish."""

from base64 import b32decode
from urllib.parse import parse_qs, urlsplit

import pytest

from app.methods.totp import STEP, address, code_at, shown, step_of

SECRET = b"12345678901234567890"
RFC_4226 = ["755224", "287082", "359152", "969429", "338314", "254676", "287922", "162583", "399871", "520489"]
RFC_6238 = [
    (59, "94287082"),
    (1111111109, "07081804"),
    (1111111111, "14050471"),
    (1234567890, "89005924"),
    (2000000000, "69279037"),
    (20000000000, "65353130"),
]
NOW = 1_700_000_010.0


def test_the_published_values_of_the_counter() -> None:
    assert [code_at(SECRET, step) for step in range(10)] == RFC_4226


@pytest.mark.parametrize(("seconds", "code"), RFC_6238)
def test_the_published_values_of_time(seconds: int, code: str) -> None:
    assert code_at(SECRET, seconds // STEP, 8) == code


def test_a_code_is_of_its_own_half_minute_and_of_the_two_beside_it() -> None:
    step = int(NOW) // STEP
    found = {n: step_of(SECRET, code_at(SECRET, step + n), NOW) for n in range(-3, 4)}
    assert found == {n: step + n if abs(n) <= 1 else None for n in range(-3, 4)}


def test_a_code_that_was_used_is_no_code_any_more() -> None:
    step = int(NOW) // STEP
    assert step_of(SECRET, code_at(SECRET, step), NOW, after=step) is None
    assert step_of(SECRET, code_at(SECRET, step + 1), NOW, after=step) == step + 1


@pytest.mark.parametrize("typed", ["", "12345", "1234567", "abcdef", "１２３４５６", "000000 or 1=1"])
def test_what_is_no_code_fits_nothing(typed: str) -> None:
    assert step_of(SECRET, typed, NOW) is None


def test_a_code_may_be_typed_in_threes() -> None:
    code = code_at(SECRET, int(NOW) // STEP)
    assert step_of(SECRET, f" {code[:3]} {code[3:]} ", NOW) == int(NOW) // STEP


def test_what_the_app_reads_says_whose_and_which() -> None:
    parts = urlsplit(address(SECRET, "ada@example.org", "Samskap"))
    assert (parts.scheme, parts.netloc, parts.path) == ("otpauth", "totp", "/Samskap%3Aada@example.org")
    asked = parse_qs(parts.query)
    assert (b32decode(asked["secret"][0]), asked["issuer"]) == (SECRET, ["Samskap"])
    assert shown(SECRET) == "GEZD GNBV GY3T QOJQ GEZD GNBV GY3T QOJQ"
