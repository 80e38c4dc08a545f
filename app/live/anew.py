"""Who hears when a plan is laid anew: every screen, of everything it shows."""

from collections.abc import Iterator

from app.live.channels import Channel
from app.live.formations import Change
from app.live.regions import OF_GROUP, OF_LAB


def of_new_plan(lab: int, groups: list[int]) -> Iterator[Change]:
    for screen, places in OF_LAB.items():
        for fragment in places.values():
            yield Channel(lab, screen), fragment(lab)
    for group in groups:
        for screen, places in OF_GROUP.items():
            for fragment in places.values():
                yield Channel(lab, screen, group), fragment(group)
