"""What a vote came to, as plain data that is kept with it. Nothing is averaged, nobody is in it."""

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any

from app.domain.choices import HANDS, LEVELS, needs_reason
from app.methods import agreement, dots
from app.methods.ballots import consensus, consent, fist, rank, sides
from app.methods.consensus import Votes, finding
from app.models import Ballot, HandCount, Poll

AGREED = {"strong_agreement", "agreement_with_reservations", "passed", "agreed", "agreed_with_reservations"}
NOT_AGREED = {"blocked", "divided", "objected", "not_passed", "disagreed"}
"""The outcomes that settle a lesson. All others leave it open: too few voted, or there is more to talk about."""

Result = dict[str, Any]


def result_of(
    poll: Poll, ballots: Sequence[Ballot], hands: Sequence[HandCount], seated: int, numbers: Mapping[int, int]
) -> Result:
    """`entitled`: who sits there, and whoever voted on paper for want of a phone; never fewer than have voted.

    `numbers`: those of the groups by their ids, when groups are to be compared; what single groups voted is not kept,
    only in words where a statement holds."""
    on_paper = sum(each.paper is not None for each in ballots)
    by_hand = sum(each.people for each in hands)
    cast = len(ballots) + by_hand
    result: Result = {
        "cast": cast,
        "entitled": max(seated + on_paper, cast),
        "on_paper": on_paper,
        "by_hand": by_hand,
        "late": sum(each.is_late for each in ballots) + sum(each.people for each in hands if each.is_late),
        "corrections": sum(each.corrections for each in ballots) + sum(each.corrections for each in hands),
        "outcome": "",
    }
    if poll.method == "dots":
        return result | {"options": dotted(poll, ballots, hands)}
    if poll.method == "rank":
        return result | {"options": ranked(poll, ballots)}
    result["options"] = [levelled(poll, option, ballots, hands) for option in poll.options]
    if numbers:
        for option in result["options"]:
            option["common"] = compared(option["id"], ballots, hands, numbers)
    if len(poll.options) == 1 and poll.about == "lesson":
        counts = result["options"][0]["counts"]
        met = sum(bool(each.answer) and needs_reason(poll, each.choice) for each in ballots)
        return result | OUTCOMES[poll.method](poll, counts, result["entitled"], met)
    return result


def dotted(poll: Poll, ballots: Sequence[Ballot], hands: Sequence[HandCount]) -> list[Result]:
    raised: Counter[str] = Counter()
    for each in hands:
        raised.update({option: levels.get(HANDS, 0) for option, levels in each.counts.items()})
    known = by_id(poll)
    counted = dots.tally(
        list(known), [each.choice for each in ballots], dots.Hands(sum(each.people for each in hands), raised)
    )
    return [
        known[each.option]
        | {"dots": each.dots, "voters": each.voters, "rank": each.rank, "is_tied": each.is_tied}
        | {"by_hand": raised[each.option]}
        for each in counted.standings
    ]


def ranked(poll: Poll, ballots: Sequence[Ballot]) -> list[Result]:
    known = by_id(poll)
    best_first = [sorted(each.choice, key=lambda one: each.choice[one]) for each in ballots]
    counted = rank.tally(list(known), best_first, poll.settings.get("points", rank.PLACES))
    return [
        known[each.option]
        | {"points": each.points, "voters": each.voters, "firsts": each.firsts}
        | {"rank": each.rank, "is_tied": each.is_tied}
        for each in counted.standings
    ]


def levelled(poll: Poll, option: Result, ballots: Sequence[Ballot], hands: Sequence[HandCount]) -> Result:
    """How many said what of one option, levels that nobody chose too."""
    said = Counter(str(each.choice[option["id"]]) for each in ballots if option["id"] in each.choice)
    for each in hands:
        said.update(each.counts.get(option["id"], {}))
    return option | {"counts": {level: said[level] for level in LEVELS[poll.method]}}


def compared(option: str, ballots: Sequence[Ballot], hands: Sequence[HandCount], numbers: Mapping[int, int]) -> Result:
    """In which groups a lesson holds, and which it splits."""
    said = {group: Counter(dict.fromkeys(sides.Choice, 0)) for group in numbers}
    for ballot in ballots:
        if option in ballot.choice:
            said[ballot.group_id][sides.Choice(ballot.choice[option])] += 1
    for count in hands:
        said[count.group_id].update({sides.Choice(side): n for side, n in count.counts.get(option, {}).items()})
    found = finding({str(numbers[group]): Votes(*(n[side] for side in sides.Choice)) for group, n in said.items()})
    return {
        "verdict": str(found.verdict),
        "holds": [int(group) for group in found.holds],
        "judged": [int(group) for group in found.judged],
        "splits": [int(group) for group in found.splits or ()],
    }


def by_id(poll: Poll) -> dict[str, Result]:
    return {each["id"]: dict(each) for each in poll.options}


def spelled_out(counts: dict[str, int]) -> list[str]:
    return [level for level, n in counts.items() for _ in range(n)]


def of_agreement(poll: Poll, counts: dict[str, int], entitled: int, met: int) -> Result:
    blocks = bool(poll.settings.get("veto_blocks"))
    found = agreement.of_counts(list(counts.values()), entitled, veto_blocks=blocks)
    return {
        "outcome": str(found.label),
        "voiced": found.voiced,
        "support": found.support,
        "has_veto": found.has_veto,
    }


def of_consent(poll: Poll, counts: dict[str, int], entitled: int, met: int) -> Result:
    found = consent.tally(spelled_out(counts), met)
    return {"outcome": str(found.outcome), "objections": found.objections, "open_objections": found.open_objections}


def of_consensus(poll: Poll, counts: dict[str, int], entitled: int, met: int) -> Result:
    return {"outcome": str(consensus.tally(spelled_out(counts)).outcome)}


def of_fist(poll: Poll, counts: dict[str, int], entitled: int, met: int) -> Result:
    enough = poll.settings.get("passes_at", fist.ENOUGH)
    found = fist.tally([int(level) for level in spelled_out(counts)], enough)
    return {"outcome": str(found.outcome), "below": found.below, "passes_at": enough}


def of_sides(poll: Poll, counts: dict[str, int], entitled: int, met: int) -> Result:
    return {"outcome": str(sides.tally(spelled_out(counts)).outcome)}


OUTCOMES = {
    "agreement": of_agreement,
    "consent": of_consent,
    "consensus": of_consensus,
    "fist": of_fist,
    "pass": of_sides,
}


def verdict_of(result: Result) -> str:
    """What a ballot makes of its lesson."""
    if result["outcome"] in AGREED:
        return "agreed"
    return "not_agreed" if result["outcome"] in NOT_AGREED else "open"
