"""Each ready-made lab is played from its first item to its close, and ends as it did when somebody last read how.

After a change that is meant: `SAMSKAP_GOLDEN=write ./samskap test tests/plays`, and read what differs."""

import os
from pathlib import Path

import pytest

from app.domain.plans import read_plan, templates
from tests.plays.play import played

GOLDEN = Path(__file__).parent / "golden"


@pytest.mark.parametrize("name", templates())
def test_it_is_played_from_start_to_end(name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    told = played(read_plan(name), tmp_path / "data", monkeypatch)
    golden = GOLDEN / f"{name}.md"
    if os.environ.get("SAMSKAP_GOLDEN") == "write":
        golden.write_text(told, encoding="utf-8")
    assert told == golden.read_text(encoding="utf-8")


def test_every_ready_made_lab_is_written_down() -> None:
    assert sorted(each.stem for each in GOLDEN.iterdir()) == sorted(templates())
