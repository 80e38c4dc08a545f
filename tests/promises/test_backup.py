"""G8: a copy that is made while people write opens whole, and holds everything promised before it began."""

import shutil
from pathlib import Path
from stat import S_IMODE

import pytest

from app.clock import now
from app.settings import Settings
from app.upgrade import back_up
from tests.live.place import Page
from tests.promises.outbox import talking
from tests.promises.test_kept_words import rows
from tests.serving import Server, free_port, until


@pytest.fixture(scope="module")
def copied(lab: Server) -> tuple[Path, list[str]]:
    """The copy, and what was promised before it began."""
    with talking(lab, 6) as talk:
        assert until(lambda: len(talk.promised) > 50)
        before = talk.promised
        copy = back_up(lab.settings.database, lab.settings.backups, now())
        enough = len(talk.promised) + 10
        assert until(lambda: len(talk.promised) > enough)
    return copy, before


def test_a_copy_is_for_its_owner_only(copied: tuple[Path, list[str]]) -> None:
    assert S_IMODE(copied[0].stat().st_mode) == 0o600


def test_a_restored_copy_serves_the_lab_with_all_that_was_promised(
    lab: Server, copied: tuple[Path, list[str]], tmp_path: Path
) -> None:
    data = tmp_path / "elsewhere"
    data.mkdir()
    shutil.copy(copied[0], data / "samskap.db")
    shutil.copy(lab.settings.data / "secret.key", data / "secret.key")
    restored = Server(Settings(data=data, host="127.0.0.1", port=free_port(), assets="local"))
    try:
        assert rows(restored, "PRAGMA integrity_check") == [("ok",)]
        shown = [
            card for group in (1, 2, 3) for card in Page(restored.desk(group).page()).words("card__words", "board")
        ]
        assert set(copied[1]) <= set(shown)
        assert len(shown) == len(set(shown))
        assert restored.phone("Late", 1).contribute("After the restoration").status_code == 201
    finally:
        restored.stop()
