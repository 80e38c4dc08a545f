"""`samskap rehearse`: its arguments, and one run."""

import argparse
import asyncio
import contextlib
import json
import random
import sys
from pathlib import Path
from urllib.parse import urlsplit

from rich.console import Console

from rehearsal.figures import Figures
from rehearsal.plan import Impossible, Plan
from rehearsal.rehearse import Rehearsal
from rehearsal.telling import table, told, told_in_lines, verdict
from rehearsal.words import NoWords

PIPED = Path("-")
WELL, BROKEN, NOT_REHEARSED, STOPPED = 0, 1, 2, 130


def add_arguments(parser: argparse.ArgumentParser) -> None:
    say = parser.add_argument
    say("code", metavar="CODE", help="the lab's join code")
    say("--url", default="http://127.0.0.1:8000", help="the server, on this computer or in its network")
    say("--participants", type=int, default=40, metavar="N", help="how many people to simulate")
    say("--groups", type=int, default=0, metavar="N", help="choose among groups 1 to N; 0: let the lab seat everyone")
    say("--minutes", type=float, default=3.0, metavar="M", help="how long, counted from the first open prompt")
    say("--each", type=float, default=3.0, metavar="N", help="contributions a person, on average")
    say("--from", dest="words", type=Path, metavar="FILE.csv", help="real words: a Polis export's comments.csv")
    say("--seed", type=int, metavar="N", help="the same seed plays the same people, words and moments")
    say("--patience", type=float, default=300.0, metavar="S", help="seconds to wait for a prompt to be opened")
    say(
        "--moderate",
        type=Path,
        metavar="KEYFILE",
        help="moderators' links or keys, one a line: opens writing by itself",
    )
    say("--json", action="store_true", help="print one JSON object; the progress goes to stderr")
    say("--lines", action="store_true", help="print the progress as JSON, a line each second, and what came of it last")


def run(arguments: argparse.Namespace) -> int:
    """0: all well; 1: something acknowledged was lost or duplicated; 2: nothing could be rehearsed."""
    console = Console(stderr=True)
    try:
        plan = plan_of(arguments)
        plan.check()
        allow_sockets(plan.participants)
        figures = asyncio.run(played(plan, console, in_lines=arguments.lines))
    except (Impossible, NoWords) as why:
        console.print(f"[red]{why}[/]", highlight=False)
        tell_line({"trouble": str(why)}, is_asked=arguments.lines)
        return NOT_REHEARSED
    except KeyboardInterrupt:
        console.print("Stopped.")
        return STOPPED
    if arguments.lines:
        tell_line({"figures": figures.as_json()}, is_asked=True)
    else:
        show(figures, is_json=arguments.json)
    return exit_code(figures)


def tell_line(told: dict[str, object], *, is_asked: bool) -> None:
    if is_asked:
        print(json.dumps(told, ensure_ascii=False), flush=True)


def plan_of(arguments: argparse.Namespace) -> Plan:
    return Plan(
        code=arguments.code,
        url=arguments.url.rstrip("/"),
        participants=arguments.participants,
        groups=arguments.groups,
        minutes=arguments.minutes,
        each=arguments.each,
        patience=arguments.patience,
        seed=random.randrange(1, 10**6) if arguments.seed is None else arguments.seed,
        words=arguments.words,
        keys=keys_in(arguments.moderate) if arguments.moderate else (),
    )


def keys_in(file: Path) -> tuple[str, ...]:
    """Links (`…/enter#KEY`) or bare keys, one a line; “-” reads them from what is piped in. Raises Impossible."""
    try:
        lines = (sys.stdin.read() if file == PIPED else file.read_text(encoding="utf-8")).split()
    except (OSError, UnicodeDecodeError) as trouble:
        raise Impossible(f"{file}: {trouble}") from trouble
    return tuple(urlsplit(line).fragment or line for line in lines)


def allow_sockets(participants: int) -> None:
    """Each phone needs a socket and a connection; many systems allow 1,024 files until asked."""
    with contextlib.suppress(ImportError, ValueError, OSError):
        import resource

        least, most = resource.getrlimit(resource.RLIMIT_NOFILE)
        wanted = 3 * participants + 200
        if least < wanted:
            resource.setrlimit(resource.RLIMIT_NOFILE, (wanted if most < 0 else min(wanted, most), most))


async def played(plan: Plan, console: Console, *, in_lines: bool) -> Figures:
    rehearsal = Rehearsal(plan)
    async with told_in_lines(rehearsal) if in_lines else told(rehearsal, console):
        return await rehearsal.run()


def show(figures: Figures, *, is_json: bool) -> None:
    if is_json:
        sys.stdout.write(json.dumps(figures.as_json(), ensure_ascii=False) + "\n")
        return
    console = Console()
    console.print(table(figures))
    console.print(verdict(figures))


def exit_code(figures: Figures) -> int:
    if figures.is_broken:
        return BROKEN
    return WELL if figures.was_rehearsed else NOT_REHEARSED
