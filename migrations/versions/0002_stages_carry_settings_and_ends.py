"""Stages carry settings and ends."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("stage") as stage:
        stage.add_column(sa.Column("least_minutes", sa.Integer(), nullable=True))
        stage.add_column(sa.Column("end", sa.String(length=8), nullable=False, server_default="soft"))
        stage.add_column(sa.Column("settings", sa.JSON(none_as_null=True), nullable=False, server_default="{}"))
        stage.add_column(sa.Column("phones", sa.JSON(none_as_null=True), nullable=True))
    with op.batch_alter_table("agenda_item") as item:
        item.add_column(sa.Column("least_minutes", sa.Integer(), nullable=True))
        item.add_column(sa.Column("paused_at", sa.DateTime(timezone=True), nullable=True))
        item.add_column(sa.Column("paused_seconds", sa.Integer(), nullable=False, server_default="0"))
    with op.batch_alter_table("breakout_group") as group:
        group.add_column(sa.Column("paused_at", sa.DateTime(timezone=True), nullable=True))
