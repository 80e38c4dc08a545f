"""What can stand on a ballot: one small answer for each option, and what makes it a ballot that cannot be taken."""

from collections.abc import Mapping
from typing import Literal

from app.domain.errors import NotByHand, NothingChosen, NotOnTheBallot, RankedTwice, TooManyDots, TooManyOnOne
from app.methods import dots
from app.methods.agreement import Level
from app.methods.ballots import consensus, consent, fist, rank, sides
from app.models import Poll

Method = Literal["dots", "rank", "agreement", "consent", "consensus", "fist", "pass"]
Rule = Literal["agreement", "consent", "consensus", "fist", "pass"]
Choice = dict[str, int | str]
"""For each option by its id: how many dots, which place, or which level."""

LEVELS: dict[str, tuple[str, ...]] = {
    "agreement": tuple(str(each.value) for each in Level),
    "consent": tuple(consent.Choice),
    "consensus": tuple(consensus.Choice),
    "fist": tuple(str(each) for each in fist.FINGERS),
    "pass": tuple(sides.Choice),
}
"""What can be said of an option, by the method; dots and ranks are numbers instead."""

FAULTS = {
    dots.Fault.UNKNOWN_OPTION: NotOnTheBallot,
    dots.Fault.NOT_A_COUNT: NotOnTheBallot,
    dots.Fault.OVER_CAP: TooManyOnOne,
    dots.Fault.OVER_BUDGET: TooManyDots,
    rank.Fault.UNKNOWN_OPTION: NotOnTheBallot,
    rank.Fault.CHOSEN_TWICE: RankedTwice,
    rank.Fault.TOO_MANY: NotOnTheBallot,
}


def choice_of(poll: Poll, said: Mapping[str, str]) -> Choice:
    """What was said of each option, as it is kept. Raises a refusal for a ballot that cannot be taken."""
    known = [str(each["id"]) for each in poll.options]
    if not said.keys() <= set(known):
        raise NotOnTheBallot
    if poll.method == "dots":
        return dots_of(poll, known, said)
    if poll.method == "rank":
        return places_of(poll, known, said)
    return levels_of(poll, said)


def dots_of(poll: Poll, known: list[str], said: Mapping[str, str]) -> Choice:
    """Dots may stay unspent, all of them too: that is a ballot as well."""
    spread = {option: number(dots_on) for option, dots_on in said.items() if dots_on}
    if fault := dots.fault(spread, known, poll.settings["dots"], poll.settings["most"]):
        raise FAULTS[fault]
    return {option: on for option, on in spread.items() if on}


def places_of(poll: Poll, known: list[str], said: Mapping[str, str]) -> Choice:
    """Places that were left out close up: first and third are first and second."""
    chosen = {option: number(place) for option, place in said.items() if place}
    if any(not 1 <= place <= poll.settings["top"] for place in chosen.values()):
        raise NotOnTheBallot
    if len(set(chosen.values())) < len(chosen):
        raise RankedTwice
    best_first = sorted(chosen, key=lambda option: chosen[option])
    if fault := rank.fault(best_first, known):
        raise FAULTS[fault]
    if not best_first:
        raise NothingChosen
    return {option: place for place, option in enumerate(best_first, 1)}


def levels_of(poll: Poll, said: Mapping[str, str]) -> Choice:
    levels: Choice = {option: level for option, level in said.items() if level}
    if not levels:
        raise NothingChosen
    if not set(levels.values()) <= set(LEVELS[poll.method]):
        raise NotOnTheBallot
    return levels


def number(typed: str) -> int:
    if not (typed.isascii() and typed.isdecimal() and len(typed) < 4):
        raise NotOnTheBallot
    return int(typed)


def label_of(poll: Poll, choice: Choice) -> str:
    """The level in words that stay true when nobody remembers the numbers. Only a ballot on one thing has one."""
    if len(poll.options) > 1 or poll.method not in LEVELS:
        return ""
    (level,) = choice.values()
    return level_name(poll.method, str(level))


def level_name(method: str, level: str) -> str:
    if method == "agreement":
        return Level(int(level)).name.lower()
    return f"{level}_of_5" if method == "fist" else level


def needs_reason(poll: Poll, choice: Choice) -> bool:
    """An objection or a block is taken only with its reason."""
    ask = {"consent": consent.needs_reason, "consensus": consensus.needs_reason}.get(poll.method)
    return ask is not None and any(ask(str(level)) for level in choice.values())


Counts = dict[str, dict[str, int]]
"""Hands, for each option and level; a dot vote by hand has the one level "hands"."""

HANDS = "hands"


def hands_of(poll: Poll, counted: Mapping[tuple[str, str], str], people: int) -> tuple[Counts, int]:
    """How many hands for what, and how many people raised them: at least as many as for the option that had most."""
    if poll.method == "rank":
        raise NotByHand
    levels = LEVELS.get(poll.method, (HANDS,))
    counts: Counts = {}
    for (option, level), hands in counted.items():
        if option not in {each["id"] for each in poll.options} or level not in levels:
            raise NotOnTheBallot
        if hands and number(hands):
            counts.setdefault(option, {})[level] = number(hands)
    return counts, max([people, *(sum(each.values()) for each in counts.values())])
