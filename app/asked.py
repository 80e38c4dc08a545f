"""What is asked of a command, and what it tells of where screens are found."""

import argparse
import os
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from app.terminal import ASKED_WRONGLY, Trouble, free_port, heading, lan_address, qr, say, shows_blocks, table

if TYPE_CHECKING:
    from pydantic import ValidationError

    from app.demo import Addresses
    from app.domain.plans import Plan
    from app.settings import Settings

ROOT = Path(__file__).resolve().parent.parent
PORTS_TO_TRY = 50
EVERYWHERE = ("0.0.0.0", "::")


def plan_from_file(file: Path) -> "Plan":
    from app.domain.plans import PlanRefused, plan_in

    try:
        return plan_in(file)
    except OSError as refusal:
        raise Trouble(
            f"{file} cannot be read ({refusal.strerror}).", "Look at its name and where it lies."
        ) from refusal
    except PlanRefused as refusal:
        many = "\n".join(each.told() for each in refusal.complaints)
        raise Trouble(
            f"{file.name} cannot be used as it is.\n{many}", "docs/plans.md says what a plan holds."
        ) from refusal


def code_from(typed: str) -> str:
    from app.text import Unfit, join_code

    try:
        return join_code(typed)
    except Unfit as unfit:
        raise Trouble(f"{typed} is no join code.", "It has 4 to 16 letters and digits.", ASKED_WRONGLY) from unfit


def settings_from(asked: argparse.Namespace) -> "Settings":
    """What was typed, else what the environment says, else the default."""
    from pydantic import ValidationError

    from app.settings import Settings

    typed = {name: getattr(asked, name, None) for name in ("host", "port", "public_url")}
    try:
        settings = Settings(
            data=data_folder(asked), **{name: value for name, value in typed.items() if value is not None}
        )
    except ValidationError as refusal:
        raise Trouble(*in_plain_words(refusal), code=ASKED_WRONGLY) from refusal
    if settings.public_url and urlsplit(settings.public_url).scheme not in ("http", "https"):
        cure = "Write it whole: https://lab.example.org"
        raise Trouble(f"{settings.public_url} is no web address.", cure, ASKED_WRONGLY)
    return settings


def data_folder(asked: argparse.Namespace) -> Path:
    named: Path | None = asked.data
    if named is None and "SAMSKAP_DATA" in os.environ:
        named = from_where_called(Path(os.environ["SAMSKAP_DATA"]))
    return (named or ROOT / "data").resolve()


def from_where_called(path: Path) -> Path:
    """The launcher steps into the project's folder; a path is meant from where one stood."""
    return Path(os.environ.get("SAMSKAP_CALLED_FROM", ".")) / path.expanduser()


def in_plain_words(refusal: "ValidationError") -> tuple[str, str]:
    wrong = [f"{'.'.join(map(str, error['loc']))} ({error['msg'].lower()})" for error in refusal.errors()]
    return (
        f"These settings cannot be used: {', '.join(wrong)}.",
        "They come from the command line or SAMSKAP_… variables.",
    )


def refuse_if_in_use(settings: "Settings") -> None:
    if not settings.database.exists():
        return

    from app.store import InUse, lock

    try:
        lock(settings.database).close()
    except InUse as refusal:
        raise Trouble(
            f"Another Samskap is running on the folder {settings.data}.",
            "End that one first (Ctrl-C where it runs), or take another folder: --data DIR",
        ) from refusal


def refuse_if_taken(host: str, port: int) -> None:
    if free_port(host, port) is None:
        raise Trouble(
            f"Port {port} is taken: another program listens there, perhaps Samskap itself.",
            f"End that one, or take another port: --port {port + 1}",
        )


def next_free_port(host: str, wanted: int) -> int:
    for port in range(wanted, min(wanted + PORTS_TO_TRY, 65536)):
        found = free_port(host, port)
        if found is not None:
            if found != wanted != 0:
                say(f"Port {wanted} is taken by another program, so this demo is on port {found}.")
            return found
    raise Trouble(f"Port {wanted} and the next ones are all taken.", "Name one that is free: --port 9000")


def with_address(settings: "Settings") -> "Settings":
    """The same, with the address that works for the phones in the room if one is to be found."""
    everywhere = settings.host in EVERYWHERE
    host = (lan_address() or "localhost") if everywhere else settings.host
    found = f"http://{f'[{host}]' if ':' in host else host}:{settings.port}"
    return settings.model_copy(update={"public_url": settings.public_url or found})


def listens_on_localhost(settings: "Settings") -> bool:
    """Browsers allow a page from localhost more than one from an address in the network."""
    return settings.host in (*EVERYWHERE, "127.0.0.1", "::1", "localhost")


def screens(addresses: "Addresses") -> None:
    if addresses.archive:
        table([("archive", addresses.archive)])
        return
    desks = [(f"desk {who}", url) for who, url in addresses.desks]
    table([("phone", addresses.phone), *desks, ("stage", addresses.stage), ("tower", addresses.tower)])


def invitation(join: str) -> None:
    say()
    if urlsplit(join).hostname in ("localhost", "127.0.0.1", "::1"):
        heading("No phone can reach this machine: it is in no network, or --host keeps it to itself.")
    else:
        heading("Join with a phone of your own, in the same network:")
        say(f"  {join}")
        if shows_blocks():
            say(qr(join))
    say()
