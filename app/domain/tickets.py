"""Links of the server's own: to set it up, to an account, to a new password. None is kept; each serves once."""

import time
from base64 import urlsafe_b64decode
from typing import NamedTuple

from sqlalchemy import Connection

from app.domain.account_errors import LinkUsed
from app.domain.membership import is_any_account, organiser_called
from app.domain.passes import Locksmith

SET_UP, ACCOUNT, PASSWORD = "set-up", "account", "password"
DAYS = 3
DAY = 24 * 3600  # seconds


class Ticket(NamedTuple):
    """What a link of the server's own is for, and for whom: an address; nobody's yet for the set-up."""

    purpose: str
    email: str


def ticket_for(read: Connection, locksmith: Locksmith, purpose: str, email: str = "") -> str:
    """The token of such a link, the same all day: whoever is given it twice has one."""
    until = (int(time.time()) // DAY + DAYS + 1) * DAY
    return locksmith.ticket(purpose, email, until, state(read, Ticket(purpose, email)))


def ticket_in(read: Connection, locksmith: Locksmith, token: str) -> Ticket:
    """What a token is good for. Raises LinkUsed when it was made up, is too old, or has served."""
    try:
        purpose, until, email = urlsafe_b64decode(token.partition(".")[0]).decode().split(" ")
        ticket, is_past = Ticket(purpose, email), int(until) < time.time()
    except ValueError:
        raise LinkUsed from None
    if is_past or not locksmith.is_ticket(token, state(read, ticket)):
        raise LinkUsed
    return ticket


def state(read: Connection, ticket: Ticket) -> str:
    """What changes when the link is used, so that it is worth nothing afterwards."""
    if ticket.purpose == SET_UP:
        return "" if not is_any_account(read) else "is set up"
    known = organiser_called(read, ticket.email)
    return f"{known.id} {known.password_hash}" if known else ""
