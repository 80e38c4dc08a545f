"""Organisers whom the house's identity provider knows."""

from sqlmodel import col, select

from app.domain.account_errors import LinkUsed, NotExpected
from app.domain.accounts import born, renew_password
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
            return taken_over(work, known, subject)
    if not email or not (is_expected or is_open(work, invitation_hash)):
        raise NotExpected
    made = born(work, email, name, None, subject)
    if not is_expected:
        accepted(work, invitation_hash, made.id)
    return made


def taken_over(work: Work, known: Organiser, subject: str) -> Organiser:
    """Nobody here ever made sure of the address: whoever made the account may be another than its holder. So every way
    into it ends that is not the provider's."""
    renew_password(work, known.id, known.password_hash, None)
    work.change(known, subject=subject)
    return known


def is_open(work: Work, invitation_hash: str) -> bool:
    try:
        open_invitation(work, invitation_hash)
    except LinkUsed:
        return False
    return True
