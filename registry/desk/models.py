"""The table of what administrators have done to many offers at once."""

from __future__ import annotations

import datetime as dt
from typing import Any

from sqlalchemy import String
from sqlalchemy.orm import Mapped, mapped_column

from registry.db import Base, new_id
from registry.db.base import Id


class BulkRun(Base):
    """Something done to many offers at once: what came of each, and what it takes to undo it."""

    __tablename__ = "bulk_run"

    id: Mapped[str] = mapped_column(Id, primary_key=True, default=new_id)
    #: A `registry.desk.bulk.Action`.
    action: Mapped[str] = mapped_column(String(20))
    account_id: Mapped[str | None] = mapped_column(Id, index=True)
    by_name: Mapped[str] = mapped_column(String(200))
    at: Mapped[dt.datetime] = mapped_column(index=True)
    #: A `registry.desk.bulk.Result` as it is stored.
    result: Mapped[dict[str, Any]]
    undone_at: Mapped[dt.datetime | None]
