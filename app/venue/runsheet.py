"""What a moderator has in hand: when what happens, what to ask, and what helps when something goes wrong."""

from collections.abc import Iterator
from typing import Any

from app.domain.errors import N_
from app.i18n import LANGUAGES, SOURCE, reading, said
from app.i18n import translated as _
from app.i18n import translated_number as ngettext
from app.jinja import minutes
from app.venue.occasion import Item, Occasion, Step, hint_of, hour_of, title_of, when
from app.venue.phrases import Phrase, phrase, tongue

BEFORE = (
    N_("Open your personal link on your laptop, and have its charger in the socket."),
    N_("Lay the table tent, slips, ballots and pens where everyone can reach them."),
    N_("Greet people as they come. Whoever scans the code on the table sits in this group at once."),
)
TROUBLE = (
    (N_("Somebody has no phone"), N_("Give them slips. Type in what they write under “Write for someone”.")),
    (N_("The Wi-Fi is gone"), N_("Go on. Phones keep every word and send it when the connection returns.")),
    (N_("Your laptop dies"), N_("Open your link on any other device: everything is there.")),
    (
        N_("Somebody has lost their place"),
        N_("Their return code is on their first phone; else they join once more."),
    ),
    (N_("It goes too slowly"), N_("Give more time at the desk; the tower shows what it costs the rest.")),
    (N_("Few talk, the others are silent"), N_("Look at “not yet heard” on your desk and ask one of them, kindly.")),
)


def run_sheet(told: Occasion, language: str) -> dict[str, Any]:
    """In one language, on pages of its own."""
    with reading(language):
        spoken = language if language in LANGUAGES else SOURCE
        return {
            "language": tongue(spoken),
            "title": _("Run sheet for moderators"),
            "lab": as_planned(told.lab.title, language),
            "facts": [[name, words] for name, words in facts(told) if words],
            "columns": [_("Time") if told.lab.starts_at else _("After"), _("Minutes"), _("What happens"), _("You do")],
            "rows": [row for item in told.items for row in rows(told, item, language)],
            "before": [_("Before it begins"), [_(each) for each in BEFORE]],
            "trouble": [_("When something goes wrong"), [[_(what), _(cure)] for what, cure in TROUBLE]],
        }


def facts(told: Occasion) -> Iterator[tuple[str, str]]:
    yield _("When"), when(told)
    yield _("Where"), said(told.lab.place)
    yield _("Join code"), told.wall_code
    yield _("Your name"), ""
    yield _("Names are deleted"), days_after(told.lab.retention_days)


def days_after(n: int) -> str:
    return ngettext("{n} day after the close", "{n} days after the close", n).format(n=n)


def rows(told: Occasion, item: Item, language: str) -> Iterator[dict[str, Any]]:
    by = said(item.by)
    yield row(told, item, as_planned(item.title, language), [phrase(by, language)] if by else [], [], is_item=True)
    for step in item.steps:
        asked = [as_planned(each, language) for each in step.prompts]
        yield row(told, step, phrase(title_of(step), language), [phrase(hint_of(step), language)], asked, is_item=False)


def row(
    told: Occasion, each: Item | Step, title: Phrase, does: list[Phrase], asks: list[Phrase], *, is_item: bool
) -> dict[str, Any]:
    return {
        "time": hour_of(told, each.after),
        "minutes": minutes(each.minutes) if each.minutes else "",
        "title": title,
        "does": [one for one in does if one["words"]],
        "asks": asks,
        "is_item": is_item,
    }


def as_planned(text: Any, language: str) -> Phrase:
    """In this language if the plan has it; else marked with the one that it has."""
    return phrase(said(text), language if language in text else next(iter(text), SOURCE))
