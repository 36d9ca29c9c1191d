"""mail has HTML and may have a key; addresses that take none are marked; people choose what they get; duties"""

import sqlalchemy as sa
from alembic import op

from registry.db.base import Document, UtcDateTime

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("outbox", sa.Column("html", sa.Text(), nullable=False, server_default=""))
    op.add_column("outbox", sa.Column("key", sa.String(length=200), nullable=True))
    op.create_index(op.f("ix_outbox_key"), "outbox", ["key"], unique=True)
    op.add_column("account", sa.Column("review_mail", sa.String(length=10), nullable=False, server_default="daily"))
    op.add_column("account", sa.Column("unwanted_mail", Document, nullable=False, server_default="[]"))
    op.create_table(
        "mail_bounce",
        sa.Column("address", sa.String(length=320), nullable=False),
        sa.Column("first_at", UtcDateTime(), nullable=False),
        sa.Column("last_at", UtcDateTime(), nullable=False),
        sa.Column("reason", sa.String(length=300), nullable=False),
        sa.PrimaryKeyConstraint("address", name=op.f("pk_mail_bounce")),
    )
    op.create_index(op.f("ix_mail_bounce_last_at"), "mail_bounce", ["last_at"], unique=False)
    op.create_table(
        "duty",
        sa.Column("name", sa.String(length=60), nullable=False),
        sa.Column("done_on", sa.Date(), nullable=True),
        sa.Column("holder", sa.String(length=12), nullable=True),
        sa.Column("held_until", UtcDateTime(), nullable=True),
        sa.PrimaryKeyConstraint("name", name=op.f("pk_duty")),
    )


def downgrade() -> None:
    op.drop_table("duty")
    op.drop_table("mail_bounce")
    op.drop_column("account", "unwanted_mail")
    op.drop_column("account", "review_mail")
    op.drop_index(op.f("ix_outbox_key"), table_name="outbox")
    op.drop_column("outbox", "key")
    op.drop_column("outbox", "html")
