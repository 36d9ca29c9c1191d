"""The table of policy frameworks that were made here; what is published of them lies over the vocabulary."""

from __future__ import annotations

import datetime as dt

from sqlalchemy import String
from sqlalchemy.orm import Mapped, mapped_column

from registry.db import Base, new_id
from registry.db.base import Document as DocumentType
from registry.db.base import Id
from registry.policy.document import Document


class PolicyDraft(Base):
    """A policy framework that an administrator writes, and has published or not."""

    __tablename__ = "policy_draft"

    id: Mapped[str] = mapped_column(Id, primary_key=True, default=new_id)
    #: The framework's id in the vocabulary, and in addresses.
    framework: Mapped[str] = mapped_column(String(60), unique=True)
    document: Mapped[Document] = mapped_column(DocumentType)
    #: Rises with every change, so that nobody overwrites what they have not seen.
    revision: Mapped[int] = mapped_column(default=1)
    created_at: Mapped[dt.datetime]
    created_by_name: Mapped[str] = mapped_column(String(200))
    saved_at: Mapped[dt.datetime]
    saved_by_name: Mapped[str] = mapped_column(String(200))
    #: When it was put into the vocabulary; None while it is a draft.
    published_at: Mapped[dt.datetime | None]
    published_by_name: Mapped[str | None] = mapped_column(String(200))
