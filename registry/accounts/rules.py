"""What holds for accounts: addresses, names, roles, and how long to wait after failed attempts. Pure."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection
from dataclasses import dataclass

from email_validator import EmailNotValidError, validate_email

from registry import privacy
from registry.access import Role
from registry.i18n import gettext as _
from registry.i18n import ngettext

LONGEST_NAME = 80
LONGEST_EMAIL = 254


class Unfit(ValueError):
    """Something that can't be kept or done.

    Attributes:
        message: why, and what to do instead.
        shown: what may stand in the field again; None: what was typed.
    """

    def __init__(self, message: str, shown: str | None = None) -> None:
        super().__init__("unfit")  # what was typed stays out of logs
        self.message = message
        self.shown = shown


def normalised_email(typed: str) -> str:
    """Return an address as accounts keep it: without blanks around it, in lower case, in one Unicode spelling.

    Raises:
        Unfit: it is no e-mail address.
    """
    try:
        found = validate_email(typed.strip()[: LONGEST_EMAIL + 1], check_deliverability=False, allow_smtputf8=False)
    except EmailNotValidError:
        raise Unfit(_("Skriv en hel e-mailadresse, for eksempel navn@forening.dk.")) from None
    return found.normalized.lower()


def fit_name(typed: str) -> str:
    """Return a person's name as it is kept.

    Raises:
        Unfit: it is empty, too long, or something else than a name.
    """
    name = " ".join(typed.split())
    if not name:
        raise Unfit(_("Skriv et navn."))
    if numbers := privacy.find_cpr(name):
        raise Unfit(_("Skriv et navn uden CPR-nummer. Vi har ikke gemt nummeret."), privacy.without(name, numbers))
    if len(name) > LONGEST_NAME:
        raise Unfit(_("Skriv et navn på højst %(most)s tegn.") % {"most": LONGEST_NAME})
    if not name.isprintable() or any(sign in name for sign in "<>@/\\"):
        raise Unfit(_("Skriv navnet med bogstaver, uden tegn som @, / og <."))
    return name


def home_of(roles: Collection[Role]) -> str:
    """Return the page that a person begins at."""
    if Role.ADMINISTRATOR in roles:
        return "/godkend"
    return "/mine" if Role.PARTNER in roles else "/find"


def check_new_roles(
    current: Collection[Role], wanted: Collection[Role], *, is_own: bool, other_administrators: int
) -> None:
    """Check that an account's roles may become the wanted ones.

    Args:
        current: its roles now.
        wanted: its roles afterwards; none when the account is closed.
        is_own: whether it is the account of the person who asks.
        other_administrators: how many other people could still administer.

    Raises:
        Unfit: nobody would be left to administer, or they would take their own right away.
    """
    if Role.ADMINISTRATOR not in current or Role.ADMINISTRATOR in wanted:
        return
    if is_own:
        raise Unfit(_("Du kan ikke fjerne din egen adgang som administrator. Bed en anden administrator om det."))
    if other_administrators < 1:
        raise Unfit(_("Der skal altid være mindst én administrator. Gør først en anden til administrator."))


@dataclass(frozen=True)
class Limit:
    """How many failures are free, and how long until one of them is forgotten."""

    free: int
    forgets: dt.timedelta


@dataclass(frozen=True)
class Tally:
    """Failures lately, when the last one was, and until when no further attempt is looked at."""

    failures: int
    last_at: dt.datetime
    blocked_until: dt.datetime | None


#: Guesses at one account; its owner mistypes now and then.
ACCOUNT = Limit(5, dt.timedelta(minutes=15))
#: Guesses from one network address; a whole office may share one.
ADDRESS = Limit(40, dt.timedelta(minutes=1))
#: Mails that somebody asks us to send to one person.
MAIL_TO_PERSON = Limit(3, dt.timedelta(minutes=15))
#: Mails asked for from one network address.
MAIL_FROM_ADDRESS = Limit(20, dt.timedelta(minutes=1))

LONGEST_WAIT = dt.timedelta(minutes=15)
_STEPS = 10  # 2 ** 10 seconds is more than the longest wait


def forgotten_after(limit: Limit) -> dt.timedelta:
    """Return after how long without a failure nothing is remembered, however many there were."""
    return limit.forgets * (limit.free + _STEPS)


def remaining_wait(tally: Tally | None, now: dt.datetime) -> dt.timedelta:
    """Return how long it takes until the next attempt is looked at; zero: it is looked at now."""
    if tally is None or tally.blocked_until is None:
        return dt.timedelta()
    return max(dt.timedelta(), tally.blocked_until - now)


def after_failure(tally: Tally | None, limit: Limit, now: dt.datetime) -> Tally:
    """Return the tally after one more failure: the first ones are free, each further one doubles the wait.

    The wait never passes a quarter of an hour, and failures are forgotten one by one, so nobody is locked out for good.
    """
    remembered = 0
    if tally is not None:
        remembered = max(0, tally.failures - max(0, (now - tally.last_at) // limit.forgets))
    failures = min(remembered + 1, limit.free + _STEPS)
    step = failures - limit.free
    wait = min(dt.timedelta(seconds=2**step), LONGEST_WAIT) if step > 0 else None
    return Tally(failures, now, now + wait if wait else None)


def wait_in_words(wait: dt.timedelta) -> str:
    """Return what to say to somebody who has to wait."""
    seconds = max(1, -int(-wait.total_seconds() // 1))
    if seconds < 60:
        how_long = ngettext("1 sekund", "%(n)s sekunder", seconds) % {"n": seconds}
    else:
        minutes = -(-seconds // 60)
        how_long = ngettext("1 minut", "%(n)s minutter", minutes) % {"n": minutes}
    return _("Der har været for mange forsøg. Vent %(how_long)s, og prøv igen.") % {"how_long": how_long}
