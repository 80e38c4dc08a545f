"""A summary taken out of one folder and brought into another."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

from app.founding import keep
from app.settings import Settings
from app.store import engine_for
from app.summary.archives import archive_of
from app.summary.report import Report, report


def told_in(settings: Settings, language: str = "en", profile: str = "internal", lab: int = 1) -> Report:
    """As it is told from what this folder holds."""
    engine = engine_for(settings.database, "BEGIN", "query_only=ON")
    try:
        with engine.connect() as read:
            return report(read, lab, language, profile)
    finally:
        engine.dispose()


def brought(data: Path, exported: str) -> Settings:
    """A folder of its own that holds nothing else."""
    settings = Settings(data=data)
    keep(settings, archive_of(exported))
    return settings


def changed(exported: str, change: Callable[[dict[str, Any]], object]) -> str:
    """The same file after somebody had their way with it."""
    told = json.loads(exported)
    change(told)
    return json.dumps(told, ensure_ascii=False, indent=2)
