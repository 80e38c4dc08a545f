"""Pages on what becomes of lessons: the organiser's, each owner's, and those of all actions."""

from typing import Any

from markupsafe import Markup
from sqlalchemy import Connection

from app.calendar import calendar
from app.domain.errors import NotYetClosed, NotYours
from app.domain.passes import Locksmith
from app.domain.work import Key, admitted
from app.following import letters
from app.following.dates import entries
from app.following.deeds import Deed, deeds, lab_of, without_names
from app.following.told import told_deeds
from app.i18n import reading, said
from app.jinja import templates
from app.summary.editing import lessons_left_out
from app.summary.editions import Published


def owner_token(locksmith: Locksmith, lab_id: int, key: str) -> str:
    """Of the link that this form makes. The server can show it again from its secret; the database cannot."""
    return locksmith.link(f"lab {lab_id}", f"owner {key}")


def read_follow_up(read: Connection, key: Key, server: str, language: str, locksmith: Locksmith) -> str:
    """The organiser's: every lesson with its owner's link, and a text to send it with."""
    admitted(read, key, read_follow_up)
    lab, found = lab_of(read, key.lab_id), deeds(read, key.lab_id)
    with reading(language):
        texts = {each.id: invited(lab, each, server, locksmith) for each in found if each.link}
        return drawn("plain/follow_up.html", lab, deeds=found, texts=texts)


def invited(lab: Any, each: Deed, server: str, locksmith: Locksmith) -> tuple[str, letters.Text]:
    """The owner's address, and the letter it may come in: in the language of the lesson, if that is known."""
    address = f"{server}/enter#{owner_token(locksmith, lab.id, each.link.key)}"
    return address, letters.invitation(lab, each, address)


def read_deed(read: Connection, key: Key, number: int | None, language: str, has_post: bool) -> str:
    """The owner's: what they took on, what was said of it, and where they say more."""
    lab, own = lab_of(read, key.lab_id), own_deed(read, key, number)
    with reading(language):
        facts = {"until": letters.kept_until(lab), "schedule": letters.schedule(), "has_post": has_post}
        return drawn("plain/deed.html", lab, it=own, base=f"/labs/{lab.id}/owner-{own.link.number}", **facts)


def own_deed(read: Connection, key: Key, number: int | None) -> Deed:
    """Raises NotAdmitted, NotYours."""
    actor = admitted(read, key, read_deed)
    known = (each for each in deeds(read, key.lab_id) if each.link and each.link.pass_id == actor.pass_id)
    own = next(known, None)
    if own is None or number not in (None, own.link.number):
        raise NotYours
    return own


def own_calendar(read: Connection, key: Key, number: int | None, server: str, language: str) -> bytes:
    own = own_deed(read, key, number)
    return in_calendar(lab_of(read, key.lab_id), [own], f"{server}/labs/{key.lab_id}/actions", language)


def actions(read: Connection, lab_id: int, language: str) -> str:
    """For everyone of the lab: who does what by when, and how far it has come."""
    lab, found = ended_deeds(read, lab_id)
    base = f"/labs/{lab_id}"
    with reading(language):
        return drawn("plain/actions.html", lab, deeds=found, base=base, summary=f"{base}/summary", is_open=False)


def open_actions(read: Connection, edition: Published, language: str) -> str:
    """For everybody, of the lessons that a published summary tells."""
    lab, found = lab_of(read, edition.lab_id), told_deeds(read, edition)
    base = f"/s/{edition.code}"
    with reading(language):
        return drawn("plain/actions.html", lab, deeds=found, base=base, summary=base, is_open=True)


def actions_calendar(read: Connection, lab_id: int, id: str | None, server: str, language: str) -> bytes:
    """Of all, or of the one lesson of that id."""
    lab, found = ended_deeds(read, lab_id)
    return in_calendar(lab, chosen(found, id), f"{server}/labs/{lab_id}/actions", language)


def open_calendar(read: Connection, edition: Published, id: str | None, server: str, language: str) -> bytes:
    lab, found = lab_of(read, edition.lab_id), told_deeds(read, edition)
    return in_calendar(lab, chosen(found, id), f"{server}/s/{edition.code}/actions", language)


def ended_deeds(read: Connection, lab_id: int) -> tuple[Any, list[Deed]]:
    """Without those whose lessons the organiser left out. Raises NotYetClosed."""
    lab = lab_of(read, lab_id)
    if lab.closed_at is None:
        raise NotYetClosed
    gone = lessons_left_out(read, lab_id)
    return lab, [each for each in without_names(deeds(read, lab_id), lab.anonymity) if each.id not in gone]


def chosen(found: list[Deed], id: str | None) -> list[Deed]:
    return [each for each in found if id in (None, each.id)]


def in_calendar(lab: Any, found: list[Deed], page: str, language: str) -> bytes:
    with reading(language):
        return calendar(*entries(found, said(lab.title), page))


def drawn(template: str, lab: Any, **facts: Any) -> Markup:
    return Markup(templates.get_template(template).render(lab=lab, **facts))  # noqa: S704 our own template, escaped there
