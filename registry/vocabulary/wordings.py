"""The ways in which Danish says one thing: word order and common turns that mean the same.

A phrase of the vocabulary is written in one way and met in all of them, so that "svært ved at læse" is also met as
"problemer med at læse", and "tør ikke" as "der ikke tør". How a phrase itself is written (alternatives, kinds of
words, gaps) is said in `data/words.toml`.
"""

from __future__ import annotations

from collections.abc import Iterable
from itertools import product

from registry import danish

#: Adverbs that stand behind the verb in a main clause and before it in a subordinate one.
_MOVING = danish.word_set("ikke aldrig sjældent altid ofte tit")
#: More wordings of one phrase than this are not worth their place.
_MOST = 120
#: Turns that stand for each other wherever a phrase has the first of them; later lines also turn what earlier made.
_TURNS: tuple[tuple[str, ...], ...] = (
    (
        "svært ved at",
        "svært at",
        "kan ikke",
        "ikke god til at",
        "dårlig til at",
        "kan ikke finde ud af at",
        "har ikke lært at",
        "hårdt at",
        "vanskeligt at",
    ),
    (
        "svært ved",
        "det svært med",
        "vanskeligt ved",
        "besvær med",
        "problemer med",
        "problem med",
        "udfordringer med",
        "udfordringer ved",
        "udfordringer i forhold til",
        "udfordret af",
        "udfordret med",
        "udfordret i forhold til",
        "vanskeligheder med",
        "vanskeligheder ved",
        "kæmper med",
        "bøvler med",
        "bokser med",
        "slås med",
        "døjer med",
        "roder med",
        "ondt ved",
        "det hårdt med",
        "det stramt med",
    ),
    (
        "kan ikke",
        "kan aldrig",
        "kan knap",
        "kan næppe",
        "kan dårligt",
        "magter ikke at",
        "formår ikke at",
        "evner ikke at",
    ),
    (
        "vil ikke",
        "nægter at",
        "gider ikke",
        "har ikke lyst til at",
        "vægrer sig ved at",
        "ønsker ikke at",
        "vil aldrig",
    ),
    (
        "tør ikke",
        "tør aldrig",
        "tør næppe",
        "tør knap",
        "bange for at",
        "nervøs for at",
        "har ikke mod til at",
        "ræd for at",
    ),
    ("bange for", "ræd for", "angst for", "nervøs for", "skræmt af", "frygter"),
    (
        "kan ikke lide",
        "bryder sig ikke om",
        "kan ikke fordrage",
        "hader",
        "er ikke glad for",
        "er ikke vild med",
        "kan ikke klare",
        "kan ikke holde ud",
        "kan ikke udstå",
    ),
    (
        "mangler",
        "har brug for",
        "savner",
        "søger",
        "brug for",
        "behov for",
        "trænger til",
        "ønsker",
        "ønsker sig",
        "leder efter",
        "efterlyser",
        "kunne bruge",
        "vil gerne have",
        "skal have",
    ),
    ("brug for", "behov for", "trænger til", "savner", "mangler", "ønsker", "skal have", "søger", "kræver"),
    (
        "hele tiden",
        "konstant",
        "altid",
        "hver dag",
        "dagen lang",
        "hele dagen",
        "uafbrudt",
        "fra morgen til aften",
        "dagligt",
        "ofte",
        "tit",
    ),
    (
        "vil gerne",
        "gerne vil",
        "ønsker at",
        "har lyst til at",
        "kunne tænke sig at",
        "drømmer om at",
        "ville elske at",
        "lyst til at",
    ),
    ("ingen", "ikke nogen", "ikke en eneste", "ikke ret mange", "ikke mange", "mangler"),
    ("tale med", "snakke med"),
    ("tale om", "snakke om"),
    ("andre børn", "andre", "andre elever", "andre unge", "andre drenge", "andre piger"),
    ("på nettet", "online", "på internettet"),
    ("uden for", "udenfor"),
    ("derhjemme", "hjemme", "i hjemmet", "i familien"),
    ("i skolen", "i klassen", "i timerne", "i børnehaven", "i sfo'en", "i fritteren"),
)
_TURN_WORDS = tuple(tuple(turn.split() for turn in turns) for turns in _TURNS)


def alternatives(phrase: str) -> list[str]:
    """Return the phrases that a phrase with alternatives stands for: "mor|far drikker" is two."""
    return [" ".join(words) for words in product(*(word.split("|") for word in phrase.split()))]


def wordings(words: list[str]) -> list[list[str]]:
    """Return a phrase's words in every wording: first as they are, then with other turns and in other orders."""
    found = turned(words, _TURN_WORDS)
    return found + [moved for wording in found if (moved := _in_subordinate_clause(wording))]


def turned(words: list[str], turns: Iterable[tuple[list[str], ...]]) -> list[list[str]]:
    """Return a phrase's words as they are, and with each turn that stands in them said in the other ways."""
    found = {tuple(words): words}
    for first, *others in turns:
        for wording in [one for one in found.values() if first[0] in one][:_MOST]:
            at = _index(wording, first)
            if at is not None:
                for other in others:
                    made = [*wording[:at], *other, *wording[at + len(first) :]]
                    found.setdefault(tuple(made), made)
    return list(found.values())


def _index(words: list[str], turn: list[str]) -> int | None:
    for at in range(len(words) - len(turn) + 1):
        if words[at : at + len(turn)] == turn:
            return at
    return None


def _in_subordinate_clause(words: list[str]) -> list[str] | None:
    """The adverb before the verb instead of behind it: "hun tør ikke", but "en pige, der *ikke tør*"."""
    if _MOVING.isdisjoint(words):
        return None
    at = next((at for at, word in enumerate(words) if at and word in _MOVING), 0)
    return [*words[: at - 1], words[at], words[at - 1], *words[at + 1 :]] if at else None
