"""Other ways to do a search's work, to compare with: the page alone, and a database that searches."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Sequence
from types import SimpleNamespace
from typing import Any
from urllib.parse import parse_qsl

from sqlalchemy.orm import Session

from registry.access import NOBODY
from registry.interop.offers_file import ImportedOffer
from registry.matching import live
from registry.matching.rank import search
from registry.matching.view import PAGE_SIZE, FindPage
from registry.matching.wish import Wish
from registry.settings import Settings
from registry.web import clock
from registry.web.templates import environment

FACETS = ("sector", "postal_code", "price", "weekday", "activity", "need", "access", "setting")


def find_page_renderer(db: Session, queries: Sequence[str]) -> Callable[[int], str]:
    """Return a function that only draws the find page: what was found is ready before the clock starts."""
    catalogue = live.current(db)
    pages = []
    for query in queries:
        wish = Wish.from_query(parse_qsl(query))
        pages.append(FindPage(wish, search(catalogue, wish, now=clock.now(), limit=PAGE_SIZE, offset=0)))
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


def fts_searcher(
    database: sqlite3.Connection, offers: Sequence[ImportedOffer], sentences: Sequence[str]
) -> Callable[[int], list[Any]]:
    """Return a function that searches by FTS5's bm25 and counts eight facets in SQL: the top 20 and the counts."""
    database.execute("CREATE VIRTUAL TABLE texts USING fts5(title, summary, description, tokenize='unicode61')")
    database.execute("CREATE TABLE facet (offer INTEGER, name TEXT, value TEXT)")
    database.execute("CREATE TABLE age (offer INTEGER PRIMARY KEY, low INTEGER, high INTEGER)")
    for n, offer in enumerate(offers, start=1):
        content = offer.content
        database.execute(
            "INSERT INTO texts (rowid, title, summary, description) VALUES (?, ?, ?, ?)",
            (n, content.title, content.summary, content.description),
        )
        database.execute("INSERT INTO age VALUES (?, ?, ?)", (n, content.age_min, content.age_max))
        values = {
            "sector": [offer.sector],
            "postal_code": [content.postal_code],
            "price": ["free" if content.price_dkk == 0 else "paid"],
            "weekday": [slot.day for slot in content.weekly],
            "activity": content.activities,
            "need": content.needs,
            "access": content.access,
            "setting": content.setting,
        }
        database.executemany(
            "INSERT INTO facet VALUES (?, ?, ?)", [(n, name, value) for name in FACETS for value in values[name]]
        )
    database.execute("CREATE INDEX facet_value ON facet (name, value, offer)")
    database.execute("CREATE INDEX facet_offer ON facet (offer, name)")
    database.execute("ANALYZE")

    def find(n: int) -> list[Any]:
        words = [word for word in sentences[n % len(sentences)].replace(",", " ").split() if word.isalpha()]
        match = " OR ".join(f'"{word}"' for word in words)
        ages = (9, 9)
        top = database.execute(
            "SELECT texts.rowid FROM texts JOIN age ON age.offer = texts.rowid "
            "WHERE texts MATCH ? AND low <= ? AND high >= ? ORDER BY bm25(texts, 4, 2, 1) LIMIT 20",
            (match, *ages),
        ).fetchall()
        counts = database.execute(
            "SELECT name, value, count(*) FROM facet WHERE offer IN (SELECT texts.rowid FROM texts JOIN age "
            "ON age.offer = texts.rowid WHERE texts MATCH ? AND low <= ? AND high >= ?) GROUP BY name, value",
            (match, *ages),
        ).fetchall()
        return [top, counts]

    return find
