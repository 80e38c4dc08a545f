"""When and where, and letters: what is kept, what is refused."""

from datetime import UTC, datetime
from uuid import uuid4

import pytest

from app.domain.errors import LabClosed, NotFound, SaidOtherwise
from app.domain.events import OccasionTold
from app.domain.labs import close
from app.domain.post_errors import EnoughLetters
from app.domain.postings import note_posting, postings, say_occasion, write_letter
from app.domain.retention import forget_people
from app.domain.venue_errors import NoSuchHour, NoSuchZone
from app.domain.work import SERVER, Key
from app.models import Lab, Pass, Person
from tests.cast import LabAtWork

pytestmark = pytest.mark.anyio
NINE = datetime(2026, 12, 3, 9, 30)  # noqa: DTZ001 a clock on a wall
PLACE, BRING = {"fr": "Hôtel de ville", "en": "Town hall"}, {"fr": "Un stylo"}
ADDRESS = "karen@example.org"


async def moderator(lab: LabAtWork) -> int:
    return int(next(each.id for each in await lab.rows(Person) if each.role == "moderator"))


async def test_an_hour_is_kept_as_the_moment_it_is_there(lab: LabAtWork) -> None:
    told = await lab.told(lab.organiser, say_occasion, NINE, "Europe/Oslo", PLACE, BRING)
    kept = await lab.row(Lab)
    assert [type(each) for each in told] == [OccasionTold]
    assert (kept.starts_at, kept.time_zone) == (datetime(2026, 12, 3, 8, 30, tzinfo=UTC), "Europe/Oslo")
    assert (kept.place, kept.bring) == (PLACE, BRING)


async def test_where_the_zone_becomes_another_every_screen_loads_its_hours_again(lab: LabAtWork) -> None:
    everyone = {each.id for each in await lab.rows(Pass)}
    (first,) = await lab.told(lab.organiser, say_occasion, NINE, "Europe/Oslo", PLACE, BRING)
    (same,) = await lab.told(lab.organiser, say_occasion, NINE, "Europe/Oslo", {"en": "Elsewhere"}, BRING)
    assert (set(first.holders), same.holders) == (everyone, [])


async def test_saying_the_same_again_changes_no_calendar(lab: LabAtWork) -> None:
    await lab.do(lab.organiser, say_occasion, NINE, "Europe/Oslo", PLACE, BRING)
    before = (await lab.row(Lab)).announced_at
    assert await lab.told(lab.organiser, say_occasion, NINE, "Europe/Oslo", PLACE, BRING) == []
    assert (await lab.row(Lab)).announced_at == before
    await lab.do(lab.organiser, say_occasion, NINE, "Europe/Oslo", PLACE, {})
    assert (await lab.row(Lab)).announced_at > before


async def test_it_may_be_left_open_again(lab: LabAtWork) -> None:
    await lab.do(lab.organiser, say_occasion, NINE, "Europe/Oslo", PLACE, BRING)
    await lab.do(lab.organiser, say_occasion, None, "", {}, {})
    kept = await lab.row(Lab)
    assert (kept.starts_at, kept.time_zone, kept.place, kept.bring) == (None, None, None, None)


@pytest.mark.parametrize(
    ("starts", "zone", "refusal"),
    [
        (NINE, "", NoSuchZone),
        (NINE, "Europe/Nowhere", NoSuchZone),
        (None, "../../etc/passwd", NoSuchZone),
        (datetime(2027, 3, 28, 2, 30), "Europe/Oslo", NoSuchHour),  # noqa: DTZ001 clocks go forward
    ],
)
async def test_an_hour_that_is_none_is_refused(
    lab: LabAtWork, starts: datetime | None, zone: str, refusal: type[Exception]
) -> None:
    with pytest.raises(refusal):
        await lab.do(lab.organiser, say_occasion, starts, zone, {}, {})
    assert (await lab.row(Lab)).starts_at is None


async def test_a_letter_is_noted_once_however_often_its_form_is_sent(lab: LabAtWork) -> None:
    key, person = uuid4().hex, await moderator(lab)
    first = await lab.do(lab.organiser, write_letter, person, ADDRESS, "fr", key)
    again = await lab.do(lab.organiser, write_letter, person, ADDRESS, "fr", key)
    assert first.id == again.id
    assert [each.address for each in await lab.store.read(postings, lab.id)] == [ADDRESS]
    with pytest.raises(SaidOtherwise):
        await lab.do(lab.organiser, write_letter, person, "eve@example.org", "fr", key)


async def test_what_became_of_it_is_written_down(lab: LabAtWork) -> None:
    person, server = await moderator(lab), Key(lab.id, actor=SERVER)
    sent, kept = [await lab.do(lab.organiser, write_letter, person, ADDRESS, "", uuid4().hex) for _ in range(2)]
    await lab.do(server, note_posting, sent.id, None)
    await lab.do(server, note_posting, kept.id, "PostSilent")
    found = {each.id: (bool(each.sent_at), each.trouble) for each in await lab.store.read(postings, lab.id)}
    assert found == {sent.id: (True, None), kept.id: (False, "PostSilent")}


async def test_letters_go_to_moderators_who_are_there(lab: LabAtWork) -> None:
    ana = await lab.join("Ana")
    for person in (ana.id, 9999):
        with pytest.raises(NotFound):
            await lab.do(lab.organiser, write_letter, person, ADDRESS, "", uuid4().hex)
    assert await lab.store.read(postings, lab.id) == []


async def test_a_lab_is_no_cannon(lab: LabAtWork, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("app.domain.postings.MOST_A_DAY", 2)
    person = await moderator(lab)
    for _ in range(2):
        await lab.do(lab.organiser, write_letter, person, ADDRESS, "", uuid4().hex)
    with pytest.raises(EnoughLetters):
        await lab.do(lab.organiser, write_letter, person, ADDRESS, "", uuid4().hex)


async def test_after_the_close_nothing_goes_out(lab: LabAtWork) -> None:
    await lab.do(lab.organiser, close)
    for verb, args in ((say_occasion, (NINE, "Europe/Oslo", {}, {})), (write_letter, (1, ADDRESS, "", uuid4().hex))):
        with pytest.raises(LabClosed):
            await lab.do(lab.organiser, verb, *args)


async def test_addresses_are_forgotten_with_the_names(lab: LabAtWork) -> None:
    await lab.do(lab.organiser, write_letter, await moderator(lab), ADDRESS, "", uuid4().hex)
    await lab.do(Key(lab.id, actor=SERVER), forget_people)
    assert [each.address for each in await lab.store.read(postings, lab.id)] == [""]
