"""offers that seek partners by page"""

from alembic import op

revision = "0020"
down_revision = "0019"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_index("ix_partner_wish_opened", "partner_wish", ["opened_at", "offer_id"])


def downgrade() -> None:
    op.drop_index("ix_partner_wish_opened", table_name="partner_wish")
