"""Due dates as entries of a calendar: whole days, the same UID for the same lesson, a SEQUENCE that grows with every
change of what is done about it."""

from collections.abc import Iterable, Iterator

from app.calendar import A_DAY, Entry
from app.clock import now
from app.following.deeds import Deed
from app.i18n import reader_language
from app.i18n import translated as _


def entries(deeds: Iterable[Deed], title: str, address: str) -> Iterator[Entry]:
    """Of those that are due some day. `address`: the page that tells more."""
    for each in deeds:
        if each.due:
            yield Entry(
                uid=f"{each.id}@samskap",
                sequence=each.edition - 1,
                made_at=each.changed_at or now(),
                starts=each.due,
                lasts=A_DAY,
                language=reader_language(),
                title=(each.next_step or each.title).splitlines()[0],
                text=told(each, title),
                url=f"{address}#lesson-{each.id}",
            )


def told(each: Deed, title: str) -> str:
    owner = [_("Owner: {owner}").format(owner=each.owner)] if each.owner else []
    return "\n".join([words_of(each), *owner, f"{each.label} {each.title}", title])


def words_of(each: Deed) -> str:
    return each.next_step or each.text
