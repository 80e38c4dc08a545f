"""Organisers whom the house's identity provider knows."""

from sqlmodel import col, select

from app.domain.account_errors import LinkUsed, NotExpected
from app.domain.accounts import born
from app.domain.invitations import accepted, open_invitation
from app.domain.work import Work
from app.models import Organiser


def come_by_provider(
    work: Work, subject: str, email: str, name: str, is_expected: bool, invitation_hash: str
) -> Organiser:
    """Whoever the house's identity provider knows: by that, else by the address it has made sure of, else as
    somebody new who was invited. Raises NotExpected."""
    for known in work.all(select(Organiser).where(col(Organiser.subject) == subject)):
        return known  # type: ignore[no-any-return]
    for known in work.all(select(Organiser).where(col(Organiser.email) == email)) if email else ():
        if known.subject is None:
            work.change(known, subject=subject)
            return known  # type: ignore[no-any-return]
    if not email or not (is_expected or is_open(work, invitation_hash)):
        raise NotExpected
    made = born(work, email, name, None, subject)
    if not is_expected:
        accepted(work, invitation_hash, made.id)
    return made


def is_open(work: Work, invitation_hash: str) -> bool:
    try:
        open_invitation(work, invitation_hash)
    except LinkUsed:
        return False
    return True
