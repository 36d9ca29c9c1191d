"""Bringing offers in from a file: all of them or none. `now` is an argument; who calls has checked who may."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import islice

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from registry.access import SYSTEM, Actor
from registry.db import new_id
from registry.history import Verb
from registry.i18n import gettext as _
from registry.interop.offers_file import BadFile, ImportedOffer, Problem
from registry.interop.offers_table import Reading
from registry.offers import recording, rules
from registry.offers.content import to_document
from registry.offers.models import Offer, OfferVersion
from registry.offers.publishing import log_change, publish_all
from registry.partners.actions import find_or_make
from registry.partners.models import Organisation

_AT_A_TIME = 100


def bring_in(
    db: Session,
    offers: Iterable[ImportedOffer],
    *,
    publish_them: bool,
    now: dt.datetime,
    progress: Callable[[], None] = lambda: None,
    actor: Actor = SYSTEM,
) -> int:
    """Bring offers in, in the name of the system or of an administrator; return how many were new or changed.

    Without `publish_them` each becomes a draft that its organisation can finish; with it, each goes live at once. An
    offer whose `external_id` is known gets a new version, unless it says the same as before.

    Raises:
        BadFile: an offer can't be changed now, because its organisation has sent a text about it to the municipality.
    """
    changed = 0
    for was_changed in each_brought_in(db, offers, publish_them=publish_them, actor=actor, now=now):
        changed += was_changed
        progress()
    return changed


def each_brought_in(
    db: Session, offers: Iterable[ImportedOffer], *, publish_them: bool, actor: Actor, now: dt.datetime
) -> Iterator[bool]:
    """Bring offers in, as `bring_in` does; yield of each whether it was new or changed.

    Raises:
        BadFile: in the end, when one of them can't be changed now.
    """
    problems: list[Problem] = []
    organisations: dict[tuple[str | None, str], Organisation] = {}
    waiting = iter(offers)
    while some := list(islice(waiting, _AT_A_TIME)):
        for offer in some:
            key = (offer.cvr, offer.organisation)
            if key not in organisations:
                cvr, name = key
                organisations[key] = find_or_make(db, actor, cvr=cvr, name=name, sector=offer.sector, now=now)
        portion = _Portion(db, actor, some, organisations, publish_them, now)
        portion.bring_in()
        problems += portion.problems
        yield from (offer.row in portion.changed for offer in some)
    if problems:
        raise BadFile(problems)


def conflicts(db: Session, reading: Reading) -> Iterator[Problem]:
    """Yield the offers that can't become drafts now; published at once they could."""
    numbers = {offer.external_id: offer.row for offer in reading.offers}
    wanted = list(numbers)
    for start in range(0, len(wanted), _AT_A_TIME):
        submitted = select(Offer.external_id).join(OfferVersion, OfferVersion.offer_id == Offer.id)
        some = wanted[start : start + _AT_A_TIME]
        for number in db.scalars(submitted.where(Offer.external_id.in_(some), OfferVersion.status == "submitted")):
            yield Problem(numbers[number or ""], "external_id", is_with_the_municipality())


def is_with_the_municipality() -> str:
    """Return why an offer can't be changed while its text is being read."""
    return _("tilbuddet er sendt til godkendelse og kan ikke ændres, før det er afgjort; lad rækken ude så længe")


def known(db: Session, numbers: Iterable[str]) -> Mapping[str, Offer]:
    """Return offers by what another system calls them, else by their own id, as exports name the others."""
    wanted = sorted(set(numbers))
    found: dict[str, Offer] = {}
    for start in range(0, len(wanted), _AT_A_TIME):
        some = wanted[start : start + _AT_A_TIME]
        rows = db.scalars(select(Offer).where(Offer.id.in_(some), Offer.external_id.is_(None)))
        found |= {offer.id: offer for offer in rows}
        rows = db.scalars(select(Offer).where(Offer.external_id.in_(some)))
        found |= {offer.external_id or "": offer for offer in rows}
    return found


class _Portion:
    """Some of the offers of a file, brought in with few statements: nobody else can write on SQLite meanwhile.

    Attributes:
        changed: the rows that were new or changed.
        problems: why some of them can't be brought in now.
    """

    def __init__(
        self,
        db: Session,
        actor: Actor,
        offers: Sequence[ImportedOffer],
        organisations: Mapping[tuple[str | None, str], Organisation],
        publish_them: bool,
        now: dt.datetime,
    ) -> None:
        self.db, self.actor, self.offers, self.now = db, actor, offers, now
        self.organisations, self.publish_them = organisations, publish_them
        self.changed: set[int] = set()
        self.problems: list[Problem] = []
        self._added: list[tuple[Offer, OfferVersion]] = []
        self._overtaken: list[str] = []

    def bring_in(self) -> None:
        """Do it."""
        offers = known(self.db, [one.external_id for one in self.offers])
        texts = self._texts(offers.values())
        moved = []
        for one in self.offers:
            offer = offers.get(one.external_id)
            versions = texts.get(offer.id, []) if offer else []
            if not self.publish_them and any(version.status == "submitted" for version in versions):
                self.problems.append(Problem(one.row, "external_id", is_with_the_municipality()))
                continue
            if offer:
                offer.organisation_id = self._organisation_of(one).id
            if offer and self._is_said(offer, versions, one):
                moved.append(offer.id)
            else:
                self.changed.add(one.row)
                self._write(offer, versions, one)
        self._add()
        log_change(self.db, *moved)  # their organisation may have changed
        self.db.flush()

    def _texts(self, offers: Iterable[Offer]) -> dict[str, list[OfferVersion]]:
        found: dict[str, list[OfferVersion]] = {}
        of_these = OfferVersion.offer_id.in_(sorted(offer.id for offer in offers))
        for version in self.db.scalars(select(OfferVersion).where(of_these).order_by(OfferVersion.number.desc())):
            found.setdefault(version.offer_id, []).append(version)
        return found

    def _organisation_of(self, one: ImportedOffer) -> Organisation:
        return self.organisations[one.cvr, one.organisation]

    def _is_said(self, offer: Offer, versions: Sequence[OfferVersion], one: ImportedOffer) -> bool:
        """Whether the text that the file would change says the same already."""
        reference = next((version for version in versions if version.id == offer.live_version_id), None)
        reference = reference if self.publish_them else _open(versions) or reference
        return reference is not None and reference.content == one.content

    def _write(self, offer: Offer | None, versions: Sequence[OfferVersion], one: ImportedOffer) -> None:
        if offer is None:
            owner_id = self._organisation_of(one).id
            offer = Offer(id=new_id(), organisation_id=owner_id, external_id=one.external_id, created_at=self.now)
        open_version = _open(versions)
        verb = Verb.PUBLISHED if self.publish_them else Verb.IMPORTED
        recording.record(self.db, self.actor, verb, offer, one.content.title, self.now)
        if open_version is not None and not self.publish_them:
            open_version.document = to_document(one.content)
            open_version.revision += 1
            open_version.saved_at = self.now
            return
        number = versions[0].number + 1 if versions else 1
        if open_version is not None:  # a text that the organisation is working on stays the newest
            self._overtaken.append(open_version.id)
            number -= 1
        self._added.append((offer, self._version(offer, number, one)))

    def _version(self, offer: Offer, number: int, one: ImportedOffer) -> OfferVersion:
        by = self.actor.name
        return OfferVersion(
            id=new_id(),
            offer_id=offer.id,
            number=number,
            document=to_document(one.content),
            created_at=self.now,
            created_by_name=by,
            saved_at=self.now,
            decided_at=self.now if self.publish_them else None,
            decided_by_name=by if self.publish_them else None,
        )

    def _add(self) -> None:
        if self._overtaken:
            overtaken = update(OfferVersion).where(OfferVersion.id.in_(self._overtaken))
            self.db.execute(overtaken.values(number=OfferVersion.number + 1))
        self.db.add_all(offer for offer, _version in self._added)
        self.db.flush()
        self.db.add_all(version for _offer, version in self._added)
        self.db.flush()
        if self.publish_them and self._added:
            told = [
                (version, [one.element for one in version.content.policy if one.answer]) for _, version in self._added
            ]
            publish_all(self.db, told, now=self.now)


def _open(versions: Sequence[OfferVersion]) -> OfferVersion | None:
    return next((version for version in versions if version.status in rules.OPEN), None)
