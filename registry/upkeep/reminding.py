"""Asking an organisation whether some of its offers still hold, and whom of it to write to."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from sqlalchemy.orm import Session

from registry.access import Actor
from registry.accounts.mailing import Kind as Mail
from registry.history import Verb
from registry.offers import deadlines, recording
from registry.partners import queries as partner_queries
from registry.partners.models import Organisation
from registry.partners.queries import Reader
from registry.upkeep import letters, links
from registry.upkeep.queries import Due, own_address
from registry.web.clock import danish_day


def write(
    db: Session,
    organisation: Organisation,
    found: Sequence[Due],
    *,
    base_url: str,
    now: dt.datetime,
    occasion: str | None = None,
) -> int:
    """Write to an organisation's people about some of its offers, and return to how many; 0: nobody can be reached.

    `occasion`: what makes the mail the only one of its kind; by itself it is the organisation and the day.
    """
    readers = readers_with_links(db, organisation, found, now, Mail.REMINDERS)
    for reader, token in readers:
        letters.still_true(db, reader, organisation, found, token, base_url=base_url, now=now, occasion=occasion)
    return len(readers)


def note(db: Session, actor: Actor, organisation: Organisation, found: Sequence[Due], *, now: dt.datetime) -> None:
    """Note that an organisation was asked today, and when it is asked next."""
    today = danish_day(now)
    for one in found:
        confirmed = danish_day(one.offer.confirmed_at or now)
        found_now = deadlines.deadlines(one.content, confirmed, one.offer.declaration_owed)
        calls = {deadline.kind.value: deadline for deadline in found_now}
        for row in one.rows:
            row.asked_on = today
            row.next_call_on = calls[row.kind].next_call(today) if row.kind in calls else None
        recording.record(db, actor, Verb.ASKED_TO_CONFIRM, one.offer, one.content.title, now)


def readers_with_links(
    db: Session, organisation: Organisation, found: Sequence[Due], now: dt.datetime, kind: Mail | None = None
) -> list[tuple[Reader, str]]:
    """Return whom to write to, each with a link: the members, or else the organisation's own address."""
    ids = [one.offer.id for one in found]
    members = partner_queries.readers_in(db, organisation.id, kind)
    if members:
        return [
            (
                reader,
                links.issue(db, organisation.id, ids, name=reader.name, account_id=reader.account_id, now=now),
            )
            for reader in members
        ]
    reader = own_address(organisation, [one.content for one in found])
    if reader is None:
        return []
    token = links.issue(db, organisation.id, ids, name=organisation.name, account_id=None, now=now)
    return [(reader, token)]
