"""Brings a database to the present schema, after setting a copy of it aside."""

import sqlite3
from contextlib import closing
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from app.clock import now
from app.settings import Settings

if TYPE_CHECKING:
    from alembic.config import Config

MIGRATIONS = Path(__file__).parents[1] / "migrations"


def upgrade(settings: Settings) -> Path | None:
    """Returns the backup that was made, if the schema had to change and there was something to lose."""
    settings.data.mkdir(parents=True, exist_ok=True)
    if is_present(settings.database):
        return None
    saved = back_up(settings.database, settings.backups, now()) if settings.database.exists() else None
    to_head(settings.database)
    settings.database.chmod(0o600)
    return saved


def is_present(database: Path) -> bool:
    """Asked at every start, while a room may be waiting to come back: without the tools of an upgrade."""
    if not database.exists():
        return False
    with closing(sqlite3.connect(database)) as old:
        has_any = old.execute("SELECT 1 FROM sqlite_master WHERE name = 'alembic_version'").fetchone()
        return bool(has_any) and old.execute("SELECT version_num FROM alembic_version").fetchall() == [(newest(),)]


def newest() -> str:
    """The last revision; each migration's file is named after its own."""
    return max(each.name for each in (MIGRATIONS / "versions").glob("[0-9]*.py")).partition("_")[0]


def to_head(database: Path) -> None:
    from alembic import command  # noqa: PLC0415 a third of a second that only an upgrade is worth

    command.upgrade(alembic(database), "head")


def alembic(database: Path) -> "Config":
    from alembic.config import Config  # noqa: PLC0415

    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    config.set_main_option("sqlalchemy.url", f"sqlite:///{database}".replace("%", "%%"))
    return config


def back_up(database: Path, folder: Path, at: datetime) -> Path:
    """A whole copy by SQLite's own backup, readable by this user only. Copying the file would tear it."""
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    copy = folder / f"{database.stem}-{at:%Y%m%dT%H%M%S%f}.db"
    copy.touch(mode=0o600)
    with closing(sqlite3.connect(database)) as old, closing(sqlite3.connect(copy)) as new:
        old.backup(new)
    return copy
