"""What the administrators' list of offers is narrowed by: the name, the postal code and the tags of each text.

They stand in tables of their own, since a hundred thousand documents are too much to read for a page of a list. They
are kept by whatever writes a text: the mapper's events see every row that is added or changed, and `update` statements,
which go past the mapper, call `keep`.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from sqlalchemy import Connection, ForeignKey, String, delete, event, insert, inspect
from sqlalchemy.orm import Mapped, Session, mapped_column

from registry.danish import fold
from registry.db import Base
from registry.db.base import Id
from registry.offers.content import OfferContent, from_document
from registry.offers.models import OfferVersion


class VersionListing(Base):
    """The name and place of a text."""

    __tablename__ = "version_listing"

    version_id: Mapped[str] = mapped_column(Id, ForeignKey("offer_version.id", ondelete="CASCADE"), primary_key=True)
    #: Its name, folded (`registry.danish.fold`) so that å and aa, ø and oe and capitals make no difference.
    title_key: Mapped[str] = mapped_column(String(400))
    postal_code: Mapped[str | None] = mapped_column(String(4), index=True)


class VersionTag(Base):
    """A need, activity or policy element that a text is tagged with, as `need:<id>`, `activity:…` or `element:…`."""

    __tablename__ = "version_tag"

    tag: Mapped[str] = mapped_column(String(80), primary_key=True)
    version_id: Mapped[str] = mapped_column(
        Id, ForeignKey("offer_version.id", ondelete="CASCADE"), primary_key=True, index=True
    )


def tags(content: OfferContent) -> Iterator[str]:
    """Yield what a text is tagged with."""
    yield from (f"need:{need}" for need in dict.fromkeys(content.needs))
    yield from (f"activity:{activity}" for activity in dict.fromkeys(content.activities))
    yield from (f"element:{element}" for element in dict.fromkeys(answer.element for answer in content.policy))


def keep(db: Session, version_id: str, content: OfferContent) -> None:
    """Keep what a text is listed by; for statements that change a text past the mapper."""
    _keep(db.connection(), version_id, content)


def _keep(connection: Connection, version_id: str, content: OfferContent) -> None:
    connection.execute(delete(VersionListing).where(VersionListing.version_id == version_id))
    connection.execute(delete(VersionTag).where(VersionTag.version_id == version_id))
    connection.execute(
        insert(VersionListing).values(
            version_id=version_id, title_key=fold(content.title)[:400], postal_code=content.postal_code
        )
    )
    if found := [{"version_id": version_id, "tag": tag} for tag in tags(content)]:
        connection.execute(insert(VersionTag), found)


@event.listens_for(OfferVersion, "after_insert")
def _added(_mapper: Any, connection: Connection, version: OfferVersion) -> None:
    _keep(connection, version.id, from_document(version.document))


@event.listens_for(OfferVersion, "after_update")
def _changed(_mapper: Any, connection: Connection, version: OfferVersion) -> None:
    if inspect(version).attrs.document.history.has_changes():
        _keep(connection, version.id, from_document(version.document))
