"""the reviewers desk"""

import datetime as dt

import sqlalchemy as sa
from alembic import op

from registry.db.base import Document, UtcDateTime, new_id

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None

#: What reviewers often have to say, to begin with; administrators change it in the product.
REASONS = {
    "Tider mangler": "Skriv, hvilke dage og tidspunkter tilbuddet er, eller at tiden aftales. Så kan fagfolk se, om det passer.",
    "Beskrivelsen er for kort": "Fortæl lidt mere om, hvad børnene laver, hvem de møder, og hvad I gør, når noget er svært. Nogle få sætninger er nok.",
    "Svaret på politikmålet er for bredt": "Giv gerne et eksempel på, hvad I gør hos jer. Et konkret svar hjælper fagfolk mere end et generelt.",
    "Privat kontakt": "Skriv foreningens egen e-mail og telefon i stedet for en privat. Så virker kontakten også, når I skifter ud.",
    "Oplysninger om bestemte børn": "Tag det ud, der handler om bestemte børn. Et barn må ikke kunne kendes i teksten, heller ikke uden navn.",
    "Ikke et tilbud til børn og unge": "Sammen er for tilbud til børn og unge op til 18 år og deres familier. Dette tilbud hører til et andet sted.",
}


def upgrade() -> None:
    reasons = op.create_table(
        "reason_template",
        sa.Column("id", sa.String(length=12), nullable=False),
        sa.Column("name", sa.String(length=80), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("changed_at", UtcDateTime(), nullable=False),
        sa.Column("changed_by_name", sa.String(length=200), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_reason_template")),
        sa.UniqueConstraint("name", name=op.f("uq_reason_template_name")),
    )
    op.create_table(
        "review_claim",
        sa.Column("version_id", sa.String(length=12), nullable=False),
        sa.Column("account_id", sa.String(length=12), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("taken_at", UtcDateTime(), nullable=False),
        sa.Column("until", UtcDateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["account_id"], ["account.id"], name=op.f("fk_review_claim_account_id_account"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["version_id"],
            ["offer_version.id"],
            name=op.f("fk_review_claim_version_id_offer_version"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("version_id", name=op.f("pk_review_claim")),
    )
    moment = dt.datetime.now(dt.UTC)
    rows = [
        {"id": new_id(), "name": name, "text": text, "changed_at": moment, "changed_by_name": "system"}
        for name, text in REASONS.items()
    ]
    op.bulk_insert(reasons, rows)

    with op.batch_alter_table("review_claim", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_review_claim_account_id"), ["account_id"], unique=False)

    op.create_table(
        "review_decision",
        sa.Column("version_id", sa.String(length=12), nullable=False),
        sa.Column("status", sa.String(length=20), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("account_id", sa.String(length=12), nullable=True),
        sa.Column("by_name", sa.String(length=200), nullable=False),
        sa.Column("decided_at", UtcDateTime(), nullable=False),
        sa.Column("before", Document, nullable=False),
        sa.ForeignKeyConstraint(
            ["version_id"],
            ["offer_version.id"],
            name=op.f("fk_review_decision_version_id_offer_version"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("version_id", name=op.f("pk_review_decision")),
    )
    with op.batch_alter_table("review_decision", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_review_decision_account_id"), ["account_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_review_decision_decided_at"), ["decided_at"], unique=False)

    with op.batch_alter_table("offer_version", schema=None) as batch_op:
        batch_op.add_column(sa.Column("risk", sa.Integer(), nullable=True))
        batch_op.drop_index(batch_op.f("ix_offer_version_status_submitted"))
        batch_op.create_index("ix_offer_version_status_submitted", ["status", "submitted_at", "id"], unique=False)
        batch_op.create_index(
            "ix_offer_version_decided_by_people",
            ["decided_at", "id"],
            unique=False,
            sqlite_where=sa.text("decided_by_name <> 'system'"),
            postgresql_where=sa.text("decided_by_name <> 'system'"),
        )
        batch_op.create_index("ix_offer_version_status_decided", ["status", "decided_at", "id"], unique=False)


def downgrade() -> None:
    with op.batch_alter_table("offer_version", schema=None) as batch_op:
        batch_op.drop_index("ix_offer_version_status_decided")
        batch_op.drop_index(
            "ix_offer_version_decided_by_people",
            sqlite_where=sa.text("decided_by_name <> 'system'"),
            postgresql_where=sa.text("decided_by_name <> 'system'"),
        )
        batch_op.drop_index("ix_offer_version_status_submitted")
        batch_op.create_index(batch_op.f("ix_offer_version_status_submitted"), ["status", "submitted_at"], unique=False)
        batch_op.drop_column("risk")

    with op.batch_alter_table("review_decision", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_review_decision_decided_at"))
        batch_op.drop_index(batch_op.f("ix_review_decision_account_id"))

    op.drop_table("review_decision")
    with op.batch_alter_table("review_claim", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_review_claim_account_id"))

    op.drop_table("review_claim")
    op.drop_table("reason_template")
