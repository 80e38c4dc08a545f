"""Codes that an authenticator app shows, anew every half a minute: RFC 6238 over RFC 4226, with SHA-1 and six digits,
which is what all such apps know."""

import hmac
from base64 import b32encode
from hashlib import sha1
from urllib.parse import quote

STEP = 30  # seconds
DIGITS = 6
AROUND = (0, -1, 1)  # steps: a phone's clock may be half a minute off, and a person slow


def code_at(secret: bytes, step: int, digits: int = DIGITS) -> str:
    """The code of one step: dynamic truncation, RFC 4226 5.3."""
    mac = hmac.new(secret, step.to_bytes(8, "big"), sha1).digest()
    start = mac[-1] & 0x0F
    number = int.from_bytes(mac[start : start + 4], "big") & 0x7FFF_FFFF
    return str(number % 10**digits).zfill(digits)


def step_of(secret: bytes, typed: str, seconds: float, after: int = 0) -> int | None:
    """The step that this code is of, if it is one of now, and later than the last that was used; else None."""
    code = "".join(sign for sign in typed if sign.isascii() and sign.isdigit())
    now = int(seconds) // STEP
    fits = [now + n for n in AROUND if hmac.compare_digest(code_at(secret, now + n), code) and now + n > after]
    return fits[0] if fits else None


def shown(secret: bytes) -> str:
    """The secret as it is typed into an app that has no camera: in fours."""
    whole = b32encode(secret).decode().rstrip("=")
    return " ".join(whole[at : at + 4] for at in range(0, len(whole), 4))


def address(secret: bytes, email: str, issuer: str) -> str:
    """What the app reads from a QR code."""
    label = quote(f"{issuer}:{email}", safe="@")
    return f"otpauth://totp/{label}?secret={shown(secret).replace(' ', '')}&issuer={quote(issuer)}"
