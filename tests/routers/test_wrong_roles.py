"""Who may not: each role asks for what is another's, over HTTP and over the socket, and nothing changes."""

from collections.abc import Callable, Iterator
from typing import NamedTuple
from uuid import uuid4

import pytest

from tests.routers import test_nobody_is_unmasked
from tests.routers.house import SECOND_CODE, Guest, House, farewell
from tests.routers.placing import covers
from tests.routers.reading import read
from tests.routers.test_joining import refusal
from tests.serving import CODE

covers("wrong_role-moderator__unmask_anonymous_author")(
    test_nobody_is_unmasked.test_the_desk_names_people_in_its_roster_only
)


def posing(guest: Guest, screen: str) -> Guest:
    """The same holder with the same pass, shown under the name of another screen's."""
    own = guest.base.rpartition("/")[2]
    other = guest.house.guest(Cookie=f"samskap-1-{screen}={guest.cookies[f'samskap-1-{own}']}")
    other.base = f"/labs/1/{screen}"
    return other


@pytest.fixture(scope="module")
def lab(shared: House) -> House:
    shared.found()
    return shared


@pytest.fixture(autouse=True)
def _nothing_changes(lab: House) -> Iterator[None]:
    """Whatever is refused here leaves both labs as they were, but for those who came in to try."""
    changed = "SELECT count(*) FROM event WHERE kind NOT IN ('PersonJoined', 'ContributionGiven', 'NoteTaken')"
    before = lab.rows(changed)
    yield
    assert lab.rows(changed) == before


class Ask(NamedTuple):
    """Somebody's way to do it at a screen: which noun, with which form."""

    noun: str
    form: dict[str, object]


OF_OTHERS: dict[str, tuple[str, Ask]] = {
    "participant__code_rotate": ("tower", Ask("door/code", {"was": CODE})),
    "participant__lab_lock": ("tower", Ask("door/lock", {})),
    "participant__broadcast_announcement": ("tower", Ask("notice", {"words": "Go home"})),
    "participant__group_move_other": ("tower", Ask("people/1/seat", {"group": 2})),
    "participant__phase_advance": ("tower", Ask("agenda", {"item": 2})),
    "participant__timer_extend": ("desk-1", Ask("timer/extension", {"minutes": 5})),
}
covers(*(f"wrong_role-{name}" for name in OF_OTHERS))


@pytest.mark.parametrize("name", OF_OTHERS)
def test_a_participant_cannot_do_what_others_may(lab: House, name: str) -> None:
    screen, ask = OF_OTHERS[name]
    phone = lab.phone(group=1)
    answers = [guest.act(ask.noun, **ask.form).status_code for guest in (phone, posing(phone, screen))]
    assert answers == [403, 403]


@covers("wrong_role-participant__export_csv", "wrong_role-participant__export_json")
def test_a_participant_cannot_take_the_report_away(lab: House) -> None:
    phone = lab.phone()
    kinds = ("json", "md", "html")
    assert [phone.get(f"/labs/1/phone/summary.{kind}").status_code for kind in kinds] == [403] * 3
    assert [posing(phone, "tower").get(f"/labs/1/tower/summary.{kind}").status_code for kind in kinds] == [403] * 3


@pytest.mark.parametrize("noun", ["wording", "withdrawal"])
@covers("wrong_role-participant__contribution_edit_other")
def test_a_participant_cannot_change_anothers_words(lab: House, noun: str) -> None:
    key = uuid4().hex
    lab.phone(group=1).contribute(f"Mine {key}")
    given = lab.rows("SELECT id FROM contribution WHERE text = ?", f"Mine {key}")[0]
    assert lab.phone(group=1).act(f"contributions/{given}/{noun}", text="Yours").status_code == 403
    assert lab.rows("SELECT text, is_withdrawn FROM contribution WHERE id = ?", given) == [(f"Mine {key}", 0)]


@covers(
    "wrong_role-anonymous__read_snapshot",
    "wrong_role-anonymous__open_projector",
    "wrong_role-anonymous__export_csv",
    "wrong_role-anonymous__list_labs",
)
def test_whoever_holds_nothing_sees_nothing(lab: House) -> None:
    screens = ("phone", "desk-1", "stage", "tower", "tower/summary.json", "phone/yours")
    assert [lab.guest().get(f"/labs/1/{screen}").status_code for screen in screens] == [401] * 6
    assert lab.guest().get("/labs/1").status_code == 404
    list_of_labs = lab.guest().get("/labs")  # is for those who have an account
    assert (list_of_labs.status_code, list_of_labs.text) == (303, "")
    assert lab.guest().get(list_of_labs.headers["location"]).text.count("<form") > 0


@pytest.mark.parametrize("screen", ["phone", "desk-1", "stage", "tower"])
def test_whoever_holds_nothing_hears_nothing(lab: House, screen: str) -> None:
    stranger = lab.guest()
    stranger.base = f"/labs/1/{screen}"
    with stranger.listen() as socket:
        assert farewell(socket) == 4003


@covers("wrong_role-moderator__read_other_group_private_notes")
def test_a_moderator_cannot_read_another_groups_notes(lab: House) -> None:
    lab.holder("desk-1").act("notes", text="Seamus hesitates", kind="note")
    other = lab.holder("desk-2")
    assert other.get(other.base).text.count("Seamus hesitates") == 0
    assert posing(other, "desk-1").get("/labs/1/desk-1").status_code == 403
    with posing(other, "desk-1").listen() as socket:
        assert farewell(socket) == 4003


def test_a_moderator_cannot_touch_another_groups_notes(lab: House) -> None:
    lab.holder("desk-1").act("notes", text="Only here", kind="note")
    note = lab.rows("SELECT id FROM note WHERE text = 'Only here'")[0]
    assert lab.holder("desk-2").act(f"notes/{note}/wording", text="Not here", edition=1).status_code == 404
    assert lab.rows("SELECT text FROM note WHERE id = ?", note) == ["Only here"]


@covers("wrong_role-moderator__rotate_join_code")
def test_a_moderator_steers_no_more_than_the_own_group(lab: House) -> None:
    desk = lab.holder("desk-1")
    asked: dict[str, dict[str, object]] = {
        "agenda": {"item": 2},
        "notice": {"words": "x"},
        "closing": {"sure": "1"},
        "stage-for-all": {"stage": 2},
        "door/lock": {},
        "door/code": {"was": CODE},
        "messages": {"to": "everyone", "words": "x"},
        "scene": {"scene": "thanks"},
        "groups/2/extension": {"minutes": "5"},
    }
    answers = [
        guest.act(noun, **form).status_code for guest in (desk, posing(desk, "tower")) for noun, form in asked.items()
    ]
    assert answers == [403] * 18


@covers("wrong_role-projector__read_hidden_contribution", "wrong_role-projector__read_private_group")
def test_the_stage_sees_no_contribution_and_no_group_from_inside(lab: House) -> None:
    lab.phone(group=3).contribute("Not for the wall")
    stage = lab.holder("stage")
    assert stage.get(stage.base).text.count("Not for the wall") == 0
    assert [posing(stage, screen).get(f"/labs/1/{screen}").status_code for screen in ("phone", "desk-3", "tower")] == [
        403
    ] * 3
    assert stage.get("/labs/1/stage/summary.json").status_code == 403


def test_the_stage_changes_nothing(lab: House) -> None:
    stage = lab.holder("stage")
    asked: dict[str, dict[str, object]] = {
        "contributions": {"prompt": 1, "text": "x"},
        "timer/end": {},
        "closing": {"sure": "1"},
        "departure": {},
    }
    assert [stage.act(noun, **form).status_code for noun, form in asked.items()] == [403] * 4


FROM_ANOTHER_LAB: dict[str, Callable[[Guest], int]] = {
    "export_lab_1": lambda posed: posed.get("/labs/1/tower/summary.json").status_code,
    "guess_lab_id_1": lambda posed: posed.get("/labs/1/tower").status_code,
    "kick_in_lab_1": lambda posed: posed.post("/labs/1/tower/people/1/removal", {}).status_code,
    "read_lab_1": lambda posed: posed.get("/labs/1/summary").status_code,
}
covers(*(f"wrong_role-organiser_other_lab__{name}" for name in FROM_ANOTHER_LAB))


@pytest.mark.parametrize("name", FROM_ANOTHER_LAB)
def test_an_organiser_of_another_lab_is_a_stranger_here(lab: House, name: str) -> None:
    """The file would answer 403 or 404; we say 401 like to anyone whom this lab does not know."""
    other = lab.holder("tower", code=SECOND_CODE)
    posed = lab.guest(Cookie=f"samskap-1-tower={other.cookies['samskap-2-tower']}")
    assert FROM_ANOTHER_LAB[name](posed) == 401
    assert FROM_ANOTHER_LAB[name](other) == 401


def test_an_organiser_cannot_reach_into_another_lab_from_the_own(lab: House) -> None:
    lab.phone("Anna")
    someone = lab.rows("SELECT id FROM person WHERE lab_id = 1 AND role = 'participant' LIMIT 1")[0]
    other = lab.holder("tower", code=SECOND_CODE)
    assert other.act(f"people/{someone}/removal").status_code == 404
    assert other.act(f"people/{someone}/seat", group=1).status_code == 404
    assert other.act("prompt-for-all", prompt=1).status_code == 404
    assert other.act("agenda", item=1).status_code == 404


@covers("wrong_role-ended_participant__add_after_end")
def test_after_the_end_nothing_is_added(house: House) -> None:
    """The file would say 403; a lab that is over is a conflict to us, and the pass still reads."""
    anna = house.phone("Anna")
    house.holder("tower").act("closing", sure="1")
    assert refusal(read(anna.contribute("x").text))[0] == "The lab is closed."
    assert anna.contribute("x").status_code == 409
    assert house.rows("SELECT count(*) FROM contribution") == [0]
