"""The rows of the matrix for who steers: the verb of each route, a form for it, and what its `{id}` stands for."""

from typing import Any
from uuid import uuid4

AFTER_STEERING = {"send_message", "show_scene", "announce_stream", "dismiss_viewers"}
AS_IT_WAS = {"door/opening", "viewers/removal"}
CLOCKS = {"groups/extension", "groups/shortening"}
CLOCKS |= {f"groups/{{id}}/{act}" for act in ("shortening", "pause", "resumption")}
LOOKS = ("door.svg", "{screen}/groups/{id}")

STEERING: dict[str, tuple[str, dict[str, str], str]] = {
    "door/lock": ("lock_door", {}, ""),
    "door/opening": ("unlock_door", {}, ""),
    "door/code": ("rotate_code", {"was": "7PL1383V"}, ""),
    "door/places": ("set_places", {"places": "60"}, ""),
    "door/newcomers/removal": ("remove_newcomers", {"minutes": "5", "sure": "1"}, ""),
    "viewers": ("invite_viewers", {"id": "{fresh}"}, ""),
    "viewers/removal": ("dismiss_viewers", {}, ""),
    "stream": ("announce_stream", {"address": "https://stream.example/lab"}, ""),
    "scene": ("show_scene", {"scene": "themes", "of": "1"}, ""),
    "messages": ("send_message", {"id": "{fresh}", "to": "1", "words": "Two minutes left"}, ""),
    "groups/{id}/desk": ("take_desk", {"id": "{fresh}"}, "number"),
    "groups/extension": ("extend_all", {"minutes": "1"}, ""),
    "groups/shortening": ("shorten_all", {"minutes": "1"}, ""),
    "groups/{id}/stage": ("open_stage_in", {"stage": "2"}, "number"),
    "groups/{id}/prompt": ("open_prompt_in", {"prompt": "2"}, "number"),
    "groups/{id}/extension": ("extend_group", {"minutes": "1"}, "number"),
    "groups/{id}/shortening": ("shorten_group", {"minutes": "1"}, "number"),
    "groups/{id}/pause": ("pause_group", {}, "number"),
    "groups/{id}/resumption": ("resume_group", {}, "number"),
    "calls": ("call_organiser", {"id": "{fresh}", "words": "We need paper"}, ""),
    "calls/{id}/answer": ("answer_call", {"words": "Coming"}, "help_call"),
    "calls/{id}/end": ("end_call", {}, "help_call"),
}


def called(room: Any) -> dict[str, str]:
    """The first group's desk waits for the organiser."""
    room.desk.act("calls", id=uuid4().hex, words="Come")
    return {"help_call": room.newest("help_call")}
