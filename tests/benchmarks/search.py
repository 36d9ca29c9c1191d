"""How much of a find page is search: the page over HTTP against its template alone, with its results given.

Serves generated offers with one worker process and asks it for pages; then the template is rendered here, with what
was found ready before the clock starts. By itself: `python -m tests.benchmarks.search [OFFERS]`.
"""

from __future__ import annotations

import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from types import SimpleNamespace
from typing import Any
from urllib.parse import parse_qsl

import httpx
import msgspec
from sqlalchemy.orm import Session

from registry import vocabulary
from registry.access import NOBODY
from registry.db import Database
from registry.db.migrate import upgrade
from registry.interop import actions, offers_file
from registry.matching import live
from registry.matching.rank import search
from registry.matching.view import FEW, PAGE_SIZE, FindPage
from registry.matching.wish import Wish
from registry.settings import Settings
from registry.web import clock
from registry.web.templates import environment
from tests.benchmarks import generate
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


def timed(work: Callable[[int], Any]) -> float:
    """Run `work` for ROUNDS rounds and return the median in ms."""
    for n in range(10):
        work(n)
    times = []
    for n in range(ROUNDS):
        start = time.perf_counter()
        work(n)
        times.append((time.perf_counter() - start) * 1000)
    return statistics.median(times)


def page(count: int) -> Iterator[str]:
    """Measure on `count` offers, and say in Danish what was found."""
    with tempfile.TemporaryDirectory(prefix="sammen-bench-") as folder:
        url = f"sqlite:///{folder}/registry.db"
        database = Database(url)
        upgrade(database)
        offers = offers_file.read(msgspec.json.encode(generate.file(count)), vocabulary.current())
        with database.writing() as db, db.begin():
            actions.bring_in(db, offers, publish_them=True, now=clock.now())
        with running(Path(folder), "--empty", database_url=url) as address, httpx.Client(base_url=address) as client:
            api = timed(lambda n: client.post("/api/v1/search", json={"text": SENTENCES[n % 5]}).raise_for_status())
            whole = timed(lambda n: client.get(f"/find?{QUERIES[n % 5]}").raise_for_status())
        with database.reading() as db:
            render = timed(renderer(db, QUERIES))
        database.close()
    yield f"En side med søgeresultater (GET /find, {count} tilbud, over HTTP): {whole:.1f} ms."
    yield f"Dens skabelon alene, med resultaterne givet: {render:.1f} ms: siden tager {whole / render:.2f} × den tid."
    yield f"En sætning til søge-API'et (POST /api/v1/search): {api:.1f} ms."


def renderer(db: Session, queries: Sequence[str]) -> Callable[[int], str]:
    """Return a function that only draws the find page: what was found is ready before the clock starts."""
    catalogue = live.current(db)
    pages = []
    for query in queries:
        wish = Wish.from_query(parse_qsl(query))
        pages.append(FindPage(wish, search(catalogue, wish, now=clock.now(), limit=PAGE_SIZE, few=FEW)))
    request = SimpleNamespace(url=SimpleNamespace(path="/find", query=""), method="GET")
    template = environment.get_template("matching/find.html")

    def render(n: int) -> str:
        return template.render(
            request=request,
            actor=NOBODY,
            settings=Settings(),
            messages=[],
            find=pages[n % len(pages)],
            nothing_understood=False,
            is_part=False,
            keep_lists=None,
        )

    return render


if __name__ == "__main__":
    for line in page(int(sys.argv[1]) if len(sys.argv) > 1 else 5000):
        print(line)
