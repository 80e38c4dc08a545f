"""The acts of who steers: messages, calls for help, a pause that says why."""

import re
from collections.abc import Callable
from typing import TYPE_CHECKING

import httpx

from tests.serving import CODE

if TYPE_CHECKING:
    from tests.live.acts import Scene

    Act = Callable[["Scene"], object]


def at_call(it: "Scene", noun: str, **form: object) -> httpx.Response:
    """To the last call that waits at the tower."""
    (call,) = re.findall(r'id="call-([0-9a-f]{32})"', it.tower.page())[-1:]
    return it.tower.act(f"calls/{call}/{noun}", **form)


def ended_by_its_desk(it: "Scene") -> httpx.Response:
    it.other_desk.act("calls", words="")
    (call,) = re.findall(r"/calls/([0-9a-f]{32})/end", it.other_desk.page())[-1:]
    return it.other_desk.act(f"calls/{call}/end")


DOOR: "tuple[tuple[str, str, Act], ...]" = (
    ("lock_door", "for a while", lambda it: it.tower.act("door/lock")),
    ("unlock_door", "again", lambda it: it.tower.act("door/opening")),
    ("set_places", "for sixty", lambda it: it.tower.act("door/places", places=60)),
    ("invite_viewers", "from far away", lambda it: it.tower.act("viewers")),
    ("announce_stream", "at an address", lambda it: it.tower.act("stream", address="https://stream.example/a?b=1&c=2")),
    ("dismiss_viewers", "all of them", lambda it: it.tower.act("viewers/removal")),
    ("take_desk", "of the second group", lambda it: it.tower.act("groups/2/desk")),
)
STEERING: "tuple[tuple[str, str, Act], ...]" = (
    ("send_message", "to everyone", lambda it: it.tower.act("messages", to="everyone", words="We <begin>")),
    ("send_message", "to the moderators", lambda it: it.tower.act("messages", to="moderators", words="Be brief")),
    ("send_message", "to one group", lambda it: it.tower.act("messages", to="2", words="Speak up, please")),
    ("call_organiser", "with words", lambda it: it.desk.act("calls", words="We have <no> paper")),
    ("call_organiser", "with more words", lambda it: it.desk.act("calls", words="And no pens")),
    ("answer_call", "with a receipt", lambda it: at_call(it, "answer", words="")),
    ("answer_call", "with a word", lambda it: at_call(it, "answer", words="In two minutes")),
    ("end_call", "by the organiser", lambda it: at_call(it, "end")),
    ("end_call", "by its desk", ended_by_its_desk),
    ("open_stage_in", "the second group", lambda it: it.tower.act("groups/2/stage", stage=it.stage("themes"))),
    ("open_prompt_in", "the second group", lambda it: it.tower.act("groups/2/prompt", prompt=2)),
    ("extend_group", "by two", lambda it: it.tower.act("groups/2/extension", minutes=2)),
    ("shorten_group", "by one", lambda it: it.tower.act("groups/2/shortening", minutes=1)),
    ("pause_group", "the second", lambda it: it.tower.act("groups/2/pause")),
    ("resume_group", "the second", lambda it: it.tower.act("groups/2/resumption")),
    ("extend_all", "whose clocks run", lambda it: it.tower.act("groups/extension", minutes=5)),
    ("shorten_all", "whose clocks run", lambda it: it.tower.act("groups/shortening", minutes=1)),
    ("open_stage_in", "none", lambda it: it.tower.act("groups/2/stage", stage="")),
    *DOOR,
    ("show_scene", "themes of the first group", lambda it: it.tower.act("scene", scene="themes", of=1)),
    ("pause_lab", "with a word", lambda it: it.tower.act("agenda/pause", words="Coffee <now>")),
    ("resume_lab", "after that", lambda it: it.tower.act("agenda/resumption")),
)
LATE: "tuple[tuple[str, str, Act], ...]" = (
    ("show_scene", "a question", lambda it: it.tower.act("scene", scene="prompt", of=2)),
    ("show_scene", "welcome", lambda it: it.tower.act("scene", scene="welcome")),
    ("show_scene", "themes once more", lambda it: it.tower.act("scene", scene="themes", of=1)),
    ("tell_everyone", "words go", lambda it: it.tower.act("notice", words="")),
    ("forget_presence", "by starting again", lambda it: it.restart()),
    ("join", "somebody whom nobody knows", lambda it: it.newcomer("Mallory")),
    ("remove_newcomers", "of this hour", lambda it: it.tower.act("door/newcomers/removal", minutes=60, sure=1)),
    ("rotate_code", "for another", lambda it: it.tower.act("door/code", was=CODE)),
)
"""After a night: whoever came yesterday is no newcomer."""
