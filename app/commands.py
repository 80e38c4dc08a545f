"""What the commands do. Each imports what it needs when it runs, so that the others start at once."""

import argparse
import os
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from app.terminal import Trouble, free_port, heading, lan_address, qr, say, shows_blocks, table

if TYPE_CHECKING:
    from pydantic import ValidationError

    from app.demo import Addresses
    from app.domain.plans import Plan
    from app.settings import Settings

ROOT = Path(__file__).resolve().parent.parent
ASKED_WRONGLY = 2
PORTS_TO_TRY = 50
EVERYWHERE = ("0.0.0.0", "::")


def run_demo(asked: argparse.Namespace) -> None:
    settings = settings_from(asked)
    refuse_if_in_use(settings)
    port = next_free_port(settings.host, settings.port)
    quietly = {"port": port, "assets": "local", "is_first_look": True}  # a first look asks no third party
    settings = settings.model_copy(update=quietly)
    if asked.fresh:
        set_aside(settings.data)

    from app.demo import prepare
    from app.main import serve

    for_phones = with_address(settings)
    told = settings if listens_on_localhost(settings) else for_phones
    addresses = prepare(told, fresh=asked.fresh, plan=asked.plan)
    say()
    heading("A lab is under way. Open its screens, all in one browser if you like:")
    screens(addresses)
    invitation(for_phones.address(urlsplit(addresses.join).path))
    say(f"Everything is kept in {settings.data}")
    say("Ctrl-C stops. The next demo goes on from there; --fresh begins again.")
    say()
    serve(for_phones)


def run_serve(asked: argparse.Namespace) -> None:
    settings = settings_from(asked)
    refuse_if_in_use(settings)
    refuse_if_taken(settings.host, settings.port)

    from app.founding import every_address
    from app.main import serve
    from app.organising import set_up_link

    told = with_address(settings)
    labs, is_new = every_address(told)
    say(f"Samskap is open at {told.address()} and keeps everything in {settings.data}")
    if link := set_up_link(told):
        say()
        heading("Nobody organises here yet. Make the first account by this link, which serves once:")
        say(f"  {link}")
    if is_new or asked.links:
        say()
        heading("Each link lets its holder in. Keep the tower's for yourself and send each moderator theirs:")
        for lab in labs:
            say(f"{lab.title} ({lab.code})") if len(labs) > 1 else None
            screens(lab)
        say()
        say("To see them again: ./samskap serve --links")
    serve(told)


def run_import(asked: argparse.Namespace) -> None:
    settings = settings_from(asked)
    from app.importing import bring_summary, holds_summary

    if holds_summary(asked.file):
        bring_summary(settings, asked)
        return
    plan = plan_from_file(asked.file)
    if asked.code:
        plan = plan.model_copy(update={"code": code_from(asked.code)})
    refuse_if_in_use(settings)

    from app.domain.errors import CodeTaken
    from app.founding import found_lab

    try:
        lab = found_lab(with_address(settings), plan)
    except CodeTaken as refusal:
        raise Trouble(f"A lab with the code {plan.code} is here already.", "Choose another: --code NEW") from refusal
    say(f"“{lab.title}” is founded, with the code {lab.code}, in {settings.data}")
    say()
    heading("Each link lets its holder in. Keep the tower's for yourself and send each moderator theirs:")
    screens(lab)
    say()
    say(f"To open it: ./samskap serve --data {settings.data}")


def run_export(asked: argparse.Namespace) -> None:
    from app.exporting import export

    settings = settings_from(asked)
    refuse_if_empty(settings)
    export(settings, code_from(asked.code), asked)


def run_pack(asked: argparse.Namespace) -> None:
    from app.exporting import write_pack

    settings = settings_from(asked)
    refuse_if_empty(settings)
    write_pack(with_address(settings), code_from(asked.code), asked)


def refuse_if_empty(settings: "Settings") -> None:
    if not settings.database.exists():
        raise Trouble(f"There is no lab in {settings.data}.", "Name the folder: --data DIR")


def run_plan(asked: argparse.Namespace) -> None:
    settings = settings_from(asked)
    refuse_if_empty(settings)

    from app.domain.errors import NoSuchLab
    from app.domain.plans import written
    from app.founding import kept_plan

    try:
        plan = kept_plan(settings, code_from(asked.code))
    except NoSuchLab as refusal:
        raise Trouble(
            f"No lab in {settings.data} has the code {asked.code}.", "Look at its tower once more."
        ) from refusal
    print(written(plan, "json" if asked.json else "yaml"), end="")


def run_organiser(asked: argparse.Namespace) -> None:
    from app.organising import obey

    obey(with_address(settings_from(asked)), asked)


def run_test(asked: argparse.Namespace) -> int:
    from app.checks import check

    return check(ROOT, more=asked.rest, is_all=asked.all, with_browser=not asked.no_browser)


# --- What the commands share


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


def set_aside(data: Path) -> None:
    """Moves the folder away under a name that says when, so that nothing is ever lost by beginning again."""
    if not data.exists() or not any(data.iterdir()):
        return
    if not (data / "samskap.db").exists():
        raise Trouble(f"{data} holds other things than a lab.", "Name another folder: --data DIR")
    aside = data.with_name(f"{data.name}-before-{datetime.now(UTC).astimezone():%Y%m%d-%H%M%S}")
    try:
        data.rename(aside)
    except OSError as refusal:
        raise Trouble(
            f"{data} cannot be set aside ({refusal.strerror}).", "Name another folder: --data DIR"
        ) from refusal
    say(f"What was in {data} is now in {aside}")


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
