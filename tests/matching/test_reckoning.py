"""How a score is told."""

import math

from registry.matching import reckoning
from registry.matching.wish import Wish
from tests.matching.make import MON, ask, offer

QUERY = "gerne-behov=plads_til_energi&gerne-ord=heste&gerne-dag=tue&gerne-sted=9000&gerne-alder=13"


def told(*offers, query=QUERY):
    (match,) = ask(offers, query).results
    wish = Wish.from_query([tuple(pair.split("=")) for pair in query.split("&")])
    return match, {row.about.da: row.amount.da for row in reckoning.rows(match, wish)}


def test_every_part_has_a_name_and_an_amount():
    match, rows = told(offer("o1", weekly=(MON,), availability="venteliste"))
    assert len(rows) == len(match.parts)
    assert rows["Det begynder alle tilbud med"] == "+ 1"
    assert rows["Plads til energi"].startswith("+ ")
    assert rows["Heste"].startswith("+ ")
    assert rows["Tirsdag"] == "× 0,8"
    assert rows["13 år"] == "× 0,1"
    assert rows["Venteliste eller lukket for nye"] == "× 0,7"
    assert "Afstand" in rows


def test_the_parts_make_the_score():
    match, _rows = told(offer("o1", weekly=(MON,)))
    points = sum(part.amount for part in match.parts if part.by == "points")
    factors = math.prod(part.amount for part in match.parts if part.by == "factor")
    assert math.isclose(points * factors, match.score, rel_tol=1e-3)
