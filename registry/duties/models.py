"""The table that says which duties are done, and who is at one."""

from __future__ import annotations

import datetime as dt

from sqlalchemy import String
from sqlalchemy.orm import Mapped, mapped_column

from registry.db import Base
from registry.db.base import Id


class DutyRow(Base):
    """A duty: when it was last finished, and which worker has it until when."""

    __tablename__ = "duty"

    name: Mapped[str] = mapped_column(String(60), primary_key=True)
    #: The day (`rules.day_of`) it was last finished for.
    done_on: Mapped[dt.date | None]
    #: The run that is at it; nobody else's until `held_until`. After a failure nobody's, and it rests until then.
    holder: Mapped[str | None] = mapped_column(Id)
    held_until: Mapped[dt.datetime | None]
