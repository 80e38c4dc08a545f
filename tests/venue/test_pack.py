"""The paper for the room: every page has what it must, codes can be read from it, and readers hear it in order."""

import re
from collections import Counter
from collections.abc import Iterator
from io import BytesIO
from typing import Any

import pikepdf
import pytest
import typst
import zxingcpp
from PIL import Image
from pypdf import PdfReader

from app.domain.doorkeeping import rotate_code
from app.domain.errors import NotFound
from app.domain.plans import read_plan
from app.domain.plans.schema import PromptPlan
from app.i18n import reading
from app.models import Lab
from app.settings import Settings
from app.store import Store
from app.summary.lettering import FONTS
from app.summary.setter import fonts
from app.venue.occasion import occasion
from app.venue.pack import TEMPLATE, as_data, pack
from app.venue.slips import LONGEST, votes
from tests.cast import CODE, LabAtWork
from tests.summary.hostile import CASES, cleaned
from tests.summary.test_files import plain, squeezed, steps_down, walked, words_given

pytestmark = pytest.mark.anyio
SERVER = "https://lab.example.org"
POSTER, SHEETS = 1, 2


async def printed(lab: LabAtWork, *more: Any) -> bytes:
    return (await lab.store.read(pack, lab.id, SERVER, *more))[1]  # type: ignore[no-any-return]


def pages(body: bytes) -> list[str]:
    return [page.extract_text() for page in PdfReader(BytesIO(body)).pages]


async def data(lab: LabAtWork, languages: list[str], many: int = 8) -> dict[str, Any]:
    told = await lab.store.read(occasion, lab.id)
    with reading(languages[0]):
        return as_data(told, SERVER, languages, "a4", many)


def pictures(told: dict[str, Any]) -> Iterator[Image.Image]:
    """The pages as they look: the same template, drawn."""
    import json

    inputs = {"pack": json.dumps(told)}
    made: Any = typst.compile(TEMPLATE, font_paths=fonts(str(FONTS)), sys_inputs=inputs, format="png", ppi=96)
    for page in made if isinstance(made, list) else [made]:
        yield Image.open(BytesIO(page)).convert("L")


# --- The document


async def test_it_is_tagged_titled_and_spoken(lab: LabAtWork) -> None:
    body = await printed(lab)
    with pikepdf.open(BytesIO(body)) as opened:
        assert opened.check_pdf_syntax() == []
        root: Any = opened.Root
        assert (bool(root.MarkInfo.Marked), str(root.Lang)) == (True, "fr")
        assert bool(root.ViewerPreferences.DisplayDocTitle)
        told = opened.open_metadata()
        assert (told["dc:title"], told["pdfuaid:part"]) == (
            "Papier pour la salle\u00a0: Améliorer la co-création dans les services publics",
            "1",
        )
        tags = list(walked(root.StructTreeRoot))
    levels = [int(str(each.S)[2:]) for each in tags if re.fullmatch(r"/H[1-6]", str(each.get("/S", "")))]
    assert (levels[0], steps_down(levels)) == (1, {1})
    figures = [str(each.get("/Alt", "")) for each in tags if each.get("/S") == "/Figure"]
    assert Counter(figures) == Counter(
        f"Code QR\u00a0: {SERVER}/j/7PL1383V{place}" for place in ("", *(f"/{number}" for number in range(1, 6)))
    )
    assert Counter(str(each.S) for each in tags if "/S" in each)["/TH"] == 4 * SHEETS


@pytest.mark.parametrize(("paper", "size"), [("a4", (595, 842)), ("letter", (612, 792))])
async def test_it_fits_the_paper(lab: LabAtWork, paper: str, size: tuple[int, int]) -> None:
    reader = PdfReader(BytesIO(await printed(lab, "", paper)))
    assert {(round(page.mediabox.width), round(page.mediabox.height)) for page in reader.pages} == {size}
    headings = [page.extract_text().splitlines()[0] for page in reader.pages if page.extract_text()]
    assert len(headings) == len(reader.pages)  # no sheet is empty


async def test_it_has_a_bookmark_for_each_sheet(lab: LabAtWork) -> None:
    with pikepdf.open(BytesIO(await printed(lab, "en"))) as opened, opened.open_outline() as outline:
        titles = [each.title for each in outline.root]
    assert titles[0].startswith("Improving co-creation in public services")
    assert [each for each in titles if each.startswith("Group ")] == [f"Group {n}" for n in range(1, 6)]


async def test_a_lab_that_is_not_there_has_none(store: Store) -> None:
    with pytest.raises(NotFound):
        await store.read(pack, 99, SERVER)


# --- What can be scanned


async def test_every_code_can_be_read_from_its_page(lab: LabAtWork) -> None:
    found = [[code.text for code in zxingcpp.read_barcodes(page)] for page in pictures(await data(lab, ["fr", "en"]))]
    assert found[0] == [f"{SERVER}/j/7PL1383V"]
    tents = [codes for codes in found[1:] if codes]
    assert tents == [[f"{SERVER}/j/7PL1383V/{number}"] * 2 for number in range(1, 6)]  # one on each side


# --- What is said


async def test_paper_leads_in_by_the_code_that_holds(lab: LabAtWork) -> None:
    await lab.do(lab.organiser, rotate_code, CODE)
    new = (await lab.row(Lab)).door_code
    told = await data(lab, ["en"])
    assert (str(told).count(CODE), told["code"]) == (0, new)
    assert {each["alt"].partition("/j/")[2] for each in (told["poster"], *told["tents"])} == {
        new,
        *(f"{new}/{number}" for number in range(1, 6)),
    }


async def test_the_poster_says_what_and_how_in_both_languages(lab: LabAtWork) -> None:
    poster = squeezed(pages(await printed(lab))[0])
    for words in ("Améliorer la co-création", "Improving co-creation", "7PL1383V", "lab.example.org", "Join in"):
        assert squeezed(words) in poster


async def test_one_language_may_be_enough(lab: LabAtWork) -> None:
    told = await data(lab, ["en"])
    assert {each["language"] for each in told["poster"]["title"]} == {"en"}
    assert "Améliorer" not in "".join(pages(await printed(lab, "en")))


async def test_a_table_tent_has_its_group_and_who_moderates_it(lab: LabAtWork) -> None:
    tents = (await data(lab, ["fr", "en"]))["tents"]
    assert [each["words"] for each in tents[2]["name"]] == ["Groupe 3", "Group 3"]
    assert tents[2]["moderators"] == "Andreas Løhren"


async def test_the_run_sheet_tells_the_hours_of_the_place(lab: LabAtWork) -> None:
    french, english = (await data(lab, ["fr", "en"]))["sheets"]
    rows = [(each["time"], each["minutes"], each["title"]["words"]) for each in french["rows"]]
    assert rows[:2] == [
        ("09:30", "5\u00a0min", "Présentation de l'événement"),
        ("09:35", "10\u00a0min", "Brève présentation des résultats de Co-VAL"),
    ]
    assert rows[4] == ("10:01", "6\u00a0min", "Présentations")
    assert rows[-1] == ("10:45", "15\u00a0min", "Les enseignements tirés")
    writing = english["rows"][5]
    assert writing["does"][0]["words"] == "Everyone writes alone. Nobody sees anything yet."
    assert writing["asks"][0]["words"].startswith("How can users, stakeholders")
    assert [fact for _, fact in french["facts"]][1] == "Bærum kulturhus, salle Lille"


async def test_a_run_sheet_without_an_hour_counts_from_the_start(store: Store, founded: Settings) -> None:
    lab = await LabAtWork.of(store, founded)
    rows = (await data(lab, ["en"]))["sheets"][0]["rows"]
    assert [each["time"] for each in rows][:3] == ["0:00", "0:05", "0:15"]


async def test_slips_ask_what_the_agenda_asks(lab: LabAtWork) -> None:
    slips = (await data(lab, ["en"]))["slips"]
    assert [each["question"][0]["words"][:20] for each in slips] == ["How can users, stake"]


async def test_ballots_are_numbered_as_the_desk_asks_for_them(lab: LabAtWork) -> None:
    ballots = (await data(lab, ["fr", "en"], many=5))["ballots"]
    assert [each["method"] for each in ballots] == ["dots", "agreement", "pass"]
    assert [each[1]["words"] for each in ballots[0]["numbers"]] == [f"Slip {n}" for n in range(1, 6)]
    assert len(ballots[1]["levels"]) == 8
    text = pages(await printed(lab, "en", "a4", 5))
    assert sum(page.count("Slip 5") for page in text) == 3


async def test_a_pack_may_do_without_ballots(lab: LabAtWork) -> None:
    assert len(pages(await printed(lab, "en", "a4", 0))) < len(pages(await printed(lab, "en", "a4", 4)))


@pytest.mark.parametrize(
    ("plan", "methods"),
    [
        ("nominal-group", ["rank"]),
        ("consent-round", ["consent"]),
        ("after-action-review", ["fist"]),
        ("1-2-4-all", ["dots"]),
        ("world-cafe", ["dots"]),
    ],
)
async def test_every_ready_made_lab_has_its_ballots(
    store: Store, founded: Settings, plan: str, methods: list[str]
) -> None:
    planned = read_plan(plan).model_copy(update={"code": "PACK2345"})
    lab = await LabAtWork.found(store, founded, **dict(planned))
    told = await store.read(occasion, lab.id)
    assert [each.method for each in votes(told) if not each.is_plenary] == methods
    assert len(pages(await printed(lab))) > len(told.groups)


# --- Whatever people write


async def test_hostile_words_are_paper_like_any_other(store: Store, founded: Settings) -> None:
    """As questions, as the lab's name and as moderators' names; nothing of it is markup, nothing an empty box."""
    plan = read_plan("co-val-2020")
    prompts = [PromptPlan(key=f"p{n}", question={"en": cleaned(case)}) for n, case in enumerate(CASES)]
    agenda = [
        item.model_copy(update={"stages": [each.model_copy(update={"prompt": None}) for each in item.stages]})
        for item in plan.agenda
    ]
    changed = {"prompts": prompts, "agenda": agenda, "title": {"en": cleaned(CASES[0])}, "languages": ["en"]}
    lab = await LabAtWork.found(store, founded, "EVIL2345", **changed, language="en")
    given = set(words_given(await data(lab, ["en"])))
    short = [plain(cleaned(case)) for case in CASES if len(plain(cleaned(case))) <= LONGEST]
    assert [words for words in short if words not in given] == []
    assert len(pages(await printed(lab, "en", "a4", 0))) >= len(CASES)
