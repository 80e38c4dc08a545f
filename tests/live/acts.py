"""Everything that can be done in a lab, one act after another, each by whoever may do it, over HTTP."""

import re
import sqlite3
from collections.abc import Callable
from contextlib import closing
from uuid import uuid4

import httpx

from tests.live.afterwards import AFTERWARDS, LETTERS
from tests.live.beside_tower import BESIDE_THE_TOWER
from tests.live.place import Node, Page
from tests.live.publishing import EDITIONS, EDITS, ERASURES, REVIEWS
from tests.live.seating import SEATING
from tests.live.sockets import Socket
from tests.live.sorting import PARKED, SORTING, TURNS, fill_and_remove, merge_cited, undo
from tests.live.steering import LATE, STEERING
from tests.live.together import TOGETHER
from tests.live.voting import VOTES, cast
from tests.serving import CODE, Server, Visitor, until

Act = Callable[["Scene"], object]
RESTARTS = {"forget_presence", "forget_people"}
"""Acts of a server that starts: no socket outlives them."""
BEFORE_ANYBODY_LOOKS = {"found", "found_rehearsal", "end_rehearsal", "erase_rehearsal", "replan_lab", *LETTERS}
"""Acts that no open screen can be there for, or that close every one, and letters, which no screen shows."""


class Scene:
    """Who acts, and what they have made so far. Ada and Bo sit in the first group, Cy in the second."""

    def __init__(self, lab: Server):
        self.lab = lab
        self.ada, self.bo = lab.phone("Ada", 1), lab.phone("Bo", 1)
        self.cy = lab.phone("Cy", 2)
        self.desk, self.other_desk, self.tower = lab.desk(1), lab.desk(2), lab.tower()

    def stage(self, kind: str) -> str:
        """The number of the stage of that kind, in the order of the founding lab's plan."""
        order = ("introductions", "silent_writing", "themes", "dot_vote", "deliberation", "lesson")
        return str(order.index(kind) + 1)

    def newest(self, kind: str) -> str:
        """The id of what was last put on the first desk."""
        return Page(self.desk.page()).ids(kind)[-1]

    def first(self, kind: str) -> str:
        return Page(self.desk.page()).ids(kind)[0]

    def own(self, visitor: Visitor) -> str:
        """The id of what this person wrote last."""
        return Page(visitor.page()).ids("own")[-1]

    def seat(self, name: str) -> Node:
        """Where the tower shows this person, or the last of this name."""
        seats = [each for each in Page(self.tower.page()).root.walk() if each["class"] == "seat"]
        return next(each for each in reversed(seats) if name in each.text.split())

    def person(self, name: str) -> str:
        return self.seat(name)["id"].removeprefix("seat-")

    def is_here(self, name: str) -> bool:
        return any("here--yes" in each["class"] for each in self.seat(name).walk())

    def newcomer(self, name: str) -> None:
        self.nora = self.lab.phone(name, 1)

    def look_in(self) -> None:
        """Somebody opens their phone for a moment."""
        socket = Socket(self.nora)
        assert until(lambda: self.is_here("Nora"))
        socket.close()

    def return_elsewhere(self) -> None:
        code = Page(self.ada.page()).words("yours__code")[0]
        self.second_phone = self.lab.visitor()
        answer = self.second_phone.http.post(f"/j/{CODE}/returns", data={"return_code": code})
        self.second_phone.base = answer.headers["location"]

    def restart(self) -> None:
        self.lab.kill()
        with closing(sqlite3.connect(self.lab.settings.database)) as database, database:
            database.execute("UPDATE person SET joined_at = '2020-01-01' || substr(joined_at, 11)")
        self.lab.start()

    def let_years_pass(self) -> None:
        """The promised days are over: the server, when it starts, forgets who was there."""
        self.lab.kill()
        with closing(sqlite3.connect(self.lab.settings.database)) as database, database:
            database.execute("UPDATE lab SET closed_at = '2020-01-01' || substr(closed_at, 11)")
        self.lab.start()

    def word_lesson(self, desk: Visitor, title: str, *evidence: str) -> httpx.Response:
        return desk.act("lessons", title=title, text=f"{title}, because it helps", evidence=list(evidence))

    def lesson(self, noun: str, **form: object) -> httpx.Response:
        return self.desk.act(f"lessons/{self.first('lesson')}/{noun}", **form)

    def settle(self, verdict: str, dissent: str = "") -> httpx.Response:
        edition = self.desk.edition(f"{self.first('lesson')}/agreement")
        return self.lesson("agreement", verdict=verdict, dissent=dissent, edition=edition)

    def keep_typing(self, *wordings: str) -> httpx.Response:
        """A note that is kept at each pause."""
        key = uuid4().hex
        for edition, text in enumerate(wordings):
            answer = self.desk.act("notes", id=key, text=text, kind="parked", edition=edition)
        return answer

    def reword_note(self, text: str) -> httpx.Response:
        id = self.newest("note")
        note = Page(self.desk.page()).root.find(f"note-{id}")
        (edition,) = [each["value"] for each in (note.walk() if note else ()) if each["name"] == "edition"]
        return self.desk.act(f"notes/{id}/wording", text=text, edition=edition)

    def reason(self, side: str, text: str) -> httpx.Response:
        return self.desk.act("notes", kind=side, text=text, theme=self.first("theme"))

    def tabled_card_is_reworded(self) -> httpx.Response:
        """Ada's own, which somebody put into the theme on the table."""
        own = self.own(self.ada)
        told(self.desk.act(f"contributions/{own}/theme", theme=self.first("theme")))
        told(self.desk.act("table", theme=self.first("theme")))
        return self.ada.act(f"contributions/{own}/wording", text="Taps & benches")

    def bring_back(self, text: str, into: str) -> httpx.Response:
        told(self.desk.act("notes", text=text, kind="parked"))
        return self.desk.act(f"notes/{self.newest('note')}/return", into=into)

    def let_go(self, name: str) -> httpx.Response:
        company = [each for each in Page(self.desk.page()).root.walk() if each["class"] == "company__one"]
        person = next(each["data-person"] for each in company if name in each.text.split())
        return self.tower.act(f"people/{person}/removal")

    def others(self) -> str:
        """The id of the second group's lesson."""
        return Page(self.other_desk.page()).ids("lesson")[0]

    def reworded(self, part: str, text: str) -> httpx.Response:
        noun = f"lessons/{self.newest('lesson')}/wording/{part}"
        return self.desk.act(noun, text=text, edition=self.desk.edition(noun))

    def objected(self, words: str) -> httpx.Response:
        noun = f"lessons/{self.newest('lesson')}/sign-off"
        return self.ada.act(noun, approves=0, words=words, may_quote=1, edition=self.ada.edition(noun))

    def answer(self, phone: Visitor, **form: object) -> httpx.Response:
        noun = f"lessons/{self.first('lesson')}/sign-off"
        return phone.act(noun, edition=phone.edition(noun), **form)

    def deed(self, status: str, due: str) -> httpx.Response:
        form = {"owner": "Ada", "next_step": "Dig", "status": status, "due": due, "edition": 2}
        return self.tower.act(f"lessons/{self.first('lesson')}/deed", **form)

    def item(self, number: int) -> str:
        return str(re.findall(r'name="item" value="(\d+)"', self.tower.page())[number])


def told(answer: object) -> object:
    """Every act here must be one that is allowed: nothing is learned from a refusal."""
    if isinstance(answer, httpx.Response) and answer.status_code >= 400:
        raise AssertionError(f"{answer.request.url.path}: {answer.status_code} {answer.text}")
    return answer


ACTS: tuple[tuple[str, str, Act], ...] = (
    ("tell_everyone", "words come", lambda it: it.tower.act("notice", words="We begin <soon>")),
    ("join", "somebody joins", lambda it: it.newcomer("Nora")),
    ("join", "another of that name joins", lambda it: it.newcomer("Nora")),
    ("note_presence", "somebody is here for a moment", lambda it: it.look_in()),
    ("come_back", "on a second phone", lambda it: it.return_elsewhere()),
    ("move_agenda", "on to the breakout", lambda it: it.tower.act("agenda", item=it.item(3))),
    ("extend_item", "by five minutes", lambda it: it.tower.act("agenda/extension", minutes=5)),
    ("shorten_item", "by one", lambda it: it.tower.act("agenda/shortening", minutes=1)),
    ("replan", "to catch up four minutes", lambda it: it.tower.act("agenda/catch-up", minutes=4)),
    ("pause_lab", "every clock", lambda it: it.tower.act("agenda/pause")),
    ("resume_lab", "every clock", lambda it: it.tower.act("agenda/resumption")),
    *STEERING,
    ("open_prompt", "in one group", lambda it: it.desk.act("prompt", prompt=2)),
    ("open_prompt_for_all", "the main one", lambda it: it.tower.act("prompt-for-all", prompt=1)),
    ("contribute", "in the open", lambda it: it.ada.contribute("Shade trees")),
    ("contribute", "a second one", lambda it: it.ada.contribute("Benches & taps")),
    ("contribute", "in another group", lambda it: it.cy.contribute("Fewer cars")),
    ("contribute", "by who has not yet", lambda it: it.bo.contribute("Slower traffic")),
    ("withdraw", "their only one", lambda it: it.bo.act(f"contributions/{it.own(it.bo)}/withdrawal")),
    ("contribute", "by who had withdrawn all", lambda it: it.bo.contribute("Quieter streets")),
    ("move_person", "who wrote elsewhere", lambda it: it.tower.act(f"people/{it.person('Cy')}/seat", group=1)),
    ("contribute", "who wrote elsewhere before", lambda it: it.cy.contribute("Wider paths")),
    ("reword", "in the open", lambda it: it.ada.act(f"contributions/{it.own(it.ada)}/wording", text="Benches")),
    ("support", "given", lambda it: it.bo.act(f"contributions/{it.first('contribution')}/support", on=1)),
    ("support", "taken back", lambda it: it.bo.act(f"contributions/{it.first('contribution')}/support", on=0)),
    ("withdraw", "by its author", lambda it: it.ada.act(f"contributions/{it.own(it.ada)}/withdrawal")),
    *ERASURES,
    ("open_stage", "in private", lambda it: it.desk.act("stage", stage=it.stage("silent_writing"))),
    ("contribute", "in private", lambda it: it.ada.contribute("Hidden one")),
    ("contribute", "in private again", lambda it: it.bo.contribute("Hidden two")),
    ("contribute_on_paper", "in private", lambda it: it.desk.act("proxies", prompt=1, text="On paper", said_by="Di")),
    ("reword", "in private", lambda it: it.bo.act(f"contributions/{it.own(it.bo)}/wording", text="Hidden 2")),
    ("withdraw", "in private", lambda it: it.bo.act(f"contributions/{it.own(it.bo)}/withdrawal")),
    ("start_timer", "for six minutes", lambda it: it.desk.act("timer", minutes=6)),
    ("extend_timer", "by one", lambda it: it.desk.act("timer/extension", minutes=1)),
    ("shorten_timer", "by two", lambda it: it.desk.act("timer/shortening", minutes=2)),
    ("pause_timer", "for a while", lambda it: it.desk.act("timer/pause")),
    ("resume_timer", "again", lambda it: it.desk.act("timer/resumption")),
    ("end_timer", "at once", lambda it: it.desk.act("timer/end")),
    *TURNS,
    ("open_stage", "with a reveal", lambda it: it.desk.act("stage", stage=it.stage("themes"))),
    ("contribute_on_paper", "in the open", lambda it: it.desk.act("proxies", prompt=1, text="Said aloud", said_by="")),
    *SORTING,
    ("raise_hand", "the first", lambda it: it.ada.act("hand")),
    ("raise_hand", "the second", lambda it: it.bo.act("hand")),
    ("give_floor", "to the second", lambda it: it.desk.act("floor", person=it.person("Bo"))),
    ("give_floor", "to the first", lambda it: it.desk.act("floor", person=it.person("Ada"))),
    ("end_turn", "of the first", lambda it: it.desk.act("floor/end")),
    ("raise_hand", "once more", lambda it: it.ada.act("hand")),
    ("lower_hand", "by themselves", lambda it: it.ada.act("hand/lowering")),
    ("raise_hand", "and is passed over", lambda it: it.bo.act("hand")),
    ("pass_over", "the second", lambda it: it.desk.act("floor/passing-over", person=it.person("Bo"))),
    ("take_note", "a reason for", lambda it: it.reason("for", "It is fair")),
    ("take_note", "a reason against", lambda it: it.reason("against", "It costs")),
    ("reword_note", "a reason", lambda it: it.reword_note("It costs too much")),
    ("remove_note", "a reason", lambda it: it.desk.act(f"notes/{it.newest('note')}/removal")),
    ("open_stage", "none", lambda it: it.desk.act("stage", stage="")),
    ("give_reason", "from a phone", lambda it: it.bo.act("reasons", theme=it.first("theme"), side="for", text="Shade")),
    ("reword", "a card on the table", lambda it: it.tabled_card_is_reworded()),
    ("put_on_table", "nothing", lambda it: it.desk.act("table", theme="")),
    ("open_stage", "which lays a theme", lambda it: it.desk.act("stage", stage=it.stage("deliberation"))),
    ("raise_hand", "in the stage for it", lambda it: it.ada.act("hand")),
    ("support", "a theme gains", lambda it: it.bo.act(f"contributions/{it.first('contribution')}/support", on=1)),
    ("open_stage", "which clears the table", lambda it: it.desk.act("stage", stage=it.stage("themes"))),
    ("take_note", "of what was said", lambda it: it.desk.act("notes", text="A reason for", kind="note")),
    ("take_note", "parked", lambda it: it.desk.act("notes", text="Parking fees", kind="parked")),
    ("take_note", "as it goes on", lambda it: it.keep_typing("Parking", "Parking fees", "Parking fees for all")),
    ("reword_note", "the parked one", lambda it: it.reword_note("Fees")),
    ("remove_note", "the parked one", lambda it: it.desk.act(f"notes/{it.newest('note')}/removal")),
    *PARKED,
    ("invite_co_moderator", "by the desk", lambda it: it.desk.act("co-moderators", name="Astrid")),
    ("invite_moderator", "by the organiser", lambda it: it.tower.act("moderators", group=1, name="")),
    ("show_writing", "a note", lambda it: it.desk.act("writing", about=f"note:{it.newest('note')}")),
    ("show_writing", "nothing more", lambda it: it.desk.act("writing", about="")),
    ("remove_person", "a co-moderator", lambda it: it.let_go("Astrid")),
    ("word_lesson", "of the second group", lambda it: it.word_lesson(it.other_desk, "Ask the drivers")),
    ("word_lesson", "of the first", lambda it: it.word_lesson(it.desk, "Plant trees", f"theme:{it.first('theme')}")),
    ("word_lesson", "another", lambda it: it.word_lesson(it.desk, "Open the taps")),
    ("add_evidence", "a card", lambda it: it.lesson("evidence", evidence=[f"contribution:{it.first('contribution')}"])),
    ("merge_themes", "that a lesson cites", merge_cited),
    ("undo", "the merger of what a lesson cites", undo),
    ("drop_evidence", "the theme", lambda it: it.lesson("evidence-removal", evidence=f"theme:{it.first('theme')}")),
    ("add_evidence", "a case", lambda it: it.lesson("evidence", evidence=["item:3"])),
    ("read_sources", "with a word", lambda it: it.desk.http.get(f"{it.desk.base}/sources?find=case")),
    ("reword_lesson", "its why", lambda it: it.lesson("wording/why", text="Shade <cools>", edition=1)),
    ("reword_lesson", "its theme", lambda it: it.lesson("wording/theme", text=it.first("theme"), edition=1)),
    ("settle_lesson", "agreed", lambda it: it.settle("agreed", "Not <me>")),
    ("reword_lesson", "so it is open again", lambda it: it.lesson("wording/title", text="Plant", edition=1)),
    ("settle_lesson", "agreed again", lambda it: it.settle("agreed")),
    ("drop_evidence", "so it is asked again", lambda it: it.lesson("evidence-removal", evidence="item:3")),
    ("settle_lesson", "agreed once more", lambda it: it.settle("agreed")),
    ("add_evidence", "to what is agreed", lambda it: it.lesson("evidence", evidence=["item:2"])),
    ("ask_sign_off", "of the group", lambda it: it.desk.act("sign-off")),
    ("sign_off", "approved", lambda it: it.answer(it.ada, approves=1)),
    ("sign_off", "objected", lambda it: it.answer(it.bo, approves=0, words="Not <mine>", may_quote=1)),
    ("sign_off", "objected otherwise", lambda it: it.answer(it.bo, approves=0, words="Not mine")),
    ("take_on", "by name", lambda it: it.ada.act(f"lessons/{it.first('lesson')}/offer", on=1, by_name=1)),
    ("take_on", "without", lambda it: it.bo.act(f"lessons/{it.first('lesson')}/offer", on=1)),
    ("take_on", "no longer", lambda it: it.bo.act(f"lessons/{it.first('lesson')}/offer", on=0)),
    ("assign_lesson", "at the desk", lambda it: it.lesson("deed", owner="Ada", next_step="Dig", edition=1)),
    ("assign_lesson", "at the tower", lambda it: it.deed("acting", "2030-02-01")),
    *VOTES,
    ("settle_lesson", "by hand", lambda it: it.settle("agreed")),
    ("withdraw", "evidence", lambda it: it.desk.act(f"contributions/{it.first('contribution')}/withdrawal")),
    ("settle_lesson", "not agreed", lambda it: it.settle("not_agreed")),
    ("remove_theme", "with a card in it", fill_and_remove),
    ("undo", "the removal", undo),
    ("remove_theme", "that a lesson cites", lambda it: it.desk.act(f"themes/{it.first('theme')}/removal")),
    ("remove_lesson", "the first", lambda it: it.lesson("removal")),
    ("advance_stage", "on from the lesson", lambda it: it.desk.act("stage/advance", pressed_in=it.stage("lesson"))),
    *TOGETHER,
    ("open_stage_for_all", "the last", lambda it: it.tower.act("stage-for-all", stage=it.stage("lesson"))),
    ("move_person", "to the second group", lambda it: it.tower.act(f"people/{it.person('Bo')}/seat", group=2)),
    ("remove_person", "a namesake", lambda it: it.tower.act(f"people/{it.person('Nora')}/removal")),
    ("move_agenda", "to the harvest, where all vote", lambda it: it.tower.act("agenda", item=it.item(-1))),
    ("cast", "of what all groups have", lambda it: cast(it, it.cy, "1")),
    ("take_on", "another group's", lambda it: it.cy.act(f"lessons/{it.others()}/offer", on=1, by_name=1)),
    ("word_lesson", "when all are together", lambda it: it.word_lesson(it.desk, "Count the benches")),
    ("reword_lesson", "together", lambda it: it.reworded("text", "Count them <twice>")),
    ("sign_off", "together", lambda it: it.objected("I never counted")),
    ("remove_lesson", "together", lambda it: it.desk.act(f"lessons/{it.newest('lesson')}/removal")),
    ("move_agenda", "apart again", lambda it: it.tower.act("agenda", item=it.item(3))),
    *(*BESIDE_THE_TOWER, *SEATING),
    ("leave", "a second phone", lambda it: it.second_phone.act("departure")),
    ("read_report", "so far", lambda it: it.tower.http.get(f"{it.tower.base}/summary.html")),
    *(*LATE, ("close", "the lab", lambda it: it.tower.act("closing", sure=1))),
    *(*EDITS, *REVIEWS, *EDITIONS),
    ("read_summary", "at the end", lambda it: it.ada.http.get("/labs/1/summary")),
    *AFTERWARDS,
    ("forget_people", "years later", lambda it: it.let_years_pass()),
)
"""Each act's verb, how it is done here, and the act. They build on each other."""
