"""What the administrators' list of offers is narrowed by: the name, the postal code and the tags of each text.

They stand in tables of their own, since a hundred thousand documents are too much to read for a page of a list. They
are kept by whatever writes a text: the session's event sees every row that is added or changed, and `update`
statements, which go past it, call `keep`.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping

from sqlalchemy import Connection, ForeignKey, String, delete, event, insert, inspect
from sqlalchemy.orm import Mapped, Session, UOWTransaction, mapped_column

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
    connection = db.connection()
    _forget(connection, [version_id])
    _keep(connection, {version_id: content})


def _forget(connection: Connection, version_ids: Collection[str]) -> None:
    connection.execute(delete(VersionListing).where(VersionListing.version_id.in_(version_ids)))
    connection.execute(delete(VersionTag).where(VersionTag.version_id.in_(version_ids)))


def _keep(connection: Connection, contents: Mapping[str, OfferContent]) -> None:
    listings = [
        {"version_id": id_, "title_key": fold(content.title)[:400], "postal_code": content.postal_code}
        for id_, content in contents.items()
    ]
    connection.execute(insert(VersionListing), listings)
    if found := [{"version_id": id_, "tag": tag} for id_, content in contents.items() for tag in tags(content)]:
        connection.execute(insert(VersionTag), found)


@event.listens_for(Session, "after_flush")
def _written(db: Session, _context: UOWTransaction) -> None:
    """Keep what the texts that were just added or changed are listed by, all at once."""
    added = [one for one in db.new if isinstance(one, OfferVersion)]
    changed = [
        one for one in db.dirty if isinstance(one, OfferVersion) and inspect(one).attrs.document.history.has_changes()
    ]
    if changed:
        _forget(db.connection(), [one.id for one in changed])
    if added or changed:
        _keep(db.connection(), {one.id: from_document(one.document) for one in (*added, *changed)})
