"""Stages give time back."""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("stage") as stage:
        stage.add_column(sa.Column("extra_minutes", sa.Integer(), nullable=False, server_default="0"))
