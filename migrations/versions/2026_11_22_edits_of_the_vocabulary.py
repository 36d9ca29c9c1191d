"""edits of the vocabulary"""

import sqlalchemy as sa
from alembic import op

from registry.db.base import Document, UtcDateTime

revision = "0016"
down_revision = "0015"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "vocabulary_change",
        sa.Column("number", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("at", UtcDateTime(), nullable=False),
        sa.Column("actor_id", sa.String(length=12), nullable=True),
        sa.Column("actor_name", sa.String(length=200), nullable=False),
        sa.Column("note", sa.String(), nullable=True),
        sa.Column("undoes", sa.Integer(), nullable=True),
        sa.PrimaryKeyConstraint("number", name=op.f("pk_vocabulary_change")),
    )
    op.create_table(
        "vocabulary_edit",
        sa.Column("change", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("part", sa.String(length=20), nullable=False),
        sa.Column("entry", sa.String(length=200), nullable=False),
        sa.Column("fields", Document, nullable=False),
        sa.ForeignKeyConstraint(
            ["change"], ["vocabulary_change.number"], name=op.f("fk_vocabulary_edit_change_vocabulary_change")
        ),
        sa.PrimaryKeyConstraint("change", "position", name=op.f("pk_vocabulary_edit")),
    )
    with op.batch_alter_table("vocabulary_edit", schema=None) as batch_op:
        batch_op.create_index("ix_vocabulary_edit_place", ["part", "entry"], unique=False)


def downgrade() -> None:
    with op.batch_alter_table("vocabulary_edit", schema=None) as batch_op:
        batch_op.drop_index("ix_vocabulary_edit_place")

    op.drop_table("vocabulary_edit")
    op.drop_table("vocabulary_change")
