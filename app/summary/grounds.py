"""What lessons rest on, and what their groups said of them when asked."""

from typing import Any


def cases(agenda: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Agenda items as lessons cite them."""
    return [{"id": each["id"], "label": f"A{each['position']}"} for each in agenda]


Sources = dict[tuple[str, str], dict[str, Any]]


def merged(rows: list[dict[str, Any]], found: Sources) -> Sources:
    """What rests on a theme that was put together with another rests on that."""
    into = {("theme", each["id"]): ("theme", each["merged_into"]) for each in rows}
    return {old: found[new] for old, new in into.items() if new in found}


def trace(lessons: list[dict[str, Any]], evidence: list[dict[str, Any]], sources: Sources) -> None:
    """Each lesson with the labels of what it rests on, and how many of its sources have been taken back."""
    for each in lessons:
        mine = [rest for rest in evidence if rest["lesson_id"] == each["id"]]
        cited = [(rest["kind"], rest["source_id"]) for rest in mine]
        found = [(kind, sources[kind, id]) for kind, id in cited if (kind, id) in sources]
        each["evidence"] = [{"kind": kind, "id": source["id"], "label": source["label"]} for kind, source in found]
        each["broken"] = len(mine) - len(found)


def complete(lessons: list[dict[str, Any]], answers: list[dict[str, Any]], offered: list[str]) -> None:
    """Each lesson with what its group said of it when asked “is this what we said?”, and the date it is due."""
    for each in lessons:
        mine = [one for one in answers if one["lesson_id"] == each["id"] and one["edition"] == each["edition"]]
        before = [one for one in answers if one["lesson_id"] == each["id"] and one["edition"] != each["edition"]]
        objections = [one for one in mine if not one["approves"]]
        standing = [one for one in before if not one["approves"]]  # nobody has taken these back
        each["sign_off"] = {
            "is_asked": each.pop("sign_off_at") is not None,
            "approved": len(mine) - len(objections),
            "objected": len(objections),
            "objections": [one["words"] for one in objections if one["may_quote"]],
            "of_an_earlier_wording": len(before),
            "objected_before": len(standing),
            "objections_before": [one["words"] for one in standing if one["may_quote"]],
        }
        each["offers"] = offered.count(each["id"])
        each["due"] = each["due"].isoformat() if each["due"] else None
        each["groups"] = [each["group"]]
