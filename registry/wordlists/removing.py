"""Whether a need or an activity that was added here may be gone again: as long as no offer has it."""

from __future__ import annotations

from collections.abc import Collection

from sqlalchemy.orm import Session

from registry.i18n import gettext as _
from registry.offers import queries
from registry.vocabulary import Place

#: Parts whose entries may be gone again. Concrete activities are read from texts, so no offer has one as its own.
PARTS = frozenset({"need", "activity"})
_NAMED = 3


def in_use(db: Session, places: Collection[Place]) -> str:
    """Return why some entries that were added can't be gone, with the offers that have one; "" where they can."""
    needs = [place.entry for place in places if place.part == "need"]
    titles = [title for need in needs for title in queries.titles_naming_need(db, need, most=_NAMED + 1)]
    if not titles:
        return ""
    named = ", ".join(f"”{title or _('Tilbud uden navn')}”" for title in titles[:_NAMED])
    if len(titles) > _NAMED:
        named = _("%(titles)s og flere") % {"titles": named}
    return _(
        "Det kan ikke fjernes, for der er tilbud, som har det: %(titles)s. "
        "Sæt hak ved ”Bruges ikke mere” i stedet. Så beholder de det, og ingen andre får det tilbudt."
    ) % {"titles": named}
