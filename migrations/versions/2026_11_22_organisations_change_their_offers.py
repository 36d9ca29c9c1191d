"""an organisation's name, type and verification are shown with its live offers, so their readers hear of a change"""

from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

LOG = "INSERT INTO offer_change (offer_id) SELECT id FROM offer WHERE organisation_id = NEW.id AND status = 'live'"
#: As in registry.offers.publishing: the log is numbered in the order of its commits.
LOCK = 7_263_500


def _changed(differs: str) -> str:
    return " OR ".join(f"OLD.{column} {differs} NEW.{column}" for column in ("name", "sector", "verified_at"))


def upgrade() -> None:
    if op.get_bind().dialect.name == "postgresql":
        op.execute(
            "CREATE FUNCTION log_offers_of_organisation() RETURNS trigger LANGUAGE plpgsql AS "
            f"$$ BEGIN PERFORM pg_advisory_xact_lock({LOCK}); {LOG}; RETURN NULL; END $$"
        )
        op.execute(
            "CREATE TRIGGER organisation_changes_offers AFTER UPDATE OF name, sector, verified_at ON organisation "
            f"FOR EACH ROW WHEN ({_changed('IS DISTINCT FROM')}) EXECUTE FUNCTION log_offers_of_organisation()"
        )
        return
    op.execute(
        "CREATE TRIGGER organisation_changes_offers AFTER UPDATE OF name, sector, verified_at ON organisation "
        f"WHEN {_changed('IS NOT')} BEGIN {LOG}; END"
    )


def downgrade() -> None:
    if op.get_bind().dialect.name == "postgresql":
        op.execute("DROP TRIGGER organisation_changes_offers ON organisation")
        op.execute("DROP FUNCTION log_offers_of_organisation()")
        return
    op.execute("DROP TRIGGER organisation_changes_offers")
