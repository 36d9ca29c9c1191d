"""what keeps offers true"""

import sqlalchemy as sa
from alembic import op

from registry.db.base import Document, UtcDateTime

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "offer_link",
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("organisation_id", sa.String(length=12), nullable=False),
        sa.Column("offer_ids", Document, nullable=False),
        sa.Column("account_id", sa.String(length=12), nullable=True),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("expires_at", UtcDateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["account_id"], ["account.id"], name=op.f("fk_offer_link_account_id_account"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["organisation_id"],
            ["organisation.id"],
            name=op.f("fk_offer_link_organisation_id_organisation"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("digest", name=op.f("pk_offer_link")),
    )
    with op.batch_alter_table("offer_link", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_offer_link_expires_at"), ["expires_at"], unique=False)
        batch_op.create_index(batch_op.f("ix_offer_link_organisation_id"), ["organisation_id"], unique=False)

    op.create_table(
        "offer_deadline",
        sa.Column("offer_id", sa.String(length=12), nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=False),
        sa.Column("next_call_on", sa.Date(), nullable=True),
        sa.Column("asked_on", sa.Date(), nullable=True),
        sa.ForeignKeyConstraint(
            ["offer_id"], ["offer.id"], name=op.f("fk_offer_deadline_offer_id_offer"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("offer_id", "kind", name=op.f("pk_offer_deadline")),
    )
    with op.batch_alter_table("offer_deadline", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_offer_deadline_due_on"), ["due_on"], unique=False)
        batch_op.create_index(batch_op.f("ix_offer_deadline_next_call_on"), ["next_call_on"], unique=False)

    op.create_table(
        "problem_report",
        sa.Column("id", sa.String(length=12), nullable=False),
        sa.Column("offer_id", sa.String(length=12), nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("created_at", UtcDateTime(), nullable=False),
        sa.Column("reader_email", sa.String(length=320), nullable=True),
        sa.Column("answer", sa.Text(), nullable=True),
        sa.Column("answered_at", UtcDateTime(), nullable=True),
        sa.Column("answered_by_name", sa.String(length=200), nullable=True),
        sa.Column("closed_at", UtcDateTime(), nullable=True),
        sa.Column("closed_by_name", sa.String(length=200), nullable=True),
        sa.ForeignKeyConstraint(
            ["offer_id"], ["offer.id"], name=op.f("fk_problem_report_offer_id_offer"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_problem_report")),
    )
    with op.batch_alter_table("problem_report", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_problem_report_closed_at"), ["closed_at"], unique=False)
        batch_op.create_index(batch_op.f("ix_problem_report_offer_id"), ["offer_id"], unique=False)


def downgrade() -> None:
    with op.batch_alter_table("problem_report", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_problem_report_offer_id"))
        batch_op.drop_index(batch_op.f("ix_problem_report_closed_at"))

    op.drop_table("problem_report")
    with op.batch_alter_table("offer_deadline", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_offer_deadline_next_call_on"))
        batch_op.drop_index(batch_op.f("ix_offer_deadline_due_on"))

    op.drop_table("offer_deadline")
    with op.batch_alter_table("offer_link", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_offer_link_organisation_id"))
        batch_op.drop_index(batch_op.f("ix_offer_link_expires_at"))

    op.drop_table("offer_link")
