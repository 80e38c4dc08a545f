"""Themes are merged and cards opened in turn.

Steps of clustering from before say where nothing lay: they stay in the record and cannot be taken back."""

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None

event = sa.table(
    "event",
    sa.column("lab_id", sa.Integer),
    sa.column("seq", sa.Integer),
    sa.column("kind", sa.String),
    sa.column("what", sa.JSON),
)


def upgrade() -> None:
    op.execute("ALTER TABLE theme ADD COLUMN merged_into VARCHAR(32) REFERENCES theme (id)")  # copies no table
    op.create_table(
        "going_round",
        sa.Column("group_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("lab_id", sa.Integer(), nullable=False),
        sa.Column("round", sa.Integer(), nullable=False),
        sa.Column("turn", sa.Integer(), nullable=False),
        sa.Column("waiting", sa.JSON(none_as_null=True), nullable=False),
        sa.ForeignKeyConstraint(["group_id"], ["breakout_group.id"]),
        sa.ForeignKeyConstraint(["lab_id"], ["lab.id"]),
        sa.PrimaryKeyConstraint("group_id"),
    )
    op.create_index("ix_going_round_lab_id", "going_round", ["lab_id"], unique=False)
    reshape()


def reshape() -> None:
    """Events are read again by screens that come back: they must have the shape that is read now."""
    connection = op.get_bind()
    old = ("ContributionPlaced", "ThemeMade", "ThemeNamed", "ThemeRemoved")
    for lab_id, seq, kind, what in connection.execute(
        sa.select(event.c.lab_id, event.c.seq, event.c.kind, event.c.what).where(event.c.kind.in_(old))
    ).fetchall():
        renamed = "CardsMoved" if kind == "ContributionPlaced" else kind
        connection.execute(
            event.update()
            .where(event.c.lab_id == lab_id, event.c.seq == seq)
            .values(kind=renamed, what={"group": what["group"], "theme": what.get("theme"), "cards": {}, "themes": {}})
        )
