"""What one types, and what comes back: exit codes, plain words, nothing lost."""

import os
import re
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryFile

import httpx
import pytest

from app.commands import set_aside
from app.store import lock
from app.terminal import Trouble, free_port, qr

ROOT = Path(__file__).resolve().parent.parent
COMMANDS = ("demo", "serve", "import", "export", "pack", "plan", "organiser", "rehearse", "bench", "test")


def samskap(
    *words: str, python: tuple[str, ...] = (), setting: dict[str, str] | None = None
) -> "subprocess.CompletedProcess[str]":
    return subprocess.run(
        [sys.executable, *python, "-m", "app", *words],
        cwd=ROOT,
        env={**os.environ, "COLUMNS": "120", **(setting or {})},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )


@pytest.fixture
def taken_port() -> Iterator[int]:
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen(1)
        yield other.getsockname()[1]


@contextmanager
def running(*words: str, until: str) -> "Iterator[list[str]]":
    """The command while it runs, as the lines it said up to the one that begins so; ended as one ends it by hand."""
    command = [sys.executable, "-m", "app", *words]
    with (
        TemporaryFile("w+") as complaints,
        subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, stderr=complaints, text=True) as one,
    ):
        assert one.stdout is not None
        said: list[str] = []
        while not (said and said[-1].startswith(until)) and (line := one.stdout.readline()):
            said.append(line.rstrip())
        try:
            yield said
        finally:
            one.send_signal(signal.SIGINT)
            one.communicate(timeout=20)
            complaints.seek(0)
        assert (one.returncode, complaints.read()) == (0, "")


def opened(address: str) -> int:
    """The status of the page, once the server listens."""
    for _ in range(200):
        try:
            return httpx.get(address, trust_env=False).status_code
        except httpx.ConnectError:
            time.sleep(0.05)
    pytest.fail(f"nobody ever listened at {address}")


def test_help_names_each_command_before_anything_is_installed() -> None:
    shown = samskap("--help", python=("-S", "-B"))
    assert (shown.returncode, shown.stderr) == (0, "")
    assert [line.split()[0] for line in shown.stdout.splitlines() if line[:4].isspace() and line[4:5].strip()] == list(
        COMMANDS
    )


@pytest.mark.parametrize("command", COMMANDS)
def test_each_command_has_its_help(command: str) -> None:
    shown = samskap(command, "--help")
    assert (shown.returncode, shown.stdout.split()[:3]) == (0, ["usage:", "samskap", command])


def test_help_may_be_asked_for_as_a_word() -> None:
    assert samskap("help", "serve").stdout == samskap("serve", "--help").stdout


def test_no_command_shows_the_help() -> None:
    assert samskap().stdout == samskap("--help").stdout
    assert samskap().returncode == 2


@pytest.mark.parametrize("words", [["dance"], ["serve", "--prot", "80"], ["demo", "now"], ["serve", "--port", "many"]])
def test_what_is_not_understood_is_said_in_a_line(words: list[str]) -> None:
    refused = samskap(*words)
    assert (refused.returncode, refused.stdout) == (2, "")
    assert refused.stderr.splitlines()[-1].startswith("samskap")


@pytest.mark.parametrize(
    ("words", "setting"),
    [(["--port", "99999"], {}), ([], {"SAMSKAP_PORT": "many"}), (["--public-url", "lab.example.org"], {})],
)
def test_a_setting_that_cannot_be_is_refused_in_plain_words(words: list[str], setting: dict[str, str]) -> None:
    refused = samskap("serve", *words, setting=setting)
    assert (refused.returncode, refused.stdout) == (2, "")
    assert "Traceback" not in refused.stderr
    assert refused.stderr.count("samskap: ") == 2


def test_serving_on_a_taken_port_says_so_and_names_another(taken_port: int, tmp_path: Path) -> None:
    refused = samskap("serve", "--host", "127.0.0.1", "--port", str(taken_port), "--data", str(tmp_path))
    assert refused.returncode == 1
    assert refused.stderr.splitlines() == [
        f"samskap: Port {taken_port} is taken: another program listens there, perhaps Samskap itself.",
        f"samskap: End that one, or take another port: --port {taken_port + 1}",
    ]


@pytest.mark.parametrize("command", [["serve"], ["demo"], ["demo", "--fresh"]])
def test_a_folder_that_is_being_served_is_left_alone(command: list[str], tmp_path: Path) -> None:
    (tmp_path / "samskap.db").touch()
    with lock(tmp_path / "samskap.db"):
        refused = samskap(*command, "--data", str(tmp_path))
    assert refused.returncode == 1
    assert refused.stderr.splitlines()[0] == f"samskap: Another Samskap is running on the folder {tmp_path}."


def test_a_port_is_free_or_it_is_not(taken_port: int) -> None:
    assert free_port("127.0.0.1", taken_port) is None
    assert free_port("127.0.0.1", 0) not in (None, 0, taken_port)


def test_an_address_of_another_machine_cannot_be_listened_on() -> None:
    with pytest.raises(Trouble, match="no address"):
        free_port("192.0.2.1", 8000)


def test_beginning_again_sets_aside_and_deletes_nothing(tmp_path: Path) -> None:
    data = tmp_path / "data"
    data.mkdir()
    (data / "samskap.db").write_text("every word")
    set_aside(data)
    assert not data.exists()
    assert [kept.read_text() for kept in tmp_path.glob("data-before-*/samskap.db")] == ["every word"]


def test_a_folder_that_is_not_ours_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "thesis.odt").touch()
    with pytest.raises(Trouble, match="other things"):
        set_aside(tmp_path)
    assert (tmp_path / "thesis.odt").exists()


def test_a_folder_not_yet_there_needs_no_setting_aside(tmp_path: Path) -> None:
    set_aside(tmp_path / "data")
    assert list(tmp_path.iterdir()) == []


def test_the_code_for_joining_is_a_square_of_blocks() -> None:
    lines = [line[2:] for line in qr("http://192.0.2.7:8000/j/7PL1383V").splitlines()]
    assert {len(line) for line in lines} == {33}
    assert len(lines) == 17


@pytest.mark.parametrize(("plan", "desks"), [("co-val-2020", 5), ("1-2-4-all", 4)])
def test_the_demo_prints_an_address_for_every_screen_and_they_open(plan: str, desks: int, tmp_path: Path) -> None:
    words = ["demo", "--plan", plan, "--host", "127.0.0.1", "--port", "0", "--data", str(tmp_path / "data")]
    with running(*words, until="Ctrl-C") as said:
        screens = [
            match.groups() for line in said if (match := re.match(r"  (phone|desk \d|stage|tower).* (http\S+)$", line))
        ]
        assert [screen for screen, _ in screens] == [
            "phone",
            *(f"desk {n + 1}" for n in range(desks)),
            "stage",
            "tower",
        ]
        assert {opened(address) for _, address in screens} == {200}


def test_the_links_are_shown_at_the_first_start_only(tmp_path: Path) -> None:
    port = free_port("127.0.0.1", 0)
    words = ["serve", "--host", "127.0.0.1", "--port", str(port), "--data", str(tmp_path)]
    with running(*words, until="To see") as first:
        assert opened(f"http://127.0.0.1:{port}/livez") == 200
    with running(*words, until="Samskap is open at") as second:
        assert opened(f"http://127.0.0.1:{port}/livez") == 200
    assert second == first[:1]


@pytest.mark.slow
def test_the_links_are_shown_again_when_asked_for(tmp_path: Path) -> None:
    port = free_port("127.0.0.1", 0)
    words = ["serve", "--host", "127.0.0.1", "--port", str(port), "--data", str(tmp_path)]
    with running(*words, until="To see") as first:
        assert opened(f"http://127.0.0.1:{port}/livez") == 200
    with running(*words, "--links", until="To see") as second:
        assert opened(f"http://127.0.0.1:{port}/livez") == 200
    assert second == first
