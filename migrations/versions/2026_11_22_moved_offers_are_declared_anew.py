"""moved offers are declared anew"""

import sqlalchemy as sa
from alembic import op

revision = "0021"
down_revision = "0020"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("offer", sa.Column("inherited_on", sa.Date(), nullable=True))


def downgrade() -> None:
    op.drop_column("offer", "inherited_on")
