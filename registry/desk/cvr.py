"""What the CVR register says of an organisation, beside what the organisation says of itself."""

from __future__ import annotations

from dataclasses import dataclass

from registry.cvr import Company, NoAnswer, Trouble, look_up
from registry.i18n import gettext as _
from registry.partners import rules
from registry.settings import Settings


@dataclass(frozen=True)
class LookedUp:
    """What came of asking.

    Attributes:
        company: what the register says, if it knows the number.
        same_name: whether it is probably the name that the organisation goes by here.
        trouble: what to say when there was no answer; "" when there was.
    """

    company: Company | None = None
    same_name: bool = False
    trouble: str = ""


def ask(settings: Settings, cvr: str, name: str) -> LookedUp:
    """Ask about an organisation by its number; it takes as long as the network does, so no transaction may be open."""
    try:
        company = look_up(settings, cvr)
    except NoAnswer as none:
        return LookedUp(trouble=_in_words(none.trouble))
    return LookedUp(company, same_name=company is not None and rules.likely_same(name, company.name))


def _in_words(trouble: Trouble) -> str:
    return {
        Trouble.SLOW: _("CVR-registret svarede ikke i tide. Prøv igen om lidt, eller slå nummeret op selv."),
        Trouble.AWAY: _("CVR-registret kan ikke nås lige nu. Prøv igen senere, eller slå nummeret op selv."),
        Trouble.NOT_LET_IN: _(
            "CVR-registret kender ikke vores adgang. Sig det til den, der driver Sammen, og slå nummeret op selv imens."
        ),
        Trouble.UNREADABLE: _("CVR-registrets svar kunne ikke læses. Slå nummeret op selv."),
    }[trouble]
