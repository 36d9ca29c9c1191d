"""Small numbers as they are written: "9", "ni", "nine", "1½", "fem et halvt"."""

from __future__ import annotations

import re

_CARDINALS = (
    ("nul", "zero"), ("en", "one"), ("to", "two"), ("tre", "three"), ("fire", "four"), ("fem", "five"),
    ("seks", "six"), ("syv", "seven"), ("otte", "eight"), ("ni", "nine"), ("ti", "ten"), ("elleve", "eleven"),
    ("tolv", "twelve"), ("tretten", "thirteen"), ("fjorten", "fourteen"), ("femten", "fifteen"),
    ("seksten", "sixteen"), ("sytten", "seventeen"), ("atten", "eighteen"), ("nitten", "nineteen"),
    ("tyve", "twenty"),
)  # fmt: skip
_ORDINALS = (
    ("nulte", "zeroth"), ("første", "first"), ("anden", "second"), ("tredje", "third"), ("fjerde", "fourth"),
    ("femte", "fifth"), ("sjette", "sixth"), ("syvende", "seventh"), ("ottende", "eighth"), ("niende", "ninth"),
    ("tiende", "tenth"),
)  # fmt: skip
_NUMBERS = {word: number for number, words in enumerate(_CARDINALS) for word in words} | {"én": 1, "ét": 1, "et": 1}
_ORDERS = {word: number for number, words in enumerate(_ORDINALS) for word in words}
#: Words that are numbers but far oftener something else are no number by themselves.
_ARTICLES = {"en", "nul", "zero"}

WORD = "|".join(sorted(_NUMBERS.keys() - _ARTICLES, key=len, reverse=True))
#: A number as an age is told: with a half, in digits or in words.
NUMBER = (
    rf"(?:\d{{1,2}}(?:[.,]5|½| ½| 1/2)?|(?:{WORD})"
    r"(?: et halvt| en halv| og et halvt| and a half)?)"
)
#: A number in an order: 3, tredje, third.
ORDINAL = r"(?:10|\d|" + "|".join(_ORDERS) + r")"


def whole(written: str) -> int:
    """Return the whole number of what `NUMBER` matched: "1½" is one."""
    digits = re.match(r"\d+", written)
    return int(digits[0]) if digits else _NUMBERS[written.split(maxsplit=1)[0]]


def order(written: str) -> int:
    """Return the number of what `ORDINAL` matched: "tredje" is three."""
    return int(written) if written.isdecimal() else _ORDERS[written]
