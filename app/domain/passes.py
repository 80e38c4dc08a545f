"""Tokens and their hashes. One idea for every credential: a random token, kept only as a hash, gives one role."""

import hmac
import secrets
from base64 import urlsafe_b64encode
from datetime import datetime
from hashlib import sha256

from sqlmodel import col, select

from app.clock import now
from app.domain.events import PassRevoked
from app.domain.work import Work
from app.models import Pass

TOKEN_BYTES = 24  # 192 bit
ALPHABET = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"  # 31 symbols that nobody confuses on a wall
RETURN_LENGTH = 10  # 49 bit; wrong ones are limited


class Locksmith:
    """Makes tokens, and hashes them under the server's secret, so that a stolen database opens no door."""

    def __init__(self, secret: bytes):
        self.secret = secret

    @staticmethod
    def token() -> str:
        return secrets.token_urlsafe(TOKEN_BYTES)

    def hash(self, token: str) -> str:
        return hmac.new(self.secret, token.encode(), sha256).hexdigest()

    def link(self, code: str, screen: str) -> str:
        """The token of a personal link. The server can show it again from its secret; the database cannot."""
        return self.made(f"link {code} {screen}")

    def link_to_share(self, code: str, key: str) -> str:
        """The token of a co-moderator's link, by the key of the form that invited them."""
        return self.link(code, f"beside {key}")

    def entry(self, session: str, lab_id: int) -> str:
        """The token by which a signed-in browser enters the tower of a lab: the same whenever it does."""
        return self.made(f"entry {session} {lab_id}")

    def made(self, words: str) -> str:
        return urlsafe_b64encode(hmac.new(self.secret, words.encode(), sha256).digest()[:TOKEN_BYTES]).decode()

    def invitation(self, key: str) -> str:
        """The token of an organiser's invitation, by the key of the form that made it."""
        return self.made(f"invitation {key}")

    def second_factor(self, organiser_id: int, salt: str) -> bytes:
        """What an organiser's authenticator app is told: 160 bits, as RFC 4226 asks for."""
        return hmac.new(self.secret, f"second factor {organiser_id} {salt}".encode(), sha256).digest()[:20]

    def ticket(self, purpose: str, whom: str, until: int, state: str) -> str:
        """A link of the server's own, which no table holds: for that purpose, to that person, until then (Unix time),
        and only while `state` is as it is, so that it serves once."""
        told = urlsafe_b64encode(f"{purpose} {until} {whom}".encode()).decode()
        return f"{told}.{self.made(f'ticket {told} {state}')}"

    def is_ticket(self, token: str, state: str) -> bool:
        told, _, seal = token.partition(".")
        return hmac.compare_digest(seal.encode(), self.made(f"ticket {told} {state}").encode())

    def link_to_review(self, lab_id: int, key: str) -> str:
        """The token of a link to check the draft, by the key of the form that invited to it. It outlives the code."""
        return self.link(f"lab {lab_id}", f"review {key}")

    def return_code(self, token: str) -> str:
        """The personal return code that belongs to a token: the holder's page can show it, the database cannot."""
        number = int.from_bytes(hmac.new(self.secret, b"return " + token.encode(), sha256).digest())
        symbols = []
        for _ in range(RETURN_LENGTH):
            number, index = divmod(number, len(ALPHABET))
            symbols.append(ALPHABET[index])
        return "".join(symbols)


def issue(
    work: Work,
    role: str,
    token_hash: str,
    person_id: int | None = None,
    return_hash: str | None = None,
    expires_at: datetime | None = None,
    session_id: int | None = None,
) -> Pass:
    given = Pass(
        lab_id=work.lab_id,
        person_id=person_id,
        role=role,
        token_hash=token_hash,
        return_hash=return_hash,
        issued_at=now(),
        expires_at=expires_at,
        session_id=session_id,
    )
    return work.add(given)


def holders(work: Work) -> list[int]:
    """Every pass of the lab that lets somebody in."""
    return work.all(select(col(Pass.id)).where(Pass.lab_id == work.lab_id, col(Pass.revoked_at).is_(None)))


def revoke_all_of(work: Work, person_id: int) -> None:
    for held in work.all(select(Pass).where(Pass.person_id == person_id, col(Pass.revoked_at).is_(None))):
        revoke(work, held)


def revoke(work: Work, held: Pass) -> None:
    work.change(held, revoked_at=now())
    work.announce(PassRevoked(held.id))
