"""docs/a-new-method.md is followed to the letter, in a copy of the house."""

import os
import re
import shlex
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.serving import ROOT

PAGE = ROOT / "docs" / "a-new-method.md"
BLOCK = re.compile(r"^```(?P<language>\w+)(?: (?P<file>\S+))?\n(?P<words>.*?)^```$", re.MULTILINE | re.DOTALL)
ROOMS = ("app", "docs", "migrations", "tests", "babel.cfg", "pyproject.toml", "samskap")
LAST_KIND = "| `break` |"


def blocks(language: str | None = None) -> list[re.Match[str]]:
    found = BLOCK.finditer(PAGE.read_text(encoding="utf-8"))
    return [each for each in found if language in (None, each["language"])]


def commands() -> list[list[str]]:
    return [shlex.split(line) for each in blocks("sh") for line in each["words"].splitlines()]


@pytest.fixture(scope="module")
def copy(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The house with everything in it that the page adds."""
    house = tmp_path_factory.mktemp("a-new-method")
    for room in ROOMS:
        whole = shutil.copytree if (ROOT / room).is_dir() else shutil.copy
        whole(ROOT / room, house / room)
    for each in blocks():
        if each["file"]:
            put(house / each["file"], each["words"])
    return house


def put(file: Path, words: str) -> None:
    """A file of its own; more of a catalogue at its end; a row below the last one of the table of kinds."""
    there = file.read_text(encoding="utf-8") if file.exists() else ""
    if file.suffix == ".md":
        last = next(line for line in there.splitlines(keepends=True) if line.startswith(LAST_KIND))
        there = there.replace(last, last + words)
    else:
        there = f"{there}\n{words}" if there else words
    file.write_text(there, encoding="utf-8")


def done(copy: Path, command: list[str], data: Path) -> subprocess.CompletedProcess[str]:
    program = {"test": ["-m", "pytest", "-q", "-p", "no:cacheprovider", "-n0"], "import": ["-m", "app", "import"]}
    told = [sys.executable, *program[command[1]], *command[2:]]
    told += ["--data", str(data)] if command[1] == "import" else []
    return subprocess.run(
        told, cwd=copy, capture_output=True, text=True, check=False, env=os.environ | {"PYTHONPATH": ""}
    )


@pytest.mark.parametrize("command", commands(), ids=" ".join)
def test_what_the_page_asks_for_succeeds(copy: Path, command: list[str], tmp_path: Path) -> None:
    answer = done(copy, command, tmp_path / "data")
    assert answer.returncode == 0, answer.stdout + answer.stderr


def test_the_page_adds_to_the_house_and_changes_nothing_in_it(copy: Path) -> None:
    """One file is the kind. All others are words, a row for readers, and tests."""
    added = {each["file"] for each in blocks() if each["file"]}
    assert {file for file in added if file.startswith("app/") and file.endswith(".py")} == {
        "app/domain/kinds/headings.py"
    }
    assert [file for file in added if not (copy / file).exists()] == []


def test_the_rooms_that_the_page_names_are_there() -> None:
    named = re.findall(r"`((?:app|tests|docs)/[\w./-]+|[a-z_]+\.py)`", BLOCK.sub("", PAGE.read_text(encoding="utf-8")))
    places = {each.name for each in (ROOT / "app").rglob("*.py")}
    assert [name for name in named if not ((ROOT / name).exists() or name in places)] == []


def test_it_would_fail_without_the_words(copy: Path, tmp_path: Path) -> None:
    """So the page asks for nothing that it could leave out."""
    bare = shutil.copytree(copy, tmp_path / "bare")
    for file in [each["file"] for each in blocks("po") + blocks("md")]:
        shutil.copy(ROOT / file, bare / file)
    answer = done(bare, next(command for command in commands() if "-k" in command), tmp_path / "data")
    assert re.findall(r"^FAILED (\S+)", answer.stdout, re.MULTILINE) == [
        "tests/domain/test_plan_files.py::test_every_word_of_a_plan_is_on_its_page",
        "tests/test_words.py::TestCatalogue::test_says_all_that_is_said_and_nothing_else[fr]",
    ]
