"""What is named in one room is there in the other: macros, events, rules and verbs."""

import ast
import importlib
import json
import pkgutil
import re
from collections.abc import Iterator
from inspect import iscoroutinefunction
from pathlib import Path
from types import SimpleNamespace
from typing import Any, get_type_hints

import pytest
from jinja2 import meta

import app.domain
from app.domain import edition_events, events, steering_events, vote_events
from app.domain.events import Happened, known, revived
from app.domain.kinds import kinds
from app.domain.rules import MAY
from app.following import own, pages
from app.jinja import ROOT, macro, templates
from app.live import beside_tower, invitations, rehearsals
from app.live.changes import changes
from app.live.channels import Channel
from app.live.fragments import Fragment, sources
from app.live.regions import OF_GROUP, OF_LAB, regions
from app.main import create_app
from app.settings import Settings
from app.summary import checking, report
from app.summary.writers import formats
from tests.test_architecture import calls, files, parsed

TEMPLATES = sorted(file.relative_to(ROOT / "templates").as_posix() for file in (ROOT / "templates").rglob("*.html"))
PIECE = re.compile(r"[\w/]+\.html:\w+")
LEAVES = [kind for kind in known().values() if not kind.__subclasses__()]
TOLD_TO_NO_SCREEN = {events.LabFounded, events.PassRevoked, vote_events.BallotChanged, edition_events.DraftChecked}
TOLD_TO_NO_SCREEN |= {events.OwnerInvited, steering_events.ViewersInvited}
SOME: dict[Any, Any] = {int: 1, str: "x", bool: True, int | None: 1, list[int]: [1, 2], list[list[int]]: [[1, 2, 3]]}
SOME |= {str | None: "x", dict[str, Any] | None: {"a": 1}, list[str]: ["x"]}
SOME |= {dict[str, list[str | None]]: {"x": [None, "y"]}, dict[str, list[dict[str, Any]]]: {"y": [{"a": 1}, {"a": 2}]}}
"""A value of each type that an event holds."""


def fragments(of: type[Fragment] = Fragment) -> Iterator[type[Fragment]]:
    for kind in of.__subclasses__():
        yield kind
        yield from fragments(kind)


def an(kind: type[Happened]) -> Happened:
    return kind(**{name: SOME[hint] for name, hint in get_type_hints(kind).items()})


# --- Templates


@pytest.mark.parametrize("template", TEMPLATES)
def test_nothing_leaves_a_template_unescaped(template: str) -> None:
    source = (ROOT / "templates" / template).read_text(encoding="utf-8")
    assert re.findall(r"\|\s*(?:safe|forceescape)\b|\bautoescape\b|\bMarkup\b", source) == []


def test_every_piece_that_is_named_can_be_drawn() -> None:
    named = {
        node.value
        for file in files("app")
        for node in ast.walk(parsed(file))
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and PIECE.fullmatch(node.value)
    }
    assert {kind.piece for kind in fragments()} - named == set()
    assert [piece for piece in named if not callable(macro(piece))] == []


@pytest.mark.parametrize("template", [name for name in TEMPLATES if "/_" in name])
def test_a_macro_takes_only_what_it_is_given(template: str) -> None:
    formats()  # the writers bring along what their templates take
    source = (ROOT / "templates" / template).read_text(encoding="utf-8")
    assert meta.find_undeclared_variables(templates.parse(source)) - set(templates.globals) == set()


def test_a_page_drawn_before_there_was_a_server_still_offers_every_file_after(tmp_path: Path) -> None:
    """A macro keeps the names it first knew: they must not be other things once a server is there."""
    files_of = macro("summary/_public.html:files")
    create_app(Settings(data=tmp_path))
    drawn = files_of(SimpleNamespace(address="/s/7PL1383V"))
    assert [f"/summary.{each}?" in drawn for each in formats()] == [True] * len(formats())


def test_every_place_of_a_screen_is_a_fragment() -> None:
    for screen in OF_LAB:
        group = 1 if screen in OF_GROUP else None
        live = regions(Channel(1, screen, group))
        assert {type(each) for each in live.values()} - set(fragments()) == set()


# --- Events


@pytest.mark.parametrize("kind", LEAVES, ids=lambda kind: kind.__name__)
def test_every_event_is_known_to_the_screens(kind: type[Happened]) -> None:
    told = list(changes(1, an(kind)))
    assert (told == []) == (kind in TOLD_TO_NO_SCREEN)
    assert {type(fragment) for _, fragment in told} - set(fragments()) == set()
    assert {channel.lab for channel, _ in told} - {1} == set()


@pytest.mark.parametrize("kind", LEAVES, ids=lambda kind: kind.__name__)
def test_every_event_comes_back_from_its_row_as_it_was(kind: type[Happened]) -> None:
    happened = an(kind)
    assert revived(kind.__name__, json.loads(json.dumps(vars(happened)))) == happened
    assert len(kind.__name__) <= 40


def test_events_are_things_that_have_happened() -> None:
    past = {
        kind.__name__
        for kind in LEAVES
        if re.search(r"(?:ed|en|wn|one|Made|Told|Sent|Set|Cast|Back|Later|Off)$", kind.__name__)
    }
    assert {kind.__name__ for kind in LEAVES} - past == set()


# --- Rules and verbs


def verbs() -> dict[str, str]:
    """Every function of the domain, of the report and of the search for sources, with the module it is defined in."""
    modules = [importlib.import_module(each.name) for each in pkgutil.walk_packages(app.domain.__path__, "app.domain.")]
    return {
        name: module.__name__
        for module in [*modules, checking, report, sources, beside_tower, invitations, rehearsals, own, pages]
        for name, value in vars(module).items()
        if callable(value) and getattr(value, "__module__", "") == module.__name__
    }


def asked_for() -> set[str]:
    """Every verb that is handed to an act, to the store, or to the table itself."""
    place = {"act": 0, "do": 0, "write": 1, "permit": 1, "at_tower": 2, "admitted": 2}
    found = set()
    for file in files("app"):
        for name, call in calls(file):
            verb = call.args[place[name]] if name in place and len(call.args) > place[name] else None
            if isinstance(verb, ast.Name):
                found.add(verb.id)
    return found & set(verbs()) | (found & set(MAY))


def test_every_rule_names_a_verb() -> None:
    assert set(MAY) - set(verbs()) == set()


def test_every_verb_that_is_asked_for_has_its_rule_and_every_rule_is_asked_for() -> None:
    assert asked_for() == set(MAY)


def test_every_kind_of_stage_can_be_kept() -> None:
    assert [kind for kind in kinds() if len(kind) > 24] == []


# --- Routes


def asked_by(dependant: Any) -> Iterator[Any]:
    for each in dependant.dependencies:
        yield each.call
        yield from asked_by(each)


def test_no_request_waits_for_a_thread_only_to_be_understood(tmp_path: Path) -> None:
    """What is no coroutine is run on one by FastAPI."""
    routes = create_app(Settings(data=tmp_path)).router.routes
    asked = {call for route in routes if hasattr(route, "dependant") for call in asked_by(route.dependant)}
    assert len(asked) > 20
    assert {call.__qualname__ for call in asked if not iscoroutinefunction(call)} == set()
