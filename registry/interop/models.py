"""The table of files that somebody is about to bring in."""

from __future__ import annotations

import datetime as dt

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from registry.db import Base, new_id
from registry.db.base import Id


class ImportUpload(Base):
    """The table of a file between its steps: kept until it is brought in or given up, and no longer than `expires_at`.

    A person has one at a time.
    """

    __tablename__ = "import_upload"

    id: Mapped[str] = mapped_column(Id, primary_key=True, default=new_id)
    account_id: Mapped[str] = mapped_column(Id, ForeignKey("account.id", ondelete="CASCADE"), unique=True)
    #: The organisation that all of it is for; None: an administrator's, for those that it names.
    organisation_id: Mapped[str | None] = mapped_column(Id, ForeignKey("organisation.id", ondelete="CASCADE"))
    file_name: Mapped[str] = mapped_column(String(200))
    #: A `table_file.Table`, packed.
    packed: Mapped[bytes]
    #: Which column of an offer each column of the table is; "" for none.
    keys: Mapped[list[str]]
    created_at: Mapped[dt.datetime]
    expires_at: Mapped[dt.datetime] = mapped_column(index=True)
