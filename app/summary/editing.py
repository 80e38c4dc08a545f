"""What the organiser laid over what was found: the one place where a report differs from the rows it was made from.

Nothing is reworded. Lessons get a note, a place, translations beside their words; what is left out stays in its place
with the reason, and its words are taken away for everybody but those who ran it (profiles.py)."""

from typing import Any

from sqlalchemy import Connection, bindparam, select

from app.domain.editing import INTRODUCTION, NOTE, OMISSION, ORDER, SIGNATURE, TRANSLATION
from app.models import Edit
from app.models.lesson import ACCOUNT, CLAIM
from app.summary.findings import Findings, Row

edit = Edit.__table__  # type: ignore[attr-defined]
OF: Any = bindparam("lab")
EDITS = select(edit).where(edit.c.lab_id == OF, ~edit.c.is_undone).order_by(edit.c.id)

LESSON, CONTRIBUTION = "lesson", "contribution"
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
    lessons = in_order([lesson(each, said) for each in found.lessons], said)
    return found._replace(
        introduction=introduction(said),
        lessons=lessons,
        contributions=[contribution(each, said) for each in found.contributions],
        is_reordered=[each["id"] for each in lessons] != [each["id"] for each in found.lessons],
    )


def introduction(said: dict[Place, Row]) -> Row | None:
    own = said.get((INTRODUCTION, "", ""))
    return {"text": own["text"], "translations": translations(said, INTRODUCTION, at=1)} if own else None


def lesson(each: Row, said: dict[Place, Row]) -> Row:
    about = f"{LESSON}:{each['id']}"
    more: Row = {}
    for name, place in (("note", NOTE), ("left_out", OMISSION)):
        if (place, about, "") in said:
            more[name] = said[place, about, ""]["text"]
    if told := translations(said, about, at=2):
        more["translations"] = told
    return each | more if more else each


def translations(said: dict[Place, Row], about: str, at: int) -> dict[str, dict[str, str]]:
    """By language: each part that was translated, and `by` whom. `at`: where in `about` the part is named."""
    found: dict[str, dict[str, str]] = {}
    for (place, beside, language), each in said.items():
        if place == TRANSLATION and (beside == about or beside.startswith(f"{about}:")):
            signed = said.get((TRANSLATION, SIGNATURE, language))
            told = found.setdefault(language, {"by": signed["text"] if signed else ""})
            told[[*beside.split(":"), "text"][at]] = each["text"]
    return found


def contribution(each: Row, said: dict[Place, Row]) -> Row:
    reason = said.get((OMISSION, f"{CONTRIBUTION}:{each['id']}", ""))
    return each | {"left_out": reason["text"]} if reason else each


def in_order(lessons: list[Row], said: dict[Place, Row]) -> list[Row]:
    """As the organiser put them; those worded since come last."""
    chosen = said.get((ORDER, "", ""))
    if chosen is None:
        return lessons
    places = {id: n for n, id in enumerate(chosen["text"].split())}
    return sorted(lessons, key=lambda each: places.get(each["id"], len(places)))


# --- For everybody: nothing of what was left out but the reason


WORDS = (*CLAIM, *ACCOUNT, "dissent", "owner", "next_step")


def without_left_out(found: Findings) -> Findings:
    ideas = {each["id"] for each in found.contributions if "left_out" in each}
    lessons = {each["id"] for each in found.lessons if "left_out" in each}
    if not ideas and not lessons:
        return found
    return found._replace(
        contributions=[
            each | {"text": "", "said_by": None} if each["id"] in ideas else each for each in found.contributions
        ],
        lessons=[unworded(each) if each["id"] in lessons else each for each in found.lessons],
        votes=[without_words(each, ideas | lessons) for each in found.votes],
    )


def unworded(lesson: Row) -> Row:
    silent = lesson["sign_off"] | {"objections": [], "objections_before": []}
    blank = dict.fromkeys(WORDS, "")
    return {name: value for name, value in lesson.items() if name not in ("note", "translations")} | {
        **blank,
        "ballot": None,
        "evidence": [],
        "broken": 0,
        "due": None,
        "sign_off": silent,
        "progress": [],
        "is_left_out": True,
    }


def without_words(vote: Row, gone: set[str]) -> Row:
    options = [
        each | {"text": None, "is_left_out": True} if each["id"] in gone else each for each in vote["result"]["options"]
    ]
    quotes = [] if vote["lesson_id"] in gone else vote["quotes"]
    return vote | {"result": vote["result"] | {"options": options}, "quotes": quotes}
