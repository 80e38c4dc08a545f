"""G3: whoever was away for long, with words of their own unsent, loses nothing and misses nothing."""

from uuid import uuid4

import pytest

from tests.live.conftest import Watching
from tests.serving import Server


@pytest.mark.parametrize("events", [210, pytest.param(500, marks=pytest.mark.slow)])
def test_a_phone_that_was_cut_off_shows_everything_and_its_own_words_arrive(
    lab: Server, watch: Watching, events: int
) -> None:
    ada, desk = watch(lab.phone("Ada", 1)), lab.desk(1)
    ada.socket.cut()
    unsent = {uuid4().hex: f"Written in the tunnel {n}" for n in range(5)}
    for n in range(events):
        desk.act("proxies", prompt=1, text=f"Meanwhile {n}")
    for id, words in unsent.items():
        ada.page.place(ada.visitor.act("contributions", id=id, prompt=1, text=words).text)
    ada.reconnect()
    assert ada.behind() == []
    assert ada.cards[-5:] == list(unsent.values())
    assert len(ada.cards) == events + 5
