"""offers that repeat another for a new season"""

import sqlalchemy as sa
from alembic import op

revision = "0014"
down_revision = "0013"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("offer", schema=None) as batch_op:
        batch_op.add_column(sa.Column("predecessor_id", sa.String(length=12), nullable=True))
        batch_op.create_index(batch_op.f("ix_offer_predecessor_id"), ["predecessor_id"], unique=True)


def downgrade() -> None:
    with op.batch_alter_table("offer", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_offer_predecessor_id"))
        batch_op.drop_column("predecessor_id")
