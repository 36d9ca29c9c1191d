"""The table of matching: what can be worked out again, but takes long."""

from __future__ import annotations

from sqlalchemy import ForeignKey, LargeBinary, String
from sqlalchemy.orm import Mapped, mapped_column

from registry.db import Base
from registry.db.base import Id


class OfferMeaning(Base):
    """The vector of a published text, where the extra `registry[semantic]` is on; see `meanings.py`."""

    __tablename__ = "offer_meaning"

    version_id: Mapped[str] = mapped_column(Id, ForeignKey("offer_version.id", ondelete="CASCADE"), primary_key=True)
    #: `semantic.MODEL`, when it was made.
    model: Mapped[str] = mapped_column(String(60), primary_key=True)
    #: `semantic.DIMENSIONS` numbers of two bytes each, little-endian.
    vector: Mapped[bytes] = mapped_column(LargeBinary)
