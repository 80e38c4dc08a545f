"""What the rehearsal proved, in numbers: arithmetic over what was posted and what each phone showed."""

import time
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence, Set
from dataclasses import asdict, dataclass, field

from rehearsal.ledger import Ledger, Post
from rehearsal.pages import PhonePage, comparable
from rehearsal.phone import Phone
from rehearsal.plan import Plan

COUNTED = ("joined", "unsaid", "repeats", "supports", "told_to_wait", "reconnects")


@dataclass(frozen=True, slots=True)
class Percentiles:
    p50: float | None = None
    p95: float | None = None
    p99: float | None = None


@dataclass(frozen=True, slots=True)
class Figures:
    """One rehearsal. `lost` and `duplicates` are what must be nought."""

    participants: int
    joined: int
    connected: int
    groups: int
    seed: int
    seconds: float
    opened: bool
    sent: int
    acknowledged: int
    refused: int
    unsettled: int
    unsaid: int
    seen_live: int
    seen_by_all: int
    hidden: int
    lost: int
    duplicates: int
    unread_pages: int
    repeats: int
    supports: int
    told_to_wait: int
    reconnects: int
    reasons: dict[str, int] = field(default_factory=dict)
    latencies: dict[str, Percentiles] = field(default_factory=dict)
    lost_ids: tuple[str, ...] = ()
    duplicate_ids: tuple[str, ...] = ()

    @property
    def is_broken(self) -> bool:
        return bool(self.lost or self.duplicates)

    @property
    def was_rehearsed(self) -> bool:
        return bool(self.opened and self.joined and self.unread_pages < self.joined)

    def as_json(self) -> dict[str, object]:
        return asdict(self)


def percentiles(seconds: Iterable[float]) -> Percentiles:
    """Nearest rank, in milliseconds."""
    ordered = sorted(seconds)
    if not ordered:
        return Percentiles()
    rank = [ordered[max(0, -(-len(ordered) * share // 100) - 1)] for share in (50, 95, 99)]
    return Percentiles(*(round(value * 1000, 1) for value in rank))


def post_seconds(posts: Iterable[Post]) -> list[float]:
    return [post.acked_at - post.sent_at for post in posts if post.acked_at is not None]


def seen_seconds(posts: Iterable[Post], phones: Sequence[Phone]) -> list[float]:
    """From pressing the button to each other phone of the group. Words written in private are shown later, and meant
    to be: they say nothing about the wire."""
    tables = at_tables(phones)
    return [
        phone.heard[post.card] - post.sent_at
        for post in posts
        if not post.was_private
        for phone in tables[post.group]
        if phone.number != post.author and post.card in phone.heard
    ]


def at_tables(phones: Iterable[Phone]) -> defaultdict[int | None, list[Phone]]:
    """The connected phones of each group. Of a phone whose group nobody told us, only its own words are expected."""
    tables: defaultdict[int | None, list[Phone]] = defaultdict(list)
    for phone in phones:
        if phone.was_connected and not phone.is_gone and phone.group is not None:
            tables[phone.group].append(phone)
    return tables


def seen_by_all(posts: Iterable[Post], phones: Sequence[Phone]) -> int:
    """Contributions that every connected phone of the group has shown."""
    tables = at_tables(phones)
    by_number = {phone.number: phone for phone in phones}
    return sum(
        all(has_shown(phone, post) for phone in tables[post.group] or [by_number[post.author]]) for post in posts
    )


def has_shown(phone: Phone, post: Post) -> bool:
    """Its author's phone shows it among what is yours, or because the answer said so."""
    return post.card in phone.shown or (phone.number == post.author and post.acked_at is not None)


def hidden(posts: Iterable[Post], phones: Sequence[Phone]) -> int:
    """Acknowledged contributions of groups whose writing was still private at the end: others cannot have seen them."""
    private = {number for number, table in at_tables(phones).items() if any(phone.task.is_private for phone in table)}
    return sum(post.group in private for post in posts)


def lost(acked: Iterable[Post], pages: Sequence[PhonePage]) -> list[str]:
    """Cards of acknowledged contributions that are on no page, neither on a board nor among what is yours."""
    found = {card.id for page in pages for card in page.mine}.union(*(page.shown for page in pages))
    return [post.card for post in acked if post.card not in found]


def duplicates(posts: Sequence[Post], phones: Sequence[Phone]) -> list[str]:
    """Cards shown twice on one page, and second cards that one post brought about."""
    read = [(phone, phone.final) for phone in phones if phone.final is not None]
    find_unanswered(posts, {phone.number: page for phone, page in read})
    known = {post.card for post in posts}
    twice = {id_ for _, page in read for id_, times in page.shown.items() if times > 1}
    second = {card for post in posts for card in post.cards[1:]}
    not_given = {card.id for _, page in read for card in page.mine if card.id not in known}
    return sorted(twice | second | not_given | twins(posts, read, known))


def find_unanswered(posts: Iterable[Post], pages: Mapping[int, PhonePage]) -> None:
    """A post whose answer never came may have become a card all the same; its author's page knows."""
    known = {post.card for post in posts}
    for post in posts:
        page = pages.get(post.author)
        if post.cards or page is None:
            continue
        mine = [card.id for card in page.mine if card.id not in known and comparable(post.text) in card.words]
        for card in mine[:1]:
            post.became(card)
            known.add(card)


def twins(posts: Iterable[Post], read: Iterable[tuple[Phone, PhonePage]], known: Set[str]) -> set[str]:
    """Cards that nobody sent, with the words of an acknowledged post, younger than our first card in that group (the
    older ones are an earlier rehearsal's)."""
    said: defaultdict[int | None, set[str]] = defaultdict(set)
    for post in posts:
        if post.acked_at is not None:
            said[post.group].add(comparable(post.text))
    found: set[str] = set()
    for phone, page in read:
        first = min((card.order for card in page.cards if card.id in known), default=None)
        strangers = [card for card in page.cards if card.id not in known and first is not None and card.order >= first]
        found |= {card.id for card in strangers if any(words in card.words for words in said[phone.group])}
    return found


def latencies(acked: Sequence[Post], phones: Sequence[Phone]) -> dict[str, Percentiles]:
    return {
        "post_ms": percentiles(post_seconds(acked)),
        "seen_ms": percentiles(seen_seconds(acked, phones)),
    }


def reckon(plan: Plan, ledger: Ledger, phones: Sequence[Phone], seen_live: int) -> Figures:
    posts, acked = ledger.posts, ledger.acked
    pages = [phone.final for phone in phones if phone.final is not None]
    missing, twice = lost(acked, pages), duplicates(posts, phones)
    refused = sum(post.is_refused for post in posts)
    return Figures(
        participants=plan.participants,
        connected=sum(phone.was_connected for phone in phones),
        groups=len(at_tables(phones)),
        seed=plan.seed,
        seconds=round(time.monotonic() - ledger.began_at, 1),
        opened=ledger.opened_at is not None,
        sent=len(posts),
        acknowledged=len(acked),
        refused=refused,
        unsettled=len(posts) - len(acked) - refused,
        seen_live=seen_live,
        seen_by_all=seen_by_all(acked, phones),
        hidden=hidden(acked, phones),
        lost=len(missing),
        duplicates=len(twice),
        unread_pages=ledger.tally["joined"] - len(pages),
        reasons=dict(ledger.reasons.most_common(20)),
        latencies=latencies(acked, phones),
        lost_ids=tuple(missing[:20]),
        duplicate_ids=tuple(twice[:20]),
        **{name: ledger.tally[name] for name in COUNTED},
    )
