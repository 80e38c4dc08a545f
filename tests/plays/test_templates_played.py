"""Each ready-made lab is played from its first item to its close, and ends as it did when somebody last read how.

After a change that is meant: `SAMSKAP_GOLDEN=write ./samskap test tests/plays`, and read what differs."""

import os
from pathlib import Path

import pytest

from app.domain.plans import read_plan, templates
from tests.plays.play import played

GOLDEN = Path(__file__).parent / "golden"
ONE_OBJECTS = "3 say it is what they said, 1 object"
NOBODY_OBJECTS = "4 say it is what they said, 0 object"


@pytest.mark.parametrize("name", templates())
def test_it_is_played_from_start_to_end(name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    told = played(read_plan(name), tmp_path / "data", monkeypatch)
    golden = GOLDEN / f"{name}.md"
    if os.environ.get("SAMSKAP_GOLDEN") == "write":
        golden.write_text(told, encoding="utf-8")
    assert told == golden.read_text(encoding="utf-8")


def test_every_ready_made_lab_is_written_down() -> None:
    assert sorted(each.stem for each in GOLDEN.iterdir()) == sorted(templates())


def test_the_founding_lab_ends_with_five_lessons_and_all_that_stands_beside_them() -> None:
    """What they rest on, the exact ballot with its label, and whoever disagrees in their own words."""
    told = (GOLDEN / "co-val-2020.md").read_text(encoding="utf-8").partition("# Lessons\n")[2]
    lessons = ["Table" + each for each in told.split("Table")[1:]]
    assert lessons == [
        f"Table {n}: Do what table {n} found, agreed; {signed}\n"
        "- rests on contribution and theme\n"
        "- agreement: 4 of 4 voted, 1 3; 3 1: strong_agreement\n"
        "- dissent: Not in winter\n"
        for n, signed in enumerate([ONE_OBJECTS, *[NOBODY_OBJECTS] * 4], 1)
    ]
