"""Two people at one draft: side by side where they can, and told where they cannot."""

import pytest

from app.domain.drafts.document import NAME, Document, document_of
from app.domain.drafts.edits import Edit, Step, edited
from app.domain.plans import read_plan


@pytest.fixture
def draft() -> Document:
    return document_of(read_plan("co-val-2020"))


def typed(document: Document, **words: str) -> Document:
    return edited(document, document, Edit({name.replace("__", "."): raw for name, raw in words.items()})).document


def item(document: Document, number: int) -> str:
    return str(document["agenda"][number - 1][NAME])


def test_two_who_write_in_different_places_both_have_their_way(draft: Document) -> None:
    theirs = typed(draft, title__en="Theirs")
    found = edited(draft, theirs, Edit({"question.en": "Mine?"}))
    assert (found.clashes, found.document["title"]["en"], found.document["question"]["en"]) == ((), "Theirs", "Mine?")


def test_the_later_one_at_the_same_place_hears_of_it_and_changes_nothing(draft: Document) -> None:
    theirs = typed(draft, title__en="Theirs")
    found = edited(draft, theirs, Edit({"title.en": "Mine", "question.en": "Mine?"}))
    assert (list(found.clashes), found.document) == (["title.en"], theirs)
    assert found.aside is not None
    assert (found.aside["title"]["en"], found.aside["question"]["en"]) == ("Mine", "Mine?")


def test_the_same_words_twice_are_no_clash(draft: Document) -> None:
    theirs = typed(draft, title__en="The same")
    assert edited(draft, theirs, Edit({"title.en": "The same"})).document == theirs


def test_what_somebody_moved_meanwhile_is_still_the_same_item(draft: Document) -> None:
    theirs = edited(draft, draft, Edit({}, Step("up", ("agenda", item(draft, 5))))).document
    name = item(draft, 5)
    found = edited(draft, theirs, Edit({f"agenda.{name}.minutes": "20"}))
    assert (found.clashes, found.document["agenda"][3]["minutes"]) == ((), 20)


def test_what_somebody_took_out_meanwhile_is_a_clash(draft: Document) -> None:
    name = item(draft, 5)
    theirs = edited(draft, draft, Edit({}, Step("remove", ("agenda", name)))).document
    found = edited(draft, theirs, Edit({f"agenda.{name}.minutes": "20"}))
    assert (list(found.clashes), found.document) == ([f"agenda.{name}.minutes"], theirs)


def test_nobody_takes_out_what_somebody_changed_meanwhile(draft: Document) -> None:
    name = item(draft, 5)
    theirs = edited(draft, draft, Edit({f"agenda.{name}.minutes": "20"})).document
    found = edited(draft, theirs, Edit({}, Step("remove", ("agenda", name))))
    assert (list(found.clashes), found.document) == ([f"agenda.{name}"], theirs)


@pytest.mark.parametrize("verb", ["up", "down", "remove"])
def test_a_press_that_comes_twice_is_done_once(draft: Document, verb: str) -> None:
    """The same edition was seen both times: the answer to the first was lost."""
    press = Edit({}, Step(verb, ("agenda", item(draft, 3))))
    once = edited(draft, draft, press).document
    again = edited(draft, once, press)
    assert (once != draft, again.clashes, again.document) == (True, (), once)


def test_a_form_sent_whole_changes_only_what_its_writer_changed(draft: Document) -> None:
    """Without our script a form sends every field it holds."""
    theirs = typed(draft, title__en="Theirs")
    whole = {"title.en": draft["title"]["en"], "title.fr": draft["title"]["fr"], "question.en": "Mine?"}
    found = edited(draft, theirs, Edit(whole))
    assert (found.clashes, found.document["title"]["en"], found.document["question"]["en"]) == ((), "Theirs", "Mine?")
