"""What a phone shows to its own person only: drawn for them, and put into the page that their group shares."""

import re
from secrets import token_hex
from types import SimpleNamespace
from typing import Any

from markupsafe import Markup
from sqlalchemy import Connection

from app.domain import rules
from app.domain.errors import NotAdmitted, NotFound
from app.domain.passes import Locksmith
from app.domain.work import Actor, Key, admit
from app.i18n import reading
from app.jinja import fresh_id, macro
from app.live.drawing import bag
from app.live.fragments import Card
from app.live.fragments.formations import own_part
from app.live.fragments.labs import lab_facts
from app.live.fragments.receipts import receipts
from app.live.fragments.yours import new_card, own_card, own_hand, yours
from app.store import Done

YOURS, OWN_CARD = "contributions/_yours.html:yours", "contributions/_yours.html:own_card"
SEATED = "people/_seated.html:seated"
OWN_HAND = "floor/_hand.html:hand"
RECEIPTS = "votes/_receipts.html:receipts"
PART = "formations/_part.html:part"

MARK = f"own-{token_hex(8)}-"  # what nobody can have typed
HOLES = re.compile(rf"{MARK}(\w+);")


def own_pieces(read: Connection, actor: Actor, lab_id: int, return_code: str) -> dict[str, Markup]:
    found, part = yours(read, person_of(actor), return_code), own_part(read, person_of(actor), actor.group_id)
    return {
        "seated": macro(SEATED)(found.seat_told, part.number),
        "part": macro(PART)(part),
        "hand": macro(OWN_HAND)(hand_of(read, actor, lab_id)),
        "receipts": macro(RECEIPTS)(receipts(read, actor, lab_id)),
        "yours": macro(YOURS)(found),
    }


def hole(name: str) -> Markup:
    return Markup(f"{MARK}{name};")  # noqa: S704 of our own making


def holes() -> dict[str, Any]:
    """What the shared page is drawn with where each phone's own differs."""
    own = SimpleNamespace(**{name: hole(name) for name in ("seated", "part", "hand", "receipts", "yours")})
    return {"own": own, "seq": hole("seq"), "fresh_id": lambda: hole("fresh")}


def filled(page: list[str], seq: int, own: dict[str, Markup]) -> str:
    """`page`: text and the names of its holes by turns."""
    found = {**own, "seq": str(seq)}
    page[1::2] = [fresh_id() if name == "fresh" else found[name] for name in page[1::2]]
    return "".join(page)


def yours_again(read: Connection, key: Key, token: str, locksmith: Locksmith, language: str) -> Markup:
    """The pieces that only their own person gets, as of now."""
    actor = at_phone(read, key)
    with reading(language):
        cards = macro(YOURS)(yours(read, person_of(actor), locksmith.return_code(token)))
        hand = macro(OWN_HAND)(hand_of(read, actor, key.lab_id))
        votes = macro(RECEIPTS)(receipts(read, actor, key.lab_id))
        return bag(lab_facts(read, key.lab_id).seq, [cards, hand, votes])


def receipts_again(read: Connection, key: Key, language: str) -> Markup:
    """The answer to a ballot: what its voter has cast, and no word to anybody else."""
    actor = at_phone(read, key)
    with reading(language):
        return bag(lab_facts(read, key.lab_id).seq, [macro(RECEIPTS)(receipts(read, actor, key.lab_id))])


def part_again(read: Connection, key: Key, language: str) -> Markup:
    """What only its own person sees of how their group works together."""
    actor = at_phone(read, key)
    with reading(language):
        return bag(lab_facts(read, key.lab_id).seq, [macro(PART)(own_part(read, person_of(actor), actor.group_id))])


def given_card(done: Done) -> Markup:
    """The answer to a contribution: the card its author keeps, and the one that everyone gets."""
    idea = done.value
    drawn = [macro(OWN_CARD)(idea.lab_id, own_card(idea))]
    if card := new_card(idea):
        drawn.append(macro(Card.piece)(card))
    return bag(done.seq, drawn)


def at_phone(read: Connection, key: Key) -> Actor:
    actor = admit(read, key)
    rules.permit_screen(actor.role, "phone")
    return actor


def hand_of(read: Connection, actor: Actor, lab_id: int) -> Any:
    if actor.group_id is None:
        raise NotFound
    return own_hand(read, lab_id, person_of(actor), actor.group_id)


def person_of(actor: Actor) -> int:
    if actor.id is None:
        raise NotAdmitted
    return actor.id
