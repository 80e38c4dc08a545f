"""Pages are set by a process that ends with them: what typst laid out is not kept by whoever asked."""

import subprocess
import sys
from pathlib import Path

import pytest

from app.summary import typesetting
from app.summary.tree import Cell, Table
from app.summary.typesetting import SETTER, NotSet, pictures, surroundings, typeset
from app.summary.writers.pdf import is_high, table
from tests.serving import ROOT

SQUARE = (
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9" width="9" height="9"><rect width="9" height="9"/></svg>'
)


def test_who_makes_a_file_loads_no_more_than_it_takes() -> None:
    told = """
import sys, app.printing, app.summary.writers.pdf
print([each for each in ('typst', 'docx', 'fastapi', 'app.venue', 'app.domain.plans') if each in sys.modules])
"""
    done = subprocess.run([sys.executable, "-c", told], cwd=ROOT, capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_a_page_is_set_from_data_under_its_templates_name(tmp_path: Path) -> None:
    template = tmp_path / "letter.typ"
    template.write_text('#set document(title: "Letter")\n#json(bytes(sys.inputs.letter)).words')
    assert typeset('{"words": "Dear all"}', template).startswith(b"%PDF-")


def test_each_drawing_becomes_one_picture() -> None:
    assert [len(list(pictures([SQUARE] * n))) for n in (0, 1, 3)] == [0, 1, 3]
    assert all(each.startswith(b"\x89PNG") for each in pictures([SQUARE, SQUARE]))


def test_what_cannot_be_set_is_an_error_and_no_empty_file(tmp_path: Path) -> None:
    template = tmp_path / "torn.typ"
    template.write_text("#nobody.knows")
    with pytest.raises(NotSet, match="unknown variable: nobody"):
        typeset("{}", template)


def test_one_that_was_ended_from_outside_is_begun_once_more(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    mark, dies_once = tmp_path / "begun", tmp_path / "setter.py"
    dies_once.write_text(f"""
import os, pathlib, sys
mark = pathlib.Path({str(mark)!r})
if not mark.exists():
    mark.touch()
    os.kill(os.getpid(), 9)
os.execv(sys.executable, [sys.executable, "-I", {str(SETTER)!r}, sys.argv[1]])
""")
    monkeypatch.setattr(typesetting, "SETTER", dies_once)
    assert [each[:4] for each in pictures([SQUARE])] == [b"\x89PNG"]
    assert mark.exists()


def test_it_learns_none_of_our_secrets(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SAMSKAP_SMTP_PASSWORD", "hush")
    assert [name for name in surroundings() if name.startswith("SAMSKAP_")] == []


def test_it_sets_nothing_for_one_who_is_gone() -> None:
    done = subprocess.run([sys.executable, "-I", SETTER, "1"], input=b"", capture_output=True, check=False)
    assert (done.returncode, done.stdout, done.stderr.strip()) == (1, b"", b"Whoever asked is gone.")


def test_what_is_higher_than_a_column_goes_on_in_the_next() -> None:
    """Two hundred short lines are few letters, and more than a page."""
    assert [is_high(each) for each in ("One line", "word " * 200, "word\n" * 50, "word\u2028word")] == [
        False,
        True,
        True,
        True,
    ]


@pytest.mark.parametrize(
    ("rows", "is_whole"),
    [
        ([["I endorse it", "3"]] * 8, True),
        ([["09:45", "9"]] * 24, True),
        ([["09:45", "9"]] * 25, False),
        ([["One reason after the other. " * 100, "9"]], False),
        ([["One\nby\none" * 12, "9"]], False),
        ([["漢字" * 20, "9"]] * 3, False),  # each is told by its name, which takes a line
    ],
)
def test_a_table_is_kept_on_one_page_where_it_takes_no_more_than_half(rows: list[list[Cell]], is_whole: bool) -> None:
    assert table(Table("T", ["What they said", "Ballots"], rows), set())["is_whole"] is is_whole
