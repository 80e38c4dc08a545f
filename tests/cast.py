"""The founding lab in one process: the keys of its people, and their verbs run through the real store."""

from collections.abc import Callable
from types import SimpleNamespace
from typing import Any, NamedTuple
from uuid import uuid4

from sqlalchemy import Connection, select
from sqlmodel import SQLModel

from app.domain.contributions import contribute
from app.domain.events import Happened, revived
from app.domain.groups import open_prompt, open_stage
from app.domain.passes import Locksmith
from app.domain.people import Joining, join
from app.domain.plans import found, read_plan
from app.domain.work import SERVER, STRANGER, Key
from app.founding import FOUNDING_LAB, hashes
from app.models import AgendaItem, Event, Group, Lab, Prompt, Stage
from app.settings import Settings
from app.store import Done, Store

CODE = "7PL1383V"


class Participant(NamedTuple):
    """Somebody seated: what their phone holds, and who they are."""

    key: Key
    id: int
    token: str


class LabAtWork:
    """A lab that was founded. What is read is read from the disk, on a connection of its own."""

    def __init__(self, store: Store, settings: Settings, code: str, rows: dict[str, list[Any]]) -> None:
        self.store, self.locksmith, self.code = store, Locksmith(settings.secret), code
        self.id = int(rows["lab"][0].id)
        self.items: list[int] = [one.id for one in rows["items"]]
        self.prompts: dict[str, int] = {one.key: one.id for one in rows["prompts"]}
        self.stages: dict[str, int] = {one.kind: one.id for one in rows["stages"]}
        self.groups: dict[int, int] = {one.number: one.id for one in rows["groups"]}
        self.organiser, self.stage = self.key("tower"), self.key("stage")

    @classmethod
    async def of(cls, store: Store, settings: Settings, code: str = CODE) -> "LabAtWork":
        return cls(store, settings, code, await store.read(what_it_has, code))

    @classmethod
    async def found(cls, store: Store, settings: Settings, code: str, **differs: Any) -> "LabAtWork":
        """One more lab in the same database: planned like the founding lab but for what differs."""
        plan = read_plan(FOUNDING_LAB).model_copy(update={"code": code, **differs})
        await store.write(Key(0, actor=SERVER), found, plan, hashes(Locksmith(settings.secret), plan))
        return await cls.of(store, settings, code)

    def key(self, screen: str) -> Key:
        return Key(self.id, self.locksmith.hash(self.locksmith.link(self.code, screen)))

    def desk(self, number: int = 1) -> Key:
        return self.key(f"desk-{number}")

    async def act(self, by: Key, verb: Callable[..., Any], *args: Any, **named: Any) -> Done:
        return await self.store.write(by, verb, *args, **named)

    async def do(self, by: Key, verb: Callable[..., Any], *args: Any, **named: Any) -> Any:
        """What the verb answers."""
        return (await self.act(by, verb, *args, **named)).value

    async def told(self, by: Key, verb: Callable[..., Any], *args: Any, **named: Any) -> list[Happened]:
        """What the verb announces."""
        return list((await self.act(by, verb, *args, **named)).happened)

    async def join(self, name: str | None = "Ana", group: int | None = 1, language: str = "en") -> Participant:
        token = self.locksmith.token()
        hashes = self.locksmith.hash(token), self.locksmith.hash(self.locksmith.return_code(token))
        seated = await self.do(Key(self.id, actor=STRANGER), join, Joining(name, True, language, group), *hashes)
        return Participant(Key(self.id, hashes[0]), seated.id, token)

    async def open(self, stage: str, prompt: str = "main", group: int = 1) -> None:
        """The desk opens a stage and a prompt."""
        await self.do(self.desk(group), open_stage, self.stages[stage])
        await self.do(self.desk(group), open_prompt, self.prompts[prompt])

    async def say(self, who: Participant, text: str, key: str | None = None, prompt: str = "main") -> Any:
        return await self.do(who.key, contribute, self.prompts[prompt], text, key or uuid4().hex)

    async def rows(self, kind: type[SQLModel], **where: Any) -> list[Any]:
        """The lab's rows of a table, those that answer to `where`."""
        found = await self.store.read(every, kind)
        where["id" if kind is Lab else "lab_id"] = self.id
        return [one for one in found if where.items() <= vars(one).items()]

    async def row(self, kind: type[SQLModel], id: int | str | None = None) -> Any:
        """The one row there is: of that id, or at all."""
        (only,) = await self.rows(kind) if id is None else await self.rows(kind, id=id)
        return only

    async def group(self, number: int = 1) -> Any:
        return await self.row(Group, self.groups[number])

    async def events(self, since: int = 0) -> list[Happened]:
        return [revived(one.kind, one.what) for one in await self.rows(Event) if one.seq > since]

    async def seq(self) -> int:
        return int((await self.row(Lab)).seq)


def every(read: Connection, kind: type[SQLModel]) -> list[SimpleNamespace]:
    """All rows of a table, in the order of its key."""
    table = kind.__table__  # type: ignore[attr-defined]
    found = read.execute(select(table).order_by(*table.primary_key))
    return [SimpleNamespace(**one._mapping) for one in found]


def what_it_has(read: Connection, code: str) -> dict[str, list[Any]]:
    lab = [one for one in every(read, Lab) if one.code == code]
    kinds: dict[str, type[SQLModel]] = {"items": AgendaItem, "prompts": Prompt, "stages": Stage, "groups": Group}
    own = {name: [one for one in every(read, kind) if one.lab_id == lab[0].id] for name, kind in kinds.items()}
    return {"lab": lab} | own
