"""A real mail server on this machine: it takes letters, or refuses them as it is told to, and keeps what came."""

from collections.abc import Iterator
from contextlib import contextmanager
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from pathlib import Path
from ssl import PROTOCOL_TLS_SERVER, SSLContext
from typing import Any, NamedTuple

import trustme
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import AuthResult, Envelope, LoginPassword, Session

from app.settings import Settings
from tests.serving import free_port

HOST, USER, PASSWORD, SENDER = "127.0.0.1", "lab", "correct horse", "Our lab <lab@example.org>"


class Came(NamedTuple):
    """One letter as it came: who it said it is from and to on the envelope, its bytes, and how the line was."""

    sender: str
    readers: list[str]
    raw: bytes
    is_encrypted: bool
    is_known: bool

    @property
    def message(self) -> EmailMessage:
        return message_from_bytes(self.raw, policy=default)  # type: ignore[return-value,arg-type]

    @property
    def text(self) -> str:
        body = self.message.get_body(("plain",))
        assert body is not None
        return str(body.get_content()).replace("\r\n", "\n")


class Office:
    """`refuses`: what it answers instead of 250, by "MAIL", by "DATA", or by the address of a reader."""

    def __init__(self) -> None:
        self.letters: list[Came] = []
        self.sessions: set[int] = set()
        self.refuses: dict[str, str] = {}

    async def handle_MAIL(  # noqa: N802 aiosmtpd's names
        self, server: Any, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        if "MAIL" in self.refuses:
            return self.refuses["MAIL"]
        envelope.mail_from = address
        return "250 OK"

    async def handle_RCPT(  # noqa: N802
        self, server: Any, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        if address in self.refuses:
            return self.refuses[address]
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server: Any, session: Session, envelope: Envelope) -> str:  # noqa: N802
        if "DATA" in self.refuses:
            return self.refuses["DATA"]
        self.sessions.add(id(session))
        raw = envelope.original_content or b""
        self.letters.append(
            Came(
                envelope.mail_from or "",
                list(envelope.rcpt_tos),
                raw,
                session.ssl is not None or server.transport.get_extra_info("sslcontext") is not None,
                bool(session.authenticated),
            )
        )
        return "250 OK"


def knows(server: Any, session: Session, envelope: Envelope, mechanism: str, told: Any) -> AuthResult:
    is_ours = isinstance(told, LoginPassword) and (told.login, told.password) == (USER.encode(), PASSWORD.encode())
    return AuthResult(success=is_ours, handled=False)


class Authority:
    """Whoever vouches for the office: clients that know `file` trust it, as long as they ask for its own name."""

    def __init__(self, folder: Path, name: str = HOST) -> None:
        ca = trustme.CA()
        self.file = folder / "authority.pem"
        ca.cert_pem.write_to_path(str(self.file))
        self.context = SSLContext(PROTOCOL_TLS_SERVER)
        ca.issue_cert(name).configure_cert(self.context)


@contextmanager
def open_office(port: int, how: str = "none", context: SSLContext | None = None, **more: Any) -> Iterator[Office]:
    office = Office()
    secure = {"tls": {"ssl_context": context}, "starttls": {"tls_context": context}, "none": {}}[how]
    controller = Controller(office, hostname=HOST, port=port, **secure, **more)
    controller.start()
    try:
        yield office
    finally:
        controller.stop()


def with_post(settings: Settings, port: int, how: str = "none", **more: Any) -> Settings:
    known = {"smtp_host": HOST, "smtp_port": port, "smtp_tls": how, "smtp_from": SENDER}
    return Settings.model_validate(settings.model_dump() | known | more)


@contextmanager
def posting(settings: Settings) -> Iterator[tuple[Settings, Office]]:
    """The same settings with an office that is open, unencrypted on this machine."""
    port = free_port()
    with open_office(port) as office:
        yield with_post(settings, port), office
