"""Facts about this database itself, such as that all in it is invented."""

from __future__ import annotations

from sqlalchemy import String, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from registry.db.base import Base


class Fact(Base):
    """A named fact."""

    __tablename__ = "fact"

    name: Mapped[str] = mapped_column(String(40), primary_key=True)
    value: Mapped[str] = mapped_column(String(400))


def is_demo(db: Session) -> bool:
    """Whether everything in this database is invented."""
    return db.scalar(select(Fact.value).where(Fact.name == "demo")) == "yes"


def mark_as_demo(db: Session) -> None:
    """Mark the database as a demo, for good."""
    db.add(Fact(name="demo", value="yes"))
