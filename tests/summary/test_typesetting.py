"""Pages are set by a process that ends with them: what typst laid out is not kept by whoever asked."""

import subprocess
import sys
from pathlib import Path

import pytest

from app.summary.typesetting import pictures, typeset
from tests.serving import ROOT

SQUARE = (
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9" width="9" height="9"><rect width="9" height="9"/></svg>'
)


def test_who_makes_files_never_loads_what_sets_pages() -> None:
    told = "import sys, app.press, app.summary.writers.pdf, app.venue.pack; print('typst' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", told], cwd=ROOT, capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "False"


def test_a_page_is_set_from_data_under_its_templates_name(tmp_path: Path) -> None:
    template = tmp_path / "letter.typ"
    template.write_text('#set document(title: "Letter")\n#json(bytes(sys.inputs.letter)).words')
    assert typeset('{"words": "Dear all"}', template).startswith(b"%PDF-")


def test_each_drawing_becomes_one_picture() -> None:
    assert [len(list(pictures([SQUARE] * n))) for n in (0, 1, 3)] == [0, 1, 3]
    assert all(each.startswith(b"\x89PNG") for each in pictures([SQUARE, SQUARE]))


def test_what_cannot_be_set_is_an_error_and_no_empty_file(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    template = tmp_path / "torn.typ"
    template.write_text("#nobody.knows")
    with pytest.raises(subprocess.CalledProcessError):
        typeset("{}", template)
    assert "unknown variable: nobody" in capfd.readouterr().err
