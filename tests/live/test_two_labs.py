"""Two labs at once on one server never see each other: every byte that one of them gets is free of the other.

Each lab says words that the other never does. Both are played side by side, and whatever any of their screens, sockets,
answers and files hold is kept and searched for the other's words, code and keys."""

import re
import shutil
from collections import defaultdict
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from io import BytesIO
from pathlib import Path
from uuid import uuid4
from zipfile import ZipFile, is_zipfile

import pytest
from pypdf import PdfReader

from app.domain.plans import read_plan
from app.domain.tickets import ACCOUNT
from app.founding import FOUNDING_LAB, Addresses, found_lab
from app.organising import link
from app.settings import Settings
from app.summary.writers import formats
from tests.live.place import Page
from tests.live.sockets import Socket
from tests.serving import CODE, Server, Visitor, free_port, until

ONE, OTHER = "Aardvark", "Quokka"
OTHER_CODE = "K7QM3X"
IDEAS = 12


class LabBeside:
    """One of the two: its people, everything they got, and what none but they may get."""

    def __init__(self, server: Server, links: Addresses, word: str, number: int) -> None:
        self.server, self.links, self.word, self.number = server, links, word, number
        self.got: defaultdict[str, list[str]] = defaultdict(list)
        self.tower, self.stage = server.screen(links.tower), server.screen(links.stage)
        self.desk = server.screen(links.desks[0][1])
        self.ana, self.bo = self.join(f"{word}ana"), self.join(f"{word}bo")
        self.screens = {"tower": self.tower, "stage": self.stage, "desk": self.desk, "ana": self.ana, "bo": self.bo}
        self.sockets = {name: Socket(who, Page(who.page()).seq) for name, who in self.screens.items()}

    def join(self, name: str) -> Visitor:
        visitor = self.server.visitor()
        form = {"name": name, "anonymous": "", "language": "en", "consent": "1", "group": 1}
        visitor.base = visitor.http.post(f"/j/{self.links.code}/people", data=form).headers["location"]
        return visitor

    @property
    def secrets(self) -> list[str]:
        """What only this lab may get: its words, its code, its addresses, its keys."""
        keys = [
            link.partition("#")[2] for link in (self.links.tower, self.links.stage, *dict(self.links.desks).values())
        ]
        cookies = [
            str(each.value)
            for who in self.screens.values()
            for each in who.http.cookies.jar
            if len(str(each.value)) > 20
        ]
        return [self.word, self.links.code, f"/labs/{self.number}/", *keys, *cookies]

    def act(self, who: str, noun: str, **form: object) -> None:
        answer = self.screens[who].act(noun, **form)
        assert answer.status_code in (200, 201), (noun, answer.text)
        self.got[f"{who}: {noun}"].append(answer.text)

    def newest(self, kind: str) -> str:
        return Page(self.desk.page()).ids(kind)[-1]

    def play(self) -> None:
        """From the first prompt to a lesson, with something in every place a word can stand."""
        self.act("tower", "prompt-for-all", prompt=self.prompts[0])
        self.act("tower", "notice", words=f"{self.word} notice")
        for n in range(IDEAS):
            self.act("ana" if n % 2 else "bo", "contributions", prompt=self.ana.prompt, text=f"{self.word} idea {n}")
        self.act("desk", "reveal/round")
        self.act(
            "desk", "proxies", prompt=self.desk.prompt, text=f"{self.word} on paper", said_by=f"{self.word} Grandma"
        )
        self.act("desk", "themes", name=f"{self.word} theme")
        self.act("desk", "moves", card=f"{self.newest('contribution')}:", theme=self.newest("theme"))
        self.act("desk", "notes", text=f"{self.word} note", kind="note")
        self.act("desk", "lessons", title=f"{self.word} lesson", text=f"{self.word} text", evidence=[])
        self.act("desk", "calls", id=uuid4().hex, words=f"{self.word} call")
        self.act("tower", "messages", id=uuid4().hex, to="1", words=f"{self.word} message")

    @property
    def prompts(self) -> list[str]:
        return list(self.tower.choices("prompt")) or re.findall(r'<option value="(\d+)"', self.tower.page())

    def take_all(self) -> None:
        """Its pages as they are now, what its sockets said, and its files."""
        for name, socket in self.sockets.items():
            until(lambda: self.word in "".join(socket.heard + socket.listen(0.1)), 5)  # noqa: B023 asked at once
            self.got[f"socket of {name}"] += socket.heard
            self.got[f"page of {name}"].append(self.screens[name].page())
        for name in formats():
            for profile in ("public", "internal"):
                answer = self.tower.http.get(f"{self.tower.base}/summary.{name}", params={"profile": profile})
                assert answer.status_code == 200, name
                self.got[f"{name} {profile}"].append(in_words(name, answer.content))

    def close(self) -> None:
        self.act("tower", "closing", sure="1")
        for name, who in self.screens.items():
            self.got[f"summary of {name}"].append(who.http.get(f"/labs/{self.number}/summary").raise_for_status().text)


def in_words(name: str, file: bytes) -> str:
    """What a file holds, unpacked."""
    if name == "pdf":
        return "\n".join(page.extract_text() for page in PdfReader(BytesIO(file)).pages)
    if is_zipfile(BytesIO(file)):
        with ZipFile(BytesIO(file)) as packed:
            return "\n".join(packed.read(each).decode("utf-8", "replace") for each in packed.namelist())
    return file.decode()


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory, founded_once: Path) -> Iterator[Server]:
    """One server with both labs on it; an account owns both, another the second."""
    folder = tmp_path_factory.mktemp("two")
    shutil.copytree(founded_once, folder / "data")
    settings = Settings(data=folder / "data", host="127.0.0.1", port=free_port(), assets="local", grace=0.2)
    fast = {"SAMSKAP_ACTS_PER_SECOND": "10000", "SAMSKAP_ACTS_AT_ONCE": "10000"}
    with ThreadPoolExecutor(1) as aside:
        plan = read_plan(FOUNDING_LAB).model_copy(update={"code": OTHER_CODE, "title": {"en": f"{OTHER} lab"}})
        address = settings.model_copy(update={"public_url": f"http://127.0.0.1:{settings.port}"})
        beside = aside.submit(found_lab, address, plan).result()
    started = Server(settings, **fast)
    started.beside = beside  # type: ignore[attr-defined]
    yield started
    started.stop()


@pytest.fixture(scope="module")
def labs(server: Server) -> tuple[LabBeside, LabBeside]:
    """Both of them, played at the same time."""
    one = LabBeside(server, server.links, ONE, 1)
    other = LabBeside(server, server.beside, OTHER, 2)  # type: ignore[attr-defined]
    with ThreadPoolExecutor(2) as both:
        list(both.map(LabBeside.play, (one, other)))
    for lab in (one, other):
        lab.take_all()
    for lab in (one, other):
        lab.close()
        for socket in lab.sockets.values():
            socket.close()
    return one, other


def test_each_lab_got_what_it_said_wherever_it_can_stand(labs: tuple[LabBeside, LabBeside]) -> None:
    """Else the other test would prove nothing."""
    for lab in labs:
        silent = [where for where, got in lab.got.items() if lab.word not in "".join(got)]
        quiet = {"desk: reveal/round", "tower: prompt-for-all", "tower: closing"}
        assert {where for where in silent if where not in quiet and "stage" not in where} == set()
        assert len(lab.got) > 30


def test_no_byte_of_one_lab_reaches_the_other(labs: tuple[LabBeside, LabBeside]) -> None:
    one, other = labs
    crossed = [
        (where, secret)
        for lab, beside in ((one, other), (other, one))
        for where, got in lab.got.items()
        for secret in beside.secrets
        if secret in "".join(got)
    ]
    assert crossed == []


def test_no_key_of_one_lab_opens_anything_of_the_other(labs: tuple[LabBeside, LabBeside], server: Server) -> None:
    one, other = labs
    for lab, beside in ((one, other), (other, one)):
        for who in lab.screens.values():
            screen = who.base.rpartition("/")[2]
            (token,) = [str(each.value) for each in who.http.cookies.jar if each.name.endswith(screen)]
            cookie = f"samskap-{beside.number}-{screen}={token}"
            base, thief = f"/labs/{beside.number}/{screen}", server.visitor()
            paths = [base, f"{base}/summary.json", f"/labs/{beside.number}/summary"]
            paths += [f"{base}/groups/1"] * (screen == "tower")
            answers = [thief.http.get(path, headers={"Cookie": cookie}) for path in paths]
            answers.append(thief.http.post(f"{base}/notice", data={"words": "x"}, headers={"Cookie": cookie}))
            assert {answer.status_code for answer in answers} == {401}
            assert [secret for secret in beside.secrets[:2] for each in answers if secret in each.text] == []
            for page in ("seq=0", "seq=0&group=1"):
                posed = Socket(thief, path=f"{base}/live?{page}", Cookie=cookie)
                posed.listen(1)
                assert (posed.heard, posed.code) == ([], 4003)
                posed.close()


def signed_in(server: Server, email: str) -> Visitor:
    """An organiser who made an account by a link of the server's own."""
    settings = server.settings.model_copy(update={"public_url": server.address})
    with ThreadPoolExecutor(1) as aside:
        to = aside.submit(link, settings, ACCOUNT, email).result()
    visitor = server.visitor()
    visitor.http.post("/enter", data={"key": to})
    form = {"name": email.partition("@")[0], "password": "four words in a row"}
    assert visitor.http.post("/organisers/account-link", data=form).status_code == 303
    return visitor


def invited(owner: Visitor, lab: int, whom: Visitor) -> None:
    """Who is made a co-organiser of a lab by a link of its owner's."""
    owner.http.post(f"/organisers/labs/{lab}/invitations", data={"id": "a" * 32, "role": "co_organiser"})
    (to,) = re.findall(r'value="(http://[^"]+/enter#[^"]+)"', owner.http.get(f"/organisers/labs/{lab}").text)
    whom.http.post("/enter", data={"key": to})
    assert whom.http.post("/organisers/invitation").status_code == 303


def test_an_organiser_of_both_finds_both_and_one_of_one_finds_one(
    labs: tuple[LabBeside, LabBeside], server: Server
) -> None:
    of_both, of_one = signed_in(server, "both@example.org"), signed_in(server, "one@example.org")
    invited(of_both, 2, of_one)
    codes = [re.findall(r'class="lab__code" dir="ltr">(\w+)<', who.http.get("/labs").text) for who in (of_both, of_one)]
    assert codes == [[OTHER_CODE, CODE], [OTHER_CODE]]
    assert [who.http.post("/organisers/labs/1/entry").status_code for who in (of_both, of_one)] == [303, 404]
    assert [who.http.get("/organisers/labs/1").status_code for who in (of_both, of_one)] == [200, 404]
    told = [
        of_one.http.get(path).text for path in ("/labs", "/organisers/labs/1", "/organisers/labs/2", "/labs/1/tower")
    ]
    assert [secret for secret in labs[0].secrets if secret in "".join(told)] == []
