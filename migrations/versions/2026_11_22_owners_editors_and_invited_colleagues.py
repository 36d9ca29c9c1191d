"""owners editors and invited colleagues"""

import sqlalchemy as sa
from alembic import op

from registry.db.base import UtcDateTime

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "colleague_invitation",
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("organisation_id", sa.String(length=12), nullable=False),
        sa.Column("email", sa.String(length=320), nullable=False),
        sa.Column("role", sa.String(length=10), nullable=False),
        sa.Column("invited_by_name", sa.String(length=200), nullable=False),
        sa.Column("created_at", UtcDateTime(), nullable=False),
        sa.Column("expires_at", UtcDateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["organisation_id"],
            ["organisation.id"],
            name=op.f("fk_colleague_invitation_organisation_id_organisation"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("digest", name=op.f("pk_colleague_invitation")),
    )
    with op.batch_alter_table("colleague_invitation", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_colleague_invitation_expires_at"), ["expires_at"], unique=False)
        batch_op.create_index(batch_op.f("ix_colleague_invitation_organisation_id"), ["organisation_id"], unique=False)

    with op.batch_alter_table("membership", schema=None) as batch_op:
        # whoever was a member until now could do all of it
        batch_op.add_column(sa.Column("role", sa.String(length=10), nullable=False, server_default="owner"))
    with op.batch_alter_table("membership", schema=None) as batch_op:
        batch_op.alter_column("role", server_default=None)


def downgrade() -> None:
    with op.batch_alter_table("membership", schema=None) as batch_op:
        batch_op.drop_column("role")

    with op.batch_alter_table("colleague_invitation", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_colleague_invitation_organisation_id"))
        batch_op.drop_index(batch_op.f("ix_colleague_invitation_expires_at"))

    op.drop_table("colleague_invitation")
