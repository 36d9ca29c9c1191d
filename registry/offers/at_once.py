"""Which changes to a published offer are shown at once, and which wait for review. Pure.

At once goes what readers act on today and what can't make an offer another one: whether there is room, how to get in
touch, days and times, a lower price, and that the declaration about safety is renewed. Everything else waits. This
table is the only place that says so.

What is no part of the text is never read first: which organisations stand behind the offer, each shown once it has said
yes for itself, and which partners it seeks, which readers don't see at all (`registry.joint`).
"""

from __future__ import annotations

import msgspec

from registry.i18n import gettext as _
from registry.offers.content import OfferContent
from registry.offers.rules import LONGEST, Fault, too_long
from registry.web.forms import typed_text
from registry.web.screening import cpr_message, without_cpr

#: Fields of `OfferContent`, in the order of the page; of the contact, only e-mail and telephone.
AT_ONCE = ("availability", "available_from", "contact", "weekly", "starts_on", "ends_on", "price_dkk")
DECLARATION = ("safety_declared_by", "safety_declared_on")


def must_wait(before: OfferContent, after: OfferContent) -> list[Fault]:
    """Return what of a change can't be shown at once, and says what to do instead."""
    faults = []
    if _is_dearer(before.price_dkk, after.price_dkk):
        faults.append(Fault("price_dkk", _("En højere pris skal kommunen læse først. Ret den i selve tilbuddet")))
    kept = msgspec.structs.replace(after.contact, email=before.contact.email, phone=before.contact.phone)
    if kept != before.contact:
        faults.append(Fault("contact.name", _("Et nyt navn skal kommunen læse først. Ret det i selve tilbuddet")))
    if not (after.contact.email or after.contact.phone):
        faults.append(Fault("contact.email", _("Skriv en e-mail eller et telefonnummer, som fagpersoner kan bruge")))
    return faults


def declares(content: OfferContent) -> bool:
    """Whether an offer has a declaration that can be renewed as it stands."""
    return bool(content.safety and content.safety_declared_on)


def declared_by(typed: str) -> tuple[str, str]:
    """Return who renews a declaration, on one line, and what is wrong with the answer, "" if nothing is."""
    name, had_cpr = without_cpr(" ".join(typed_text(typed).split()))
    most = LONGEST["safety_declared_by"]
    if had_cpr:
        return name, cpr_message()
    if len(name) > most:
        return name, too_long(most, len(name) - most)
    return name, "" if name else _("Skriv, hvem der erklærer, at rammerne er trygge")


def _is_dearer(before: float | None, after: float | None) -> bool:
    """Whether a price rises. One that was not said may be said; one that is taken away leaves readers in doubt."""
    return before is not None and (after is None or after > before)
