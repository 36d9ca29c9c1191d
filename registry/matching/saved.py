"""A base in a file: opened in a moment, shared by every process that maps it, and never trusted blindly.

The file begins with what it is for: the version of everything that reading an offer depends on, the latest change that
it knows of, and what the log of changes looked like there. If any of that isn't as it is now, or a checksum is wrong,
the file doesn't fit, and the base is made anew. A new file takes the old one's name in one step; whoever has the old
one open keeps it.
"""

from __future__ import annotations

import hashlib
import mmap
import os
import zlib
from collections.abc import Callable, Iterator
from functools import cache
from importlib import metadata
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import Any

import msgspec
import numpy as np
from pyroaring import BitMap

from registry.matching.segment import Segment, Slots
from registry.matching.strings import Numbers, Strings
from registry.vocabulary import Vocabulary

_MAGIC = b"sammen base 2\n"
_ALIGNED = 64
_CHECKED_AT_A_TIME = 1 << 24
#: What decides which terms and tags an offer gets, as files and folders: if any byte changes, bases are made anew.
READERS = (
    "danish", "vocabulary", "matching/data", "matching/activities.py", "matching/building.py", "matching/document.py",
    "matching/lexicon.py", "matching/mentioned.py", "matching/merging.py", "matching/postings.py",
    "matching/segment.py", "matching/sought.py", "matching/spoken.py", "matching/strings.py", "matching/texts.py",
    "matching/values.py", "matching/weights.py", "matching/words.py",
)  # fmt: skip
_LIBRARIES = ("pystemmer", "wordfreq", "numpy", "pyroaring")

_COLUMNS = (
    "by_id", "order", "age_min", "age_max", "price", "capacity", "published", "confirmed", "postal",
    "offsets", "documents", "impacts", "is_word", "spelled",
)  # fmt: skip
_STRINGS = ("ids", "titles", "terms", "spellings")
_SLOTS = ("document", "day", "start", "end")


class DoesNotFit(Exception):
    """A file isn't a base, isn't whole, or isn't one for what is asked; the text says which."""


class Purpose(msgspec.Struct, frozen=True):
    """What a base is made for.

    Attributes:
        version: of all that reading an offer depends on.
        change: the number of the latest change that it knows of.
        log: a fingerprint of the last changes up to that one, which tells databases, and a restored one, apart.
    """

    version: str
    change: int
    log: str


class _Header(msgspec.Struct):
    """What stands before the arrays. A part, which lies in a file for a moment, has neither purpose nor checksum."""

    arrays: dict[str, tuple[str, int, int]]
    postals: list[str]
    tags: list[str]
    size: int
    purpose: Purpose | None = None
    checksum: int = 0


def version_of(vocabulary: Vocabulary) -> str:
    """Return the version of all that decides how an offer is read: the words, the code, the libraries."""
    return f"{vocabulary.version}-{_version_of_readers()}"


@cache
def _version_of_readers() -> str:
    made = hashlib.blake2b(digest_size=8)
    for reader in READERS:
        for name, content in sorted(_files(files("registry").joinpath(reader), reader)):
            made.update(name.encode() + b"\0" + content + b"\0")
    made.update(" ".join(f"{name} {metadata.version(name)}" for name in _LIBRARIES).encode())
    return made.hexdigest()


def _files(entry: Traversable, name: str) -> Iterator[tuple[str, bytes]]:
    if entry.is_file():
        yield name, entry.read_bytes()
    elif entry.name != "__pycache__":
        for inner in entry.iterdir():
            yield from _files(inner, f"{name}/{inner.name}")


def save(segment: Segment, file: Path, purpose: Purpose) -> None:
    """Write a base. Who writes one that others may open gives it its name when it is whole.

    Raises:
        OSError: it can't be written there.
    """
    arrays = _arrays(segment)
    checksum = 0
    for piece in _pieces(arrays):
        checksum = zlib.crc32(piece, checksum)
    _write(file, arrays, msgspec.structs.replace(_about(segment, arrays), purpose=purpose, checksum=checksum))
    with file.open("r+b") as written:
        os.fsync(written.fileno())


def save_part(segment: Segment, file: Path) -> None:
    """Write a part of a base for the process that waits for it: it isn't checked, and needn't outlast a power cut.

    Raises:
        OSError: it can't be written there.
    """
    arrays = _arrays(segment)
    _write(file, arrays, _about(segment, arrays))


def open_base(file: Path, fits: Callable[[Purpose], bool]) -> tuple[Segment, Purpose]:
    """Open a base. Its arrays stay in the file; only what is asked for is read into memory.

    Raises:
        DoesNotFit: there is none, it isn't whole, or it was made for something else.
    """
    mapped = _mapped(file)
    header, begins = _header(mapped)
    if header.purpose is None or not fits(header.purpose):
        raise DoesNotFit("made for other words, another program or another database")
    if len(mapped) != begins + header.size:
        raise DoesNotFit("not whole")
    with file.open("rb") as opened:  # reading instead of touching the map: the pages aren't this process's own
        opened.seek(begins)
        checksum = 0
        while piece := opened.read(_CHECKED_AT_A_TIME):
            checksum = zlib.crc32(piece, checksum)
    if checksum != header.checksum:
        raise DoesNotFit("changed since it was written")
    return _segment(mapped, begins, header), header.purpose


def open_part(file: Path) -> Segment:
    """Open what `save_part` wrote.

    Raises:
        DoesNotFit: it isn't that.
    """
    mapped = _mapped(file)
    header, begins = _header(mapped)
    return _segment(mapped, begins, header)


def _about(segment: Segment, arrays: dict[str, Numbers]) -> _Header:
    places, at = dict[str, tuple[str, int, int]](), 0
    for name, values in arrays.items():
        places[name] = (values.dtype.str, at, len(values))
        at = _aligned(at + values.nbytes)
    return _Header(places, list(segment.postals), sorted(segment.tags), at)


def _write(file: Path, arrays: dict[str, Numbers], about: _Header) -> None:
    header = msgspec.json.encode(about)
    with file.open("wb") as out:
        out.write(_MAGIC + len(header).to_bytes(8, "little") + header)
        out.write(bytes(_aligned(out.tell()) - out.tell()))
        for piece in _pieces(arrays):
            out.write(piece)


def _mapped(file: Path) -> mmap.mmap:
    try:
        with file.open("rb") as opened:
            return mmap.mmap(opened.fileno(), 0, access=mmap.ACCESS_READ)
    except (OSError, ValueError) as error:
        raise DoesNotFit(f"no base there: {error}") from error


def _header(mapped: mmap.mmap) -> tuple[_Header, int]:
    """Read the header of a file; return it with where the arrays begin."""
    first = len(_MAGIC) + 8
    start = mapped[:first]
    if not start.startswith(_MAGIC):
        raise DoesNotFit("not a base")
    begins = first + int.from_bytes(start[len(_MAGIC) :], "little")
    try:
        return msgspec.json.decode(mapped[first:begins], type=_Header), _aligned(begins)
    except msgspec.DecodeError as error:
        raise DoesNotFit(f"its header can't be read: {error}") from error


def _aligned(at: int) -> int:
    return -(-at // _ALIGNED) * _ALIGNED


def _pieces(arrays: dict[str, Numbers]) -> Iterator[Any]:
    """The bytes of arrays, one after the other, each begun where the processor likes it."""
    for values in arrays.values():
        yield np.ascontiguousarray(values).view(np.uint8).data
        yield bytes(_aligned(values.nbytes) - values.nbytes)


def _arrays(segment: Segment) -> dict[str, Numbers]:
    arrays: dict[str, Numbers] = {name: getattr(segment, name) for name in _COLUMNS}
    for name in _STRINGS:
        strings: Strings = getattr(segment, name)
        arrays |= {f"{name}.ends": strings.ends, f"{name}.letters": strings.letters}
    arrays |= {f"slots.{name}": getattr(segment.slots, name) for name in _SLOTS}
    tags = Strings.of(segment.tags[tag].serialize() for tag in sorted(segment.tags))
    return arrays | {"tags.ends": tags.ends, "tags.bits": tags.letters}


def _segment(mapped: mmap.mmap, begins: int, header: _Header) -> Segment:
    arrays = {
        name: np.frombuffer(mapped, dtype=kind, count=count, offset=begins + at)
        for name, (kind, at, count) in header.arrays.items()
    }
    strings: dict[str, Any] = {name: Strings(arrays[f"{name}.ends"], arrays[f"{name}.letters"]) for name in _STRINGS}
    columns: dict[str, Any] = {name: arrays[name] for name in _COLUMNS}
    bits = Strings(arrays["tags.ends"], arrays["tags.bits"])
    return Segment(
        **strings,
        **columns,
        postals=tuple(header.postals),
        slots=Slots(*(arrays[f"slots.{name}"] for name in _SLOTS)),
        tags={tag: BitMap.deserialize(bits[number]) for number, tag in enumerate(header.tags)},
    )
