"""Sharing labs among organisers: who may open which, and the links by which others are invited."""

from typing import Annotated, Any, Literal

from fastapi import APIRouter, Form, Response
from fastapi.responses import RedirectResponse

from app.domain import credentials
from app.domain.errors import NotAdmitted, NotFound, Refusal
from app.domain.invitations import (
    accept_as_new,
    accept_invitation,
    give_role,
    give_up_role,
    invitation_by,
    invite_colleague,
    invite_organiser,
    read_colleagues,
    read_members,
    take_back_invitation,
    take_role,
)
from app.domain.membership import lab_titled
from app.domain.rules import CO_ORGANISER, LAB_OWNER, VIEWER
from app.domain.work import Key
from app.passwords import hashed
from app.routers.doors import FormKey, Number, PathId
from app.routers.organisers import AT_THE_DOOR, begun, new_account
from app.routers.signed_in import LINK, AtTheDesk, CurrentAccount, Desk, forget

router = APIRouter(prefix="/organisers")
Typed = Annotated[str, Form(max_length=1000)]
Role = Annotated[Literal["lab_owner", "co_organiser", "viewer"], Form()]
ROLES = (CO_ORGANISER, VIEWER, LAB_OWNER)


# --- A lab's people


@router.get("/labs/{lab_id}")
async def show(desk: AtTheDesk, lab_id: PathId, account: CurrentAccount) -> Response:
    try:
        members, invitations = await desk.store.read(read_members, Key(lab_id, desk.token_hash))
    except NotAdmitted:
        raise NotFound from None
    lab = await desk.store.read(lab_titled, lab_id)
    is_owner = any(each.id == account.account and each.role == LAB_OWNER for each in members)
    facts = {"lab": lab, "members": members, "is_owner": is_owner, "account": account, "roles": ROLES}
    return desk.drawn("organisers/members.html", invitations=links(desk, invitations), **facts)


def links(desk: Desk, invitations: list[Any]) -> list[tuple[Any, str]]:
    """Each open invitation with its link, which derives from the server's secret and can be shown again."""
    server = desk.settings.address("", desk.request.headers.get("host"))
    return [(each, f"{server}/enter#{desk.locksmith.invitation(each.key)}") for each in invitations]


def back(lab_id: int, place: str = "") -> Response:
    return RedirectResponse(f"/organisers/labs/{lab_id}{place}", 303)


@router.post("/labs/{lab_id}/invitations")
async def invite(desk: AtTheDesk, lab_id: PathId, role: Role, key: FormKey, for_whom: Typed = "") -> Response:
    token_hash = desk.locksmith.hash(desk.locksmith.invitation(key))
    await desk.do(invite_organiser, role, credentials.remark(for_whom), key, token_hash, lab=lab_id)
    return back(lab_id, "#invitations-title")


@router.post("/labs/{lab_id}/invitations/{id}/removal")
async def take_back(desk: AtTheDesk, lab_id: PathId, id: PathId) -> Response:
    await desk.do(take_back_invitation, id, lab=lab_id)
    return back(lab_id, "#invitations-title")


@router.post("/labs/{lab_id}/roles")
async def change_role(desk: AtTheDesk, lab_id: PathId, account: Number, role: Role) -> Response:
    await desk.do(give_role, account, role, lab=lab_id)
    return back(lab_id)


@router.post("/labs/{lab_id}/roles/removal")
async def remove(desk: AtTheDesk, lab_id: PathId, account: Number) -> Response:
    await desk.do(take_role, account, lab=lab_id)
    return back(lab_id)


@router.post("/labs/{lab_id}/departure")
async def leave(desk: AtTheDesk, lab_id: PathId) -> Response:
    await desk.do(give_up_role, lab=lab_id)
    return RedirectResponse("/labs", 303)


# --- Colleagues on this server


@router.get("/invitations")
async def colleagues(desk: AtTheDesk, account: CurrentAccount) -> Response:
    found = await desk.store.read(read_colleagues, Key(0, desk.token_hash))
    return desk.drawn("organisers/colleagues.html", account=account, invitations=links(desk, found))


@router.post("/invitations")
async def invite_to_server(desk: AtTheDesk, key: FormKey, for_whom: Typed = "") -> Response:
    token_hash = desk.locksmith.hash(desk.locksmith.invitation(key))
    await desk.do(invite_colleague, credentials.remark(for_whom), key, token_hash)
    return RedirectResponse("/organisers/invitations", 303)


@router.post("/invitations/{id}/removal")
async def take_back_here(desk: AtTheDesk, id: PathId) -> Response:
    await desk.do(take_back_invitation, id)
    return RedirectResponse("/organisers/invitations", 303)


# --- Whoever was invited


@router.get("/invitation")
async def invited(desk: AtTheDesk) -> Response:
    return await invitation_page(desk)


async def invitation_page(desk: Desk, refusal: Refusal | None = None, email: str = "", name: str = "") -> Response:
    found = await desk.store.read(invitation_by, desk.locksmith.hash(desk.link))
    facts = {"account": await desk.member(), "invitation": found, "email": email, "name": name}
    return desk.drawn("organisers/invitation.html", refusal, **facts)


@router.post("/invitation")
async def accept(desk: AtTheDesk) -> Response:
    await desk.do(accept_invitation, desk.locksmith.hash(desk.link))
    accepted = RedirectResponse("/labs", 303)
    forget(accepted, desk.settings, LINK)
    return accepted


@router.post("/invitation/account")
async def accept_anew(desk: AtTheDesk, email: Typed, name: Typed, password: Typed) -> Response:
    await desk.store.read(invitation_by, desk.locksmith.hash(desk.link))  # before a password is worked on
    try:
        account = new_account(email, name, password)
        word = await hashed(account.password)
        told = (account.email, account.name, word)
        made = await desk.store.write(AT_THE_DOOR, accept_as_new, desk.locksmith.hash(desk.link), *told)
    except Refusal as refusal:
        return await invitation_page(desk, refusal, email, name)
    return await begun(desk, made.value.id, word, "/labs")
