"""addresses in offers"""

import sqlalchemy as sa
from alembic import op

from registry.db.base import Document, UtcDateTime

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None

OFFER = sa.table("offer", sa.column("id", sa.String), sa.column("live_version_id", sa.String))
VERSION = sa.table("offer_version", sa.column("id", sa.String), sa.column("content", Document))
ADDRESS = sa.table("offer_address", sa.column("offer_id"), sa.column("kind"), sa.column("target"))


def upgrade() -> None:
    op.create_table(
        "address_check",
        sa.Column("kind", sa.String(length=10), nullable=False),
        sa.Column("target", sa.String(length=300), nullable=False),
        sa.Column("due_at", UtcDateTime(), nullable=False),
        sa.Column("looked_at", UtcDateTime(), nullable=True),
        sa.Column("failures", sa.Integer(), nullable=False),
        sa.Column("failed_on", sa.Date(), nullable=True),
        sa.Column("problem", sa.String(length=20), nullable=True),
        sa.Column("moved_to", sa.String(length=500), nullable=True),
        sa.PrimaryKeyConstraint("kind", "target", name=op.f("pk_address_check")),
    )
    with op.batch_alter_table("address_check", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_address_check_due_at"), ["due_at"], unique=False)
        batch_op.create_index("ix_address_check_problem", ["problem", "kind", "target"], unique=False)

    op.create_table(
        "offer_address",
        sa.Column("offer_id", sa.String(length=12), nullable=False),
        sa.Column("kind", sa.String(length=10), nullable=False),
        sa.Column("target", sa.String(length=300), nullable=False),
        sa.ForeignKeyConstraint(
            ["offer_id"], ["offer.id"], name=op.f("fk_offer_address_offer_id_offer"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("offer_id", "kind", name=op.f("pk_offer_address")),
    )
    with op.batch_alter_table("offer_address", schema=None) as batch_op:
        batch_op.create_index("ix_offer_address_kind_target", ["kind", "target"], unique=False)

    _write_down_what_is_given()


def _write_down_what_is_given() -> None:
    """Write down the addresses of the offers that are published already, a portion at a time."""
    bind, after = op.get_bind(), ""
    published = sa.select(OFFER.c.id, VERSION.c.content).join(VERSION, VERSION.c.id == OFFER.c.live_version_id)
    while rows := bind.execute(published.where(OFFER.c.id > after).order_by(OFFER.c.id).limit(500)).all():
        after = rows[-1].id
        given = [
            {"offer_id": row.id, "kind": kind, "target": target}
            for row in rows
            for kind, target in (
                ("page", row.content.get("website") or ""),
                ("mail", ((row.content.get("contact") or {}).get("email") or "").rpartition("@")[2].strip().lower()),
            )
            if target and len(target) <= 300
        ]
        if given:
            bind.execute(sa.insert(ADDRESS), given)


def downgrade() -> None:
    with op.batch_alter_table("offer_address", schema=None) as batch_op:
        batch_op.drop_index("ix_offer_address_kind_target")

    op.drop_table("offer_address")
    with op.batch_alter_table("address_check", schema=None) as batch_op:
        batch_op.drop_index("ix_address_check_problem")
        batch_op.drop_index(batch_op.f("ix_address_check_due_at"))

    op.drop_table("address_check")
