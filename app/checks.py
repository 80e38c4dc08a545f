"""`./samskap test`: the steps by which every change is checked."""

import os
import shlex
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

from app.chromium import find_chromium
from app.terminal import heading, say

WITHOUT_SLOW = "not slow"
WITHOUT_BROWSER = "not browser"


def check(root: Path, more: Sequence[str], is_all: bool, with_browser: bool) -> int:
    """Runs every step, also after one that failed, and says at the end which did. 0 when all went well."""
    surroundings = dict(os.environ)
    if with_browser:
        surroundings["SAMSKAP_CHROMIUM"] = str(find_chromium(root))
    steps = [("tests", ["pytest", *without(is_all, with_browser), *more])]
    if not more:
        steps = [*looks(root), *steps]
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


def without(is_all: bool, with_browser: bool) -> list[str]:
    left_out = [*([] if is_all else [WITHOUT_SLOW]), *([] if with_browser else [WITHOUT_BROWSER])]
    return ["-m", " and ".join(left_out)] if left_out else []


def step(name: str, words: Sequence[str], root: Path, surroundings: dict[str, str]) -> bool:
    heading(f"== {name}: {shlex.join(words)}")
    done = subprocess.run([sys.executable, "-m", *words], cwd=root, env=surroundings, check=False)
    say()
    return done.returncode == 0
