"""Which cores, how busy, and whether somebody else took them meanwhile."""

import asyncio
import os
import platform
import resource
import time
from pathlib import Path

TICK = os.sysconf("SC_CLK_TCK")
REST, AT_REST = 0.5, 0.1  # seconds between two looks, and the share of a core that is no work
DISTURBED = 0.1  # of a core, taken by others


def cores() -> tuple[int, int]:
    """One for the server, another for the load; the same when there is only one."""
    allowed = sorted(os.sched_getaffinity(0))
    return allowed[0], allowed[-1]


def cpu_seconds(pid: int) -> float:
    """Processor time a process and its threads have used."""
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(") ")[2].split()
    return (int(fields[11]) + int(fields[12])) / TICK


async def at_rest(pid: int) -> None:
    """Returns when a process has nothing left to do, or after a minute: then the row that follows will show it."""
    for _ in range(round(60 / REST)):
        before = cpu_seconds(pid)
        await asyncio.sleep(REST)
        if cpu_seconds(pid) - before <= AT_REST * REST:
            return


def own_memory(pid: int) -> int:
    """Bytes that a process alone holds: what it reads of programs and libraries is there once for all."""
    for line in Path(f"/proc/{pid}/status").read_text().splitlines():
        if line.startswith("RssAnon:"):
            return int(line.split()[1]) * 1024
    return 0


def busy_seconds() -> float:
    """Processor time of all cores and all processes."""
    user, nice, system, _idle, _wait, irq, soft, *_ = map(
        int, Path("/proc/stat").read_text().split("\n")[0].split()[1:]
    )
    return (user + nice + system + irq + soft) / TICK


class Watch:
    """Counts what the cores did that was neither ours nor our servers', which by then have ended."""

    def __init__(self) -> None:
        self.at, self.all, self.ours = time.monotonic(), busy_seconds(), own_seconds()

    def others(self) -> float:
        """The share of one core that others took since the watch began."""
        seconds = max(time.monotonic() - self.at, 0.001)
        return round(max(0.0, (busy_seconds() - self.all) - (own_seconds() - self.ours)) / seconds, 3)


def own_seconds() -> float:
    """Processor time of this process, and of its children that have ended."""
    used = [resource.getrusage(whose) for whose in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return sum(each.ru_utime + each.ru_stime for each in used)


def describe() -> dict[str, object]:
    return {
        "machine": f"{os.cpu_count()} cores, {processor()}, Python {platform.python_version()}",
        "load": round(os.getloadavg()[0], 2),
        "date": time.strftime("%Y-%m-%d %H:%M"),
    }


def processor() -> str:
    for line in Path("/proc/cpuinfo").read_text().splitlines():
        if line.startswith("model name"):
            return line.partition(":")[2].strip()
    return platform.machine()
