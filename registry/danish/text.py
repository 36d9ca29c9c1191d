"""Words and their plain spelling: where they stand, without case and typographic variants, and in Danish order."""

from __future__ import annotations

import re
import unicodedata
from typing import NamedTuple

#: Marks that sit on or inside a word without being letters: combining accents, soft hyphen, zero-width joiners.
_MARKS = "\u0300-\u036f\u00ad\u200b-\u200d"
#: Letters and digits, and the apostrophe of "ADHD'en" and "pc'er".
_WORD = re.compile(rf"[^\W_][^\W_{_MARKS}]*(?:[{_MARKS}]+[^\W_]*)*(?:['’´][^\W_]+)?")
#: Marks that end a sentence, and those that divide one.
SENTENCE_ENDS, DIVIDERS = ".!?;:\n•", ",()–"
_TOKEN = re.compile(f"{_WORD.pattern}|[{SENTENCE_ENDS}{DIVIDERS}]")
_INVISIBLE = re.compile("[\u00ad\u200b-\u200d\ufeff]")
_FRACTIONS = {"½": ",5", "¼": ",25", "¾": ",75"}
_FRACTION = re.compile("([0-9]*)([½¼¾])")
_APOSTROPHES = str.maketrans({"’": "'", "´": "'", "‘": "'"})
#: Nearly all Danish text: nothing in it has another spelling.
_PLAIN = re.compile("[\x00-\x7fæøåÆØÅ]*")

#: å, æ and ø as they are written without a Danish keyboard, and their Swedish and German cousins.
_FOLDED = str.maketrans({"å": "aa", "æ": "ae", "ø": "oe", "ä": "ae", "ö": "oe", "ß": "ss", "ð": "d", "þ": "th"})
_KEEP = frozenset("åæøäö")

#: Only ASCII letters, so that every database and collation agrees: z itself gives room for the three after it.
_SORTED = str.maketrans({"z": "zb", "æ": "zc", "ä": "zc", "ø": "zd", "ö": "zd", "å": "ze", "ü": "y", "ß": "ss"})


class Word(NamedTuple):
    """A word of a text as it was written, with where it begins and ends there."""

    text: str
    start: int
    end: int


def words(text: str) -> list[Word]:
    """Return the words of `text` in order; hyphens and slashes divide words, an apostrophe before an ending doesn't."""
    return [Word(found.group(), found.start(), found.end()) for found in _WORD.finditer(text)]


def written(text: str) -> list[str]:
    """Return the words of `text` as they are written: `words` without their places."""
    return _WORD.findall(text)


def tokens(text: str) -> list[str]:
    """Return the words of `text` as they are written, and each mark that ends or divides a sentence, in order."""
    return _TOKEN.findall(text)


def word_set(text: str) -> frozenset[str]:
    """Return the blank-separated words of a list that is easier read as text."""
    return frozenset(text.split())


def normalise(text: str) -> str:
    """Return `text` in lower case and one spelling per character: NFKC, plain apostrophes, ½ as ",5"."""
    if text.isascii() or _PLAIN.fullmatch(text):
        return text.lower()
    text = _FRACTION.sub(lambda found: (found[1] or "0") + _FRACTIONS[found[2]], text)
    text = _INVISIBLE.sub("", unicodedata.normalize("NFKC", text))
    return text.translate(_APOSTROPHES).lower()


def without_accents(text: str) -> str:
    """Return lower-case `text` with é as e, ü as u and so on, while the letters æ, ø and å stay."""
    if _PLAIN.fullmatch(text):
        return text
    plain = []
    for character in text:
        if character in _KEEP or character.isascii():
            plain.append(character)
        else:
            parts = unicodedata.normalize("NFD", character)
            plain.append("".join(part for part in parts if not unicodedata.combining(part)))
    return "".join(plain)


def fold(text: str) -> str:
    """Return `text` as one writes without Danish letters: å as aa, æ as ae, ø as oe, no accents, lower case."""
    return text.lower() if text.isascii() else without_accents(normalise(text)).translate(_FOLDED)


def sort_key(text: str) -> str:
    """Return a key whose plain byte order is Danish alphabetical order: … y z æ ø å, with aa as å.

    The key consists of a-z, 0-9 and single spaces only, so it sorts alike in Python, SQLite and PostgreSQL whatever
    the collation. Punctuation counts as a space, and a name sorts before the longer name that begins with it.
    """
    plain = without_accents(normalise(text).replace("ü", "y")).replace("aa", "å").translate(_SORTED)
    return " ".join(re.findall("[a-z0-9]+", plain))
