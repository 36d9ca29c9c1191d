"""the language in which a reader reported a problem

Revision ID: 0019
Revises: 0018
"""

import sqlalchemy as sa
from alembic import op

revision = "0019"
down_revision = "0018"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("problem_report") as batch_op:
        batch_op.add_column(sa.Column("reader_locale", sa.String(length=5), nullable=True))


def downgrade() -> None:
    with op.batch_alter_table("problem_report") as batch_op:
        batch_op.drop_column("reader_locale")
