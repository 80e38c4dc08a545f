"""What organisers type to be known by: an address, a name, a password. Refused in sentences when it cannot be kept."""

import re
import unicodedata

from app.domain import wording
from app.domain.account_errors import NoAddress, PasswordTooLong, PasswordTooShort, PasswordTooSimple
from app.domain.errors import Refusal

SHORTEST, LONGEST = 10, 200  # characters of a password
LONGEST_ADDRESS = 254
ADDRESS = re.compile(r"[^@\s\x00-\x1f\x7f\"(),:;<>\[\\\]]{1,64}@[\w](?:[\w-]*[\w])?(?:\.[\w](?:[\w-]*[\w])?)+")
FIRST_GUESSES = """
0123456789 1234567890 12345678910 123456789a 1q2w3e4r5t 1qaz2wsx3edc administrator azertyuiop changeme123 dragon1234
football123 iloveyou123 letmein123 monkey1234 motdepasse organiser1 organizer1 p@ssw0rd123 password00 password01
password1! password10 password12 password123 password1234 passwordpassword passw0rd123 princess123 q1w2e3r4t5
qwerty1234 qwerty12345 qwertyuiop qwertyuiop123 samskap123 samskap1234 samskap2026 sunshine123 superman123 welcome123
welcome1234
"""
GUESSED = frozenset(FIRST_GUESSES.split())


def address(raw: str) -> str:
    """An e-mail address as it is kept, however its letters were typed. Raises NoAddress."""
    typed = unicodedata.normalize("NFC", raw.strip()).casefold()
    if len(typed) > LONGEST_ADDRESS or not ADDRESS.fullmatch(typed):
        raise NoAddress
    return typed


def called(raw: str) -> str:
    """How an organiser is called among organisers: roles are no disguise here. Raises NothingSaid, TooLong."""
    try:
        return wording.title(raw)
    except Refusal as refusal:
        refusal.field = "name"
        raise


def new_password(raw: str, email: str = "") -> str:
    """As it will be hashed: as long and as odd as it was typed, only its accents put together the one way.

    Raises PasswordTooShort, PasswordTooLong, PasswordTooSimple."""
    typed = password(raw)
    if len(typed) < SHORTEST:
        raise PasswordTooShort
    if len(typed) > LONGEST:
        raise PasswordTooLong
    if len(set(typed)) < 4 or typed.casefold() in GUESSED | {email}:
        raise PasswordTooSimple
    return typed


def password(raw: str) -> str:
    return unicodedata.normalize("NFC", raw)


def remark(raw: str) -> str:
    """What somebody notes for themselves, or nothing. Raises TooLong."""
    return wording.remark_or_none(raw)
