"""Invitations and paper over HTTP: what is offered, what is sent by a real mail server, and to whom it is refused."""

from collections.abc import Callable, Iterator
from io import BytesIO
from typing import Any

import icalendar
import pytest
import zxingcpp
from PIL import Image
from pypdf import PdfReader

from app.mailroom import Envelope
from app.post import Letter
from tests.post_office import HOST, SENDER, Office, open_office
from tests.routers.house import CODE, Guest, House
from tests.routers.reading import Element, read
from tests.serving import free_port

WHEN = {"starts": "2026-12-03T09:30", "zone": "Europe/Oslo", "place-fr": "Hôtel de ville", "place-en": "Town hall"}
ADDRESS = "karen@example.org"


@pytest.fixture
def tower(house: House) -> Guest:
    return house.holder("tower")


@pytest.fixture
def office(build: Callable[..., House]) -> Iterator[tuple[House, Office]]:
    """A house that may send letters, and the mail server that takes them."""
    port = free_port()
    with open_office(port) as opened:
        known = {"smtp_host": HOST, "smtp_port": port, "smtp_tls": "none", "smtp_from": SENDER}
        yield build("https://lab.example.org", **known, public_url="https://lab.example.org"), opened


def page(tower: Guest, language: str = "") -> Element:
    answer = tower.get(f"{tower.base}/invitations?language={language}")
    assert answer.status_code == 200
    return read(answer.text)


def moderators(found: Element) -> list[str]:
    return [each.id.removeprefix("moderator-") for each in found if each.id.startswith("moderator-")]


def letter(tower: Guest, **form: Any) -> Any:
    known = {"person": moderators(page(tower))[0], "address": ADDRESS, "language": "fr"}
    return tower.send("invitations/letters", **(known | form))


def told(tower: Guest) -> list[str]:
    return [each.seen for each in page(tower).all("li") if "letters__one" in each.attributes.get("class", "")]


def event(calendar: bytes) -> Any:
    (found,) = icalendar.Calendar.from_ical(calendar).walk("VEVENT")
    return found


# --- The page


def test_it_offers_each_text_in_the_language_that_is_asked_for(tower: Guest) -> None:
    texts = {language: page(tower, language).find("for-participants").words for language in ("fr", "en", "xx")}
    assert texts["en"].startswith("You are invited to take part in “Improving co-creation")
    assert texts["fr"].startswith("Vous êtes invité")
    assert texts["xx"] == texts["fr"]  # the lab's own


def test_each_moderator_has_their_own_link(tower: Guest, house: House) -> None:
    found = page(tower)
    links = [found.find(f"link-{one}").attributes["value"] for one in moderators(found)]
    assert links == [f"http://testserver/enter#{house.key(f'desk-{number}')}" for number in range(1, 6)]
    assert [house.guest().enter(link).headers["location"] for link in links] == [
        f"/labs/1/desk-{number}" for number in range(1, 6)
    ]


def test_after_a_new_code_people_join_by_it_and_personal_links_stay(tower: Guest, house: House) -> None:
    links = [page(tower).find(f"link-{one}").attributes["value"] for one in moderators(page(tower))]
    tower.act("door/code", was=CODE)
    new = house.rows("SELECT door_code FROM lab WHERE id = 1")[0]
    found = page(tower, "en")
    words = found.find("for-participants").words
    assert (words.count(CODE), words.count(f"http://testserver/j/{new}")) == (0, 1)
    assert [found.find(f"link-{one}").attributes["value"] for one in moderators(found)] == links
    assert house.guest().enter(links[1]).headers["location"] == "/labs/1/desk-2"


def test_a_co_moderator_is_invited_too(tower: Guest) -> None:
    tower.act("moderators", group=2, name="Zoë")
    found = page(tower)
    new = next(one for one in moderators(found) if "Zoë" in found.find(f"moderator-{one}").seen)
    link = found.find(f"link-{new}").attributes["value"]
    assert tower.house.guest().enter(link).headers["location"] == "/labs/1/desk-2"


def test_when_and_where_come_back_as_they_were_said(tower: Guest) -> None:
    assert tower.send("invitations/occasion", **WHEN).headers["location"] == "/labs/1/tower/invitations"
    found = page(tower, "en")
    kept = {name: found.field(name) for name in WHEN}
    assert kept == WHEN
    assert "Where: Town hall" in found.find("for-participants").words


@pytest.mark.parametrize(
    "form",
    [
        {"starts": "2026-12-03T09:30"},
        {"starts": "2026-12-03T09:30", "zone": "Mars/Olympus"},
        {"starts": "2027-03-28T02:30", "zone": "Europe/Oslo"},
        {"starts": "2026-13-03T09:30", "zone": "Europe/Oslo"},
        {"starts": "soon", "zone": "Europe/Oslo"},
        {"starts": "2026-12-03T09:30", "zone": "Europe/Oslo", "place-en": "x" * 201},
    ],
)
def test_what_is_no_hour_and_no_place_changes_nothing(tower: Guest, house: House, form: dict[str, object]) -> None:
    tower.send("invitations/occasion", **WHEN)
    before = house.rows("SELECT starts_at, time_zone, place, bring FROM lab")
    assert tower.send("invitations/occasion", **form).status_code == 422
    assert house.rows("SELECT starts_at, time_zone, place, bring FROM lab") == before


def test_a_place_in_a_language_that_nobody_has_is_not_kept(tower: Guest, house: House) -> None:
    tower.send("invitations/occasion", **WHEN, **{"place-xx": "Nowhere", "place-__proto__": "Evil"})
    assert house.rows("SELECT place FROM lab") == ['{"fr": "H\\u00f4tel de ville", "en": "Town hall"}']


# --- Letters


def test_without_a_mail_server_there_is_text_and_no_button(tower: Guest) -> None:
    found = page(tower)
    assert [each for each in found if each.attributes.get("name") == "address"] == []
    assert letter(tower).status_code == 303
    assert told(tower)[0].startswith("Not sent to karen@example.org")
    assert "no mail server is set up. Copy the text and send it yourself." in told(tower)[0]


def test_a_letter_arrives_with_its_calendar_and_is_told(office: tuple[House, Office]) -> None:
    house, opened = office
    tower = house.holder("tower")
    tower.send("invitations/occasion", **WHEN)
    assert letter(tower).status_code == 303
    (came,) = opened.letters
    assert came.readers == [ADDRESS]
    assert came.message["Subject"].startswith("Votre poste")
    assert f"https://lab.example.org/enter#{house.key('desk-1')}" in came.text
    (part,) = came.message.iter_attachments()
    assert house.key("desk-1") not in part.get_payload(decode=True).decode()
    assert str(event(part.get_payload(decode=True))["location"]) == "Hôtel de ville"
    (line,) = told(tower)
    assert line.startswith("Sent to karen@example.org, ")


def test_the_same_form_sends_one_letter(office: tuple[House, Office]) -> None:
    house, opened = office
    tower, key = house.holder("tower"), "0" * 32
    assert [letter(tower, id=key).status_code for _ in range(3)] == [303] * 3
    assert len(opened.letters) == 1
    letter(tower)  # a new form is a new letter
    assert len(opened.letters) == 2


def test_a_form_that_comes_again_while_its_letter_is_under_way_sends_no_other(office: tuple[House, Office]) -> None:
    house, opened = office
    letter(house.holder("tower"))
    (posting,) = house.rows("SELECT id FROM posting")
    again = [Envelope(posting, Letter(ADDRESS, "Your desk", "Come at nine."))]
    assert house.door.portal
    house.door.portal.call(house.app.state.mailroom.take, 1, again)
    assert len(opened.letters) == 1


def test_what_was_not_sent_says_why_and_is_sent_again_by_hand(office: tuple[House, Office]) -> None:
    house, opened = office
    tower = house.holder("tower")
    opened.refuses[ADDRESS] = "550 No such user"
    letter(tower)
    assert "The mail server takes no letters to this address. Look at the address once more" in told(tower)[0]
    opened.refuses.clear()
    letter(tower)
    assert [line.partition(" to ")[0] for line in told(tower)] == ["Sent", "Not sent"]
    assert len(opened.letters) == 1


@pytest.mark.parametrize(
    "form",
    [
        {"address": "nobody"},
        {"address": "a@example.org\r\nBcc: eve@example.org"},
        {"address": "a@example.org, b@example.org"},
        {"address": ""},
        {"person": "x"},
        {"id": "x"},
    ],
)
def test_a_letter_to_nobody_is_refused(office: tuple[House, Office], form: dict[str, object]) -> None:
    house, opened = office
    tower = house.holder("tower")
    assert letter(tower, **form).status_code == 422
    assert (opened.letters, house.rows("SELECT count(*) FROM posting")) == ([], [0])


def test_a_letter_that_was_under_way_when_the_server_stopped_says_so(tower: Guest, house: House) -> None:
    letter(tower)
    house.rows("UPDATE posting SET trouble = NULL, written_at = '2020-01-01 00:00:00.000000'")
    assert told(tower) == [
        "The server was stopped while this was being sent to karen@example.org. It may have arrived."
    ]


# --- To take along


def test_the_calendar_is_there_once_the_hour_is_known(tower: Guest) -> None:
    address = f"{tower.base}/invitations/calendar.ics"
    assert tower.get(address).status_code == 404
    tower.send("invitations/occasion", **WHEN)
    answers = [tower.get(f"{address}?language=en"), tower.get(f"{address}?person={moderators(page(tower))[1]}")]
    assert {each.headers["content-type"] for each in answers} == {"text/calendar; charset=utf-8"}
    first, second = (event(each.content) for each in answers)
    assert (str(first["location"]), str(second["location"])) == ("Town hall", "Hôtel de ville")
    assert first["uid"] != second["uid"]
    assert event(tower.get(address).content)["uid"] == first["uid"]


def test_codes_lead_where_they_say(tower: Guest, house: House) -> None:
    desk = moderators(page(tower))[0]
    doors = {
        "join": f"http://testserver/j/{CODE}",
        "group-3": f"http://testserver/j/{CODE}/3",
        "stage": f"http://testserver/enter#{house.key('stage')}",
        f"desk-{desk}": f"http://testserver/enter#{house.key('desk-1')}",
    }
    seen = {}
    for door in doors:
        answer = tower.get(f"{tower.base}/qr/{door}.png")
        (code,) = zxingcpp.read_barcodes(Image.open(BytesIO(answer.content)).convert("L"))
        seen[door] = code.text
    assert seen == doors
    svg = tower.get(f"{tower.base}/qr/join.svg")
    assert svg.headers["content-type"] == "image/svg+xml"
    assert f"<title>http://testserver/j/{CODE}</title>" in svg.text


@pytest.mark.parametrize("door", ["group-6", "group", "join-1", "desk-999", "tower", "desk", "stage-2", "x" * 30])
def test_there_is_no_code_of_what_is_not_there(tower: Guest, door: str) -> None:
    assert tower.get(f"{tower.base}/qr/{door}.png").status_code == 404


def test_a_table_s_code_sits_people_down_there(house: House) -> None:
    guest = house.guest()
    door = read(guest.get(f"/j/{CODE}/3").text)
    groups = [each for each in door if each.attributes.get("name") == "group"]
    chosen = [each.attributes["value"] for each in groups if "checked" in each.attributes]
    assert chosen == ["3"]
    assert "You sit down at the table of group 3." in door.seen
    assert guest.join(name="Ana", group=3).status_code == 303
    assert house.rows("SELECT group_id FROM person WHERE name = 'Ana'") == [3]


@pytest.mark.parametrize(("path", "status"), [(f"/j/{CODE}/9", 404), (f"/j/{CODE}/x", 404), ("/j/WRONG234/1", 404)])
def test_a_table_that_is_not_there_is_told(house: House, path: str, status: int) -> None:
    assert house.guest().get(path).status_code == status


def test_the_pack_is_one_download(tower: Guest) -> None:
    assert read(tower.get(f"{tower.base}/paper").text).find("pack-ballots").attributes["value"] == "8"
    answer = tower.get(f"{tower.base}/pack.pdf?paper=letter&language=en&ballots=4")
    assert (answer.status_code, answer.headers["content-type"]) == (200, "application/pdf")
    assert answer.headers["content-disposition"].startswith(f'attachment; filename="samskap-{CODE}-pack-')
    assert round(PdfReader(BytesIO(answer.content)).pages[0].mediabox.width) == 612


@pytest.mark.parametrize("asked", ["paper=a3", "ballots=-1", "ballots=401", "ballots=x", "language=xx"])
def test_a_pack_that_cannot_be_is_refused(tower: Guest, asked: str) -> None:
    assert tower.get(f"{tower.base}/pack.pdf?{asked}").status_code == 422


READS = ["invitations", "invitations/calendar.ics", "qr/join.png", "qr/stage.svg", "paper", "pack.pdf", "rehearsals"]


@pytest.mark.parametrize("what", READS)
def test_all_of_it_is_the_organiser_s(house: House, what: str) -> None:
    house.found()
    others = [house.phone(), house.holder("desk-1"), house.holder("stage")]
    assert [each.get(f"{each.base}/{what}").status_code for each in others] == [403] * 3
    assert house.guest().get(f"/labs/1/tower/{what}").status_code == 401
    elsewhere = house.holder("tower", code="K7QM3X")
    assert elsewhere.get(f"/labs/1/tower/{what}").status_code == 401
