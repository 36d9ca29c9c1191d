"""How fast a search is: `python -m tests.benchmarks.search [OFFERS]`.

Serves generated offers with one worker process and asks it over HTTP, then does the same work in other ways within
the same run: the page's template with its results given (what rendering alone costs), and SQLite FTS5 with SQL facets
on the same data (what a database would cost). Machines differ and are noisy, so read the ratios.
"""

from __future__ import annotations

import sqlite3
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import httpx
import msgspec

from registry import vocabulary
from registry.db import Database
from registry.db.migrate import upgrade
from registry.interop import actions, offers_file
from registry.web import clock
from tests.benchmarks import generate
from tests.benchmarks.alternatives import find_page_renderer, fts_searcher
from tests.serving import running

ROUNDS = 200
SENTENCES = [
    "urolig dreng på 9 der elsker heste, Nørresundby, gratis",
    "genert pige i 4. klasse der gerne vil finde venner",
    "skoletræt på 14, god til at bruge hænderne",
    "kor om mandagen i Aalborg",
    "svømning 7 år, ikke fodbold",
]
QUERIES = [
    "alder=9&gerne-behov=plads_til_energi&gerne-aktivitet=dyr&sted=9400&pris=gratis",
    "alder=10&gerne-behov=finde_venner",
    "alder=14&gerne-behov=motivation&gerne-behov=laere_med_haenderne",
    "dag=mon&sted=9000&gerne-ord=kor",
    "alder=7&gerne-ord=sv%C3%B8mning&uden-aktivitet=fodbold",
]


def timed(name: str, work: Callable[[int], Any]) -> float:
    """Run `work` for ROUNDS rounds and print p50, p95 and rounds a second; return the median in ms."""
    for n in range(10):
        work(n)
    times = []
    began = time.perf_counter()
    for n in range(ROUNDS):
        start = time.perf_counter()
        work(n)
        times.append((time.perf_counter() - start) * 1000)
    seconds = time.perf_counter() - began
    times.sort()
    median = statistics.median(times)
    print(f"{name:44} p50 {median:7.2f} ms   p95 {times[int(ROUNDS * 0.95)]:7.2f} ms   {ROUNDS / seconds:7.0f}/s")
    return median


def main(count: int) -> None:
    """Run the whole comparison on `count` offers."""
    with tempfile.TemporaryDirectory() as folder:
        url = f"sqlite:///{folder}/registry.db"
        database = Database(url)
        upgrade(database)
        offers = offers_file.read(msgspec.json.encode(generate.offers(count)), vocabulary.current())
        start = time.perf_counter()
        with database.writing() as db, db.begin():
            actions.bring_in(db, offers, publish_them=True, now=clock.now())
        print(f"{count} offers imported in {time.perf_counter() - start:.1f} s")
        with running(Path(folder), "--empty", database_url=url) as address, httpx.Client(base_url=address) as client:
            api = timed(
                "POST /api/v1/search",
                lambda n: client.post("/api/v1/search", json={"text": SENTENCES[n % 5]}).raise_for_status(),
            )
            page = timed("GET /find?…", lambda n: client.get(f"/find?{QUERIES[n % 5]}").raise_for_status())
        with database.reading() as db:
            render = timed("the page's template, results given", find_page_renderer(db, QUERIES))
        database.close()
        fts = timed("SQLite FTS5 and SQL facets, no page", fts_searcher(sqlite3.connect(":memory:"), offers, SENTENCES))
    print(f"GET /find ÷ template alone  {page / render:5.2f}")
    print(f"POST search ÷ FTS5          {api / fts:5.2f}")
    print(f"GET /find ÷ FTS5            {page / fts:5.2f}")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 5000)
