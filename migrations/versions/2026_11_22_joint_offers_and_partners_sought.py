"""joint offers and partners sought"""

import sqlalchemy as sa
from alembic import op

from registry.db.base import Document, UtcDateTime

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None

LOG = (
    "INSERT INTO offer_change (offer_id) SELECT offer.id FROM offer JOIN joint_partner ON joint_partner.offer_id = "
    "offer.id WHERE joint_partner.organisation_id = NEW.id AND offer.status = 'live'"
)
#: As in registry.offers.publishing: the log is numbered in the order of its commits.
LOCK = 7_263_500


def _changed(differs: str) -> str:
    return " OR ".join(f"OLD.{column} {differs} NEW.{column}" for column in ("name", "sector", "suspended_at"))


def _tell_readers_of_joint_offers() -> None:
    """Who stands behind an offer is shown with it, so its readers hear when that changes, as for who leads it."""
    if op.get_bind().dialect.name == "postgresql":
        op.execute(
            "CREATE FUNCTION log_joint_offers_of_organisation() RETURNS trigger LANGUAGE plpgsql AS "
            f"$$ BEGIN PERFORM pg_advisory_xact_lock({LOCK}); {LOG}; RETURN NULL; END $$"
        )
        op.execute(
            "CREATE TRIGGER organisation_changes_joint_offers AFTER UPDATE OF name, sector, suspended_at ON organisation "
            f"FOR EACH ROW WHEN ({_changed('IS DISTINCT FROM')}) EXECUTE FUNCTION log_joint_offers_of_organisation()"
        )
        return
    op.execute(
        "CREATE TRIGGER organisation_changes_joint_offers AFTER UPDATE OF name, sector, suspended_at ON organisation "
        f"WHEN {_changed('IS NOT')} BEGIN {LOG}; END"
    )


def upgrade() -> None:
    op.create_table(
        "joint_partner",
        sa.Column("offer_id", sa.String(length=12), nullable=False),
        sa.Column("organisation_id", sa.String(length=12), nullable=False),
        sa.Column("status", sa.String(length=10), nullable=False),
        sa.Column("invited_at", UtcDateTime(), nullable=False),
        sa.Column("invited_by_name", sa.String(length=200), nullable=False),
        sa.Column("answered_at", UtcDateTime(), nullable=True),
        sa.Column("answered_by_name", sa.String(length=200), nullable=True),
        sa.ForeignKeyConstraint(
            ["offer_id"], ["offer.id"], name=op.f("fk_joint_partner_offer_id_offer"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["organisation_id"],
            ["organisation.id"],
            name=op.f("fk_joint_partner_organisation_id_organisation"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("offer_id", "organisation_id", name=op.f("pk_joint_partner")),
    )
    with op.batch_alter_table("joint_partner", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_joint_partner_organisation_id"), ["organisation_id"], unique=False)

    op.create_table(
        "partner_reply",
        sa.Column("id", sa.String(length=12), nullable=False),
        sa.Column("offer_id", sa.String(length=12), nullable=False),
        sa.Column("organisation_id", sa.String(length=12), nullable=False),
        sa.Column("account_id", sa.String(length=12), nullable=True),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("created_at", UtcDateTime(), nullable=False),
        sa.Column("answer", sa.Text(), nullable=True),
        sa.Column("closed_at", UtcDateTime(), nullable=True),
        sa.Column("closed_by_name", sa.String(length=200), nullable=True),
        sa.ForeignKeyConstraint(
            ["account_id"], ["account.id"], name=op.f("fk_partner_reply_account_id_account"), ondelete="SET NULL"
        ),
        sa.ForeignKeyConstraint(
            ["offer_id"], ["offer.id"], name=op.f("fk_partner_reply_offer_id_offer"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["organisation_id"],
            ["organisation.id"],
            name=op.f("fk_partner_reply_organisation_id_organisation"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_partner_reply")),
    )
    with op.batch_alter_table("partner_reply", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_partner_reply_account_id"), ["account_id"], unique=False)
        batch_op.create_index("ix_partner_reply_offer_closed", ["offer_id", "closed_at"], unique=False)
        batch_op.create_index(batch_op.f("ix_partner_reply_organisation_id"), ["organisation_id"], unique=False)

    op.create_table(
        "partner_wish",
        sa.Column("offer_id", sa.String(length=12), nullable=False),
        sa.Column("kinds", Document, nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("until", sa.Date(), nullable=False),
        sa.Column("opened_at", UtcDateTime(), nullable=False),
        sa.Column("opened_by_name", sa.String(length=200), nullable=False),
        sa.Column("closed_at", UtcDateTime(), nullable=True),
        sa.ForeignKeyConstraint(
            ["offer_id"], ["offer.id"], name=op.f("fk_partner_wish_offer_id_offer"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("offer_id", name=op.f("pk_partner_wish")),
    )
    with op.batch_alter_table("partner_wish", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_partner_wish_until"), ["until"], unique=False)

    _tell_readers_of_joint_offers()


def downgrade() -> None:
    if op.get_bind().dialect.name == "postgresql":
        op.execute("DROP TRIGGER organisation_changes_joint_offers ON organisation")
        op.execute("DROP FUNCTION log_joint_offers_of_organisation()")
    else:
        op.execute("DROP TRIGGER organisation_changes_joint_offers")
    with op.batch_alter_table("partner_wish", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_partner_wish_until"))

    op.drop_table("partner_wish")
    with op.batch_alter_table("partner_reply", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_partner_reply_organisation_id"))
        batch_op.drop_index("ix_partner_reply_offer_closed")
        batch_op.drop_index(batch_op.f("ix_partner_reply_account_id"))

    op.drop_table("partner_reply")
    with op.batch_alter_table("joint_partner", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_joint_partner_organisation_id"))

    op.drop_table("joint_partner")
