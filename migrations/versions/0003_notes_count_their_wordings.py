"""Notes count their wordings, may speak of a theme, and say what they became; a moderator shows what they write."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("note") as note:
        note.add_column(sa.Column("theme_id", sa.String(length=32), nullable=True))
        note.add_column(sa.Column("edition", sa.Integer(), nullable=False, server_default="1"))
        note.add_column(sa.Column("became", sa.String(length=48), nullable=True))
        note.create_index("ix_note_theme_id", ["theme_id"])
    with op.batch_alter_table("person") as person:
        person.add_column(sa.Column("writing", sa.String(length=48), nullable=True))
