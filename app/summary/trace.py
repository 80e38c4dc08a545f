"""Whether all in a report leads where it says: lesson → evidence → contribution. What is broken blocks publishing."""

from collections import Counter
from typing import NamedTuple

from app.summary.report import Report
from app.summary.voices import CONTRIBUTION, LESSON, anchor
from app.summary.walks import anchors, links


class Break(NamedTuple):
    """`kind`: "dangling" a link to nothing, "twice" an anchor that is there more than once, "missing" a contribution
    that is told nowhere, "taken_back" a lesson all of whose evidence is gone. `where`: the anchor it is about."""

    kind: str
    where: str


def breaks(report: Report) -> list[Break]:
    """What must be mended before anyone may rely on this report; nothing, when it may be published."""
    met = Counter(anchors(report.sections))
    targets = {each.target[1:] for each in links(report.sections) if each.target.startswith("#")}
    ideas = [anchor(CONTRIBUTION, each["id"]) for each in report.findings.contributions]
    lost = [anchor(LESSON, each["id"]) for each in report.findings.lessons if each["broken"] and not each["evidence"]]
    return [
        *(Break("dangling", each) for each in sorted(targets - set(met))),
        *(Break("twice", each) for each, n in met.items() if n > 1),
        *(Break("missing", each) for each in ideas if each not in met),
        *(Break("taken_back", each) for each in lost),
    ]
