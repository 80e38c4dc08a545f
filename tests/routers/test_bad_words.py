"""Everything that people, or their attackers, might write: kept as it was written, shown as it is kept."""

import json
import shutil
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple
from uuid import uuid4

import pytest

from tests.bad_inputs import Case, cases, texts
from tests.routers.conftest import settings_at
from tests.routers.house import Guest, House
from tests.routers.placing import covers
from tests.routers.reading import Element, read
from tests.routers.test_joining import refusal

SAID = texts("unicode", "html_js", "sql", "template", "csv_formula", "path", "size")
KEPT = [case for case in SAID if case.verdict != "reject"]
REFUSED = [case for case in SAID if case.verdict == "reject"]
TOLD = [case for case in KEPT if case.family in ("html_js", "template", "sql", "unicode")]  # as lessons, too
JSON = [*cases("json", "json_bomb"), *(case for case in cases("unicode_wire") if "raw" in case.payload)]
CLEANED_PATHS = {"crlf_header": 'x"\nSet-Cookie: a=1\n.csv', "nul": "x.csv.png", "rtl_name": "csvgnp"}
SENTENCES = {"empty": "There are no words in it yet.", "too_long": "That is too long."}

covers(*map(str, [*SAID, *JSON]))


def stored(case: Case) -> str:
    return case.stored if case.stored is not None else CLEANED_PATHS.get(case.name, case.text)


class Said(NamedTuple):
    """A group whose phone said it all, its desk that made a lesson of most of it, and one who only reads."""

    house: House
    ids: dict[Case, str]
    statuses: dict[Case, int]
    tables: list[Counter[str]]
    reader: Guest
    desk: Guest


@pytest.fixture(scope="module")
def said(foundation: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Said]:
    data = shutil.copytree(foundation, tmp_path_factory.mktemp("said") / "data")
    with House(settings_at(data, acts_per_second=10_000, acts_at_once=10_000)) as house:
        phone, reader, desk = house.phone("Anna", group=1), house.phone("Bo", group=1), house.holder("desk-1")
        before = tables(house)
        answers = {case: phone.contribute(case.text) for case in KEPT}
        after = tables(house)
        made = house.rows("SELECT id FROM contribution ORDER BY given")
        for case in TOLD:
            desk.act("lessons", title="It says", text=case.text)
        statuses = {case: answer.status_code for case, answer in answers.items()}
        yield Said(house, dict(zip(KEPT, made, strict=False)), statuses, [before, after], reader, desk)


def tables(house: House) -> Counter[str]:
    """How many rows each table holds."""
    names = house.rows("SELECT name FROM sqlite_master WHERE type = 'table'")
    return Counter({name: house.rows(f"SELECT count(*) FROM {name}")[0] for name in names})  # noqa: S608


def shape(element: Element) -> list[str]:
    """Its elements by name: markup in somebody's words would add to them."""
    return [each.name for each in element]


def words_on(card: Element) -> str:
    return next(each.words for each in card.all("p") if "card__words" in each.attributes["class"].split())


@pytest.mark.parametrize("case", KEPT, ids=str)
def test_words_are_stored_as_expected(said: Said, case: Case) -> None:
    kept = said.house.rows("SELECT text FROM contribution WHERE id = ?", said.ids[case])
    assert (said.statuses[case], kept) == (201, [stored(case)])


@pytest.mark.parametrize("case", REFUSED, ids=str)
def test_words_are_refused_with_a_sentence_and_not_stored(shared: House, case: Case) -> None:
    answer = shared.phone().contribute(case.text)
    assert (answer.status_code, refusal(read(answer.text))[0]) == (422, SENTENCES[str(case.refused)])
    assert shared.rows("SELECT count(*) FROM contribution") == [0]


def test_the_database_has_the_same_tables_and_only_these_rows_more(said: Said) -> None:
    before, after = said.tables
    assert set(before) == set(after)
    assert after - before == Counter({"contribution": len(KEPT), "event": len(KEPT)})


@pytest.mark.parametrize("screen", ["reader", "desk"])
def test_a_screen_of_the_group_shows_exactly_these_words(said: Said, screen: str) -> None:
    guest: Guest = getattr(said, screen)
    cards = {each.id: each for each in guest.page().find("board") if each.id.startswith("contribution-")}
    shown = {case: cards[f"contribution-{id}"] for case, id in said.ids.items()}
    words = {case: words_on(card) for case, card in shown.items()}
    assert words == {case: stored(case) for case in KEPT}
    assert {tuple(shape(card)) for card in shown.values()} == {tuple(shape(shown[KEPT[0]]))}


@pytest.mark.parametrize("screen", ["stage", "tower"])
def test_the_wall_shows_exactly_these_words(said: Said, screen: str) -> None:
    wall = said.house.holder(screen).page().find("wall")
    lessons = [each for each in wall if each.id.startswith("lesson-")]
    words = [lesson.all("p", **{"class": "wall__text"})[0].words for lesson in lessons]
    assert words == [stored(case) for case in TOLD]
    assert len({tuple(shape(lesson)) for lesson in lessons}) == 1


def test_the_json_report_holds_exactly_these_words(said: Said) -> None:
    told = json.loads(said.house.holder("tower").get("/labs/1/tower/summary.json").text)
    assert {each["id"]: each["text"] for each in told["contributions"]} == {
        said.ids[case]: stored(case) for case in KEPT
    }


def test_the_html_report_shows_exactly_these_words(said: Said) -> None:
    page = read(said.house.holder("tower").get("/labs/1/tower/summary.html").text)
    everything = page.words
    assert [str(case) for case in KEPT if stored(case) not in everything] == []
    alive = {"script", "img", "iframe", "form", "object", "embed", "base", "use", "animate", "foreignobject"}
    assert {each.name for each in page} & alive == set()


def test_after_all_that_the_next_words_are_taken(said: Said) -> None:
    assert said.reader.contribute("And now something simple").status_code == 201


@pytest.mark.parametrize("case", JSON, ids=str)
def test_no_json_is_taken_for_a_form(shared: House, case: Case) -> None:
    raw = case.payload["raw"] if isinstance(case.payload, dict) else case.text
    phone = shared.phone()
    for kind in ("application/json", "text/plain"):
        answer = phone.http.post(
            f"{phone.base}/contributions", content=raw.encode(errors="surrogatepass"), headers={"Content-Type": kind}
        )
        assert answer.status_code == 422
        assert raw.strip() == "" or answer.text.count(raw) == 0
    assert shared.rows("SELECT count(*) FROM contribution") == [0]


@pytest.mark.parametrize("case", [each for each in cases("unicode_wire") if "b64" in each.payload], ids=str)
def test_bytes_that_are_no_text_are_refused(shared: House, case: Case) -> None:
    """As a form sends bytes, percent-encoded, and as a careless script does, raw."""
    import base64
    from urllib.parse import quote_from_bytes

    bad = base64.b64decode(case.payload["b64"]).removeprefix(b'{"text":"').removesuffix(b'"}')
    phone = shared.phone()
    statuses = []
    for text in (quote_from_bytes(bad).encode(), bad):
        body = f"id={uuid4().hex}&prompt=1&text=".encode() + text
        form = {"Content-Type": "application/x-www-form-urlencoded"}
        statuses.append(phone.http.post(f"{phone.base}/contributions", content=body, headers=form).status_code)
    assert statuses == [422, 422]
    assert shared.rows("SELECT count(*) FROM contribution") == [0]


covers(*(str(case) for case in cases("unicode_wire")))
