"""How it stands with a person's account."""

from __future__ import annotations

import datetime as dt
from typing import NamedTuple

from registry.accounts.links import LIFETIME, Purpose
from registry.accounts.models import Account
from registry.i18n import gettext as _


class Standing(NamedTuple):
    """A word for it, its tone (fit, miss or quiet), and since when."""

    word: str
    tone: str
    since: dt.datetime


def standing(account: Account, now: dt.datetime) -> Standing:
    """Return whether a person is in, invited, or out."""
    if account.closed_at is not None:
        return Standing(_("Lukket"), "miss", account.closed_at)
    if account.confirmed_at is not None:
        return Standing(_("Aktiv"), "fit", account.confirmed_at)
    if account.invited_at is None:
        return Standing(_("Mailadressen er ikke bekræftet"), "quiet", account.created_at)
    if account.invited_at + LIFETIME[Purpose.INVITE] <= now:
        return Standing(_("Invitationen er udløbet"), "miss", account.invited_at)
    return Standing(_("Inviteret"), "quiet", account.invited_at)
