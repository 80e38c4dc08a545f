"""Short forms of every scenario: that they run, and that they count right. Nothing is timed here."""

import json
import os
import signal
import subprocess
import sys
from contextlib import suppress
from subprocess import PIPE
from typing import Any

import pytest

from bench.figures import percentile
from bench.room import TOKEN, WORDS
from bench.scenarios import SCENARIOS
from tests.serving import ROOT

PATIENCE = 180  # seconds


def bench(name: str) -> dict[str, Any]:
    command = [sys.executable, "-m", "app", "bench", name, "--smoke", "--json"]
    with subprocess.Popen(command, cwd=ROOT, stdout=PIPE, stderr=PIPE, text=True, start_new_session=True) as running:
        try:
            told, progress = running.communicate(timeout=PATIENCE)
        finally:
            with suppress(ProcessLookupError):
                os.killpg(running.pid, signal.SIGKILL)  # its servers and phones too, when it hangs
    assert running.returncode == 0, progress
    answer: dict[str, Any] = json.loads(told)["scenarios"][name]
    return answer


def test_every_other_phone_of_the_group_hears_every_contribution_on_each_server() -> None:
    rows = bench("fanout")["rows"]
    assert {row["server"] for row in rows} == {"samskap", "starlette", "websockets"}
    assert [row["delivered"] for row in rows] == [row["expected"] for row in rows]
    assert [row["kept"] for row in rows] == [row["of"] for row in rows]


@pytest.mark.parametrize("name", ["phones", "growth"])
def test_nothing_is_lost_in_a_crowd_or_after_much_was_said(name: str) -> None:
    rows = bench(name)["rows"]
    assert [(row["kept"], row["delivered"]) for row in rows] == [(row["of"], row["expected"]) for row in rows]


@pytest.mark.parametrize("name", sorted(SCENARIOS.keys() - {"fanout", "phones", "growth"}))
def test_it_runs_from_start_to_end(name: str) -> None:
    assert bench(name)["rows"] != []


def test_an_unknown_scenario_is_refused_by_name() -> None:
    command = [sys.executable, "-m", "app", "bench", "tempest"]
    told = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=60, check=False)
    assert (told.returncode, "tempest" in told.stderr) == (2, True)


def test_a_percentile_is_a_value_that_was_measured() -> None:
    assert [percentile([1, 2, 3, 4], share) for share in (0, 0.5, 0.99)] == [1, 3, 4]


def test_no_share_of_nothing() -> None:
    assert percentile([], 0.5) == 0


def test_each_contribution_is_known_again_by_its_number() -> None:
    assert TOKEN.findall(WORDS.format(42).encode()) == [b"00000042"]
