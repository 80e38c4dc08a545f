"""What is written in silence is its author's alone, on every screen and in every file, until the next stage opens."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.live.acts import Scene
from tests.live.conftest import Watching, served
from tests.live.watching import KINDS, Watch, at
from tests.serving import Server

SECRETS = ("Quince orchards", "Quiet quays", "Quilted squares", "Quaggas, said Quentin")


class Silence:
    """A group that wrote in private: an idea, another that was reworded, one on paper for Quentin, one withdrawn."""

    def __init__(self, lab: Server):
        self.scene = Scene(lab)
        self.desk, self.ada, self.bo = self.scene.desk, self.scene.ada, self.scene.bo
        self.desk.act("stage", stage=self.scene.stage("silent_writing"))
        self.watches = {f"{kind} {group}": Watch(at(lab, kind, group)) for kind in KINDS for group in (1, 2)}
        self.ada.contribute(f"{SECRETS[0]}, withdrawn")
        self.ada.act(f"contributions/{self.scene.own(self.ada)}/withdrawal")
        self.ada.contribute(SECRETS[0])
        self.bo.contribute(SECRETS[1])
        self.bo.act(f"contributions/{self.scene.own(self.bo)}/wording", text=SECRETS[2])
        self.desk.act("proxies", prompt=1, text="Quaggas", said_by="Quentin")
        self.desk.act("themes", name="A theme to gather them")
        self.scene.tower.act("notice", words="All is quiet")
        assert all(watch.comes_to_hear("All is quiet") for watch in self.watches.values())


@pytest.fixture(scope="module")
def silence(lab: Server) -> Iterator[Silence]:
    written = Silence(lab)
    yield written
    for watch in written.watches.values():
        watch.socket.close()


def spoken(words: str) -> list[str]:
    """The secrets that are in it."""
    return [word for secret in SECRETS for word in secret.split(", said ") if word in words]


def test_no_frame_holds_the_words(silence: Silence) -> None:
    assert {name: spoken("".join(watch.socket.heard)) for name, watch in silence.watches.items()} == dict.fromkeys(
        silence.watches, []
    )


def test_no_page_of_anybody_else_holds_the_words(silence: Silence) -> None:
    assert {name: spoken(watch.visitor.page()) for name, watch in silence.watches.items()} == dict.fromkeys(
        silence.watches, []
    )


def test_nobody_else_is_given_the_words_as_their_own(silence: Silence) -> None:
    assert spoken(silence.bo.http.get(f"{silence.bo.base}/yours").text) == [SECRETS[2]]


@pytest.mark.parametrize("format", ["html", "md", "json"])
def test_no_report_so_far_holds_the_words(silence: Silence, format: str) -> None:
    tower = silence.scene.tower
    assert spoken(tower.http.get(f"{tower.base}/summary.{format}").raise_for_status().text) == []


def test_no_answer_to_the_desk_holds_the_words(silence: Silence) -> None:
    answers = [
        silence.desk.act("themes", name="One more theme"),
        silence.desk.act("timer", minutes=4),
        silence.desk.act("stage", stage=silence.scene.stage("silent_writing")),
    ]
    assert spoken("".join(answer.text for answer in answers)) == []


def test_the_author_still_sees_them(silence: Silence) -> None:
    assert spoken(silence.ada.page()) == [SECRETS[0]]


def test_everybody_in_the_group_sees_how_many_there_are(silence: Silence) -> None:
    desk = silence.watches["desk 1"]
    assert desk.comes_to_show(lambda: desk.page.words("board__hidden") == ["3 written, hidden until the reveal."])


def test_the_next_stage_reveals_them_to_the_group_and_to_nobody_else(
    tmp_path: Path, founded_once: Path, watch: Watching
) -> None:
    lab = served(tmp_path, founded_once)
    try:
        silence = Silence(lab)
        silence.desk.act("stage", stage=silence.scene.stage("themes"))
        phone, desk = silence.watches["phone 1"], silence.watches["desk 1"]
        assert phone.comes_to_show(lambda: phone.cards == [SECRETS[0], SECRETS[2], "Quaggas"])
        assert desk.comes_to_show(lambda: desk.cards == [SECRETS[0], SECRETS[2], "Quaggas"])
        silence.scene.tower.act("notice", words="Open now")
        for name in ("phone 2", "desk 2", "stage 1", "tower 1"):
            other = silence.watches[name]
            assert other.comes_to_hear("Open now")
            assert (name, spoken("".join(other.socket.heard))) == (name, [])
    finally:
        for each in silence.watches.values():
            each.socket.close()
        lab.stop()
