"""A second factor: a code that an app on the organiser's own phone shows, asked for after the password.

Which step of the clock a code is of is worked out outside: a verb knows no secret."""

import secrets

from sqlmodel import col, select

from app.clock import now
from app.domain.account_errors import WrongPassword, WrongSecondCode
from app.domain.accounts import myself
from app.domain.errors import NotAdmitted
from app.domain.membership import LASTS
from app.domain.work import Work
from app.models import AccountSession, Organiser

RECOVERY_CODES = 8


def begin_second_factor(work: Work) -> Organiser:
    """A secret to be read into an app. It counts only when a code of it was shown."""
    me = myself(work)
    if not me.has_second_factor:
        work.change(me, totp_salt=secrets.token_hex(16))
    return me


def keep_second_factor(work: Work, step: int, recovery: list[str]) -> Organiser:
    """From now on it is asked for. `recovery`: hashes of codes that each serve once instead.

    Raises WrongSecondCode where none was begun, or it is kept already."""
    me = myself(work)
    if me.has_second_factor or me.totp_salt is None:
        raise WrongSecondCode
    work.change(me, totp_since=now(), totp_step=step, recovery=recovery)
    return me


def renew_recovery(work: Work, seen_hash: str | None, recovery: list[str]) -> Organiser:
    """Other codes instead of those there were."""
    me = of_password(work, seen_hash)
    if not me.has_second_factor:
        raise WrongSecondCode
    work.change(me, recovery=recovery)
    return me


def drop_second_factor(work: Work, seen_hash: str | None) -> Organiser:
    me = of_password(work, seen_hash)
    work.change(me, totp_salt=None, totp_since=None, totp_step=0, recovery=[])
    return me


def of_password(work: Work, seen_hash: str | None) -> Organiser:
    me = myself(work)
    if me.password_hash != seen_hash:
        raise WrongPassword
    return me


def confirm_sign_in(
    work: Work, waiting_hash: str, token_hash: str, step: int | None, recovery_hash: str = ""
) -> AccountSession:
    """The session that waited opens, under another token. Each code serves once.

    Raises NotAdmitted when nothing waits, WrongSecondCode."""
    waits = work.all(select(AccountSession).where(col(AccountSession.token_hash) == waiting_hash))
    if not waits or waits[0].confirmed_at or waits[0].ended_at:
        raise NotAdmitted
    organiser = work.known(work.session.get(Organiser, waits[0].organiser_id))
    if step is not None and step > organiser.totp_step:
        work.change(organiser, totp_step=step)
    elif recovery_hash in organiser.recovery:
        work.change(organiser, recovery=[each for each in organiser.recovery if each != recovery_hash])
    else:
        raise WrongSecondCode
    at = now()
    work.change(waits[0], confirmed_at=at, seen_at=at, expires_at=at + LASTS, token_hash=token_hash)
    return waits[0]  # type: ignore[no-any-return]
