"""`./samskap organiser`: accounts at the command line, told and linked to; also while the server runs."""

import argparse
from typing import Any

from sqlalchemy import Connection

from app.domain import credentials
from app.domain.errors import Refusal
from app.domain.membership import is_any_account, open_sessions, organiser_called, organisers, own_labs
from app.domain.passes import Locksmith
from app.domain.tickets import ACCOUNT, DAYS, PASSWORD, SET_UP, ticket_for
from app.founding import looked_at
from app.settings import Settings
from app.terminal import ASKED_WRONGLY, Trouble, say, table


def obey(settings: Settings, asked: argparse.Namespace) -> None:
    if asked.act == "list":
        tell_all(settings)
    elif asked.act == "add":
        invite(settings, address_from(asked.email))
    else:
        renew(settings, address_from(asked.email))


def set_up_link(settings: Settings) -> str:
    """The link to the first account; empty when there is one."""
    if looked_at(settings, is_any_account):
        return ""
    return link(settings, SET_UP)


def tell_all(settings: Settings) -> None:
    found = looked_at(settings, every_account)
    if not found:
        say("Nobody has an account here yet. To make the first one: ./samskap serve")
    table(found)


def every_account(read: Connection) -> list[tuple[str, str]]:
    """Each address with what is to be told of it."""
    return [(one.email, ", ".join(facts(read, one))) for one in organisers(read)]


def facts(read: Connection, one: Any) -> list[str]:
    roles = [f"{lab.role.removeprefix('lab_').replace('_', '-')} of {lab.code}" for lab in own_labs(read, one.id)]
    here = len(open_sessions(read, one.id))
    signed_in = f"signed in {here}×" if here else "not signed in"
    return [one.name, *roles, *(["second factor"] if one.totp_since else []), signed_in]


def invite(settings: Settings, email: str) -> None:
    if looked_at(settings, lambda read: organiser_called(read, email)):
        raise Trouble(f"{email} has an account here already.", f"A new password: ./samskap organiser reset {email}")
    say(f"Give this link to {email}. It serves once, for {DAYS} days:")
    say(f"  {link(settings, ACCOUNT, email)}")


def renew(settings: Settings, email: str) -> None:
    if not looked_at(settings, lambda read: organiser_called(read, email)):
        raise Trouble(f"Nobody here has the address {email}.", "See who has one: ./samskap organiser list")
    say(f"Give this link to {email}. It serves once, for {DAYS} days:")
    say(f"  {link(settings, PASSWORD, email)}")


def link(settings: Settings, purpose: str, email: str = "") -> str:
    locksmith = Locksmith(settings.secret)
    token = looked_at(settings, lambda read: ticket_for(read, locksmith, purpose, email))
    return settings.address(f"/enter#{token}")


def address_from(typed: str) -> str:
    try:
        return credentials.address(typed)
    except Refusal as refusal:
        raise Trouble(f"{typed} is no e-mail address.", "Write it whole: name@example.org", ASKED_WRONGLY) from refusal
