"""What a draft lacks is told in sentences that lead to their fields; what must be told comes first."""

from typing import Any

import pytest

from app.domain.drafts.document import NAME, Document, Outline, blank, document_of
from app.domain.drafts.fields import FIELDS, pattern
from app.domain.drafts.readiness import Missing, is_ready, readiness
from app.domain.plans import read_plan, templates


@pytest.fixture
def draft() -> Document:
    told = {"starts": "2026-12-01T14:00", "time_zone": "Europe/Oslo", "place": {"fr": "Mairie", "en": "Town hall"}}
    document = document_of(read_plan("co-val-2020")) | told
    for speaker in document["speakers"]:
        speaker["takeaway"] = {"fr": "Écoutez", "en": "Listen"}
    document["links"].pop()
    return document


def sentences(document: Document, *, must: bool | None = None) -> list[str]:
    return [said(each) for each in readiness(document) if must in (None, each.must)]


def said(each: Missing) -> str:
    facts = {**each.facts, "what": (each.what or {}).get("en", "")}
    return " ".join(part % facts for part in (each.sentence, each.cure) if part)


def test_a_lab_that_says_everything_lacks_nothing(draft: Document) -> None:
    assert readiness(draft) == []


@pytest.mark.parametrize("name", templates())
def test_every_ready_made_lab_can_be_opened_at_once(name: str) -> None:
    assert is_ready(document_of(read_plan(name)))


def test_a_blank_one_says_what_must_be_told_first() -> None:
    document = blank("en", Outline("Welcome", "In groups", "Harvest"))
    assert sentences(document, must=True) == [
        "The lab has no title.",
        "The lab has no question.",
        "Question 1 for the groups has no words.",
    ]
    assert not is_ready(document)


def test_a_group_without_a_moderator_is_named(draft: Document) -> None:
    del draft["moderators"][3]["name"]
    (found,) = readiness(draft)
    assert (said(found), found.must) == ("No moderator for group 4.", False)
    assert found.path == ("moderators", draft["moderators"][3][NAME], "name")


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"starts": None}, "Day and hour are not told."),
        ({"groups": None}, "It is not told how many groups there are."),
        ({"agenda": []}, "The agenda is empty."),
        ({"capacity": 12}, "12 people in 5 groups are fewer than four in each."),
        ({"title": {}}, "The lab has no title."),
    ],
    ids=lambda told: next(iter(told)) if isinstance(told, dict) else "",
)
def test_what_is_missing_is_said(draft: Document, change: dict[str, Any], sentence: str) -> None:
    assert sentence in sentences(draft | change)


def test_minutes_that_do_not_add_up_are_said(draft: Document) -> None:
    draft["agenda"][3]["minutes"] = 40
    what = "Discussion and deliberation in small groups"
    assert sentences(draft) == [f"“{what}” is given 40 min, and its stages need 44 min."]


def test_an_item_and_a_stage_without_minutes_are_said(draft: Document) -> None:
    del draft["agenda"][0]["minutes"], draft["agenda"][3]["stages"][1]["minutes"]
    assert sentences(draft) == [
        "“Presentation of the event” has no minutes.",
        "Stage 2 of “Discussion and deliberation in small groups” has no minutes.",
    ]


def test_people_who_write_need_a_question(draft: Document) -> None:
    del draft["agenda"][3]["stages"][1]["prompt"]
    what = "Discussion and deliberation in small groups"
    assert sentences(draft) == [f"In stage 2 of “{what}” people write, and no question is put to them."]


def test_what_is_not_told_in_every_language_is_counted(draft: Document) -> None:
    del draft["title"]["en"], draft["agenda"][0]["title"]["en"]
    (found,) = readiness(draft)
    assert (said(found), found.path) == ("Some texts are not told in en yet: 2.", ("title", "en"))


def test_a_webstream_without_an_address_is_good_to_know(draft: Document) -> None:
    draft["links"].append({NAME: "w", "kind": {"en": "W", "fr": "W"}, "title": {"en": "Webstream", "fr": "Direct"}})
    (found,) = readiness(draft)
    assert (said(found), found.must) == ("The link “Webstream” is announced without an address.", False)


@pytest.mark.parametrize(
    ("path", "value", "sentence"),
    [
        (("links", 0, "url"), "www.co-val", "is not a web address. Write it whole, from its https on."),
        (
            ("speakers", 0, "country"),
            "Atlantis",
            "is not a country. Use its two capital letters: NO, FR, ES and so on.",
        ),
        (("time_zone",), "Oslo", "is not a time zone. Use its name: Europe/Oslo, Europe/Paris and so on."),
        (("starts",), "soon", "is not a day and an hour. Write it like this: 2026-12-01 14:00."),
        (("agenda", 0, "least_minutes"), 9, "is more than its minutes. Use 5 or less."),
        (("code",), "x!", "is not a join code. Use 4 to 16 letters and digits, or leave it out: one will be chosen."),
    ],
    ids=lambda told: str(told[-1]) if isinstance(told, tuple) else "",
)
def test_what_is_unfit_is_told_at_its_field_and_keeps_the_lab_shut(
    draft: Document, path: tuple[Any, ...], value: Any, sentence: str
) -> None:
    home: Any = draft
    for part in path[:-1]:
        home = home[part]
    home[path[-1]] = value
    (found,) = readiness(draft)
    assert (said(found), found.must) == (sentence, True)
    assert pattern(found.path) in FIELDS


def test_more_moderators_than_groups_are_said(draft: Document) -> None:
    draft["groups"] = 4
    cure = "Add groups, or take moderators out: there are 4 groups."
    assert sentences(draft) == [f"are more than the groups. {cure}"]
