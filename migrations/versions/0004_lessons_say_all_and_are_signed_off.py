"""Lessons say all there is to say, are owned and signed off."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

WORDS = ("context", "expected", "observed", "why", "recommendation", "applies_to", "not_applies_to", "next_step")


def upgrade() -> None:
    op.add_column("breakout_group", sa.Column("sign_off_at", sa.DateTime(timezone=True), nullable=True))
    for name in WORDS:
        op.add_column("lesson", sa.Column(name, sa.String(), nullable=False, server_default=""))
    op.add_column("lesson", sa.Column("editions", sa.JSON(none_as_null=True), nullable=False, server_default="{}"))
    op.add_column("lesson", sa.Column("theme_id", sa.String(length=32), nullable=True))
    op.add_column("lesson", sa.Column("language", sa.String(length=12), nullable=False, server_default=""))
    op.add_column("lesson", sa.Column("owner", sa.String(length=200), nullable=False, server_default=""))
    op.add_column("lesson", sa.Column("due", sa.Date(), nullable=True))
    op.add_column("lesson", sa.Column("status", sa.String(length=12), nullable=False, server_default="identified"))
    op.create_table(
        "sign_off",
        sa.Column("lesson_id", sa.String(length=32), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("lab_id", sa.Integer(), nullable=False),
        sa.Column("approves", sa.Boolean(), nullable=False),
        sa.Column("words", sa.String(), nullable=False),
        sa.Column("may_quote", sa.Boolean(), nullable=False),
        sa.Column("edition", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["lesson_id"], ["lesson.id"]),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"]),
        sa.ForeignKeyConstraint(["lab_id"], ["lab.id"]),
        sa.PrimaryKeyConstraint("lesson_id", "person_id"),
    )
    op.create_index("ix_sign_off_lab_id", "sign_off", ["lab_id"])
    op.create_index("ix_sign_off_person_id", "sign_off", ["person_id"])
    op.create_table(
        "offer",
        sa.Column("lesson_id", sa.String(length=32), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("lab_id", sa.Integer(), nullable=False),
        sa.Column("by_name", sa.Boolean(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["lesson_id"], ["lesson.id"]),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"]),
        sa.ForeignKeyConstraint(["lab_id"], ["lab.id"]),
        sa.PrimaryKeyConstraint("lesson_id", "person_id"),
    )
    op.create_index("ix_offer_lab_id", "offer", ["lab_id"])
    op.create_index("ix_offer_person_id", "offer", ["person_id"])
