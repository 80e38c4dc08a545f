"""The rehearsal, against a small room that keeps the contract or breaks it on purpose."""

from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

Open = Callable[..., Any]
Rehearse = Callable[..., Any]
Kept = tuple[Any, Any]


def test_a_room_that_keeps_its_word(kept: Kept) -> None:
    inside, played = kept
    it = played.figures
    assert played.code == 0
    assert it["connected"] == it["joined"] == it["participants"] == 12
    assert it["groups"] == 3
    assert it["acknowledged"] == it["sent"] == len(inside.card_ids) > 10
    assert it["seen_live"] == it["seen_by_all"] == it["acknowledged"]
    assert (it["lost"], it["duplicates"], it["refused"], it["unsettled"], it["reasons"]) == (0, 0, 0, 0, {})


def test_latencies_are_in_order(kept: Kept) -> None:
    for of in kept[1].figures["latencies"].values():
        assert 0 < of["p50"] <= of["p95"] <= of["p99"]


def test_progress_goes_to_stderr(kept: Kept) -> None:
    assert "rehearsing" in kept[1].progress


def test_the_same_seed_brings_the_same_people_and_words(kept: Kept, room: Open, rehearse: Rehearse) -> None:
    inside, other = kept[0], room()
    rehearse(other)
    assert names_of(inside) == names_of(other)
    assert words_of(inside) == words_of(other)


@pytest.mark.slow
def test_another_seed_brings_others(kept: Kept, room: Open, rehearse: Rehearse) -> None:
    inside, other = kept[0], room()
    rehearse(other, "--seed", "6")
    assert names_of(inside) != names_of(other)


def test_some_people_stay_anonymous(kept: Kept) -> None:
    inside, _ = kept
    assert 0 < inside.look()["names"].count("anonymous") < 12


def test_people_sit_round_robin(kept: Kept) -> None:
    inside, _ = kept
    assert Counter(inside.look()["groups"]) == {1: 4, 2: 4, 3: 4}


@pytest.mark.slow
def test_without_groups_the_lab_seats_everyone(room: Open, rehearse: Rehearse) -> None:
    inside = room()
    rehearse(inside, "--groups", "0")
    assert Counter(inside.look()["groups"]) == {1: 12}


@pytest.mark.slow
def test_who_finds_a_group_full_sits_elsewhere(room: Open, rehearse: Rehearse) -> None:
    inside = room("--fault", "full-group")
    it = rehearse(inside).figures
    assert it["joined"] == 12
    assert Counter(inside.look()["groups"]) == {1: 8, 3: 4}
    assert it["reasons"] == {"join 409: Group 2 is full": 4}


def test_people_support_others(kept: Kept) -> None:
    inside, played = kept
    assert played.figures["supports"] == inside.look()["supports"] > 0


def test_words_come_from_a_file(room: Open, rehearse: Rehearse, tmp_path: Path) -> None:
    file = tmp_path / "comments.csv"
    file.write_text('comment-id,comment-body\n1,"  Ask, then build.\nNot before "\n2,\n3,<b>Fewer</b> forms\n')
    inside = room()
    rehearse(inside, "--from", str(file))
    assert set(words_of(inside)) == {"Ask, then build.\nNot before", "<b>Fewer</b> forms"}


def test_a_dropped_acknowledgement_is_asked_for_again(room: Open, rehearse: Rehearse) -> None:
    inside = room("--fault", "drops-acks")
    played = rehearse(inside)
    it = played.figures
    assert played.code == 0
    assert it["acknowledged"] == it["sent"] == len(inside.card_ids)
    assert (it["lost"], it["duplicates"]) == (0, 0)


def test_a_post_written_twice_is_found(room: Open, rehearse: Rehearse) -> None:
    inside = room("--fault", "drops-acks", "--fault", "writes-again")
    played = rehearse(inside)
    it = played.figures
    assert played.code == 1
    assert it["duplicates"] == len(inside.card_ids) - it["sent"] >= it["sent"]


@pytest.mark.slow
def test_a_deliberate_repeat_written_twice_is_found(room: Open, rehearse: Rehearse) -> None:
    played = rehearse(room("--fault", "writes-again"), "--participants", "20")
    assert played.code == 1
    assert played.figures["duplicates"] == played.figures["repeats"] > 0


@pytest.mark.slow
def test_a_card_shown_twice_is_found(room: Open, rehearse: Rehearse) -> None:
    played = rehearse(room("--fault", "shows-twice"))
    assert played.code == 1
    assert played.figures["duplicates"] == 3  # the first card of each group


def test_a_lost_card_is_found(room: Open, rehearse: Rehearse) -> None:
    inside = room("--fault", "loses")
    played = rehearse(inside)
    it = played.figures
    assert played.code == 1
    assert it["lost"] == 1
    assert it["lost_ids"] == inside.look()["lost"]


@pytest.mark.slow
def test_an_earlier_rehearsal_with_the_same_words_is_no_duplicate(room: Open, rehearse: Rehearse) -> None:
    inside = room()
    rehearse(inside)
    again = rehearse(inside)
    assert again.code == 0
    assert again.figures["duplicates"] == 0


@pytest.mark.slow
def test_a_busy_server_is_given_time(room: Open, rehearse: Rehearse) -> None:
    played = rehearse(room("--fault", "busy"))
    it = played.figures
    assert played.code == 0
    assert it["told_to_wait"] > 0
    assert it["acknowledged"] == it["sent"]


@pytest.mark.slow
def test_a_refusal_is_counted_with_its_reason(room: Open, rehearse: Rehearse) -> None:
    it = rehearse(room("--fault", "refuses")).figures
    assert it["refused"] == it["reasons"]["contribution 409: Your group has moved on"] > 0
    assert it["sent"] == it["acknowledged"] + it["refused"]


def test_phones_wait_until_writing_is_opened(room: Open, rehearse: Rehearse) -> None:
    played = rehearse(room("--closed", "--opens-after", "3"))
    assert played.code == 0
    assert "waiting for a prompt to be opened" in played.progress
    assert played.figures["acknowledged"] == played.figures["sent"] > 0
    assert played.figures["refused"] == 0


def test_patience_ends(room: Open, rehearse: Rehearse) -> None:
    played = rehearse(room("--closed"), "--patience", "1")
    assert played.code == 2
    assert played.figures["opened"] is False
    assert played.figures["reasons"] == {"nobody opened a prompt within 1 seconds": 1}


@pytest.mark.parametrize("code", [1012, 4001])
def test_a_closed_socket_comes_back(room: Open, rehearse: Rehearse, code: int) -> None:
    inside = room("--closes-with", str(code))
    played = rehearse(inside, "--minutes", "0.08")
    it = played.figures
    assert played.code == 0
    assert it["reconnects"] == inside.look()["closed"] > 0
    assert it["seen_by_all"] == it["acknowledged"] == it["sent"]


def test_moderators_open_the_writing_and_reveal_it(room: Open, rehearse: Rehearse, tmp_path: Path) -> None:
    keys = tmp_path / "keys"
    keys.write_text("http://127.0.0.1/enter#a-key\n")
    inside = room("--closed")
    played = rehearse(inside, "--moderate", str(keys), "--groups", "1")
    it = played.figures
    assert played.code == 0
    assert it["seen_live"] == it["acknowledged"] == it["sent"] > 0
    assert it["hidden"] == 0
    assert it["latencies"]["seen_ms"]["p50"] is None  # what waits for the reveal says nothing about the wire
    assert inside.look()["asked_for_yours"] >= 12


def test_private_words_are_neither_seen_nor_lost(room: Open, rehearse: Rehearse) -> None:
    played = rehearse(room("--private"))
    it = played.figures
    assert played.code == 0
    assert it["hidden"] == it["acknowledged"] > 0
    assert (it["lost"], it["seen_by_all"]) == (0, 0)


def names_of(inside: Any) -> list[str]:
    return sorted(inside.look()["names"])


def words_of(inside: Any) -> list[str]:
    return sorted(card["text"] for card in inside.look()["cards"])
