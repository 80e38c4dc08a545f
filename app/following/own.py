"""Everything that one participant gave to a lab, and what became of it: theirs to read, and nobody else's data in it.

What others wrote is named by its label alone; themes and lessons are the group's, and told in their words."""

from typing import Any

from sqlalchemy import Connection

from app.domain.anonymity import is_cut
from app.domain.work import Key, admitted
from app.following import given
from app.following.deeds import Deed, deeds, lab_of
from app.summary.editing import reasons_left_out

VERSION = 1
OF_LAB = ("code", "title", "language", "languages", "anonymity", "time_zone", "closed_at", "retention_days")
Row = dict[str, Any]


def read_receipt(read: Connection, key: Key) -> Row:
    """What whoever holds this key gave, as plain data. Raises NotAdmitted, NotYours."""
    actor = admitted(read, key, read_receipt)
    lab, asked = lab_of(read, key.lab_id), {"me": actor.id, "lab": key.lab_id}

    def rows(statement: Any) -> list[Row]:
        return [dict(each._mapping) for each in read.execute(statement, asked)]

    done, gone = {each.id: each for each in deeds(read, key.lab_id)}, reasons_left_out(read, key.lab_id)
    decided = {each["lesson_id"]: each for each in rows(given.DECIDED)}
    return {
        "samskap_receipt": VERSION,
        "lab": {name: getattr(lab, name) for name in OF_LAB},
        "you": rows(given.MYSELF)[0],
        "is_cut": is_cut(lab),
        "contributions": followed(rows(given.IDEAS), rows(given.RESTS), done, decided, gone),
        "supported": [labelled(each) for each in rows(given.SUPPORTED)],
        "ballots": [cast(read, each) for each in rows(given.CAST)],
        "reasons": rows(given.REASONS),
        "signed": [of_lesson(each, done) for each in rows(given.SIGNED) if each["lesson_id"] in done],
        "offered": [of_lesson(each, done) for each in rows(given.OFFERED) if each["lesson_id"] in done],
        "questions": rows(given.ASKED),
        "questions_wanted": read.scalar(given.WANTED, asked) or 0,
        "at_posters": rows(given.LEFT),
    }


def labelled(each: Row) -> Row:
    """With the label by which a summary names it, None while it stands in none."""
    group, place = each.pop("group"), each.pop("place")
    return each | {"label": f"{group}.{place}" if place else None}


# --- What became of each contribution


def followed(
    ideas: list[Row], rests: list[Row], done: dict[str, Deed], decided: dict[str, Row], gone: dict[str, str]
) -> list[Row]:
    """Each with its theme, the lessons that rest on either, and how far those have come; `left_out`: the organiser's
    reason, where readers of the summary do not get its words."""
    told = []
    for each in ideas:
        sources = {("contribution", each["id"]), ("theme", each.pop("theme_id"))}
        found = {
            rest["lesson_id"]: rest["kind"]
            for rest in sorted(rests, key=lambda rest: rest["kind"] == "contribution")
            if (rest["kind"], rest["source_id"]) in sources and rest["lesson_id"] in done
        }
        is_seen = each["is_revealed"] and not each["is_withdrawn"]
        lessons = [
            became(done[id], decided.get(id), rests_on) | {"left_out": gone.get(f"lesson:{id}")}
            for id, rests_on in found.items()
            if is_seen
        ]
        more = {"left_out": gone.get(f"contribution:{each['id']}")}
        told.append(labelled(each) | more | {"lessons": sorted(lessons, key=lambda one: one["label"])})
    return told


def became(each: Deed, vote: Row | None, rests_on: str) -> Row:
    """`rests_on`: the contribution itself, or its theme."""
    told = {name: getattr(each, name) for name in ("id", "label", "title", "text", "verdict", "next_step", "status")}
    counted = vote["result"] if vote and vote["edition"] == each.wording else None
    ballot = {"method": vote["method"], "result": without_options(counted)} if vote and counted else None
    return told | {"due": each.due and each.due.isoformat(), "rests_on": rests_on, "ballot": ballot}


def without_options(result: Row) -> Row:
    return {name: value for name, value in result.items() if name != "options"}


def of_lesson(each: Row, done: dict[str, Deed]) -> Row:
    lesson = done[each.pop("lesson_id")]
    return {"lesson": f"{lesson.label} {lesson.title}"} | each


# --- How they voted


def cast(read: Connection, each: Row) -> Row:
    """What they said of each thing. Of contributions the label alone: most are others' words."""
    options, choice = {one["id"]: one["text"] for one in each.pop("options")}, each.pop("choice")
    if each["about"] == "contributions":
        options |= labels(read, list(choice))
    chosen = [{"what": options[id], "chosen": said} for id, said in choice.items() if id in options]
    return each | {"choices": chosen}


def labels(read: Connection, ids: list[str]) -> dict[str, str]:
    known = {each.id: each for each in read.execute(given.PLACES, {"ids": ids})}
    return {id: f"{each.group}.{each.place}" if each.place else "" for id, each in known.items()}
