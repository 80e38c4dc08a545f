"""Doors are locked and their codes changed; people watch from far away."""

import sqlalchemy as sa
from alembic import op

revision = "0016"
down_revision = "0015"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("lab", sa.Column("door_code", sa.String(length=16), nullable=True))
    op.create_index("ix_lab_door_code", "lab", ["door_code"], unique=False)
    op.add_column("lab", sa.Column("locked_at", sa.DateTime(timezone=True), nullable=True))
    op.create_table(
        "former_code",
        sa.Column("code", sa.String(length=16), nullable=False),
        sa.Column("lab_id", sa.Integer(), nullable=False),
        sa.Column("replaced_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["lab_id"], ["lab.id"]),
        sa.PrimaryKeyConstraint("code"),
    )
    op.create_index("ix_former_code_lab_id", "former_code", ["lab_id"], unique=False)
    op.create_table(
        "watching",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("lab_id", sa.Integer(), nullable=False),
        sa.Column("pass_id", sa.Integer(), nullable=False),
        sa.Column("key", sa.String(length=32), nullable=False),
        sa.Column("opened_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("closed_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["lab_id"], ["lab.id"]),
        sa.ForeignKeyConstraint(["pass_id"], ["pass.id"]),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("ix_watching_lab_id", "watching", ["lab_id"], unique=False)
    op.create_index("ix_watching_pass_id", "watching", ["pass_id"], unique=False)
