"""Mail about keeping offers true, and about what readers report, in the receiver's language."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from sqlalchemy.orm import Session

from registry import mail
from registry.accounts.mailing import Kind as Mail
from registry.i18n import current_locale, speaking
from registry.i18n import gettext as _
from registry.offers import addresses, deadlines, lacking, show
from registry.offers.deadlines import Kind as Deadline
from registry.offers.models import ProblemReport
from registry.offers.queries import LiveOffer
from registry.partners import queries as partner_queries
from registry.partners.models import Organisation
from registry.partners.queries import Reader
from registry.upkeep import links
from registry.upkeep.queries import Due, own_address
from registry.upkeep.reports import Listed, kinds
from registry.web.clock import danish_day
from registry.web.letters import letter


def still_true(
    db: Session,
    reader: Reader,
    organisation: Organisation,
    found: Sequence[Due],
    token: str,
    *,
    base_url: str,
    now: dt.datetime,
    occasion: str | None = None,
) -> None:
    """Ask whether some offers still hold, with a link by which to say so."""
    today = danish_day(now)
    troubles = addresses.troubles(db, [one.offer.id for one in found])
    hides = [day for one in found if one.offer.status not in deadlines.HIDDEN and (day := one.hides_on(today))]
    kinds_due = [row.kind for one in found for row in one.rows]
    only_renews = set(kinds_due) == {Deadline.DECLARATION}
    undeclared = [one for one in found if deadlines.lacks_declaration(one.content)]
    with speaking(reader.locale):
        composed = letter(
            "upkeep_still_true",
            person=reader.name,
            organisation=organisation.name,
            titles=[one.content.title for one in found],
            points=[_point(one, says_lacks=not only_renews) for one in found],
            lacks=not only_renews and any(lacking.missing(one.content) for one in found),
            hidden_on=show.date(min(hides)) if hides else None,
            all_at_once=len(set(hides)) == 1 and len(hides) == len(found),
            wrong=[(offer.content.title, one.words) for offer in found for one in troubles.get(offer.offer.id, ())],
            renews=any(row.kind == Deadline.DECLARATION for one in found if one not in undeclared for row in one.rows),
            only_renews=only_renews,
            undeclared=[one.content.title for one in undeclared],
            reopens=Deadline.REOPENING in kinds_due,
            url=f"{base_url}{links.PATH}/{token}",
            account_url=f"{base_url}/konto" if reader.account_id else None,
        )
    _queue(db, reader, composed, occasion or f"still-true:{organisation.id}:{today}", now)


def _point(one: Due, *, says_lacks: bool) -> str | tuple[str, str]:
    """Return an offer's title, with what its organisation should know of it: that it is hidden, what it doesn't say."""
    words = lacking.field_words()
    said = [_("er skjult lige nu")] if one.offer.status in deadlines.HIDDEN else []
    lacks = [words[field].lower() for field in lacking.missing(one.content)] if says_lacks else []
    if lacks:
        said.append(_("siger ikke noget om %(fields)s") % {"fields": ", ".join(lacks)})
    return (one.content.title, "; ".join(said)) if said else one.content.title


def hidden(
    db: Session,
    reader: Reader,
    organisation: Organisation,
    found: Sequence[Due],
    token: str,
    *,
    base_url: str,
    now: dt.datetime,
) -> None:
    """Tell that offers are hidden, and how to get them back."""
    with speaking(reader.locale):
        composed = letter(
            "upkeep_hidden",
            person=reader.name,
            organisation=organisation.name,
            offers=[(one.content.title, _hidden_for(one)) for one in found],
            only_ended=all(one.offer.status == "ended" for one in found),
            only_undeclared=all(_hidden_for(one) == "undeclared" for one in found),
            never_declared=all(_hidden_for(one) == "undeclared_yet" for one in found),
            must_write=all(
                one.offer.status == "undeclared" and not deadlines.can_declare(one.content) for one in found
            ),
            url=f"{base_url}{links.PATH}/{token}",
            account_url=f"{base_url}/konto" if reader.account_id else None,
        )
    _queue(db, reader, composed, f"hidden:{organisation.id}:{danish_day(now)}:{found[0].offer.id}", now)


def _hidden_for(one: Due) -> str:
    """Return why an offer is hidden: its status, or "undeclared_yet" where the declaration was never made."""
    never = one.offer.status == "undeclared" and deadlines.lacks_declaration(one.content)
    return "undeclared_yet" if never else one.offer.status


def _queue(db: Session, reader: Reader, composed: mail.Letter, occasion: str, now: dt.datetime) -> None:
    mail.queue(db, to=reader.email, letter=composed, now=now, key=f"{occasion}:{reader.account_id or 'contact'}")


def problem(db: Session, offer: LiveOffer, reported: ProblemReport, *, base_url: str, now: dt.datetime) -> None:
    """Tell the organisation's members, or its own address, and the administrators what a reader found wrong."""
    members = partner_queries.readers_in(db, offer.organisation_id, Mail.PROBLEMS)
    if not members:
        own = own_address(db.get_one(Organisation, offer.organisation_id), [offer.content])
        members = [own] if own else []
    administrators = partner_queries.administrators(db)
    for reader in {reader.email: reader for reader in (*administrators, *members)}.values():
        has_account = reader.account_id is not None
        with speaking(reader.locale):
            composed = letter(
                "upkeep_problem",
                person=reader.name,
                organisation=offer.organisation_name,
                title=offer.content.title,
                kind=kinds()[reported.kind],
                said=reported.text,
                is_member=reader in members,
                has_account=has_account,
                url=f"{base_url}/meldinger/{reported.id}" if has_account else f"{base_url}/tilbud/{offer.id}",
                account_url=f"{base_url}/konto" if has_account else None,
            )
        _queue(db, reader, composed, f"problem:{reported.id}", now)


def problem_answered(db: Session, answered: Listed, *, base_url: str, now: dt.datetime) -> None:
    """Send the answer to a report to the reader who left an address, in the language they reported it in."""
    report = answered.report
    if report.reader_email is None:
        return
    with speaking(report.reader_locale or current_locale()):
        composed = letter(
            "upkeep_answered",
            title=answered.title,
            said=report.answer,
            by=report.answered_by_name,
            url=f"{base_url}/tilbud/{answered.offer.id}",
        )
    mail.queue(db, to=report.reader_email, letter=composed, now=now, key=f"problem-answered:{report.id}")
