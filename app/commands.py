"""What the commands do. Each imports what it needs when it runs, so that the others start at once."""

import argparse
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from app.asked import (
    ROOT,
    code_from,
    invitation,
    listens_on_localhost,
    next_free_port,
    plan_from_file,
    refuse_if_in_use,
    refuse_if_taken,
    screens,
    settings_from,
    with_address,
)
from app.terminal import Trouble, heading, say

if TYPE_CHECKING:
    from app.settings import Settings


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
