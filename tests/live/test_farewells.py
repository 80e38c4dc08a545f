"""Whoever is moved, removed or leaves hears nothing more on the socket they had."""

import threading

import pytest

from app.live.farewells import GONE, MOVED, REVOKED
from tests.live.conftest import Watching
from tests.live.place import Page
from tests.live.sockets import Socket
from tests.live.watching import Watch
from tests.serving import CODE, Server, Visitor, until


@pytest.fixture(scope="module", autouse=True)
def prompt(lab: Server) -> None:
    lab.tower().act("prompt-for-all", prompt=1)


def person(lab: Server, name: str) -> str:
    seats = [each for each in Page(lab.tower().page()).root.walk() if each["class"] == "seat"]
    return next(each["id"].removeprefix("seat-") for each in seats if name in each.text.split())


def move(lab: Server, name: str, group: int) -> None:
    assert lab.tower().act(f"people/{person(lab, name)}/seat", group=group).status_code == 200


def remove(lab: Server, name: str) -> None:
    assert lab.tower().act(f"people/{person(lab, name)}/removal").status_code == 200


def is_ended(watch: Watch, code: int) -> bool:
    return until(lambda: (watch.look(), watch.socket.code)[1] == code)


def second_device(lab: Server, phone: Visitor) -> Visitor:
    """Another phone that its person came back on, by the code that the first one shows."""
    code = Page(phone.page()).words("yours__code")[0]
    other = lab.visitor()
    other.base = other.http.post(f"/j/{CODE}/returns", data={"return_code": code}).headers["location"]
    return other


def test_who_is_moved_is_told_to_load_the_page_again(lab: Server, watch: Watching) -> None:
    ada = watch(lab.phone("Ada", 1))
    move(lab, "Ada", 2)
    assert is_ended(ada, MOVED)


def test_who_is_moved_hears_nothing_more_of_the_old_group(lab: Server, watch: Watching) -> None:
    bea, bo, said = watch(lab.phone("Bea", 1)), lab.phone("Bo", 1), []
    is_moved = threading.Event()

    def talk() -> None:
        for n in range(100):
            is_late = is_moved.is_set()
            bo.act("contributions", prompt=1, text=f"Said {n}")
            if is_late:
                said.append(f"Said {n}<")

    talking = threading.Thread(target=talk)
    talking.start()
    assert bea.comes_to_hear("Said 3<")
    move(lab, "Bea", 2)
    is_moved.set()
    talking.join()
    assert is_ended(bea, MOVED)
    assert len(said) > 0
    assert [words for words in said if words in "".join(bea.socket.heard)] == []


def test_who_is_moved_hears_the_new_group_on_a_new_page(lab: Server, watch: Watching) -> None:
    dee = watch(lab.phone("Dee", 1))
    move(lab, "Dee", 3)
    assert is_ended(dee, MOVED)
    dee.open()
    lab.desk(3).act("proxies", prompt=1, text="Welcome to ours")
    assert dee.comes_to_show(lambda: dee.cards == ["Welcome to ours"])


def test_all_screens_of_who_is_moved_are_told(lab: Server, watch: Watching) -> None:
    first = lab.phone("Eli", 1)
    screens = [watch(first), watch(first), watch(second_device(lab, first))]
    move(lab, "Eli", 2)
    assert [is_ended(screen, MOVED) for screen in screens] == [True, True, True]


def test_a_phone_that_was_cut_off_while_it_was_moved_is_told_when_it_is_back(lab: Server, watch: Watching) -> None:
    fay = watch(lab.phone("Fay", 1))
    fay.socket.cut()
    move(lab, "Fay", 2)
    fay.reconnect()
    assert is_ended(fay, MOVED)


def test_a_phone_that_was_cut_off_for_long_while_it_was_moved_is_told_too(lab: Server, watch: Watching) -> None:
    gus, tower = watch(lab.phone("Gus", 1)), lab.tower()
    gus.socket.cut()
    move(lab, "Gus", 2)
    for n in range(210):
        tower.act("notice", words=f"Word {n}")
    gus.reconnect()
    assert is_ended(gus, MOVED)


def test_who_was_moved_back_again_keeps_a_page_that_is_still_theirs_or_loads_it(lab: Server, watch: Watching) -> None:
    hal = watch(lab.phone("Hal", 1))
    hal.socket.cut()
    move(lab, "Hal", 2)
    move(lab, "Hal", 1)
    hal.reconnect()
    assert is_ended(hal, MOVED)
    hal.open()
    assert hal.behind() == []


def test_others_of_the_group_keep_their_sockets_when_one_is_moved(lab: Server, watch: Watching) -> None:
    lab.phone("Ida", 1)
    others = [watch(lab.phone("Jo", 1)), watch(lab.desk(1))]
    move(lab, "Ida", 2)
    assert [other.behind() for other in others] == [[], []]
    assert [other.socket.code for other in others] == [None, None]


def test_who_is_removed_is_told_so(lab: Server, watch: Watching) -> None:
    kim = watch(lab.phone("Kim", 1))
    remove(lab, "Kim")
    assert is_ended(kim, REVOKED)


def test_all_devices_of_who_is_removed_are_told(lab: Server, watch: Watching) -> None:
    first = lab.phone("Lea", 1)
    screens = [watch(first), watch(second_device(lab, first))]
    remove(lab, "Lea")
    assert [is_ended(screen, REVOKED) for screen in screens] == [True, True]


def test_who_was_removed_cannot_come_back(lab: Server, watch: Watching) -> None:
    max = watch(lab.phone("Max", 1))
    remove(lab, "Max")
    assert is_ended(max, REVOKED)
    max.reconnect()
    assert is_ended(max, REVOKED)


def test_who_was_removed_hears_nothing_more(lab: Server, watch: Watching) -> None:
    nia, desk = watch(lab.phone("Nia", 1)), lab.desk(1)
    remove(lab, "Nia")
    desk.act("proxies", prompt=1, text="Without Nia")
    assert is_ended(nia, REVOKED)
    assert "Without Nia" not in "".join(nia.socket.heard)


def test_leaving_ends_the_sockets_of_that_phone(lab: Server, watch: Watching) -> None:
    phone = lab.phone("Oda", 1)
    tabs = [watch(phone), watch(phone)]
    lab.tower().act("notice", words="Are both here?")
    assert all(tab.comes_to_show(lambda tab=tab: "Are both here?" in "".join(tab.socket.heard)) for tab in tabs)
    phone.act("departure")
    assert [is_ended(tab, REVOKED) for tab in tabs] == [True, True]


def test_leaving_with_one_phone_leaves_the_other_in(lab: Server, watch: Watching) -> None:
    phone = lab.phone("Pia", 1)
    other = watch(second_device(lab, phone))
    leaving = watch(phone)
    phone.act("departure")
    assert is_ended(leaving, REVOKED)
    lab.desk(1).act("proxies", prompt=1, text="For those who stay")
    assert other.comes_to_show(lambda: other.cards[-1:] == ["For those who stay"])


def test_leaving_while_the_socket_is_cut_keeps_it_shut(lab: Server, watch: Watching) -> None:
    phone = watch(lab.phone("Ravi", 1))
    cookies = phone.visitor.cookies
    phone.socket.cut()
    phone.visitor.act("departure")
    again = Socket(phone.visitor, phone.page.seq, Cookie=cookies)
    assert until(lambda: (again.listen(), again.code)[1] == REVOKED)


@pytest.mark.parametrize("token", ["", "x", "A" * 32, "A" * 7000, "é", "a b", "'; DROP TABLE pass;--"])
def test_an_unknown_pass_opens_no_socket(lab: Server, token: str) -> None:
    stranger = lab.visitor()
    stranger.base = "/labs/1/phone"
    socket = Socket(stranger, Cookie=f"samskap-1-phone={token}")
    assert until(lambda: (socket.listen(), socket.code)[1] == REVOKED)
    assert socket.heard == []


@pytest.mark.parametrize("screen", ["desk-1", "stage", "tower"])
def test_a_pass_of_another_screen_opens_no_socket(lab: Server, screen: str) -> None:
    ada = lab.phone("", 1)
    token = ada.cookies.partition("samskap-1-phone=")[2].partition(";")[0]
    socket = Socket(ada, path=f"/labs/1/{screen}/live?seq=0", Cookie=f"samskap-1-{screen}={token}")
    assert until(lambda: (socket.listen(), socket.code)[1] == REVOKED)


def test_a_moderator_cannot_listen_at_another_desk(lab: Server) -> None:
    token = lab.desk(1).cookies.partition("=")[2]
    socket = Socket(lab.visitor(), path="/labs/1/desk-2/live?seq=0", Cookie=f"samskap-1-desk-2={token}")
    assert until(lambda: (socket.listen(), socket.code)[1] == REVOKED)


@pytest.mark.parametrize("number", ["2", "999999"])
def test_a_lab_that_is_not_there_says_so(lab: Server, number: str) -> None:
    socket = Socket(lab.phone("", 1), path=f"/labs/{number}/phone/live?seq=0")
    assert until(lambda: (socket.listen(), socket.code)[1] == GONE)


@pytest.mark.parametrize("number", ["-1", "0", str(2**63), "9" * 40, "x", "1.0"])
def test_a_number_that_no_lab_can_have_is_refused_before_the_socket_opens(lab: Server, number: str) -> None:
    socket = Socket(lab.phone("", 1), path=f"/labs/{number}/phone/live?seq=0")
    assert socket.status == 403
    socket.wire.close()


def test_none_of_it_troubles_the_log(lab: Server) -> None:
    assert "Traceback" not in lab.log.read_text()
