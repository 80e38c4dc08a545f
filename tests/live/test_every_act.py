"""After every act a screen that stayed open shows what a page shows that is opened now: state + frames = fresh page."""

from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

import pytest

from app.domain.rules import MAY
from tests.live.acts import ACTS, BEFORE_ANYBODY_LOOKS, Scene, told
from tests.live.conftest import served
from tests.live.watching import Watch
from tests.serving import Server

LANGUAGES = ("en", "fr")
Differences = dict[str, list[str]]


def screens(lab: Server) -> dict[str, Watch]:
    """One of each kind in each language, none of which anybody acts from."""
    return {
        f"{kind} in {language}": Watch(visitor)
        for language in LANGUAGES
        for kind, visitor in (
            ("phone", lab.phone("", 1, language)),
            ("desk", lab.desk(1, language)),
            ("stage", lab.screen(lab.links.stage, language)),
            ("tower", lab.screen(lab.links.tower, language)),
        )
    }


@pytest.fixture(scope="module")
def differences(tmp_path_factory: pytest.TempPathFactory, founded_once: Path) -> Iterator[dict[str, Differences]]:
    """verb → screen and act → how the screen then differed from a fresh page. Every act of the list was done."""
    lab = served(tmp_path_factory.mktemp("acts"), founded_once)
    found: defaultdict[str, Differences] = defaultdict(dict)
    scene, watches = Scene(lab), screens(lab)
    try:
        for verb, how, act in ACTS:
            found[verb] |= {}
            told(act(scene))
            for name, watch in watches.items():
                if watch.socket.code is not None or verb == "forget_presence":
                    watch.reconnect()
                if difference := watch.behind():
                    found[verb][f"{name}, {verb}: {how}"] = difference
                    watch.socket.close()
                    watch.open()
        yield dict(found)
    finally:
        for watch in watches.values():
            watch.socket.close()
        lab.stop()


@pytest.mark.parametrize("verb", sorted(set(MAY) - BEFORE_ANYBODY_LOOKS))
def test_state_and_frames_are_a_fresh_page_after(verb: str, differences: dict[str, Differences]) -> None:
    assert differences[verb] == {}
