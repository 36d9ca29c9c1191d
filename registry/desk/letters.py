"""Mail to organisations about what an administrator did to several offers; it waits as long as that can be undone."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import Any

from sqlalchemy.orm import Session

from registry import mail
from registry.desk.models import BulkRun
from registry.i18n import speaking
from registry.offers.tagging import Tag
from registry.partners.models import Organisation
from registry.partners.queries import Reader, readers_in
from registry.upkeep import links
from registry.upkeep.queries import Due
from registry.upkeep.reminding import readers_with_links
from registry.web.letters import letter

#: As long as `registry.desk.bulk_undo.LASTS`.
WAITS = dt.timedelta(minutes=10)


def hidden(
    db: Session,
    run: BulkRun,
    organisation: Organisation,
    found: Sequence[Due],
    reason: str,
    *,
    base_url: str,
    now: dt.datetime,
) -> list[str]:
    """Tell that offers are hidden and why, with a link by which to get them back; return the mails' keys."""
    keys = []
    for reader, token in readers_with_links(db, organisation, found, now):
        about = {
            "titles": [one.content.title for one in found],
            "reason": reason,
            "by": run.by_name,
            "url": f"{base_url}{links.PATH}/{token}",
        }
        keys += _queue(db, run, organisation, reader, "desk_hidden", about, base_url, now)
    return keys


def tagged(
    db: Session,
    run: BulkRun,
    organisation: Organisation,
    titles: Sequence[str],
    tag: Tag,
    answer: str,
    *,
    adds: bool,
    base_url: str,
    now: dt.datetime,
) -> list[str]:
    """Tell that a tag was added to offers, or taken away; return the mails' keys."""
    keys = []
    for reader in readers_in(db, organisation.id):
        with speaking(reader.locale):
            label = tag.label
        about = {
            "titles": titles,
            "tag": label,
            "answer": answer if tag.kind == "element" else "",
            "adds": adds,
            "by": run.by_name,
            "url": f"{base_url}/mine",
        }
        keys += _queue(db, run, organisation, reader, "desk_tagged", about, base_url, now)
    return keys


def _queue(
    db: Session,
    run: BulkRun,
    organisation: Organisation,
    reader: Reader,
    name: str,
    about: dict[str, Any],
    base_url: str,
    now: dt.datetime,
) -> list[str]:
    account_url = f"{base_url}/konto" if reader.account_id else None
    with speaking(reader.locale):
        written = letter(name, person=reader.name, organisation=organisation.name, account_url=account_url, **about)
    key = f"{run.id}:{organisation.id}:{reader.account_id or 'contact'}"
    is_put_in = mail.queue(db, to=reader.email, letter=written, now=now, key=key, not_before=now + WAITS)
    return [key] if is_put_in else []
