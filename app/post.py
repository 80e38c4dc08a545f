"""Letters by e-mail, where a mail server is set up. Never required: whatever a letter says can be copied by hand.

    await send(settings, Letter("ana@example.org", "Your lab", "Come at nine."))

Nothing is tried again by itself: whoever sends is told in plain words what became of it, and decides."""

import asyncio
import re
import smtplib
import ssl
from collections.abc import AsyncIterator, Iterable
from contextlib import suppress
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime, make_msgid, parseaddr
from typing import NamedTuple

from app.clock import now
from app.domain.post_errors import (
    LetterRefused,
    NoAddress,
    NoPost,
    PasswordRefused,
    PostBusy,
    PostSilent,
    PostUnproven,
    ReaderRefused,
    SenderRefused,
    Undelivered,
)
from app.settings import Settings

MAILBOX = re.compile("^From ", re.M)  # smtplib would write a “>” before it, as old mailboxes need it
PATIENCE = 20.0  # seconds for each answer of the mail server
MOST = 254  # characters of an address (RFC 5321, erratum 1690)
LABEL = r"[^\W_](?:[\w-]{0,61}[^\W_])?"
ADDRESS = re.compile(rf"(?P<who>[^\s@<>()\[\],;:\\\"\x00-\x1f\x7f]{{1,64}})@(?P<where>{LABEL}(?:\.{LABEL})*)")
UNSEEN = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028\u2029]")

MEANINGS: tuple[tuple[type[Exception], type[Undelivered]], ...] = (
    (smtplib.SMTPAuthenticationError, PasswordRefused),
    (smtplib.SMTPRecipientsRefused, ReaderRefused),
    (smtplib.SMTPSenderRefused, SenderRefused),
    (smtplib.SMTPNotSupportedError, ReaderRefused),  # letters in the address that this server cannot read
    (smtplib.SMTPServerDisconnected, PostSilent),
    (smtplib.SMTPException, LetterRefused),
)


class Attachment(NamedTuple):
    """A file that comes with a letter. `media_type` may carry parameters: "text/calendar; method=PUBLISH"."""

    name: str
    media_type: str
    body: bytes


class Letter(NamedTuple):
    """To one person, in plain text."""

    to: str
    subject: str
    text: str
    attachments: tuple[Attachment, ...] = ()
    reply_to: str = ""


def address(typed: str) -> str:
    """One e-mail address as it is kept. Raises NoAddress for anything else, several or a name around it included."""
    found = ADDRESS.fullmatch(typed.strip())
    if found is None or len(typed) > MOST or f".{found['who']}.".count(".."):
        raise NoAddress
    try:
        where = found["where"].encode("idna").decode()
    except UnicodeError:
        raise NoAddress from None
    return f"{found['who']}@{where.lower()}"


async def send(settings: Settings, letter: Letter) -> None:
    """Comes back when the mail server has taken it. Raises Undelivered, in one of its forms, or NoAddress."""
    async for _, refusal in send_all(settings, [letter]):
        if refusal:
            raise refusal


async def send_all(
    settings: Settings, letters: Iterable[Letter]
) -> AsyncIterator[tuple[Letter, Undelivered | NoAddress | None]]:
    """One after the other over one connection: each with what kept it from being sent, None when it is on its way."""
    carrier = Carrier(settings)
    try:
        for letter in letters:
            yield letter, await asyncio.to_thread(carrier.carry, letter)
    finally:
        await asyncio.to_thread(carrier.leave)


class Carrier:
    """One connection to the mail server, made with the first letter, and again after it broke. It blocks."""

    def __init__(self, settings: Settings) -> None:
        self.settings = settings
        self.line: smtplib.SMTP | None = None

    def carry(self, letter: Letter) -> Undelivered | NoAddress | None:
        if not (self.settings.smtp_host and self.settings.smtp_from):
            return NoPost()
        try:
            message = written(letter, self.settings.smtp_from)
            line = self.line = self.line or self.connected(self.settings.smtp_host)
            line.send_message(message)
        except NoAddress as refusal:
            return refusal
        except (OSError, smtplib.SMTPException, Undelivered) as trouble:
            self.leave()
            return trouble if isinstance(trouble, Undelivered) else refusal_for(trouble)
        return None

    def connected(self, host: str) -> smtplib.SMTP:
        """Said hello to, over an encrypted line if that is what is set, and logged in to if there is a name."""
        port, how = self.settings.post_port, self.settings.smtp_tls
        if how == "tls":
            line: smtplib.SMTP = smtplib.SMTP_SSL(host, port, timeout=PATIENCE, context=ssl.create_default_context())
        else:
            line = smtplib.SMTP(host, port, timeout=PATIENCE)
        try:
            if how == "starttls":
                encrypt(line)
            self.log_in(line)
        except BaseException:
            line.close()
            raise
        return line

    def log_in(self, line: smtplib.SMTP) -> None:
        user, password = self.settings.smtp_user, self.settings.smtp_password
        if not user:
            return
        try:
            line.login(user, password.get_secret_value() if password else "")
        except (smtplib.SMTPNotSupportedError, UnicodeEncodeError):
            raise PasswordRefused from None

    def leave(self) -> None:
        if self.line:
            with suppress(OSError, smtplib.SMTPException):
                self.line.quit()
            self.line.close()
            self.line = None


def encrypt(line: smtplib.SMTP) -> None:
    """Or nothing is said at all: a line that somebody kept from being encrypted is not to be trusted."""
    try:
        line.starttls(context=ssl.create_default_context())
    except (smtplib.SMTPNotSupportedError, smtplib.SMTPResponseException):
        raise PostUnproven from None


def refusal_for(trouble: Exception) -> Undelivered:
    """What a mail server's answer, or its silence, means for whoever sends. 4yz: it may take it later (RFC 5321)."""
    if isinstance(trouble, ssl.SSLError):
        return PostUnproven()
    if 400 <= code_of(trouble) < 500:
        return PostBusy()
    return next((refusal() for kind, refusal in MEANINGS if isinstance(trouble, kind)), PostSilent())


def code_of(trouble: Exception) -> int:
    """Of the answer, if there was one. Only one person was asked for at a time."""
    if isinstance(trouble, smtplib.SMTPRecipientsRefused):
        return next(iter(trouble.recipients.values()))[0]
    return int(getattr(trouble, "smtp_code", 0))


def written(letter: Letter, sender: str) -> EmailMessage:
    """The letter as it travels. What people typed is on one line wherever a header begins. Raises NoAddress."""
    name, spec = parseaddr(sender)
    message = EmailMessage(policy=SMTP)
    message["From"] = Address(on_one_line(name), addr_spec=spec)
    message["To"] = reader(letter.to)
    if letter.reply_to:
        message["Reply-To"] = reader(letter.reply_to)
    message["Subject"] = on_one_line(letter.subject)
    message["Date"] = format_datetime(now())
    message["Message-ID"] = make_msgid(domain=spec.rpartition("@")[2])
    message["Auto-Submitted"] = "auto-generated"  # nobody's holiday answers it
    text = UNSEEN.sub("", letter.text.replace("\r\n", "\n").replace("\r", "\n")).strip() + "\n"
    message.set_content(text, cte="base64" if MAILBOX.search(text) else None)
    for each in letter.attachments:
        attach(message, each)
    return message


def reader(typed: str) -> Address:
    who, _, where = address(typed).rpartition("@")
    return Address(username=who, domain=where)


def attach(message: EmailMessage, each: Attachment) -> None:
    kind, *parameters = [part.strip() for part in each.media_type.split(";")]
    main, _, sub = kind.partition("/")
    told = dict(part.split("=", 1) for part in parameters)
    message.add_attachment(each.body, maintype=main, subtype=sub, filename=on_one_line(each.name), params=told)


def on_one_line(words: str) -> str:
    return " ".join(UNSEEN.sub(" ", words).split())
