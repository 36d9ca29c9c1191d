"""The database: SQLite inside a file, or PostgreSQL; the same tables and the same meaning on both.

`base.py` has what every table is made of, `engine.py` opens the database, `migrate.py` brings it to the newest
schema. A request has one session and one transaction (see `registry.app`): raising rolls back, returning commits.
Actions `flush()` and never commit.
"""

from registry.db.base import Base, UtcDateTime, new_id
from registry.db.engine import Database

__all__ = ["Base", "Database", "UtcDateTime", "new_id"]
