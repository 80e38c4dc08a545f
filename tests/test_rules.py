"""Who may do what: every route of a lab × every kind of pass, against the one table in domain/rules.py."""

from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from starlette.testclient import WebSocketDenialResponse
from starlette.websockets import WebSocketDisconnect

from app.domain import rules
from app.domain.errors import NotYours
from app.domain.rules import ANYONE, MAY, MODERATOR, ORGANISER, OWNER, PARTICIPANT, READER, REVIEWER, SERVER, STAGE
from app.domain.work import Actor, Key, Work
from app.live.farewells import GONE, REVOKED
from tests.matrix import ACTS, READS, SCREEN, SOCKETS, Pass, Room, cookie, routes, token_of, verb_of
from tests.matrix_acts import SCREEN_OF
from tests.matrix_afterwards import AFTERWARDS, DEEDS, ready_afterwards
from tests.matrix_seating import GOES_ON_ELSEWHERE, expect
from tests.matrix_steering import AFTER_STEERING, AS_IT_WAS, CLOCKS
from tests.matrix_together import ready
from tests.rooms import room_at

ROLES = (ANYONE, PARTICIPANT, MODERATOR, STAGE, ORGANISER, OWNER, READER, REVIEWER, SERVER)
ROLES += (rules.VIEWER, *rules.OF_AN_ACCOUNT)
HOLDERS = (
    *("nobody", "a made-up pass", "somebody removed"),
    "a participant",
    "a moderator",
    "a stage",
    "the organiser",
    "somebody who checks the draft",
    "an owner",
    "a viewer",
    "another lab's participant",
    "another lab's moderator",
    "another lab's stage",
    "another lab's organiser",
)
HOLDER = {PARTICIPANT: "a participant", MODERATOR: "a moderator", ORGANISER: "the organiser"}
HOLDER |= {REVIEWER: "somebody who checks the draft", OWNER: "an owner"}
PERMITTED = [(noun, role) for noun, act in ACTS.items() for role in sorted(MAY[act.verb])]
EDITED = {"introduce", "introduce_in", "annotate", "leave_out", "put_in_order", "translate_words", "undo_edit"}
AFTER_THE_CLOSE = {"leave", "tell_everyone", "move_person", "remove_person", "close", "uninvite", "clear_list"} | EDITED
AFTER_THE_CLOSE |= {"publish", "withdraw_edition", "invite_reviewer", "extend_review", "end_review"}
AFTER_THE_CLOSE |= {"erase_me", "comment_on", "withdraw_comment", "answer_comment", "resolve_comment"}
AFTER_THE_CLOSE |= {"stop_rehearsal", "remove_rehearsal"} | AFTER_STEERING
LEADS_ELSEWHERE = {"departure", "erasure", "groups/{id}/desk"} | GOES_ON_ELSEWHERE
OWNERS_REPORT = (ORGANISER, "assign_lesson")
"""Also after the close, and to the organiser alone."""
SHIFTS = ("shortening", "pause", "resumption")
WHERE_TIME_RUNS = {*(f"timer/{act}" for act in (*SHIFTS, "end")), *(f"agenda/{act}" for act in (*SHIFTS, "extension"))}
WHERE_SOMEBODY_SPEAKS = {"floor/end", "hand/lowering"}
NOT_ASKED_YET, GOES_ROUND_ALREADY = {"sign-off"}, {"reveal/round"}
WHERE_SOMEBODY_ASKS_IN, WHERE_SOMEBODY_REHEARSES = {"circle/asking/withdrawal"}, {"rehearsals/{id}/stop"}
"""Of nothing that runs there is nothing to end, to stop or to extend; and a group that was asked is not asked again."""
TOGETHER = {"write_together", "take_pen", "give_together", "ask_in", "take_back_asking", "ask_question"}
TOGETHER |= {"withdraw_question", "upvote", "leave_mark", "take_back_mark"}
SCREENS = ("phone", "desk-1", "desk-2", "stage", "tower")


@pytest.fixture
def room(tmp_path: Path, founded_once: Path) -> Iterator[Room]:
    """A room to change."""
    with room_at(tmp_path / "data", founded_once) as opened:
        yield opened


@pytest.fixture(scope="module")
def shared(tmp_path_factory: pytest.TempPathFactory, founded_once: Path) -> Iterator[Room]:
    """One room for all who are refused: they leave no mark."""
    with room_at(tmp_path_factory.mktemp("shared") / "data", founded_once) as opened:
        yield opened


@pytest.fixture(scope="module")
def closed(tmp_path_factory: pytest.TempPathFactory, founded_once: Path) -> Iterator[Room]:
    with room_at(tmp_path_factory.mktemp("closed") / "data", founded_once) as opened:
        assert opened.tower.act("closing", sure="1").status_code == 200
        yield opened


@pytest.fixture(scope="module")
def wired(tmp_path_factory: pytest.TempPathFactory, founded_once: Path) -> Iterator[Room]:
    """A room for sockets: who opens one is noted as present."""
    with room_at(tmp_path_factory.mktemp("wired") / "data", founded_once) as opened:
        yield opened


def screens_for(held: Pass, verb: str) -> list[str]:
    """Where somebody might try: at the screen they have, and at those where it is done."""
    return list(dict.fromkeys([held.screen, *(SCREEN_OF[role] for role in sorted(MAY[verb]))]))


# --- The matrix is whole


def test_every_route_that_acts_is_in_the_matrix_with_its_verb(shared: Room) -> None:
    found = {path: verb_of(endpoint) for method, path, endpoint in routes(shared.house.app) if method == "POST"}
    assert found == {f"{SCREEN}/{noun}": act.verb for noun, act in ACTS.items()}


def test_every_route_that_reads_is_in_the_matrix(shared: Room) -> None:
    found = {(method, path) for method, path, _ in routes(shared.house.app) if method != "POST"}
    assert found == {("GET", path) for path in READS} | {("", path) for path in SOCKETS}


def test_the_room_has_every_kind_of_pass(shared: Room) -> None:
    assert tuple(shared.passes) == HOLDERS


def test_the_table_knows_only_roles_that_there_are() -> None:
    assert set().union(*MAY.values()) - set(ROLES) == set()
    assert set(rules.SCREENS.values()) == set(SCREEN_OF) - {OWNER}  # theirs is no live screen


def test_each_role_may_do_what_it_is_there_for() -> None:
    may = {role: {verb for verb, roles in MAY.items() if role in roles} for role in ROLES}
    assert may[ANYONE] == {"join", "come_back", "sign_in", "confirm_sign_in", "accept_as_new", "come_by_provider"}
    assert may[rules.VIEWER] == {"read_summary", "enter_tower", "give_up_role"}
    assert (may[STAGE], may[READER]) == ({"read_summary"}, {"read_summary", "read_report"})
    assert may[OWNER] == {"report_progress", "ask_for_reminders", "read_deed", "read_summary"}
    assert may[REVIEWER] == {"read_draft", "comment_on", "withdraw_comment"}
    assert may[SERVER] & set().union(*(may[role] for role in ROLES if role != SERVER)) == set()
    speaks, votes, answers = {"raise_hand", "lower_hand", "give_reason"}, {"cast", "take_back"}, {"sign_off", "take_on"}
    writes = {"erase_me", "contribute", "reword", "withdraw", "support", "leave", "read_summary", "read_receipt"}
    assert may[PARTICIPANT] == writes | speaks | votes | answers | TOGETHER
    shared = {"tap_in", "tap_out", "call_question", "mark_answered", "end_call"}
    assert may[MODERATOR] & may[ORGANISER] == {"read_summary", "assign_lesson"} | shared


# --- Acts


@pytest.mark.parametrize("holder", HOLDERS)
def test_whoever_may_not_is_refused_and_changes_nothing(shared: Room, holder: str) -> None:
    held = shared.passes[holder]
    before = shared.state()
    refused = {
        (noun, screen): shared.act(noun, held, screen, live=screen == held.screen)
        for noun, act in ACTS.items()
        if held.role not in MAY[act.verb]
        for screen in screens_for(held, act.verb)
    }
    assert refused == dict.fromkeys(refused, 403 if held.role else 401)
    assert len(refused) >= len(ACTS) // 3
    assert shared.state() == before


@pytest.mark.parametrize(("noun", "role"), PERMITTED, ids=lambda each: str(each).replace("/", "-"))
def test_whoever_may_is_let_through(room: Room, noun: str, role: str) -> None:
    room.make_ready(noun)
    for prepare in (ready, expect, ready_afterwards):
        prepare(room, noun)
    before = room.state()
    status = room.act(noun, room.passes[HOLDER[role]], SCREEN_OF[role], live=True)
    assert status == (201 if noun == "contributions" else 303 if noun in LEADS_ELSEWHERE | DEEDS.keys() else 200)
    idle = WHERE_TIME_RUNS | WHERE_SOMEBODY_SPEAKS | NOT_ASKED_YET | WHERE_SOMEBODY_ASKS_IN | GOES_ROUND_ALREADY
    if noun not in idle | WHERE_SOMEBODY_REHEARSES | AS_IT_WAS | CLOCKS:
        assert room.state() != before


@pytest.mark.parametrize("role", sorted(HOLDER))
def test_a_closed_lab_takes_only_what_must_still_be_possible(closed: Room, role: str) -> None:
    held, before = closed.passes[HOLDER[role]], closed.state()
    mine = [noun for noun, act in ACTS.items() if role in MAY[act.verb]]
    late = [noun for noun in mine if ACTS[noun].verb not in AFTER_THE_CLOSE | AFTERWARDS]
    late = [noun for noun in late if (role, ACTS[noun].verb) != OWNERS_REPORT]
    assert {noun: closed.act(noun, held, held.screen) for noun in late} == dict.fromkeys(late, 409)
    assert closed.state() == before


@pytest.mark.parametrize("noun", [noun for noun, act in ACTS.items() if act.verb in AFTER_THE_CLOSE])
def test_after_the_close_one_may_still_leave_be_told_and_be_let_go(room: Room, noun: str) -> None:
    room.make_ready(noun)
    expect(room, noun)
    room.tower.act("closing", sure="1")
    (role,) = MAY[ACTS[noun].verb]
    assert room.act(noun, room.passes[HOLDER[role]], SCREEN_OF[role]) == 303


def test_another_group_s_moderator_finds_none_of_its_things(shared: Room) -> None:
    before = shared.state()
    held = Pass(shared.house.key("desk-2"), "desk-2", MODERATOR)
    theirs = [noun for noun, act in ACTS.items() if act.on and MODERATOR in MAY[act.verb]]
    tried = {(noun, screen): shared.act(noun, held, screen) for noun in theirs for screen in ("desk-1", "desk-2")}
    assert tried == dict.fromkeys(tried, 404)
    assert shared.state() == before


def test_another_participant_changes_nobody_s_words(shared: Room) -> None:
    before, wording = shared.state(), "contributions/{id}/wording"
    held = Pass(token_of(shared.ola), "phone", PARTICIPANT)
    tried = {noun: shared.act(noun, held, "phone") for noun in (wording, "contributions/{id}/withdrawal")}
    assert tried == dict.fromkeys(tried, 403)
    assert shared.state() == before


def scheme(work: Work) -> None:
    """An act that nobody wrote into the table."""
    work.lab().notice = "schemed"


@pytest.mark.parametrize("role", ROLES)
def test_an_act_that_is_not_in_the_table_is_refused(shared: Room, role: str) -> None:
    before = shared.state()
    portal = shared.house.door.portal
    assert portal
    with pytest.raises(NotYours):
        portal.call(partial(shared.house.app.state.store.write, Key(1, actor=Actor(role)), scheme))
    assert shared.state() == before


# --- Screens


def own_screen(held: Pass) -> str | None:
    return held.screen if held.role else None


@pytest.mark.parametrize("holder", HOLDERS)
def test_each_screen_opens_to_its_own_pass_only(shared: Room, holder: str) -> None:
    held = shared.passes[holder]
    seen = {screen: shared.get(f"/labs/1/{screen}", held, screen) for screen in SCREENS}
    no = 403 if held.role else 401
    assert seen == {screen: 200 if screen == own_screen(held) else no for screen in SCREENS}


@pytest.mark.parametrize("holder", HOLDERS)
def test_a_lab_that_is_not_there_is_found_by_nobody(shared: Room, holder: str) -> None:
    held = shared.passes[holder]
    assert shared.get("/labs/999/tower", held, "tower") == 404


@pytest.mark.parametrize("holder", HOLDERS)
@pytest.mark.parametrize("format", ["html", "md", "json"])
def test_the_report_so_far_is_the_organiser_s(shared: Room, holder: str, format: str) -> None:
    held = shared.passes[holder]
    expected = 200 if held.role == ORGANISER else 403 if held.role else 401
    assert shared.get(f"/labs/1/{held.screen}/summary.{format}", held, held.screen) == expected


@pytest.mark.parametrize("holder", HOLDERS)
def test_the_summary_is_for_everyone_in_the_lab_once_it_is_closed(shared: Room, closed: Room, holder: str) -> None:
    seen = []
    for room in (shared, closed):
        held = room.passes[holder]
        seen.append(room.get("/labs/1/summary", held, held.screen))
    assert seen == ([403, 403] if held.role == REVIEWER else [404, 200] if held.role else [401, 401])


@pytest.mark.parametrize("holder", HOLDERS)
@pytest.mark.parametrize("page", ["report", "report/translations/fr", "draft"])
def test_the_draft_is_for_the_organiser_and_its_comments_for_who_checks_it(
    shared: Room, holder: str, page: str
) -> None:
    held = shared.passes[holder]
    may = {ORGANISER} | ({REVIEWER} if page == "draft" else set())
    expected = 200 if held.role in may else 403 if held.role else 401
    assert shared.get(f"/labs/1/{held.screen}/{page}", held, held.screen) == expected


@pytest.mark.parametrize("holder", [holder for holder in HOLDERS if holder not in ("a participant", "a moderator")])
def test_what_is_somebody_s_own_is_nobody_else_s(shared: Room, holder: str) -> None:
    held = shared.passes[holder]
    assert shared.get("/labs/1/phone/yours", held, "phone") in (401, 403)


def heard(room: Room, address: str, held: Pass, screen: str) -> Any:
    """What a socket there says first: a piece of the screen, or the code with which it closes."""
    headers = {"Cookie": cookie(screen, held.token), "Origin": "http://testserver"}
    try:
        with room.house.door.websocket_connect(address, headers=headers) as socket:
            said = socket.receive()
            return "a frame" if said.get("text", "").startswith("<hx-place") else said.get("code")
    except WebSocketDisconnect as refused:
        return refused.code


@pytest.mark.parametrize("holder", HOLDERS)
def test_a_socket_opens_to_whom_its_screen_opens(wired: Room, holder: str) -> None:
    held = wired.passes[holder]
    said = {screen: heard(wired, f"/labs/1/{screen}/live?seq=0", held, screen) for screen in SCREENS}
    assert said == {screen: "a frame" if screen == own_screen(held) else REVOKED for screen in SCREENS}


def test_a_socket_of_a_lab_that_is_not_there_says_so(wired: Room) -> None:
    held = wired.passes["the organiser"]
    assert heard(wired, "/labs/999/tower/live?seq=0", held, "tower") == GONE


def test_another_website_opens_no_socket(wired: Room) -> None:
    token = wired.passes["the organiser"].token
    headers = {"Cookie": cookie("tower", token), "Origin": "https://elsewhere.example"}
    with (
        pytest.raises((WebSocketDisconnect, WebSocketDenialResponse)),
        wired.house.door.websocket_connect("/labs/1/tower/live?seq=0", headers=headers),
    ):
        pass
