"""A letter for each step, once: also when the server ends in the middle of sending it."""

import asyncio
from datetime import date, datetime, timedelta
from uuid import uuid4

import pytest

from app.clock import now
from app.domain import follow_up
from app.domain.follow_up import ask_for_reminders, report_progress
from app.domain.work import Key
from app.following.letters import AFTER, BEFORE, TODAY, step_of
from app.following.reminders import Owed, owed
from app.models import Lesson, OwnerLink, Reminder
from app.reminding import NotSent, by_post, forget_addresses, remind
from app.settings import Settings
from app.store import Store
from tests.cast import LabAtWork
from tests.following.conftest import DUE
from tests.post_office import posting

pytestmark = pytest.mark.anyio

SERVER, ANA = "https://lab.example.org", "ana@example.org"


class Postman:
    """Keeps what he is given; or says what keeps him from carrying it."""

    def __init__(self, trouble: Exception | None = None) -> None:
        self.carried: list[Owed] = []
        self.trouble = trouble

    async def __call__(self, each: Owed) -> None:
        if self.trouble:
            raise self.trouble
        self.carried.append(each)


def on(day: date, days: int = 0) -> datetime:
    return datetime.combine(day + timedelta(days=days), datetime.min.time()).astimezone() + timedelta(hours=9)


async def sent(lab: LabAtWork, days: int, postman: Postman, store: Store | None = None) -> list[str]:
    """The steps of what goes out so many days after the day."""
    before = len(postman.carried)
    await remind(store or lab.store, SERVER, lab.locksmith, postman, on(DUE, days))
    return [each.step for each in postman.carried[before:]]


@pytest.fixture
async def asked(lab: LabAtWork, owner: Key) -> Key:
    await lab.do(owner, ask_for_reminders, ANA, "en")
    return owner


WHEN = {
    -30: None,
    -8: None,
    -7: BEFORE,
    -1: BEFORE,
    0: TODAY,
    1: None,
    2: None,
    3: AFTER,
    14: AFTER,
    15: None,
    400: None,
}


@pytest.mark.parametrize(("days", "step"), WHEN.items())
def test_each_step_has_its_days(days: int, step: str | None) -> None:
    assert step_of(DUE, DUE + timedelta(days=days)) == step


async def test_one_letter_a_step_and_no_more(lab: LabAtWork, asked: Key) -> None:
    postman = Postman()
    told = [(days, await sent(lab, days, postman)) for days in (-9, -7, -6, -1, 0, 0, 1, 3, 4, 10, 20)]
    assert [each for each in told if each[1]] == [(-7, [BEFORE]), (0, [TODAY]), (3, [AFTER])]
    assert {each.email for each in postman.carried} == {ANA}


async def test_who_did_not_ask_is_not_written_to(lab: LabAtWork, owner: Key) -> None:
    assert await sent(lab, 0, Postman()) == []


async def test_who_no_longer_wants_it_is_not_written_to(lab: LabAtWork, asked: Key) -> None:
    await lab.do(asked, ask_for_reminders, "", "en")
    assert await sent(lab, 0, Postman()) == []


async def test_nobody_is_reminded_of_what_is_learned(lab: LabAtWork, asked: Key) -> None:
    await lab.do(asked, report_progress, "learned", DUE, "They came.", 2, uuid4().hex)
    assert await sent(lab, 0, Postman()) == []
    assert [each.email for each in await lab.rows(OwnerLink)] == [""]


async def test_who_has_spoken_since_is_not_chased(lab: LabAtWork, asked: Key) -> None:
    due = now().date() - timedelta(days=3)
    await lab.do(asked, report_progress, "acting", due, "It takes longer.", 2, uuid4().hex)
    assert await lab.store.read(owed, now().date(), SERVER, lab.locksmith) == []


async def test_another_day_is_another_way_of_steps(lab: LabAtWork, asked: Key) -> None:
    postman = Postman()
    await sent(lab, 0, postman)
    await lab.do(asked, report_progress, "acting", DUE + timedelta(days=40), "Later.", 2, uuid4().hex)
    assert await sent(lab, 40, postman) == [TODAY]


async def test_a_letter_tells_what_and_by_when_and_where_to_answer(lab: LabAtWork, asked: Key) -> None:
    postman = Postman()
    await sent(lab, -7, postman)
    (letter,) = postman.carried
    assert letter.text.subject == "Due on March 1, 2027: Pay people"
    assert "Next step: Try it in spring" in letter.text.body
    assert f"{SERVER}/enter#" in letter.text.body
    token = letter.text.body.partition("/enter#")[2].splitlines()[0]
    assert lab.locksmith.hash(token) == asked.token_hash


async def test_it_is_written_in_the_language_they_asked_in(lab: LabAtWork, owner: Key) -> None:
    await lab.do(owner, ask_for_reminders, ANA, "fr")
    postman = Postman()
    await sent(lab, 0, postman)
    assert "1er mars 2027" in postman.carried[0].text.body


# --- By post


async def test_a_real_mail_server_takes_the_letter_once(lab: LabAtWork, asked: Key, founded: Settings) -> None:
    with posting(founded) as (settings, office):
        for _ in range(2):
            await remind(lab.store, SERVER, lab.locksmith, by_post(settings), on(DUE))
    (came,) = office.letters
    assert (came.sender, came.readers) == ("lab@example.org", [ANA])
    assert came.message["Subject"] == "Due today: Pay people"
    assert f"{SERVER}/enter#" in came.text


async def test_what_a_mail_server_refused_is_sent_when_it_takes_it(
    lab: LabAtWork, asked: Key, founded: Settings
) -> None:
    with posting(founded) as (settings, office):
        office.refuses["DATA"] = "451 try again"
        first = await remind(lab.store, SERVER, lab.locksmith, by_post(settings), on(DUE))
        office.refuses.clear()
        again = await remind(lab.store, SERVER, lab.locksmith, by_post(settings), on(DUE))
    assert (first, again, len(office.letters)) == (0, 1, 1)


# --- Never twice


async def test_what_certainly_was_not_sent_is_tried_again(lab: LabAtWork, asked: Key) -> None:
    postman = Postman(NotSent())
    assert await sent(lab, 0, postman) == []
    postman.trouble = None
    assert await sent(lab, 0, postman) == [TODAY]
    assert await sent(lab, 0, postman) == []


async def test_what_may_have_been_sent_is_not_sent_again(lab: LabAtWork, asked: Key) -> None:
    postman = Postman(TimeoutError())
    await sent(lab, 0, postman)
    postman.trouble = None
    assert await sent(lab, 0, postman) == []


async def test_a_server_that_ends_while_sending_leaves_a_note_for_the_next(
    lab: LabAtWork, asked: Key, founded: Settings
) -> None:
    class PowerCut(BaseException):
        pass

    class Cut(Postman):
        async def __call__(self, each: Owed) -> None:
            await super().__call__(each)
            raise PowerCut

    postman = Cut()
    with pytest.raises(PowerCut):
        await sent(lab, 0, postman)
    assert len(postman.carried) == 1
    lab.store.close()
    again, next_day = Store(founded.database, lambda lab, seq: None), Postman()
    try:
        assert await sent(lab, 0, next_day, again) == []
    finally:
        again.close()


async def test_two_at_once_send_one_letter(lab: LabAtWork, asked: Key) -> None:
    postman = Postman()
    await asyncio.gather(*(sent(lab, 0, postman) for _ in range(5)))
    assert [each.step for each in postman.carried] == [TODAY]
    assert [each.step for each in await lab.rows(Reminder)] == [TODAY]


# --- Addresses


async def test_an_address_is_forgotten_when_nobody_will_write_there(
    lab: LabAtWork, asked: Key, monkeypatch: pytest.MonkeyPatch
) -> None:
    await forget_addresses(lab.store)
    assert [each.email for each in await lab.rows(OwnerLink)] == [ANA]
    long_after = on(DUE, 92)
    monkeypatch.setattr(follow_up, "now", lambda: long_after)
    await forget_addresses(lab.store)
    assert [each.email for each in await lab.rows(OwnerLink)] == [""]
    assert (await lab.row(Lesson)).owner != ""
