"""Brings a database to the present schema, after setting a copy of it aside."""

import sqlite3
from contextlib import closing
from datetime import datetime
from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import create_engine

from app.clock import now
from app.settings import Settings

MIGRATIONS = Path(__file__).parents[1] / "migrations"


def upgrade(settings: Settings) -> Path | None:
    """Returns the backup that was made, if the schema had to change and there was something to lose."""
    settings.data.mkdir(parents=True, exist_ok=True)
    config = alembic(settings.database)
    if is_present(settings.database, config):
        return None
    saved = back_up(settings.database, settings.backups, now()) if settings.database.exists() else None
    command.upgrade(config, "head")
    settings.database.chmod(0o600)
    return saved


def alembic(database: Path) -> Config:
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    config.set_main_option("sqlalchemy.url", f"sqlite:///{database}".replace("%", "%%"))
    return config


def is_present(database: Path, config: Config) -> bool:
    if not database.exists():
        return False
    engine = create_engine(f"sqlite:///{database}")
    with engine.connect() as connection:
        current = MigrationContext.configure(connection).get_current_revision()
    engine.dispose()
    return current == ScriptDirectory.from_config(config).get_current_head()


def back_up(database: Path, folder: Path, at: datetime) -> Path:
    """A whole copy by SQLite's own backup, readable by this user only. Copying the file would tear it."""
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    copy = folder / f"{database.stem}-{at:%Y%m%dT%H%M%S%f}.db"
    copy.touch(mode=0o600)
    with closing(sqlite3.connect(database)) as old, closing(sqlite3.connect(copy)) as new:
        old.backup(new)
    return copy
