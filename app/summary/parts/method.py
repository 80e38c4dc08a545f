"""How it was done, and what may not be concluded from it."""

from app.i18n import translated as _
from app.i18n import translated_number as ngettext
from app.jinja import minutes, number
from app.summary.findings import Findings
from app.summary.tree import Cell, Node, Paragraph, Section, Table
from app.summary.voices import of_stage, planned


def method(found: Findings) -> Section:
    nodes: list[Node] = [
        Paragraph(
            _(
                "People took part by their own choice: what they said is not representative of anybody else. "
                "Contributions are shown without their authors. “On paper” marks what a moderator typed in for "
                "somebody. Each lesson names the contributions and themes it rests on."
            )
        )
    ]
    if kept_back := names_kept_back(found.lab["anonymity"]):
        nodes.append(Paragraph(kept_back))
    if found.least:
        nodes.append(Paragraph(few(found.least)))
    if n := how_many_left_out(found):
        nodes.append(Paragraph(so_many_left_out(n)))
    if found.stages:
        nodes.append(steps(found))
    if found.prompts:
        nodes += asked(found)
    return Section("method", _("Method, anonymity and limits"), nodes)


def names_kept_back(anonymity: str) -> str:
    told = {
        "role_only": _("People saw each other by their seats; only moderators and the organiser saw names."),
        "confidential": _(
            "People saw each other by their seats, and at the close the link between them and their words was cut."
        ),
        "anonymous": _("Nobody was asked for a name."),
    }
    return told.get(anonymity, "")


def few(least: int) -> str:
    return _(
        "Numbers that rest on fewer than {n} people are not told, and where they could be worked out from others, "
        "those are not told either."
    ).format(n=number(least))


def how_many_left_out(found: Findings) -> int:
    """How many things the organiser left out."""
    comments = [one for each in found.posters for one in each["comments"]]
    rows = [*found.lessons, *found.contributions, *found.themes, *found.notes, *found.questions, *found.posters]
    against = [one for each in found.lessons for one in each.get("unquoted") or ()]
    return sum("left_out" in each for each in [*rows, *comments]) + len(against)


def so_many_left_out(n: int) -> str:
    return ngettext(
        "The organiser left out {n} thing that was said: its place says why.",
        "The organiser left out {n} things that were said: their places say why.",
        n,
    ).format(n=number(n))


def steps(found: Findings) -> Table:
    rows: list[list[Cell]] = [
        [
            of_stage(each["kind"], "title", each["title"]),
            minutes(each["minutes"]) if each["minutes"] else "",
            of_stage(each["kind"], "hint", each["hint"]),
        ]
        for each in found.stages
    ]
    return Table(_("What groups did"), [_("Step"), _("Planned"), _("How")], rows)


def asked(found: Findings) -> list[Node]:
    """Only the prompts that somebody answered: a plan may hold more than the day."""
    answered = {each["prompt_id"] for each in found.contributions}
    told = [each for each in found.prompts if each["id"] in answered]
    if len(told) < 2:
        return []
    rows: list[list[Cell]] = [[str(n), planned(each["question"])] for n, each in enumerate(told, 1)]
    return [Table(_("Questions put to groups"), ["#", _("Question")], rows)]
