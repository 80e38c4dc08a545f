"""What a draft still lacks, in sentences, each with the place where to mend it. A pure function of the document."""

from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from pydantic import ValidationError

from app.domain.drafts.document import NAME, Document, Path, path_of, plan_of, told
from app.domain.errors import N_
from app.domain.plans.complaints import complaint
from app.domain.plans.schema import Plan

ASKS = {"silent_writing", "pairs", "fours", "round_robin"}
"""Kinds of stages in which people answer a question."""
SMALLEST = 4


class Missing(NamedTuple):
    """`sentence` is marked for translation, `facts` fill it. `path`: its field. `must`: before it is told no lab can be
    opened; the rest is good to know before people come. `what`: something's title, in the lab's languages."""

    sentence: str
    path: Path
    facts: Mapping[str, object] = {}
    must: bool = False
    what: Mapping[str, str] | None = None
    cure: str = ""


def readiness(document: Document) -> list[Missing]:
    """What must be told first comes first, each in the order of the page."""
    found = [*needed(document), *unfit(document), *moderators(document), *time(document), *agenda(document)]
    found += [*questions(document), *people(document), *links(document), *languages(document)]
    once = {(each.path, each.sentence): each for each in found}
    return sorted(once.values(), key=lambda each: not each.must)


def is_ready(document: Document) -> bool:
    return not any(each.must for each in readiness(document))


def needed(document: Document) -> Iterator[Missing]:
    language = str(document.get("language", ""))
    if not told(document.get("title", {})):
        yield Missing(N_("The lab has no title."), ("title", language), must=True)
    if not told(document.get("question", {})):
        yield Missing(N_("The lab has no question."), ("question", language), must=True)
    if not document.get("groups"):
        yield Missing(N_("It is not told how many groups there are."), ("groups",), must=True)
    if not document.get("agenda"):
        yield Missing(N_("The agenda is empty."), ("agenda",), must=True)
    for n, item in enumerate(document.get("agenda", []), 1):
        if not told(item.get("title", {})):
            path = ("agenda", item[NAME], "title", language)
            yield Missing(N_("Item %(number)s of the agenda has no title."), path, {"number": n}, must=True)
    for n, prompt in enumerate(document.get("prompts", []), 1):
        if not told(prompt.get("question", {})):
            path = ("prompts", prompt[NAME], "question", language)
            yield Missing(N_("Question %(number)s for the groups has no words."), path, {"number": n}, must=True)
    for n, speaker in enumerate(document.get("speakers", []), 1):
        if told(speaker) and not speaker.get("name"):
            yield Missing(
                N_("Speaker %(number)s has no name."), ("speakers", speaker[NAME], "name"), {"number": n}, must=True
            )


def unfit(document: Document) -> Iterator[Missing]:
    """What a plan would refuse, said by the same complaints."""
    above = [each.path for each in needed(document)]
    try:
        plan_of(document)
    except ValidationError as error:
        for each in error.errors(include_url=False):
            path = path_of(document, each["loc"])
            if any(said[: len(path)] == path for said in above):
                continue  # in words of this page rather than of a plan's file
            told_wrong = complaint(dict(each), {}, Plan)
            facts = {**told_wrong.facts, "input": each["input"] if isinstance(each["input"], str) else ""}
            yield Missing(told_wrong.what, path, facts, must=True, cure=told_wrong.cure)


def moderators(document: Document) -> Iterator[Missing]:
    for number, place in enumerate(document.get("moderators", [])[: document.get("groups") or 0], 1):
        if not place.get("name"):
            path = ("moderators", place[NAME], "name")
            yield Missing(N_("No moderator for group %(number)s."), path, {"number": number})


def time(document: Document) -> Iterator[Missing]:
    if not document.get("starts"):
        yield Missing(N_("Day and hour are not told."), ("starts",))
    if not document.get("time_zone"):
        yield Missing(N_("The time zone is not told."), ("time_zone",))
    if not told(document.get("place", {})):
        yield Missing(N_("The place is not told."), ("place", str(document.get("language", ""))))


def agenda(document: Document) -> Iterator[Missing]:
    items = document.get("agenda", [])
    for item in items:
        yield from minutes_of(item)
    if items and not any(item.get("stages") for item in items):
        yield Missing(N_("No item of the agenda has stages, so groups have nothing to do."), ("agenda",))
    if items and not any(item.get("kind") in ("harvest", "plenary") for item in items):
        yield Missing(N_("There is no harvest and no plenary in which groups tell what they found."), ("agenda",))


def minutes_of(item: dict[str, Any]) -> Iterator[Missing]:
    path, title = ("agenda", item[NAME], "minutes"), item.get("title") or {}
    stages = item.get("stages", [])
    given, taken = item.get("minutes"), sum(each.get("minutes") or 0 for each in stages)
    if not given:
        yield Missing(N_("“%(what)s” has no minutes."), path, what=title)
    elif stages and all(each.get("minutes") for each in stages) and taken != given:
        facts = {"given": given, "taken": taken}
        yield Missing(
            N_("“%(what)s” is given %(given)s min, and its stages need %(taken)s min."), path, facts, what=title
        )
    for n, stage in enumerate(stages, 1):
        if not stage.get("minutes") and stage.get("kind") != "break":
            where = ("agenda", item[NAME], "stages", stage[NAME], "minutes")
            yield Missing(N_("Stage %(number)s of “%(what)s” has no minutes."), where, {"number": n}, what=title)


def questions(document: Document) -> Iterator[Missing]:
    """A stage in which people write, with no question before it to answer."""
    for item in document.get("agenda", []):
        is_asked = False
        for n, stage in enumerate(item.get("stages", []), 1):
            is_asked = is_asked or bool(stage.get("prompt"))
            if stage.get("kind") in ASKS and not is_asked:
                where = ("agenda", item[NAME], "stages", stage[NAME], "prompt")
                sentence = N_("In stage %(number)s of “%(what)s” people write, and no question is put to them.")
                yield Missing(sentence, where, {"number": n}, what=item.get("title") or {})
                break


def people(document: Document) -> Iterator[Missing]:
    for speaker in document.get("speakers", []):
        if speaker.get("name") and not told(speaker.get("takeaway", {})):
            path = ("speakers", speaker[NAME], "takeaway", str(document.get("language", "")))
            yield Missing(N_("%(name)s has no line to be remembered by."), path, {"name": speaker["name"]})
    groups, capacity = document.get("groups") or 0, document.get("capacity") or 500
    if groups and capacity < groups * SMALLEST:
        facts = {"capacity": capacity, "groups": groups}
        yield Missing(N_("%(capacity)s people in %(groups)s groups are fewer than four in each."), ("capacity",), facts)


def links(document: Document) -> Iterator[Missing]:
    for link in document.get("links", []):
        if told(link) and not link.get("url"):
            path = ("links", link[NAME], "url")
            yield Missing(
                N_("The link “%(what)s” is announced without an address."), path, what=link.get("title") or {}
            )


def languages(document: Document) -> Iterator[Missing]:
    """What is told in one language of the lab and not in another: one sentence for each language, to the first gap."""
    for language in document.get("languages", []):
        gaps = list(untold(document, (), language, set(document.get("languages", []))))
        if gaps:
            facts = {"language": language, "number": len(gaps)}
            yield Missing(N_("Some texts are not told in %(language)s yet: %(number)s."), gaps[0], facts)


def untold(part: Any, path: Path, language: str, spoken: set[str]) -> Iterator[Path]:
    if isinstance(part, dict):
        inner = {name: value for name, value in part.items() if name != NAME}
        if inner and all(isinstance(value, str) for value in inner.values()) and set(inner) <= spoken:
            if any(inner.values()) and not inner.get(language):
                yield (*path, language)
            return
        for name, value in inner.items():
            yield from untold(value, (*path, name), language, spoken)
    elif isinstance(part, list):
        for each in part:
            if isinstance(each, dict):
                yield from untold(each, (*path, each[NAME]), language, spoken)
