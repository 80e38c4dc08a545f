"""Plans at the command line: brought in, written out, refused by line; the same lab either way."""

import re
from pathlib import Path
from typing import NamedTuple

import pytest

from app.cli import main
from app.store import lock

PLANS = Path(__file__).parents[1] / "app" / "plans"


class Said(NamedTuple):
    code: int
    out: str
    err: list[str]


@pytest.fixture
def samskap(capsys: pytest.CaptureFixture[str]) -> "Samskap":
    return Samskap(capsys)


class Samskap:
    def __init__(self, capsys: pytest.CaptureFixture[str]) -> None:
        self.capsys = capsys

    def __call__(self, *words: str | Path, data: Path) -> Said:
        code = main([*map(str, words), "--data", str(data)])
        said = self.capsys.readouterr()
        return Said(code, said.out, said.err.splitlines())


def test_a_plan_is_brought_in_written_out_and_brought_in_again(samskap: Samskap, tmp_path: Path) -> None:
    first = samskap("import", PLANS / "world-cafe.yaml", "--code", "cafe-2026", data=tmp_path / "a")
    assert (first.code, first.err) == (0, [])
    assert first.out.startswith("“World Café” is founded, with the code CAFE2026, in ")
    assert re.findall(r"^  (phone|desk \d|stage|tower) ", first.out, re.MULTILINE) == [
        *("phone", "desk 1", "desk 2", "desk 3", "desk 4", "desk 5", "stage", "tower")
    ]
    for format in ([], ["--json"]):
        written = samskap("plan", "CAFE2026", *format, data=tmp_path / "a").out
        (tmp_path / "again").write_text(written, encoding="utf-8")
        folder = tmp_path / "".join(["b", *format])
        assert samskap("import", tmp_path / "again", data=folder).code == 0
        assert samskap("plan", "cafe2026", *format, data=folder).out == written


def test_a_plan_without_a_code_gets_one(samskap: Samskap, tmp_path: Path) -> None:
    said = samskap("import", PLANS / "fishbowl.yaml", data=tmp_path)
    (code,) = re.findall(r"with the code ([2-9A-HJ-NP-Z]{8}),", said.out)
    assert samskap("plan", code, data=tmp_path).out.startswith(f"samskap_plan: 1\ncode: {code}\n")


def test_a_lab_s_plan_is_written_while_it_is_served(samskap: Samskap, tmp_path: Path) -> None:
    samskap("import", PLANS / "fishbowl.yaml", "--code", "FISH", data=tmp_path)
    with lock(tmp_path / "samskap.db"):
        assert samskap("plan", "FISH", data=tmp_path).out.startswith("samskap_plan: 1\ncode: FISH\n")


def test_a_plan_that_is_wrong_founds_nothing_and_says_where(samskap: Samskap, tmp_path: Path) -> None:
    (tmp_path / "plan.yaml").write_text("samskap_plan: 1\nlanguage: en\nlanguages: [en]\ngroups: many\n")
    refused = samskap("import", tmp_path / "plan.yaml", data=tmp_path / "data")
    assert (refused.code, refused.out, (tmp_path / "data").exists()) == (1, "", False)
    assert refused.err == [
        "samskap: plan.yaml cannot be used as it is.",
        "samskap: Line 1, title: is missing. Add it.",
        "samskap: Line 1, question: is missing. Add it.",
        "samskap: Line 1, agenda: is missing. Add it.",
        "samskap: Line 4, groups: should be a whole number. Write it in digits, without quotes.",
        "samskap: docs/plans.md says what a plan holds.",
    ]


def test_a_code_is_taken_once(samskap: Samskap, tmp_path: Path) -> None:
    samskap("import", PLANS / "fishbowl.yaml", "--code", "FISH", data=tmp_path)
    refused = samskap("import", PLANS / "gallery-walk.yaml", "--code", "fish", data=tmp_path)
    assert (refused.code, refused.err) == (
        1,
        ["samskap: A lab with the code FISH is here already.", "samskap: Choose another: --code NEW"],
    )


def test_nothing_is_brought_into_a_folder_that_is_served(samskap: Samskap, tmp_path: Path) -> None:
    (tmp_path / "samskap.db").touch()
    with lock(tmp_path / "samskap.db"):
        refused = samskap("import", PLANS / "fishbowl.yaml", data=tmp_path)
    assert (refused.code, refused.err[0]) == (1, f"samskap: Another Samskap is running on the folder {tmp_path}.")


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (["import", "nowhere.yaml"], "nowhere.yaml cannot be read (No such file or directory)."),
        (["import", PLANS / "fishbowl.yaml", "--code", "x!"], "x! is no join code."),
        (["plan", "NOLAB"], "There is no lab in {data}."),
    ],
)
def test_what_cannot_be_done_is_said(samskap: Samskap, words: list[str], sentence: str, tmp_path: Path) -> None:
    refused = samskap(*words, data=tmp_path)
    assert refused.err[0] == f"samskap: {sentence.format(data=tmp_path)}"
    assert refused.code > 0


def test_no_lab_has_this_code(samskap: Samskap, tmp_path: Path) -> None:
    samskap("import", PLANS / "fishbowl.yaml", "--code", "FISH", data=tmp_path)
    assert samskap("plan", "BIRD", data=tmp_path).err[0] == f"samskap: No lab in {tmp_path} has the code BIRD."
