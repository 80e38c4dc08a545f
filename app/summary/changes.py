"""How one edition differs from the one before: found in their trees, so that nothing a reader would see is passed over.

Both are told in the source language. Labels are then the very messages that every other language translates: a change
names them, and is told in words by parts/editions.py."""

from collections import defaultdict
from typing import Any

from app.summary.parts.progress import message
from app.summary.report import Report
from app.summary.tree import Entries, Entry, Facts, Figure, Node, Paragraph, Section
from app.summary.walks import walked

Change = dict[str, Any]
LESSON, IDEA = "lesson-", "contribution-"
LEFT_OUT = "Left out by the organiser"
MOST_LABELS = 12
OWN_WORDS = ("lessons", "introduction")
"""Sections whose changes are told one by one."""


def changes(before: Report, after: Report) -> list[Change]:
    """Nothing, only if every file of the one says what that of the other says."""
    return [*of_profile(before, after), *of_what_is_told(before, after)] or of_data(before, after)


def of_profile(before: Report, after: Report) -> list[Change]:
    profile = after.findings.profile
    return [] if before.findings.profile == profile else [{"what": "profile", "profile": profile}]


def of_data(before: Report, after: Report) -> list[Change]:
    """What stands only in files for those who count: objections to an earlier wording, for one."""
    old, new = (each.findings._replace(edition=None)._asdict() for each in (before, after))
    return [] if is_alike(old, new) else [{"what": "data"}]


def is_alike(old: Any, new: Any) -> bool:
    """In all that both know: what a newer Samskap looks for besides is no change."""
    if isinstance(old, dict) and isinstance(new, dict):
        return all(is_alike(old[name], new[name]) for name in old.keys() & new.keys())
    if isinstance(old, list) and isinstance(new, list):
        return len(old) == len(new) and all(map(is_alike, old, new))
    return bool(old == new)


def of_what_is_told(before: Report, after: Report) -> list[Change]:
    return [
        *of_introduction(before, after),
        *of_lessons(lessons(before), lessons(after)),
        *of_entries(entries(before), entries(after)),
        *of_translations(before, after),
        *of_sections(before, after),
    ]


def of_introduction(before: Report, after: Report) -> list[Change]:
    old, new = (top(each).get("introduction") for each in (before, after))
    if old == new:
        return []
    return [{"what": "introduction", "how": how(old is not None, new is not None)}]


def how(was: bool, now_is: bool) -> str:
    return "changed" if was and now_is else "new" if now_is else "gone"


# --- Lessons


def of_lessons(old: dict[str, Section], new: dict[str, Section]) -> list[Change]:
    told = [lesson("new", new[each]) for each in new if each not in old]
    told += [lesson("gone", old[each]) for each in old if each not in new]
    for each, section in new.items():
        if each in old and (parts := differing(pieces(old[each]), pieces(section))):
            told.append(reworded(section, parts, is_out=LEFT_OUT in pieces(section)))
    if [each for each in old if each in new] != [each for each in new if each in old]:
        told.append({"what": "order"})
    return told


def reworded(section: Section, parts: list[str], is_out: bool) -> Change:
    if LEFT_OUT not in parts:
        return lesson("changed", section) | {"parts": parts}
    return lesson("left_out" if is_out else "back", section)


def lesson(what_happened: str, section: Section) -> Change:
    """By its label alone: its words may have to go one day, and the log stays."""
    return {"what": "lesson", "how": what_happened, "label": section.title.partition(" ")[0]}


def lessons(told: Report) -> dict[str, Section]:
    return {each.anchor: each for each in walked(told.sections) if each.anchor.startswith(LESSON)}


def pieces(section: Section) -> dict[str, list[object]]:
    """What is told of a lesson, by the message that names it: several dissents under one name."""
    found: dict[str, list[object]] = {"Title": [section.title]}
    for each in section.nodes:
        for name, told in piece(each):
            found.setdefault(name, []).append(told)
    words = [each for each in section.nodes if isinstance(each, Paragraph)]
    own = next((each for each in words if each.is_quoted), None)
    against: list[object] = [each for each in words if each is not own]
    return found | ({"Lesson": [own]} if own else {}) | ({"Dissent": against} if against else {})


def piece(node: Node) -> list[tuple[str, object]]:
    match node:
        case Facts(pairs):
            return [(message(label), (label, cells)) for label, cells in pairs]
        case Figure():
            return [("Ballot", node)]
        case _:
            return []


def differing(old: dict[str, list[object]], new: dict[str, list[object]]) -> list[str]:
    return [name for name in {**old, **new} if old.get(name) != new.get(name)]


# --- Entries: contributions, notes, questions


def of_entries(old: dict[str, Entry], new: dict[str, Entry]) -> list[Change]:
    """By their labels alone, the first dozen of them: their words may have to go one day, and the log stays. Of what is
    gone only how many: others have its number now, and to have another is no change."""
    told: defaultdict[tuple[str, str], list[str]] = defaultdict(list)
    for each in (*new, *(gone for gone in old if gone not in new)):
        if said(old.get(each)) != said(new.get(each)):
            told[kind(each), how(each in old, each in new)].append((new.get(each) or old[each]).label)
    return [
        {"what": what, "how": changed, "n": len(labels), "labels": labels[:MOST_LABELS] if changed != "gone" else []}
        for (what, changed), labels in sorted(told.items())
    ]


def said(entry: Entry | None) -> tuple[str, list[str]] | None:
    return (entry.words, entry.remarks) if entry else None


def kind(anchor: str) -> str:
    return "contributions" if anchor.startswith(IDEA) else "entries"


def entries(told: Report) -> dict[str, Entry]:
    some = (node for each in walked(told.sections) for node in each.nodes if isinstance(node, Entries))
    return {entry.anchor: entry for node in some for entry in node.entries}


# --- Translations, which a tree in the source language does not show


def of_translations(before: Report, after: Report) -> list[Change]:
    old, new = translations(before), translations(after)
    return [
        {"what": "translation", "label": label, "language": language, "how": how(each in old, each in new)}
        for each in sorted({*old, *new})
        if old.get(each) != new.get(each)
        for label, language in [each]
    ]


def translations(told: Report) -> dict[tuple[str, str], Any]:
    """By the label of the lesson, "" for the introduction, and the language."""
    found = told.findings
    some = [(each["label"], each.get("translations", {})) for each in found.lessons]
    some += [("", found.introduction["translations"])] if found.introduction else []
    return {(label, language): words for label, known in some for language, words in known.items()}


# --- All the rest


def of_sections(before: Report, after: Report) -> list[Change]:
    """What follows from other changes, and whatever nobody thought of: the section is named."""
    old, new = top(before), top(after)
    names = [name for name in {**old, **new} if name not in OWN_WORDS]
    differ = [name for name in names if bare(old.get(name)) != bare(new.get(name))]
    titles = [str((new.get(name) or old[name]).title) for name in differ]
    return [{"what": "sections", "titles": titles}] if titles else []


def top(told: Report) -> dict[str, Section]:
    return {each.anchor: each for each in told.sections}


def bare(section: Section | None) -> object:
    """Without the entries that are counted."""
    if section is None:
        return None
    nodes = [each for each in section.nodes if not isinstance(each, Entries)]
    return section.title, nodes, [bare(each) for each in section.sections]
