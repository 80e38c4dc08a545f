"""What a page offers to somebody who reads it, and how they fill it in."""

from typing import Any

from tests.routers.house import Guest
from tests.routers.reading import Element

TEXTS = ("text", "words")
"""Fields for one's own words."""


def form_to(page: Element, noun: str) -> Element | None:
    """The first form on the page that goes there, if it has a button to send it with. Not those which only browsers
    without a script show."""
    aside = {id(each) for hidden in page.all("noscript") for each in hidden}
    forms = [
        each
        for each in page.all("form")
        if each.attributes.get("action", "").endswith(f"/{noun}") and id(each) not in aside
    ]
    return next((form for form in forms if form.all("button")), None)


def send(guest: Guest, form: Element, words: str = "") -> None:
    done(guest.post(form.attributes["action"], fields(form, words), **{"HX-Request": "true"}))


def fields(form: Element, words: str) -> dict[str, object]:
    """What is hidden as it is, one's own words, what is chosen already, and what the first button says."""
    found: dict[str, object] = {}
    for each in form:
        name, value = each.attributes.get("name"), each.attributes.get("value", "")
        if name in TEXTS and each.name in ("input", "textarea"):
            found[name] = words
        elif name and each.attributes.get("type") == "hidden":
            found[name] = value
    button = form.all("button")[0].attributes
    return found | ({button["name"]: button.get("value", "")} if "name" in button else {})


def done(answer: Any) -> None:
    assert answer.status_code in (200, 201), answer.text
