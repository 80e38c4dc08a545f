"""A phone that does not read delays nobody and costs little; it is healed when it reads, let go when it never does."""

import re
import socket
from collections.abc import Iterator
from itertools import cycle
from pathlib import Path

import pytest

from tests.live.conftest import Watching, served
from tests.live.watching import Watch
from tests.serving import Server, Visitor, until

CARDS, ROUNDS = 60, 15
LONG = "🌳" * 1990  # 8 kB
LONG_PATIENCE, SHORT_PATIENCE = "600", "0.5"  # seconds
ESTABLISHED = "01"
WHOLE = 450_000  # bytes: a little less than a board


class Room:
    """A group whose board is half a megabyte: to take a theme away sends it whole to every phone."""

    def __init__(self, lab: Server):
        self.lab, self.desk, self.tower = lab, lab.desk(1), lab.tower()
        self.rounds = 0
        for n in range(CARDS):
            assert self.desk.act("proxies", prompt=1, text=f"{LONG} {n}").status_code == 200

    def go_round(self, healthy: Watch) -> bool:
        """The board goes out once more. Whether somebody who reads has heard all of it, whatever others do."""
        self.rounds += 1
        answer = self.desk.act("themes", name=f"Theme {self.rounds}")
        theme = re.findall(r'id="theme-([0-9a-f]{32})"', answer.text)[-1]
        self.desk.act(f"themes/{theme}/removal")
        self.tower.act("notice", words=f"Round {self.rounds} is over")
        return healthy.comes_to_hear(f"Round {self.rounds} is over")

    def rounds_heard(self, watch: Watch) -> int:
        return len(set(re.findall(r"Round \d+ is over", "".join(watch.socket.heard))))

    def memory(self) -> int:
        """What the server's process holds, in megabytes."""
        status = Path(f"/proc/{self.lab.process.pid}/status").read_text()
        return int(re.findall(r"VmRSS:\s+(\d+)", status)[0]) // 1024

    def held(self, watch: Watch) -> int | None:
        """How many bytes the system holds for this phone; None when the server holds the connection no more."""
        ends = f":{self.lab.settings.port:04X}", f":{watch.socket.wire.getsockname()[1]:04X}"
        rows = [line.split()[1:5] for line in Path("/proc/net/tcp").read_text().splitlines()]
        held = [row[3] for row in rows if (row[0][-5:], row[1][-5:], row[2]) == (*ends, ESTABLISHED)]
        return int(held[0].partition(":")[0], 16) if held else None

    def stall(self, slow: Watch, healthy: Watch) -> None:
        """Goes on until the system takes no more for this phone: what comes now waits in the server."""
        full = -1
        while (taken := self.held(slow)) is not None and taken != full:
            full = taken
            assert self.go_round(healthy)

    def fill(self, slow: Watch, healthy: Watch) -> None:
        """Goes on until one frame for this phone waits in the server, the last that it was sent."""
        before, after = -WHOLE, 0
        for stage in cycle((3, 4)):
            if after - before < WHOLE:
                return
            answer = self.desk.act("stage", stage=stage).text  # the whole board, in one frame
            assert healthy.comes_to_show(lambda: healthy.page.seq >= newest(answer))  # noqa: B023
            before, after = after, self.held(slow) or 0


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


def newest(answer: str) -> int:
    return int(re.findall(r'<hx-place seq="(\d+)"', answer)[-1])


def stalled(watch: Watching, phone: Visitor) -> Watch:
    """A phone that has opened its page and then reads nothing: its wire holds little."""
    return watch(phone, narrow=True)


def begin_to_read(slow: Watch) -> None:
    slow.socket.wire.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 1 << 20)


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
