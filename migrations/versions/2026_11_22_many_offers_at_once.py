"""many offers at once"""

import sqlalchemy as sa
from alembic import op

from registry.danish import fold
from registry.db.base import Document, UtcDateTime

revision = "0015"
down_revision = "0014"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "bulk_run",
        sa.Column("id", sa.String(length=12), nullable=False),
        sa.Column("action", sa.String(length=20), nullable=False),
        sa.Column("account_id", sa.String(length=12), nullable=True),
        sa.Column("by_name", sa.String(length=200), nullable=False),
        sa.Column("at", UtcDateTime(), nullable=False),
        sa.Column("result", Document, nullable=False),
        sa.Column("undone_at", UtcDateTime(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_bulk_run")),
    )
    with op.batch_alter_table("bulk_run", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_bulk_run_account_id"), ["account_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_bulk_run_at"), ["at"], unique=False)

    op.create_table(
        "version_listing",
        sa.Column("version_id", sa.String(length=12), nullable=False),
        sa.Column("title_key", sa.String(length=400), nullable=False),
        sa.Column("postal_code", sa.String(length=4), nullable=True),
        sa.ForeignKeyConstraint(
            ["version_id"],
            ["offer_version.id"],
            name=op.f("fk_version_listing_version_id_offer_version"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("version_id", name=op.f("pk_version_listing")),
    )
    with op.batch_alter_table("version_listing", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_version_listing_postal_code"), ["postal_code"], unique=False)

    op.create_table(
        "version_tag",
        sa.Column("tag", sa.String(length=80), nullable=False),
        sa.Column("version_id", sa.String(length=12), nullable=False),
        sa.ForeignKeyConstraint(
            ["version_id"],
            ["offer_version.id"],
            name=op.f("fk_version_tag_version_id_offer_version"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("tag", "version_id", name=op.f("pk_version_tag")),
    )
    with op.batch_alter_table("version_tag", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_version_tag_version_id"), ["version_id"], unique=False)

    _list_what_is_there()

    with op.batch_alter_table("offer", schema=None) as batch_op:
        batch_op.create_index("ix_offer_confirmed", ["confirmed_at", "id"], unique=False)
        batch_op.create_index(
            "ix_offer_organisation_confirmed", ["organisation_id", "confirmed_at", "id"], unique=False
        )
        batch_op.create_index("ix_offer_status_confirmed", ["status", "confirmed_at", "id"], unique=False)


def _list_what_is_there() -> None:
    """List every text by its name, place and tags, as `registry.offers.listing` does from now on."""
    connection = op.get_bind()
    version = sa.table("offer_version", sa.column("id", sa.String), sa.column("content", Document))
    listing = sa.table("version_listing", sa.column("version_id"), sa.column("title_key"), sa.column("postal_code"))
    tag = sa.table("version_tag", sa.column("tag"), sa.column("version_id"))
    after = ""
    while rows := connection.execute(
        sa.select(version).where(version.c.id > after).order_by(version.c.id).limit(1000)
    ).all():
        after = rows[-1].id
        connection.execute(
            sa.insert(listing),
            [
                {
                    "version_id": row.id,
                    "title_key": fold(row.content.get("title") or "")[:400],
                    "postal_code": row.content.get("postal_code"),
                }
                for row in rows
            ],
        )
        if tags := [{"tag": one, "version_id": row.id} for row in rows for one in _tags(row.content)]:
            connection.execute(sa.insert(tag), tags)


def _tags(content: dict) -> list[str]:
    found = [f"need:{one}" for one in content.get("needs", [])]
    found += [f"activity:{one}" for one in content.get("activities", [])]
    found += [f"element:{one['element']}" for one in content.get("policy", [])]
    return list(dict.fromkeys(found))


def downgrade() -> None:
    with op.batch_alter_table("offer", schema=None) as batch_op:
        batch_op.drop_index("ix_offer_status_confirmed")
        batch_op.drop_index("ix_offer_organisation_confirmed")
        batch_op.drop_index("ix_offer_confirmed")

    with op.batch_alter_table("version_tag", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_version_tag_version_id"))

    op.drop_table("version_tag")
    with op.batch_alter_table("version_listing", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_version_listing_postal_code"))

    op.drop_table("version_listing")
    with op.batch_alter_table("bulk_run", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_bulk_run_at"))
        batch_op.drop_index(batch_op.f("ix_bulk_run_account_id"))

    op.drop_table("bulk_run")
