"""Desks call the organiser, who answers, says something to one group or to all, and pauses everything.

A lab that stands still while it is brought up to date still does so afterwards."""

import sqlalchemy as sa
from alembic import op

revision = "0014"
down_revision = "0013"
branch_labels = None
depends_on = None


def upgrade() -> None:
    pauses()
    help_calls()
    messages()


def pauses() -> None:
    op.add_column("lab", sa.Column("paused_at", sa.DateTime(timezone=True), nullable=True))  # copies no table
    op.add_column("lab", sa.Column("pause_words", sa.String(), nullable=False, server_default=""))
    op.execute(
        "UPDATE lab SET paused_at = (SELECT paused_at FROM agenda_item WHERE agenda_item.id = lab.item_id) "
        "WHERE closed_at IS NULL"
    )


def help_calls() -> None:
    op.create_table(
        "help_call",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("lab_id", sa.Integer(), nullable=False),
        sa.Column("group_id", sa.Integer(), nullable=False),
        sa.Column("author_id", sa.Integer(), nullable=False),
        sa.Column("words", sa.String(), nullable=False),
        sa.Column("reply", sa.String(), nullable=False),
        sa.Column("given", sa.Integer(), nullable=False),
        sa.Column("called_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("seen_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["author_id"], ["person.id"]),
        sa.ForeignKeyConstraint(["group_id"], ["breakout_group.id"]),
        sa.ForeignKeyConstraint(["lab_id"], ["lab.id"]),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("ix_help_call_lab_id", "help_call", ["lab_id"], unique=False)


def messages() -> None:
    op.create_table(
        "message",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("lab_id", sa.Integer(), nullable=False),
        sa.Column("group_id", sa.Integer(), nullable=True),
        sa.Column("author_id", sa.Integer(), nullable=False),
        sa.Column("audience", sa.String(length=12), nullable=False),
        sa.Column("words", sa.String(), nullable=False),
        sa.Column("given", sa.Integer(), nullable=False),
        sa.Column("sent_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["author_id"], ["person.id"]),
        sa.ForeignKeyConstraint(["group_id"], ["breakout_group.id"]),
        sa.ForeignKeyConstraint(["lab_id"], ["lab.id"]),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("ix_message_lab_id", "message", ["lab_id"], unique=False)
