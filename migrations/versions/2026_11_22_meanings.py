"""the vectors of published texts, for similarity of meaning

Revision ID: 0006
Revises: 0005
"""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "offer_meaning",
        sa.Column("version_id", sa.String(length=12), nullable=False),
        sa.Column("model", sa.String(length=60), nullable=False),
        sa.Column("vector", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(
            ["version_id"],
            ["offer_version.id"],
            name=op.f("fk_offer_meaning_version_id_offer_version"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("version_id", "model", name=op.f("pk_offer_meaning")),
    )


def downgrade() -> None:
    op.drop_table("offer_meaning")
