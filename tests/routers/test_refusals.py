"""A refusal loses nothing, says what to do, and speaks the reader's language."""

from collections.abc import Callable, Iterator
from pathlib import Path
from uuid import uuid4

import pytest
from httpx2 import Response

from app import i18n
from tests.routers.house import CODE, Guest, House
from tests.routers.reading import Element, read
from tests.routers.test_joining import refusal

WORDS = "“Paint it <b>blue</b>” & wait;\nthen ask again. 👩‍👩‍👧 שלום"
FRENCH = {
    "This prompt is not open now.": "Cette question n'est pas ouverte.",
    "There is nothing at this address.": "Il n'y a rien à cette adresse.",
    "No lab has this code.": "Aucun laboratoire n'a ce code.",
    "We may only keep what you write if you agree.": "Il nous faut votre accord.",
    "Your words are safe here:": "Vos mots sont en sécurité ici :",
}


@pytest.fixture
def in_french(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """A French catalogue of this test's own, whatever the translators write."""
    file = tmp_path / "locale" / "fr" / "LC_MESSAGES" / "samskap.po"
    file.parent.mkdir(parents=True)
    told = "\n\n".join(f'msgid "{words}"\nmsgstr "{said}"' for words, said in FRENCH.items())
    file.write_text(f'msgid ""\nmsgstr "Content-Type: text/plain; charset=UTF-8\\n"\n\n{told}\n', encoding="utf-8")
    monkeypatch.setattr(i18n, "LOCALE", tmp_path / "locale")
    forget_words()
    yield
    forget_words()


def forget_words() -> None:
    i18n.catalogue.cache_clear()
    i18n.phrase.cache_clear()


def title(answer: Response) -> str:
    return read(answer.text).all("h1")[0].seen


def kept(answer: Response) -> dict[str, str]:
    """What the form on the page would send again."""
    form = read(answer.text).all("form", **{"class": "stack typed"})[0]
    return {each.attributes["name"]: form.field(each.attributes["name"]) for each in form if "name" in each.attributes}


def spoiled(house: House) -> None:
    """From now on the database refuses every contribution, as a full disk would."""
    house.rows("CREATE TRIGGER full BEFORE INSERT ON contribution BEGIN SELECT RAISE(ABORT, 'disk full'); END")


class TestWithoutOurScript:
    @pytest.fixture
    def sent(self) -> dict[str, object]:
        return {"id": uuid4().hex, "prompt": "2", "text": WORDS}  # prompt 1 is the one that is open

    @pytest.fixture
    def answer(self, house: House, sent: dict[str, object]) -> Response:
        return house.phone("Anna").send("contributions", **sent)

    def test_the_page_says_what_happened_and_what_to_do(self, answer: Response) -> None:
        page = read(answer.text)
        assert (answer.status_code, title(answer)) == (409, "This prompt is not open now.")
        assert page.all("p", **{"class": "plain__lead"})[0].seen == (
            "Keep your words and send them when the prompt opens again, or give them to your moderator."
        )

    def test_everything_that_was_typed_is_still_in_the_form(self, answer: Response, sent: dict[str, object]) -> None:
        assert kept(answer) == sent

    def test_the_form_sends_it_to_the_same_place_again(self, answer: Response) -> None:
        form = read(answer.text).all("form", **{"class": "stack typed"})[0]
        assert (form.attributes["method"], form.attributes["action"]) == ("post", "/labs/1/phone/contributions")

    def test_a_way_back_to_the_screen_is_there(self, answer: Response) -> None:
        links = [each.attributes["href"] for each in read(answer.text).all("a", **{"class": "button button--quiet"})]
        assert links == ["/labs/1/phone"]

    def test_trying_again_when_it_has_become_possible_keeps_the_words(
        self, house: House, answer: Response, sent: dict[str, object]
    ) -> None:
        house.holder("tower").act("prompt-for-all", prompt=2)
        assert house.phone("Bo").send("contributions", **kept(answer)).status_code == 303
        assert house.rows("SELECT text FROM contribution") == [WORDS]


@pytest.mark.parametrize(
    ("form", "status"),
    [
        ({"id": ""}, 422),
        ({"id": "not-made-by-a-phone"}, 422),
        ({"prompt": ""}, 422),
        ({"prompt": "one"}, 422),
        ({"prompt": "99"}, 409),
        ({"text": "a" * 2001}, 422),
        ({"text": " \u200b "}, 422),
    ],
)
def test_whatever_was_wrong_with_a_form_its_words_are_kept(house: House, form: dict[str, object], status: int) -> None:
    sent = {"id": uuid4().hex, "prompt": "1", "text": WORDS} | form
    answer = house.phone("Anna").send("contributions", **sent)
    assert (answer.status_code, kept(answer)) == (status, sent)


def test_words_of_somebody_who_is_no_longer_let_in_are_kept(house: House) -> None:
    anna = house.phone("Anna")
    anna.http.cookies.clear()
    answer = anna.send("contributions", id="0" * 32, prompt="1", text=WORDS)
    assert (answer.status_code, kept(answer)["text"]) == (401, WORDS)


def test_words_sent_to_a_closed_lab_are_kept(house: House) -> None:
    anna = house.phone("Anna")
    house.holder("tower").act("closing", sure="1")
    answer = anna.send("contributions", prompt="1", text=WORDS)
    assert (answer.status_code, kept(answer)["text"]) == (409, WORDS)


def test_words_are_kept_when_the_server_fails(house: House) -> None:
    anna = house.phone("Anna")
    spoiled(house)
    answer = anna.send("contributions", prompt="1", text=WORDS)
    assert (answer.status_code, title(answer)) == (500, "Something went wrong on our side.")
    assert kept(answer)["text"] == WORDS


def test_a_failure_tells_nothing_of_the_inside(house: House) -> None:
    anna = house.phone("Anna")
    spoiled(house)
    told = anna.contribute("x").text + anna.send("contributions", prompt="1", text="x").text
    inside = ("disk full", "Traceback", "sqlite", "INSERT", str(house.settings.data))
    assert [word for word in inside if word in told] == []


def test_a_lessons_every_field_is_kept(house: House) -> None:
    sent = {"id": "0" * 32, "title": "", "text": WORDS, "evidence": "theme:" + "0" * 32}
    assert kept(house.holder("desk-1").send("lessons", **sent)) == sent


def test_with_our_script_the_answer_is_one_bag_with_the_refusal(house: House) -> None:
    answer = house.phone("Anna").contribute(WORDS, prompt=2)
    bag = read(answer.text)
    assert (answer.status_code, [each.name for each in bag.inside if isinstance(each, Element)]) == (409, ["hx-place"])
    assert [each.id for each in bag if each.id] == ["refusal"]
    assert refusal(bag) == [
        "This prompt is not open now.",
        "Keep your words and send them when the prompt opens again, or give them to your moderator.",
    ]


@pytest.mark.parametrize(
    ("ask", "status"),
    [
        (lambda guest: guest.contribute(" "), 422),
        (lambda guest: guest.contribute("x", id="?"), 422),
        (lambda guest: guest.act("notice", words="x"), 403),
        (lambda guest: guest.act("contributions/" + "0" * 32 + "/withdrawal"), 404),
        (lambda guest: guest.act("nothing"), 404),
        (lambda guest: guest.post("/labs/1/desk-1/timer/end", {}, **{"HX-Request": "true"}), 401),
    ],
)
def test_every_refusal_to_our_script_is_a_bag(house: House, ask: Callable[[Guest], Response], status: int) -> None:
    answer = ask(house.phone("Anna"))
    assert (answer.status_code, [each.id for each in read(answer.text) if each.id]) == (status, ["refusal"])


def test_a_failure_is_a_bag_to_our_script(house: House) -> None:
    anna = house.phone("Anna")
    spoiled(house)
    assert refusal(read(anna.contribute("x").text))[0] == "Something went wrong on our side."


@pytest.mark.usefixtures("in_french")
class TestInFrench:
    def test_a_refused_page(self, house: House) -> None:
        answer = house.phone("Anna", language="fr").send("contributions", prompt=2, text="x")
        page = read(answer.text)
        assert (page.all("html")[0].attributes["lang"], title(answer)) == ("fr", FRENCH["This prompt is not open now."])
        assert page.all("form", **{"class": "stack typed"})[0].all("p")[0].seen == FRENCH["Your words are safe here:"]

    def test_a_refused_bag(self, house: House) -> None:
        answer = house.phone("Anna", language="fr").contribute("x", prompt=2)
        assert refusal(read(answer.text))[0] == FRENCH["This prompt is not open now."]

    def test_the_browsers_language_before_anything_was_chosen(self, house: House) -> None:
        assert title(house.guest("fr").get("/nothing")) == FRENCH["There is nothing at this address."]

    def test_a_wrong_code(self, house: House) -> None:
        page = read(house.guest("fr").post("/codes", {"code": "K7QM3X"}).text)
        assert refusal(page)[0] == FRENCH["No lab has this code."]

    def test_a_refused_join(self, house: House) -> None:
        page = read(house.guest("en").join(language="fr", consent="").text)
        assert refusal(page)[0] == FRENCH["We may only keep what you write if you agree."]

    def test_two_readers_of_one_house_each_read_their_own(self, house: House) -> None:
        titles = [title(house.guest(language).get("/nothing")) for language in ("fr", "en", "fr")]
        assert titles[0] == titles[2] != titles[1]


def test_a_page_that_is_not_there_says_so(shared: House) -> None:
    answer = shared.guest().get("/nothing/here")
    assert (answer.status_code, title(answer)) == (404, "There is nothing at this address.")


def test_an_act_cannot_be_done_by_opening_its_address(shared: House) -> None:
    answer = shared.holder("tower").get("/labs/1/tower/closing")
    assert (answer.status_code, answer.headers["allow"]) == (405, "POST")


@pytest.mark.parametrize(
    "path", ["/labs/2/phone", "/labs/1/window", "/labs/1/desk", "/labs/1/desk-0", "/labs/1/phone-1"]
)
def test_a_screen_that_does_not_exist_is_not_found(shared: House, path: str) -> None:
    assert shared.guest().get(path).status_code == 404


@pytest.mark.parametrize("lab", ["0", "-1", "1.0", "1e0", "+1", "1_0", "٣", "one", "..%2f1", "9" * 20])
def test_a_lab_without_a_proper_number_is_not_found(shared: House, lab: str) -> None:
    assert shared.phone().get(f"/labs/{lab}/phone").status_code == 404


@pytest.mark.parametrize("person", ["0", "1.0", "9" * 20, "1 OR 1=1"])
def test_a_person_without_a_proper_number_is_not_found(shared: House, person: str) -> None:
    assert shared.holder("tower").act(f"people/{person}/removal").status_code == 404


def test_a_wrong_code_in_the_address_keeps_the_name_that_was_typed(house: House) -> None:
    answer = house.guest().join("K7QM3X", name="Anna")
    assert (answer.status_code, kept(answer).get("name")) == (404, "Anna")


def test_an_unknown_door_is_no_place_to_come_back_to(house: House) -> None:
    assert house.guest().come_back("AAAAA-AAAAA", "K7QM3X").status_code == 404
    assert house.guest().get(f"/j/{CODE}").status_code == 200
