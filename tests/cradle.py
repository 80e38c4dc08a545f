"""Where served labs come from: a process that has read everything a server needs, and forks one in no time.

That a server begins from nothing, by its command, is told by test_command_line.py and test_launcher.py.
"""

import atexit
import multiprocessing
import os
import sys
from multiprocessing.process import BaseProcess
from pathlib import Path

CRADLE = multiprocessing.get_context("forkserver")
CRADLE.set_forkserver_preload(["tests.awake"])


def served(arguments: list[str], environment: dict[str, str], log: Path) -> BaseProcess:
    """`./samskap` with these arguments, in a process of its own."""
    process = CRADLE.Process(target=obey, args=(arguments, environment, log))
    process.start()
    atexit.register(process.kill)  # else a server that a test forgot would be waited for
    return process


def obey(arguments: list[str], environment: dict[str, str], log: Path) -> None:
    with log.open("a") as lines:
        for stream in (sys.stdout, sys.stderr):
            os.dup2(lines.fileno(), stream.fileno())
    os.chdir(Path(__file__).parents[1])
    os.environ.clear()
    os.environ.update(environment)
    from app.cli import main

    sys.exit(main(arguments))
