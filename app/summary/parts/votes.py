"""What votes came to, beside what was voted on: in words, as a drawing, and in numbers."""

from html import unescape
from typing import Any

from app.domain.choices import LEVELS
from app.i18n import translated as _
from app.i18n import translated_number as ngettext
from app.i18n import with_colon
from app.jinja import macro, number
from app.summary.findings import Findings
from app.summary.tree import Bar, Bars, Cell, Drawing, Figure, Grid, Link, Mark, Part, Said, Shares, Table
from app.summary.voices import LESSON, anchor, heard
from app.text import in_one_line

TONES: dict[str, dict[str, float | None]] = {
    "agreement": {"1": 1, "2": 0.8, "3": 0.6, "6": 0.5, "4": None, "5": 0.45, "7": 0.2, "8": 0},
    "consent": {"consent": 1, "concern": 0.6, "objection": 0},
    "consensus": {"agree": 1, "reservations": 0.6, "stand_aside": 0.3, "block": 0},
    "fist": {"5": 1, "4": 0.8, "3": 0.6, "2": 0.45, "1": 0.2, "0": 0},
    "pass": {"agree": 1, "pass": None, "disagree": 0},
}
"""Levels as they are drawn, the most agreeing first: how far each is for it."""

VOTE = "vote"
MOST_LESSONS = 20
Vote = dict[str, Any]


# --- Words, the same as on every screen


def method(vote: Vote) -> str:
    return spoken("votes/_words.html:method_name", vote["method"])


def level(vote: Vote, name: str) -> str:
    return spoken("votes/_words.html:level", vote["method"], name)


def outcome(vote: Vote) -> str:
    name = vote["result"]["outcome"]
    words = spoken("votes/_words.html:outcome", name) if name else ""
    return f"{words} ({_('with a veto')})" if vote["result"].get("has_veto") else words


def holds(common: dict[str, Any]) -> str:
    told = spoken("votes/_plenary.html:holds", common)
    return told.replace("<b>", "").replace("</b>", "")


def spoken(piece: str, *given: Any) -> str:
    return in_one_line(unescape(str(macro(piece)(*given))))


def support(vote: Vote) -> list[str]:
    """On the agreement scale: how many of those who took a position can go along."""
    result = vote["result"]
    if vote["method"] != "agreement" or not result.get("voiced"):
        return []
    words = ngettext("{n} of {of} supports it", "{n} of {of} support it", result["support"])
    return [words.format(n=number(result["support"]), of=number(result["voiced"]))]


def is_told(vote: Vote | None) -> bool:
    """Whether there was one, and its numbers rest on enough people to be told."""
    return vote is not None and vote["result"]["cast"] is not None


def turnout(vote: Vote) -> str:
    result = vote["result"]
    if not is_told(vote):
        return _("too few voted to tell numbers")
    words = ngettext("{n} of {of} voted", "{n} of {of} voted", result["cast"])
    told = [words.format(n=number(result["cast"]), of=number(result["entitled"]))]
    if paper := result["on_paper"]:
        told.append(ngettext("{n} on paper", "{n} on paper", paper).format(n=number(paper)))
    if hands := result["by_hand"]:
        told.append(ngettext("{n} by show of hands", "{n} by show of hands", hands).format(n=number(hands)))
    if late := result["late"]:
        told.append(
            ngettext("{n} typed in after the close", "{n} typed in after the close", late).format(n=number(late))
        )
    return " · ".join(told)


# --- A ballot on one lesson


def distribution(vote: Vote) -> Figure:
    counts = vote["result"]["options"][0]["counts"]
    levels = [(level(vote, name), counts[name], tone) for name, tone in TONES[vote["method"]].items()]
    said = " · ".join(f"{number(n)} {words}" for words, n, _tone in levels if n)
    rows: list[list[Cell]] = [[words, number(n)] for words, n, _tone in levels]
    table = Table(method(vote), [_("What they said"), _("Ballots")], rows)
    drawing = Shares([Part(words, n, tone) for words, n, tone in levels if n])
    return Figure(anchor(VOTE, vote["id"]), f"{with_colon(turnout(vote))} {said}", drawing, table)


# --- Dots and rankings


def standings(found: Findings, vote: Vote, most: int) -> Figure | Table:
    if not is_told(vote):
        return in_order(found, vote)
    name, column = ("dots", _("Dots")) if vote["method"] == "dots" else ("points", _("Points"))
    told = vote["result"]["options"]
    rows: list[list[Cell]] = [
        [place(each, each[name]), worded(found, vote, each), number(each[name]), number(each["voters"])]
        for each in told
    ]
    columns = [_("Place"), _("What was voted on"), column, _("Voters")]
    bars = [Bar(short_name(found, vote, each), each[name], vote["group"] or each.get("group")) for each in told[:most]]
    alt = f"{with_colon(method(vote))} {turnout(vote)}. {first(found, vote, told, name)}"
    return Figure(anchor(VOTE, vote["id"]), alt.strip(), Bars(bars), Table(method(vote), columns, rows))


def in_order(found: Findings, vote: Vote) -> Table:
    """Without numbers, and without ties: that two are near each other says how many."""
    rows: list[list[Cell]] = [[worded(found, vote, one)] for one in vote["result"]["options"]]
    return Table(f"{with_colon(method(vote))} {turnout(vote)}", [_("What was voted on")], rows)


def place(each: dict[str, Any], n: int) -> str:
    if not n:
        return "–"
    return _("{n} (tied)").format(n=number(each["rank"])) if each["is_tied"] else number(each["rank"])


def worded(found: Findings, vote: Vote, each: dict[str, Any]) -> Cell:
    if each.get("is_left_out"):
        return _("left out")
    if each["text"] is None:
        return _("taken back since")
    words = heard(found, f"{each['label']} {each['text']}" if each["label"] else each["text"])
    return Link(words, f"#{anchor(ABOUT[vote['about']], each['id'])}") if each["label"] else words


ABOUT = {"themes": "theme", "contributions": "contribution", "lessons": LESSON}


def short_name(found: Findings, vote: Vote, each: dict[str, Any]) -> str:
    told = worded(found, vote, each)
    return told.words if isinstance(told, Link) else told


def first(found: Findings, vote: Vote, told: list[dict[str, Any]], name: str) -> str:
    if not told or not told[0][name]:
        return ""
    return _("First: {what}, {n}.").format(what=short_name(found, vote, told[0]), n=number(told[0][name]))


# --- What all groups said to every lesson


def is_across(vote: Vote) -> bool:
    """Whether every group said to every lesson how far it holds there."""
    return vote["group"] is None and vote["method"] not in ("dots", "rank")


def across(found: Findings, vote: Vote) -> Figure:
    told = vote["result"]["options"]
    sides = LEVELS["pass"] if is_told(vote) else ()
    signed = [by_sign(found, each.get("common")) for each in told]
    shown = {sign: words for sign, words in columns_of_signs().items() if any(each[sign] for each in signed)}
    rows: list[list[Cell]] = [
        [
            worded(found, vote, each),
            *(number(each["counts"][side]) for side in sides),
            holds(each["common"]) if each.get("common") else "",
            *(runs_of(groups[sign]) for sign in shown),
        ]
        for each, groups in zip(told, signed, strict=True)
    ]
    columns = [_("Lesson"), *(level(vote, side) for side in sides), _("Across groups"), *shown.values()]
    table = Table(_("Lessons put to all groups"), columns, rows)
    return Figure(anchor(VOTE, vote["id"]), shared(vote, told), grid(found, vote, told), table)


def shared(vote: Vote, told: list[dict[str, Any]]) -> str:
    n = sum(is_common(each) for each in told)
    words = ngettext(
        "{turnout}. Common ground: {n} lesson of {of}.", "{turnout}. Common ground: {n} lessons of {of}.", n
    )
    return words.format(turnout=turnout(vote), n=number(n), of=number(len(told)))


def is_common(each: dict[str, Any]) -> bool:
    return bool(each.get("common")) and each["common"]["verdict"] == "common_ground"


def grid(found: Findings, vote: Vote, told: list[dict[str, Any]]) -> Drawing:
    groups = [each["number"] for each in found.groups]
    rows: list[tuple[str, list[Mark]]] = [
        (Said(short_name(found, vote, each)), [mark(each.get("common"), group) for group in groups])
        for each in told[:MOST_LESSONS]
    ]
    return Grid(groups, rows, signs())


def signs() -> dict[Mark, str]:
    return {"holds": _("holds"), "fails": _("does not hold"), "few": _("too few votes")}


def columns_of_signs() -> dict[Mark, str]:
    return {
        "holds": _("Holds in groups"),
        "fails": _("Does not hold in groups"),
        "few": _("Too few votes in groups"),
    }


def by_sign(found: Findings, common: dict[str, Any] | None) -> dict[Mark, list[int]]:
    """The numbers of the groups that have each sign in the drawing."""
    told: dict[Mark, list[int]] = {"holds": [], "fails": [], "few": []}
    for each in found.groups:
        told[mark(common, each["number"])].append(each["number"])
    return told


def runs_of(numbers: list[int]) -> str:
    """Neighbours from the first to the last: 1–4, 7."""
    runs: list[list[int]] = []
    for each in numbers:
        if runs and runs[-1][-1] == each - 1:
            runs[-1].append(each)
        else:
            runs.append([each])
    told = (f"{run[0]}–{run[-1]}" if len(run) > 2 else ", ".join(map(str, run)) for run in runs)
    return ", ".join(told)


def mark(common: dict[str, Any] | None, group: int) -> Mark:
    if not common or group not in common["judged"]:
        return "few"
    return "holds" if group in common["holds"] else "fails"
