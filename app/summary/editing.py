"""What the organiser laid over what was found: the one place where a report differs from the rows it was made from.

Nothing is reworded. Lessons and contributions get a note, lessons a place and translations; what is left out stays in
its place with the reason, and its words are taken away for everybody but those who ran it (profiles.py)."""

from typing import Any

from sqlalchemy import Connection, bindparam, select

from app.domain.editing import (
    CONTRIBUTION,
    DISSENT,
    INTRODUCTION,
    LANGUAGE,
    LESSON,
    NOTE,
    OMISSION,
    ORDER,
    SIGNATURE,
    TRANSLATION,
    quotation,
)
from app.models import Edit
from app.models.lesson import ACCOUNT, CLAIM
from app.summary.findings import Findings, Row

edit = Edit.__table__  # type: ignore[attr-defined]
OF: Any = bindparam("lab")
EDITS = select(edit).where(edit.c.lab_id == OF, ~edit.c.is_undone).order_by(edit.c.id)

LAID = (("note", NOTE), ("left_out", OMISSION))
Place = tuple[str, str, str]


def standing_edits(read: Connection, lab_id: int) -> dict[Place, Row]:
    """The last of each place that was not taken back, by what it is, what it is beside, and its language."""
    rows = (dict(each._mapping) for each in read.execute(EDITS, {"lab": lab_id}))
    return {(each["place"], each["about"], each["language"]): each for each in rows}


def reasons_left_out(read: Connection, lab_id: int) -> dict[str, str]:
    """By what was left out, `lesson:…` or `contribution:…`."""
    edits = standing_edits(read, lab_id).items()
    return {about: each["text"] for (place, about, _language), each in edits if place == OMISSION and each["text"]}


def lessons_left_out(read: Connection, lab_id: int) -> set[str]:
    """Their ids."""
    return {about.removeprefix(f"{LESSON}:") for about in reasons_left_out(read, lab_id)}


def laid_over(found: Findings, edits: dict[Place, Row]) -> Findings:
    said = {place: each for place, each in edits.items() if each["text"]}
    if not said:
        return found
    lessons = in_order([lesson(each, found.votes, said) for each in found.lessons], said)
    return found._replace(
        introduction=introduction(said, found.lab["language"]),
        lessons=lessons,
        contributions=beside(CONTRIBUTION, found.contributions, said),
        themes=beside("theme", found.themes, said),
        notes=beside("note", found.notes, said),
        questions=beside("question", found.questions, said),
        posters=beside("poster", [poster(each, said) for each in found.posters], said),
        votes=[vote(each, said) for each in found.votes],
        is_reordered=[each["id"] for each in lessons] != [each["id"] for each in found.lessons],
    )


def introduction(said: dict[Place, Row], language: str) -> Row | None:
    """`language`: of the lab, unless somebody said that it is written in another."""
    own, told = said.get((INTRODUCTION, "", "")), said.get((LANGUAGE, INTRODUCTION, ""))
    if own is None:
        return None
    spoken = told["text"] if told else language
    return {"text": own["text"], "language": spoken, "translations": translations(said, INTRODUCTION, spoken, at=1)}


def beside(kind: str, rows: list[Row], said: dict[Place, Row]) -> list[Row]:
    return [each | more if (more := laid(said, f"{kind}:{each['id']}")) else each for each in rows]


def laid(said: dict[Place, Row], about: str) -> Row:
    """A note, a reason to leave it out."""
    return {name: said[place, about, ""]["text"] for name, place in LAID if (place, about, "") in said}


def poster(each: Row, said: dict[Place, Row]) -> Row:
    return each | {"comments": beside("mark", each["comments"], said)}


def vote(each: Row, said: dict[Place, Row]) -> Row:
    """A theme that is no more keeps its name where it was voted on, and there it may be left out, too."""
    if each["about"] != "themes":
        return each
    return each | {"result": each["result"] | {"options": beside("theme", each["result"]["options"], said)}}


def lesson(each: Row, votes: list[Row], said: dict[Place, Row]) -> Row:
    about = f"{LESSON}:{each['id']}"
    more = laid(said, about)
    if told := translations(said, about, each["language"], at=2):
        more["translations"] = told
    if gone := dissents_left_out(each, votes, said):
        more["unquoted"] = gone
    return each | more


def dissents_left_out(each: Row, votes: list[Row], said: dict[Place, Row]) -> list[Row]:
    """What was said against it and is left out, with the reason: a row for each time, so that all are still counted."""
    return [
        {"of": of, "words": words, "reason": said[OMISSION, about, ""]["text"]}
        for of, about, words in dissents_on(each, votes)
        if (OMISSION, about, "") in said
    ]


def dissents_on(each: Row, votes: list[Row]) -> list[tuple[str, str, str]]:
    """What was said against a lesson, each time: as what, what an edit calls it, and the words. “earlier” is on a
    wording that it has no longer."""
    present, answers = each["ballot"] and each["ballot"]["id"], each["sign_off"]
    noted = [("noted", f"{DISSENT}:{each['id']}", each["dissent"])] if each["dissent"] else []
    said = [("objection", words) for words in answers["objections"]]
    said += [
        ("ballot" if vote["id"] == present else "earlier", quote["words"])
        for vote in votes
        if vote["lesson_id"] == each["id"]
        for quote in vote["quotes"]
    ]
    said += [("earlier", words) for words in answers["objections_before"]]
    return [*noted, *((of, quotation(each["id"], words), words) for of, words in said)]


def translations(said: dict[Place, Row], about: str, own: str, at: int) -> dict[str, dict[str, str]]:
    """By language: each part that was translated, and `by` whom. `at`: where in `about` the part is named; `own`: the
    language of the original, into which nothing is translated."""
    found: dict[str, dict[str, str]] = {}
    for (place, beside, language), each in said.items():
        if place == TRANSLATION and language != own and (beside == about or beside.startswith(f"{about}:")):
            signed = said.get((TRANSLATION, SIGNATURE, language))
            told = found.setdefault(language, {"by": signed["text"] if signed else ""})
            told[[*beside.split(":"), "text"][at]] = each["text"]
    return found


def in_order(lessons: list[Row], said: dict[Place, Row]) -> list[Row]:
    """As the organiser put them; those worded since come last."""
    chosen = said.get((ORDER, "", ""))
    if chosen is None:
        return lessons
    places = {id: n for n, id in enumerate(chosen["text"].split())}
    return sorted(lessons, key=lambda each: places.get(each["id"], len(places)))


# --- For everybody: nothing of what was left out but the reason


WORDS = (*CLAIM, *ACCOUNT, "dissent", "owner", "next_step")
OBJECTIONS = {"objections": "objection", "objections_before": "earlier"}


def without_left_out(found: Findings) -> Findings:
    gone = {each["id"] for each in [*found.contributions, *found.themes, *found.lessons] if "left_out" in each}
    said = {each["id"]: words_left_out(each) for each in found.lessons}
    present = {each["ballot"]["id"] for each in found.lessons if each["ballot"]}
    return found._replace(
        contributions=blanked(found.contributions, said_by=None),
        themes=blanked(found.themes, "name"),
        notes=blanked(found.notes),
        questions=blanked(found.questions),
        posters=[each | {"comments": blanked(each["comments"])} for each in blanked(found.posters)],
        lessons=[unworded(each) if each["id"] in gone else unsaid(each, said[each["id"]]) for each in found.lessons],
        votes=[without_words(each, gone, said_in(each, said, present)) for each in found.votes],
    )


def said_in(vote: Row, said: dict[str, dict[str, set[str]]], present: set[str]) -> set[str]:
    """What is left out of what was said in it: on the lesson as it stands, or on an earlier wording."""
    return said.get(vote["lesson_id"], {}).get("ballot" if vote["id"] in present else "earlier", set())


def words_left_out(lesson: Row) -> dict[str, set[str]]:
    """By what they were said as: the same words may stand in another place."""
    rows = lesson.get("unquoted") or ()
    return {of: {one["words"] for one in rows if one["of"] == of} for of in {one["of"] for one in rows}}


def blanked(rows: list[Row], name: str = "text", **blanks: Any) -> list[Row]:
    """Those that are left out without what they say under this name, and without what was noted beside them."""
    return [bare(each) | blanks | {name: ""} if "left_out" in each else each for each in rows]


def bare(each: Row) -> Row:
    return {name: value for name, value in each.items() if name not in ("note", "translations", "unquoted")}


def unworded(lesson: Row) -> Row:
    silent = lesson["sign_off"] | {"objections": [], "objections_before": []}
    return bare(lesson) | {
        **dict.fromkeys(WORDS, ""),
        "ballot": None,
        "evidence": [],
        "broken": 0,
        "due": None,
        "sign_off": silent,
        "progress": [],
        "is_left_out": True,
        "is_taken": False,
    }


def unsaid(lesson: Row, said: dict[str, set[str]]) -> Row:
    """Without these words that were spoken against it: the reasons stay, and how many there were."""
    if not said:
        return lesson
    answers = lesson["sign_off"]
    kept = {name: [each for each in answers[name] if each not in said.get(of, ())] for name, of in OBJECTIONS.items()}
    return lesson | {
        "dissent": "" if "noted" in said else lesson["dissent"],
        "sign_off": answers | kept,
        "ballot": lesson["ballot"] and unquoting(lesson["ballot"], said.get("ballot", set())),
        "unquoted": [one | {"words": ""} for one in lesson["unquoted"]],
    }


def unquoting(vote: Row, words: set[str]) -> Row:
    return vote | {"quotes": [each for each in vote["quotes"] if each["words"] not in words]}


def without_words(vote: Row, gone: set[str], words: set[str]) -> Row:
    options = [
        each | {"text": None, "is_left_out": True} if each["id"] in gone or "left_out" in each else each
        for each in vote["result"]["options"]
    ]
    kept = vote | {"quotes": []} if vote["lesson_id"] in gone else unquoting(vote, words)
    return kept | {"result": vote["result"] | {"options": options}}
