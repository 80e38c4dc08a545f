"""A draft says what its plan says, keeps every place under a name of its own, and may lack anything."""

import pytest

from app.domain.drafts.document import NAME, Outline, at, blank, document_of, path_of, plan_of, seated
from app.domain.drafts.guesses import guessed
from app.domain.plans import read_plan, templates

OUTLINE = Outline("Welcome", "In groups", "What we take away")


@pytest.mark.parametrize("name", templates())
def test_a_draft_of_a_plan_is_that_plan(name: str) -> None:
    assert plan_of(document_of(read_plan(name))) == read_plan(name)


@pytest.mark.parametrize("name", templates())
def test_everything_in_a_list_has_a_name_of_its_own(name: str) -> None:
    document = document_of(read_plan(name))
    names = [each[NAME] for item in document["agenda"] for each in [item, *item.get("stages", [])]]
    names += [each[NAME] for part in ("prompts", "moderators") for each in document[part]]
    assert len(set(names)) == len(names)


def test_there_is_a_place_for_a_moderator_of_each_group() -> None:
    assert len(document_of(read_plan("world-cafe"))["moderators"]) == 5


def test_fewer_groups_take_away_places_that_nobody_holds_and_no_others() -> None:
    document = document_of(read_plan("world-cafe"))
    document["moderators"][3]["name"] = "Inés"
    document["groups"] = 2
    assert [each.get("name") for each in seated(document)["moderators"]] == [None, None, None, "Inés"]


def test_a_place_is_found_by_its_names_wherever_it_stands() -> None:
    document = document_of(read_plan("co-val-2020"))
    name = document["agenda"][3][NAME]
    document["agenda"].reverse()
    assert at(document, ("agenda", name, "minutes")) == 44
    assert at(document, ("agenda", "nowhere", "minutes")) is None


def test_what_was_added_and_never_filled_in_is_no_part_of_the_plan() -> None:
    document = document_of(read_plan("co-val-2020"))
    for part in ("goals", "facts", "links", "speakers"):
        document[part].insert(0, {NAME: f"new-{part}"})
    assert plan_of(document) == read_plan("co-val-2020")


def test_a_plan_s_number_leads_to_the_place_in_the_draft_past_what_is_empty() -> None:
    document = document_of(read_plan("co-val-2020"))
    document["links"].insert(0, {NAME: "empty"})
    first = document["links"][1][NAME]
    assert path_of(document, ("links", 0, "url")) == ("links", first, "url")


def test_a_draft_with_nothing_in_it_can_be_looked_at() -> None:
    plan = guessed(blank("fr", OUTLINE))
    assert (plan.title, plan.question) == ({"fr": "…"}, {"fr": "…"})
    assert [each.title for each in plan.agenda] == [{"fr": title} for title in OUTLINE]


@pytest.mark.parametrize(
    "unfit",
    [
        {"starts": "soon"},
        {"time_zone": "Oslo"},
        {"links": [{NAME: "1", "url": "javascript:alert(1)"}]},
        {"agenda": []},
        {"groups": None},
        {"speakers": [{NAME: "1", "country": "Atlantis"}]},
        {"prompts": []},
    ],
    ids=lambda unfit: next(iter(unfit)),
)
def test_what_is_unfit_is_left_out_of_what_one_looks_at(unfit: dict[str, object]) -> None:
    assert guessed(document_of(read_plan("co-val-2020")) | unfit).title == read_plan("co-val-2020").title
