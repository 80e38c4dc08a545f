"""The page of invitations, and each thing of it that is sent or taken along."""

from datetime import timedelta
from types import SimpleNamespace
from typing import Any, NamedTuple
from urllib.parse import quote
from uuid import UUID
from zoneinfo import ZoneInfo, available_timezones

from sqlalchemy import Connection

from app.calendar import Entry
from app.clock import now
from app.domain import post_errors, rules
from app.domain.errors import NotFound, Refusal
from app.domain.passes import Locksmith
from app.domain.postings import postings
from app.i18n import reading, translated
from app.live.beside_tower import at_tower, door, page
from app.live.fragments.labs import wall_of
from app.live.fragments.people import Named
from app.live.pages import Visit
from app.venue.invitation import Text, entry, to_moderator, to_participants
from app.venue.occasion import Desk, Occasion, occasion, when

ANSWERED_BY = timedelta(minutes=5)
"""A letter of which nothing was heard for so long was under way when its server stopped."""


class Ready(NamedTuple):
    """A letter ready to be sent, with what comes with it."""

    text: Text
    calendar: Entry | None


# --- Invitations


def read_invitations(read: Connection, visit: Visit, locksmith: Locksmith, asked: str, has_post: bool) -> str:
    """`asked`: the language of the texts; none, or one that the lab has not: its own."""
    at_tower(read, visit, read_invitations)
    told = occasion(read, visit.key.lab_id)
    language = tongue(told, asked)
    letters = postings(read, visit.key.lab_id)
    with reading(language):
        participants = as_text(to_participants(told, door(visit, told)))
        moderators = [moderator(told, each, visit, locksmith, letters) for each in told.desks]
    with reading(visit.language, wall_of(read, visit.key.lab_id)):
        return page(
            "invitations",
            visit,
            told,
            when=when(told),
            starts=wall_clock(told),
            zones=sorted(available_timezones()),
            language_of_texts=language,
            participants=participants,
            moderators=[named(each) for each in moderators],
            join_address=door(visit, told),
            has_post=has_post,
            is_under_way=any(each.letters[:1] and each.letters[0].state == "under_way" for each in moderators),
        )


def moderator(told: Occasion, desk: Desk, visit: Visit, locksmith: Locksmith, letters: list[Any]) -> SimpleNamespace:
    link = personal_link(told, desk, visit, locksmith)
    return SimpleNamespace(
        id=desk.id,
        group=desk.group,
        desk=desk,
        link=link,
        text=as_text(to_moderator(told, desk, link, door(visit, told))),
        letters=[letter(each) for each in letters if each.person_id == desk.id],
    )


def named(one: SimpleNamespace) -> SimpleNamespace:
    """As the organiser's page calls them, in the organiser's language; so are troubles."""
    desk: Desk = one.desk
    one.name = Named.called(rules.MODERATOR, desk.name, desk.namesake, desk.number)
    for each in one.letters:
        each.trouble = in_words(each.trouble) if each.trouble else None
    return one


def letter(each: Any) -> SimpleNamespace:
    is_late = each.written_at + ANSWERED_BY < now()
    state = "sent" if each.sent_at else "kept_back" if each.trouble else "unknown" if is_late else "under_way"
    at = each.sent_at or each.written_at
    return SimpleNamespace(address=each.address, state=state, at=at, trouble=each.trouble)


def in_words(trouble: str) -> SimpleNamespace:
    kind: type[Refusal] = getattr(post_errors, trouble, post_errors.Undelivered)
    return SimpleNamespace(sentence=translated(kind.sentence), cure=translated(kind.cure))


def as_text(text: Text) -> SimpleNamespace:
    mailto = f"mailto:?subject={quote(text.subject)}&body={quote(text.body.replace(chr(10), chr(13) + chr(10)))}"
    return SimpleNamespace(subject=text.subject, body=text.body, mailto=mailto)


def wall_clock(told: Occasion) -> str:
    lab = told.lab
    return lab.starts_at.astimezone(ZoneInfo(lab.time_zone)).strftime("%Y-%m-%dT%H:%M") if lab.starts_at else ""


# --- What is sent or taken along


def letter_to(read: Connection, visit: Visit, locksmith: Locksmith, person: int, language: str) -> Ready:
    """To a moderator, with the calendar entry once it is known when the lab starts. Raises NotFound."""
    told = occasion(read, visit.key.lab_id)
    desk = desk_of(told, person)
    with reading(tongue(told, language)):
        text = to_moderator(told, desk, personal_link(told, desk, visit, locksmith), door(visit, told))
        return Ready(text, calendar_of(told, visit, locksmith, desk) if told.lab.starts_at else None)


def read_calendar(read: Connection, visit: Visit, locksmith: Locksmith, person: int | None, language: str) -> Entry:
    """Raises NotFound while it is not known when the lab starts."""
    at_tower(read, visit, read_invitations)
    told = occasion(read, visit.key.lab_id)
    if told.lab.starts_at is None:
        raise NotFound
    with reading(tongue(told, language)):
        return calendar_of(told, visit, locksmith, desk_of(told, person) if person else None)


def calendar_of(told: Occasion, visit: Visit, locksmith: Locksmith, desk: Desk | None) -> Entry:
    """The same entry whenever it is sent again: its name follows from the server's secret."""
    whose = f"desk {desk.id}" if desk else "everybody"
    uid = UUID(hex=locksmith.hash(f"calendar {told.lab.id} {whose}")[:32], version=4)
    return entry(told, str(uid), door(visit, told), desk)


def read_address(read: Connection, visit: Visit, locksmith: Locksmith, place: str, number: int | None) -> str:
    """Of a door, for its QR code: "join", "stage", the table of a group, the desk of a moderator. Raises NotFound."""
    at_tower(read, visit, read_invitations)
    told = occasion(read, visit.key.lab_id)
    if place == "desk" and number is not None:
        return personal_link(told, desk_of(told, number), visit, locksmith)
    if place == "group" and number in told.groups:
        return f"{door(visit, told)}/{number}"
    if place == "stage" and number is None:
        return f"{visit.server}/enter#{locksmith.link(told.lab.code, 'stage')}"
    if place == "join" and number is None:
        return door(visit, told)
    raise NotFound


def personal_link(told: Occasion, desk: Desk, visit: Visit, locksmith: Locksmith) -> str:
    code = told.lab.code
    token = locksmith.link_to_share(code, desk.key) if desk.key else locksmith.link(code, f"desk-{desk.group}")
    return f"{visit.server}/enter#{token}"


def desk_of(told: Occasion, person: int) -> Desk:
    found = next((each for each in told.desks if each.id == person), None)
    if found is None:
        raise NotFound
    return found


def tongue(told: Occasion, asked: str) -> str:
    return asked if asked in told.languages else told.languages[0]
