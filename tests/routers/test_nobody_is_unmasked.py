"""No screen, no answer and no file tells who wrote a contribution: not by name, not by number, not by id.

Names may stand in the roster of a desk and in the tower's tiles, and on one's own phone. The canaries here have ids
and names that cannot be met by chance.
"""

import json
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from app.summary.writers import formats
from tests.routers.conftest import settings_at
from tests.routers.house import Guest, House
from tests.routers.reading import read
from tests.routers.test_coming_back import return_code
from tests.summary.opening import words_in

FIRST_ID = 87_654_321  # of the named author; the anonymous one comes next
NAMED, NAMELESS = "Zwetschgenkanari", "Guest 77002"
NAMED_WORDS, NAMELESS_WORDS, PAPER_WORDS = "Paint the bridge", "Ask the ferryman", "Close the tunnel"


class Cast(NamedTuple):
    house: House
    named: Guest
    nameless: Guest
    other: Guest
    desk: Guest
    stage: Guest
    tower: Guest


@pytest.fixture(scope="module")
def cast(foundation: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Cast]:
    data = shutil.copytree(foundation, tmp_path_factory.mktemp("cast") / "data")
    with House(settings_at(data)) as house:
        house.rows(
            "INSERT INTO person (id, lab_id, role, number, namesake, joined_at, removed_at, is_here) "
            "VALUES (?, 1, 'participant', 1, 0, '2026-01-01', '2026-01-01', 0)",
            FIRST_ID - 1,
        )
        named, nameless, other = house.phone(NAMED, group=1), house.phone(group=1), house.phone("Bo", group=1)
        house.rows("UPDATE person SET number = 77002 WHERE id = ?", FIRST_ID + 1)
        desk, stage, tower = (house.holder(screen) for screen in ("desk-1", "stage", "tower"))
        named.contribute(NAMED_WORDS)
        nameless.contribute(NAMELESS_WORDS)
        desk.act("proxies", prompt=1, text=PAPER_WORDS, said_by="")
        yield Cast(house, named, nameless, other, desk, stage, tower)


def betrayals(told: str) -> list[str]:
    return [each for each in (NAMED, NAMELESS, "77002", str(FIRST_ID), str(FIRST_ID + 1)) if each in told]


def idea(cast: Cast, words: str) -> str:
    return str(cast.house.rows("SELECT id FROM contribution WHERE text = ?", words)[0])


def test_the_canaries_could_be_found(cast: Cast) -> None:
    authors = cast.house.rows("SELECT author_id FROM contribution WHERE on_paper = 0 ORDER BY given")
    assert authors == [FIRST_ID, FIRST_ID + 1]
    told = cast.tower.page().find("tiles").everything
    assert betrayals(told) == [NAMED, NAMELESS, "77002", str(FIRST_ID), str(FIRST_ID + 1)]


def test_another_phone_of_the_group_reads_the_words_and_no_author(cast: Cast) -> None:
    page = cast.other.page()
    written = [each.seen for each in page.find("board").all("p", **{"class": "card__words"})]
    assert (written, betrayals(page.everything)) == ([NAMED_WORDS, NAMELESS_WORDS, PAPER_WORDS], [])


def test_ones_own_phone_names_only_oneself(cast: Cast) -> None:
    assert betrayals(cast.named.page().everything) == [NAMED]
    assert betrayals(cast.nameless.page().everything) == [NAMELESS, "77002"]


def test_the_desk_names_people_in_its_roster_only(cast: Cast) -> None:
    page = cast.desk.page()
    assert betrayals(page.find("roster").everything)[:2] == [NAMED, NAMELESS]
    assert betrayals(page.without("roster").everything) == []


def test_the_stage_names_nobody(cast: Cast) -> None:
    assert betrayals(cast.stage.page().everything) == []


def test_the_tower_names_people_in_its_tiles_only(cast: Cast) -> None:
    assert betrayals(cast.tower.page().without("tiles").everything) == []


def test_no_act_answers_with_an_author(cast: Cast) -> None:
    """Every act on somebody's words, as each role that may do it, answered as to our script."""
    desk, key = cast.desk, "1" * 32
    named, nameless = idea(cast, NAMED_WORDS), idea(cast, NAMELESS_WORDS)
    lesson = {
        "title": "A lesson",
        "text": "Ask first",
        "evidence": [f"contribution:{named}", f"contribution:{nameless}"],
    }
    answers = [
        cast.other.act(f"contributions/{named}/support", on="1"),
        cast.other.act(f"contributions/{nameless}/support", on="1"),
        desk.act("themes", id=key, name="Crossings"),
        *(desk.act(f"contributions/{each}/theme", theme=theme_of(cast, "Crossings")) for each in (named, nameless)),
        desk.act("lessons", id=key, **lesson),
        desk.act("stage", stage=3),
        desk.act("stage", stage=""),
        cast.tower.act("stage-for-all", stage=3),
        cast.tower.act("stage-for-all", stage=""),
        cast.tower.act("notice", words="Five minutes"),
    ]
    assert [answer.status_code for answer in answers] == [200] * len(answers)
    told = [read(answer.text).without("roster", "tiles", *tile_ids(cast)).everything for answer in answers]
    assert [betrayals(each) for each in told] == [[]] * len(answers)


def test_an_author_hears_of_the_own_card_what_everyone_hears(cast: Cast) -> None:
    bag = read(cast.named.contribute("One more").text)
    given = idea(cast, "One more")
    assert betrayals(bag.everything) == []
    assert [each.id for each in bag if each.id.startswith(("own-", "contribution-"))] == [
        f"own-{given}",
        f"contribution-{given}",
    ]
    assert cast.named.act(f"contributions/{given}/withdrawal").status_code == 200


@pytest.mark.parametrize("who", ["other", "desk", "stage", "tower"])
def test_what_comes_down_the_socket_names_no_author(cast: Cast, who: str) -> None:
    guest: Guest = getattr(cast, who)
    with guest.listen(seq=1_000_000) as socket:
        told = read(socket.receive_text())
    assert len(told.everything) > 500
    assert betrayals(told.without("roster", "tiles").everything) == []


@pytest.mark.parametrize("kind", formats())
def test_no_report_names_anybody_who_took_part(cast: Cast, kind: str) -> None:
    told = " ".join(words_in(kind, cast.tower.get(f"/labs/1/tower/summary.{kind}").content).split())
    assert (NAMED_WORDS in told, NAMELESS_WORDS in told, betrayals(told)) == (True, True, [])


def test_the_json_knows_no_author_under_any_key(cast: Cast) -> None:
    told = json.loads(cast.tower.get("/labs/1/tower/summary.json").text)
    assert sorted(set(keys(told["contributions"]))) == [
        "given_at",
        "group",
        "id",
        "label",
        "on_paper",
        "prompt_id",
        "said_by",
        "stage_kind",
        "supports",
        "text",
        "theme_id",
    ]
    assert [key for key in keys(told) if "author" in key or "person" in key or "who" in key] == []


def test_the_summary_that_everyone_reads_after_the_close_names_no_author(house: House) -> None:
    everyone = [house.phone(NAMED, group=1), house.phone("Bo", group=1), house.holder("desk-1"), house.holder("stage")]
    everyone[0].contribute(NAMED_WORDS)
    house.holder("tower").act("closing", sure="1")
    told = [guest.get("/labs/1/summary").text for guest in everyone]
    assert [(NAMED_WORDS in each, NAMED in each) for each in told] == [(True, False)] * 4


def test_a_contribution_has_no_id_that_could_be_traced_to_its_author(cast: Cast) -> None:
    """The same key from two phones makes two ids: neither the key nor the person is to be read from them."""
    key = "ab" * 16
    cast.named.contribute("Same key", id=key)
    cast.nameless.contribute("Same key", id=key)
    ids = cast.house.rows("SELECT id FROM contribution WHERE text = 'Same key'")
    assert (len(set(ids)), key in ids) == (2, False)


def test_a_supporter_is_named_to_nobody(cast: Cast) -> None:
    given = idea(cast, PAPER_WORDS)
    cast.named.act(f"contributions/{given}/support", on="1")
    everyone = [cast.other.page(), cast.desk.page().without("roster"), cast.stage.page()]
    assert [betrayals(page.everything) for page in everyone] == [[], [], []]


def test_the_return_code_is_on_ones_own_phone_only(cast: Cast) -> None:
    code = return_code(cast.named)
    others = [cast.nameless, cast.other, cast.desk, cast.stage, cast.tower]
    assert [code in guest.get(guest.base).text for guest in others] == [False] * 5
    assert cast.named.get(cast.named.base).text.count(code) == 1


def test_only_a_phone_has_something_of_its_own(cast: Cast) -> None:
    everyone = [cast.desk, cast.stage, cast.tower]
    assert [guest.get(f"{guest.base}/yours").status_code for guest in everyone] == [403] * 3


def theme_of(cast: Cast, name: str) -> str:
    return str(cast.house.rows("SELECT id FROM theme WHERE name = ?", name)[0])


def tile_ids(cast: Cast) -> list[str]:
    return [f"tile-{group}" for group in cast.house.rows("SELECT id FROM breakout_group")]


def keys(told: Any) -> Iterator[str]:
    if isinstance(told, dict):
        yield from told
    for each in told.values() if isinstance(told, dict) else told if isinstance(told, list) else ():
        yield from keys(each)
