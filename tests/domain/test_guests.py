"""The list of guests: looked at before it counts, taken as a whole or not at all, deleted with the names of people."""

from uuid import uuid4

import pytest

from app.domain.errors import LabClosed, Refusal
from app.domain.guests.errors import (
    ColumnTwice,
    GuestThereAlready,
    LastListGone,
    NothingToImport,
    RowsLeftOut,
)
from app.domain.guests.files import Row, read_file
from app.domain.guests.listing import (
    Outcome,
    assign_columns,
    clear_list,
    expect_guest,
    hand_in_list,
    import_guests,
    put_list_away,
    uninvite,
)
from app.domain.guests.reading import Expected, Wrong, expected, read_rows
from app.domain.labs import close
from app.domain.retention import forget_people, labs_to_forget
from app.domain.seating_events import GuestsChanged
from app.domain.work import SERVER, Key
from app.models import Guest, HandedList
from tests.cast import LabAtWork
from tests.domain.seats import expect, guests
from tests.domain.test_retention import days_later

pytestmark = pytest.mark.anyio

COLUMNS = [
    "name",
    "email",
    "organisation",
    "occupation",
    "country",
    "languages",
    "access",
    "together",
    "apart",
    "group",
]


def read(*cells: str) -> Expected:
    return expected(Row(2, list(cells)), COLUMNS, {1, 2, 3})


def fault(*cells: str) -> tuple[str, str]:
    with pytest.raises(Wrong) as wrong:
        read(*cells)
    return wrong.value.column, wrong.value.sentence


async def hand_in(lab: LabAtWork, lines: str) -> str:
    key = uuid4().hex
    await lab.do(lab.organiser, hand_in_list, key, "guests.csv", read_file(lines.encode()))
    return key


async def take(lab: LabAtWork, key: str, *, leaves_out: bool = False, replaces: bool = False) -> Outcome:
    outcome: Outcome = await lab.do(lab.organiser, import_guests, key, leaves_out=leaves_out, replaces=replaces)
    return outcome


# --- One line


def test_a_line_tells_all_that_a_seating_needs() -> None:
    assert read("Lie, Anna", "anna@nav.no", "NAV", "Rådgiver", "Norge", "norsk, en", "Rullestol", "A", "b, c", "2") == (
        Expected(
            *("Anna Lie", "anna@nav.no", "NAV", "Rådgiver", "NO", ("nb", "en"), "Rullestol", ("a",), ("b", "c"), 2)
        )
    )


def test_only_the_name_is_needed() -> None:
    assert read("Anna") == Expected("Anna")


def test_first_and_last_names_may_stand_apart() -> None:
    assert expected(Row(2, ["Lie", "Anna"]), ["family", "given"], ()).name == "Anna Lie"


@pytest.mark.parametrize(
    ("cells", "column"),
    [
        ([""], "name"),
        (["\u200b \u202e"], "name"),
        (["n" * 41], "name"),
        (["Moderator"], "name"),
        (["Anna", "no address"], "email"),
        (["Anna", "a@b@c.no"], "email"),
        (["Anna", "a@b.no\u202e"], "email"),
        (["Anna", "", "N" * 201], "organisation"),
        (["Anna", "", "", "", "", "Klingonish"], "languages"),
        (["Anna", "", "", "", "", "", "", "a,b,c,d,e,f,g,h,i,j,k"], "together"),
        (["Anna", "", "", "", "", "", "", "", "", "9"], "group"),
        (["Anna", "", "", "", "", "", "", "", "", "1 or 2"], "group"),
        (["Anna", *[""] * 9, "one cell more"], ""),
    ],
)
def test_a_line_that_cannot_be_taken_names_its_column(cells: list[str], column: str) -> None:
    assert fault(*cells)[0] == column


HOSTILE = ["=cmd|'/c calc'!A0", "<script>alert(1)</script>", "{{ 7*7 }}", "'; DROP TABLE guest; --", "@SUM(1)"]


@pytest.mark.parametrize("words", HOSTILE)
def test_hostile_words_are_words(words: str) -> None:
    assert read("Anna", "", words).organisation == words


def test_what_turns_text_around_is_taken_out() -> None:
    assert read("An\u202ena\u200b", "", "N\u202eAV\u0000").known_by == read("Anna", "", "NAV").known_by


def test_a_guest_who_stands_there_twice_is_named_by_both_lines() -> None:
    rows = [Row(2, ["Anna"]), Row(3, ["Bo"]), Row(4, ["ANNA"])]
    (only,) = read_rows(rows, ["name"], ()).faults
    assert (only.line, only.facts) == (4, {"line": "2"})


def test_two_of_one_name_are_told_apart_by_organisation() -> None:
    rows = [Row(2, ["Anna", "NAV"]), Row(3, ["Anna", "KUL"])]
    assert read_rows(rows, ["name", "organisation"], ()).faults == []


# --- A list


async def test_a_list_that_is_handed_in_changes_nothing_yet(lab: LabAtWork) -> None:
    await hand_in(lab, "name\nAnna\nBo")
    assert await guests(lab) == {}
    assert len(await lab.rows(HandedList)) == 1


async def test_the_next_list_puts_the_first_away(lab: LabAtWork) -> None:
    await hand_in(lab, "name\nAnna")
    key = await hand_in(lab, "name\nBo")
    assert [one.id for one in await lab.rows(HandedList)] == [key]


async def test_a_list_sent_twice_is_there_once(lab: LabAtWork) -> None:
    key = uuid4().hex
    for _ in range(2):
        await lab.do(lab.organiser, hand_in_list, key, "", read_file(b"name\nAnna"))
    assert [one.id for one in await lab.rows(HandedList)] == [key]


async def test_a_list_is_taken_as_a_whole(lab: LabAtWork) -> None:
    key = await hand_in(lab, "name,organisation\nAnna,NAV\nBo,\n")
    outcome = await take(lab, key)
    assert [one.name for one in outcome.new] == ["Anna", "Bo"]
    assert {name: one.organisation for name, one in (await guests(lab)).items()} == {"Anna": "NAV", "Bo": None}
    assert await lab.rows(HandedList) == []


async def test_one_line_that_is_wrong_keeps_all_of_them_out(lab: LabAtWork) -> None:
    key = await hand_in(lab, "name,group\nAnna,1\nBo,99\n")
    with pytest.raises(RowsLeftOut):
        await take(lab, key)
    assert await guests(lab) == {}
    await take(lab, key, leaves_out=True)
    assert list(await guests(lab)) == ["Anna"]


async def test_a_list_without_names_cannot_be_taken(lab: LabAtWork) -> None:
    key = await hand_in(lab, "shoe size,email\n43,anna@nav.no")
    with pytest.raises(NothingToImport):
        await take(lab, key)


async def test_columns_are_said_by_hand(lab: LabAtWork) -> None:
    key = await hand_in(lab, "Hvem,Hvorfra\nAnna,NAV")
    await lab.do(lab.organiser, assign_columns, key, ["name", "organisation"], has_headings=True)
    await take(lab, key)
    assert [(one.name, one.organisation) for one in (await guests(lab)).values()] == [("Anna", "NAV")]


async def test_a_first_line_that_is_a_guest_is_one(lab: LabAtWork) -> None:
    key = await hand_in(lab, "Anna Lie;NAV\nBo Dahl;KUL")
    await lab.do(lab.organiser, assign_columns, key, ["name", "organisation"], has_headings=False)
    await take(lab, key)
    assert list(await guests(lab)) == ["Anna Lie", "Bo Dahl"]


async def test_no_two_columns_hold_the_same(lab: LabAtWork) -> None:
    key = await hand_in(lab, "a,b\nAnna,Bo")
    with pytest.raises(ColumnTwice):
        await lab.do(lab.organiser, assign_columns, key, ["name", "name"], has_headings=True)


async def test_who_is_on_the_list_already_is_told_anew_and_keeps_the_seat(lab: LabAtWork) -> None:
    await expect(lab, "name,organisation,role\nAnna,NAV,Adviser\nBo,KUL,")
    outcome = await take(lab, await hand_in(lab, "name,organisation,role\nAnna,NAV,Director\nCid,NAV,"))
    told = [[one.name for one in outcome.new], [one.name for one in outcome.changed], outcome.same, outcome.missing]
    assert told == [["Cid"], ["Anna"], 0, ["Bo"]]
    assert {name: one.occupation for name, one in (await guests(lab)).items()} == {
        "Anna": "Director",
        "Bo": None,
        "Cid": None,
    }


async def test_a_list_may_take_the_place_of_the_one_before_but_not_of_who_has_come(lab: LabAtWork) -> None:
    await expect(lab, "name\nAnna\nBo\nCid")
    await lab.join("Bo", None)
    await take(lab, await hand_in(lab, "name\nAnna\nDag"), replaces=True)
    assert list(await guests(lab)) == ["Anna", "Bo", "Dag"]


async def test_a_list_is_taken_once(lab: LabAtWork) -> None:
    key = await hand_in(lab, "name\nAnna")
    await take(lab, key)
    with pytest.raises(LastListGone):
        await take(lab, key)


async def test_another_lab_finds_no_list_of_ours(lab: LabAtWork, founded: object) -> None:
    key = await hand_in(lab, "name\nAnna")
    other = await LabAtWork.found(lab.store, founded, "K7QM3X")  # type: ignore[arg-type]
    with pytest.raises(LastListGone):
        await lab.do(other.organiser, import_guests, key, leaves_out=False, replaces=False)
    await lab.do(other.organiser, put_list_away, key)
    assert len(await lab.rows(HandedList)) == 1


async def test_one_more_guest_is_told(lab: LabAtWork) -> None:
    assert await lab.told(lab.organiser, expect_guest, Expected("Anna", organisation="NAV")) == [GuestsChanged()]
    with pytest.raises(GuestThereAlready):
        await lab.do(lab.organiser, expect_guest, Expected("ANNA", organisation="nav"))


async def test_whoever_is_taken_off_leaves_no_trace(lab: LabAtWork) -> None:
    found = await expect(lab, "name,email\nAnna,anna@nav.no\nBo,")
    await lab.do(lab.organiser, uninvite, found["Anna"].id)
    assert list(await guests(lab)) == ["Bo"]
    await lab.do(lab.organiser, clear_list)
    assert await lab.rows(Guest) == []


async def test_a_closed_lab_expects_nobody_new_and_still_deletes(lab: LabAtWork) -> None:
    found = await expect(lab, "name\nAnna")
    await lab.do(lab.organiser, close)
    with pytest.raises(LabClosed):
        await lab.do(lab.organiser, expect_guest, Expected("Bo"))
    await lab.do(lab.organiser, uninvite, found["Anna"].id)
    assert await lab.rows(Guest) == []


# --- Retention


async def test_a_lab_nobody_came_to_forgets_whom_it_expected(lab: LabAtWork, monkeypatch: pytest.MonkeyPatch) -> None:
    await expect(lab, "name,email\nAnna,anna@nav.no")
    await lab.do(lab.organiser, close)
    days_later(29.9, monkeypatch)
    assert await lab.store.read(labs_to_forget) == []
    days_later(30.1, monkeypatch)
    assert await lab.store.read(labs_to_forget) == [lab.id]


async def test_the_list_goes_with_the_names_of_people(lab: LabAtWork) -> None:
    await expect(lab, "name,email,access\nAnna,anna@nav.no,Rullestol\nBo,,")
    await lab.join("Anna", None)
    await hand_in(lab, "name\nCid")
    await lab.do(Key(lab.id, actor=SERVER), forget_people)
    assert (await lab.rows(Guest), await lab.rows(HandedList)) == ([], [])
    assert await lab.told(Key(lab.id, actor=SERVER), forget_people) == []


def test_a_guest_typed_by_hand_is_refused_in_a_sentence() -> None:
    with pytest.raises(Refusal) as refused:
        read("Anna", "no address")
    assert refused.value.sentence == "This is no e-mail address."
