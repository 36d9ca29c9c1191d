"""offers without a declaration"""

import sqlalchemy as sa
from alembic import op

revision = "0022"
down_revision = "0021"
branch_labels = None
depends_on = None

_OFFER = sa.table("offer", sa.column("id"), sa.column("live_version_id"))
_VERSION = sa.table("offer_version", sa.column("id"), sa.column("content", sa.JSON()))
_DEADLINE = sa.table("offer_deadline", sa.column("offer_id"))


def upgrade() -> None:
    op.add_column("offer", sa.Column("undeclared_since", sa.Date(), nullable=True))
    # The next night writes down anew what runs out for these, now with the declaration that they owe.
    declared = _VERSION.c.content["safety_declared_on"].as_string()
    undeclared = (
        sa.select(_OFFER.c.id).join(_VERSION, _VERSION.c.id == _OFFER.c.live_version_id).where(declared.is_(None))
    )
    op.execute(sa.delete(_DEADLINE).where(_DEADLINE.c.offer_id.in_(undeclared)))


def downgrade() -> None:
    op.drop_column("offer", "undeclared_since")
