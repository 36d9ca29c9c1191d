"""Making a saved base in processes of their own, so that the one that serves neither waits nor grows.

The process is told by its standard input what to make, and the database's address is never on a command line. It
shares the reading of the offers with a helper for each further processor, puts what they read together, and saves the
base.
"""

from __future__ import annotations

import gc
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterable, Iterator
from pathlib import Path

import msgspec

from registry import overlay, vocabulary
from registry.db import Database
from registry.matching import merging, saved
from registry.matching.building import Builder
from registry.matching.saved import Purpose
from registry.matching.segment import Segment
from registry.offers import queries
from registry.offers.queries import LiveOffer
from registry.vocabulary.running import Kept

#: Documents that are read at a time.
_AT_A_TIME = 30_000
_MOST_PROCESSES = 4
#: What is freed stays with the process, for it is needed again at once; where the C library isn't glibc, no one asks.
_KEEPING_MEMORY = {"MALLOC_MMAP_MAX_": "0", "MALLOC_TRIM_THRESHOLD_": str(1 << 32)}
_PARTS = "parts-"


class Interrupted(Exception):
    """Somebody, or the system for want of memory, ended the making of a base."""


class Job(msgspec.Struct):
    """What to make.

    Attributes:
        url: of the database.
        file: where it goes.
        between: the ids after and until which offers are read, into a folder with a file for each portion of them; None
            for a whole base.
    """

    url: str
    file: str
    between: tuple[str, str | None] | None = None


def make_base(url: str, file: Path) -> None:
    """Make a base of all live offers in another process, and wait for it.

    Raises:
        OSError: it couldn't be made.
        Interrupted: the process was ended from outside.
    """
    for left in file.parent.glob(f"{_PARTS}*"):  # by one that was ended
        shutil.rmtree(left, ignore_errors=True)
    _wait(_begun(Job(url, str(file))))


def read_offers(offers: Iterable[LiveOffer], words: vocabulary.Vocabulary) -> Segment:
    """Read offers into one segment, a portion at a time."""
    return merging.merged([(portion, portion.everything) for portion in _portions(offers, words)])


def _portions(offers: Iterable[LiveOffer], words: vocabulary.Vocabulary) -> Iterator[Segment]:
    kept = Kept()
    builder = Builder(words, kept)
    for offer in offers:
        builder.add(offer)
        if len(builder) == _AT_A_TIME:
            yield builder.segment()
            builder = Builder(words, kept)
    yield builder.segment()


def main() -> None:
    """Do the job that standard input describes."""
    gc.disable()  # what is read holds no circles, and looking through all words for some takes a sixth of the time
    job = msgspec.json.decode(sys.stdin.buffer.read(), type=Job)
    database = Database(job.url)
    try:
        make(database, job)
    finally:
        database.close()


def make(database: Database, job: Job) -> None:
    """Do a job in this process, with the words of the database."""
    words = overlay.of(database.engine)
    with vocabulary.using(words):
        _make(database, job, words)


def _make(database: Database, job: Job, words: vocabulary.Vocabulary) -> None:
    if job.between is not None:
        after, until = job.between
        folder = Path(job.file)
        folder.mkdir()
        with database.reading() as db:
            offers = queries.each_live_offer(db, after=after, until=until)
            for number, portion in enumerate(_portions(offers, words)):  # in files, so that they need no memory
                saved.save_part(portion, folder / f"{number:06}")
        return
    with database.reading() as db:
        change = queries.latest_change(db)  # whatever changes from here on is read again by who opens the base
        purpose = Purpose(saved.version_of(words), change, queries.log_fingerprint(db, change))
        stretches = _stretches(queries.live_ids_between(db, min(os.cpu_count() or 1, _MOST_PROCESSES)))
    with tempfile.TemporaryDirectory(dir=Path(job.file).parent, prefix=_PARTS) as temporary:
        parts = [Path(temporary) / f"{number:06}" for number in range(len(stretches))]
        others = [
            _begun(Job(job.url, str(file), stretch)) for file, stretch in list(zip(parts, stretches, strict=True))[1:]
        ]
        make(database, Job(job.url, str(parts[0]), stretches[0]))
        for other in others:
            _wait(other)
        portions = [file for part in parts for file in sorted(part.iterdir())]
        segments = list(map(saved.open_part, portions))
        base = merging.merged([(one, one.everything) for one in segments])
        if overlay.of(database.engine).version != words.version:  # some parts may have been read with other words
            make(database, job)
            return
        whole = Path(temporary) / "whole"
        saved.save(base, whole, purpose)
        whole.replace(job.file)


def _stretches(cuts: list[str]) -> list[tuple[str, str | None]]:
    return list(zip(["", *cuts], [*cuts, None], strict=True))


def _begun(job: Job) -> subprocess.Popen[bytes]:
    process = subprocess.Popen(  # noqa: S603
        [sys.executable, "-m", __spec__.name], stdin=subprocess.PIPE, env=os.environ | _KEEPING_MEMORY
    )
    if process.stdin:
        with process.stdin:
            process.stdin.write(msgspec.json.encode(job))
    return process


def _wait(process: subprocess.Popen[bytes]) -> None:
    if process.wait() < 0:
        raise Interrupted(f"making a base was ended by signal {-process.returncode}")
    if process.returncode:
        raise ChildProcessError(f"making a base ended with {process.returncode}")


if __name__ == "__main__":
    main()
