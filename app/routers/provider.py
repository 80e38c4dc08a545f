"""Signing in by the house's identity provider, where one is set."""

from hmac import compare_digest
from typing import Annotated

from fastapi import APIRouter, Query, Response
from fastapi.responses import RedirectResponse

from app.domain.account_errors import LinkUsed, ProviderSilent, ProviderUntrue
from app.domain.errors import NotFound
from app.domain.provided import come_by_provider
from app.domain.tickets import ACCOUNT, SET_UP, Ticket, ticket_in
from app.provider import Errand, Identity, NoAnswer, Provider, Untrue
from app.routers.organisers import AT_THE_DOOR, account_meant, begun, leads_to
from app.routers.signed_in import (
    INVITATION,
    AtTheDesk,
    Desk,
    close_towers,
    cookie_name,
    forget,
    keep,
    may_set_up,
    way_on,
)

router = APIRouter(prefix="/organisers/provider")
ERRAND, ERRAND_LASTS = "organiser-errand", 600  # seconds
Told = Annotated[str, Query(max_length=4000)]


def provider_of(desk: Desk) -> Provider:
    """Raises NotFound where none is set."""
    if not desk.settings.oidc_issuer:
        raise NotFound
    state = desk.request.app.state
    if not hasattr(state, "provider"):
        state.provider = Provider(desk.settings)
    return state.provider  # type: ignore[no-any-return]


def address_back(desk: Desk) -> str:
    return desk.settings.address("/organisers/provider/return", desk.request.headers.get("host"))


@router.get("")
async def go(desk: AtTheDesk, to: Told = "") -> Response:
    errand = Errand.new()
    try:
        away = RedirectResponse(await provider_of(desk).way_there(errand, address_back(desk)), 303)
    except NoAnswer:
        raise ProviderSilent from None
    keep(away, desk.settings, ERRAND, ":".join((*errand, way_on(to))), ERRAND_LASTS)
    return away


@router.get("/return")
async def come_back(desk: AtTheDesk, code: Told = "", state: Told = "") -> Response:
    try:
        *carried, to = desk.request.cookies.get(cookie_name(desk.settings, ERRAND), "").split(":")
        errand = Errand(*carried)
    except TypeError:
        raise ProviderUntrue from None
    if not code or not compare_digest(errand.state.encode(), state.encode()):
        raise ProviderUntrue
    try:
        known = await provider_of(desk).identity(errand, code, address_back(desk))
    except NoAnswer:
        raise ProviderSilent from None
    except Untrue:
        raise ProviderUntrue from None
    return await let_in(desk, known, way_on(to))


async def let_in(desk: Desk, known: Identity, to: str) -> Response:
    """Whoever has an account, or was invited to one; with an invitation that is open still, on to that. Raises
    NotExpected."""
    email = account_meant(known.email)
    is_expected = bool(email) and await is_awaited(desk, email)
    invitation = desk.locksmith.hash(desk.link) if desk.link else ""
    told = (known.subject, email, known.name[:200] or email, is_expected, invitation)
    organiser = (await desk.store.write(AT_THE_DOOR, come_by_provider, *told)).value
    await close_towers(desk.store)
    is_invited = bool(desk.link) and await leads_to(desk, desk.link) == INVITATION
    inside = await begun(desk, organiser.id, organiser.password_hash, INVITATION if is_invited else to)
    forget(inside, desk.settings, ERRAND)
    return inside


async def is_awaited(desk: Desk, email: str) -> bool:
    """Whether they stand at the machine that is being set up, or hold a link of the server's own."""
    if await may_set_up(desk.request):
        return True
    try:
        ticket: Ticket = await desk.store.read(ticket_in, desk.locksmith, desk.link)
    except LinkUsed:
        return False
    return ticket.purpose == SET_UP or (ticket.purpose == ACCOUNT and ticket.email == email)
