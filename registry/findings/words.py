"""Why two offers are likely to be one, in words."""

from __future__ import annotations

from registry.findings.rules import Likeness, Why
from registry.i18n import gettext as _
from registry.offers.deadlines import HIDDEN


def reasons(how: Likeness) -> list[str]:
    """Return what speaks for two offers being one, each as a sentence without a full stop."""
    said = {
        Why.ORGANISATION: _("Samme organisation"),
        Why.ADDRESS: _("Samme adresse"),
        Why.CONTACT: _("Samme mail eller telefon"),
        Why.PLACE: _("Samme by"),
        Why.TITLE: _("Næsten samme titel"),
        Why.TEXT: _("Teksterne har %(percent)s procent til fælles") % {"percent": how.percent},
    }
    found = [said[why] for why in how.reasons]
    if how.shared:
        found.append(_("Begge skriver: %(words)s") % {"words": ", ".join(how.shared)})
    return found


def doubts(how: Likeness) -> list[str]:
    """Return what makes it less sure."""
    said = {
        Why.TIMES_DIFFER: _("Men dage og tider er forskellige"),
        Why.NOT_SAID: _("Men kun det ene siger, hvornår det er"),
    }
    return [said[why] for why in how.doubts]


def status(offer_status: str) -> tuple[str, str]:
    """Return how an offer stands, and its tone."""
    if offer_status == "live":
        return _("I søgningen"), "fit"
    if offer_status == "paused":
        return _("På pause"), "quiet"
    return (_("Skjult"), "miss") if offer_status in HIDDEN else (_("Ikke godkendt endnu"), "quiet")
