"""Files at the command line: each named as it is made, whole under its own name, also while the lab is served."""

import json
import re
from pathlib import Path
from threading import Event, Thread

import pytest

from app.cli import main
from app.founding import prepare
from app.settings import Settings
from app.store import lock
from app.summary.writers import formats
from tests.serving import Server
from tests.summary.opening import words_in

CODE = "7PL1383V"
EVERY_FORMAT = ["csv", "docx", "html", "json", "md", "odt", "pdf", "xlsx"]


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("data")
    prepare(Settings(data=folder))
    return folder


@pytest.mark.parametrize("is_served", [False, True])
def test_every_format_is_written_and_told(
    data: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], is_served: bool
) -> None:
    words = ["export", CODE, "--format", "all", "--out", str(tmp_path / "out"), "--data", str(data)]
    if is_served:
        with lock(data / "samskap.db"):
            assert main(words) == 0
    else:
        assert main(words) == 0
    told = re.findall(r"^  (\w+) .* (\S+)$", capsys.readouterr().out, re.MULTILINE)
    assert sorted(format for format, _path in told) == EVERY_FORMAT
    assert sorted(path for _format, path in told) == sorted(str(each) for each in (tmp_path / "out").iterdir())
    for format, path in told:
        assert Path(path).name.endswith(f".{formats()[format].file_ending}")
        assert "7PL1383V" in words_in(format, Path(path).read_bytes()) or format in ("csv", "xlsx")


def test_labels_are_in_the_language_that_is_asked_for(data: Path, tmp_path: Path) -> None:
    main(["export", CODE, "--format", "md", "--language", "fr", "--out", str(tmp_path), "--data", str(data)])
    (file,) = tmp_path.iterdir()
    assert "## Registre des actions\n" in file.read_text()


def test_a_profile_leaves_out_who_was_there(data: Path, tmp_path: Path) -> None:
    names = {}
    for profile in ("internal", "public", "chatham"):
        out = tmp_path / profile
        main(["export", CODE, "--format", "json", "--profile", profile, "--out", str(out), "--data", str(data)])
        (file,) = out.iterdir()
        names[profile] = len(json.loads(file.read_text())["people"])
    assert names == {"internal": 9, "public": 9, "chatham": 0}


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        ([CODE, "--format", "docs"], "No format is called docs."),
        ([CODE, "--format", ","], "No format is called ,."),
        ([CODE, "--language", "xx"], "Labels are not there in the language xx."),
        (["NOSUCH"], "has the code NOSUCH."),
        ([CODE, "--out", "/dev/null/here"], "/dev/null/here cannot be written to"),
    ],
)
def test_what_cannot_be_done_is_said(
    data: Path, capsys: pytest.CaptureFixture[str], words: list[str], sentence: str
) -> None:
    assert main(["export", *words, "--data", str(data)]) != 0
    assert sentence in capsys.readouterr().err


def test_nothing_is_founded_where_nothing_is(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["export", CODE, "--data", str(tmp_path / "nowhere")]) != 0
    assert f"There is no lab in {tmp_path / 'nowhere'}." in capsys.readouterr().err
    assert not (tmp_path / "nowhere" / "samskap.db").exists()


# --- While it is served, and people write


def test_files_are_whole_while_people_write(server: Server, tmp_path: Path) -> None:
    """Each is one picture of the lab: every contribution in it stands once, in the order in which they came."""
    server.tower().act("prompt-for-all", prompt=1)
    phones = [server.phone(f"Guest {n}", group=n % 5 + 1) for n in range(4)]
    is_over, given = Event(), list[str]()

    def write() -> None:
        while not is_over.is_set():
            words = f"Idea {len(given)} said meanwhile"
            assert phones[len(given) % len(phones)].contribute(words).status_code == 201
            given.append(words)

    writing = Thread(target=write)
    writing.start()
    try:
        counts = [len(exported(server, tmp_path / f"{n}")) for n in range(2)]
    finally:
        is_over.set()
        writing.join()
    assert counts == sorted(counts)
    assert given[: counts[-1]] == exported(server, tmp_path / "last")[: counts[-1]]
    assert len(exported(server, tmp_path / "end")) == len(given) > counts[0]


def exported(server: Server, out: Path) -> list[str]:
    """The contributions of one export in all formats, in the order in which they were given."""
    words = ["export", CODE, "--format", "all", "--profile", "internal", "--out", str(out)]
    assert main([*words, "--data", str(server.settings.data)]) == 0
    files = {format: next(out.glob(f"*.{formats()[format].file_ending}")).read_bytes() for format in EVERY_FORMAT}
    assert all(words_in(format, body) for format, body in files.items())
    told = json.loads(files["json"])["contributions"]
    assert len({each["id"] for each in told}) == len(told)
    return [each["text"] for each in sorted(told, key=lambda each: each["given_at"])]
