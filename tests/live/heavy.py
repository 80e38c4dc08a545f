"""A group whose board is half a megabyte, so that a phone which does not read is soon behind."""

import re
import socket
from itertools import cycle
from pathlib import Path

from tests.live.watching import Watch
from tests.serving import Server

CARDS = 60
LONG = "🌳" * 1990  # 8 kB
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


def newest(answer: str) -> int:
    return int(re.findall(r'<hx-place seq="(\d+)"', answer)[-1])


def begin_to_read(slow: Watch) -> None:
    slow.socket.wire.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 1 << 20)
