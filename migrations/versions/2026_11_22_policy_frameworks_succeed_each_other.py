"""policy frameworks succeed each other"""

import sqlalchemy as sa
from alembic import op

from registry.db.base import Document, UtcDateTime

revision = "0018"
down_revision = "0017"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "policy_draft",
        sa.Column("id", sa.String(length=12), nullable=False),
        sa.Column("framework", sa.String(length=60), nullable=False),
        sa.Column("document", Document, nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("created_at", UtcDateTime(), nullable=False),
        sa.Column("created_by_name", sa.String(length=200), nullable=False),
        sa.Column("saved_at", UtcDateTime(), nullable=False),
        sa.Column("saved_by_name", sa.String(length=200), nullable=False),
        sa.Column("published_at", UtcDateTime(), nullable=True),
        sa.Column("published_by_name", sa.String(length=200), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_policy_draft")),
        sa.UniqueConstraint("framework", name=op.f("uq_policy_draft_framework")),
    )
    op.create_table(
        "policy_succession",
        sa.Column("offer_id", sa.String(length=12), nullable=False),
        sa.Column("source", sa.String(length=60), nullable=False),
        sa.Column("target", sa.String(length=60), nullable=False),
        sa.Column("framework", sa.String(length=60), nullable=False),
        sa.Column("fate", sa.String(length=10), nullable=False),
        sa.Column("relation", sa.String(length=10), nullable=False),
        sa.Column("answer", sa.Text(), nullable=False),
        sa.Column("at", UtcDateTime(), nullable=False),
        sa.Column("told_at", UtcDateTime(), nullable=True),
        sa.Column("answered_at", UtcDateTime(), nullable=True),
        sa.Column("declined_at", UtcDateTime(), nullable=True),
        sa.ForeignKeyConstraint(
            ["offer_id"], ["offer.id"], name=op.f("fk_policy_succession_offer_id_offer"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("offer_id", "source", "target", name=op.f("pk_policy_succession")),
    )
    with op.batch_alter_table("policy_succession", schema=None) as batch_op:
        batch_op.create_index("ix_policy_succession_framework", ["framework", "fate"], unique=False)
        batch_op.create_index(batch_op.f("ix_policy_succession_told_at"), ["told_at"], unique=False)


def downgrade() -> None:
    with op.batch_alter_table("policy_succession", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_policy_succession_told_at"))
        batch_op.drop_index("ix_policy_succession_framework")

    op.drop_table("policy_succession")
    op.drop_table("policy_draft")
