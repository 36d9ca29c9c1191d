"""What mail people choose to get, on their account page.

What one has asked for, what was decided and what looks after one's account is always sent. The rest can be chosen.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from enum import StrEnum

from sqlalchemy import String, cast, select
from sqlalchemy.orm import Session

from registry.access import Role
from registry.accounts.models import Account
from registry.i18n import gettext as _


class Kind(StrEnum):
    """Mail that a partner may do without."""

    RECEIPTS = "receipts"
    MEMBERS = "members"
    REMINDERS = "reminders"
    PROBLEMS = "problems"


class Reviews(StrEnum):
    """How an administrator hears of submissions."""

    EACH = "each"
    DAILY = "daily"
    NONE = "none"


def kinds() -> list[tuple[Kind, str]]:
    """Return the kinds of mail to choose from, and what they are."""
    return [
        (Kind.RECEIPTS, _("En kvittering, når jeg sender et tilbud")),
        (Kind.MEMBERS, _("Besked, når nogen vil være med i vores organisation")),
        (Kind.REMINDERS, _("Påmindelser om at se efter, at vores tilbud stadig passer")),
        (Kind.PROBLEMS, _("Besked, når en læser melder en fejl i vores tilbud")),
    ]


def reviews() -> list[tuple[Reviews, str]]:
    """Return the ways to hear of submissions, and what they are."""
    return [
        (Reviews.DAILY, _("Én mail om morgenen på hverdage, når noget venter")),
        (Reviews.EACH, _("En mail, hver gang et tilbud kommer ind")),
        (Reviews.NONE, _("Ingen mails; jeg kigger selv")),
    ]


def wants(account: Account, kind: Kind) -> bool:
    """Whether a person gets mail of a kind."""
    return kind not in account.unwanted_mail


def choose(account: Account, *, wanted: Collection[Kind] | None = None, reviews: Reviews | None = None) -> None:
    """Keep what a person chose; None: they were not asked."""
    if wanted is not None:
        account.unwanted_mail = [kind.value for kind in Kind if kind not in wanted]
    if reviews is not None:
        account.review_mail = reviews.value


def reviewers(db: Session, how: Reviews) -> Sequence[Account]:
    """Return the administrators who hear of submissions in a way, by address."""
    return db.scalars(
        select(Account)
        .where(
            cast(Account.role_names, String).contains(f'"{Role.ADMINISTRATOR.value}"'),
            Account.review_mail == how.value,
            Account.confirmed_at.is_not(None),
            Account.closed_at.is_(None),
        )
        .order_by(Account.email)
    ).all()
