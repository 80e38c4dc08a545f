"""A phone that does not read delays nobody and costs little; it is healed when it reads, let go when it never does."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.live.conftest import Watching, served
from tests.live.heavy import Room, begin_to_read
from tests.live.watching import Watch
from tests.serving import Visitor, until

ROUNDS = 15
LONG_PATIENCE, SHORT_PATIENCE = "600", "0.5"  # seconds


@pytest.fixture(scope="module")
def patient(tmp_path_factory: pytest.TempPathFactory, founded_once: Path) -> Iterator[Room]:
    lab = served(tmp_path_factory.mktemp("patient"), founded_once, SAMSKAP_PATIENCE=LONG_PATIENCE)
    yield Room(lab)
    lab.stop()


@pytest.fixture(scope="module")
def impatient(tmp_path_factory: pytest.TempPathFactory, founded_once: Path) -> Iterator[Room]:
    lab = served(tmp_path_factory.mktemp("impatient"), founded_once, SAMSKAP_PATIENCE=SHORT_PATIENCE)
    yield Room(lab)
    lab.stop()


def stalled(watch: Watching, phone: Visitor) -> Watch:
    """A phone that has opened its page and then reads nothing: its wire holds little."""
    return watch(phone, narrow=True)


def test_a_slow_phone_delays_nobody_and_is_healed_when_it_reads(patient: Room, watch: Watching) -> None:
    healthy, slow = watch(patient.lab.phone("", 1)), stalled(watch, patient.lab.phone("", 1))
    patient.stall(slow, healthy)
    assert [patient.go_round(healthy) for _ in range(5)] == [True] * 5
    begin_to_read(slow)
    assert slow.comes_to_hear(f"Round {patient.rounds} is over")
    assert slow.behind() == []
    assert patient.rounds_heard(slow) < patient.rounds_heard(healthy) == patient.rounds


def test_once_healed_it_hears_again_what_others_hear(patient: Room, watch: Watching) -> None:
    healthy, slow = watch(patient.lab.phone("", 1)), stalled(watch, patient.lab.phone("", 1))
    patient.stall(slow, healthy)
    assert patient.go_round(healthy)
    begin_to_read(slow)
    assert slow.comes_to_hear(f"Round {patient.rounds} is over")
    assert patient.go_round(healthy)
    assert slow.comes_to_hear(f"Round {patient.rounds} is over")
    assert slow.behind() == []


def test_phones_that_never_read_do_not_fill_the_memory(patient: Room, watch: Watching) -> None:
    healthy = watch(patient.lab.phone("", 1))
    slow = [stalled(watch, patient.lab.phone("", 1)) for _ in range(10)]
    for each in slow:
        patient.stall(each, healthy)
    before = patient.memory()
    assert all(patient.go_round(healthy) for _ in range(ROUNDS))
    assert patient.memory() - before < 20  # to keep it all for ten phones takes 75


def test_a_phone_that_never_reads_is_let_go(impatient: Room, watch: Watching) -> None:
    healthy, slow = watch(impatient.lab.phone("", 1)), stalled(watch, impatient.lab.phone("", 1))
    impatient.stall(slow, healthy)
    assert impatient.go_round(healthy)
    assert until(lambda: impatient.held(slow) is None)
    assert impatient.held(healthy) is not None


def test_it_comes_back_and_is_healed(impatient: Room, watch: Watching) -> None:
    healthy, slow = watch(impatient.lab.phone("", 1)), stalled(watch, impatient.lab.phone("", 1))
    impatient.stall(slow, healthy)
    assert impatient.go_round(healthy)
    assert until(lambda: impatient.held(slow) is None)
    slow.narrow = False
    slow.reconnect()
    assert slow.behind() == []


def test_who_is_removed_while_their_phone_does_not_read_is_let_go(impatient: Room, watch: Watching) -> None:
    healthy, slow = watch(impatient.lab.phone("", 1)), stalled(watch, impatient.lab.phone("Slow", 1))
    impatient.fill(slow, healthy)
    assert impatient.held(slow) is not None
    found = re.search(r'id="seat-(\d+)"(?:(?!id="seat).)*Slow', impatient.tower.page(), re.DOTALL)
    assert found
    assert impatient.tower.act(f"people/{found[1]}/removal").status_code == 200
    assert until(lambda: impatient.held(slow) is None)
