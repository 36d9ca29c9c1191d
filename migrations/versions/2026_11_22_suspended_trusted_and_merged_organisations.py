"""suspended, trusted and merged organisations, and their list in order"""

import sqlalchemy as sa
from alembic import op

from registry.db.base import UtcDateTime

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None

PARTIAL = {
    "unverified": "verified_at IS NULL",
    "suspended": "suspended_at IS NOT NULL",
    "trusted": "trusted_at IS NOT NULL",
}
LOG = "INSERT INTO offer_change (offer_id) SELECT id FROM offer WHERE organisation_id = NEW.id AND status = 'live'"
SHOWN = ("name", "sector", "verified_at")


def upgrade() -> None:
    op.add_column("organisation", sa.Column("suspended_at", UtcDateTime(), nullable=True))
    op.add_column("organisation", sa.Column("suspended_reason", sa.String(length=400), nullable=True))
    op.add_column("organisation", sa.Column("suspended_by_id", sa.String(length=12), nullable=True))
    op.add_column("organisation", sa.Column("trusted_at", UtcDateTime(), nullable=True))
    op.add_column("organisation", sa.Column("trusted_by_name", sa.String(length=200), nullable=True))
    op.drop_index("ix_organisation_sort_key", table_name="organisation")
    op.create_index("ix_organisation_in_order", "organisation", ["sort_key", "id"])
    for name, holds in PARTIAL.items():
        op.create_index(
            f"ix_organisation_{name}",
            "organisation",
            ["sort_key", "id"],
            sqlite_where=sa.text(holds),
            postgresql_where=sa.text(holds),
        )
    op.create_table(
        "former_organisation",
        sa.Column("id", sa.String(length=12), nullable=False),
        sa.Column("organisation_id", sa.String(length=12), nullable=False),
        sa.Column("name", sa.String(length=120), nullable=False),
        sa.Column("sort_key", sa.String(length=400), nullable=False),
        sa.Column("cvr", sa.String(length=8), nullable=True),
        sa.Column("merged_at", UtcDateTime(), nullable=False),
        sa.Column("merged_by_name", sa.String(length=200), nullable=False),
        sa.ForeignKeyConstraint(
            ["organisation_id"],
            ["organisation.id"],
            name=op.f("fk_former_organisation_organisation_id_organisation"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_former_organisation")),
        sa.UniqueConstraint("cvr", name=op.f("uq_former_organisation_cvr")),
    )
    op.create_index("ix_former_organisation_organisation_id", "former_organisation", ["organisation_id"])
    op.create_index("ix_former_organisation_sort_key", "former_organisation", ["sort_key"])
    op.create_index("ix_history_verb", "history", ["verb", "at", "id"])
    _hear_of(*SHOWN, "suspended_at")


def downgrade() -> None:
    _hear_of(*SHOWN)
    op.drop_index("ix_history_verb", table_name="history")
    op.drop_table("former_organisation")
    for name in (*PARTIAL, "in_order"):
        op.drop_index(f"ix_organisation_{name}", table_name="organisation")
    op.create_index("ix_organisation_sort_key", "organisation", ["sort_key"])
    for column in ("trusted_by_name", "trusted_at", "suspended_by_id", "suspended_reason", "suspended_at"):
        op.drop_column("organisation", column)


def _hear_of(*columns: str) -> None:
    """Let the offers' log hear when one of these columns of an organisation changes."""
    named = ", ".join(columns)
    if op.get_bind().dialect.name == "postgresql":
        op.execute("DROP TRIGGER organisation_changes_offers ON organisation")
        differs = " OR ".join(f"OLD.{column} IS DISTINCT FROM NEW.{column}" for column in columns)
        op.execute(
            f"CREATE TRIGGER organisation_changes_offers AFTER UPDATE OF {named} ON organisation "
            f"FOR EACH ROW WHEN ({differs}) EXECUTE FUNCTION log_offers_of_organisation()"
        )
        return
    op.execute("DROP TRIGGER organisation_changes_offers")
    differs = " OR ".join(f"OLD.{column} IS NOT NEW.{column}" for column in columns)
    op.execute(
        f"CREATE TRIGGER organisation_changes_offers AFTER UPDATE OF {named} ON organisation "
        f"WHEN {differs} BEGIN {LOG}; END"
    )
