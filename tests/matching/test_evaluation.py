"""The measures, against what one reckons by hand, and what counts as violating a demand."""

from math import log2

import msgspec
import pytest

from registry.matching.evaluation import Demands, JudgedSearch, evaluate, ndcg, recall, reciprocal_rank, violated
from registry.offers.content import Slot
from tests.matching.make import NOW, STABLE, catalogue, offer


@pytest.mark.parametrize(
    ("reached", "judged", "share"),
    [
        ([2, 1], [2, 1], 1.0),
        ([1, 2], [2, 1], (1 + 3 / log2(3)) / (3 + 1 / log2(3))),
        ([0, 2], [2], 1 / log2(3)),
        ([0, 0, 1], [1], 0.5),
        ([], [2], 0.0),
        ([0] * 10 + [2], [2], 0.0),
        ([2] * 10, [2] * 12, 1.0),
        ([0, 0], [], None),
        ([0, 0], [0], None),
    ],
)
def test_the_gain_of_the_first_ten_as_a_share_of_the_best(reached, judged, share):
    assert ndcg(reached, judged) == (share if share is None else pytest.approx(share))


@pytest.mark.parametrize(("reached", "value"), [([0, 0, 1, 2], 1 / 3), ([2], 1.0), ([0], 0.0), ([], 0.0)])
def test_the_rank_of_the_first_that_fits(reached, value):
    assert reciprocal_rank(reached) == pytest.approx(value)


@pytest.mark.parametrize(
    ("reached", "judged", "share"),
    [([0, 1, 2], [2, 1, 1, 1], 0.5), ([0] * 20 + [1], [1], 0.0), ([1], [1, 0, 0], 1.0), ([0], [0], None)],
)
def test_how_much_of_what_fits_is_among_the_first_twenty(reached, judged, share):
    assert recall(reached, judged) == share


@pytest.mark.parametrize(
    ("demands", "changes", "broken"),
    [
        ({"age": [9, 9]}, {}, []),
        ({"age": [12, 13]}, {}, ["age"]),
        ({"age": [12, 13]}, {"age_max": None}, []),
        ({"postal_code": "9400"}, {}, []),
        ({"postal_code": "9000"}, {}, ["postal_code"]),
        ({"postal_code": "9000", "radius_km": 10}, {}, []),
        ({"postal_code": "9000"}, {"where": "comes_to_you"}, []),
        ({"postal_code": "9000"}, {"postal_code": None}, []),
        ({"weekdays": ["mon"]}, {}, []),
        ({"weekdays": ["fri"]}, {}, ["weekdays"]),
        ({"weekdays": ["fri"]}, {"weekly": ()}, []),
        ({"free": True}, {}, []),
        ({"free": True}, {"price_dkk": 20}, ["free"]),
        ({"free": True}, {"price_dkk": None}, []),
        ({"languages": ["ar"]}, {}, ["languages"]),
        ({"languages": ["ar"]}, {"languages": ("da", "ar")}, []),
        ({"access": ["hc_toilet"]}, {}, ["access"]),
        ({"not_activities": ["ridning"]}, {}, ["not_activities"]),
        ({"not_activities": ["dyr"]}, {}, ["not_activities"]),
        ({"not_activities": ["fodbold"]}, {}, []),
    ],
)
def test_an_offer_violates_what_it_contradicts_and_nothing_that_it_does_not_say(demands, changes, broken):
    content = msgspec.structs.replace(STABLE, **changes)
    assert list(violated(content, msgspec.convert(demands, Demands))) == broken


HORSES, OLDER = offer("o1"), offer("o2", title="Stalden for store", age_min=13, age_max=17)
KNITTING = offer(
    "o3",
    title="Strik",
    summary="Garn og pinde.",
    description="Vi strikker sammen.",
    activities=(),
    keywords=("strik",),
    needs=(),
    weekly=(Slot("tue", None, None),),
)


def measure(*searches):
    offers = [HORSES, OLDER, KNITTING]
    return evaluate(catalogue(*offers), [msgspec.convert(one, JudgedSearch) for one in searches], offers, now=NOW)


def test_a_search_is_measured_with_what_was_understood_and_found():
    done = measure({"id": "a", "text": "heste til en på 9 år", "judgments": {"o1": 2}, "demands": {"age": [9, 9]}})
    (one,) = done.searches
    assert {(chip.kind, chip.value) for chip in one.understood} >= {("age", (9, 9))}
    assert (one.found[0].rank, one.found[0].offer.id, one.found[0].grade) == (1, "o1", 2)
    assert (done.ndcg, done.mrr, done.recall, done.violations) == (1, 1, 1, 0)


def test_what_violates_a_demand_or_is_missing_is_told():
    done = measure(
        {"id": "a", "text": "strik til en på 9 år", "judgments": {"o2": 1}, "demands": {"weekdays": ["tue"]}}
    )
    (one,) = done.searches
    assert [offer.id for offer in one.missed] == ["o2"]
    assert [(found.offer.id, found.violates) for found in one.violating] == [("o1", ("weekdays",))]
    assert (done.ndcg, done.recall, done.violations) == (0, 0, 1)


def test_means_are_over_the_searches_that_something_in_the_data_fits():
    done = measure(
        {"id": "a", "text": "heste", "judgments": {"o1": 2, "o2": 2}},
        {"id": "b", "text": "rumfart", "judgments": {"elsewhere": 2}},
        {"id": "c", "text": "ikke noget", "judgments": {}},
    )
    assert (done.measured, done.ndcg, done.absent) == (1, 1, frozenset({"elsewhere"}))
    assert [one.ndcg for one in done.searches] == [1, None, None]


def test_an_offer_is_judged_by_its_external_id_or_by_the_id_in_its_address():
    imported = msgspec.structs.replace(HORSES, external_id="aks-17")
    for name in ("o1", "aks-17"):
        search = JudgedSearch(id="a", text="heste", judgments={name: 2})
        assert evaluate(catalogue(imported), [search], [imported], now=NOW).ndcg == 1
