"""The stage shows a scene that was chosen; as before, it follows the lab."""

import sqlalchemy as sa
from alembic import op

revision = "0015"
down_revision = "0014"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("lab", sa.Column("scene", sa.String(length=12), nullable=False, server_default="follow"))
    op.add_column("lab", sa.Column("scene_of", sa.Integer(), nullable=True))
