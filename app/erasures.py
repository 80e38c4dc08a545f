"""The list of who was forgotten, in a file beside the database. Backups are of the database alone: when one is put
back, whoever was forgotten since is forgotten again before the doors open."""

import json
import os
from pathlib import Path

from app.domain.erasing import erase_me
from app.domain.forgotten import Forgotten, known_again, newly_forgotten
from app.domain.retention import forget_people
from app.store import Store

NAME = "forgotten.jsonl"


class Erasures:
    """A line for each, only ever added to; it names a lab's code and a number, nobody."""

    def __init__(self, data: Path, store: Store):
        self.file, self.store = data / NAME, store
        self.listed = {each.who for each in self.read()}

    def read(self) -> list[Forgotten]:
        """A line that was torn by a crash is of somebody whom the database has forgotten: they are listed again."""
        if not self.file.exists():
            return []
        return [found for line in self.file.read_text(encoding="utf-8").splitlines() if (found := listed(line))]

    async def replay(self) -> None:
        """Before the doors open."""
        theirs, over = await self.store.read(known_again, self.read())
        for key in theirs:
            await self.store.write(key, erase_me)
        for key in over:
            await self.store.write(key, forget_people)
        await self.keep()

    async def keep(self) -> None:
        """Whoever was forgotten since, on disk."""
        found = await self.store.read(newly_forgotten, self.listed)
        if not found:
            return
        with os.fdopen(os.open(self.file, os.O_CREAT | os.O_APPEND | os.O_WRONLY, 0o600), "w", encoding="utf-8") as end:
            end.write("".join(f"\n{json.dumps(each._asdict())}\n" for each in found))
            end.flush()
            os.fsync(end.fileno())
        self.listed |= {each.who for each in found}


def listed(line: str) -> Forgotten | None:
    try:
        return Forgotten(**json.loads(line))
    except (ValueError, TypeError):
        return None
