"""what the desk sees: pairs and findings, figures, counted searches, the last sign-in; and indexes for long lists"""

import sqlalchemy as sa
from alembic import op

from registry.db.base import Document, UtcDateTime

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "monthly_figure",
        sa.Column("month", sa.Date(), nullable=False),
        sa.Column("name", sa.String(length=30), nullable=False),
        sa.Column("value", sa.Double(), nullable=False),
        sa.PrimaryKeyConstraint("month", "name", name=op.f("pk_monthly_figure")),
    )
    op.create_table(
        "search_count",
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("kind", sa.String(length=10), nullable=False),
        sa.Column("value", sa.String(length=60), nullable=False),
        sa.Column("found", sa.String(length=4), nullable=False),
        sa.Column("count", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("day", "kind", "value", "found", name=op.f("pk_search_count")),
    )
    op.create_table(
        "examined_offer",
        sa.Column("offer_id", sa.String(length=12), nullable=False),
        sa.Column("version_id", sa.String(length=12), nullable=False),
        sa.Column("saved_at", UtcDateTime(), nullable=False),
        _offer("examined_offer", "offer_id"),
        sa.PrimaryKeyConstraint("offer_id", name=op.f("pk_examined_offer")),
    )
    op.create_table(
        "offer_finding",
        sa.Column("offer_id", sa.String(length=12), nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("details", Document, nullable=False),
        _offer("offer_finding", "offer_id"),
        sa.PrimaryKeyConstraint("offer_id", "kind", name=op.f("pk_offer_finding")),
    )
    op.create_index("ix_offer_finding_kind", "offer_finding", ["kind", "offer_id"])
    op.create_table(
        "likely_duplicate",
        sa.Column("first_id", sa.String(length=12), nullable=False),
        sa.Column("second_id", sa.String(length=12), nullable=False),
        sa.Column("rank", sa.String(length=3), nullable=False),
        sa.Column("found_at", UtcDateTime(), nullable=False),
        sa.Column("is_dismissed", sa.Boolean(), nullable=False),
        sa.Column("dismissed_at", UtcDateTime(), nullable=True),
        sa.Column("dismissed_by_name", sa.String(length=200), nullable=True),
        sa.Column("first_version_id", sa.String(length=12), nullable=True),
        sa.Column("second_version_id", sa.String(length=12), nullable=True),
        _offer("likely_duplicate", "first_id"),
        _offer("likely_duplicate", "second_id"),
        sa.PrimaryKeyConstraint("first_id", "second_id", name=op.f("pk_likely_duplicate")),
    )
    op.create_index("ix_likely_duplicate_rank", "likely_duplicate", ["is_dismissed", "rank"])
    op.create_index("ix_likely_duplicate_second_id", "likely_duplicate", ["second_id"])
    op.add_column("offer", sa.Column("merged_into_id", sa.String(length=12), nullable=True))
    op.create_index("ix_offer_merged_into_id", "offer", ["merged_into_id"])
    op.add_column("account", sa.Column("signed_in_at", UtcDateTime(), nullable=True))
    op.execute(
        "UPDATE account SET signed_in_at = "
        "(SELECT max(session.created_at) FROM session WHERE session.account_id = account.id)"
    )
    op.create_index("ix_offer_deadline_kind", "offer_deadline", ["kind", "due_on", "offer_id"])
    for name in ("ix_history_organisation_id", "ix_history_at", "ix_history_subject"):
        op.drop_index(name, table_name="history")
    op.create_index("ix_history_at", "history", ["at", "id"])
    op.create_index("ix_history_subject", "history", ["subject_kind", "subject_id", "at", "id"])
    op.create_index("ix_history_actor", "history", ["actor_id", "at", "id"])
    op.create_index("ix_history_organisation", "history", ["organisation_id", "at", "id"])


def downgrade() -> None:
    for name in ("organisation", "actor", "subject", "at"):
        op.drop_index(f"ix_history_{name}", table_name="history")
    op.create_index("ix_history_subject", "history", ["subject_kind", "subject_id"])
    op.create_index("ix_history_at", "history", ["at"])
    op.create_index("ix_history_organisation_id", "history", ["organisation_id"])
    op.drop_index("ix_offer_deadline_kind", table_name="offer_deadline")
    op.drop_column("account", "signed_in_at")
    op.drop_index("ix_offer_merged_into_id", table_name="offer")
    op.drop_column("offer", "merged_into_id")
    for table in ("likely_duplicate", "offer_finding", "examined_offer", "search_count", "monthly_figure"):
        op.drop_table(table)


def _offer(table: str, column: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint([column], ["offer.id"], name=op.f(f"fk_{table}_{column}_offer"), ondelete="CASCADE")
