"""The rows of the matrix that edit, check and publish the summary: verb, form, and on what."""

from typing import Any
from uuid import uuid4

from app.domain.passes import Locksmith
from tests.routers.house import Guest, House

LATEST = "999999999"
"""Whatever has happened until now was looked at."""

PUBLISHING: dict[str, tuple[Any, ...]] = {
    "report/introduction": ("introduce", {"text": "We met", "edition": "1"}),
    "report/language": ("introduce_in", {"text": "fr", "edition": "1"}),
    "report/notes": ("annotate", {"about": "lesson:{lesson}", "text": "As it was heard", "edition": "0"}),
    "report/omissions": ("leave_out", {"about": "lesson:{lesson}", "text": "It names somebody", "edition": "0"}),
    "report/order": ("put_in_order", {"lesson": "{lesson}", "place": "1"}),
    "report/translations": (
        "translate_words",
        {"about": "introduction", "language": "fr", "text": "Bonjour", "edition": "0"},
    ),
    "report/undo": ("undo_edit", {"step": "2"}),
    "reviewers": ("invite_reviewer", {"id": "{fresh}", "name": "Rita"}),
    "reviewers/{id}/extension": ("extend_review", {}, "review"),
    "reviewers/{id}/removal": ("end_review", {}, "review"),
    "comments": ("comment_on", {"id": "{fresh}", "about": "front", "text": "Not so"}),
    "comments/{id}/withdrawal": ("withdraw_comment", {}, "comment"),
    "comments/{id}/answer": ("answer_comment", {"words": "It was so"}, "comment"),
    "comments/{id}/resolution": ("resolve_comment", {"on": "1"}, "comment"),
    "erasure": ("erase_me", {"sure": "1"}),
    "editions": ("publish", {"number": "1", "seq": LATEST}),
    "editions/{number}/withdrawal": ("withdraw_edition", {"reason": "It named somebody"}),
}
REPORT = ("report", "report/publishing", "report/publication", "report/translations/{language}", "draft")
DRAFTS = ("review", *(f"{{screen}}/{each}" for each in REPORT))
REVIEW = "e" * 32


def review_key(house: House) -> str:
    return Locksmith(house.settings.secret).link_to_review(1, REVIEW)


def checked(house: House, tower: Guest) -> dict[str, str]:
    """A step that can be taken back, a link to check the draft, and what its holder said."""
    tower.act("report/introduction", text="Welcome", edition=0)
    tower.act("reviewers", id=REVIEW, name="Rita")
    guest = house.guest()
    guest.enter(review_key(house))
    guest.act("comments", id=uuid4().hex, about="front", text="Is that so?")
    return {"review": REVIEW, "comment": str(house.rows("SELECT id FROM comment")[0])}


def make_publishable(tower: Guest, noun: str) -> None:
    """An edition is published once the lab is closed, and withdrawn once it is published."""
    if noun.startswith("editions"):
        tower.act("closing", sure="1")
    if noun == "editions/{number}/withdrawal":
        tower.act("editions", number="1", seq=LATEST)
