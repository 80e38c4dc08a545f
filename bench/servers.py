"""The real server and the bare ones, each a process of its own on a core of its own."""

import json
import os
import random
import signal
import socket
import subprocess
import sys
import tempfile
import time
from contextlib import suppress
from pathlib import Path
from typing import Any

from bench.machine import cores

HOST = "127.0.0.1"
ROOT = Path(__file__).parents[1]
UNLIMITED = {"SAMSKAP_ACTS_PER_SECOND": "1000000", "SAMSKAP_ACTS_AT_ONCE": "1000000", "SAMSKAP_ASSETS": "local"}


def free_port() -> int:
    """Below those that the system lends to connections: ten thousand phones would take them."""
    while True:
        with socket.socket() as probe, suppress(OSError):
            probe.bind((HOST, random.SystemRandom().randint(15_000, 32_000)))
            return int(probe.getsockname()[1])


class Process:
    """Something that listens. `memory` and `cpu` are asked of `pid`."""

    def __init__(self, command: list[str], **environment: str):
        self.command, self.environment = command, environment
        self.port = free_port()
        self.log = Path(tempfile.mkstemp(prefix="samskap-bench-", suffix=".log")[1])
        self.start()

    @property
    def address(self) -> tuple[str, int]:
        return HOST, self.port

    @property
    def pid(self) -> int:
        return self.process.pid

    def start(self) -> None:
        core = cores()[0]
        with self.log.open("a") as log:
            self.process = subprocess.Popen(
                [sys.executable, *(word.replace("{port}", str(self.port)) for word in self.command)],
                cwd=ROOT,
                env=os.environ | self.environment,
                stdout=log,
                stderr=log,
                preexec_fn=lambda: os.sched_setaffinity(0, {core}),  # noqa: PLW1509 no threads here yet
            )
        self.wait()

    def wait(self) -> None:
        for _ in range(600):
            with suppress(OSError):
                socket.create_connection((HOST, self.port), 0.2).close()
                return
            if self.process.poll() is not None:
                break
            time.sleep(0.05)
        raise RuntimeError(self.log.read_text())

    def kill(self) -> None:
        self.process.send_signal(signal.SIGKILL)
        self.process.wait()

    def stop(self) -> None:
        self.process.terminate()
        try:
            self.process.wait(20)
        except subprocess.TimeoutExpired:
            self.kill()


TALKATIVE = """
import logging, sys
logging.basicConfig()
logging.getLogger("app.store").setLevel("INFO")
from app.cli import main
sys.exit(main(sys.argv[1:]))
"""
"""The product's command, telling at its end how many acts shared a commit."""


class Samskap(Process):
    """The product, serving a lab that `bench.seed` founded. `links` open its screens; `tokens` are its phones'."""

    def __init__(self, **spec: Any):
        self.data = seeded(**spec)
        self.links: dict[str, Any] = json.loads((self.data / "links.json").read_text())
        data = ["--data", str(self.data)]
        super().__init__(["-c", TALKATIVE, "serve", "--host", HOST, "--port", "{port}", *data], **UNLIMITED)


def seeded(**spec: Any) -> Path:
    """A data folder with a lab in it, and its links and tokens in `links.json`."""
    data = Path(tempfile.mkdtemp(prefix="samskap-bench-"))
    (data / "links.json").write_text(told_by("bench.seed", str(data), json.dumps(spec)))
    return data


def told_by(module: str, *words: str) -> str:
    """What a module of ours prints, run on the server's core. Raises CalledProcessError."""
    core = cores()[0]
    done = subprocess.run(
        [sys.executable, "-m", module, *words],
        cwd=ROOT,
        env=os.environ | UNLIMITED,
        stdout=subprocess.PIPE,
        text=True,
        check=True,
        preexec_fn=lambda: os.sched_setaffinity(0, {core}),
    )
    return done.stdout


def bare(kind: str) -> Process:
    return Process(["-m", "bench.baselines", kind, "{port}"])
