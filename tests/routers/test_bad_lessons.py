"""Bad words in every field of a lesson, in an objection, and in the search for evidence."""

import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import pytest

from tests.bad_inputs import Case, texts
from tests.routers.conftest import settings_at
from tests.routers.house import Guest, House
from tests.routers.placing import covers
from tests.routers.reading import read
from tests.routers.test_bad_words import KEPT, REFUSED, stored

SEARCHED = [case for case in texts("sql_params") if not case.name.startswith("int_param")]
covers(*map(str, SEARCHED))

FIELDS = {
    "why": "UPDATE lesson SET why = ''",
    "next_step": "UPDATE lesson SET next_step = ''",
    "objection": "DELETE FROM sign_off",
}
KEEPS = {
    "why": "SELECT why FROM lesson",
    "next_step": "SELECT next_step FROM lesson",
    "objection": "SELECT words FROM sign_off",
}


class Group(NamedTuple):
    house: House
    desk: Guest
    phone: Guest
    lesson: str

    def edition(self, part: str) -> int:
        found = self.desk.page().find(f"part-{part}-{self.lesson}" if part == "why" else f"deed-{self.lesson}")
        return int(next(each.attributes["value"] for each in found if each.attributes.get("name") == "edition"))

    def say(self, field: str, words: str) -> int:
        """The status of the answer to these words in this field."""
        noun = f"lessons/{self.lesson}"
        if field == "why":
            return self.desk.act(f"{noun}/wording/why", text=words, edition=self.edition("why")).status_code
        if field == "next_step":
            return self.desk.act(f"{noun}/deed", next_step=words, edition=self.edition("deed")).status_code
        return self.phone.act(f"{noun}/sign-off", approves="0", words=words, may_quote="1", edition=1).status_code


@pytest.fixture(scope="module")
def group(foundation: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Group]:
    data = shutil.copytree(foundation, tmp_path_factory.mktemp("lessons") / "data")
    with House(settings_at(data, acts_per_second=10_000, acts_at_once=10_000)) as house:
        phone, desk = house.phone("Anna", group=1), house.holder("desk-1")
        desk.act("lessons", title="Ask", text="Ask first")
        desk.act("sign-off")
        yield Group(house, desk, phone, house.rows("SELECT id FROM lesson")[0])


@pytest.mark.parametrize("field", FIELDS)
def test_words_are_kept_as_expected(group: Group, field: str) -> None:
    kept = {}
    for case in KEPT:
        assert group.say(field, case.text) == 200, case
        kept[case] = group.house.rows(KEEPS[field])
    assert kept == {case: [stored(case)] for case in KEPT}


@pytest.mark.parametrize("field", FIELDS)
def test_words_that_cannot_be_kept_change_nothing(group: Group, field: str) -> None:
    before = group.house.rows(KEEPS[field])
    blank = {case for case in REFUSED if not case.text.strip()}
    statuses = {group.say(field, case.text) for case in REFUSED if case not in blank}
    assert (statuses, group.house.rows(KEEPS[field])) == ({422}, before)


@pytest.mark.parametrize("due", ["tomorrow", "2026-13-01", "0", "1700000000", "2026-02-30", "２０２６-01-01", "26-1-1"])
def test_a_day_that_is_none_is_refused(group: Group, due: str) -> None:
    answer = group.desk.act(f"lessons/{group.lesson}/deed", due=due, edition=group.edition("deed"))
    assert (answer.status_code, group.house.rows("SELECT due FROM lesson")) == (422, [None])


@pytest.mark.parametrize("case", SEARCHED, ids=str)
def test_a_search_finds_words_and_is_no_language(group: Group, case: Case) -> None:
    answer = group.desk.http.get(f"{group.desk.base}/sources", params={"find": case.text})
    assert (answer.status_code, [each.id for each in read(answer.text) if each.id.startswith("source-")]) == (200, [])


def test_without_our_script_evidence_is_added_on_a_page_of_its_own(group: Group) -> None:
    page = read(group.desk.get(f"{group.desk.base}/sources?find=Madrid").text)
    (box,) = [each for each in page if each.id.startswith("source-item-")]
    (button,) = [each for each in page if "formaction" in each.attributes]
    answer = group.desk.post(button.attributes["formaction"], {"evidence": box.attributes["value"]})
    assert (answer.status_code, answer.headers["location"]) == (303, group.desk.base)
    assert group.house.rows("SELECT kind || ':' || source_id FROM evidence") == [box.attributes["value"]]
