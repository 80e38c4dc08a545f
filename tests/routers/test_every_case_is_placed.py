"""Every bad input is either run here, or stands in a table with the reason why not."""

import json
from importlib import import_module
from pathlib import Path

from tests.bad_inputs import HERE
from tests.routers.placing import NOT_YET, RUN, WHOLE_CLASSES_ELSEWHERE

for file in sorted(Path(__file__).parent.glob("test_*.py")):
    if file != Path(__file__):
        import_module(f"tests.routers.{file.stem}")

CASES = {f"{each['class']}-{each['name']}" for each in json.loads(HERE.read_text(encoding="utf-8"))}
ELSEWHERE = {case for case in CASES if case.partition("-")[0] in WHOLE_CLASSES_ELSEWHERE}


def test_no_case_is_forgotten() -> None:
    assert sorted(CASES - RUN - set(NOT_YET) - ELSEWHERE) == []


def test_no_case_is_made_up() -> None:
    assert sorted((RUN | set(NOT_YET)) - CASES) == []


def test_no_case_is_both_run_and_excused() -> None:
    assert sorted(RUN & (set(NOT_YET) | ELSEWHERE)) == []
