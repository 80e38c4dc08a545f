"""Labs say where they are and may be rehearsals of others; letters are noted."""

import sqlalchemy as sa
from alembic import op

from app.models.columns import Utc

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Each adds a column and copies no table."""
    op.execute("ALTER TABLE lab ADD COLUMN time_zone VARCHAR(64)")
    op.execute("ALTER TABLE lab ADD COLUMN starts_at DATETIME")
    op.execute("ALTER TABLE lab ADD COLUMN place JSON")
    op.execute("ALTER TABLE lab ADD COLUMN bring JSON")
    op.execute("ALTER TABLE lab ADD COLUMN announced_at DATETIME")
    op.execute("ALTER TABLE lab ADD COLUMN rehearsal_of INTEGER REFERENCES lab (id)")
    op.create_table(
        "posting",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("lab_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=True),
        sa.Column("address", sa.String(length=254), nullable=False),
        sa.Column("language", sa.String(length=12), nullable=False),
        sa.Column("written_at", Utc(timezone=True), nullable=False),
        sa.Column("sent_at", Utc(timezone=True), nullable=True),
        sa.Column("trouble", sa.String(length=40), nullable=True),
        sa.ForeignKeyConstraint(["lab_id"], ["lab.id"]),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"]),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("ix_posting_lab_id", "posting", ["lab_id"], unique=False)
