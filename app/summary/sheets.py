"""The lab as tables for those who count: a sheet for each kind of thing, a row for each thing."""

from datetime import date
from typing import Any

from app.i18n import said
from app.i18n import translated as _
from app.summary.findings import Findings
from app.summary.parts.actions import is_owned, steps
from app.summary.parts.editions import sentences, why
from app.summary.parts.groups import supports
from app.summary.parts.lessons import claims, parts, spoken_against, status, verdict
from app.summary.parts.programme import role
from app.summary.parts.progress import last
from app.summary.parts.votes import is_across, level, mark, method, outcome, signs
from app.summary.tree import Sheet, Value
from app.summary.voices import instead_of_words, of_stage


def sheets(found: Findings) -> list[Sheet]:
    made = (contributions, themes, votes, lessons, evidence, actions, notes, questions, posters, people, agenda, groups)
    more = [translations(found)] if any("translations" in each for each in found.lessons) else []
    more += [across(found)] if any(map(is_across, found.votes)) else []
    more += [change_log(found)] if found.edition else []
    return [*(sheet(found) for sheet in made), *more]


def contributions(found: Findings) -> Sheet:
    themes = {each["id"]: each["label"] for each in found.themes}
    prompts = {each["id"]: said(each["question"]) for each in found.prompts}
    stages = {kind: of_stage(kind, "title", title) for kind, title in found.stage_titles.items()}
    columns = ["#", _("Group"), _("Contribution"), _("Theme"), _("Support"), _("Given at (UTC)"), _("Step")]
    return Sheet(
        "contributions",
        _("Contributions"),
        [*columns, _("Question"), _("On paper"), _("Said by"), _("Note by the organiser")],
        [
            [
                each["label"],
                each["group"],
                plain(each),
                themes.get(each["theme_id"], ""),
                each["supports"],
                each["given_at"],
                stages.get(each["stage_kind"], each["stage_kind"] or ""),
                prompts.get(each["prompt_id"], ""),
                int(each["on_paper"]),
                each["said_by"] or "",
                each.get("note", ""),
            ]
            for each in found.contributions
        ],
    )


def plain(idea: dict[str, Any]) -> str:
    """Its words, or what stands in their place."""
    if "left_out" in idea and not idea["text"]:
        return instead_of_words(idea["left_out"])
    return _("Erased by whoever had said it.") if idea.get("is_erased") else str(idea["text"])


def themes(found: Findings) -> Sheet:
    behind = supports(found)
    rows = [[each["label"], each["group"], name(each), *behind.get(each["id"], (0, 0))] for each in found.themes]
    return Sheet("themes", _("Themes"), ["#", _("Group"), _("Theme"), _("Contributions"), _("Support")], [*rows])


def name(theme: dict[str, Any]) -> str:
    return instead_of_words(theme["left_out"]) if "left_out" in theme and not theme["name"] else str(theme["name"])


def votes(found: Findings) -> Sheet:
    """A row for each thing voted on and each answer to it; for dots and rankings one row for each thing."""
    columns = ["#", _("Group"), _("Method"), _("Round"), _("Result"), _("Voted"), _("Could vote"), _("On paper")]
    rows: list[list[Value]] = [
        [
            each["label"],
            each["group"],
            method(each),
            each["round"],
            outcome(each),
            *(each["result"][name] for name in ("cast", "entitled", "on_paper", "by_hand")),
            one["label"] or "",
            standing(one),
            *counted,
        ]
        for each in found.votes
        for one in each["result"]["options"]
        for counted in counts(each, one)
    ]
    columns += [
        _("By show of hands"),
        _("Its number"),
        _("What was voted on"),
        _("What they said"),
        _("Ballots"),
        _("Dots"),
        _("Dots by show of hands"),
        _("Points"),
        _("Voters"),
    ]
    return Sheet("votes", _("Votes"), columns, rows)


def standing(one: dict[str, Any]) -> str:
    if one.get("is_left_out"):
        return _("left out")
    return one["text"] if one["text"] is not None else _("taken back since")


def counts(vote: dict[str, Any], one: dict[str, Any]) -> list[list[Value]]:
    if "counts" in one:
        return [[level(vote, name), n, None, None, None, None] for name, n in one["counts"].items()]
    return [["", None, one.get("dots"), one.get("by_hand"), one.get("points"), one["voters"]]]


def across(found: Findings) -> Sheet:
    """A row for each lesson that was put to all groups and each group: what it makes of it."""
    told = signs()
    rows: list[list[Value]] = [
        [
            each["label"],
            one["label"] or "",
            standing(one),
            group["number"],
            told[mark(one.get("common"), group["number"])],
        ]
        for each in found.votes
        if is_across(each)
        for one in each["result"]["options"]
        for group in found.groups
    ]
    columns = ["#", _("Its number"), _("What was voted on"), _("Group"), _("Across groups")]
    return Sheet("across", _("Lessons put to all groups"), columns, rows)


def lessons(found: Findings) -> Sheet:
    themes = {each["id"]: each["label"] for each in found.themes}
    named = {"title": _("Title"), "text": _("Lesson"), **claims()}
    decided = (_("Theme"), _("Agreement"), _("Ballot"), _("Said yes"), _("Objected"))
    columns = ["#", _("Group"), *named.values(), _("Dissent"), _("Language"), *decided]
    rows = [
        [
            each["label"],
            each["group"],
            *(each[part] for part in named),
            "\n".join(spoken_against(each)),
            each["language"],
            themes.get(each["theme_id"], ""),
            verdict(each["verdict"]),
            outcome(each["ballot"]) if each["ballot"] else "",
            each["sign_off"]["approved"],
            each["sign_off"]["objected"],
            ", ".join(one["label"] for one in each["evidence"]),
            each["broken"],
            each["settled_at"],
            each.get("note", ""),
            each.get("left_out", ""),
        ]
        for each in found.lessons
    ]
    columns += [_("Rests on"), _("Taken back since"), _("Settled at (UTC)")]
    edited = [_("Note by the organiser"), _("Left out by the organiser")]
    return Sheet("lessons", _("Lessons"), [*columns, *edited], rows)


def translations(found: Findings) -> Sheet:
    """A row for each part of a lesson that somebody translated, its original beside it."""
    names = {"title": _("Title"), "text": _("Lesson"), **parts()}
    rows: list[list[Value]] = [
        [each["label"], names[part], each["language"], each[part], language, words, told["by"]]
        for each in found.lessons
        for language, told in each.get("translations", {}).items()
        for part, words in told.items()
        if part != "by"
    ]
    columns = [_("Lesson"), _("Part"), _("Language"), _("Original"), _("Translated into"), _("Translation")]
    return Sheet("translations", _("Translations"), [*columns, _("Typed by")], rows)


def change_log(found: Findings) -> Sheet:
    log = found.edition["log"] if found.edition else []
    rows: list[list[Value]] = [
        [each["number"], each["published_at"], words]
        for each in log
        for words in [*sentences(each["changes"], is_first=each["number"] == 1), *why(each)]
    ]
    return Sheet("editions", _("Editions"), [_("Edition"), _("Published at (UTC)"), _("What changed")], rows)


def evidence(found: Findings) -> Sheet:
    """A row for each lesson and thing it rests on, to be joined with the others."""
    kinds = {"contribution": _("contribution"), "theme": _("theme"), "note": _("note"), "item": _("case")}
    rows = [[each["label"], kinds[one["kind"]], one["label"]] for each in found.lessons for one in each["evidence"]]
    return Sheet("evidence", _("Evidence"), [_("Lesson"), _("Kind"), _("Rests on")], [*rows])


def actions(found: Findings) -> Sheet:
    columns = [_("Lesson"), _("Next step"), _("Taken on"), _("Owner"), _("Due"), _("Status")]
    rows: list[list[Value]] = [
        [
            each["label"],
            each["next_step"],
            int(is_owned(each)),
            each["owner"],
            date.fromisoformat(each["due"]) if each["due"] else None,
            status(each["status"]),
            *reported(each),
        ]
        for each in steps(found)
    ]
    return Sheet("actions", _("Actions"), [*columns, _("Last report"), _("Reported at (UTC)")], rows)


def reported(each: dict[str, Any]) -> list[Value]:
    one = last(each)
    return [one["words"], one["told_at"]] if one else ["", None]


def notes(found: Findings) -> Sheet:
    kinds = {"for": _("Reason for"), "against": _("Reason against"), "note": _("Note"), "parked": _("Parked")}
    themes = {each["id"]: each["label"] for each in found.themes}
    rows = [
        [each["label"], each["group"], kinds[each["kind"]], plain(each), themes.get(each["theme_id"], "")]
        for each in found.notes
    ]
    columns = ["#", _("Group"), _("Kind"), _("Words"), _("Theme")]
    return Sheet("notes", _("Notes and parking lot"), columns, [*rows])


def questions(found: Findings) -> Sheet:
    columns = ["#", _("Group"), _("Question"), _("Want to hear it"), _("Answered"), _("On paper"), _("Given at (UTC)")]
    rows = [
        [
            each["label"],
            each["group"],
            plain(each),
            each["votes"],
            int(each["state"] == "answered"),
            int(each["on_paper"]),
            each["given_at"],
        ]
        for each in found.questions
    ]
    return Sheet("questions", _("Questions of the tables"), columns, [*rows])


def posters(found: Findings) -> Sheet:
    """A row for each poster, and one for each comment that was left there."""
    rows: list[list[Value]] = []
    for each in found.posters:
        rows.append([each["label"], each["group"], plain(each), None, each["dots"]])
        rows += [[one["label"], each["group"], plain(one), one["from_group"], None] for one in each["comments"]]
    columns = ["#", _("Group"), _("Words"), _("Comment of group"), _("Dots")]
    return Sheet("posters", _("Posters"), columns, rows)


def people(found: Findings) -> Sheet:
    columns = [_("Name"), _("Role in the lab"), _("Occupation"), _("Organisation"), _("Country")]
    rows = [
        [each["name"], role(each), said(each["occupation"]), each["organisation"] or "", each["country"] or ""]
        for each in found.people
    ]
    return Sheet("people", _("People"), columns, [*rows])


def agenda(found: Findings) -> Sheet:
    columns = ["#", _("Item"), _("By"), _("Planned minutes"), _("Minutes added"), _("Began (UTC)"), _("Ended (UTC)")]
    rows = [
        [
            each["position"],
            said(each["title"]),
            said(each["by"]),
            each["minutes"],
            each["extra_minutes"],
            each["started_at"],
            each["ended_at"],
        ]
        for each in found.agenda
    ]
    return Sheet("agenda", _("Agenda"), columns, rows)


def groups(found: Findings) -> Sheet:
    rows = [[each["number"], each["seated"], each["contributed"]] for each in found.groups]
    return Sheet("groups", _("Groups"), [_("Group"), _("Seated"), _("Contributed")], [*rows])
