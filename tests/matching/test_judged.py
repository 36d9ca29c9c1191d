"""Does a professional's sentence lead to the offers that a person would choose?

The judged set is for tuning and lies beside the repository, so these tests are skipped where it isn't there.
"""

import json
import math
from pathlib import Path

import pytest

from registry.matching.rank import search
from registry.matching.understand import understand
from registry.matching.wish import Wish
from registry.offers.content import from_document
from tests.matching.make import NOW, catalogue, offer
from tests.matching.oracle import named

JUDGED = Path(__file__).parents[2].parent / "shared" / "eval" / "judged.json"
#: What is reached now, less a little: one author judged all of it, and differences under .05 are noise.
FLOOR = 0.8
_NOT_CONTENT = {"external_id", "organisation", "sector", "cvr"}

pytestmark = pytest.mark.skipif(not JUDGED.exists(), reason="the judged offers and queries aren't here")


@pytest.fixture(scope="module")
def judged():
    return json.loads(JUDGED.read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def offers(judged):
    rows = judged["offers"]
    documents = [
        {key: value for key, value in row.items() if key not in _NOT_CONTENT and value is not None} for row in rows
    ]
    return [
        offer(row["external_id"], from_document(document), sector=row["sector"], name=row["organisation"])
        for row, document in zip(rows, documents, strict=True)
    ]


@pytest.fixture(scope="module")
def first_ten(judged, offers):
    known = catalogue(*offers)
    wishes = {query["id"]: Wish(understand(query["text"], known).chips) for query in judged["queries"]}
    return {id_: search(known, wish, now=NOW, limit=10).results for id_, wish in wishes.items()}


def gain(grades):
    """Discounted cumulative gain of grades in order."""
    return sum((2**grade - 1) / math.log2(rank + 2) for rank, grade in enumerate(grades[:10]))


def test_the_right_offers_come_first(judged, first_ten):
    reached = []
    for query in judged["queries"]:
        grades = [query["judgments"].get(match.offer.id, 0) for match in first_ten[query["id"]]]
        reached.append(gain(grades) / gain(sorted(query["judgments"].values(), reverse=True)))
    assert sum(reached) / len(reached) >= FLOOR


def test_none_of_the_first_ten_violates_a_demand(judged, first_ten):
    for query in judged["queries"]:
        for match in first_ten[query["id"]]:
            content = match.offer.content
            low, high = query["demands"].get("age", (content.age_min, content.age_max))
            assert content.age_min <= high, query["text"]
            assert content.age_max >= low, query["text"]
            assert not named(content) & set(query["demands"].get("not_activities", ())), query["text"]
