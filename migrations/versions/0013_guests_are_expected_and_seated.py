"""Guests are expected, seated by a proposal, and known again at the door."""

import sqlalchemy as sa
from alembic import op

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.execute("ALTER TABLE person ADD COLUMN seated_as VARCHAR(16)")  # copies no table
    op.execute("ALTER TABLE person ADD COLUMN seated_at DATETIME")
    guests()
    rooms()
    seatings()


def guests() -> None:
    op.create_table(
        "guest",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("lab_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(200), nullable=False),
        sa.Column("likeness", sa.String(200), nullable=False),
        sa.Column("given", sa.String(200), nullable=False),
        sa.Column("email", sa.String(254), nullable=True),
        sa.Column("organisation", sa.String(200), nullable=True),
        sa.Column("occupation", sa.String(200), nullable=True),
        sa.Column("country", sa.String(200), nullable=True),
        sa.Column("languages", sa.JSON(none_as_null=True), nullable=False),
        sa.Column("access", sa.String(200), nullable=True),
        sa.Column("together", sa.JSON(none_as_null=True), nullable=False),
        sa.Column("apart", sa.JSON(none_as_null=True), nullable=False),
        sa.Column("wanted", sa.Integer(), nullable=True),
        sa.Column("group_id", sa.Integer(), nullable=True),
        sa.Column("person_id", sa.Integer(), nullable=True),
        sa.Column("came_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["group_id"], ["breakout_group.id"]),
        sa.ForeignKeyConstraint(["lab_id"], ["lab.id"]),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"]),
        sa.PrimaryKeyConstraint("id"),
    )
    for columns in (["lab_id"], ["person_id"], ["lab_id", "likeness"], ["lab_id", "given"]):
        op.create_index(f"ix_guest_{columns[-1]}", "guest", columns, unique=False)
    op.create_table(
        "handed_list",
        sa.Column("id", sa.String(32), nullable=False),
        sa.Column("lab_id", sa.Integer(), nullable=False),
        sa.Column("title", sa.String(200), nullable=False),
        sa.Column("rows", sa.JSON(none_as_null=True), nullable=False),
        sa.Column("columns", sa.JSON(none_as_null=True), nullable=False),
        sa.Column("has_headings", sa.Boolean(), nullable=False),
        sa.Column("handed_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["lab_id"], ["lab.id"]),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("ix_handed_list_lab_id", "handed_list", ["lab_id"], unique=False)


def rooms() -> None:
    op.create_table(
        "group_room",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("lab_id", sa.Integer(), nullable=False),
        sa.Column("group_id", sa.Integer(), nullable=False),
        sa.Column("languages", sa.JSON(none_as_null=True), nullable=False),
        sa.Column("seats", sa.Integer(), nullable=True),
        sa.Column("is_accessible", sa.Boolean(), nullable=False),
        sa.Column("is_closed", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(["group_id"], ["breakout_group.id"]),
        sa.ForeignKeyConstraint(["lab_id"], ["lab.id"]),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("group_id"),
    )
    op.create_index("ix_group_room_lab_id", "group_room", ["lab_id"], unique=False)


def seatings() -> None:
    op.create_table(
        "seating",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("lab_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("edition", sa.Integer(), nullable=False),
        sa.Column("mode", sa.String(16), nullable=False),
        sa.Column("seed", sa.Integer(), nullable=False),
        sa.Column("only_here", sa.Boolean(), nullable=False),
        sa.Column("count", sa.Integer(), nullable=True),
        *(
            sa.Column(name, sa.JSON(none_as_null=True), nullable=False)
            for name in ("weights", "seats", "pins", "unmet", "warnings")
        ),
        sa.Column("cost", sa.Float(), nullable=False),
        sa.Column("repeats", sa.Integer(), nullable=False),
        sa.Column("state", sa.String(12), nullable=False),
        sa.Column("proposed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("committed_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["lab_id"], ["lab.id"]),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("ix_seating_lab_id", "seating", ["lab_id"], unique=False)
