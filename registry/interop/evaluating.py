"""Measuring the search with a file of judged searches, and telling what came of it."""

from __future__ import annotations

import datetime as dt
import textwrap
from collections.abc import Collection, Iterable, Iterator
from functools import partial
from typing import Any

import msgspec
from sqlalchemy import or_, select

from registry import overlay, vocabulary
from registry.db import Database
from registry.i18n import current_locale, ngettext
from registry.i18n import gettext as _
from registry.interop.offers_file import ImportedOffer
from registry.matching import live, meanings, semantic
from registry.matching.catalogue import Catalogue
from registry.matching.evaluation import GAIN_AT, RECALL_AT, Evaluation, Found, JudgedSearch, Measured, evaluate
from registry.matching.wish import Chip
from registry.offers import queries
from registry.offers.models import Offer
from registry.offers.queries import LiveOffer

FORMAT = "evaluation/1"
_COLUMNS = (9, 7, 11, 7)
_LEAST_TEXT = 30
_IDS_AT_A_TIME = 500


def of_file(
    searches: Collection[JudgedSearch], offers: Iterable[ImportedOffer], now: dt.datetime, *, by_meaning: bool = False
) -> Evaluation:
    """Measure searches over a file's offers, as if all of them had been published now.

    Args:
        by_meaning: whether sentences are also compared by their meaning, see `registry.matching.semantic`.
    """
    live_offers = _as_live(offers, now)
    catalogue = Catalogue.build(live_offers, vocabulary.current())
    compare = None
    if by_meaning:
        vectors = semantic.encoder().offers([offer.content for offer in live_offers])
        compare = partial(semantic.compare, semantic.Meanings(tuple(offer.id for offer in live_offers), vectors))
    return evaluate(catalogue, searches, live_offers, now=now, compare=compare)


def of_database(
    database: Database, searches: Collection[JudgedSearch], now: dt.datetime, *, by_meaning: bool = False
) -> Evaluation:
    """Measure searches over what is published; `by_meaning` as for a file, with the vectors kept for the next time."""
    with vocabulary.using(overlay.of(database.engine)):
        return _of_database(database, searches, now, by_meaning)


def _of_database(
    database: Database, searches: Collection[JudgedSearch], now: dt.datetime, by_meaning: bool
) -> Evaluation:
    if by_meaning:
        meanings.Keeper(database).catch_up()
    named = sorted({id_ for one in searches for id_ in one.judgments})
    ids: set[str] = set()
    with database.reading() as db:
        for start in range(0, len(named), _IDS_AT_A_TIME):
            some = named[start : start + _IDS_AT_A_TIME]
            ids.update(db.scalars(select(Offer.id).where(or_(Offer.id.in_(some), Offer.external_id.in_(some)))))
        compare = partial(meanings.compare, db) if by_meaning else None
        return evaluate(live.current(db), searches, queries.live_offers(db, ids), now=now, compare=compare)


def _as_live(offers: Iterable[ImportedOffer], now: dt.datetime) -> list[LiveOffer]:
    return [
        LiveOffer(
            id=offer.external_id,
            external_id=offer.external_id,
            organisation_id=offer.organisation,
            organisation_name=offer.organisation,
            sector=offer.sector,
            verified=True,
            version_id=offer.external_id,
            content=offer.content,
            elements=(),
            published_at=now,
            confirmed_at=now,
        )
        for offer in offers
    ]


def as_text(evaluation: Evaluation, width: int) -> Iterator[str]:
    """Yield the lines of a table for people, `width` characters wide where its columns let it be."""
    space = max(_LEAST_TEXT, width - sum(_COLUMNS))
    yield " " * space + _columns(f"nDCG@{GAIN_AT}", _("RR"), f"recall@{RECALL_AT}", _("brudt"))
    for one in evaluation.searches:
        yield from _search(one, space, width)
        yield ""
    yield "─" * (space + sum(_COLUMNS))
    count = len(evaluation.searches)
    searches = ngettext("1 søgning", "%(n)s søgninger", count) % {"n": count}
    numbers = (evaluation.ndcg, evaluation.mrr, evaluation.recall)
    yield searches.ljust(space) + _columns(*map(_number, numbers), str(evaluation.violations))
    if count > evaluation.measured:
        yield _("Søgninger, som intet i data passer til, og som derfor ikke er med i gennemsnittet: %(n)s") % {
            "n": count - evaluation.measured
        }
    if evaluation.absent:
        ids = ", ".join(sorted(evaluation.absent))
        told = _("Bedømte tilbud, som ikke er i data, og som derfor ikke tæller: %(ids)s") % {"ids": ids}
        yield from textwrap.wrap(told, max(width, _LEAST_TEXT))


def _search(one: Measured, space: int, width: int) -> Iterator[str]:
    head = f"{one.search.id}  {' '.join(one.search.text.split())}"
    numbers = (one.ndcg, one.reciprocal_rank, one.recall)
    yield _cut(head, space - 2).ljust(space) + _columns(*map(_number, numbers), str(len(one.violating)))
    understood = " · ".join(_chip(chip) for chip in one.understood) or _("ingenting")
    yield from _details(_("Forstået:"), understood, width)
    first = " · ".join(f"{found.offer.content.title} ({found.grade})" for found in one.found[:3])
    yield from _details(_("Først:"), first or _("ingen resultater"), width)
    if one.missed:
        yield from _details(_("Mangler:"), " · ".join(offer.content.title for offer in one.missed), width)
    if one.violating:
        yield from _details(_("Bryder krav:"), " · ".join(_violation(found) for found in one.violating), width)


def _details(name: str, text: str, width: int) -> list[str]:
    return textwrap.wrap(
        text,
        max(width, _LEAST_TEXT),
        initial_indent=f"     {name} ",
        subsequent_indent="       ",
        break_on_hyphens=False,
    )


def _chip(chip: Chip) -> str:
    label = chip.label(current_locale())
    return _("%(label)s (krav)") % {"label": label} if chip.demand else label


def _violation(found: Found) -> str:
    return f"{found.rank}. {found.offer.content.title} ({', '.join(found.violates)})"


def _columns(*cells: str) -> str:
    return "".join(cell.rjust(size) for cell, size in zip(cells, _COLUMNS, strict=True))


def _number(value: float | None) -> str:
    if value is None:
        return "–"
    return f"{value:.2f}".replace(".", "," if current_locale() == "da" else ".")


def _cut(text: str, space: int) -> str:
    return text if len(text) <= space else text[: space - 1].rstrip() + "…"


def as_json(evaluation: Evaluation) -> bytes:
    """Return all that was measured as JSON, for other programs."""
    document = {
        "format": FORMAT,
        "totals": {
            "searches": len(evaluation.searches),
            "measured": evaluation.measured,
            "ndcg_at_10": _rounded(evaluation.ndcg),
            "mrr": _rounded(evaluation.mrr),
            "recall_at_20": _rounded(evaluation.recall),
            "violations": evaluation.violations,
            "absent": sorted(evaluation.absent),
        },
        "searches": [_as_document(one) for one in evaluation.searches],
    }
    return msgspec.json.format(msgspec.json.encode(document), indent=1)


def _as_document(one: Measured) -> dict[str, Any]:
    return {
        "id": one.search.id,
        "text": one.search.text,
        "understood": [
            {"kind": chip.kind, "value": chip.value, "label": chip.label(current_locale()), "demand": chip.demand}
            for chip in one.understood
        ],
        "total": one.total,
        "ndcg_at_10": _rounded(one.ndcg),
        "reciprocal_rank": _rounded(one.reciprocal_rank),
        "recall_at_20": _rounded(one.recall),
        "found": [
            {
                "id": found.offer.external_id or found.offer.id,
                "title": found.offer.content.title,
                "grade": found.grade,
                "violates": list(found.violates),
            }
            for found in one.found
        ],
        "missed": [{"id": offer.external_id or offer.id, "title": offer.content.title} for offer in one.missed],
    }


def _rounded(value: float | None) -> float | None:
    return None if value is None else round(value, 4)
