"""After every act a screen that stayed open shows what a page shows that is opened now: state + frames = fresh page."""

from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

import pytest

from app.domain.rules import MAY, OF_ACCOUNTS, OF_DRAFTS
from tests.live.acts import ACTS, BEFORE_ANYBODY_LOOKS, RESTARTS, Scene, told
from tests.live.conftest import served
from tests.live.together import add_stages
from tests.live.watching import KINDS, SEATS, Steady, Watch, at
from tests.serving import Server

LANGUAGES = ("en", "fr")
Differences = dict[str, list[str]]


def screens(lab: Server) -> dict[str, Watch]:
    """One of each kind in each language, none of which anybody acts from."""
    return {f"{kind} in {lang}": Steady(at(lab, kind, language=lang)) for lang in LANGUAGES for kind in (*KINDS, SEATS)}


def difference(watches: dict[str, Watch], act: str) -> Iterator[tuple[str, list[str]]]:
    """Where a screen differs from its fresh page; it is then opened anew."""
    for name, watch in watches.items():
        if found := watch.behind():
            yield f"{name}, {act}", found
            watch.socket.close()
            watch.open()


@pytest.fixture(scope="module", params=["languages in turn", pytest.param("all languages", marks=pytest.mark.slow)])
def differences(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory, founded_once: Path
) -> Iterator[dict[str, Differences]]:
    """verb → screen and act → how the screen then differed from a fresh page. Every act of the list was done."""
    lab = served(tmp_path_factory.mktemp("acts"), founded_once, prepared=add_stages)
    found: defaultdict[str, Differences] = defaultdict(dict)
    watches: dict[str, Watch] = {}
    try:
        scene, watches = Scene(lab), screens(lab)
        for turn, (verb, how, act) in enumerate(ACTS):
            told(act(scene))
            for watch in watches.values() if verb in RESTARTS else ():
                watch.reconnect()
            asked = LANGUAGES if request.param == "all languages" else LANGUAGES[turn % 2]
            some = {name: watch for name, watch in watches.items() if name.endswith(asked)}
            if verb == "forget_people":  # the phones' passes are gone, and with them their pages
                some = {name: watch for name, watch in some.items() if watch.kind != "phone"}
            found[verb] |= dict(difference(some, f"{verb}: {how}"))
        yield dict(found)
    finally:
        for watch in watches.values():
            watch.socket.close()
        lab.stop()


@pytest.mark.parametrize("verb", sorted(set(MAY) - BEFORE_ANYBODY_LOOKS - set(OF_ACCOUNTS) - set(OF_DRAFTS)))
def test_state_and_frames_are_a_fresh_page_after(verb: str, differences: dict[str, Differences]) -> None:
    assert differences[verb] == {}
