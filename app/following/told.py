"""What everybody may read of what is done: only of lessons that a published summary tells, and in its words.

How far each has come is told as it is today: this page is why it is there."""

from typing import Any

from sqlalchemy import Connection

from app.following.deeds import Deed, deeds, without_names
from app.summary.editions import Published, thawed
from app.summary.profiles import CHATHAM


def told_deeds(read: Connection, edition: Published) -> list[Deed]:
    found = thawed(read, edition.lab_id, edition.number)
    told = {each["id"]: each for each in found.lessons if not each.get("is_left_out")}
    now = without_names(deeds(read, edition.lab_id), found.lab["anonymity"])
    shown = [as_told(each, told[each.id]) for each in now if each.id in told]
    return [unnamed(each) for each in shown] if edition.profile == CHATHAM else shown


def as_told(deed: Deed, lesson: dict[str, Any]) -> Deed:
    return deed._replace(**{name: lesson[name] for name in ("label", "title", "text")})


def unnamed(deed: Deed) -> Deed:
    """Chatham House: nobody answers for anything by name, nor in words of their own."""
    return deed._replace(owner="", reports=[each._replace(words="") for each in deed.reports])
