"""The command line: `./samskap demo`, `serve`, `import`, `export`, `plan`, `organiser`, `rehearse`, `test`.

At the top only the standard library is imported: `--help` must answer before there is an environment.
"""

import argparse
import os
import sys
import tomllib
from collections.abc import Sequence
from pathlib import Path
from typing import Any, TypeAlias

from app.asked import ROOT, from_where_called
from app.commands import (
    run_demo,
    run_export,
    run_import,
    run_organiser,
    run_pack,
    run_plan,
    run_serve,
    run_test,
)
from app.organiser_command import ABOUT as ABOUT_ORGANISERS
from app.organiser_command import add_arguments as add_acts
from app.terminal import ASKED_WRONGLY, Trouble, complain

INTERRUPTED = 130

ABOUT = "Samskap runs a participatory lab: from a code on the wall to signed-off lessons in everyone's hands."

EXAMPLES = """\
examples:
  ./samskap demo                     look at it now: prints an address for each screen
  ./samskap serve --data ~/labs      run it for real, with everything kept in ~/labs
  ./samskap demo --help              what one command can do

What can be set on the command line can be set in the environment too: SAMSKAP_DATA, SAMSKAP_PORT and so on.
"""

DEMO = """\
Opens a lab that is ready to begin: four screens to look at, nothing to set up, and nobody in it yet. Prints an
address for the phone, each desk, the stage and the tower, and a QR code for joining with a phone of your own.
To see people at work there, let some be played: at the tower, on the page “Rehearsal”, or by `./samskap rehearse CODE`
in another window.
Everything is kept in the data folder, so the next demo goes on where this one stopped.
"""

IMPORT = """\
Founds a lab from a plan: a file in YAML or JSON, as docs/plans.md tells, yours or one of app/plans. Prints the links of
its screens. What is wrong with a plan is told by line, with a cure, and then nothing is founded.
A summary that was exported as JSON is kept as an archive, to be read and never changed; its link is printed.
"""

PLAN = """\
Writes a lab's plan: its agenda, stages, prompts, groups and people, as a file that `import` founds the same lab from.
What people wrote in the lab is no part of it. Works while the lab is being served.
"""

SERVE = """\
Runs Samskap for your own labs until Ctrl-C. The first start prints the organiser's and the moderators' links.
Everything is kept in the data folder: back that up.
"""

TEST = """\
Checks the code as every change is checked: style and layout (ruff), types (mypy), tests (pytest). Brings what
this needs the first time: the test tools, and a Chromium for the browser tests.
"""

TEST_MORE = """\
Anything else is handed on to pytest, and then only pytest runs:
  ./samskap test tests/test_launcher.py -x
"""

BENCH = """\
Starts the real server on one core, drives it from another, and does the same with two bare servers that only pass
the same bytes on. Tells ratios first: they mean the same on any machine, seconds do not. Takes a quarter of an hour.
"""

EXPORT = """\
Writes the summary of a lab as files. It may be served meanwhile: nothing of it is held up.
"""

EXPORT_MORE = """\
example:
  ./samskap export 7PL1383V --format pdf,docx,xlsx --profile public --language fr --out ~/summary
"""

PACK = """\
Writes the paper of a lab as one PDF: a poster, a run sheet for moderators, table tents, slips for ideas and ballots.
It may be served meanwhile. QR codes lead to the address named by --public-url, else to this machine's in its network.
"""

PACK_MORE = """\
example:
  ./samskap pack 7PL1383V --paper a4 --language fr --public-url https://lab.example.org --out pack.pdf
"""

PROFILES = ("public", "chatham", "internal")

REHEARSE = "Sends simulated participants through a lab on a running server, so that the day itself holds no surprise."


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command. Returns what the shell is told: 0 done, 1 could not, 2 asked wrongly, 130 interrupted."""
    typed = list(sys.argv[1:] if arguments is None else arguments)
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="replace")  # a terminal that lacks a sign shows a question mark instead
    try:
        return obey(typed)
    except KeyboardInterrupt:
        return INTERRUPTED
    except BrokenPipeError:  # whoever read along has read enough
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 1
    except Trouble as trouble:
        complain(trouble)
        return trouble.code
    except Exception as broken:
        if "SAMSKAP_TRACEBACK" in os.environ:
            raise
        complain(unforeseen(broken))
        return 1


def obey(typed: Sequence[str]) -> int:
    if typed[:1] == ["help"]:
        typed = [*typed[1:2], "--help"]
    parser = command_line(typed)
    own, rest = split_for_pytest(typed)
    asked = parser.parse_args(own)
    if asked.command is None:
        parser.print_help()
        return ASKED_WRONGLY
    asked.rest = rest
    take_from_where_called(asked)
    return int(asked.run(asked) or 0)


def split_for_pytest(typed: Sequence[str]) -> tuple[list[str], list[str]]:
    """What is ours and what is pytest's: `test` knows a few words of its own and hands the others on untouched."""
    if typed[:1] != ["test"]:
        return list(typed), []
    own = [word for word in typed if word in ("test", "-h", "--help", "--all", "--no-browser")]
    return own[:1] + [word for word in own[1:] if word != "test"], [word for word in typed[1:] if word not in own]


def take_from_where_called(asked: argparse.Namespace) -> None:
    for name, value in vars(asked).items():
        if isinstance(value, Path):
            setattr(asked, name, from_where_called(value))


def unforeseen(broken: Exception) -> Trouble:
    if isinstance(broken, ModuleNotFoundError):
        return Trouble(f"{broken.name} is missing here.", "Start Samskap by ./samskap, which brings what it needs.")
    words = str(broken).strip() or "no more is known"
    cure = "To see where, set SAMSKAP_TRACEBACK=1 and run it again."
    return Trouble(f"That did not work ({type(broken).__name__}: {words}).", cure)


# --- What can be typed


class Parser(argparse.ArgumentParser):
    """Keeps our line breaks, and takes no half-typed options: `--data` must not begin to mean another one day."""

    def __init__(self, *args: Any, **more: Any) -> None:
        more |= {"formatter_class": argparse.RawDescriptionHelpFormatter, "allow_abbrev": False}
        super().__init__(*args, **more)


Commands: TypeAlias = "argparse._SubParsersAction[Parser]"


def command_line(typed: Sequence[str]) -> Parser:
    parser = Parser("samskap", description=ABOUT, epilog=EXAMPLES)
    parser.add_argument("--version", action="version", version=f"Samskap {version()}")
    commands = parser.add_subparsers(title="commands", dest="command", metavar="COMMAND")
    add_demo(commands)
    add_serve(commands)
    add_import(commands)
    add_export(commands)
    add_pack(commands)
    add_plan(commands)
    add_organiser(commands)
    add_rehearse(commands, is_asked="rehearse" in typed[:1])
    add_bench(commands, is_asked="bench" in typed[:1])
    add_test(commands)
    return parser


def version() -> str:
    return str(tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]["version"])


def add_demo(commands: Commands) -> None:
    demo = commands.add_parser("demo", help="look at it now, in a lab that is ready to begin", description=DEMO)
    add_where(demo)
    names = sorted(file.stem for file in (ROOT / "app" / "plans").glob("*.yaml"))
    demo.add_argument("--plan", choices=names, metavar="NAME", help=f"which lab: {', '.join(names)}")
    demo.add_argument("--fresh", action="store_true", help="begin again; what was there is set aside, not deleted")
    demo.set_defaults(run=run_demo)


def add_serve(commands: Commands) -> None:
    serve = commands.add_parser("serve", help="run your own labs", description=SERVE)
    add_where(serve)
    serve.add_argument("--public-url", metavar="URL", help="the address people use, when a proxy stands in front")
    serve.add_argument("--links", action="store_true", help="show the organiser's and the moderators' links again")
    serve.set_defaults(run=run_serve)


def add_import(commands: Commands) -> None:
    words = "found a lab from a plan file, or keep a summary"
    bring = commands.add_parser("import", help=words, description=IMPORT)
    bring.add_argument("file", type=Path, metavar="FILE", help="the plan, in YAML or JSON; or a summary's JSON")
    bring.add_argument("--code", metavar="CODE", help="its join code (default: the plan's, else one is chosen)")
    bring.add_argument("--public-url", metavar="URL", help="the address people use, when a proxy stands in front")
    add_where(bring)
    bring.set_defaults(run=run_import)


def add_export(commands: Commands) -> None:
    words = "write a lab's summary, in one format or several"
    export = commands.add_parser("export", help=words, description=EXPORT, epilog=EXPORT_MORE)
    export.add_argument("code", metavar="CODE", help="the lab's join code")
    writers = (ROOT / "app" / "summary" / "writers").glob("*.py")
    names = ", ".join(sorted(file.stem for file in writers if file.stem not in ("__init__", "base")))
    export.add_argument("--format", default="pdf", metavar="LIST", help=f"of {names}, or all (default: pdf)")
    export.add_argument("--profile", choices=PROFILES, default="public", help="for whose eyes (default: public)")
    export.add_argument("--language", metavar="LANGUAGE", help="of labels, dates and numbers (default: the lab's)")
    export.add_argument("--out", type=Path, default=Path(), metavar="DIR", help="where to (default: here)")
    export.add_argument("--data", type=Path, metavar="DIR", help="the folder everything is kept in (default: data)")
    export.set_defaults(run=run_export)


def add_pack(commands: Commands) -> None:
    pack = commands.add_parser("pack", help="write the paper for the room", description=PACK, epilog=PACK_MORE)
    pack.add_argument("code", metavar="CODE", help="the lab's join code")
    pack.add_argument("--paper", choices=("a4", "letter"), default="a4", help="what it is printed on (default: a4)")
    pack.add_argument("--language", metavar="LANGUAGE", help="one language (default: the lab's first two)")
    pack.add_argument("--ballots", type=int, default=8, metavar="N", help="paper ballots for each vote (default: 8)")
    pack.add_argument("--out", type=Path, default=Path(), metavar="FILE", help="where to (default: here)")
    pack.add_argument("--public-url", metavar="URL", help="the address people use, when a proxy stands in front")
    add_where(pack)
    pack.set_defaults(run=run_pack)


def add_plan(commands: Commands) -> None:
    plan = commands.add_parser("plan", help="write a lab's plan, to be imported again", description=PLAN)
    plan.add_argument("code", metavar="CODE", help="the lab's join code")
    plan.add_argument("--json", action="store_true", help="as JSON (default: YAML)")
    plan.add_argument("--data", type=Path, metavar="DIR", help="the folder everything is kept in (default: data)")
    plan.set_defaults(run=run_plan)


def add_organiser(commands: Commands) -> None:
    words = "who has an account, and links to new ones"
    organiser = commands.add_parser("organiser", help=words, description=ABOUT_ORGANISERS)
    add_acts(organiser)
    organiser.set_defaults(run=run_organiser)


def add_where(command: Parser) -> None:
    command.add_argument("--data", type=Path, metavar="DIR", help="the folder everything is kept in (default: data)")
    command.add_argument("--host", metavar="ADDRESS", help="listen on this address only (default: on all)")
    command.add_argument("--port", type=int, metavar="N", help="listen on this port (default: 8000)")


def add_rehearse(commands: Commands, is_asked: bool) -> None:
    words = "send simulated participants through a lab on a running server"
    rehearse = commands.add_parser("rehearse", help=words, description=REHEARSE)
    if is_asked:
        from rehearsal.command import add_arguments, run

        add_arguments(rehearse)
        rehearse.set_defaults(run=run)


def add_bench(commands: Commands, is_asked: bool) -> None:
    bench = commands.add_parser("bench", help="measure the real server beside bare ones", description=BENCH)
    if is_asked:
        from bench.command import add_arguments, run

        add_arguments(bench)
        bench.set_defaults(run=run)


def add_test(commands: Commands) -> None:
    test = commands.add_parser("test", help="check the code: style, types, tests", description=TEST, epilog=TEST_MORE)
    test.usage = "samskap test [-h] [--all] [--no-browser] [pytest arguments ...]"
    test.add_argument("--all", action="store_true", help="the slow tests too")
    test.add_argument("--no-browser", action="store_true", help="leave out the tests that need Chromium")
    test.set_defaults(run=run_test)
