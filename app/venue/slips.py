"""Paper for whoever has no phone: slips for ideas, and numbered ballots as the desk types them in."""

from collections.abc import Iterator
from typing import Any, NamedTuple, cast

from app.domain.choices import LEVELS
from app.domain.errors import N_
from app.domain.kinds import settings_of
from app.i18n import translated as _
from app.i18n import translated_number as ngettext
from app.models import Stage
from app.models.agenda_item import TOGETHER
from app.summary.parts.votes import spoken
from app.venue.occasion import Occasion, Step
from app.venue.phrases import Phrase, both, labels, planned, tongue

DOTS, ROWS = 8, 7
LONGEST = 400  # letters of a question
METHODS = {"dot_vote": "dots", "ranking": "rank"}
WITH_REASON = ("agreement", "consent", "consensus", "fist")


class Vote(NamedTuple):
    """A vote that the plan foresees: by which method, and how it is set."""

    method: str
    dots: int | None = None
    most: int | None = None
    top: int = 0
    is_plenary: bool = False


def slips(told: Occasion, languages: list[str]) -> list[dict[str, Any]]:
    """One sheet for each question that is put while people write; one without a question where none is planned."""
    words = labels(
        languages,
        idea=N_("Your idea"),
        once=N_("One idea on each slip, please."),
        group=N_("Group"),
        name=N_("Your name, if you like"),
        give=N_("Give it to your moderator, who types it in; it is marked “on paper”."),
    )
    asked = [planned(languages, each) for each in questions(told)] or [planned(languages, told.lab.question)]
    return [{**words, "question": shortened(each), "language": tongue(languages[0])} for each in asked]


def shortened(several: list[Phrase]) -> list[Phrase]:
    """A slip is small; the whole of a long question is on the wall."""
    return [
        each | {"words": f"{each['words'][:LONGEST].rstrip()} …"} if len(each["words"]) > LONGEST else each
        for each in several
    ]


def questions(told: Occasion) -> list[Any]:
    """Those that the agenda asks, in its order, each once; else all that the lab has."""
    asked = [each for item in told.items for step in item.steps for each in step.prompts]
    unique = [each for n, each in enumerate(asked) if each not in asked[:n]]
    return unique or list(told.prompts)


def votes(told: Occasion) -> list[Vote]:
    """Each once, however often the agenda comes to it: a ballot says what it is for in the voter's own hand."""
    found = [each for item in told.items for step in item.steps for each in of_step(step)]
    if any(item.kind in TOGETHER for item in told.items):
        found.append(Vote("pass", is_plenary=True))
    return list(dict.fromkeys(found))


def of_step(step: Step) -> Iterator[Vote]:
    own = settings_of(cast(Stage, step))
    if step.kind == "dot_vote":
        yield Vote("dots", dots=own.dots, most=own.most)
    elif step.kind == "ranking":
        yield Vote("rank", top=own.top)
    elif step.kind in ("lesson", "ballot"):
        yield Vote(own.rule)


def ballots(told: Occasion, languages: list[str], many: int) -> list[dict[str, Any]]:
    """`many` of each vote, numbered from 1: within a group no number may come twice."""
    numbers = [number(languages, n) for n in range(1, many + 1)]
    return [ballot(vote, languages) | {"numbers": numbers} for vote in votes(told)]


def number(languages: list[str], n: int) -> list[Phrase]:
    return both(languages, lambda: _("Slip %(n)s") % {"n": n})


def ballot(vote: Vote, languages: list[str]) -> dict[str, Any]:
    words = labels(
        languages,
        group=N_("Group"),
        why=N_("Say why, in your own words"),
        quote=N_("May be quoted beside the lesson, without my name"),
    )
    return words | {
        "method": vote.method,
        "title": both(languages, lambda: title_of(vote)),
        "about": both(languages, lambda: about(vote)),
        "how": both(languages, lambda: how(vote)),
        "levels": [both(languages, lambda level=level: spoken(LEVEL, vote.method, level)) for level in levels(vote)],  # type: ignore[misc]
        "pips": vote.most or vote.dots or DOTS,
        "rows": vote.top or ROWS,
        "has_reason": vote.method in WITH_REASON,
        "is_list": vote.method in ("dots", "rank") or vote.is_plenary,
        "language": tongue(languages[0]),
    }


LEVEL = "votes/_words.html:level"


def levels(vote: Vote) -> tuple[str, ...]:
    return LEVELS.get(vote.method, ())


def title_of(vote: Vote) -> str:
    return _("Vote of all groups") if vote.is_plenary else spoken("votes/_words.html:method_name", vote.method)


def about(vote: Vote) -> str:
    if vote.method in METHODS.values():
        return _("Write down what you choose from, one on each line.")
    return _("Number of the lesson") if vote.is_plenary else _("The lesson")


def how(vote: Vote) -> str:
    if vote.method == "rank":
        return _("The best first: write what you rank on the lines.")
    if vote.method != "dots":
        return _("Tick one box.") if not vote.is_plenary else _("Tick one box on each line.")
    if vote.dots and vote.most:
        words = ngettext(
            "You have {n} dot, at most {most} for one: fill in a circle for each.",
            "You have {n} dots, at most {most} for one: fill in a circle for each.",
            vote.dots,
        )
        return words.format(n=vote.dots, most=vote.most)
    if vote.dots:
        words = ngettext(
            "You have {n} dot: fill in a circle for it.", "You have {n} dots: fill in a circle for each.", vote.dots
        )
        return words.format(n=vote.dots)
    return _("Your moderator says how many dots you have: fill in a circle for each.")
