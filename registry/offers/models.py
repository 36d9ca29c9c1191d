"""Tables of offers, the versions of their text, what reviewers said, and what readers report."""

from __future__ import annotations

import datetime as dt
from typing import Any

from sqlalchemy import BigInteger, ForeignKey, Index, Integer, String, Text, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from registry.db import Base, new_id
from registry.db.base import Id
from registry.offers.content import OfferContent, from_document

#: Imports were never in a queue; only what people decided is looked back on.
_DECIDED_BY_PEOPLE = text("decided_by_name <> 'system'")


class Offer(Base):
    """What an organisation offers; what professionals read is its live version."""

    __tablename__ = "offer"
    __table_args__ = (
        Index("ix_offer_confirmed", "confirmed_at", "id"),
        Index("ix_offer_status_confirmed", "status", "confirmed_at", "id"),
        Index("ix_offer_organisation_confirmed", "organisation_id", "confirmed_at", "id"),
    )

    id: Mapped[str] = mapped_column(Id, primary_key=True, default=new_id)
    organisation_id: Mapped[str] = mapped_column(Id, ForeignKey("organisation.id"), index=True)
    #: Another system's name for it, unique in the registry.
    external_id: Mapped[str | None] = mapped_column(String(200), unique=True)
    #: `unpublished`, `live`, `paused`, `merged`, or one of `deadlines.HIDDEN`.
    status: Mapped[str] = mapped_column(String(20), default="unpublished", index=True)
    #: Its `OfferVersion`; no foreign key, since the two tables would need each other.
    live_version_id: Mapped[str | None] = mapped_column(Id, index=True)
    created_at: Mapped[dt.datetime]
    #: The offer that it turned out to be the same as; whoever asks for this one is led there.
    merged_into_id: Mapped[str | None] = mapped_column(Id, index=True)
    #: When a version was first published.
    published_at: Mapped[dt.datetime | None]
    #: When the organisation last said that it is still true; not the same as edited.
    confirmed_at: Mapped[dt.datetime | None]
    #: When it came from another organisation, as long as the declaration about safety is that one's.
    inherited_on: Mapped[dt.date | None]
    #: Since when it is published without a declaration that it needs: a file may bring it in like that.
    undeclared_since: Mapped[dt.date | None]
    #: The offer that it repeats for a new season; each is repeated once. No foreign key: SQLite would have to write the
    #: table anew.
    predecessor_id: Mapped[str | None] = mapped_column(Id, unique=True, index=True)

    @property
    def declaration_owed(self) -> dt.date | None:
        """Since when its organisation owes a declaration about safety of its own; None: it doesn't."""
        return self.inherited_on or self.undeclared_since


class OfferVersion(Base):
    """A text about an offer on its way: draft → submitted → approved, returned or declined."""

    __tablename__ = "offer_version"
    __table_args__ = (
        UniqueConstraint("offer_id", "number"),
        Index("ix_offer_version_status_submitted", "status", "submitted_at", "id"),
        Index("ix_offer_version_status_decided", "status", "decided_at", "id"),
        Index(
            "ix_offer_version_decided_by_people",
            "decided_at",
            "id",
            sqlite_where=_DECIDED_BY_PEOPLE,
            postgresql_where=_DECIDED_BY_PEOPLE,
        ),
    )

    id: Mapped[str] = mapped_column(Id, primary_key=True, default=new_id)
    offer_id: Mapped[str] = mapped_column(Id, ForeignKey("offer.id", ondelete="CASCADE"))
    #: 1, 2, … within its offer.
    number: Mapped[int]
    #: `draft`, `submitted`, `returned`, `declined`, `approved`, or `replaced` by a later approved one.
    status: Mapped[str] = mapped_column(String(20), default="draft")
    document: Mapped[dict[str, Any]] = mapped_column("content", default=dict)
    #: Rises with every change, so that nobody decides on, or overwrites, a text they have not seen.
    revision: Mapped[int] = mapped_column(default=1)
    #: Suggestions that the partner has said no to: ids of needs and policy elements.
    dismissed: Mapped[list[str]] = mapped_column(default=list)
    created_at: Mapped[dt.datetime]
    created_by_name: Mapped[str] = mapped_column(String(200))
    #: Who to write to about it; None for imports.
    created_by_id: Mapped[str | None] = mapped_column(Id, ForeignKey("account.id", ondelete="SET NULL"))
    saved_at: Mapped[dt.datetime]
    submitted_at: Mapped[dt.datetime | None]
    submitted_by_name: Mapped[str | None] = mapped_column(String(200))
    #: How much risk there was in it when it was sent, a `risk.Level`; None for texts sent before that was kept.
    risk: Mapped[int | None]
    decided_at: Mapped[dt.datetime | None]
    decided_by_name: Mapped[str | None] = mapped_column(String(200))
    #: What the reviewer told the partner.
    decision_note: Mapped[str | None] = mapped_column(Text)

    @property
    def content(self) -> OfferContent:
        """What the version says."""
        return from_document(self.document)


class FieldComment(Base):
    """What a reviewer said about one field of a version."""

    __tablename__ = "field_comment"

    id: Mapped[str] = mapped_column(Id, primary_key=True, default=new_id)
    version_id: Mapped[str] = mapped_column(Id, ForeignKey("offer_version.id", ondelete="CASCADE"), index=True)
    #: A field of `OfferContent`, or `policy.<element>`.
    field: Mapped[str] = mapped_column(String(80))
    text: Mapped[str] = mapped_column(Text)
    author_name: Mapped[str] = mapped_column(String(200))
    created_at: Mapped[dt.datetime]


class TagVerdict(Base):
    """Whether a reviewer accepted a policy answer of a version; only accepted ones are published."""

    __tablename__ = "tag_verdict"

    version_id: Mapped[str] = mapped_column(Id, ForeignKey("offer_version.id", ondelete="CASCADE"), primary_key=True)
    element: Mapped[str] = mapped_column(String(60), primary_key=True)
    accepted: Mapped[bool]
    reason: Mapped[str | None] = mapped_column(Text)


class OfferDeadline(Base):
    """Until when something about a published offer counts as true, and when its organisation is asked about it.

    There is one row for each `deadlines.Kind` that runs out for the offer.
    """

    __tablename__ = "offer_deadline"
    __table_args__ = (Index("ix_offer_deadline_kind", "kind", "due_on", "offer_id"),)

    offer_id: Mapped[str] = mapped_column(Id, ForeignKey("offer.id", ondelete="CASCADE"), primary_key=True)
    #: A `deadlines.Kind`.
    kind: Mapped[str] = mapped_column(String(20), primary_key=True)
    #: The day on which the offer is hidden, or changed.
    due_on: Mapped[dt.date] = mapped_column(index=True)
    #: When to ask next; None when no call is left.
    next_call_on: Mapped[dt.date | None] = mapped_column(index=True)
    #: When the organisation was last asked.
    asked_on: Mapped[dt.date | None]


class PolicySuccession(Base):
    """What became of an offer's answer to an element of a policy framework that another one takes over from.

    There is a row for each new element that the old one corresponds to, or one without where it ends.
    """

    __tablename__ = "policy_succession"
    __table_args__ = (Index("ix_policy_succession_framework", "framework", "fate"),)

    offer_id: Mapped[str] = mapped_column(Id, ForeignKey("offer.id", ondelete="CASCADE"), primary_key=True)
    #: The old element.
    source: Mapped[str] = mapped_column(String(60), primary_key=True)
    #: The new element; "" where there is none.
    target: Mapped[str] = mapped_column(String(60), primary_key=True)
    #: The new framework.
    framework: Mapped[str] = mapped_column(String(60))
    #: A `registry.policy.rules.Fate`, and the relation between the elements.
    fate: Mapped[str] = mapped_column(String(10))
    relation: Mapped[str] = mapped_column(String(10))
    #: What the offer answered to the old element.
    answer: Mapped[str] = mapped_column(Text)
    at: Mapped[dt.datetime]
    #: When the organisation was told.
    told_at: Mapped[dt.datetime | None] = mapped_column(index=True)
    #: When an answer to the new element was published, or the organisation said that it gives none.
    answered_at: Mapped[dt.datetime | None]
    declined_at: Mapped[dt.datetime | None]


class ProblemReport(Base):
    """What a reader of an offer says is wrong with it, and what came of it."""

    __tablename__ = "problem_report"

    id: Mapped[str] = mapped_column(Id, primary_key=True, default=new_id)
    offer_id: Mapped[str] = mapped_column(Id, ForeignKey("offer.id", ondelete="CASCADE"), index=True)
    #: What it is about: a `registry.upkeep.reports.Kind`.
    kind: Mapped[str] = mapped_column(String(20))
    text: Mapped[str] = mapped_column(Text)
    created_at: Mapped[dt.datetime]
    #: Where to send the answer, if the reader wants one; emptied when the report is closed.
    reader_email: Mapped[str | None] = mapped_column(String(320))
    #: The language in which they wrote, for the answer.
    reader_locale: Mapped[str | None] = mapped_column(String(5))
    answer: Mapped[str | None] = mapped_column(Text)
    answered_at: Mapped[dt.datetime | None]
    answered_by_name: Mapped[str | None] = mapped_column(String(200))
    #: None while something is to be done.
    closed_at: Mapped[dt.datetime | None] = mapped_column(index=True)
    closed_by_name: Mapped[str | None] = mapped_column(String(200))


class OfferChange(Base):
    """The log that keeps every process's catalogue fresh: a row for each publication, pause or removal."""

    __tablename__ = "offer_change"
    __table_args__ = {"sqlite_autoincrement": True}

    seq: Mapped[int] = mapped_column(BigInteger().with_variant(Integer, "sqlite"), primary_key=True, autoincrement=True)
    offer_id: Mapped[str] = mapped_column(Id)
