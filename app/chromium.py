"""A Chromium for the browser tests: one that is here, else Debian's, else Playwright's own build."""

import os
import shutil
import signal
import subprocess
import sys
import threading
from collections.abc import Sequence
from pathlib import Path

from app.terminal import Trouble, say

SHELL = "chromium-headless-shell"  # the same pages for three fifths of the work: it draws no window around them
NAMES = (SHELL, "chromium", "chromium-browser", "google-chrome-stable", "google-chrome")
BESIDE = ("libatomic1", "fonts-noto-core", "fonts-noto-color-emoji")  # Playwright's driver; every script; emoji
PATIENCE = 60.0  # seconds without any progress


def find_chromium(root: Path) -> Path:
    """The executable. Fetched when there is none, which is remembered in the environment."""
    named = os.environ.get("SAMSKAP_CHROMIUM")
    if named:
        return the_named_one(Path(named))
    remembered = root / ".venv" / "chromium"
    found = here(remembered) or fetched()
    if found is None:
        raise Trouble(
            "The browser tests need Chromium, and none could be found or fetched.",
            "Install it (Debian: sudo apt-get install chromium), or leave those tests out: ./samskap test --no-browser",
        )
    remembered.write_text(str(found))
    return found


def the_named_one(chromium: Path) -> Path:
    if not runs(chromium):
        raise Trouble(f"SAMSKAP_CHROMIUM names {chromium}, which does not start.", "Name another, or none.")
    return chromium


def here(remembered: Path) -> Path | None:
    known = [Path(remembered.read_text())] if remembered.exists() else []
    installed = [Path(path) for path in map(shutil.which, NAMES) if path]
    found = next((path for path in (*known, *installed) if runs(path)), None)
    if found and may_use_apt() and not all(map(is_installed, BESIDE)):
        apt_get("what the browser tests need beside Chromium", BESIDE)
    return found


def fetched() -> Path | None:
    """As root on Debian its own package is the surest: it brings the libraries along. Elsewhere Playwright's build."""
    if may_use_apt():
        for name in (SHELL, "chromium"):
            if apt_get("Chromium", (name, *BESIDE)):
                return Path(shutil.which(name) or f"/usr/bin/{name}")
    return playwrights_own()


def runs(chromium: Path) -> bool:
    try:
        return subprocess.run([chromium, "--version"], capture_output=True, timeout=30, check=False).returncode == 0
    except (OSError, subprocess.TimeoutExpired):
        return False


# --- Debian's


def may_use_apt() -> bool:
    return os.name == "posix" and os.geteuid() == 0 and is_debian() and shutil.which("apt-get") is not None


def is_debian() -> bool:
    release = Path("/etc/os-release")
    return release.exists() and "ID=debian" in release.read_text().splitlines()


def is_installed(package: str) -> bool:
    asked = subprocess.run(["dpkg-query", "-W", "-f=${Status}", package], capture_output=True, text=True, check=False)
    return asked.stdout == "install ok installed"


def apt_get(what: str, packages: Sequence[str]) -> bool:
    say(f"Installing {what} with apt-get: {' '.join(packages)}")
    quiet = ["apt-get", "-qq", "-o", "DPkg::Lock::Timeout=120"]
    surroundings = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    for words in (["update"], ["install", "-y", "--no-install-recommends", *packages]):
        done = subprocess.run(
            [*quiet, *words], env=surroundings, stdin=subprocess.DEVNULL, capture_output=True, text=True, check=False
        )
        if done.returncode != 0:
            say(f"  apt-get {words[0]} failed: {last_line(done.stderr)}")
            return False
    return True


def last_line(words: str) -> str:
    return next(iter(reversed(words.strip().splitlines())), "it does not say why")


# --- Playwright's own


def playwrights_own() -> Path | None:
    say("Fetching Playwright's Chromium (about 170 MB)")
    if not fetch_playwrights():
        return None
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        chromium = Path(playwright.chromium.executable_path)
    if runs(chromium):
        return chromium
    say("  it came, but does not start here. What it lacks: sudo .venv/bin/python -m playwright install-deps chromium")
    return None


def fetch_playwrights() -> bool:
    """Gives up after a minute without progress: where its mirrors cannot be reached it would try for long."""
    words = [sys.executable, "-m", "playwright", "install", "chromium"]
    fetching = subprocess.Popen(
        words, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, errors="replace", start_new_session=True
    )
    patience = give_up_later(fetching)
    last = f"nothing came for {PATIENCE:.0f} seconds"
    try:
        for line in fetching.stdout or ():
            last = line.strip() if "Error: " in line else last
            if "%" in line:
                patience.cancel()
                patience = give_up_later(fetching)
        if fetching.wait() != 0:
            say(f"  not to be had: {last}")
    finally:
        patience.cancel()
        end(fetching)
    return fetching.returncode == 0


def give_up_later(fetching: "subprocess.Popen[str]") -> threading.Timer:
    timer = threading.Timer(PATIENCE, end, [fetching])
    timer.daemon = True
    timer.start()
    return timer


def end(fetching: "subprocess.Popen[str]") -> None:
    if fetching.poll() is None:
        os.killpg(fetching.pid, signal.SIGKILL)
