"""What was reported of lessons after their lab."""

from typing import Any

from sqlalchemy import bindparam, select

from app.models import Progress

progress = Progress.__table__  # type: ignore[attr-defined]

OF: Any = bindparam("lab")
REPORTED = (
    select(
        *(progress.c[each] for each in ("lesson_id", "by", "status", "due", "words")), progress.c.at.label("told_at")
    )
    .where(progress.c.lab_id == OF)
    .order_by(progress.c.given, progress.c.at)
)


def reported(lessons: list[dict[str, Any]], rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Each lesson with every report on it, the oldest first, and whether somebody took it on: that stays known where
    their name does not."""
    for each in lessons:
        each["is_taken"] = bool(each["owner"])
        each["progress"] = [told(row) for row in rows if row["lesson_id"] == each["id"]]
    return lessons


def told(row: dict[str, Any]) -> dict[str, Any]:
    due = row["due"].isoformat() if row["due"] else None
    return {"told_at": row["told_at"], "by": row["by"], "status": row["status"], "due": due, "words": row["words"]}
