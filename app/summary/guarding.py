"""Small numbers, taken out of what was found before anything is told of it: so no table, drawing or file can hold them.

A number is told when it rests on enough people: a vote on so many ballots, a group's figures on so many people in it. A
group too small hides another with it, in whatever tells of it, because the totals of the lab are told."""

from collections import Counter
from collections.abc import Collection
from typing import Any

from app.methods.suppression import hidden
from app.summary.findings import Findings

Row = dict[str, Any]
HOW = ("on_paper", "by_hand", "late", "corrections")
OF_VOTE = ("cast", "entitled", "voiced", "support", "below", "objections", "open_objections")
OF_OPTION = ("dots", "points", "voters", "firsts", "by_hand", "rank", "is_tied")


def guarded(found: Findings, least: int) -> Findings:
    seated = hidden([each["seated"] for each in found.groups], least)
    small = {found.groups[n]["number"] for n in seated.cells if found.groups[n]["seated"]}
    return without_small_votes(found, least, small, is_small_lab=seated.total)._replace(
        groups=[group(each, n in seated.cells) for n, each in enumerate(found.groups)],
        contributions=[each | {"supports": None} if each["group"] in small else each for each in found.contributions],
        questions=[each | {"votes": few(each["votes"], least)} for each in found.questions],
        posters=[each | {"dots": few(each["dots"], least)} for each in found.posters],
        numbers=found.numbers | totals(found, seated.total, least),
    )


def without_small_votes(
    found: Findings, least: int, small: Collection[int] = (), *, is_small_lab: bool = False
) -> Findings:
    """No counts of a vote in which fewer than `least` took part, or in one of these groups."""
    votes = [vote(each, small, least, is_small_lab) for each in found.votes]
    lessons = [lesson(each, votes, small, least) for each in found.lessons]
    return found._replace(votes=votes, lessons=lessons, least=least)


def group(each: Row, is_small: bool) -> Row:
    """How many contributed is told of all groups together: of a group, they or those who did not are a few."""
    return each | {"contributed": None} | ({"seated": None} if is_small else {})


def totals(found: Findings, is_small_lab: bool, least: int) -> dict[str, int | None]:
    if is_small_lab:
        return {"participants": None, "contributed": None}
    return {} if tells_of_many(found, least) else {"contributed": None}


def tells_of_many(found: Findings, least: int) -> bool:
    """Whether the number of those who contributed rests on many, those who did not are none or many, and nobody works
    out from it how many did in any group: everybody can read how many contributions each gave."""
    wrote, seated = found.numbers["contributed"] or 0, found.numbers["participants"] or 0
    given = Counter(each["group"] for each in found.contributions if not each["on_paper"])
    beyond_one = [min(given[each["number"]], each["seated"]) - 1 for each in found.groups if given[each["number"]]]
    more = wrote - len(beyond_one)  # than one in each group that gave any
    less = sum(beyond_one) - more  # than one for each contribution
    is_open = all(min(most, more) > max(0, most - less) for most in beyond_one if most)
    return is_open and None not in (few(wrote, least), few(seated - wrote, least))


# --- Votes


def vote(each: Row, small: Collection[int], least: int, is_small_lab: bool) -> Row:
    result, by_group = each["result"], each["by_group"]
    is_few = each["group"] in small or result["cast"] < least or (each["group"] is None and is_small_lab)
    told = result | {name: few(result[name], least) for name in HOW}
    told["options"] = [common(one, by_group, small, least) for one in result["options"]]
    if told["on_paper"] is None:  # who voted on paper adds to those who were seated, and those are told
        told["entitled"] = max(result["entitled"] - result["on_paper"], result["cast"])
    if None in (told["by_hand"], few(result["cast"] - result["by_hand"], least)):
        told |= without_hands(told)
    if is_few:
        told |= {name: None for name in (*OF_VOTE, *HOW) if name in result}
        told["options"] = [without_numbers(one) for one in told["options"]]
    return each | {"result": told, "by_group": {}}


def without_hands(told: Row) -> Row:
    """Neither what a few showed by hand, nor what a few on their phones did: the one is all less the other."""
    options = [one | {"by_hand": None} if "by_hand" in one else one for one in told["options"]]
    return {"by_hand": None, "options": options}


def few(n: int, least: int) -> int | None:
    return None if 0 < n < least else n


def without_numbers(one: Row) -> Row:
    told = one | {name: None for name in OF_OPTION if name in one}
    return told | ({"counts": dict.fromkeys(one["counts"])} if "counts" in one else {})


def common(one: Row, by_group: dict[int, int], small: Collection[int], least: int) -> Row:
    """Where a lesson holds, told of groups only in which enough people voted."""
    if not one.get("common"):
        return one
    known = {number for number, cast in by_group.items() if cast >= least and number not in small}
    was = one["common"]
    judged = [each for each in was["judged"] if each in known]
    holds = [each for each in was["holds"] if each in known]
    splits = was["splits"] if set(was["splits"]) <= known else []
    verdict = across(len(judged), len(holds), bool(splits))
    return one | {"common": {"verdict": verdict, "judged": judged, "holds": holds, "splits": splits}}


def across(judged: int, holds: int, is_split: bool) -> str:
    """The same in words as methods/consensus.py finds, of those that are left."""
    if judged < 2:
        return "too_few"
    if holds == judged:
        return "common_ground"
    if holds == 1 and judged > 2:
        return "one_group"
    return "split" if is_split else "partly"


# --- Lessons


def lesson(each: Row, votes: list[Row], small: Collection[int], least: int) -> Row:
    answers = each["sign_off"]
    ballot = next((one for one in votes if each["ballot"] and one["id"] == each["ballot"]["id"]), None)
    is_small = each["group"] in small
    if is_small or answers["approved"] + answers["objected"] < least:
        answers = answers | dict.fromkeys(("approved", "objected"))
    if is_small or answers["of_an_earlier_wording"] < least:
        answers = answers | dict.fromkeys(("of_an_earlier_wording", "objected_before"))
    return each | {"sign_off": answers, "ballot": ballot, "offers": few(each["offers"], least) or 0}
