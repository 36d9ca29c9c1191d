"""Invented offers in any number, for benchmarks: the same ones for the same number."""

from __future__ import annotations

import random
from typing import Any

from registry import vocabulary

_THINGS = tuple(
    "heste kor skak fodbold svømning teater kodning keramik klatring spejder dans musik lektier brætspil".split()  # noqa: SIM905
)
_WORDS = tuple(
    (  # noqa: SIM905
        "vi mødes hver uge og laver noget sammen med voksne der har god tid her er plads til at komme som man er "
        "børnene vælger selv dagens opgave og der er altid en pause i halmen ingen behøver at kunne noget i forvejen "
        "holdet er lille så alle når at lære hinanden at kende og der er mulighed for at låne udstyr hos os"
    ).split()
)


def offers(count: int) -> dict[str, Any]:
    """Return a file of the format offers/1 with `count` offers."""
    chance = random.Random(20261122)
    words = vocabulary.current()
    postal = list(words.postals)
    return {"format": "offers/1", "offers": [_offer(n, chance, words, postal) for n in range(count)]}


def _offer(n: int, chance: random.Random, words: vocabulary.Vocabulary, postal: list[str]) -> dict[str, Any]:
    facets = words.facets
    thing = chance.choice(_THINGS)
    low = chance.randint(0, 15)
    days = chance.sample(["mon", "tue", "wed", "thu", "fri", "sat", "sun"], k=chance.randint(0, 2))
    start = chance.randint(9, 18)
    return {
        "external_id": f"benchmark-{n}",
        "organisation": f"Eksempelforening {n % 400}",
        "sector": chance.choice(list(facets["sector"].values)),
        "title": f"{thing.capitalize()} for begyndere {n}",
        "summary": " ".join(chance.choices(_WORDS, k=18)).capitalize() + ".",
        "description": " ".join(chance.choices([*_WORDS, *_THINGS], k=110)).capitalize() + ".",
        "age_min": low,
        "age_max": min(18, low + chance.randint(1, 6)),
        "postal_code": chance.choice(postal),
        "weekly": [{"day": day, "start": f"{start:02}:00", "end": f"{start + 2:02}:00"} for day in days],
        "price_dkk": chance.choice([None, 0, 0, 40, 100, 250]),
        "capacity": chance.choice([None, 4, 8, 12, 24]),
        "availability": chance.choice([None, *facets["capacity"].values]),
        "activities": chance.sample(list(facets["activity"].values), k=chance.randint(0, 3)),
        "setting": chance.sample(list(facets["setting"].values), k=chance.randint(0, 2)),
        "access": chance.sample(list(facets["access"].values), k=chance.randint(0, 3)),
        "needs": chance.sample(list(words.needs), k=chance.randint(0, 4)),
        "keywords": [thing],
    }
