"""Mail about review, in its readers' languages: to who sent an offer what was decided, to reviewers what waits."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from sqlalchemy.orm import Session

from registry import mail
from registry.access import Actor
from registry.accounts.models import Account
from registry.i18n import gettext as _
from registry.i18n import ngettext, speaking
from registry.offers import remembering
from registry.offers.content import OfferContent
from registry.offers.models import Offer, OfferVersion
from registry.offers.show import field_label
from registry.partners.models import Organisation
from registry.partners.queries import readers_in
from registry.review import rules
from registry.review.corrections import Correction, corrections
from registry.review.queries import QueueRow
from registry.web.clock import danish_day
from registry.web.letters import letter

#: Submissions that one mail names.
_MOST_IN_DIGEST = 8

if TYPE_CHECKING:
    from registry.review.actions import Verdict


def approved(
    db: Session,
    version: OfferVersion,
    verdicts: Mapping[str, Verdict],
    comments: int,
    *,
    corrected: tuple[OfferContent, OfferContent] | None,
    is_paused: bool,
    base_url: str,
    now: dt.datetime,
) -> list[str]:
    """Tell that the offer can be found, what was corrected (before, now), and which policy answers are not shown."""
    return _send(
        db,
        version,
        "review_approved",
        base_url,
        now,
        comments=comments,
        verdicts=verdicts,
        corrected=corrected,
        is_paused=is_paused,
    )


def returned(
    db: Session,
    version: OfferVersion,
    verdicts: Mapping[str, Verdict],
    comments: int,
    *,
    base_url: str,
    now: dt.datetime,
) -> list[str]:
    """Tell that there is something to answer."""
    return _send(db, version, "review_returned", base_url, now, comments=comments, verdicts=verdicts)


def declined(
    db: Session, version: OfferVersion, comments: int, *, is_change: bool, base_url: str, now: dt.datetime
) -> list[str]:
    """Tell that the offer, or the change to it, will not be shown, and why."""
    return _send(db, version, "review_declined", base_url, now, comments=comments, is_change=is_change)


def taken_back(
    db: Session, actor: Actor, version: OfferVersion, offer: Offer, *, base_url: str, now: dt.datetime
) -> None:
    """Tell the organisation that its change, which was approved automatically, is to be read first."""
    organisation = db.get_one(Organisation, offer.organisation_id)
    for reader in readers_in(db, organisation.id):
        with speaking(reader.locale):
            written = letter(
                "review_taken_back",
                person=reader.name,
                title=version.content.title,
                by=actor.name,
                organisation=organisation.name,
                url=f"{base_url}/mine/tilbud/{offer.id}",
                account_url=f"{base_url}/konto",
            )
        key = f"taken-back:{version.id}:{version.revision}:{reader.account_id}"
        mail.queue(db, to=reader.email, letter=written, now=now, key=key)


def digest(
    db: Session, account: Account, rows: Sequence[QueueRow], total: int, *, base_url: str, now: dt.datetime
) -> bool:
    """Tell a reviewer what waits, once a day; False when they have been told today.

    Args:
        db: the transaction.
        account: the reviewer's.
        rows: what waits the longest, the oldest first.
        total: how many wait in all.
        base_url: where the site is.
        now: the moment.
    """
    with speaking(account.locale):
        written = letter(
            "review_digest",
            person=account.name,
            waiting=[(row.title, f"{row.organisation}, {_waited(row.waited)}") for row in rows[:_MOST_IN_DIGEST]],
            total=total,
            promised=rules.PROMISED_WEEKDAYS,
            url=f"{base_url}/godkend",
            account_url=f"{base_url}/konto",
        )
    key = f"review-digest:{danish_day(now)}:{account.id}"
    return mail.queue(db, to=account.email, letter=written, now=now, key=key)


def _waited(weekdays: int) -> str:
    if not weekdays:
        return _("ny")
    return ngettext("har ventet i 1 hverdag", "har ventet i %(n)s hverdage", weekdays) % {"n": weekdays}


def _send(
    db: Session,
    version: OfferVersion,
    name: str,
    base_url: str,
    now: dt.datetime,
    *,
    comments: int = 0,
    verdicts: Mapping[str, Verdict] | None = None,
    corrected: tuple[OfferContent, OfferContent] | None = None,
    is_paused: bool = False,
    is_change: bool = False,
) -> list[str]:
    """Put a mail in that waits as long as the decision can be undone; return its key, if there is one."""
    account = db.get(Account, version.created_by_id) if version.created_by_id else None
    if account is None or account.closed_at is not None:
        return []
    with speaking(account.locale):
        declined_answers = [
            (field_label(f"policy.{element}"), verdict.reason or "")
            for element, verdict in (verdicts or {}).items()
            if not verdict.accepted
        ]
        written = letter(
            name,
            person=account.name,
            title=version.content.title,
            note=version.decision_note or "",
            comments=comments,
            declined_answers=declined_answers,
            corrections=[(one.label, _from_to(one)) for one in corrections(*corrected)] if corrected else [],
            is_paused=is_paused,
            is_change=is_change,
            public_url=f"{base_url}/tilbud/{version.offer_id}",
            url=f"{base_url}/mine/tilbud/{version.offer_id}",
            account_url=f"{base_url}/konto",
        )
    key = f"decision:{version.id}:{version.revision}"
    is_put_in = mail.queue(db, to=account.email, letter=written, now=now, key=key, not_before=now + remembering.LASTS)
    return [key] if is_put_in else []


def _from_to(one: Correction) -> str:
    nothing = _("ikke oplyst")
    return _("fra ”%(before)s” til ”%(now)s”") % {"before": one.before or nothing, "now": one.now or nothing}
