"""The launcher, in a copy of its own with a stand-in for uv: nothing is fetched, everything else is real."""

import os
import re
import shutil
import signal
import subprocess
import sys
import time
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
LOCKS = ("requirements.lock", "requirements-dev.lock")
PINNED = re.compile(r"^([a-z0-9.-]+)==(\S+)", re.MULTILINE)

UV = """#!/bin/sh
case "$1" in
  --version) echo "uv 0, a stand-in" ;;
  venv) exec "$SAMSKAP_PYTHON" -m venv --without-pip .venv ;;
  pip) for lock; do :; done
    echo "$lock" >>fetched
    while [ -e slow ]; do sleep 0.05; done
    if [ -e offline ]; then echo "no route" >&2; exit 1; fi ;;
esac
"""

APP = """
import os, sys
print(os.environ["SAMSKAP_CALLED_FROM"], os.getcwd(), sys.prefix, *sys.argv[1:], sep="|")
"""


class Checkout:
    """A folder with the launcher, its locks and a program that says how it was called."""

    def __init__(self, folder: Path, tools: Path) -> None:
        self.folder = folder
        (folder / "app").mkdir(parents=True)
        (folder / "app" / "__main__.py").write_text(APP)
        shutil.copy2(ROOT / "samskap", folder)
        for lock in LOCKS:
            (folder / lock).write_text("fastapi==1 --hash=sha256:00\n")
        tools.mkdir()
        (tools / "uv").write_text(UV)
        (tools / "uv").chmod(0o755)
        base = str(Path(sys.base_prefix, "bin", "python3").resolve())
        self.surroundings = {"PATH": f"{tools}:/usr/bin:/bin", "SAMSKAP_PYTHON": base}

    def start(self, *words: str, by: Path | None = None, cwd: Path | None = None) -> "subprocess.Popen[str]":
        return subprocess.Popen(
            [by or self.folder / "samskap", *words],
            cwd=cwd or self.folder,
            env=self.surroundings,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            start_new_session=True,
        )

    def call(self, *words: str, by: Path | None = None, cwd: Path | None = None) -> tuple[int, str, str]:
        with self.start(*words, by=by, cwd=cwd) as running:
            out, err = running.communicate(timeout=30)
        return running.returncode, out.strip(), err.strip()

    @property
    def fetched(self) -> list[str]:
        log = self.folder / "fetched"
        return log.read_text().split() if log.exists() else []

    def until_fetching(self) -> None:
        for _ in range(300):
            if self.fetched:
                return
            time.sleep(0.05)
        pytest.fail("the launcher never began to fetch")


@pytest.fixture
def checkout(tmp_path: Path) -> Iterator[Checkout]:
    made = Checkout(tmp_path / "a folder" / "samskap", tmp_path / "tools")
    yield made
    (made.folder / "slow").unlink(missing_ok=True)


# --- What stands in the repository


@pytest.mark.parametrize("lock", LOCKS)
def test_every_package_of_a_lock_has_its_hashes(lock: str) -> None:
    blocks = re.split(r"\n(?=[a-z])", (ROOT / lock).read_text())
    assert [block for block in blocks if "--hash=sha256:" not in block] == []


@pytest.mark.parametrize("lock", LOCKS)
def test_a_lock_names_no_address(lock: str) -> None:
    assert re.findall(r"\w+://|--(?:extra-)?index-url|--find-links", (ROOT / lock).read_text()) == []


def test_the_second_lock_holds_all_of_the_first() -> None:
    first, second = (dict(PINNED.findall((ROOT / lock).read_text())) for lock in LOCKS)
    assert {name: second.get(name) for name in first} == first


def test_the_locks_hold_what_the_project_asks_for() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())
    asked = project["project"]["dependencies"] + project["dependency-groups"]["dev"]
    pinned = dict(PINNED.findall((ROOT / LOCKS[1]).read_text()))
    assert [one for one in asked if re.split(r"[^a-z0-9-]", one)[0] not in pinned] == []


@pytest.mark.parametrize("script", ["samskap", ".ci/run"])
def test_the_scripts_can_be_read_and_run(script: str) -> None:
    shell = "bash" if script == ".ci/run" else "sh"
    assert subprocess.run([shell, "-n", ROOT / script], check=False).returncode == 0
    assert os.access(ROOT / script, os.X_OK)


# --- Making the environment


def test_the_first_call_makes_the_environment_and_hands_on(checkout: Checkout) -> None:
    code, out, _ = checkout.call("serve", "two words")
    here = str(checkout.folder)
    assert (code, out) == (0, f"{here}|{here}|{here}/.venv|serve|two words")
    assert checkout.fetched == ["requirements.lock"]


def test_the_second_call_fetches_nothing_and_is_quick(checkout: Checkout) -> None:
    checkout.call("serve")
    began = time.monotonic()
    assert checkout.call("serve")[2] == ""
    assert time.monotonic() - began < 1
    assert checkout.fetched == ["requirements.lock"]


def test_it_works_through_a_link_and_from_another_folder(checkout: Checkout, tmp_path: Path) -> None:
    link = tmp_path / "link to it"
    link.symlink_to(Path("a folder", "samskap", "samskap"))
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    _, out, _ = checkout.call("serve", by=link, cwd=elsewhere)
    assert out == f"{elsewhere}|{checkout.folder}|{checkout.folder}/.venv|serve"


def test_testing_brings_the_second_lock_and_serving_goes_on_with_it(checkout: Checkout) -> None:
    checkout.call("test")
    checkout.call("serve")
    assert checkout.fetched == ["requirements-dev.lock"]


def test_testing_after_serving_adds_to_the_environment(checkout: Checkout) -> None:
    checkout.call("serve")
    (checkout.folder / ".venv" / "kept").touch()
    checkout.call("test")
    assert checkout.fetched == ["requirements.lock", "requirements-dev.lock"]
    assert (checkout.folder / ".venv" / "kept").exists()


def test_another_lock_is_fetched_into_the_same_environment(checkout: Checkout) -> None:
    checkout.call("serve")
    (checkout.folder / ".venv" / "kept").touch()
    (checkout.folder / "requirements.lock").write_text("fastapi==2 --hash=sha256:01\n")
    checkout.call("serve")
    assert checkout.fetched == ["requirements.lock"] * 2
    assert (checkout.folder / ".venv" / "kept").exists()


# --- When it goes wrong half-way


@pytest.mark.parametrize("how", [signal.SIGINT, signal.SIGTERM, signal.SIGKILL])
def test_a_half_made_environment_is_made_again(checkout: Checkout, how: signal.Signals) -> None:
    (checkout.folder / "slow").touch()
    with checkout.start("serve") as running:
        checkout.until_fetching()
        (checkout.folder / ".venv" / "half a package").touch()
        os.killpg(running.pid, how)
    (checkout.folder / "slow").unlink()
    assert running.returncode != 0
    assert checkout.call("serve")[0] == 0
    assert not (checkout.folder / ".venv" / "half a package").exists()


def test_without_a_network_it_says_what_to_do_and_goes_on_later(checkout: Checkout) -> None:
    (checkout.folder / "offline").touch()
    code, out, err = checkout.call("serve")
    assert (code, out) == (1, "")
    assert "run it again" in err
    (checkout.folder / "offline").unlink()
    assert checkout.call("serve")[0] == 0


def test_trying_to_test_without_a_network_leaves_serving_as_it_was(checkout: Checkout) -> None:
    checkout.call("serve")
    (checkout.folder / "offline").touch()
    assert checkout.call("test")[0] == 1
    assert checkout.call("serve")[0] == 0


def test_two_calls_at_once_fetch_once(checkout: Checkout) -> None:
    (checkout.folder / "slow").touch()
    with checkout.start("serve") as first:
        checkout.until_fetching()
        with checkout.start("serve") as second:
            assert second.stderr is not None
            assert second.stderr.readline().startswith("Another call")
            (checkout.folder / "slow").unlink()
            second.communicate(timeout=30)
        first.communicate(timeout=30)
    assert (first.returncode, second.returncode) == (0, 0)
    assert checkout.fetched == ["requirements.lock"]


def test_without_python_it_says_what_to_install(checkout: Checkout, tmp_path: Path) -> None:
    few = tmp_path / "few"
    few.mkdir()
    for tool in ("sh", "cat", "cksum", "dirname", "readlink", "ln", "rm", "mv", "sleep", "grep"):
        (few / tool).symlink_to(shutil.which(tool) or tool)
    checkout.surroundings = {"PATH": str(few)}
    code, _, err = checkout.call("serve")
    assert code == 1
    assert "Python 3.11 or newer" in err


def test_a_named_python_that_will_not_do_is_said_to(checkout: Checkout) -> None:
    checkout.surroundings["SAMSKAP_PYTHON"] = "/usr/bin/false"
    code, _, err = checkout.call("serve")
    assert (code, err) == (1, "SAMSKAP_PYTHON names /usr/bin/false, which is not Python 3.11 or newer.")


def test_a_first_look_at_the_help_makes_no_environment(checkout: Checkout) -> None:
    code, out, _ = checkout.call("--help")
    assert (code, out.endswith("|--help")) == (0, True)
    assert not (checkout.folder / ".venv").exists()
