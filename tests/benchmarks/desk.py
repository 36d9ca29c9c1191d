"""How fast the desk's pages answer with many offers: `python -m tests.benchmarks.desk [--offers 100000]`.

A tenth as many organisations, a fiftieth of the offers waiting for review, everything else published. Each page is
asked for three times; the fastest is told, with the number of statements it took.
"""

from __future__ import annotations

import argparse
import datetime as dt
import random
import tempfile
import time
from pathlib import Path
from typing import Any

from litestar.testing import TestClient
from sqlalchemy import Engine, event, insert

from registry import vocabulary
from registry.app import create_app, enclose
from registry.danish import fold, sort_key
from registry.db import Database, new_id
from registry.db.migrate import upgrade
from registry.offers.content import to_document
from registry.offers.listing import VersionListing, VersionTag, tags
from registry.offers.models import Offer, OfferVersion
from registry.partners.models import Organisation
from registry.settings import Settings
from tests import make
from tests.cast import Cast

NOW = dt.datetime(2026, 11, 22, 9, tzinfo=dt.UTC)
PAGES = (
    "/godkend",
    "/godkend?risiko=hoej",
    "/godkend?sektor=culture&omraade=vest&ventet=10",
    "/godkend?vis=afgjort",
    "/administration/tilbud",
    "/administration/tilbud?efter=2026-06-01T00:00:00%2B00:00~abc",
    "/administration/tilbud?q=skak",
    "/administration/tilbud?org=forening+77",
    "/administration/tilbud?maerke=need:finde_venner&omraade=vest&status=skjult",
    "/administration/tilbud?siden=2025-12-01",
    "/administration/tilbud/handling?alle=1&handling=skjul&status=vises",
)
_AT_A_TIME = 5000
_Rows = list[dict[str, Any]]


def fill(database: Database, offers: int) -> None:
    """Put invented organisations and offers into an empty database, past the actions, always the same ones."""
    chance = random.Random(20261122)
    organisations: _Rows = [_organisation(n, chance) for n in range(max(1, offers // 10))]
    with database.writing() as db, db.begin():
        db.execute(insert(Organisation), organisations)
        for start in range(0, offers, _AT_A_TIME):
            rows: dict[type, _Rows] = {Offer: [], OfferVersion: [], VersionListing: [], VersionTag: []}
            for n in range(start, min(offers, start + _AT_A_TIME)):
                _add(rows, n, chance.choice(organisations)["id"], chance)
            for table, made in rows.items():
                db.execute(insert(table), made)


def _organisation(n: int, chance: random.Random) -> dict[str, Any]:
    name = f"Forening {n}"
    sector = chance.choice(["association", "culture", "business"])
    names = {"id": new_id(), "name": name, "sort_key": sort_key(name), "name_key": fold(name), "sector": sector}
    return {**names, "created_at": NOW, "verified_at": NOW if n % 20 else None}


def _add(rows: dict[type, _Rows], n: int, organisation: str, chance: random.Random) -> None:
    words = vocabulary.current()
    offer, version = new_id(), new_id()
    at = NOW - dt.timedelta(days=chance.random() * 400)
    waits = n % 50 == 0
    content = make.content(
        title=f"{chance.choice(['Ridning', 'Kor', 'Skak', 'Fodbold'])} {n}",
        description="Vi mødes hver uge og laver noget sammen. " * 30,
        postal_code=chance.choice([code for area in words.areas.values() for code in area.postals]),
        needs=tuple(chance.sample(sorted(words.needs), 3)),
    )
    status = "unpublished" if waits else chance.choices(["live", "paused", "expired"], [95, 2, 3])[0]
    published = None if waits else at
    rows[Offer].append(
        {
            "id": offer,
            "organisation_id": organisation,
            "status": status,
            "live_version_id": None if waits else version,
            "created_at": at,
            "published_at": published,
            "confirmed_at": published,
        }
    )
    rows[OfferVersion].append(
        {
            "id": version,
            "offer_id": offer,
            "number": 1,
            "status": "submitted" if waits else "approved",
            "document": to_document(content),
            "revision": 1,
            "dismissed": [],
            "created_at": at,
            "created_by_name": "Alice",
            "saved_at": at,
            "submitted_at": at,
            "submitted_by_name": "Alice",
            "decided_at": published,
            "decided_by_name": None if waits else ("system" if n % 2 else "Anders"),
            "risk": n % 3,
        }
    )
    listing = {"version_id": version, "title_key": fold(content.title), "postal_code": content.postal_code}
    rows[VersionListing].append(listing)
    rows[VersionTag] += [{"version_id": version, "tag": tag} for tag in tags(content)]


def measure(client: TestClient[Any], path: str) -> tuple[float, int]:
    """Return the milliseconds of a page and the number of statements it takes."""
    asked: list[str] = []

    def ask(_c: object, _k: object, statement: str, *_rest: object) -> None:
        asked.append(statement)

    event.listen(Engine, "before_cursor_execute", ask)
    fastest = float("inf")
    for _ in range(3):
        asked.clear()
        began = time.perf_counter()
        answer = client.get(path)
        fastest = min(fastest, time.perf_counter() - began)
        assert answer.status_code == 200, path
    event.remove(Engine, "before_cursor_execute", ask)
    return fastest * 1000, len(asked)


def main() -> None:
    """Measure each page with a hundred offers and with many."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--offers", type=int, default=100_000)
    many = parser.parse_args().offers
    found: dict[int, list[tuple[float, int]]] = {}
    for offers in (100, many):
        with tempfile.TemporaryDirectory() as folder:
            database = Database(f"sqlite:///{Path(folder) / 'desk.db'}")
            upgrade(database)
            fill(database, offers)
            settings = Settings(database_url=database.url, base_url="http://testserver.local")
            with TestClient(enclose(create_app(Settings()), settings), base_url=settings.base_url) as client:
                Cast(database, client).sign_in("anders")
                found[offers] = [measure(client, path) for path in PAGES]
            database.close()
    print(f"{'100':>16} {many:>16}")
    for path, (few_ms, few), (many_ms, asked) in zip(PAGES, found[100], found[many], strict=True):
        print(f"{few_ms:7.0f} ms {few:3} q {many_ms:7.0f} ms {asked:3} q  {path}")


if __name__ == "__main__":
    main()
