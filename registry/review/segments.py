"""What changed from one text to another, word by word: two rows of segments, of which some are marked. Pure.

The segments of a row joined are its text, so nothing that a partner wrote is lost or made up on the way.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import groupby
from operator import itemgetter

_TOKEN = re.compile(r"(\w+(?:[.:,]\w+)*|[^\w\s]|\s*\n\s*)([^\S\n]*)|([^\S\n]+)")
#: Under this share of words in common a text is shown as a new one: confetti tells nobody anything.
_ALIKE = 0.25
#: So many comparisons at most (words of the one times words of the other, without what they begin and end alike with).
_MOST_WORK = 4_000_000


@dataclass(frozen=True)
class Segment:
    """A stretch of a text; `changed`: the other text doesn't have it; `own`: the organisation's own words."""

    text: str
    changed: bool = False
    own: bool = False


Segments = tuple[Segment, ...]


@dataclass(frozen=True)
class _Token:
    """A word, a sign or a line break, with the blanks or the comma after it; two are the same when the words are."""

    word: str
    rest: str

    @property
    def key(self) -> str:
        return self.word.strip()

    @property
    def text(self) -> str:
        return self.word + self.rest


@dataclass
class _Run:
    same: bool
    before: list[_Token]
    after: list[_Token]


def compare(before: str, after: str) -> tuple[Segments, Segments]:
    """Return two texts as segments, word by word."""
    return _compare(_words(before), _words(after))


def compare_items(before: Sequence[str], after: Sequence[str]) -> tuple[Segments, Segments]:
    """Return two lists, joined by commas, as segments, item by item."""
    return _compare(_items(before), _items(after))


def plain(text: str) -> Segments:
    """Return a text that is compared with nothing."""
    return (Segment(text),) if text else ()


def with_own(found: Segments, own: Collection[str]) -> Segments:
    """Return the same text, with the lines marked that are among `own`."""
    lines = "".join(one.text for one in found).splitlines(keepends=True)
    marks = iter([line.strip() in own for line in lines for _letter in line])
    return tuple(
        Segment("".join(letter for letter, _is_own in letters), one.changed, is_own)
        for one in found
        for is_own, letters in groupby(((letter, next(marks)) for letter in one.text), key=itemgetter(1))
    )


def are_alike(before: Segments, after: Segments) -> bool:
    """Whether nobody could see a difference."""
    return not any(segment.changed for segment in (*before, *after))


def reads_alike(before: str, after: str) -> bool:
    """Whether two texts have the same words and signs, whatever blanks and line breaks are between them."""
    return [one.key for one in _words(before) if one.key] == [one.key for one in _words(after) if one.key]


def _words(text: str) -> list[_Token]:
    return [_Token(found[1] or "", found[2] or found[3] or "") for found in _TOKEN.finditer(text)]


def _items(items: Sequence[str]) -> list[_Token]:
    return [_Token(item, ", " if n < len(items) else "") for n, item in enumerate(items, start=1)]


def _compare(before: list[_Token], after: list[_Token]) -> tuple[Segments, Segments]:
    runs = _merged(_runs(before, after))
    return (
        _segments([(run.same, run.before) for run in runs]),
        _segments([(run.same, run.after) for run in runs]),
    )


def _runs(before: list[_Token], after: list[_Token]) -> list[_Run]:
    start = _common(before, after)
    end = _common(before[start:][::-1], after[start:][::-1])
    old, new = before[start : len(before) - end], after[start : len(after) - end]
    middle = [_Run(False, old, new)]
    if len(old) * len(new) <= _MOST_WORK:
        matcher = SequenceMatcher(None, [one.key for one in old], [one.key for one in new], autojunk=False)
        middle = [_Run(tag == "equal", old[a:b], new[c:d]) for tag, a, b, c, d in matcher.get_opcodes()]
    runs = [
        _Run(True, before[:start], after[:start]),
        *middle,
        _Run(True, before[len(before) - end :], after[len(after) - end :]),
    ]
    shared = sum(_count(run.before) for run in runs if run.same)
    if 2 * shared < _ALIKE * (_count(before) + _count(after)):
        return [_Run(False, before, after)]
    return runs


def _common(before: Sequence[_Token], after: Sequence[_Token]) -> int:
    """Return with how many tokens both begin."""
    count = 0
    for old, new in zip(before, after, strict=False):
        if old.key != new.key:
            break
        count += 1
    return count


def _count(tokens: Sequence[_Token]) -> int:
    return sum(1 for one in tokens if any(character.isalnum() for character in one.word))


def _merged(runs: list[_Run]) -> list[_Run]:
    """Let what hardly stands between two changes be part of the change: a sign, "og", one word between several."""
    runs = [run for run in runs if run.before or run.after]
    merged: list[_Run] = []
    for n, run in enumerate(runs):
        between = run.same and 0 < n < len(runs) - 1 and _is_little(runs[n - 1], run, runs[n + 1])
        if merged and not merged[-1].same and (between or not run.same):
            merged[-1] = _Run(False, merged[-1].before + run.before, merged[-1].after + run.after)
        else:
            merged.append(run)
    return merged


def _is_little(left: _Run, run: _Run, right: _Run) -> bool:
    if any(not token.key for token in run.before):
        return False
    words = _count(run.before)
    around = min(max(_count(side.before), _count(side.after)) for side in (left, right))
    return words == 0 or len(_text(run.before).strip()) <= 3 or (words == 1 and around >= 2)


def _text(tokens: Sequence[_Token]) -> str:
    return "".join(one.text for one in tokens)


def _segments(runs: list[tuple[bool, list[_Token]]]) -> Segments:
    """Mark what changed, without the blanks and line breaks around it."""
    found: list[Segment] = []
    for same, tokens in runs:
        text = _text(tokens)
        if same:
            _add(found, Segment(text))
            continue
        tail = tokens[-1].rest if tokens else ""
        marked = text.removesuffix(tail).strip() if tail else text.strip()
        before, _marked, after = text.partition(marked) if marked else (text, "", "")
        _add(found, Segment(before))
        _add(found, Segment(marked, changed=True))
        _add(found, Segment(after))
    return tuple(found)


def _add(found: list[Segment], segment: Segment) -> None:
    if not segment.text:
        return
    if found and found[-1].changed == segment.changed:
        found[-1] = Segment(found[-1].text + segment.text, segment.changed)
    else:
        found.append(segment)
