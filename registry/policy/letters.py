"""Mail to organisations when a policy framework takes over, in the receiver's language."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy.orm import Session

from registry import mail
from registry.i18n import current_locale, speaking
from registry.offers import show
from registry.partners.models import Organisation
from registry.partners.queries import Reader
from registry.vocabulary import Framework
from registry.web.clock import danish_day
from registry.web.letters import letter


@dataclass
class Told:
    """An offer: how many new questions wait for it, how many answers followed by themselves, and how many end."""

    offer_id: str
    title: str
    questions: int = 0
    carried: int = 0
    ends: int = 0


def new_questions(
    db: Session,
    reader: Reader,
    organisation: Organisation,
    framework: Framework,
    offers: Sequence[Told],
    *,
    replaced_until: dt.date | None,
    base_url: str,
    now: dt.datetime,
) -> None:
    """Tell that a new framework is valid, what followed by itself, and what waits to be answered."""
    with speaking(reader.locale):
        composed = letter(
            "policy_new_questions",
            person=reader.name,
            organisation=organisation.name,
            framework=framework.label(current_locale()),
            asked=[(one.title, one.questions) for one in offers if one.questions],
            carried=sum(one.carried for one in offers),
            left=[one.title for one in offers if one.ends and not one.questions and not one.carried],
            replaced_until=show.date(replaced_until) if replaced_until else "",
            url=f"{base_url}/mine/nye-maal",
            account_url=f"{base_url}/konto" if reader.account_id else None,
        )
    key = f"new-goals:{framework.id}:{organisation.id}:{danish_day(now)}:{reader.account_id or 'contact'}"
    mail.queue(db, to=reader.email, letter=composed, now=now, key=key)
