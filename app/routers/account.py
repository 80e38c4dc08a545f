"""An organiser's own account: name, password, second factor, and where they are signed in."""

import secrets
from typing import Annotated, Any

from fastapi import APIRouter, Form, Response
from fastapi.responses import RedirectResponse

from app.clock import now
from app.domain import credentials
from app.domain.account_errors import NotSignedIn, PasswordNotYours, WrongSecondCode
from app.domain.accounts import call_oneself, change_password, end_session, read_account
from app.domain.errors import NotAdmitted, Refusal
from app.domain.membership import organiser_numbered, waiting
from app.domain.passes import ALPHABET
from app.domain.second_factor import (
    RECOVERY_CODES,
    begin_second_factor,
    confirm_sign_in,
    drop_second_factor,
    keep_second_factor,
    renew_recovery,
)
from app.domain.work import STRANGER, Key
from app.methods import totp
from app.passwords import hashed, is_right
from app.routers.doors import PathId
from app.routers.signed_in import AtTheDesk, CurrentAccount, Desk, close_towers, seen_in, sign_in_first, way_on

router = APIRouter(prefix="/organisers")
AT_THE_DOOR = Key(0, actor=STRANGER)
Typed = Annotated[str, Form(max_length=1000)]
ISSUER = "Samskap"
RECOVERY_LENGTH = 10


@router.get("/account")
async def show(desk: AtTheDesk, account: CurrentAccount) -> Response:
    return await account_page(desk)


async def account_page(
    desk: Desk, refusal: Refusal | None = None, at: str = "", codes: list[str] | None = None
) -> Response:
    """`at`: the form that was refused. `codes`: new recovery codes, which are shown this once."""
    found = await desk.store.read(read_account, Key(0, desk.token_hash))
    secret = desk.locksmith.second_factor(found.own.id, found.own.totp_salt or "")
    return desk.drawn(
        "organisers/account.html",
        refusal,
        account=found.own,
        sessions=found.sessions,
        session_here=found.here,
        at=at,
        codes=codes or [],
        app_address=totp.address(secret, found.own.email, ISSUER),
        app_secret=totp.shown(secret),
    )


def back(place: str) -> Response:
    return RedirectResponse(f"/organisers/account#{place}", 303)


@router.post("/account/name")
async def rename(desk: AtTheDesk, account: CurrentAccount, name: Typed) -> Response:
    try:
        await desk.do(call_oneself, credentials.called(name))
    except Refusal as refusal:
        return await account_page(desk, refusal, "name")
    return back("name-title")


@router.post("/account/password")
async def renew(desk: AtTheDesk, account: CurrentAccount, present: Typed, password: Typed) -> Response:
    try:
        known = await proven(desk, present)
        word = await hashed(credentials.new_password(password, account.email))
        await desk.do(change_password, known, word)
    except Refusal as refusal:
        return await account_page(desk, refusal, "password")
    await close_towers(desk.store)
    return back("password-title")


async def proven(desk: Desk, present: str) -> str | None:
    """The hash of the password that was typed, if it is theirs. Raises PasswordNotYours, TooManyPasswords."""
    own = (await desk.store.read(read_account, Key(0, desk.token_hash))).own
    desk.limits.try_password(desk.came_from, own.email)
    if not await is_right(own.password_hash, credentials.password(present)):
        raise PasswordNotYours
    desk.limits.knew_password(desk.came_from, own.email)
    return own.password_hash  # type: ignore[no-any-return]


@router.post("/sessions/{id}/removal")
async def end(desk: AtTheDesk, id: PathId) -> Response:
    await desk.do(end_session, id)
    await close_towers(desk.store)
    return back("sessions-title")


# --- The second factor


@router.post("/account/second-factor")
async def begin(desk: AtTheDesk) -> Response:
    await desk.do(begin_second_factor)
    return back("second-factor-title")


@router.post("/account/second-factor/confirmation")
async def confirm(desk: AtTheDesk, account: CurrentAccount, code: Typed) -> Response:
    own = (await desk.store.read(read_account, Key(0, desk.token_hash))).own
    codes = recovery_codes()
    try:
        desk.limits.try_password(desk.came_from, f"second factor {own.id}")
        if (step := step_of(desk, own, code)) is None:
            raise WrongSecondCode
        await desk.do(keep_second_factor, step, hashes(desk, codes))
    except Refusal as refusal:
        return await account_page(desk, refusal, "second-factor")
    return await account_page(desk, codes=codes)


@router.post("/account/second-factor/removal")
async def drop(desk: AtTheDesk, account: CurrentAccount, present: Typed) -> Response:
    try:
        await desk.do(drop_second_factor, await proven(desk, present))
    except Refusal as refusal:
        return await account_page(desk, refusal, "second-factor")
    return back("second-factor-title")


@router.post("/account/recovery-codes")
async def renew_codes(desk: AtTheDesk, account: CurrentAccount, present: Typed) -> Response:
    codes = recovery_codes()
    try:
        await desk.do(renew_recovery, await proven(desk, present), hashes(desk, codes))
    except Refusal as refusal:
        return await account_page(desk, refusal, "second-factor")
    return await account_page(desk, codes=codes)


def recovery_codes() -> list[str]:
    def one() -> str:
        return "".join(secrets.choice(ALPHABET) for _ in range(RECOVERY_LENGTH))

    return [one() for _ in range(RECOVERY_CODES)]


def hashes(desk: Desk, codes: list[str]) -> list[str]:
    return [desk.locksmith.hash(f"recovery {each}") for each in codes]


def step_of(desk: Desk, own: Any, code: str) -> int | None:
    """Which step of the clock this code is of, for the app of this account; None for none that still serves."""
    if not own.totp_salt:
        return None
    secret = desk.locksmith.second_factor(own.id, own.totp_salt)
    return totp.step_of(secret, code, now().timestamp(), own.totp_step)


# --- Asked for after the password


@router.get("/second-factor")
async def ask(desk: AtTheDesk, to: str = "") -> Response:
    if not await desk.store.read(waiting, desk.token_hash):
        return await sign_in_first(desk.request, NotSignedIn())
    return desk.drawn("organisers/second_factor.html", to=way_on(to))


@router.post("/sessions/confirmation")
async def answer(desk: AtTheDesk, code: Typed, to: Typed = "") -> Response:
    waits = await desk.store.read(waiting, desk.token_hash)
    if waits is None:
        raise NotSignedIn
    own = await desk.store.read(organiser_numbered, waits.organiser_id)
    token, typed = desk.locksmith.token(), "".join(each for each in code.upper() if each.isalnum())
    told = (desk.locksmith.hash(token), step_of(desk, own, code), desk.locksmith.hash(f"recovery {typed}"))
    try:
        desk.limits.try_password(desk.came_from, f"second factor {own.id}")
        await desk.store.write(AT_THE_DOOR, confirm_sign_in, desk.token_hash, *told)
    except NotAdmitted:
        raise NotSignedIn from None
    except Refusal as refusal:
        return desk.drawn("organisers/second_factor.html", refusal, to=way_on(to))
    desk.limits.knew_password(desk.came_from, f"second factor {own.id}")
    return seen_in(desk, token, way_on(to))
