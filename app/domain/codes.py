"""The codes that open a lab's door: each leads to one lab, and no code of before ever to another."""

import secrets

from sqlmodel import or_, select

from app.domain.passes import ALPHABET
from app.domain.work import Work
from app.models import FormerCode, Lab

CODE_LENGTH = 8


def drawn_code() -> str:
    """One that nobody misreads on a wall."""
    return "".join(secrets.choice(ALPHABET) for _ in range(CODE_LENGTH))


def fresh_code(work: Work) -> str:
    """One that opens no lab here, and never did."""
    while is_known(work, code := drawn_code()):
        continue
    return code


def is_known(work: Work, code: str) -> bool:
    opens = select(Lab.id).where(or_(Lab.code == code, Lab.door_code == code))
    opened = select(FormerCode.code).where(FormerCode.code == code)
    return bool(work.all(opens) or work.all(opened))
