"""What the organiser's browser sees of the door, of a desk, and of those who watch from far away."""

import re

from tests.routers.house import House
from tests.routers.placing import covers
from tests.routers.reading import read
from tests.routers.test_bad_order import at_once
from tests.routers.test_joining import refusal
from tests.serving import CODE


def stranger_at(house: House, code: str) -> tuple[int, list[str], int]:
    """The status, what is said, and how many forms to join there are."""
    answer = house.guest().get(f"/j/{code}")
    page = read(answer.text)
    said = refusal(page) if page.has("refusal") else []
    return answer.status_code, said, answer.text.count(f'action="/j/{code}/people"')


def new_code(house: House) -> str:
    return str(house.rows("SELECT door_code FROM lab WHERE id = 1")[0])


@covers("join_code-locked_lab_code")
def test_a_locked_door_says_so_and_offers_the_way_back(house: House) -> None:
    house.holder("tower").act("door/lock")
    status, said, forms = stranger_at(house, CODE)
    assert (status, said[0], forms) == (403, "The door of this lab is locked: nobody new can join now.", 0)
    assert house.guest().get(f"/j/{CODE}").text.count(f'action="/j/{CODE}/returns"') == 1


def test_whoever_was_typing_when_it_was_locked_is_told_and_keeps_their_words(house: House) -> None:
    house.holder("tower").act("door/lock")
    answer = house.guest().join(CODE, name="Inés")
    assert (answer.status_code, answer.text.count('value="Inés"')) == (403, 1)
    assert house.rows("SELECT count(*) FROM person WHERE role = 'participant'") == [0]


@covers("concurrent-unlock_lock_toggle")
def test_nobody_joins_once_the_lock_is_acknowledged(house: House) -> None:
    tower = house.holder("tower")
    came = at_once(lambda: tower.act("door/lock"), *[lambda: house.guest().join(CODE, name="Ana")] * 12)
    late = at_once(*[lambda: house.guest().join(CODE, name="Bo")] * 4)
    joined = [each.status_code for each in came[1:]].count(303)
    assert (
        {each.status_code for each in late},
        house.rows("SELECT count(*) FROM person WHERE name IN ('Ana', 'Bo')"),
    ) == (
        {403},
        [joined],
    )


def test_a_full_lab_says_so_until_a_place_is_free(house: House) -> None:
    tower = house.holder("tower")
    tower.act("door/places", places="1")
    house.phone("Ana")
    status, said, forms = stranger_at(house, CODE)
    assert (status, said[0], forms) == (403, "Every place in this lab is taken.", 0)
    tower.act("door/newcomers/removal", minutes="5", sure="1")
    assert stranger_at(house, CODE)[::2] == (200, 1)


@covers("join_code-old_code_after_rotation")
def test_an_old_code_tells_of_a_new_one_without_telling_it(house: House) -> None:
    """The file would say 404; a room with an old poster is told that it was right once."""
    house.holder("tower").act("door/code", was=CODE)
    answer = house.guest().get(f"/j/{CODE}")
    assert (answer.status_code, answer.text.count(new_code(house))) == (410, 0)
    assert stranger_at(house, new_code(house))[::2] == (200, 1)


def test_a_room_with_an_old_poster_is_never_told_to_wait(house: House) -> None:
    """Old codes are no guesses: a room full of them shuts nobody out."""
    house.holder("tower").act("door/code", was=CODE)
    assert {house.guest().get(f"/j/{CODE}").status_code for _ in range(60)} == {410}
    assert house.guest().join(new_code(house), name="Ana").status_code == 303


def test_stage_and_tower_show_the_new_code_and_its_picture(house: House) -> None:
    tower, stage = house.holder("tower"), house.holder("stage")
    tower.act("door/code", was=CODE)
    for guest in (tower, stage):
        door = guest.page().find("door")
        assert [each.seen for each in door.all("bdi")] == [new_code(house)]
        assert [each.attributes["src"] for each in door.all("img")] == [f"/labs/1/door.svg?code={new_code(house)}"]
        assert guest.get("/labs/1/door.svg").headers["content-type"] == "image/svg+xml"
    assert house.guest().get("/labs/1/door.svg").status_code == 401


def test_who_watches_from_far_away_sees_the_stage_and_nothing_else(house: House) -> None:
    tower = house.holder("tower")
    tower.act("viewers", id="a" * 32)
    address = re.findall(r'id="viewers-address"[^>]*value="([^"]+)"', tower.get(tower.base).text)[0]
    viewer = house.guest()
    assert viewer.enter(address).headers["location"] == "/labs/1/watch"
    page = viewer.page()
    assert page.find("stream").seen == "The address of the webstream comes later. It will appear here by itself."
    assert [page.find(place) is not None for place in ("now", "agenda", "tiles", "wall", "scene")] == [True] * 5
    assert viewer.act("scene", scene="welcome").status_code == 403
    assert viewer.get("/labs/1/tower").status_code == 401
    tower.act("viewers/removal")
    assert viewer.get("/labs/1/watch").status_code == 401


def test_the_organiser_looks_in_on_a_desk_and_can_press_nothing(house: House) -> None:
    house.holder("desk-2").act("notes", text="They whisper", kind="note", id="b" * 32)
    answer = house.holder("tower").get("/labs/1/tower/groups/2")
    page = read(answer.text)
    (desk,) = [each for each in page if each.name == "fieldset" and "disabled" in each.attributes]
    outside = [each for each in page.all("form") if not any(each is other for other in desk)]
    assert (answer.status_code, desk.words.count("They whisper") > 0) == (200, True)
    assert [each.attributes["action"] for each in outside] == ["/labs/1/tower/groups/2/desk", "/language"]


def test_nobody_else_looks_in(house: House) -> None:
    tower = house.holder("tower")
    statuses = {
        screen: guest.get(f"/labs/1/{screen}/groups/1").status_code
        for screen, guest in {
            "phone": house.phone("Ana", 1),
            "desk-2": house.holder("desk-2"),
            "stage": house.holder("stage"),
        }.items()
    }
    assert (statuses, tower.get("/labs/1/tower/groups/99").status_code) == (
        {"phone": 403, "desk-2": 403, "stage": 403},
        404,
    )


def test_the_organiser_hears_a_desk_on_which_they_look_in(house: House) -> None:
    tower, ana = house.holder("tower"), house.phone("Ana", 1)
    tower.act("prompt-for-all", prompt=1)
    origin = {"Origin": house.address}
    with tower.http.websocket_connect(f"{tower.base}/live?seq=0&group=1", headers=origin) as socket:
        socket.receive_text()
        ana.contribute("Heard from afar")
        cards = [each.seen for each in read(socket.receive_text()).all("p", **{"class": "card__words"})]
    assert cards == ["Heard from afar"]


def test_the_organiser_sits_down_at_a_desk_once(house: House) -> None:
    tower = house.holder("tower")
    for key in ("c" * 32, "d" * 32):
        answer = tower.act("groups/2/desk", id=key)
        assert answer.headers["location"] == "/labs/1/desk-2"
    assert house.rows("SELECT count(*) FROM person WHERE role = 'moderator' AND name = 'Organiser'") == [1]
    assert tower.get("/labs/1/desk-2").status_code == 200
