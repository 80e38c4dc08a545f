"""Whatever a socket says it has seen, it is brought up to what is so: by what it missed, or by everything."""

import threading
from collections.abc import Iterator

import pytest

from app.live.channels import Channel
from app.live.lately import TOO_LONG_AWAY
from app.live.regions import regions
from tests.live.conftest import Watching
from tests.live.place import Page
from tests.live.sockets import Socket
from tests.live.watching import KINDS, Watch, at, pieces
from tests.serving import Server, Visitor, until

MANY = TOO_LONG_AWAY + 10
MOST_WORDS = 100  # of one person who talks all the time


@pytest.fixture(scope="module", autouse=True)
def history(lab: Server) -> None:
    """More has happened than a screen may have missed."""
    lab.tower().act("prompt-for-all", prompt=1)
    tower = lab.tower()
    for n in range(MANY):
        tower.act("notice", words=f"Word {n}")


def first_bag(socket: Socket) -> str:
    assert until(lambda: socket.listen() or socket.heard)
    return socket.heard[0]


def test_a_screen_a_little_behind_is_told_what_it_missed(lab: Server) -> None:
    ada, bo = lab.phone("Ada", 1), lab.phone("Bo", 1)
    page = Page(bo.page())
    for words in ("one", "two", "three"):
        ada.contribute(words)
    socket = Socket(bo, page.seq)
    page.hear(first_bag(socket))
    assert page.words("card__words", "board")[-3:] == ["one", "two", "three"]
    socket.close()


def test_it_is_told_nothing_else(lab: Server) -> None:
    ada, bo = lab.phone("Ada", 2), lab.phone("Bo", 2)
    page = Page(bo.page())
    ada.contribute("one")
    ada.contribute("two")
    socket = Socket(bo, page.seq)
    bag = first_bag(socket)
    assert pieces(bag) == [f"contribution-{id}" for id in Page(bo.page()).ids("contribution")]
    socket.close()


@pytest.mark.parametrize("kind", KINDS)
def test_a_screen_away_for_too_long_is_told_everything(lab: Server, kind: str) -> None:
    visitor = at(lab, kind)
    socket = Socket(visitor, Page(visitor.page()).seq - MANY + 5)
    assert pieces(first_bag(socket)) == list(regions(Channel(1, kind, 1 if kind in ("phone", "desk") else None)))
    socket.close()


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("seq", ["0", "1", "-1", "-5000", f"{10**12}", "9" * 40, "-" + "9" * 40])
def test_whatever_seq_a_socket_names_its_screen_comes_to_show_what_is_so(
    lab: Server, watch: Watching, kind: str, seq: str
) -> None:
    onlooker = watch(at(lab, kind))
    onlooker.socket.cut()
    lab.desk(1).act("timer", minutes=7)
    onlooker.socket = Socket(onlooker.visitor, seq)
    assert onlooker.socket.status == 101
    assert onlooker.behind() == []


@pytest.mark.parametrize("seq", ["", "x", "1.5", "NaN", "1e9", "0x10", "9" * 5000, "1%00", "1;2"])
def test_what_is_no_number_is_refused_before_the_socket_opens(lab: Server, seq: str) -> None:
    socket = Socket(lab.phone("", 3), seq)
    assert socket.status == 403
    socket.wire.close()


def test_a_socket_that_names_no_seq_is_refused(lab: Server) -> None:
    ada = lab.phone("", 3)
    socket = Socket(ada, path=f"{ada.base}/live")
    assert socket.status == 403
    socket.wire.close()


def test_a_wrong_seq_leaves_no_trace_of_trouble_in_the_log(lab: Server) -> None:
    assert "Traceback" not in lab.log.read_text()


class Talk:
    """People who talk all the time, each sure of what was acknowledged."""

    def __init__(self, lab: Server, group: int, people: int = 3):
        self.said: list[str] = []
        self.is_over = threading.Event()
        phones = [lab.phone("", group) for _ in range(people)]
        self.threads = [threading.Thread(target=self.talk, args=(n, phone)) for n, phone in enumerate(phones)]
        for thread in self.threads:
            thread.start()

    def talk(self, who: int, phone: Visitor) -> None:
        for n in range(MOST_WORDS):
            if not self.is_over.is_set():
                assert phone.act("contributions", prompt=1, text=f"{who}: {n}").status_code == 201
                self.said.append(f"{who}: {n}")

    def end(self) -> set[str]:
        self.is_over.set()
        for thread in self.threads:
            thread.join()
        return set(self.said)


@pytest.fixture
def talk(lab: Server) -> Iterator[Talk]:
    going_on = Talk(lab, group=4)
    yield going_on
    going_on.end()


def test_nothing_is_missed_between_page_and_socket(lab: Server, watch: Watching, talk: Talk) -> None:
    """Phones come and go under load; each has, with its page, everything that was ever said."""
    watches: list[Watch] = []
    for n in range(12):
        watches.append(watch(lab.phone("", 4)))
        if n % 4 == 3:
            watches.pop(0).socket.cut()
    said = talk.end()
    assert len(said) > 50
    for each in watches:
        assert each.comes_to_show(lambda: set(each.cards) == said)  # noqa: B023 asked at once
