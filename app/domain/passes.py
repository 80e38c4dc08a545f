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
        made = hmac.new(self.secret, f"link {code} {screen}".encode(), sha256).digest()
        return urlsafe_b64encode(made[:TOKEN_BYTES]).decode()

    def link_to_share(self, code: str, key: str) -> str:
        """The token of a co-moderator's link, by the key of the form that invited them."""
        return self.link(code, f"beside {key}")

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
) -> Pass:
    given = Pass(
        lab_id=work.lab_id,
        person_id=person_id,
        role=role,
        token_hash=token_hash,
        return_hash=return_hash,
        issued_at=now(),
        expires_at=expires_at,
    )
    return work.add(given)


def revoke_all_of(work: Work, person_id: int) -> None:
    for held in work.all(select(Pass).where(Pass.person_id == person_id, col(Pass.revoked_at).is_(None))):
        revoke(work, held)


def revoke(work: Work, held: Pass) -> None:
    work.change(held, revoked_at=now())
    work.announce(PassRevoked(held.id))
