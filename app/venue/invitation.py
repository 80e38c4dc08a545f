"""Invitations as ready text: to paste into any letter, or to be sent as one."""

from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from typing import Any, NamedTuple
from urllib.parse import urlsplit

from app.calendar import Entry
from app.i18n import reader_language, said, translated_number
from app.i18n import translated as _
from app.jinja import minutes
from app.venue.occasion import Desk, Occasion, hour_of, when

EPOCH = datetime(2020, 1, 1, tzinfo=UTC)
"""The edition of a calendar entry counts seconds from here: whatever changes it, the later one is the greater."""
AN_HOUR = 60


class Text(NamedTuple):
    subject: str
    body: str


def to_participants(told: Occasion, join: str) -> Text:
    """For whoever may come. `join`: the address that opens the lab's door."""
    parts = [
        [_("You are invited to take part in “{title}”.").format(title=said(told.lab.title))],
        [said(told.lab.question)],
        time_and_place(told),
        [how_to_join(told, join)],
        [_("What to bring: {words}").format(words=said(told.lab.bring) or _("a charged phone, if you have one."))],
        who(told),
        links(told),
        data(told),
    ]
    return Text(subject(told), body(parts))


def to_moderator(told: Occasion, desk: Desk, link: str, join: str) -> Text:
    """For one moderator. `link` opens their desk without any other question."""
    title, number = said(told.lab.title), desk.group
    hello = [_("Hello {name},").format(name=desk.name)] if desk.name else []
    parts = [
        hello,
        [_("you moderate group {number} of “{title}”. Thank you.").format(number=number, title=title)],
        time_and_place(told),
        [
            _("Your desk opens by this link, best on a laptop:"),
            link,
            _("It lets in whoever holds it, so keep it to yourself. Open it once today: then you know that it works."),
        ],
        [_("What to bring: {words}").format(words=said(told.lab.bring) or _("a laptop and its charger."))],
        programme(told),
        [how_to_join(told, join)],
        data(told),
    ]
    return Text(_("Your desk: {lab}").format(lab=subject(told)), body(parts))


def subject(told: Occasion) -> str:
    title = said(told.lab.title)
    return f"{title} · {when(told)}" if told.lab.starts_at else title


def time_and_place(told: Occasion) -> list[str]:
    place = said(told.lab.place)
    return [
        _("When: {when}").format(when=when(told) or _("the day and the hour will follow")),
        *([_("Where: {place}").format(place=place)] if place else []),
    ]


def how_to_join(told: Occasion, join: str) -> str:
    return _(
        "How to take part: on the day, open {address} on a phone, or go to {host} and type the code {code}. It needs "
        "no account and no app; whoever has no phone takes part on paper."
    ).format(address=join, host=urlsplit(join).netloc, code=told.wall_code)


def who(told: Occasion) -> list[str]:
    people = [somebody(each, _("speaks")) for each in told.speakers]
    people += [somebody(each, _("moderates a group")) for each in told.moderators]
    return [_("Who will be there:"), *people] if people else []


def somebody(person: Any, does: str) -> str:
    known = ", ".join(each for each in (said(person.occupation), person.organisation) if each)
    return f"– {person.name}{f' ({known})' if known else ''}: {does}"


def links(told: Occasion) -> list[str]:
    return [f"{said(each['kind'])}: {said(each['title'])}, {each['url']}" for each in told.lab.links if each["url"]]


def programme(told: Occasion) -> list[str]:
    lines = [
        f"{hour_of(told, each.after)}  {said(each.title)}{f' ({minutes(each.minutes)})' if each.minutes else ''}"
        for each in told.items
    ]
    return [_("What happens:"), *lines]


def data(told: Occasion) -> list[str]:
    """The very words that people agree to at the door."""
    kept = translated_number(
        "Your ideas are kept for this lab's summary, without your name; your name is seen by your moderator and the "
        "organiser only, and deleted %(num)s day after the lab closes.",
        "Your ideas are kept for this lab's summary, without your name; your name is seen by your moderator and the "
        "organiser only, and deleted %(num)s days after the lab closes.",
        told.lab.retention_days,
    )
    free = _(
        "You may change or withdraw what you wrote until your group sorts it into themes, and you may leave at any "
        "time."
    )
    words = f"{kept % {'num': told.lab.retention_days}} {free}"
    return [_("What happens to what people say: “{words}”").format(words=words)]


def body(parts: Iterable[list[str]]) -> str:
    return "\n\n".join("\n".join(lines) for lines in parts if lines) + "\n"


def entry(told: Occasion, uid: str, join: str, desk: Desk | None = None) -> Entry:
    """For a calendar, once it is known when the lab starts. It holds no personal link: calendars are shared."""
    lab = told.lab
    changed = lab.announced_at or lab.created_at
    words = _("You moderate group {number}. Your personal link is in your letter.")
    of_desk = [words.format(number=desk.group)] if desk else []
    return Entry(
        uid=uid,
        sequence=int((changed - EPOCH).total_seconds()),
        made_at=changed,
        starts=lab.starts_at,
        lasts=timedelta(minutes=told.minutes or AN_HOUR),
        language=reader_language(),
        title=said(lab.title),
        text=body([of_desk, [said(lab.question)], [how_to_join(told, join)], links(told)]).strip(),
        place=said(lab.place),
        url=join,
    )
