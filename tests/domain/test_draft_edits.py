"""Editing a draft: what is typed, what is pressed, and what happens when two people do it at once."""

from typing import Any

import pytest

from app.domain.drafts.document import NAME, Document, document_of, plan_of
from app.domain.drafts.edits import Edit, Step, edited
from app.domain.drafts.fields import FIELDS, pattern
from app.domain.drafts.pasting import people_in
from app.domain.drafts.refusals import NotANumber
from app.domain.errors import Misunderstood, TooLong
from app.domain.plans import read_plan


@pytest.fixture
def draft() -> Document:
    return document_of(read_plan("co-val-2020"))


def typed(document: Document, **words: str) -> Document:
    return edited(document, document, Edit({name.replace("__", "."): raw for name, raw in words.items()})).document


def pressed(document: Document, verb: str, *path: str, **more: Any) -> Document:
    return edited(document, document, Edit({}, Step(verb, path, **more))).document


def titles(document: Document) -> list[str]:
    return [each.get("title", {}).get("en", "") for each in document["agenda"]]


def item(document: Document, number: int) -> str:
    return str(document["agenda"][number - 1][NAME])


# --- Typing


def test_what_is_typed_stands_in_its_place_and_the_draft_before_it_is_as_it_was(draft: Document) -> None:
    after = typed(draft, title__en="Streets", retention_days="90", time_zone="Europe/Oslo", anonymity="role_only")
    assert (after["title"]["en"], after["title"]["fr"]) == ("Streets", draft["title"]["fr"])
    assert (after["retention_days"], after["time_zone"], after["anonymity"]) == (90, "Europe/Oslo", "role_only")
    assert draft == document_of(read_plan("co-val-2020"))


def test_what_is_emptied_is_told_no_more(draft: Document) -> None:
    after = typed(draft, background__en="", background__fr=" ")
    assert "background" not in plan_of(after).model_dump(exclude_defaults=True)


def test_what_is_not_fit_yet_is_kept_while_it_is_typed(draft: Document) -> None:
    name = f"links.{draft['links'][0][NAME]}.url"
    after = edited(draft, draft, Edit({name: "www.co-val"})).document
    assert after["links"][0]["url"] == "www.co-val"


@pytest.mark.parametrize("raw", ["0", "-1", "1.5", "ten", "99999", "१०", "1e3", "9" * 40])
def test_minutes_are_whole_minutes_of_a_day(draft: Document, raw: str) -> None:
    with pytest.raises(NotANumber):
        edited(draft, draft, Edit({f"agenda.{item(draft, 1)}.minutes": raw}))


@pytest.mark.parametrize(
    "name",
    [
        "samskap_plan",
        "agenda",
        "agenda.nowhere.minutes",
        "title",
        "title.en.fr",
        "title.English",
        "__class__",
        "agenda.1.stages.#.kind",
        "moderators.1.token",
        "languages.en",
        "settings.rule",
        "a" * 300,
        "",
    ],
)
def test_a_field_that_there_is_not_is_refused(draft: Document, name: str) -> None:
    with pytest.raises(Misunderstood):
        edited(draft, draft, Edit({name: "1"}))


def test_a_kind_that_there_is_not_is_refused(draft: Document) -> None:
    for name in (f"agenda.{item(draft, 1)}.kind", f"agenda.{item(draft, 4)}.stages.{stage(draft, 0)}.kind"):
        with pytest.raises(Misunderstood):
            edited(draft, draft, Edit({name: "party"}))


def test_words_have_an_end(draft: Document) -> None:
    with pytest.raises(TooLong):
        typed(draft, title__en="a" * 201)


def test_a_country_may_be_typed_by_its_name(draft: Document) -> None:
    name = f"speakers.{draft['speakers'][0][NAME]}.country"
    said = ["Norvège", "norway", "no", "Atlantis", ""]
    kept = [edited(draft, draft, Edit({name: raw})).document["speakers"][0].get("country") for raw in said]
    assert kept == ["NO", "NO", "NO", "Atlantis", None]


def stage(document: Document, n: int) -> str:
    return str(document["agenda"][3]["stages"][n][NAME])


def test_a_stage_of_another_kind_is_set_anew(draft: Document) -> None:
    name = f"agenda.{item(draft, 4)}.stages.{stage(draft, 3)}"
    dotted = edited(draft, draft, Edit({f"{name}.settings.dots": "4", f"{name}.settings.about": "lessons"})).document
    assert dotted["agenda"][3]["stages"][3]["settings"] == {"dots": 4, "about": "lessons"}
    ranked = edited(dotted, dotted, Edit({f"{name}.kind": "ranking"})).document
    assert ranked["agenda"][3]["stages"][3]["settings"] == {"about": "lessons"}
    plan_of(ranked)


def test_a_setting_that_the_kind_has_not_is_refused(draft: Document) -> None:
    with pytest.raises(Misunderstood):
        edited(draft, draft, Edit({f"agenda.{item(draft, 4)}.stages.{stage(draft, 0)}.settings.dots": "4"}))


def test_more_groups_have_more_places_for_moderators(draft: Document) -> None:
    assert len(typed(draft, groups="7")["moderators"]) == 7


def test_every_field_of_the_table_is_found_by_its_pattern() -> None:
    made = {name: tuple(name.replace("*", "3").replace("@", "en").split(".")) for name in FIELDS}
    assert {pattern(path) for path in made.values()} == set(FIELDS)


# --- Pressing


def test_items_move_up_and_down_and_stay_at_the_ends(draft: Document) -> None:
    last, first = item(draft, 5), item(draft, 1)
    assert titles(pressed(draft, "up", "agenda", last))[3] == titles(draft)[4]
    assert titles(pressed(draft, "down", "agenda", first))[:2] == titles(draft)[1::-1]
    assert pressed(draft, "up", "agenda", first) == pressed(draft, "down", "agenda", last) == draft


def test_an_item_is_dragged_to_any_place(draft: Document) -> None:
    before = titles(draft)
    assert titles(pressed(draft, "move", "agenda", item(draft, 5), to=0)) == [before[4], *before[:4]]
    assert titles(pressed(draft, "move", "agenda", item(draft, 1), to=99)) == [*before[1:], before[0]]


def test_a_stage_moves_within_its_item(draft: Document) -> None:
    after = pressed(draft, "move", "agenda", item(draft, 4), "stages", stage(draft, 5), to=0)
    assert [each["kind"] for each in after["agenda"][3]["stages"]][:2] == ["lesson", "introductions"]


def test_two_moderators_change_groups_and_nobody_else_does(draft: Document) -> None:
    names = [each["name"] for each in draft["moderators"]]
    after = pressed(draft, "move", "moderators", draft["moderators"][0][NAME], to=4)
    assert [each["name"] for each in after["moderators"]] == [names[4], *names[1:4], names[0]]


def test_whoever_is_taken_out_leaves_their_group_without_a_moderator(draft: Document) -> None:
    after = pressed(draft, "remove", "moderators", draft["moderators"][1][NAME])
    assert [each.get("name") for each in after["moderators"]][:3] == ["Karen Bøhle Aarhus", None, "Andreas Løhren"]


def test_a_press_that_comes_twice_adds_one(draft: Document) -> None:
    once = pressed(draft, "add", "agenda", name="a1", words={"kind": "break"})
    twice = pressed(once, "add", "agenda", name="a1", words={"kind": "break"})
    assert (once["agenda"][-1], len(once["agenda"])) == ({NAME: "a1", "kind": "break"}, 6)
    assert twice == once


def test_a_new_question_has_a_key_that_no_other_has(draft: Document) -> None:
    after = pressed(pressed(draft, "add", "prompts", name="a"), "add", "prompts", name="b")
    keys = [each["key"] for each in after["prompts"]]
    assert len(set(keys)) == len(keys) == 8


def test_a_question_that_is_taken_out_is_asked_no_more(draft: Document) -> None:
    after = pressed(draft, "remove", "prompts", draft["prompts"][0][NAME])
    assert [each.get("prompt") for each in after["agenda"][3]["stages"]] == [None] * 6
    plan_of(after)


def test_a_language_goes_with_all_that_is_told_in_it(draft: Document) -> None:
    after = plan_of(pressed(draft, "remove", "languages", "fr"))
    assert (after.language, after.languages) == ("en", ["en"])
    assert '"fr"' not in after.model_dump_json()


def test_the_last_language_stays(draft: Document) -> None:
    alone = pressed(draft, "remove", "languages", "en")
    assert pressed(alone, "remove", "languages", "fr") == alone


@pytest.mark.parametrize(
    ("verb", "path"),
    [
        ("add", ("moderators",)),
        ("add", ("agenda",)),
        ("add", ("title",)),
        ("add", ("agenda", "nowhere", "stages")),
        ("remove", ("title", "en")),
        ("remove", ("agenda", "nowhere")),
        ("move", ("languages", "en")),
        ("up", ("title", "en")),
        ("paste", ("agenda",)),
        ("burn", ("agenda",)),
        ("add", ()),
    ],
)
def test_a_press_on_what_is_no_list_is_refused(draft: Document, verb: str, path: tuple[str, ...]) -> None:
    with pytest.raises(Misunderstood):
        pressed(draft, verb, *path, name="a")


# --- Pasted lists


@pytest.mark.parametrize(
    ("line", "person"),
    [
        ("Karen Bøhle Aarhus", {"name": "Karen Bøhle Aarhus"}),
        ("1. Ellen Wefald, adviser", {"name": "Ellen Wefald", "occupation": {"en": "adviser"}}),
        (
            "- Ellen Wefald; adviser; Bærum kommune; NO",
            {
                "name": "Ellen Wefald",
                "occupation": {"en": "adviser"},
                "organisation": "Bærum kommune",
                "country": "NO",
            },
        ),
        (
            "Inés\tartist\tBasurama\tSpain",
            {"name": "Inés", "occupation": {"en": "artist"}, "organisation": "Basurama", "country": "ES"},
        ),
        ("Inés, ES", {"name": "Inés", "country": "ES"}),
        ("  \u200b ", None),
    ],
)
def test_a_pasted_line_is_a_person(line: str, person: dict[str, Any] | None) -> None:
    assert people_in(line, "en") == ([person] if person else [])


def test_pasted_moderators_take_the_groups_in_their_order_and_make_more(draft: Document) -> None:
    after = pressed(draft, "paste", "moderators", pasted="\n".join(f"Person {n}" for n in range(1, 8)))
    assert [each["name"] for each in after["moderators"]] == [f"Person {n}" for n in range(1, 8)]
    assert plan_of(after).groups == 7


def test_whoever_is_pasted_again_keeps_what_was_told_of_them(draft: Document) -> None:
    after = pressed(draft, "paste", "moderators", pasted="Karen Bøhle Aarhus\nSomebody else")
    assert after["moderators"][0] == draft["moderators"][0]
    assert after["moderators"][1]["name"] == "Somebody else"


def test_pasted_speakers_join_those_that_are_there(draft: Document) -> None:
    after = pressed(draft, "paste", "speakers", pasted="Ada\nBo", name="p")
    assert [each["name"] for each in after["speakers"]][4:] == ["Ada", "Bo"]
