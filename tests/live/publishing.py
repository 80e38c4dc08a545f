"""The summary edited, published and withdrawn, as acts of the list in acts.py."""

import re
from typing import Any
from uuid import uuid4

from tests.matrix_publishing import LATEST

EDITS = (
    ("introduce", "in a few words", lambda it: it.tower.act("report/introduction", text="We <met>", edition=0)),
    ("annotate", "a lesson", lambda it: laid(it, "notes", f"lesson:{it.others()}", text="As it was heard", edition=0)),
    ("leave_out", "a lesson", lambda it: laid(it, "omissions", f"lesson:{it.others()}", text="It names", edition=0)),
    ("leave_out", "no longer", lambda it: laid(it, "omissions", f"lesson:{it.others()}", text="", edition=1)),
    ("put_in_order", "the last first", lambda it: it.tower.act("report/order", lesson=it.others(), place=1)),
    (
        "annotate",
        "a contribution",
        lambda it: laid(it, "notes", f"contribution:{it.own(it.ada)}", text="Said twice", edition=0),
    ),
    (
        "translate_words",
        "in French",
        lambda it: laid(it, "translations", "introduction", text="Réunis", **FRENCH),
    ),
    ("undo_edit", "the translation", lambda it: it.tower.act("report/undo", step=last_step(it))),
    ("introduce_in", "that of the lab", lambda it: it.tower.act("report/language", text="", edition=1)),
)
REVIEWS = (
    ("invite_reviewer", "by name", lambda it: it.tower.act("reviewers", id="e" * 32, name="Rita")),
    ("extend_review", "by a day", lambda it: it.tower.act(f"reviewers/{'e' * 32}/extension")),
    ("comment_on", "the first page", lambda it: commented(it, "front", "Not <this>")),
    ("withdraw_comment", "that", lambda it: reviewer(it).act(f"comments/{comment(it)}/withdrawal")),
    ("comment_on", "a lesson", lambda it: commented(it, f"lesson-{it.others()}", "Why?")),
    ("answer_comment", "with words", lambda it: it.tower.act(f"comments/{comment(it)}/answer", words="Because")),
    ("resolve_comment", "that", lambda it: it.tower.act(f"comments/{comment(it)}/resolution", on=1)),
    ("read_draft", "by the organiser", lambda it: it.tower.http.get(f"{it.tower.base}/draft")),
    ("end_review", "at last", lambda it: it.tower.act(f"reviewers/{'e' * 32}/removal")),
)
EDITIONS = (
    ("publish", "the first", lambda it: it.tower.act("editions", number=1, seq=LATEST)),
    (
        "publish",
        "the second, by nobody's name",
        lambda it: it.tower.act("editions", number=2, seq=LATEST, profile="chatham"),
    ),
    ("withdraw_edition", "the second", lambda it: it.tower.act("editions/2/withdrawal", reason="It named <her>")),
)
FRENCH = {"language": "fr", "edition": 0}


def erased(it: Any) -> Any:
    uma = it.lab.phone("Uma", 1)
    uma.contribute("Nobody may read this")
    return uma.act("erasure", sure=1)


def laid(it: Any, what: str, about: str, **form: object) -> Any:
    return it.tower.act(f"report/{what}", about=about, **form)


def reviewer(it: Any) -> Any:
    """Whoever holds the link that the organiser sees."""
    key = re.findall(r'value="[^"]*/enter#([^"]+)"', it.tower.http.get(f"{it.tower.base}/report").text)[0]
    visitor = it.lab.visitor()
    visitor.base = visitor.http.post("/enter", data={"key": key}).headers["location"]
    return visitor


def commented(it: Any, about: str, text: str) -> Any:
    return reviewer(it).act("comments", id=uuid4().hex, about=about, text=text)


def comment(it: Any) -> str:
    return str(re.findall(r'id="comment-(\w+)"', it.tower.http.get(f"{it.tower.base}/draft").text)[-1])


def last_step(it: Any) -> str:
    page = it.tower.http.get(f"{it.tower.base}/report").text
    return str(re.findall(r'name="step" value="(\d+)"', page)[0])


ERASURES = (("erase_me", "somebody who said something", erased),)
