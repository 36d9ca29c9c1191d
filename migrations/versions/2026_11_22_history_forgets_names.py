"""history may forget who somebody was, and nothing else"""

from alembic import op

revision = "0017"
down_revision = "0016"
branch_labels = None
depends_on = None

TEXT = "history is append-only"
#: As `registry.history.FORMER`.
FORMER = "en tidligere bruger"
KEPT = ("id", "at", "actor_id", "verb", "subject_kind", "subject_id", "organisation_id")


def _only_forgets(same: str) -> str:
    """Return the condition that an update takes a name away; `same` compares values that may be null."""
    kept = " AND ".join(f"NEW.{column} {same} OLD.{column}" for column in KEPT)
    return (
        f"{kept} AND (NEW.actor_name = OLD.actor_name OR NEW.actor_name = '{FORMER}')"
        f" AND (NEW.subject_name = OLD.subject_name"
        f" OR (OLD.subject_kind = 'account' AND NEW.subject_name = '{FORMER}'))"
        f" AND (NEW.note {same} OLD.note OR NEW.note LIKE '%{FORMER}%')"
    )


def upgrade() -> None:
    if op.get_bind().dialect.name == "postgresql":
        # percent signs are doubled for the driver
        condition = _only_forgets("IS NOT DISTINCT FROM").replace("%", "%%")
        op.execute(
            "CREATE OR REPLACE FUNCTION refuse_history_change() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN "
            f"IF TG_OP = 'UPDATE' THEN IF {condition} THEN RETURN NEW; END IF; END IF; "
            f"RAISE EXCEPTION '{TEXT}'; END $$"
        )
        return
    op.execute("DROP TRIGGER history_no_update")
    op.execute(
        f"CREATE TRIGGER history_no_update BEFORE UPDATE ON history WHEN NOT ({_only_forgets('IS')}) "
        f"BEGIN SELECT RAISE(ABORT, '{TEXT}'); END"
    )


def downgrade() -> None:
    if op.get_bind().dialect.name == "postgresql":
        op.execute(
            "CREATE OR REPLACE FUNCTION refuse_history_change() RETURNS trigger LANGUAGE plpgsql AS "
            f"$$ BEGIN RAISE EXCEPTION '{TEXT}'; END $$"
        )
        return
    op.execute("DROP TRIGGER history_no_update")
    op.execute(f"CREATE TRIGGER history_no_update BEFORE UPDATE ON history BEGIN SELECT RAISE(ABORT, '{TEXT}'); END")
