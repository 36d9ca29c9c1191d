"""What a catalogue costs: `python -m tests.benchmarks.catalogue [OFFERS] [FOLDER]`.

Puts generated offers into an SQLite database, has the base made as a server does, and opens it in a process of its own.
With a folder, a database that is there already is used again. Nothing else should be running.
"""

from __future__ import annotations

import json
import resource
import sqlite3
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from typing import Any

from registry.db import Database
from registry.db.migrate import upgrade
from registry.matching import keeper, live, making
from registry.matching.understand import understand
from registry.offers import queries
from tests.benchmarks import generate

_AT_A_TIME = 10_000
_WHEN = "2026-11-22 12:00:00.000000"
_NOT_CONTENT = {"external_id", "organisation", "sector"}
_OPEN = "from tests.benchmarks.catalogue import opened; import sys; opened(sys.argv[1])"


def fill(file: Path, count: int) -> None:
    """Put generated offers into a new database, without the care that real ones get."""
    database = Database(f"sqlite:///{file}")
    upgrade(database)
    database.close()
    with sqlite3.connect(file) as raw:
        raw.execute("PRAGMA synchronous=OFF")
        rows = generate.offers(count)
        known = set[str]()
        while portion := list(islice(rows, _AT_A_TIME)):
            known |= _fill(raw, portion, known)
            raw.commit()


def _fill(raw: sqlite3.Connection, rows: list[dict[str, Any]], known: set[str]) -> set[str]:
    organisations = {(row["sector"], row["organisation"]) for row in rows}
    ids = {f"{sector[:4]}{name.rpartition(' ')[2]}": (sector, name) for sector, name in organisations}
    raw.executemany(
        "INSERT INTO organisation (id, name, sort_key, name_key, sector, created_at) VALUES (?, ?, ?, ?, ?, ?)",
        [(id_, name, name, name, sector, _WHEN) for id_, (sector, name) in ids.items() if id_ not in known],
    )
    numbered = [(f"o{int(row['external_id'].rpartition('-')[2]):011}", row) for row in rows]
    organisation_of = {pair: id_ for id_, pair in ids.items()}
    raw.executemany(
        "INSERT INTO offer (id, organisation_id, status, live_version_id, created_at, published_at, confirmed_at) "
        "VALUES (?, ?, 'live', ?, ?, ?, ?)",
        [(id_, organisation_of[row["sector"], row["organisation"]], id_, _WHEN, _WHEN, _WHEN) for id_, row in numbered],
    )
    raw.executemany(
        "INSERT INTO offer_version (id, offer_id, number, status, content, revision, dismissed, created_at, "
        "created_by_name, saved_at) VALUES (?, ?, 1, 'approved', ?, 1, '[]', ?, 'import', ?)",
        [(id_, id_, json.dumps(dict(_content(row)), ensure_ascii=False), _WHEN, _WHEN) for id_, row in numbered],
    )
    raw.executemany(
        "INSERT INTO tag_verdict (version_id, element, accepted) VALUES (?, ?, 1)",
        [(id_, answer["element"]) for id_, row in numbered for answer in row["policy"]],
    )
    raw.executemany("INSERT INTO offer_change (offer_id) VALUES (?)", [(id_,) for id_, _ in numbered[-1:]])
    return set(ids)


def _content(row: dict[str, Any]) -> Iterator[tuple[str, Any]]:
    yield from ((key, value) for key, value in row.items() if key not in _NOT_CONTENT and value is not None)


def opened(file: str) -> None:
    """Open the catalogue of a database, and say what it costs."""
    before = _memory()
    database = Database(f"sqlite:///{file}")
    start = time.perf_counter()
    with database.reading() as db:
        catalogue = live.current(db)
        print(f"open                {time.perf_counter() - start:8.2f} s   {len(catalogue)} offers")
        start = time.perf_counter()
        understand("urolig drneg på 9 der elsker hæste", catalogue)
        print(f"first sentence      {time.perf_counter() - start:8.2f} s")
        start = time.perf_counter()
        ids = list(islice(catalogue.ids(), 20))
        catalogue.offers(ids)
        print(f"texts of 20 offers  {(time.perf_counter() - start) * 1000:8.2f} ms")
        words = ["heste", "svømning", "kor", "lektier", "Frederik", "xyzzy"]
        start = time.perf_counter()
        _ = [catalogue.knows(word) for word in words]
        print(f"to know a word      {(time.perf_counter() - start) / len(words) * 1e6:8.0f} µs")
        start = time.perf_counter()
        (one,) = queries.live_offers(db, ids[:1])
        newer = catalogue.updated([one], ())
        print(f"one offer changed   {(time.perf_counter() - start) * 1000:8.2f} ms")
        start = time.perf_counter()
        _ = newer.updated(queries.live_offers(db, list(islice(catalogue.ids(), 100, 1100))), ())
        print(f"1000 offers changed {(time.perf_counter() - start) * 1000:8.2f} ms")
    after = _memory()
    for name, value in after.items():
        print(f"{name:19} {value:8.0f} MB, {before[name]:.0f} before")


def _memory() -> dict[str, float]:
    lines = Path("/proc/self/status").read_text() + Path("/proc/self/smaps_rollup").read_text()
    found = dict(line.split(":", 1) for line in lines.splitlines() if ":" in line)
    return {name: int(found[name].split()[0]) / 1024 for name in ("VmRSS", "RssAnon", "Pss")}


def main(count: int, folder: Path) -> None:
    """Fill, make and open."""
    file = folder / f"{count}.db"
    if not file.exists():
        start = time.perf_counter()
        fill(file, count)
        print(f"database filled     {time.perf_counter() - start:8.1f} s")
    database = Database(f"sqlite:///{file}")
    start = time.perf_counter()
    base = keeper.base_file(database.engine)
    base.parent.mkdir(exist_ok=True)
    making.make_base(database.url, base)
    seconds = time.perf_counter() - start
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    print(f"base made           {seconds:8.1f} s   {used.ru_utime + used.ru_stime:.1f} s of processor time")
    print(f"largest maker       {used.ru_maxrss / 1024:8.0f} MB")
    on_disk = base.stat().st_size / 1e6
    print(f"base                {on_disk:8.0f} MB on disk, {file.stat().st_size / 1e6:.0f} in the database")
    database.close()
    subprocess.run([sys.executable, "-c", _OPEN, str(file)], check=True)


if __name__ == "__main__":
    offers = int(sys.argv[1]) if len(sys.argv) > 1 else 5000
    if len(sys.argv) > 2:
        main(offers, Path(sys.argv[2]))
    else:
        with tempfile.TemporaryDirectory() as temporary:
            main(offers, Path(temporary))
