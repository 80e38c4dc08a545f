"""Letters, sent to a real mail server: what arrives, over which line, and what is said when it does not."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from pydantic import ValidationError

from app.domain.errors import Refusal
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
)
from app.post import Attachment, Letter, address, send, send_all
from app.settings import Settings
from tests.post_office import PASSWORD, USER, Authority, Office, knows, open_office, posting, with_post
from tests.serving import free_port

pytestmark = [
    pytest.mark.anyio,
    pytest.mark.filterwarnings("ignore:Requiring AUTH"),  # of aiosmtpd, where a test asks for a name without TLS
]
ANA = Letter("ana@example.org", "Your desk", "Come at nine.\nBring nothing.")
ICS = b"BEGIN:VCALENDAR\r\nEND:VCALENDAR\r\n"


@pytest.fixture
def post(settings: Settings) -> Iterator[tuple[Settings, Office]]:
    with posting(settings) as opened:
        yield opened


@pytest.fixture(scope="module")
def authority(tmp_path_factory: pytest.TempPathFactory) -> Authority:
    return Authority(tmp_path_factory.mktemp("authority"))


async def refused(settings: Settings, letter: Letter = ANA) -> type[Refusal]:
    with pytest.raises(Refusal) as found:
        await send(settings, letter)
    return found.type


# --- What arrives


async def test_a_letter_arrives_as_it_was_written(post: tuple[Settings, Office]) -> None:
    settings, office = post
    await send(settings, ANA)
    (came,) = office.letters
    assert (came.sender, came.readers) == ("lab@example.org", ["ana@example.org"])
    assert came.text == "Come at nine.\nBring nothing.\n"
    told = came.message
    assert (told["From"], told["To"], told["Subject"]) == ("Our lab <lab@example.org>", "ana@example.org", "Your desk")
    assert told["Message-ID"].endswith("@example.org>")
    assert told["Auto-Submitted"] == "auto-generated"


async def test_letters_of_every_script_arrive(post: tuple[Settings, Office]) -> None:
    settings, office = post
    words = "Zażółć gęślą jaźń · שלום · 你好 · 👩‍👩‍👧\n.\n..dots\nFrom here on\n" + "long " * 400
    await send(settings, ANA._replace(subject="Améliorer la co-création : « où ? »", text=words))
    (came,) = office.letters
    assert came.message["Subject"] == "Améliorer la co-création : « où ? »"
    assert came.text == words.strip() + "\n"
    assert max(map(len, came.raw.split(b"\r\n"))) <= 998  # RFC 5322


async def test_a_file_comes_with_it(post: tuple[Settings, Office]) -> None:
    settings, office = post
    calendar = Attachment("lab.ics", "text/calendar; charset=utf-8; method=PUBLISH", ICS)
    await send(settings, ANA._replace(attachments=(calendar,), reply_to="bo@example.org"))
    (part,) = office.letters[0].message.iter_attachments()
    assert (part.get_content_type(), part.get_filename(), part["Content-Type"].params["method"]) == (
        "text/calendar",
        "lab.ics",
        "PUBLISH",
    )
    assert part.get_payload(decode=True) == ICS
    assert office.letters[0].message["Reply-To"] == "bo@example.org"


INJECTED = "Hello\r\nBcc: eve@example.org\nX-More: 1\x0b\x0c\x1c\x85\u2028\u2029\x00Subject: other\r\n\r\nA body"


async def test_what_people_typed_begins_no_header(post: tuple[Settings, Office]) -> None:
    settings, office = post
    evil = Attachment(INJECTED, "text/calendar; method=PUBLISH", ICS)
    await send(settings, ANA._replace(subject=INJECTED, text=f"\r\n{INJECTED}\r\n.\r\nQUIT\r\n", attachments=(evil,)))
    (came,) = office.letters
    assert came.readers == ["ana@example.org"]
    names = {"From", "To", "Subject", "Date", "Message-ID", "Auto-Submitted", "MIME-Version", "Content-Type"}
    assert sorted(came.message.keys()) == sorted(names)
    assert came.message["Subject"] == "Hello Bcc: eve@example.org X-More: 1 Subject: other A body"
    (part,) = came.message.iter_attachments()
    assert set(part.keys()) == {"Content-Type", "Content-Transfer-Encoding", "Content-Disposition", "MIME-Version"}


NO_ADDRESSES = [
    *("", "ana", "@example.org", "ana@", "ana@@example.org", "ana@example.org, bo@example.org", "ana@-x.org"),
    *("ana@example.org\r\nBcc: eve@example.org", "ana@example.org\nRCPT TO:<eve@example.org>", "<ana@example.org>"),
    *("Ana <ana@example.org>", "ana bo@example.org", "a..b@example.org", ".a@example.org", "a@exa mple.org"),
    *("ana@example..org", "ana@[127.0.0.1]", '"ana"@example.org', "ana@example.org\x00", f"{'a' * 65}@example.org"),
    f"ana@{'example.' * 40}org",
]


@pytest.mark.parametrize("typed", NO_ADDRESSES)
async def test_what_is_no_address_gets_no_letter(post: tuple[Settings, Office], typed: str) -> None:
    settings, office = post
    assert await refused(settings, ANA._replace(to=typed)) is NoAddress
    assert await refused(settings, ANA._replace(reply_to=typed or " ")) is NoAddress
    assert office.letters == []


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        (" Ana.Berg+lab@Example.ORG ", "Ana.Berg+lab@example.org"),
        ("ola@bærum.kommune.no", "ola@xn--brum-voa.kommune.no"),
        ("o'neill_7@a-b.example", "o'neill_7@a-b.example"),
        ("root@localhost", "root@localhost"),
    ],
)
def test_an_address_is_kept_as_mail_servers_read_it(typed: str, kept: str) -> None:
    assert address(typed) == kept


async def test_many_letters_go_over_one_line(post: tuple[Settings, Office]) -> None:
    settings, office = post
    letters = [ANA._replace(to=f"{name}@example.org") for name in ("ana", "not an address", "bo", "cy")]
    office.refuses["bo@example.org"] = "550 No such user"
    outcomes = [type(refusal).__name__ if refusal else "" async for _, refusal in send_all(settings, letters)]
    assert outcomes == ["", "NoAddress", "ReaderRefused", ""]
    assert [each.readers for each in office.letters] == [["ana@example.org"], ["cy@example.org"]]


async def test_letters_without_trouble_share_their_line(post: tuple[Settings, Office]) -> None:
    settings, office = post
    assert [refusal async for _, refusal in send_all(settings, [ANA] * 5)] == [None] * 5
    assert (len(office.letters), len(office.sessions)) == (5, 1)


# --- Over which line


@pytest.mark.parametrize("how", ["starttls", "tls"])
async def test_an_encrypted_line_carries_name_and_letter(
    settings: Settings, authority: Authority, monkeypatch: pytest.MonkeyPatch, how: str
) -> None:
    monkeypatch.setenv("SSL_CERT_FILE", str(authority.file))
    port = free_port()
    must = {"authenticator": knows, "auth_required": True} | ({"require_starttls": True} if how == "starttls" else {})
    if how == "tls":
        must["auth_require_tls"] = False  # the line is encrypted from its first byte, which aiosmtpd does not count
    with open_office(port, how, authority.context, **must) as office:
        await send(with_post(settings, port, how, smtp_user=USER, smtp_password=PASSWORD), ANA)
        assert [(each.is_encrypted, each.is_known) for each in office.letters] == [(True, True)]


@pytest.mark.parametrize("how", ["starttls", "tls"])
async def test_a_server_that_nobody_vouches_for_gets_nothing(
    settings: Settings, authority: Authority, how: str
) -> None:
    port = free_port()
    with open_office(port, how, authority.context) as office:
        assert await refused(with_post(settings, port, how)) is PostUnproven
        assert office.letters == []


async def test_a_server_of_another_name_gets_nothing(
    settings: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    other = Authority(tmp_path, "mail.example.org")
    monkeypatch.setenv("SSL_CERT_FILE", str(other.file))
    port = free_port()
    with open_office(port, "starttls", other.context) as office:
        assert await refused(with_post(settings, port, "starttls")) is PostUnproven
        assert office.letters == []


async def test_a_line_that_cannot_be_encrypted_carries_nothing(settings: Settings) -> None:
    port = free_port()
    with open_office(port) as office:
        assert await refused(with_post(settings, port, "starttls")) is PostUnproven
        assert office.letters == []


def test_no_password_is_told_aloud_to_another_machine(settings: Settings) -> None:
    with pytest.raises(ValidationError, match="SAMSKAP_SMTP_PASSWORD would travel unencrypted"):
        with_post(settings, 25, smtp_host="mail.example.org", smtp_password=PASSWORD)
    assert with_post(settings, 25, smtp_password=PASSWORD).has_post  # to this machine it may


def test_the_password_is_not_shown(settings: Settings) -> None:
    known = with_post(settings, 25, smtp_user=USER, smtp_password=PASSWORD)
    assert (PASSWORD in repr(known), PASSWORD in str(known)) == (False, False)


@pytest.mark.parametrize("sender", ["lab", "lab@", "@example.org", "Lab <lab>", "lab@example.org\nBcc: x@example.org"])
def test_a_sender_without_an_address_is_refused_at_the_start(settings: Settings, sender: str) -> None:
    with pytest.raises(ValidationError, match="must be an e-mail address"):
        with_post(settings, 25, smtp_from=sender)


# --- What is said when it does not arrive


async def test_without_a_mail_server_it_is_said_so(settings: Settings) -> None:
    assert await refused(settings) is NoPost


async def test_a_server_that_is_not_there_is_told_apart(settings: Settings) -> None:
    assert await refused(with_post(settings, free_port())) is PostSilent


@pytest.mark.parametrize(
    ("refuses", "refusal"),
    [
        ({"ana@example.org": "550 No such user"}, ReaderRefused),
        ({"ana@example.org": "450 Greylisted"}, PostBusy),
        ({"MAIL": "553 Not your address"}, SenderRefused),
        ({"MAIL": "451 Try later"}, PostBusy),
        ({"DATA": "554 Looks like spam"}, LetterRefused),
        ({"DATA": "452 No room"}, PostBusy),
    ],
)
async def test_a_refusal_is_told_by_what_it_means(
    post: tuple[Settings, Office], refuses: dict[str, str], refusal: type[Refusal]
) -> None:
    settings, office = post
    office.refuses |= refuses
    assert await refused(settings) is refusal
    office.refuses.clear()
    await send(settings, ANA)  # by hand, once more
    assert len(office.letters) == 1


@pytest.mark.parametrize("known", [{"smtp_password": "wrong"}, {"smtp_user": "böse", "smtp_password": "wrong"}])
async def test_a_wrong_password_is_told_apart(settings: Settings, known: dict[str, Any]) -> None:
    port = free_port()
    with open_office(port, authenticator=knows, auth_required=True, auth_require_tls=False) as office:
        assert await refused(with_post(settings, port, **({"smtp_user": USER} | known))) is PasswordRefused
        assert office.letters == []


async def test_a_server_that_asks_for_no_name_does_not_get_ours(settings: Settings) -> None:
    port = free_port()
    with open_office(port) as office:
        known = with_post(settings, port, smtp_user=USER, smtp_password=PASSWORD)
        assert await refused(known) is PasswordRefused
        assert office.letters == []


async def test_letters_in_an_address_that_a_server_cannot_read_are_said(settings: Settings) -> None:
    port = free_port()
    with open_office(port, enable_SMTPUTF8=False) as office:
        assert await refused(with_post(settings, port), ANA._replace(to="åse@example.org")) is ReaderRefused
        assert office.letters == []


async def test_letters_in_an_address_arrive_where_they_can_be_read(settings: Settings) -> None:
    port = free_port()
    with open_office(port, enable_SMTPUTF8=True) as office:
        await send(with_post(settings, port), ANA._replace(to="åse@example.org"))
        assert [each.readers for each in office.letters] == [["åse@example.org"]]


async def test_a_server_that_only_greets_encrypted_is_not_waited_for_in_vain(
    settings: Settings, authority: Authority, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SSL_CERT_FILE", str(authority.file))
    monkeypatch.setattr("app.post.PATIENCE", 0.5)
    port = free_port()
    with open_office(port, "tls", authority.context):
        assert await refused(with_post(settings, port, "none")) is PostSilent
