"""`./samskap test`: the steps by which every change is checked."""

import os
import shlex
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

from app.chromium import find_chromium
from app.terminal import heading, say

NOT_SLOW = "not slow"
BROWSER, NO_BROWSER = "browser", "not browser"
"""Run one after the other: the loop of Playwright must not be there when other tests make theirs."""


def check(root: Path, more: Sequence[str], is_all: bool, with_browser: bool) -> int:
    """Runs every step, also after one that failed, and says at the end which did. 0 when all went well."""
    surroundings = dict(os.environ)
    surroundings.pop("SAMSKAP_CALLED_FROM", None)  # tests call from folders of their own
    if with_browser:
        surroundings["SAMSKAP_CHROMIUM"] = str(find_chromium(root))
    steps = [("tests", ["pytest", *marked(is_all, "" if with_browser else NO_BROWSER), *more])]
    if not more:
        kinds = {"tests": NO_BROWSER, "tests in browsers": BROWSER} if with_browser else {"tests": NO_BROWSER}
        tests = [(name, ["pytest", *marked(is_all, kind), *side_by_side(kind)]) for name, kind in kinds.items()]
        steps = [*looks(root), *tests]
    failed = [name for name, words in steps if not step(name, words, root, surroundings)]
    heading(f"Failed: {', '.join(failed)}" if failed else f"All well: {', '.join(name for name, _ in steps)}")
    return 1 if failed else 0


def looks(root: Path) -> list[tuple[str, list[str]]]:
    """The steps that only read the code."""
    ours = [folder for folder in ("app", "rehearsal", "bench") if any((root / folder).glob("*.py"))]
    return [
        ("style", ["ruff", "check", "."]),
        ("layout", ["ruff", "format", "--check", "."]),
        ("types", ["mypy", "--strict", *ours]),
    ]


def side_by_side(kind: str) -> list[str]:
    """Many tests wait for a server: two at a time for each core, of those in browsers only one more than there are
    cores. The tests of a file stay together."""
    cores = os.cpu_count() or 1
    return ["-n", str(cores + 1 if kind == BROWSER else cores * 2), "--dist", "loadfile"]


def marked(is_all: bool, kind: str) -> list[str]:
    wanted = " and ".join(each for each in (kind, "" if is_all else NOT_SLOW) if each)
    return ["-m", wanted] if wanted else []


def step(name: str, words: Sequence[str], root: Path, surroundings: dict[str, str]) -> bool:
    heading(f"== {name}: {shlex.join(words)}")
    done = subprocess.run([sys.executable, "-m", *words], cwd=root, env=surroundings, check=False)
    say()
    return done.returncode == 0
