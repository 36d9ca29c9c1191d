"""What may be written on a shortlist. Pure."""

from __future__ import annotations

from registry import privacy
from registry.i18n import gettext as _
from registry.i18n import ngettext

#: In characters.
LONGEST_NAME = 80
LONGEST_NOTE = 400


class UnfitText(ValueError):
    """A name or a note that can't be kept; `message` says why and what to do.

    Attributes:
        shown: what may stand in the field again: the text without the personal data in it.
    """

    def __init__(self, message: str, shown: str) -> None:
        super().__init__("unfit text")  # what was typed stays out of logs
        self.message = message
        self.shown = shown


def name(typed: str) -> str:
    """Return the name of a shortlist as it is kept.

    Raises:
        UnfitText: it is empty, too long, or holds personal data.
    """
    text = _screened(" ".join(typed.split()))
    if not text or len(text) > LONGEST_NAME:
        raise UnfitText(_("Skriv et navn på højst %(most)s tegn.") % {"most": LONGEST_NAME}, text)
    return text


def note(typed: str) -> str | None:
    """Return a note as it is kept; None when it is empty.

    Raises:
        UnfitText: it is too long, or holds personal data.
    """
    text = _screened(typed).replace("\r\n", "\n").strip()
    over = len(text) - LONGEST_NOTE
    if over > 0:
        message = ngettext(
            "Noten må være højst %(most)s tegn. Du har skrevet 1 for meget.",
            "Noten må være højst %(most)s tegn. Du har skrevet %(n)s for meget.",
            over,
        )
        raise UnfitText(message % {"most": LONGEST_NOTE, "n": over}, text)
    return text or None


def is_same_name(one: str, other: str) -> bool:
    """Whether two names would be taken for the same."""
    return one.casefold() == other.casefold()


def taken(wanted: str) -> UnfitText:
    """Return what to say when another shortlist has the name already."""
    return UnfitText(_("Du har allerede en samling med det navn. Vælg et andet."), wanted)


def without_personal_data(text: str) -> str:
    """Return the text without any personal data, also such as only appears once something else is taken out."""
    while found := privacy.find(text):
        text = privacy.without(text, found)
    return text


def _screened(typed: str) -> str:
    typed = typed.replace("\x00", "")
    kinds = {finding.kind for finding in privacy.find(typed)}
    if not kinds:
        return typed
    what = {
        "cpr": _("et CPR-nummer"),
        "email": _("en e-mailadresse"),
        "phone": _("et telefonnummer"),
        "address": _("en adresse"),
    }
    named = _(" og ").join(words for kind, words in what.items() if kind in kinds)
    message = _("Der stod noget, der lignede %(what)s. Vi har taget det ud og ikke gemt noget.") % {"what": named}
    raise UnfitText(message, without_personal_data(typed))
