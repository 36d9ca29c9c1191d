"""Which addresses published offers give, and what is wrong with them, in words that say what to do.

Looking at them is `registry.upkeep`'s; here is what it looks at and what it found.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple

from sqlalchemy import delete, select, tuple_
from sqlalchemy.orm import Session

from registry.i18n import gettext as _
from registry.offers.content import OfferContent
from registry.offers.models_addresses import AddressCheck, OfferAddress

_LONGEST = 300


class Kind(StrEnum):
    """What kind of address."""

    PAGE = "page"
    MAIL = "mail"


class Found(StrEnum):
    """What was found at an address. `UNKNOWN`: it couldn't be looked at, which says nothing of the address."""

    FINE = "fine"
    UNKNOWN = "unknown"
    MOVED = "moved"
    NOT_FOUND = "not_found"
    GONE = "gone"
    NO_NAME = "no_name"
    UNSAFE = "unsafe"
    SILENT = "silent"
    BROKEN = "broken"
    CIRCLES = "circles"
    NO_MAIL = "no_mail"


class Address(NamedTuple):
    """An address: its kind, and a page's address or an e-mail's domain."""

    kind: Kind
    target: str


@dataclass(frozen=True)
class Trouble:
    """What is wrong with an address of an offer, on several days."""

    offer_id: str
    kind: Kind
    target: str
    problem: Found
    moved_to: str | None

    @property
    def words(self) -> str:
        """What is wrong and what to do about it, in the reader's language."""
        said = {
            Found.MOVED: _("Hjemmesiden %(target)s er flyttet til %(moved_to)s. Skriv den nye adresse i tilbuddet."),
            Found.NOT_FOUND: _("Siden %(target)s findes ikke. Ret adressen i tilbuddet, eller slet den."),
            Found.GONE: _("Siden %(target)s er fjernet for altid. Ret adressen i tilbuddet, eller slet den."),
            Found.NO_NAME: _("Adressen %(target)s findes ikke på nettet. Se efter, om den er stavet rigtigt."),
            Found.UNSAFE: _(
                "Browsere advarer mod %(target)s, fordi sidens sikkerhedscertifikat ikke er i orden. "
                "Bed den, der passer jeres hjemmeside, forny det."
            ),
            Found.SILENT: _("Hjemmesiden %(target)s svarer ikke. Virker den ikke mere, så ret eller slet adressen."),
            Found.BROKEN: _("Hjemmesiden %(target)s viser kun en fejl. Sig det til den, der passer den."),
            Found.CIRCLES: _("Hjemmesiden %(target)s sender læserne i ring. Sig det til den, der passer den."),
            Found.NO_MAIL: _("Der kan ikke sendes mail til adresser på %(target)s. Ret mailadressen i tilbuddet."),
        }[self.problem]
        return said % {"target": self.target, "moved_to": self.moved_to}


def given(content: OfferContent) -> list[Address]:
    """Return the addresses that an offer gives."""
    found = []
    if content.website and len(content.website) <= _LONGEST:
        found.append(Address(Kind.PAGE, content.website))
    domain = (content.contact.email or "").rpartition("@")[2].strip().lower()
    if domain and len(domain) <= _LONGEST:
        found.append(Address(Kind.MAIL, domain))
    return found


def note(db: Session, contents: Mapping[str, OfferContent]) -> None:
    """Write down which addresses published offers, by id, give now."""
    rows = db.scalars(select(OfferAddress).where(OfferAddress.offer_id.in_(sorted(contents))))
    known = {(row.offer_id, row.kind): row for row in rows}
    for offer_id, content in contents.items():
        for one in given(content):
            row = known.pop((offer_id, one.kind.value), None)
            if row is None:
                db.add(OfferAddress(offer_id=offer_id, kind=one.kind.value, target=one.target))
            else:
                row.target = one.target
    if known:
        db.execute(delete(OfferAddress).where(tuple_(OfferAddress.offer_id, OfferAddress.kind).in_(sorted(known))))


def troubles(db: Session, offer_ids: Collection[str]) -> dict[str, list[Trouble]]:
    """Return what is wrong with the addresses of some offers, by offer."""
    rows = db.execute(
        select(OfferAddress.offer_id, AddressCheck)
        .join(AddressCheck, (AddressCheck.kind == OfferAddress.kind) & (AddressCheck.target == OfferAddress.target))
        .where(OfferAddress.offer_id.in_(sorted(offer_ids)), AddressCheck.problem.is_not(None))
        .order_by(OfferAddress.offer_id, OfferAddress.kind.desc())
    )
    found: dict[str, list[Trouble]] = {}
    for offer_id, check in rows:
        found.setdefault(offer_id, []).append(trouble(offer_id, check))
    return found


def trouble(offer_id: str, check: AddressCheck) -> Trouble:
    """Return what is wrong with an address that an offer gives; something must be."""
    return Trouble(offer_id, Kind(check.kind), check.target, Found(check.problem or ""), check.moved_to)
