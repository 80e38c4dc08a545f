"""Who may do what: one table for every act, over every wire. What is not in it is refused."""

from collections.abc import Callable
from typing import Any

from app.domain.errors import NotYours

ANYONE, PARTICIPANT, MODERATOR, STAGE, ORGANISER, SERVER = (
    "anyone",
    "participant",
    "moderator",
    "stage",
    "organiser",
    "server",
)

SPEAKER = "speaker"  # is named in the plan, and holds no pass
SCREENS = {"phone": PARTICIPANT, "desk": MODERATOR, "stage": STAGE, "tower": ORGANISER}
"""Each screen belongs to one role."""

MAY: dict[str, frozenset[str]] = {
    "found": frozenset({SERVER}),
    "note_presence": frozenset({SERVER}),
    "forget_presence": frozenset({SERVER}),
    "forget_people": frozenset({SERVER}),
    "join": frozenset({ANYONE}),
    "come_back": frozenset({ANYONE}),
    "leave": frozenset({PARTICIPANT}),
    "contribute": frozenset({PARTICIPANT}),
    "reword": frozenset({PARTICIPANT}),
    "withdraw": frozenset({PARTICIPANT, MODERATOR}),
    "support": frozenset({PARTICIPANT}),
    "contribute_on_paper": frozenset({MODERATOR}),
    "place_in_theme": frozenset({MODERATOR}),
    "make_theme": frozenset({MODERATOR}),
    "name_theme": frozenset({MODERATOR}),
    "merge_themes": frozenset({MODERATOR}),
    "remove_theme": frozenset({MODERATOR}),
    "undo": frozenset({MODERATOR}),
    "suggest_themes": frozenset({MODERATOR}),
    "reveal_all": frozenset({MODERATOR}),
    "go_round": frozenset({MODERATOR}),
    "reveal_next": frozenset({MODERATOR}),
    "pass_turn": frozenset({MODERATOR}),
    "take_note": frozenset({MODERATOR}),
    "reword_note": frozenset({MODERATOR}),
    "remove_note": frozenset({MODERATOR}),
    "bring_back": frozenset({MODERATOR}),
    "give_reason": frozenset({PARTICIPANT}),
    "raise_hand": frozenset({PARTICIPANT}),
    "lower_hand": frozenset({PARTICIPANT}),
    "pass_over": frozenset({MODERATOR}),
    "give_floor": frozenset({MODERATOR}),
    "end_turn": frozenset({MODERATOR}),
    "put_on_table": frozenset({MODERATOR}),
    "show_writing": frozenset({MODERATOR}),
    "invite_co_moderator": frozenset({MODERATOR}),
    "invite_moderator": frozenset({ORGANISER}),
    "word_lesson": frozenset({MODERATOR}),
    "reword_lesson": frozenset({MODERATOR}),
    "add_evidence": frozenset({MODERATOR}),
    "drop_evidence": frozenset({MODERATOR}),
    "settle_lesson": frozenset({MODERATOR}),
    "assign_lesson": frozenset({MODERATOR, ORGANISER}),
    "ask_sign_off": frozenset({MODERATOR}),
    "sign_off": frozenset({PARTICIPANT}),
    "take_on": frozenset({PARTICIPANT}),
    "read_sources": frozenset({MODERATOR}),
    "remove_lesson": frozenset({MODERATOR}),
    "open_vote": frozenset({MODERATOR}),
    "open_ballot": frozenset({MODERATOR}),
    "open_plenary_vote": frozenset({ORGANISER}),
    "close_vote": frozenset({MODERATOR}),
    "close_plenary_vote": frozenset({ORGANISER}),
    "reballot": frozenset({MODERATOR}),
    "cast": frozenset({PARTICIPANT}),
    "take_back": frozenset({PARTICIPANT}),
    "cast_on_paper": frozenset({MODERATOR}),
    "take_out_paper": frozenset({MODERATOR}),
    "count_by_hand": frozenset({MODERATOR}),
    "answer_objection": frozenset({MODERATOR}),
    "open_prompt": frozenset({MODERATOR}),
    "open_stage": frozenset({MODERATOR}),
    "start_timer": frozenset({MODERATOR}),
    "extend_timer": frozenset({MODERATOR}),
    "shorten_timer": frozenset({MODERATOR}),
    "pause_timer": frozenset({MODERATOR}),
    "resume_timer": frozenset({MODERATOR}),
    "end_timer": frozenset({MODERATOR}),
    "advance_stage": frozenset({MODERATOR}),
    "move_agenda": frozenset({ORGANISER}),
    "extend_item": frozenset({ORGANISER}),
    "shorten_item": frozenset({ORGANISER}),
    "pause_lab": frozenset({ORGANISER}),
    "resume_lab": frozenset({ORGANISER}),
    "replan": frozenset({ORGANISER}),
    "open_prompt_for_all": frozenset({ORGANISER}),
    "open_stage_for_all": frozenset({ORGANISER}),
    "tell_everyone": frozenset({ORGANISER}),
    "move_person": frozenset({ORGANISER}),
    "remove_person": frozenset({ORGANISER}),
    "redraw_teams": frozenset({MODERATOR}),
    "swap_teammates": frozenset({MODERATOR}),
    "move_teammate": frozenset({MODERATOR}),
    "write_together": frozenset({PARTICIPANT}),
    "take_pen": frozenset({PARTICIPANT}),
    "give_together": frozenset({PARTICIPANT}),
    "begin_round": frozenset({ORGANISER}),
    "name_host": frozenset({MODERATOR}),
    "ask_in": frozenset({PARTICIPANT}),
    "take_back_asking": frozenset({PARTICIPANT}),
    "tap_in": frozenset({MODERATOR, ORGANISER}),
    "tap_out": frozenset({MODERATOR, ORGANISER}),
    "ask_question": frozenset({PARTICIPANT, MODERATOR}),
    "withdraw_question": frozenset({PARTICIPANT, MODERATOR}),
    "upvote": frozenset({PARTICIPANT}),
    "call_question": frozenset({MODERATOR, ORGANISER}),
    "mark_answered": frozenset({MODERATOR, ORGANISER}),
    "word_poster": frozenset({MODERATOR}),
    "walk_on": frozenset({ORGANISER}),
    "leave_mark": frozenset({PARTICIPANT}),
    "take_back_mark": frozenset({PARTICIPANT}),
    "close": frozenset({ORGANISER}),
    "read_report": frozenset({ORGANISER}),
    "read_summary": frozenset({PARTICIPANT, MODERATOR, STAGE, ORGANISER}),
}


def permit(role: str, act: Callable[..., Any]) -> None:
    """Raises NotYours unless the table names this role for this act."""
    if role not in MAY.get(act.__name__, ()):
        raise NotYours


def permit_screen(role: str, screen: str) -> None:
    if SCREENS.get(screen) != role:
        raise NotYours
