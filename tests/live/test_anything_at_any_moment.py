"""Whatever people do, in whatever order, however often the wire is cut: state + frames = fresh page."""

from collections.abc import Iterator
from pathlib import Path
from random import Random

import pytest

from tests.live.conftest import Watching, served
from tests.live.crowd import Crowd, out_of_order
from tests.live.place import Page
from tests.live.watching import KINDS, Steady, Watch, at
from tests.serving import Server

ACTS, CUTS = 40, 0.15
FEW, MANY = range(1), range(1, 12)
SEEDS = [*FEW, *(pytest.param(seed, marks=pytest.mark.slow) for seed in MANY)]


@pytest.fixture
def fresh_lab(tmp_path: Path, founded_once: Path) -> Iterator[Server]:
    started = served(tmp_path, founded_once)
    yield started
    started.stop()


def screens(lab: Server, watch: Watching) -> dict[str, Watch]:
    return {f"{kind} in {lang}": watch(at(lab, kind, language=lang), Steady) for kind in KINDS for lang in ("en", "fr")}


def differences(watches: dict[str, Watch]) -> dict[str, list[str]]:
    return {name: difference for name, watch in watches.items() if (difference := watch.behind())}


@pytest.mark.parametrize("seed", SEEDS)
def test_a_screen_that_stayed_shows_what_a_fresh_one_shows(fresh_lab: Server, watch: Watching, seed: int) -> None:
    crowd, watches, chance = Crowd(fresh_lab, seed), screens(fresh_lab, watch), Random(seed)
    for _ in range(3):
        for _ in range(ACTS):
            crowd.act()
            one = chance.choice(list(watches.values()))
            if chance.random() < CUTS:
                one.socket.cut()
            elif chance.random() < 2 * CUTS:
                one.look()
        assert differences(watches) == {}


@pytest.mark.parametrize("seed", SEEDS)
def test_frames_and_answers_may_come_late_and_twice(fresh_lab: Server, watch: Watching, seed: int) -> None:
    """As when an answer is slow, or a proxy sends again: by seed, bags change places, and some come twice."""
    watches, crowd, chance = screens(fresh_lab, watch), Crowd(fresh_lab, seed), Random(seed)
    answers: list[str] = []
    for _ in range(2 * ACTS):
        answer = crowd.act()
        if answer.status_code == 200 and "/desk-1/" in answer.request.url.path:
            answers.append(answer.text)
    assert differences(watches) == {}
    for name, one in watches.items():
        own_answers = answers if name == "desk in en" else []
        shuffled = Page(one.html)
        for bag in out_of_order([*one.socket.heard], own_answers, chance):
            shuffled.place(bag)
        assert (name, one.difference(shuffled)) == (name, [])
