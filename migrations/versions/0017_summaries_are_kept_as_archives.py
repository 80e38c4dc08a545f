"""Summaries are kept as archives."""

import sqlalchemy as sa
from alembic import op

revision = "0017"
down_revision = "0016"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "archive",
        sa.Column("lab_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("profile", sa.String(length=16), nullable=False),
        sa.Column("document", sa.String(), nullable=False),
        sa.Column("brought_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["lab_id"], ["lab.id"]),
        sa.PrimaryKeyConstraint("lab_id"),
    )
