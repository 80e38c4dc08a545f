"""An archive is read by whoever has its link, taken away in every format, and changed by nobody."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from app.settings import Settings
from app.summary.writers import formats
from tests.routers.conftest import settings_at
from tests.routers.house import CODE, House
from tests.routers.reading import read
from tests.summary.archiving import brought, told_in
from tests.summary.opening import made, words_in


@pytest.fixture(scope="module")
def kept(founded_once: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    folder = tmp_path_factory.mktemp("archive") / "data"
    brought(folder, made(told_in(Settings(data=founded_once), profile="public"), "json").decode())
    with House(settings_at(folder)) as house:
        yield house


def test_its_link_opens_the_summary_and_says_what_it_is(kept: House) -> None:
    reader = kept.holder("archive")
    answer = reader.get(reader.base)
    page = read(answer.text)
    assert (answer.status_code, reader.base) == (200, "/labs/1/archive")
    assert page.find("archive-title").words == "An archive"
    assert "It was written for everybody: no number rests on a few people." in answer.text
    assert page.find("front").words == "In short"


def test_it_is_read_in_the_language_of_the_reader(kept: House) -> None:
    reader = kept.holder("archive", "fr")
    assert read(reader.get(reader.base).text).find("actions").words == "Registre des actions"


@pytest.mark.parametrize("format", formats())
def test_it_is_taken_away_in_every_format(kept: House, format: str) -> None:
    reader = kept.holder("archive")
    answer = reader.get(f"{reader.base}/summary.{format}")
    assert answer.status_code == 200
    assert answer.headers["content-disposition"].endswith(f'-public-en.{formats()[format].file_ending}"')
    assert words_in(format, answer.content) != ""


def test_without_its_link_there_is_nothing_to_read(kept: House) -> None:
    stranger = kept.guest()
    addresses = ("/labs/1/archive", "/labs/1/summary", "/labs/1/archive/summary.json", "/labs/1/tower")
    assert [stranger.get(each).status_code for each in addresses] == [401] * 4


def test_nobody_can_join_or_change_it(kept: House) -> None:
    reader = kept.holder("archive")
    before = kept.rows("SELECT * FROM lab")
    assert kept.guest().join(name="Ana").status_code == 409
    acts = {"notice": {"words": "Hello"}, "closing": {"sure": "1"}, "agenda": {"item": "1"}}
    assert {reader.send(noun, **form).status_code for noun, form in acts.items()} == {403}
    assert kept.rows("SELECT * FROM lab") == before


def test_no_other_screen_is_there(kept: House) -> None:
    for screen in ("tower", "stage", "desk-1"):
        assert kept.guest().enter(kept.key(screen)).status_code == 404


def test_a_lab_that_was_held_here_is_no_archive(shared: House) -> None:
    tower = shared.holder("tower")
    assert tower.get("/labs/1/archive").status_code in (403, 404)
    assert shared.rows("SELECT code FROM lab") == [CODE]
