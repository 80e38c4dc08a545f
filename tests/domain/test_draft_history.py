"""Back and forth through every edition of a draft."""

from datetime import UTC, datetime, timedelta

from app.domain.drafts.history import Past, earlier, later

BEGUN = datetime(2026, 11, 26, 9, tzinfo=UTC)


def past(*made: tuple[int | None, str, int]) -> dict[int, Past]:
    """Editions by what they were made from, what they are about, and how many seconds after the first."""
    return {
        n: Past(n, before, about, BEGUN + timedelta(seconds=seconds))
        for n, (before, about, seconds) in enumerate(made, 1)
    }


def test_back_and_forth() -> None:
    editions = past((None, "", 0), (1, "title.en", 5), (2, "question.en", 10))
    assert [earlier(editions, n) for n in (3, 2, 1)] == [2, 1, None]
    assert [later(editions, n) for n in (1, 2, 3)] == [2, 3, None]


def test_what_was_typed_into_one_field_in_one_go_is_one_step() -> None:
    editions = past((None, "", 0), (1, "title.en", 5), (2, "title.en", 8), (3, "title.en", 20), (4, "title.en", 60))
    assert [earlier(editions, n) for n in (5, 4, 3)] == [4, 1, 1]
    assert [later(editions, n) for n in (1, 4)] == [4, 5]


def test_every_press_is_a_step() -> None:
    editions = past((None, "", 0), (1, "up:agenda.3", 1), (2, "up:agenda.3", 2))
    assert (earlier(editions, 3), later(editions, 1)) == (2, 2)


def test_after_something_new_that_is_what_is_brought_back() -> None:
    editions = past((None, "", 0), (1, "title.en", 30), (1, "question.en", 90))
    assert (later(editions, 1), earlier(editions, 2)) == (3, 1)


def test_what_was_kept_aside_is_never_brought_back_by_itself() -> None:
    editions = past((None, "", 0), (1, "title.en", 30))
    editions[3] = Past(3, 1, "title.en", BEGUN + timedelta(seconds=60), is_aside=True)
    assert later(editions, 1) == 2
