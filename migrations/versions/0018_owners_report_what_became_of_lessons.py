"""Owners report what became of lessons, and are reminded."""

import sqlalchemy as sa
from alembic import op

revision = "0018"
down_revision = "0017"
branch_labels = None
depends_on = None


def upgrade() -> None:
    progress()
    owner_links()
    reminders()


def progress() -> None:
    op.create_table(
        "progress",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("lab_id", sa.Integer(), nullable=False),
        sa.Column("lesson_id", sa.String(length=32), nullable=False),
        sa.Column("by", sa.String(length=16), nullable=False),
        sa.Column("status", sa.String(length=12), nullable=False),
        sa.Column("due", sa.Date(), nullable=True),
        sa.Column("words", sa.String(), nullable=False),
        sa.Column("given", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["lab_id"], ["lab.id"]),
        sa.ForeignKeyConstraint(["lesson_id"], ["lesson.id"]),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("ix_progress_lab_id", "progress", ["lab_id"], unique=False)
    op.create_index("ix_progress_lesson_id", "progress", ["lesson_id"], unique=False)


def owner_links() -> None:
    op.create_table(
        "owner_link",
        sa.Column("pass_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("lab_id", sa.Integer(), nullable=False),
        sa.Column("lesson_id", sa.String(length=32), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("key", sa.String(length=32), nullable=False),
        sa.Column("email", sa.String(length=254), nullable=False),
        sa.Column("language", sa.String(length=12), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["pass_id"], ["pass.id"]),
        sa.ForeignKeyConstraint(["lab_id"], ["lab.id"]),
        sa.ForeignKeyConstraint(["lesson_id"], ["lesson.id"]),
        sa.PrimaryKeyConstraint("pass_id"),
    )
    op.create_index("ix_owner_link_lab_id", "owner_link", ["lab_id"], unique=False)
    op.create_index("ix_owner_link_lesson_id", "owner_link", ["lesson_id"], unique=False)


def reminders() -> None:
    op.create_table(
        "reminder",
        sa.Column("lesson_id", sa.String(length=32), nullable=False),
        sa.Column("due", sa.Date(), nullable=False),
        sa.Column("step", sa.String(length=8), nullable=False),
        sa.Column("lab_id", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["lab_id"], ["lab.id"]),
        sa.ForeignKeyConstraint(["lesson_id"], ["lesson.id"]),
        sa.PrimaryKeyConstraint("lesson_id", "due", "step"),
    )
    op.create_index("ix_reminder_lab_id", "reminder", ["lab_id"], unique=False)
