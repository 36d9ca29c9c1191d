"""The product's own Catalogue: once with everything the find page needs, once with only what the others give."""

from __future__ import annotations

import datetime as dt
import gc
import multiprocessing
import os
import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

import msgspec

from registry import vocabulary
from registry.matching import making, saved
from registry.matching.catalogue import Catalogue
from registry.matching.facets import count_facets
from registry.matching.order import Order
from registry.matching.rank import search
from registry.matching.saved import Purpose
from registry.matching.selection import Selection, total
from registry.matching.values import Kind
from registry.matching.view import FEW
from registry.matching.wish import Chip, Wish
from registry.offers.content import OfferContent
from registry.offers.queries import LiveOffer
from tests.benchmarks.engine import TOP, Found, in_portions, number_of
from tests.benchmarks.generate import Query, Row

_NOW = dt.datetime(2026, 11, 22, 12, tzinfo=dt.UTC)
#: What the other engines count, as kinds.
_KINDS: tuple[Kind, ...] = ("sector", "place", "price", "weekday", "activity", "need", "access", "setting")


_BASE, _TEXTS = "base", "texts"
_content = msgspec.json.Decoder(OfferContent)


class _Texts:
    """What offers say, outside of memory: a table by number with the text as JSON, as in the product's own database."""

    def __init__(self, file: Path) -> None:
        self._database = sqlite3.connect(file)
        self._database.execute("PRAGMA synchronous = off")
        self._database.execute(
            "CREATE TABLE IF NOT EXISTS offer (number INTEGER PRIMARY KEY, organisation, sector, content)"
        )

    def put_away(self, rows: Iterable[Row]) -> Iterator[Row]:
        for portion in in_portions(rows, 5000):
            kept = [(number_of(row), row["organisation"], row["sector"], msgspec.json.encode(row)) for row in portion]
            self._database.executemany("INSERT INTO offer VALUES (?, ?, ?, ?)", kept)
            yield from portion
        self._database.commit()

    def of(self, ids: Sequence[str]) -> list[LiveOffer]:
        sql = f"SELECT * FROM offer WHERE number IN ({', '.join('?' * len(ids))})"
        return [_live(*row) for row in self._database.execute(sql, [number(id_) for id_ in ids])]

    def close(self) -> None:
        self._database.close()


class Engine:
    """A catalogue that answers with reasons, what may fit, what nearly does, and what giving up a demand gives."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._texts: _Texts | None = None
        self._catalogue: Catalogue | None = None

    def build(self, rows: Iterable[Row]) -> None:
        """Have every offer read into a base in a file by another process, and open that, as the server does.

        Raises:
            ChildProcessError: the other process didn't come to its end.
        """
        maker = multiprocessing.get_context("fork").Process(target=_make, args=(rows, self._folder))
        maker.start()
        maker.join()
        if maker.exitcode:
            raise ChildProcessError(f"making a base ended with {maker.exitcode}")
        segment, _ = saved.open_base(self._folder / _BASE, lambda _: True)
        self._texts = _Texts(self._folder / _TEXTS)
        self._catalogue = Catalogue(vocabulary.current(), texts=self._texts.of).on([segment], 0)
        gc.collect()
        gc.freeze()

    def find(self, query: Query) -> Found | None:
        """Search as the find page does."""
        assert self._catalogue is not None
        found = search(self._catalogue, wish(query), now=_NOW, limit=TOP, few=FEW)
        counts = {f"{kind}:{choice.id}": choice.count for kind in _KINDS for choice in found.facets[kind]}
        return Found([number(match.offer.id) for match in found.results], found.total, counts)

    def processes(self) -> list[int]:
        """The catalogue lives in this process."""
        return [os.getpid()]

    def close(self) -> None:
        """Let go of the texts."""
        if self._texts:
            self._texts.close()


def _make(rows: Iterable[Row], folder: Path) -> None:
    texts = _Texts(folder / _TEXTS)
    base = making.read_offers(map(live, texts.put_away(rows)), vocabulary.current())
    saved.save(base, folder / _BASE, Purpose("", 0, ""))
    texts.close()


class Bare(Engine):
    """The same catalogue, asked only for the best offers, how many there are, and the facets."""

    def find(self, query: Query) -> Found | None:
        """Rank and count, and no more."""
        assert self._catalogue is not None
        selection = Selection(self._catalogue, wish(query))
        best = Order(selection, _NOW).best(selection.results, "fit", TOP)
        found = count_facets(selection)
        counts = {f"{kind}:{choice.id}": choice.count for kind in _KINDS for choice in found[kind]}
        ids = [self._catalogue.segments[place.segment].offer_id(place.document) for place in best]
        return Found([number(id_) for id_ in ids], total(selection.results), counts)


def facets() -> int:
    """Return how many facets the product counts."""
    return len(search(Catalogue.build([], vocabulary.current()), Wish(), now=_NOW).facets)


def live(row: Row) -> LiveOffer:
    """Return a generated offer as a published one."""
    return _live(number_of(row), row["organisation"], row["sector"], msgspec.json.encode(row))


def _live(number_: int, organisation: str, sector: str, written: bytes) -> LiveOffer:
    id_ = f"benchmark-{number_}"
    content = _content.decode(written)
    published = _NOW - dt.timedelta(days=number_ % 600)
    return LiveOffer(
        id=id_,
        external_id=id_,
        organisation_id=organisation,
        organisation_name=organisation,
        sector=sector,
        verified=True,
        version_id=id_,
        content=content,
        elements=tuple(answer.element for answer in content.policy),
        published_at=published,
        confirmed_at=published,
    )


def number(id_: str) -> int:
    """Return the number of an offer's id."""
    return number_of({"external_id": id_})


def wish(query: Query) -> Wish:
    """Return a search as chips: words and needs are wished for, everything else is demanded."""
    chips = [Chip("word", word, demand=False) for word in query.words]
    chips += [Chip("need", need, demand=False) for need in query.needs]
    chips += [Chip("age", query.age)] if query.age else []
    chips += [Chip("place", query.postal_code)] if query.postal_code else []
    chips += [Chip("weekday", query.weekday)] if query.weekday else []
    chips += [Chip("price", 0)] if query.free else []
    chips += [Chip("activity", query.activity)] if query.activity else []
    return Wish(tuple(chips))
