"""An upgrade is whole or has not happened, and what was there before it is kept."""

import shutil
import sqlite3
import stat
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import create_engine
from sqlmodel import SQLModel

import app.models  # noqa: F401 every table
from app.settings import Settings
from app.store import Store
from app.upgrade import MIGRATIONS, alembic, upgrade
from tests.cast import CODE, LabAtWork

ROOT = Path(__file__).parents[1]
REVISIONS = [each.revision for each in ScriptDirectory.from_config(alembic(Path("x"))).walk_revisions()]

NEXT = """
import sqlalchemy as sa
from alembic import op

revision, down_revision, branch_labels, depends_on = "9999", "{head}", None, None


def upgrade():
    op.create_table("mood", sa.Column("id", sa.Integer(), primary_key=True))
    with op.batch_alter_table("note", recreate="always") as table:
        table.add_column(sa.Column("mood_id", sa.Integer(), nullable=True))
    op.execute("UPDATE note SET mood_id = 1")
    {last}
"""

# Upgrades, but kills itself (kill -9) before the nth statement of a migration; or, at 0, before the commit.
UPGRADE_UNTIL = """
import os, signal, sys
from pathlib import Path
from sqlalchemy import Engine, event
import app.upgrade
from app.settings import Settings

data, migrations, fatal = Path(sys.argv[1]), Path(sys.argv[2]), int(sys.argv[3])
app.upgrade.MIGRATIONS = migrations
done = 0

@event.listens_for(Engine, "before_cursor_execute")
def before(connection, cursor, statement, *rest):
    global done
    done += statement.lstrip().upper().startswith(("CREATE", "ALTER", "INSERT", "UPDATE", "DROP"))
    if fatal and done == fatal:
        os.kill(os.getpid(), signal.SIGKILL)

@event.listens_for(Engine, "commit")
def commit(connection):
    if done and not fatal:
        os.kill(os.getpid(), signal.SIGKILL)

app.upgrade.upgrade(Settings(data=data))
print(done)
"""


def schema(database: Path) -> list[tuple[str, str]]:
    """Every table and index as SQLite keeps it, and the revision it says it is at."""
    with closing(sqlite3.connect(database)) as opened:
        found = opened.execute("SELECT name, sql FROM sqlite_master WHERE sql IS NOT NULL ORDER BY name").fetchall()
        at = opened.execute("SELECT version_num FROM alembic_version").fetchall() if found else []
        assert opened.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
    return found + [("at", number) for (number,) in at]


def codes(database: Path) -> list[str]:
    with closing(sqlite3.connect(database)) as opened:
        return [code for (code,) in opened.execute("SELECT code FROM lab")]


def upgraded_until(data: Path, migrations: Path, fatal: int) -> "subprocess.CompletedProcess[str]":
    words = [sys.executable, "-c", UPGRADE_UNTIL, str(data), str(migrations), str(fatal)]
    return subprocess.run(words, cwd=ROOT, capture_output=True, text=True, check=False, timeout=60)


def mode(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


@pytest.fixture
def next_version(tmp_path: Path) -> Path:
    """The migrations of a Samskap to come, with one more."""
    folder = tmp_path / "migrations"
    shutil.copytree(MIGRATIONS, folder, ignore=shutil.ignore_patterns("__pycache__"))
    (folder / "versions" / "9999_notes_have_moods.py").write_text(NEXT.format(head=REVISIONS[0], last="pass"))
    return folder


@pytest.fixture
def newer(next_version: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("app.upgrade.MIGRATIONS", next_version)


def test_an_empty_folder_gets_every_table(settings: Settings) -> None:
    assert upgrade(settings) is None
    tables = {name for name, sql in schema(settings.database) if sql.startswith("CREATE TABLE")}
    assert tables == {*SQLModel.metadata.tables, "alembic_version"}
    assert mode(settings.database) == 0o600


def test_the_models_are_what_the_migrations_make(settings: Settings) -> None:
    upgrade(settings)
    engine = create_engine(f"sqlite:///{settings.database}")
    with engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        assert compare_metadata(context, SQLModel.metadata) == []
    engine.dispose()


def test_the_migrations_are_one_line_and_say_what_they_do() -> None:
    files = sorted(file.stem for file in (MIGRATIONS / "versions").glob("[0-9]*.py"))
    assert [file.partition("_")[0] for file in files] == REVISIONS[::-1]
    assert [len(file.split("_")) > 3 for file in files] == [True] * len(files)


def test_what_is_up_to_date_is_left_alone(founded: Settings) -> None:
    before = schema(founded.database)
    assert upgrade(founded) is None
    assert (schema(founded.database), founded.backups.exists()) == (before, False)


def test_before_the_schema_changes_a_whole_copy_is_set_aside(founded: Settings, newer: None) -> None:
    before = schema(founded.database)
    saved = upgrade(founded)
    assert saved is not None
    assert list(founded.backups.iterdir()) == [saved]
    assert (schema(saved), codes(saved)) == (before, [CODE])
    assert schema(founded.database)[-1] == ("at", "9999")
    assert codes(founded.database) == [CODE]


def test_the_copy_is_for_this_user_only(founded: Settings, newer: None) -> None:
    saved = upgrade(founded)
    assert saved is not None
    assert (mode(saved), mode(founded.backups), mode(founded.database)) == (0o600, 0o700, 0o600)


def test_the_copy_holds_what_was_still_in_the_log(founded: Settings, newer: None) -> None:
    """What a killed server had acknowledged lies beside the database until somebody reads it in."""
    with closing(sqlite3.connect(founded.database)) as open_still:
        open_still.execute("PRAGMA journal_mode=WAL")
        open_still.execute("UPDATE lab SET notice = 'acknowledged'")
        open_still.commit()
        assert b"acknowledged" not in founded.database.read_bytes()
        saved = upgrade(founded)
    assert saved is not None
    with closing(sqlite3.connect(saved)) as copy:
        assert copy.execute("SELECT notice FROM lab").fetchall() == [("acknowledged",)]


@pytest.mark.anyio
async def test_the_copy_opens_again_as_a_lab(founded: Settings, next_version: Path, tmp_path: Path) -> None:
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr("app.upgrade.MIGRATIONS", next_version)
        saved = upgrade(founded)
    assert saved is not None
    restored = founded.model_copy(update={"data": tmp_path / "restored"})
    shutil.copytree(founded.data, restored.data, ignore=shutil.ignore_patterns("samskap.db*", "backups"))
    shutil.copy(saved, restored.database)
    assert upgrade(restored) is None
    store = Store(restored.database, lambda lab, seq: None)
    lab = await LabAtWork.of(store, restored)
    ana = await lab.join("Ana")
    store.close()
    assert ana.id > 0


def test_a_migration_that_fails_leaves_the_old_schema_and_its_copy(
    founded: Settings, next_version: Path, newer: None
) -> None:
    broken = next_version / "versions" / "9999_notes_have_moods.py"
    broken.write_text(NEXT.format(head=REVISIONS[0], last='raise ValueError("half-way")'))
    before = schema(founded.database)
    with pytest.raises(ValueError, match="half-way"):
        upgrade(founded)
    assert (schema(founded.database), codes(founded.database)) == (before, [CODE])
    assert [schema(copy) for copy in founded.backups.iterdir()] == [before]


@pytest.mark.parametrize("fatal", [2, 5, 0], ids=["early", "in the copying of a table", "at the commit"])
def test_killed_in_the_middle_the_old_schema_is_whole_and_the_next_start_goes_on(
    founded: Settings, next_version: Path, fatal: int
) -> None:
    before = schema(founded.database)
    assert upgraded_until(founded.data, next_version, fatal).returncode == -9
    assert (schema(founded.database), codes(founded.database)) == (before, [CODE])
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr("app.upgrade.MIGRATIONS", next_version)
        upgrade(founded)
    assert (schema(founded.database)[-1], codes(founded.database)) == (("at", "9999"), [CODE])


@pytest.mark.parametrize("fatal", [20, 0], ids=["half-way", "at the commit"])
def test_a_first_start_that_was_killed_begins_again(settings: Settings, tmp_path: Path, fatal: int) -> None:
    whole = settings.model_copy(update={"data": tmp_path / "whole"})
    upgrade(whole)
    assert upgraded_until(settings.data, MIGRATIONS, fatal).returncode == -9
    assert schema(settings.database) == []
    upgrade(settings)
    assert schema(settings.database) == schema(whole.database)
