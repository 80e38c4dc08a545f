"""The house stands as docs/architecture.md says: who imports whom, where queries are, how long anything is."""

import ast
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
FOLDERS = ("app", "rehearsal", "bench", "tests", "migrations")
SHORT = ("app", "rehearsal", "tests")
LONGEST_FUNCTION, LONGEST_FILE = 40, 300

MAY_IMPORT = {
    "clock": set(),
    "text": set(),
    "settings": set(),
    "passwords": set(),
    "provider": {"settings"},
    "i18n": set(),
    "qr": set(),
    "calendar": set(),
    "jinja": {"i18n", "qr"},
    "straight": set(),
    "models": {"clock"},
    "methods": set(),
    "domain": {"models", "methods", "straight", "clock", "text"},
    "store": {"models", "domain"},
    "summary": {"models", "methods", "domain", "clock", "text", "i18n", "jinja"},
    "venue": {"models", "methods", "domain", "summary", "clock", "i18n", "jinja", "qr", "calendar"},
    "following": {"models", "methods", "domain", "summary", "venue", "clock", "i18n", "jinja", "calendar"},
    "live": {"models", "methods", "domain", "store", "venue", "clock", "i18n", "jinja", "calendar"},
    "printing": {"methods", "store", "summary", "i18n"},
    "packing": {"printing", "venue"},
    "press": {"printing", "packing", "summary"},
    "post": {"domain", "clock", "settings"},
    "mailroom": {"domain", "store", "post", "settings"},
    "rehearsing": {"domain", "store", "founding", "i18n", "settings"},
    "routers": {
        "methods",
        "domain",
        "store",
        "live",
        "summary",
        "venue",
        "press",
        "printing",
        "packing",
        "clock",
        "i18n",
        "jinja",
        "settings",
    }
    | {"post", "following", "mailroom", "rehearsing", "qr", "calendar", "passwords", "provider"},
}
"""What each room of app/ may know of the others. Rooms that wire or start everything may know everything."""

WEB = {"fastapi", "starlette", "uvicorn", "websockets", "httpx"}
WITHOUT_WEB = ("clock", "text", "settings", "i18n", "jinja", "models", "methods", "domain", "store", "summary", "venue")
WITHOUT_WEB += ("following",)
QUERIES = {"select", "insert", "update", "delete", "text"}
ASKS = {"execute", "exec_driver_sql", "scalars"}
MAY_QUERY = (
    "app/domain/",
    "app/live/fragments/",
    "app/live/drawing.py",
    "app/summary/",
    "app/following/",
    "app/store.py",
    "app/straight.py",
    "app/upgrade.py",
    "migrations/",
    "bench/",
    "tests/",
)
MAY_COMMIT = ("app/store.py", "migrations/env.py", "bench/", "tests/")
SAYS_NOTHING = {"util", "utils", "helper", "helpers", "manager", "managers", "service", "services"}


@cache
def parsed(file: Path) -> ast.Module:
    return ast.parse(file.read_text(encoding="utf-8"))


def files(*folders: str) -> list[Path]:
    return sorted(file for folder in folders for file in (ROOT / folder).rglob("*.py"))


def name_of(file: Path) -> str:
    return file.relative_to(ROOT).as_posix()


def imported(file: Path) -> Iterator[str]:
    """The full name of everything a file imports, wherever in it."""
    for node in ast.walk(parsed(file)):
        if isinstance(node, ast.Import):
            yield from (each.name for each in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield from (f"{node.module}.{each.name}" for each in node.names)


def room_of(file: Path) -> str:
    return file.relative_to(ROOT / "app").parts[0].removesuffix(".py")


def calls(file: Path) -> Iterator[tuple[str, ast.Call]]:
    """The last name of whatever is called, and the call."""
    for node in ast.walk(parsed(file)):
        if isinstance(node, ast.Call):
            yield ast.unparse(node.func).rpartition(".")[2], node


@pytest.mark.parametrize("room", MAY_IMPORT)
def test_a_room_knows_only_the_rooms_before_it(room: str) -> None:
    strangers = [
        (name_of(file), name)
        for file in files("app")
        if room_of(file) == room
        for name in imported(file)
        if name.startswith("app.") and name.split(".")[1] not in MAY_IMPORT[room] | {room}
    ]
    assert strangers == []


def test_every_room_is_on_the_plan() -> None:
    rooms = {file.name for file in (ROOT / "app").iterdir() if (file / "__init__.py").exists()}
    assert rooms - set(MAY_IMPORT) == set()


def test_the_rules_know_nothing_of_the_web() -> None:
    web = [
        (name_of(file), name)
        for file in files("app")
        if room_of(file) in WITHOUT_WEB
        for name in imported(file)
        if name.split(".")[0] in WEB
    ]
    assert web == []


def test_queries_are_asked_where_one_looks_for_them() -> None:
    found = [
        (name_of(file), name)
        for file in files(*FOLDERS)
        if not name_of(file).startswith(MAY_QUERY)
        for name in imported(file)
        if name.split(".")[0] in ("sqlalchemy", "sqlmodel") and name.split(".")[-1] in QUERIES
    ]
    asked = [
        (name_of(file), name)
        for file in files("app", "rehearsal")
        if not name_of(file).startswith(MAY_QUERY)
        for name, _ in calls(file)
        if name in ASKS
    ]
    assert (found, asked) == ([], [])


def test_only_the_store_commits() -> None:
    commits = {name_of(file) for file in files(*FOLDERS) for name, call in calls(file) if name == "commit"}
    assert {name for name in commits if not name.startswith(MAY_COMMIT)} == set()


def test_channels_are_spelled_in_one_place() -> None:
    from app.live import channels

    names = {channels.PHONE, channels.DESK, channels.STAGE_SCREEN, channels.TOWER, channels.EVERYONE}
    told = ("changes", "drawing", "hub", "regions", "presence", "doorbell", "frames")
    spelled = [
        (name_of(file), node.lineno)
        for file in files("app")
        if file.parent.name == "live" and file.stem in told
        for node in ast.walk(parsed(file))
        if isinstance(node, ast.Constant) and node.value in names
    ]
    addressed = [
        (name_of(file), call.lineno)
        for file in files("app")
        for name, call in calls(file)
        if name in ("Channel", "View") and any(isinstance(each, ast.Constant) for each in call.args)
    ]
    assert (spelled, addressed) == ([], [])


def test_functions_are_short() -> None:
    long = [
        f"{name_of(file)}:{node.lineno} {node.name}"
        for file in files(*SHORT)
        for node in ast.walk(parsed(file))
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
        and (node.end_lineno or 0) - node.lineno >= LONGEST_FUNCTION
    ]
    assert long == []


def test_files_are_short() -> None:
    lengths = {name_of(file): len(file.read_text("utf-8").splitlines()) for file in files(*SHORT)}
    assert {name: lines for name, lines in lengths.items() if lines > LONGEST_FILE} == {}


def identifiers(file: Path) -> Iterator[str]:
    yield file.stem
    for node in ast.walk(parsed(file)):
        match node:
            case ast.ClassDef(name=name) | ast.FunctionDef(name=name) | ast.AsyncFunctionDef(name=name):
                yield name
            case ast.arg(arg=name) | ast.Name(id=name, ctx=ast.Store()):
                yield name


def test_no_name_says_that_a_thing_was_not_understood() -> None:
    empty = {
        (name_of(file), name)
        for file in files(*FOLDERS)
        for name in identifiers(file)
        if set(re.sub(r"([a-z])([A-Z])", r"\1_\2", name).lower().split("_")) & SAYS_NOTHING
    }
    assert empty == set()


def test_no_file_has_a_name_that_says_nothing() -> None:
    drawn = [*(ROOT / "app/templates").rglob("*"), *(ROOT / "app/static").rglob("*")]
    assert [file.name for file in drawn if set(re.split(r"[-_.]", file.name)) & SAYS_NOTHING] == []
