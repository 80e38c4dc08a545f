"""Every act that has a route, with a form that would be taken: the rows of the matrix of who may do what."""

import ast
import inspect
import sqlite3
import textwrap
from collections.abc import Iterator
from contextlib import closing
from copy import copy
from typing import Any, NamedTuple
from uuid import uuid4

from fastapi import FastAPI
from fastapi.routing import APIRoute, iter_route_contexts
from sqlmodel import SQLModel

from app.domain.rules import MODERATOR, ORGANISER, OWNER, PARTICIPANT, REVIEWER, STAGE, VIEWER
from tests.matrix_acts import SCREEN, Act, cookie
from tests.matrix_afterwards import AFTERWARDS_READS, DEEDS, owner_in
from tests.matrix_beside import BESIDE, PAGES, beside
from tests.matrix_publishing import DRAFTS, PUBLISHING, checked, make_publishable, review_key
from tests.matrix_seating import NOBODY_EXPECTED, SEATING, SEATING_READS
from tests.matrix_steering import LOOKS, STEERING, called
from tests.matrix_together import ASKED, NOWHERE
from tests.routers.house import SECOND_CODE, Guest, House

ACTS = (
    {
        "departure": Act("leave"),
        "contributions": Act("contribute", {"id": "{fresh}", "prompt": "1", "text": "Ask first"}),
        "proxies": Act(
            "contribute_on_paper", {"id": "{fresh}", "prompt": "1", "text": "Said aloud", "said_by": "Grandma"}
        ),
        "contributions/{id}/wording": Act("reword", {"text": "Ask them first"}, on="contribution"),
        "contributions/{id}/withdrawal": Act("withdraw", on="contribution"),
        "contributions/{id}/support": Act("support", {"on": "1"}, on="another"),
        "contributions/{id}/theme": Act("place_in_theme", {"theme": "{theme}"}, on="contribution"),
        "themes": Act("make_theme", {"id": "{fresh}", "name": "Money"}),
        "themes/{id}/name": Act("name_theme", {"name": "Time and money"}, on="theme"),
        "themes/{id}/merger": Act("merge_themes", {"into": "{other_theme}"}, on="theme"),
        "themes/{id}/removal": Act("remove_theme", on="theme"),
        "moves": Act("place_in_theme", {"card": "{contribution}:", "theme": "{theme}"}),
        "undo": Act("undo", {"step": "{step}"}),
        "reveal": Act("reveal_all"),
        "reveal/round": Act("go_round"),
        "reveal/turn": Act("reveal_next", {"turn": "1"}),
        "reveal/pass": Act("pass_turn", {"turn": "1"}),
        "notes": Act("take_note", {"id": "{fresh}", "text": "They agree", "kind": "parked"}),
        "notes/{id}/wording": Act("reword_note", {"text": "They all agree", "edition": "1"}, on="note"),
        "notes/{id}/removal": Act("remove_note", on="note"),
        "notes/{id}/return": Act("bring_back", {"into": "theme"}, on="note"),
        "hand": Act("raise_hand", {"id": "{fresh}"}),
        "hand/lowering": Act("lower_hand"),
        "floor": Act("give_floor", {"person": "{person}"}),
        "floor/end": Act("end_turn"),
        "floor/passing-over": Act("pass_over", {"person": "{person}"}),
        "table": Act("put_on_table", {"theme": ""}),
        "reasons": Act("give_reason", {"id": "{fresh}", "theme": "{theme}", "side": "for", "text": "It is fair"}),
        "writing": Act("show_writing", {"about": "note:{note}"}),
        "co-moderators": Act("invite_co_moderator", {"id": "{fresh}", "name": "Astrid"}),
        "moderators": Act("invite_moderator", {"id": "{fresh}", "group": "1", "name": "Astrid"}),
        "lessons": Act(
            "word_lesson",
            {"id": "{fresh}", "title": "Pay", "text": "Pay them", "evidence": "contribution:{contribution}"},
        ),
        "lessons/{id}/wording/{part}": Act("reword_lesson", {"text": "Pay all", "edition": "1"}, on="lesson"),
        "lessons/{id}/evidence": Act("add_evidence", {"evidence": "theme:{theme}"}, on="lesson"),
        "lessons/{id}/evidence-removal": Act("drop_evidence", {"evidence": "contribution:{contribution}"}, on="lesson"),
        "lessons/{id}/agreement": Act(
            "settle_lesson", {"verdict": "not_agreed", "dissent": "One did not", "edition": "2"}, on="lesson"
        ),
        "lessons/{id}/deed": Act("assign_lesson", {"owner": "Bo", "next_step": "Ask", "edition": "1"}, on="lesson"),
        "lessons/{id}/sign-off": Act("sign_off", {"approves": "1", "edition": "1"}, on="lesson"),
        "lessons/{id}/offer": Act("take_on", {"on": "1"}, on="lesson"),
        "sign-off": Act("ask_sign_off"),
        "lessons/{id}/removal": Act("remove_lesson", on="lesson"),
        "lessons/{id}/ballots": Act("open_ballot", {"id": "{fresh}", "method": "agreement"}, on="lesson"),
        "votes": Act("open_vote", {"id": "{fresh}", "method": "rank", "about": "contributions"}),
        "votes/{id}/closing": Act("close_vote", on="poll"),
        "votes/{id}/rounds": Act("reballot", {"id": "{fresh}"}, on="poll"),
        "votes/{id}/ballot": Act("cast", {"id": "{fresh}", "choice-{contribution}": "0"}, on="poll"),
        "votes/{id}/ballot-removal": Act("take_back", {"id": "{fresh}"}, on="poll"),
        "votes/{id}/papers": Act("cast_on_paper", {"paper": "7", "choice-{contribution}": "1"}, on="poll"),
        "votes/{id}/papers-removal": Act("take_out_paper", {"paper": "1"}, on="poll"),
        "votes/{id}/hands": Act("count_by_hand", {"count-{contribution}-hands": "3", "people": "4"}, on="poll"),
        "ballots/{id}/answer": Act("answer_objection", {"words": "The fund pays"}, on="objection"),
        "plenary-votes": Act("open_plenary_vote", {"id": "{fresh}"}),
        "plenary-votes/{id}/closing": Act("close_plenary_vote", on="plenary"),
        "prompt": Act("open_prompt", {"prompt": "2"}),
        "stage": Act("open_stage", {"stage": "2"}),
        "timer": Act("start_timer", {"minutes": "5"}),
        "timer/extension": Act("extend_timer", {"minutes": "1"}),
        "timer/shortening": Act("shorten_timer", {"minutes": "1"}),
        "timer/pause": Act("pause_timer"),
        "timer/resumption": Act("resume_timer"),
        "timer/end": Act("end_timer"),
        "stage/advance": Act("advance_stage", {"pressed_in": ""}),
        "prompt-for-all": Act("open_prompt_for_all", {"prompt": "2"}),
        "stage-for-all": Act("open_stage_for_all", {"stage": "2"}),
        "agenda": Act("move_agenda", {"item": "2"}),
        "agenda/extension": Act("extend_item", {"minutes": "5"}),
        "agenda/shortening": Act("shorten_item", {"minutes": "1"}),
        "agenda/pause": Act("pause_lab"),
        "agenda/resumption": Act("resume_lab"),
        "agenda/catch-up": Act("replan", {"minutes": "5"}),
        "notice": Act("tell_everyone", {"words": "Two minutes left"}),
        "people/{id}/seat": Act("move_person", {"group": "2"}, on="person"),
        "people/{id}/removal": Act("remove_person", on="person"),
        "teams/lot": Act("redraw_teams"),
        "teams/swap": Act("swap_teammates", {"person": "{person}", "other": "{other}"}),
        "teams/seat": Act("move_teammate", {"person": "{person}", "team": "{team}"}),
        "team/paper": Act("write_together", {"text": "We would"}),
        "team/pen": Act("take_pen"),
        "team/contributions": Act("give_together", {"id": "{fresh}", "text": "We would pay them"}),
        "round": Act("begin_round", {"round": "1"}),
        "table/host": Act("name_host", {"person": "{person}"}),
        "circle/asking": Act("ask_in"),
        "circle/asking/withdrawal": Act("take_back_asking"),
        "circle/seats": Act("tap_in", {"person": "{person}"}),
        "circle/seats/removal": Act("tap_out", {"person": "{sitting}"}),
        "questions": Act("ask_question", {"id": "{fresh}", "text": "Who paid?"}),
        "questions/{id}/withdrawal": Act("withdraw_question", on="question"),
        "questions/{id}/upvote": Act("upvote", {"on": "1"}, on="question"),
        "questions/call": Act("call_question", {"question": "{question}"}),
        "questions/answer": Act("mark_answered", {"question": "{question}"}),
        "poster": Act("word_poster", {"text": "What we made", "edition": "0"}),
        "walk": Act("walk_on", {"step": "2"}),
        "posters/{id}/marks": Act("leave_mark", {"id": "{fresh}", "kind": "dot"}, on="poster"),
        "marks/{id}/withdrawal": Act("take_back_mark", on="mark"),
        "closing": Act("close", {"sure": "1"}),
    }
    | {noun: Act(*each) for noun, each in (PUBLISHING | BESIDE | STEERING | DEEDS).items()}
    | SEATING
)
READS = {
    f"{SCREEN}/{page}" for page in ("suggestions", "yours", "part", "co-moderators", "sources", "summary.{format}")
}
READS |= (
    {
        "/labs/{lab_id}/summary",
        SCREEN,
        f"{SCREEN}/notes/{{id}}/history",
        f"{SCREEN}/summary.{{format}}",
    }
    | SEATING_READS
    | AFTERWARDS_READS
)
READS |= {f"/labs/{{lab_id}}/{page}" for page in (*DRAFTS, *PAGES, *LOOKS)}
SOCKETS = {f"{SCREEN}/live", f"{SCREEN}/seating/live"}


def routes(app: FastAPI) -> Iterator[tuple[str, str, Any]]:
    """Method ("" for a socket), address and endpoint of everything that is inside a lab."""
    for found in iter_route_contexts(app.routes):
        if found.path and found.path.startswith("/labs/"):
            methods = found.original_route.methods if isinstance(found.original_route, APIRoute) else {""}
            for method in methods or ():
                yield method, found.path, getattr(found.original_route, "endpoint", None)


def verb_of(endpoint: Any) -> str:
    """The verb that a route hands to its act: `act(verb, …)`, `act.do(verb, …)`; beside the labs `desk.do(verb, …)`."""
    tree = ast.parse(textwrap.dedent(inspect.getsource(endpoint)))
    calls = [each for each in ast.walk(tree) if isinstance(each, ast.Call)]
    named = [each.args[0] for each in calls if ast.unparse(each.func) in ("act", "act.do", "desk.do")]
    (verb,) = [each.id for each in named if isinstance(each, ast.Name)]
    return verb


class Pass(NamedTuple):
    """What somebody holds: a token, the screen it was given for, and the role it has in the first lab, if any."""

    token: str
    screen: str
    role: str | None


class Room:
    """The founding lab in use, a second lab beside it, and somebody with every kind of pass. Never opens a socket."""

    def __init__(self, house: House) -> None:
        self.house = house
        self.tower, self.desk = house.holder("tower"), house.holder("desk-1")
        self.tower.act("prompt-for-all", prompt="1")
        self.ana, self.ola = house.phone("Ana", 1), house.phone("Ola", 1)
        person = self.newest("person")
        self.things = {"person": person, "sitting": person} | NOWHERE | NOBODY_EXPECTED | self.made()
        gone = house.phone("Gone", 1)
        self.tower.act(f"people/{self.newest('person')}/removal")
        house.found()
        guest = house.guest()
        guest.join(SECOND_CODE, name="Elsewhere")
        self.passes = {
            "nobody": Pass("", "phone", None),
            "a made-up pass": Pass("made-up", "tower", None),
            "somebody removed": Pass(token_of(gone), "phone", None),
            "a participant": Pass(token_of(self.ana), "phone", PARTICIPANT),
            "a moderator": Pass(house.key("desk-1"), "desk-1", MODERATOR),
            "a stage": Pass(house.key("stage"), "stage", STAGE),
            "the organiser": Pass(house.key("tower"), "tower", ORGANISER),
            "somebody who checks the draft": Pass(review_key(house), "review", REVIEWER),
            "an owner": Pass(owner_in(self), "owner-1", OWNER),
            "a viewer": Pass(house.viewing(), "tower", VIEWER),
            "another lab's participant": Pass(token_of(guest), "phone", None),
            "another lab's moderator": Pass(house.key("desk-1", SECOND_CODE), "desk-1", None),
            "another lab's stage": Pass(house.key("stage", SECOND_CODE), "stage", None),
            "another lab's organiser": Pass(house.key("tower", SECOND_CODE), "tower", None),
        }

    def moved_to(self, house: House) -> "Room":
        """The same people with the same passes, in a house whose folder is a copy of this one's."""
        room = copy(self)
        room.house, room.things = house, dict(self.things)
        room.tower, room.desk = self.tower.moved_to(house), self.desk.moved_to(house)
        room.ana, room.ola = self.ana.moved_to(house), self.ola.moved_to(house)
        return room

    def made(self) -> dict[str, str]:
        """Something of every kind, in the first group."""
        self.ana.contribute("Nobody paid my evenings")
        contribution = self.newest("contribution")
        self.ola.contribute("Meet at noon")
        another = self.newest("contribution")
        self.desk.act("reveal/round")
        self.desk.act("themes", name="Places")
        other_theme = self.newest("theme")
        self.desk.act("themes", name="Time")
        step = str(self.house.rows("SELECT seq FROM lab WHERE id = 1")[0])
        self.desk.act("table", theme=self.newest("theme"))
        self.ola.act("hand")
        self.desk.act("notes", text="A point", kind="parked")
        self.desk.act("lessons", title="Pay", text="Pay people", evidence=f"contribution:{contribution}")
        newest = {kind: self.newest(kind) for kind in ("theme", "note", "lesson")} | {"question": ASKED}
        self.desk.act("sign-off")
        made = {"contribution": contribution, "another": another, "other_theme": other_theme, "step": step}
        made |= {"part": "text", "number": "1"} | newest | self.voted(contribution, newest["lesson"])
        return made | checked(self.house, self.tower) | beside(self.house, self.tower) | called(self)

    def voted(self, contribution: str, lesson: str) -> dict[str, str]:
        """A plenary vote and a ballot with an objection, both over; and a dot vote that is open."""
        self.tower.act("plenary-votes", id=uuid4().hex)
        plenary = self.newest("poll")
        self.tower.act(f"plenary-votes/{plenary}/closing")
        self.desk.act(f"lessons/{lesson}/ballots", id=uuid4().hex, method="consent")
        asked, said = self.newest("poll"), {f"choice-{lesson}": "objection", "dissent": "Who pays?"}
        self.ola.act(f"votes/{asked}/ballot", id=uuid4().hex, **said)
        objection = self.newest("ballot")
        self.desk.act(f"votes/{asked}/closing")
        self.desk.act("votes", id=uuid4().hex, method="dots", about="contributions")
        poll = self.newest("poll")
        self.ana.act(f"votes/{poll}/ballot", id=uuid4().hex, **{f"choice-{contribution}": "1"})
        self.desk.act(f"votes/{poll}/papers", paper="1", **{f"choice-{contribution}": "1"})
        return {"plenary": plenary, "objection": objection, "poll": poll}

    def make_ready(self, noun: str) -> None:
        """A vote is opened when none is open, and closed when one is."""
        if noun in ("votes", "votes/{id}/rounds", "lessons/{id}/ballots"):
            self.desk.act(f"votes/{self.things['poll']}/closing")
        if noun == "lessons/{id}/ballots":
            self.desk.act(f"ballots/{self.things['objection']}/answer", words="The fund pays")
        if noun == "plenary-votes/{id}/closing":
            self.tower.act("plenary-votes", id=uuid4().hex)
            self.things["plenary"] = self.newest("poll")
        make_publishable(self.tower, noun)

    def newest(self, kind: str) -> str:
        return str(self.house.rows(f"SELECT id FROM {kind} ORDER BY rowid DESC LIMIT 1")[0])  # noqa: S608 names of ours

    def act(self, noun: str, held: Pass, screen: str, *, live: bool = False) -> int:
        """The status of the answer to an act of whoever holds this pass, sent to this screen."""
        things = {**self.things, "fresh": uuid4().hex, "id": self.things.get(ACTS[noun].on, "")}
        form = {name.format_map(things): value.format_map(things) for name, value in ACTS[noun].form.items()}
        headers = {"Cookie": cookie(screen, held.token), "Sec-Fetch-Site": "same-origin"}
        if live:
            headers["HX-Request"] = "true"
        address = f"/labs/1/{screen}/{noun.format_map(things)}"
        return self.house.door.post(address, data=form, headers=headers, follow_redirects=False).status_code

    def get(self, address: str, held: Pass, screen: str) -> int:
        headers = {"Cookie": cookie(screen, held.token)}
        return self.house.door.get(address, headers=headers, follow_redirects=False).status_code

    def state(self) -> dict[str, list[Any]]:
        """Everything there is, table by table."""
        with closing(sqlite3.connect(self.house.settings.database)) as database:
            return {
                name: database.execute(f"SELECT * FROM {name} ORDER BY rowid").fetchall()  # noqa: S608 names of ours
                for name in SQLModel.metadata.tables
            }


def token_of(guest: Guest) -> str:
    (token,) = [value for name, value in guest.cookies.items() if name.endswith("-phone")]
    return token
