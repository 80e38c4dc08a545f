"""Each ready-made lab is played from its first item to its close, and ends as it did when somebody last read how.

After a change that is meant: `SAMSKAP_GOLDEN=write ./samskap test tests/plays`, and read what differs."""

import os
from datetime import timedelta
from pathlib import Path

import pytest

from app.domain import groups
from app.domain.plans import templates
from app.founding import prepare
from tests.plays.play import Play
from tests.routers.conftest import settings_at
from tests.routers.house import House

GOLDEN = Path(__file__).parent / "golden"


@pytest.mark.parametrize("name", templates())
def test_it_is_played_from_start_to_end(name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(groups, "DOUBLE_CLICK", timedelta(0))  # here everybody is faster than a hand
    settings = settings_at(tmp_path / "data")
    code = prepare(settings, name)[0].code
    with House(settings) as house:
        told = "\n".join(Play(house, code).played()) + "\n"
    golden = GOLDEN / f"{name}.md"
    if os.environ.get("SAMSKAP_GOLDEN") == "write":
        golden.write_text(told, encoding="utf-8")
    assert told == golden.read_text(encoding="utf-8")


def test_every_ready_made_lab_is_written_down() -> None:
    assert sorted(each.stem for each in GOLDEN.iterdir()) == sorted(templates())
