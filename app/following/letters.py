"""What owners are told: their link, to be sent by whoever sends it, and that a day comes near."""

from datetime import date, timedelta
from typing import Any, NamedTuple

from app.following.deeds import Deed
from app.i18n import said, with_colon
from app.i18n import translated as _
from app.i18n import translated_number as ngettext
from app.jinja import date as day_of
from app.jinja import day, number

BEFORE, TODAY, AFTER = "before", "today", "after"
DAYS_BEFORE, DAYS_AFTER, MISSED = 7, 3, 14
"""Days before and after the due day on which a letter goes out; and after how many nobody is written to any more."""


class Text(NamedTuple):
    subject: str
    body: str


def step_of(due: date, today: date) -> str | None:
    """Which letter is due now. One that was missed is not caught up once the next has come."""
    days = (due - today).days
    if 0 < days <= DAYS_BEFORE:
        return BEFORE
    if days == 0:
        return TODAY
    return AFTER if -MISSED <= days <= -DAYS_AFTER else None


def invitation(lab: Any, each: Deed, address: str) -> Text:
    """For whoever took a lesson on, with the link that opens it."""
    title = said(lab.title)
    parts = [
        [_("You took on what came out of “{title}”:").format(title=title)],
        what(each),
        [
            _("By this link you say whether you accept it, what becomes of it, and by when. It needs no account:"),
            address,
            _("It lets in whoever holds it, so keep it to yourself."),
        ],
    ]
    return Text(_("Your next step: {title}").format(title=each.title), whole(parts))


def reminder(lab: Any, each: Deed, due: date, step: str, address: str) -> Text:
    """That the day comes near, is here, or is over."""
    title = said(lab.title)
    parts = [
        [opening(step, due), _("You took it on at “{title}”:").format(title=title)],
        what(each),
        [_("Say in a sentence what became of it, or choose another day:"), address],
        [_("You get this because you asked to be reminded. The same page ends that.")],
    ]
    return Text(f"{with_colon(headline(step, due))} {each.title}", whole(parts))


def headline(step: str, due: date) -> str:
    if step == BEFORE:
        return _("Due on {day}").format(day=day_of(due))
    return _("Due today") if step == TODAY else _("Was due on {day}").format(day=day_of(due))


def opening(step: str, due: date) -> str:
    return {
        BEFORE: _("What you took on is due on {day}.").format(day=day_of(due)),
        TODAY: _("What you took on is due today."),
        AFTER: _("What you took on was due on {day}, and nothing was said of it since.").format(day=day_of(due)),
    }[step]


def what(each: Deed) -> list[str]:
    due = [_("Due: {day}").format(day=day_of(each.due))] if each.due else []
    step = [_("Next step: {words}").format(words=each.next_step)] if each.next_step else []
    return [f"{each.label} {each.title}", each.text, *step, *due]


def whole(parts: list[list[str]]) -> str:
    return "\n\n".join("\n".join(part) for part in parts)


def kept_until(lab: Any) -> str:
    """When participants' names are forgotten."""
    return day(lab.closed_at + timedelta(days=lab.retention_days))


def schedule() -> str:
    """When letters go out, for whoever asks for them."""
    before = ngettext("{n} day before", "{n} days before", DAYS_BEFORE).format(n=number(DAYS_BEFORE))
    after = ngettext("{n} day after", "{n} days after", DAYS_AFTER).format(n=number(DAYS_AFTER))
    return _("{before}, on the day, and {after} if nothing was said of it.").format(before=before, after=after)
