"""The command: what it refuses, what it says, and that it knows the server only from outside."""

import argparse
import ast
import io
import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

import rehearsal
from rehearsal.command import add_arguments, keys_in, run
from rehearsal.plan import Impossible, check_nearby

ROOM = Path(rehearsal.__file__).parent


def arguments(*words: str) -> argparse.Namespace:
    parser = argparse.ArgumentParser()
    add_arguments(parser)
    return parser.parse_args(["7PL1383V", *words])


@pytest.mark.parametrize("file", sorted(ROOM.glob("*.py")), ids=lambda file: file.name)
def test_nothing_is_imported_from_the_app(file: Path) -> None:
    tree = ast.walk(ast.parse(file.read_text(encoding="utf-8")))
    roots = {
        name.split(".")[0]
        for node in tree
        for name in (
            [alias.name for alias in node.names]
            if isinstance(node, ast.Import)
            else [node.module or ""]
            if isinstance(node, ast.ImportFrom)
            else []
        )
    }
    assert roots & {"app", "bench", "tests"} == set()


def test_the_app_is_not_loaded_either() -> None:
    look = "import sys, rehearsal.command; print([m for m in sys.modules if m.split('.')[0] == 'app'])"
    said = subprocess.run([sys.executable, "-c", look], cwd=ROOM.parent, capture_output=True, text=True, check=True)
    assert said.stdout == "[]\n"


def test_a_server_that_does_not_answer(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(arguments("--url", "http://127.0.0.1:1")) == 2
    assert "no server answers at http://127.0.0.1:1" in capsys.readouterr().err


def test_a_code_that_no_lab_has(room: Callable[..., Any], capsys: pytest.CaptureFixture[str]) -> None:
    given = arguments("--url", room().url)
    given.code = "WRONG"
    assert run(given) == 2
    assert "404 No lab has this code" in capsys.readouterr().err


def test_the_end_is_told_in_words(room: Callable[..., Any], capsys: pytest.CaptureFixture[str]) -> None:
    assert run(arguments("--url", room().url, "--participants", "3", "--minutes", "0.02", "--seed", "2")) == 0
    said = " ".join(capsys.readouterr().out.split())
    assert "of 3 people joined; 3 phones connected, in 1 groups" in said
    assert said.endswith("Nothing was lost and nothing was written twice.")


@pytest.mark.parametrize(
    "words",
    [
        ("--participants", "0"),
        ("--participants", "100000"),
        ("--minutes", "0"),
        ("--minutes", "1000"),
        ("--groups", "-1"),
        ("--each", "1000"),
        ("--patience", "1e9"),
        ("--minutes", "nan"),
        ("--url", "ftp://127.0.0.1"),
        ("--url", "http://8.8.8.8"),
        ("--from", "nowhere.csv"),
        ("--moderate", "nowhere"),
    ],
)
def test_what_cannot_be_rehearsed(words: tuple[str, ...], capsys: pytest.CaptureFixture[str]) -> None:
    assert run(arguments(*words)) == 2
    assert capsys.readouterr().out == ""


@pytest.mark.parametrize("url", ["http://127.0.0.1:8000", "http://localhost", "http://192.168.1.20", "http://[::1]:80"])
def test_near_addresses(url: str) -> None:
    check_nearby(url)


def test_far_addresses() -> None:
    with pytest.raises(Impossible, match="not in this network"):
        check_nearby("https://9.9.9.9")


def test_keys_are_links_or_bare(tmp_path: Path) -> None:
    file = tmp_path / "keys"
    file.write_text("http://127.0.0.1:8000/enter#abc\n\ndef\n")
    assert keys_in(file) == ("abc", "def")


def test_progress_is_told_in_lines_for_a_program(room: Callable[..., Any], capsys: pytest.CaptureFixture[str]) -> None:
    short = ["--participants", "4", "--groups", "2", "--minutes", "0.02", "--seed", "5", "--lines"]
    assert run(arguments("--url", room().url, *short)) == 0
    lines = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert [set(line) for line in lines[:-1]] == [{"step", "share", "connected", "sent", "acknowledged"}] * (
        len(lines) - 1
    )
    assert lines[-2]["acknowledged"] == lines[-1]["figures"]["acknowledged"]


def test_keys_may_be_piped_in(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO("https://lab.example.org/enter#one\ntwo\n"))
    assert keys_in(Path("-")) == ("one", "two")
