"""What time it is. The only place that asks the machine.

The wall is looked at once, when the process starts; from there a clock that only runs forward counts. So a wall clock
that is set while a lab runs moves no timer and reorders no event.
"""

import time
from datetime import UTC, datetime, timedelta

RUNNING = getattr(time, "CLOCK_BOOTTIME", time.CLOCK_MONOTONIC)  # goes on counting while a laptop sleeps, where it can


def running() -> float:
    """Seconds on a clock that nobody can set."""
    return time.clock_gettime(RUNNING)


STARTED, BEGAN = datetime.now(UTC), running()


def now() -> datetime:
    """This moment, aware, in UTC."""
    return STARTED + timedelta(seconds=running() - BEGAN)
