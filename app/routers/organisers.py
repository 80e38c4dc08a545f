"""Setting this server up, signing in, signing out."""

from contextlib import suppress
from typing import Annotated, Any, NamedTuple

from fastapi import APIRouter, Form, Query, Response
from fastapi.responses import RedirectResponse

from app.domain import credentials
from app.domain.account_errors import LinkUsed, NotAtTheMachine, SetUpAlready, WrongPassword
from app.domain.accounts import make_account, renew_password, set_up, sign_in, sign_out
from app.domain.errors import Refusal
from app.domain.invitations import invitation_by
from app.domain.membership import is_any_account, organiser_called
from app.domain.tickets import ACCOUNT, PASSWORD, SET_UP, Ticket, ticket_in
from app.domain.work import SERVER, STRANGER, Key
from app.passwords import hashed, is_right
from app.routers.signed_in import (
    INVITATION,
    LINK,
    LINK_LASTS,
    SIGNED_IN,
    AtTheDesk,
    Desk,
    close_towers,
    device_of,
    forget,
    keep,
    may_set_up,
    seen_in,
    way_on,
)

router = APIRouter(prefix="/organisers")
BY_SERVER, AT_THE_DOOR = Key(0, actor=SERVER), Key(0, actor=STRANGER)
Typed = Annotated[str, Form(max_length=1000)]
LEADS_TO = {
    SET_UP: "/organisers/set-up",
    ACCOUNT: "/organisers/account-link",
    PASSWORD: "/organisers/password-link",
}
To = Annotated[str, Query(max_length=200)]


class NewAccount(NamedTuple):
    """What somebody typed to make an account, cleaned. `refusal`: why it cannot be made."""

    email: str
    name: str
    password: str


def new_account(email: str, name: str, password: str) -> NewAccount:
    kept = credentials.address(email)
    return NewAccount(kept, credentials.called(name), credentials.new_password(password, kept))


@router.get("")
async def entrance(desk: AtTheDesk) -> Response:
    if await may_set_up(desk.request):
        return RedirectResponse("/organisers/set-up", 303)
    return RedirectResponse("/labs", 303)


# --- The first account


@router.get("/set-up")
async def set_up_page(desk: AtTheDesk) -> Response:
    await permit_set_up(desk)
    return desk.drawn("organisers/set_up.html", email="", name="")


@router.post("/set-up")
async def set_up_here(desk: AtTheDesk, email: Typed, name: Typed, password: Typed) -> Response:
    await permit_set_up(desk)
    try:
        account = new_account(email, name, password)
        word = await hashed(account.password)
        first = (await desk.store.write(BY_SERVER, set_up, account.email, account.name, word)).value
    except SetUpAlready:
        raise
    except Refusal as refusal:
        return desk.drawn("organisers/set_up.html", refusal, email=email, name=name)
    return await begun(desk, first.id, word, "/labs")


async def permit_set_up(desk: Desk) -> None:
    """Raises SetUpAlready; NotAtTheMachine for whoever is elsewhere and has no link."""
    if await desk.store.read(is_any_account):
        raise SetUpAlready
    if not await may_set_up(desk.request):
        try:
            found = await ticket(desk)
        except LinkUsed:
            raise NotAtTheMachine from None
        if found.purpose != SET_UP:
            raise NotAtTheMachine


async def ticket(desk: Desk) -> Ticket:
    """What the link that led here is good for. Raises LinkUsed."""
    return await desk.store.read(ticket_in, desk.locksmith, desk.link)  # type: ignore[no-any-return]


# --- By a link of the server's own: an account, a new password


@router.get("/account-link")
async def account_page(desk: AtTheDesk) -> Response:
    return await link_page(desk, ACCOUNT, None)


@router.post("/account-link")
async def make_account_here(desk: AtTheDesk, name: Typed, password: Typed) -> Response:
    try:
        account = new_account((await of_purpose(desk, ACCOUNT)).email, name, password)
        word = await hashed(account.password)
        made = (await desk.store.write(BY_SERVER, make_account, account.email, account.name, word)).value
    except LinkUsed:
        raise
    except Refusal as refusal:
        return await link_page(desk, ACCOUNT, refusal, name)
    return await begun(desk, made.id, word, "/labs")


@router.get("/password-link")
async def password_page(desk: AtTheDesk) -> Response:
    return await link_page(desk, PASSWORD, None)


@router.post("/password-link")
async def renew_password_here(desk: AtTheDesk, password: Typed) -> Response:
    found = await of_purpose(desk, PASSWORD)
    known = await desk.store.read(organiser_called, found.email)
    try:
        word = await hashed(credentials.new_password(password, found.email))
    except Refusal as refusal:
        return await link_page(desk, PASSWORD, refusal)
    await desk.store.write(BY_SERVER, renew_password, known.id, known.password_hash, word)
    await close_towers(desk.store)
    return await begun(desk, known.id, word, "/labs")


async def of_purpose(desk: Desk, purpose: str) -> Ticket:
    found = await ticket(desk)
    if found.purpose != purpose:
        raise LinkUsed
    return found


async def link_page(desk: Desk, purpose: str, refusal: Refusal | None, name: str = "") -> Response:
    found = await of_purpose(desk, purpose)
    return desk.drawn(f"organisers/{purpose}_link.html", refusal, email=found.email, name=name)


async def follow_link(desk: Desk, token: str) -> Response | None:
    """To the page that an organiser's link leads to; None when it is no such link (any more)."""
    to = await leads_to(desk, token)
    if to is None:
        return None
    inside = RedirectResponse(to, 303)
    keep(inside, desk.settings, LINK, token, LINK_LASTS)
    return inside


async def leads_to(desk: Desk, token: str) -> str | None:
    with suppress(LinkUsed):
        if "." in token:
            return LEADS_TO[(await desk.store.read(ticket_in, desk.locksmith, token)).purpose]
        await desk.store.read(invitation_by, desk.locksmith.hash(token))
        return INVITATION
    return None


# --- In and out


@router.get("/sign-in")
async def sign_in_page(desk: AtTheDesk, to: To = "") -> Response:
    if await desk.member():
        return RedirectResponse(way_on(to), 303)
    if await may_set_up(desk.request):
        return RedirectResponse("/organisers/set-up", 303)
    return desk.drawn("organisers/sign_in.html", email="", to=way_on(to))


@router.post("/sessions")
async def sign_in_here(desk: AtTheDesk, email: Typed, password: Typed, to: Typed = "") -> Response:
    account = account_meant(email)
    try:
        desk.limits.try_password(desk.came_from, account)
        known = await recognised(desk, account, password)
    except Refusal as refusal:
        return desk.drawn("organisers/sign_in.html", refusal, email=email, to=way_on(to))
    desk.limits.knew_password(desk.came_from, account)
    return await begun(desk, known.id, known.password_hash, way_on(to))


def account_meant(email: str) -> str:
    """The address that was typed, as it is kept; empty when it is none."""
    try:
        return credentials.address(email)
    except Refusal:
        return ""


async def recognised(desk: Desk, account: str, password: str) -> Any:
    """The account of this address and password, as long to find as not to find. Raises WrongPassword."""
    known = await desk.store.read(organiser_called, account)
    if not await is_right(known and known.password_hash, credentials.password(password)[: credentials.LONGEST]):
        raise WrongPassword
    return known


async def begun(desk: Desk, organiser_id: int, word: str | None, to: str) -> Response:
    """A session in this browser."""
    token, device = desk.locksmith.token(), device_of(desk.request.headers.get("user-agent", ""))
    hash = desk.locksmith.hash(token)
    session = (await desk.store.write(AT_THE_DOOR, sign_in, organiser_id, word, hash, device)).value
    return seen_in(desk, token, to if session.confirmed_at else f"/organisers/second-factor?to={to}")


@router.post("/departure")
async def sign_out_here(desk: AtTheDesk) -> Response:
    await desk.do(sign_out)
    await close_towers(desk.store)
    gone = RedirectResponse("/", 303)
    forget(gone, desk.settings, SIGNED_IN)
    return gone
