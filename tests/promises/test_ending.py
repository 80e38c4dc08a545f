"""G13: a server that is asked to end ends, whatever its phones do, and nothing that was promised is lost."""

import pytest

from tests.live.conftest import Watching
from tests.live.heavy import Room
from tests.live.watching import at
from tests.promises.outbox import talking
from tests.promises.test_kept_words import rows
from tests.serving import Server, until

GENEROUS = 15  # seconds; it takes five at most where nothing else is going on


def has_ended(lab: Server) -> bool:
    lab.process.terminate()
    lab.process.join(GENEROUS)
    return not lab.process.is_alive()


@pytest.fixture(autouse=True)
def running(lab: Server) -> None:
    """The test before has ended it."""
    if not lab.process.is_alive():
        lab.start()


def test_it_ends_with_a_phone_that_never_reads(lab: Server, watch: Watching) -> None:
    room, healthy, slow = Room(lab), watch(at(lab, "phone")), watch(at(lab, "phone"), narrow=True)
    room.stall(slow, healthy)
    assert has_ended(lab)


def test_it_tells_phones_that_it_will_be_back(lab: Server, watch: Watching) -> None:
    phone = watch(at(lab, "phone"))
    assert has_ended(lab)
    assert until(lambda: (phone.look(), phone.socket.code)[1] == 1012)  # a code after which htmx connects again


def test_it_loses_nothing_in_the_midst_of_talk(lab: Server) -> None:
    with talking(lab, 6) as talk:
        assert until(lambda: len(talk.promised) > 30)
        assert has_ended(lab)
        lab.start()
        promised = talk.end()
    assert sorted(text for (text,) in rows(lab, "SELECT text FROM contribution WHERE NOT on_paper")) == sorted(promised)


def test_none_of_it_troubles_the_log(lab: Server) -> None:
    assert "Traceback" not in lab.log.read_text()
