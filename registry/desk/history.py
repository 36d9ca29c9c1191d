"""The one list of everything that happened, and what it can be narrowed to."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import groupby
from urllib.parse import urlencode

from sqlalchemy import ColumnElement, func, literal, or_, select, tuple_
from sqlalchemy.orm import Session

from registry.accounts.models import Account
from registry.danish import sort_key
from registry.history import KINDS, HistoryLine, Verb
from registry.i18n import gettext as _
from registry.offers.models import Offer
from registry.partners.models import FormerOrganisation, Organisation
from registry.policy.models import PolicyDraft
from registry.review.models import ReasonTemplate
from registry.web.clock import DENMARK, danish_day
from registry.web.keyset import Order, Place, Turning, portion

PAGE = 30
MOST_COUNTED = 1000
_AT_A_TIME, _MOST_PEOPLE = 1000, 200
_ORDER = Order(HistoryLine.at, HistoryLine.id, descending=True, is_moment=True)
_FIRST_YEAR, _LAST_YEAR = 2000, 2999
HERE = "/administration/historik"


@dataclass(frozen=True, kw_only=True)
class Narrowing:
    """What the list is narrowed to; the names are those of the address.

    Attributes:
        hvem: a part of the name of who did it, as they are called now.
        hvad: a verb.
        om: the kind of thing it happened to.
        hos: the id of an organisation.
        tilbud: the id of an offer.
        fra, til: the first and the last day, in Denmark.
        wrong: what is wrong with the dates, by field.
    """

    hvem: str = ""
    hvad: str = ""
    om: str = ""
    hos: str = ""
    tilbud: str = ""
    fra: dt.date | None = None
    til: dt.date | None = None
    wrong: dict[str, str] = field(default_factory=dict)

    def values(self) -> dict[str, str]:
        """Return what is set, as it stands in the address."""
        given = {
            "hvem": self.hvem,
            "hvad": self.hvad,
            "om": self.om,
            "hos": self.hos,
            "tilbud": self.tilbud,
            "fra": self.fra.isoformat() if self.fra else "",
            "til": self.til.isoformat() if self.til else "",
        }
        return {name: value for name, value in given.items() if value}

    def url(self, without: str = "", path: str = HERE, **place: str) -> str:
        """Return the address of the list, or of a file of it, with one thing left out, at a place."""
        query = {name: value for name, value in self.values().items() if name != without} | place
        return path + (f"?{urlencode(query)}" if query else "")


@dataclass(frozen=True)
class Told:
    """A line with what its page shows beside it: where its subject can be seen, and the organisation it concerns."""

    line: HistoryLine
    url: str | None
    organisation: str | None


def read_narrowing(query: dict[str, str]) -> Narrowing:
    """Read what the list is narrowed to from an address; what can't be is left out, and said for dates."""
    wrong: dict[str, str] = {}

    def day(name: str) -> dt.date | None:
        typed = query.get(name, "").strip()
        try:
            found = dt.date.fromisoformat(typed) if typed else None
        except ValueError:
            found = dt.date.min
        if found is not None and not _FIRST_YEAR <= found.year <= _LAST_YEAR:
            wrong[name] = _("Skriv datoen som dag, måned og år")
            return None
        return found

    first, last = day("fra"), day("til")
    if first and last and first > last:
        wrong["til"] = _("Til-datoen ligger før fra-datoen")
    verb, kind = query.get("hvad", ""), query.get("om", "")
    return Narrowing(
        hvem=_plain(query.get("hvem", ""))[:200],
        hvad=verb if verb in set(Verb) else "",
        om=kind if kind in KINDS else "",
        hos=_plain(query.get("hos", ""))[:12],
        tilbud=_plain(query.get("tilbud", ""))[:12],
        fra=first,
        til=last,
        wrong=wrong,
    )


def told(db: Session, narrowing: Narrowing, place: Place | None) -> tuple[list[Told], Turning]:
    """Return a page of what happened, newest first, and the pages beside it."""
    rows, turning = portion(db, select(HistoryLine).where(*_conditions(db, narrowing)), _ORDER, place, PAGE)
    return with_places(db, [row[0] for row in rows]), turning


def number(db: Session, narrowing: Narrowing) -> int:
    """Return how many lines there are, at most `MOST_COUNTED`: counting all of a long history takes long."""
    some = select(HistoryLine.id).where(*_conditions(db, narrowing)).limit(MOST_COUNTED).subquery()
    return db.scalar(select(func.count()).select_from(some)) or 0


def each(db: Session, narrowing: Narrowing) -> Iterator[HistoryLine]:
    """Yield all lines, newest first, a portion at a time."""
    conditions, older = _conditions(db, narrowing), list[ColumnElement[bool]]()
    while True:
        found = db.scalars(
            select(HistoryLine)
            .where(*conditions, *older)
            .order_by(HistoryLine.at.desc(), HistoryLine.id.desc())
            .limit(_AT_A_TIME)
        ).all()
        yield from found
        if len(found) < _AT_A_TIME:
            return
        last = tuple_(literal(found[-1].at, HistoryLine.at.type), literal(found[-1].id, HistoryLine.id.type))
        older = [tuple_(HistoryLine.at, HistoryLine.id) < last]
        db.expunge_all()


def with_places(db: Session, lines: Sequence[HistoryLine]) -> list[Told]:
    """Return lines with links to what they are about, where it is still there to be seen."""
    wanted: dict[str, set[str]] = {kind: set[str]() for kind in KINDS}
    for line in lines:
        wanted.setdefault(line.subject_kind, set()).add(line.subject_id)
        if line.organisation_id:
            wanted["organisation"].add(line.organisation_id)
    organisations = select(Organisation.id, Organisation.name).where(
        Organisation.id.in_(sorted(wanted["organisation"]))
    )
    names = {row.id: row.name for row in db.execute(organisations)}
    live = set(
        db.scalars(
            select(Offer.id)
            .join(Organisation, Organisation.id == Offer.organisation_id)
            .where(Offer.id.in_(sorted(wanted["offer"])), Offer.status == "live", Organisation.suspended_at.is_(None))
        )
    )
    people = set(db.scalars(select(Account.id).where(Account.id.in_(sorted(wanted["account"])))))
    urls = {("organisation", id_): f"/administration/organisationer/{id_}" for id_ in names}
    urls |= {("offer", id_): f"/tilbud/{id_}" for id_ in live}
    urls |= {("account", id_): f"/administration/personer/{id_}" for id_ in people}
    drafts = db.scalars(select(PolicyDraft.id).where(PolicyDraft.id.in_(sorted(wanted["framework"]))))
    urls |= {("framework", id_): f"/administration/politik/{id_}" for id_ in drafts}
    reasons = db.scalars(select(ReasonTemplate.id).where(ReasonTemplate.id.in_(sorted(wanted["reason"]))))
    urls |= {("reason", id_): f"/administration/begrundelser/{id_}" for id_ in reasons}
    urls |= {("vocabulary", number): f"/administration/ordlister/rettelser/{number}" for number in wanted["vocabulary"]}
    return [
        Told(
            line,
            urls.get((line.subject_kind, line.subject_id)),
            names.get(line.organisation_id or "") if line.subject_kind != "organisation" else None,
        )
        for line in lines
    ]


def by_day(lines: Sequence[Told]) -> list[tuple[dt.date, list[Told]]]:
    """Return lines under their days in Denmark, in the order they come."""
    return [(day, list(told)) for day, told in groupby(lines, key=lambda one: danish_day(one.line.at))]


def _conditions(db: Session, narrowing: Narrowing) -> list[ColumnElement[bool]]:
    conditions: list[ColumnElement[bool]] = []
    if narrowing.hvem:
        conditions.append(_is_by(db, narrowing.hvem))
    if narrowing.tilbud:
        conditions += [HistoryLine.subject_kind == "offer", HistoryLine.subject_id == narrowing.tilbud]
    if narrowing.hvad:
        conditions.append(HistoryLine.verb == narrowing.hvad)
    if narrowing.om:
        conditions.append(HistoryLine.subject_kind == narrowing.om)
    if narrowing.hos:
        former = select(FormerOrganisation.id).where(FormerOrganisation.organisation_id == narrowing.hos)
        theirs = [HistoryLine.organisation_id == narrowing.hos, HistoryLine.organisation_id.in_(former)]
        conditions.append(or_(*theirs))
    if narrowing.fra:
        conditions.append(HistoryLine.at >= _midnight(narrowing.fra))
    if narrowing.til:
        conditions.append(HistoryLine.at < _midnight(narrowing.til + dt.timedelta(days=1)))
    return conditions


def _is_by(db: Session, name: str) -> ColumnElement[bool]:
    """By people of that name, found among the accounts; else by whoever was called so in the line itself."""
    key = sort_key(name)
    known = select(Account.id).where(Account.sort_key.contains(key)).limit(_MOST_PEOPLE) if key else None
    ids = db.scalars(known).all() if known is not None else []
    if ids:
        return HistoryLine.actor_id.in_(ids)
    # the databases don't agree on the capitals of æ, ø and å
    spellings = {name, name.lower(), name.upper(), name.title()}
    return or_(*(HistoryLine.actor_name.icontains(one, autoescape=True) for one in sorted(spellings)))


def _midnight(day: dt.date) -> dt.datetime:
    return dt.datetime.combine(day, dt.time(), tzinfo=DENMARK)


def _plain(text: str) -> str:
    return "".join(character for character in text if character.isprintable()).strip()
