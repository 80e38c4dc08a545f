"""The receipt as its reader sees it: what became of each contribution, and everything else they gave."""

from typing import Any, NamedTuple

from markupsafe import Markup

from app.i18n import reader_language
from app.i18n import translated as _
from app.jinja import day, macro, number, time_of_day
from app.summary.parts.lessons import day_due, status, verdict
from app.summary.parts.votes import method, outcome, spoken, turnout
from app.summary.tree import UNKNOWN, Cell, Facts, Node, Paragraph, Said, Section, Table
from app.summary.voices import planned

Row = dict[str, Any]


class Receipt(NamedTuple):
    title: str
    language: str
    file_name: str
    sections: list[Section]


def receipt(told: Row) -> Receipt:
    """As a reader of the present language reads it."""
    lab = planned(told["lab"]["title"])
    name = f"samskap-{told['lab']['code']}-own"
    parts = (about, contributions, votes, lessons, reasons, questions, posters)
    shown = [cut(told)] if told["is_cut"] else [part(told) for part in parts]
    title = _("What you gave to “{lab}”").format(lab=lab)
    return Receipt(title, reader_language(), name, [each for each in shown if each.nodes or each.sections])


def mine(told: Row, words: str) -> Said:
    """Nobody notes in which language somebody wrote; in a lab of one it is that one."""
    spoken = told["lab"]["languages"]
    return Said(words, spoken[0] if len(spoken) == 1 else UNKNOWN)


def cut(told: Row) -> Section:
    words = _(
        "This lab kept who said what only while it was open. When it closed, the link between you and your words was "
        "cut: nobody can tell any more which were yours, and this page cannot either. They stand in the summary "
        "among all the others."
    )
    return Section("yours", _("Nobody knows any more which words were yours"), [Paragraph(words)])


def about(told: Row) -> Section:
    you, lab = told["you"], told["lab"]
    group = _("Group {number}").format(number=you["group"]) if you["group"] else ""
    facts: list[tuple[str, list[Cell]]] = [
        (_("You joined as"), [you["name"] or _("Guest {number}").format(number=you["seat"])]),
        (_("Group"), [group]),
        (_("Joined"), [f"{day(you['joined_at'])}, {time_of_day(you['joined_at'])}"]),
    ]
    if you["consented_at"]:
        facts.append((_("You agreed that your words are kept"), [day(you["consented_at"])]))
    return Section("you", _("You"), [Facts(facts), Paragraph(until(lab))])


def until(lab: Row) -> str:
    if lab["anonymity"] in ("confidential", "anonymous"):
        return _("The server knows which words are yours only until the lab closes. Then that link is cut for good.")
    return _("Nobody but you gets to see this page: no file and no screen of the lab says who wrote what.")


# --- What became of what they said


def contributions(told: Row) -> Section:
    some = told["contributions"]
    if not some:
        return Section("contributions", _("What became of your contributions"), [Paragraph(_("You gave none yet."))])
    shown = [contribution(told, n, each) for n, each in enumerate(some, 1)]
    return Section("contributions", _("What became of your contributions"), sections=shown)


def contribution(told: Row, n: int, each: Row) -> Section:
    label = each["label"] or _("Contribution {n}").format(n=number(n))
    facts: list[tuple[str, list[Cell]]] = [(_("Given"), [time_of_day(each["given_at"])])]
    facts.append((_("To the question"), [planned(each["question"])]))
    if each["theme"]:
        facts.append((_("Theme"), [mine(told, each["theme"])]))
    nodes: list[Node] = [Paragraph(mine(told, each["text"]), is_quoted=True), Facts(facts), *why_not_in_summary(each)]
    nodes += [] if each["lessons"] or each["left_out"] else [Paragraph(why_no_lesson(told, each))]
    lessons = [lesson(told, n, one) for one in each["lessons"]]
    return Section(f"given-{each['id']}", label, nodes, lessons)


def why_not_in_summary(each: Row) -> list[Node]:
    words = _("The organiser left it out of the summary: {reason}")
    return [Paragraph(words.format(reason=each["left_out"]))] if each["left_out"] else []


def why_no_lesson(told: Row, each: Row) -> str:
    if each["is_withdrawn"]:
        return _("It was withdrawn, and stands in no summary.")
    if not each["is_revealed"]:
        return _("Only you see it yet.")
    if told["lab"]["closed_at"] is None:
        return _("No lesson rests on it yet.")
    return _("No lesson rests on it. It stands in the summary with all the others.")


def lesson(told: Row, n: int, each: Row) -> Section:
    """The same lesson may rest on several: each place has an anchor of its own."""
    rests = _("It rests on this contribution.") if each["rests_on"] == "contribution" else _("It rests on its theme.")
    step: list[tuple[str, list[Cell]]] = (
        [(_("Next step"), [mine(told, each["next_step"])])] if each["next_step"] else []
    )
    due: list[tuple[str, list[Cell]]] = [(_("Due"), [day_due(each["due"])])] if each["due"] else []
    facts: list[tuple[str, list[Cell]]] = [(_("How people agreed"), [agreement(each)]), *step, *due]
    facts.append((_("How far it has come"), [status(each["status"])]))
    nodes: list[Node] = [Paragraph(mine(told, each["text"]), is_quoted=True), Paragraph(rests), Facts(facts)]
    nodes += why_not_in_summary(each)
    return Section(f"became-{n}-{each['id']}", mine(told, f"{each['label']} {each['title']}"), nodes)


def agreement(each: Row) -> str:
    ballot = each["ballot"]
    if not ballot or not ballot["result"]["outcome"]:
        return verdict(each["verdict"])
    return " · ".join([outcome(ballot), method(ballot), turnout(ballot)])


# --- Everything else


def votes(told: Row) -> Section:
    nodes: list[Node] = [vote(told, each) for each in told["ballots"]]
    if told["supported"]:
        labels = ", ".join(each["label"] or _("withdrawn since") for each in told["supported"])
        nodes.append(Paragraph(_("You stand behind these contributions: {labels}.").format(labels=labels)))
    return Section("votes", _("How you voted"), nodes)


def vote(told: Row, each: Row) -> Table:
    rows: list[list[Cell]] = [
        [mine(told, one["what"]) if one["what"] else _("withdrawn since"), chosen(each["method"], one["chosen"])]
        for one in each["choices"]
    ]
    if each["dissent"]:
        quoted = _("may be quoted") if each["may_quote"] else _("not to be quoted")
        rows.append([_("Your words ({quoted})").format(quoted=quoted), mine(told, each["dissent"])])
    if each["answer"]:
        rows.append([_("The answer to them"), mine(told, each["answer"])])
    at = time_of_day(each["cast_at"])
    return Table(f"{method(each)}, {at}", [_("What was voted on"), _("Your vote")], rows)


def chosen(how: str, value: Any) -> str:
    return spoken("votes/_words.html:chosen", how, value)


def lessons(told: Row) -> Section:
    rows: list[list[Cell]] = [
        [mine(told, each["lesson"]), _("yes") if each["approves"] else _("no"), mine(told, each["words"])]
        for each in told["signed"]
    ]
    rows += [
        [mine(told, each["lesson"]), _("I would take it on"), _("with my name") if each["by_name"] else ""]
        for each in told["offered"]
    ]
    table = Table(_("Is this what you said?"), [_("Lesson"), _("Your answer"), _("Your words")], rows)
    return Section("answers", _("What you said about the lessons"), [table] if rows else [])


def reasons(told: Row) -> Section:
    kinds = {"for": _("Reason for"), "against": _("Reason against")}
    rows: list[list[Cell]] = [
        [kinds.get(each["kind"], _("Note")), mine(told, each["theme"] or ""), mine(told, each["text"])]
        for each in told["reasons"]
    ]
    table = Table(_("Reasons you gave"), [_("Kind"), _("Theme"), _("Your words")], rows)
    return Section("reasons", _("Reasons you gave"), [table] if rows else [])


def questions(told: Row) -> Section:
    rows: list[list[Cell]] = [
        [mine(told, each["text"]), _("answered") if each["state"] == "answered" else _("not answered")]
        for each in told["questions"]
    ]
    nodes: list[Node] = [Table(_("Questions you asked"), [_("Question"), _("Answered")], rows)] if rows else []
    if n := told["questions_wanted"]:
        nodes.append(Paragraph(_("Questions of others that you wanted to hear: {n}").format(n=number(n))))
    return Section("questions", _("Questions you asked"), nodes)


def posters(told: Row) -> Section:
    rows: list[list[Cell]] = [
        [_("Group {number}").format(number=each["poster"]), mine(told, each["text"]) if each["text"] else _("a dot")]
        for each in told["at_posters"]
    ]
    table = Table(_("What you left at posters"), [_("Poster"), _("Your words")], rows)
    return Section("posters", _("What you left at posters"), [table] if rows else [])


def piece(told: Receipt) -> Markup:
    return Markup(macro("summary/_report.html:report")(told))  # noqa: S704 drawn by our own template, escaped there
