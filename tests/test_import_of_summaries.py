"""`./samskap import` tells a summary from a plan, keeps it whole, or says on which line to mend what."""

import re
from pathlib import Path

import pytest

from app.cli import main
from app.founding import prepare
from app.settings import Settings

CODE = "7PL1383V"


@pytest.fixture(scope="module")
def exported(founded_once: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("out")
    assert main(["export", CODE, "--format", "json", "--out", str(out), "--data", str(founded_once)]) == 0
    (file,) = out.iterdir()
    return file


def test_a_summary_is_kept_in_an_empty_folder_and_exported_again(
    exported: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["import", str(exported), "--data", str(tmp_path / "data")]) == 0
    told = capsys.readouterr().out
    assert re.findall(r"^  (\w+) ", told, re.MULTILINE) == ["archive"]
    assert main(["export", CODE, "--format", "json", "--out", str(tmp_path), "--data", str(tmp_path / "data")]) == 0
    (again,) = tmp_path.glob("*.json")
    assert again.read_bytes() == exported.read_bytes()


def test_what_is_wrong_is_told_and_nothing_is_kept(
    exported: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    spoilt = tmp_path / "spoilt.json"
    spoilt.write_text(exported.read_text().replace('"profile": "public"', '"profile": "everybody"'))
    assert main(["import", str(spoilt), "--data", str(tmp_path / "data")]) == 1
    told = capsys.readouterr().err
    assert "spoilt.json cannot be kept as it is." in told
    assert "Line 3, profile: cannot be used." in told
    assert not (tmp_path / "data" / "samskap.db").exists()


def test_where_its_lab_is_kept_already_it_is_refused(
    exported: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    prepare(Settings(data=tmp_path))
    assert main(["import", str(exported), "--data", str(tmp_path)]) == 1
    assert f"A lab with the code {CODE} is here already." in capsys.readouterr().err


def test_it_keeps_its_code(exported: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["import", str(exported), "--code", "OTHER", "--data", str(tmp_path)]) == 2
    assert "A summary keeps the code of its lab." in capsys.readouterr().err


def test_what_is_no_text_is_told_by_line(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "torn.json"
    file.write_bytes(b'{"samskap_report": 1,\n"profile": "\xff"}')
    assert main(["import", str(file), "--data", str(tmp_path / "data")]) == 1
    assert "Line 2: There is a sign here that no text has." in capsys.readouterr().err
