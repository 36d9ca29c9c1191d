"""Searching: results meet every demand for certain, and what isn't said is never taken for a no."""

import datetime as dt

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from registry import danish, vocabulary
from registry.matching.freshness import freshness
from registry.matching.rank import search
from registry.matching.wish import Chip, Wish
from registry.offers.content import OfferContent, Slot
from tests.matching import oracle
from tests.matching.make import NOW, THU, TUE, ask, catalogue, ids, offer

WORDS = vocabulary.current()
NEEDS = ["finde_venner", "plads_til_energi"]
ELEMENTS = [*WORDS.elements][:4]
CODES = ["9000", "9400", "9370", "1234"]

_maybe = st.none()
_slots = st.builds(
    Slot,
    st.sampled_from(["mon", "tue", "sat"]),
    _maybe | st.sampled_from(["09:00", "15:30", "19:00"]),
    _maybe | st.sampled_from(["16:30", "20:00"]),
).filter(lambda slot: not (slot.start and slot.end) or slot.start < slot.end)
_contents = st.builds(
    OfferContent,
    title=st.sampled_from(["Fodbold for alle", "Ridning", "Håndbold", "Kor"]),
    description=st.sampled_from(["Vi leger.", "Vi spiller fodbold.", "Kom og vær med."]),
    age_min=_maybe | st.sampled_from([0, 6, 9, 18]),
    age_max=_maybe | st.sampled_from([9, 12, 18, 30]),
    gender=st.sampled_from([None, "alle", "piger", "drenge"]),
    weekly=st.lists(_slots, max_size=2).map(tuple),
    where=st.sampled_from([None, "address", "online"]),
    postal_code=_maybe | st.sampled_from(CODES),
    price_dkk=_maybe | st.sampled_from([0, 50, 200]),
    capacity=_maybe | st.sampled_from([1, 6, 24]),
    needs=st.lists(st.sampled_from(NEEDS), max_size=2, unique=True).map(tuple),
    activities=st.lists(st.sampled_from(["idraet", "dyr"]), max_size=2, unique=True).map(tuple),
    access=st.lists(st.sampled_from(["trinfri", "stillerum"]), max_size=2, unique=True).map(tuple),
    languages=st.lists(st.sampled_from(["da", "ar"]), max_size=2, unique=True).map(tuple),
    setting=st.sampled_from([(), ("aften",), ("efter_skole",)]),
    ways=st.sampled_from([(), ("drop_in",)]),
    availability=st.sampled_from([None, "ledig", "venteliste"]),
)
_offers = st.lists(
    st.tuples(
        _contents, st.sampled_from(["association", "culture"]), st.sampled_from([(), *((id_,) for id_ in ELEMENTS)])
    ),
    min_size=1,
    max_size=12,
).map(
    lambda drawn: [
        offer(f"o{n}", content, sector=sector, elements=tags) for n, (content, sector, tags) in enumerate(drawn)
    ]
)

_VALUES = {
    "age": st.sampled_from([(9, 9), (5, 7), (16, 19)]),
    "weekday": st.sampled_from(["mon", "tue", "unknown"]),
    "part_of_day": st.sampled_from(["formiddag", "aften"]),
    "time": st.sampled_from([("15:00", "17:00"), ("16:00", "16:00"), ("08:00", "23:59")]),
    "price": st.sampled_from([0, 100, "unknown"]),
    "need": st.sampled_from(NEEDS),
    "activity": st.sampled_from(["idraet", "fodbold", "boldspil"]),
    "place": st.sampled_from(CODES),
    "radius": st.sampled_from([3, 30]),
    "gender": st.sampled_from(["piger", "drenge"]),
    "group_size": st.sampled_from(["en", "lille", "klasse"]),
    "access": st.sampled_from(["trinfri", "stillerum"]),
    "language": st.sampled_from(["ar", "unknown"]),
    "element": st.sampled_from(ELEMENTS),
    "sector": st.sampled_from(["association", "culture"]),
    "not_activity": st.sampled_from(["fodbold", "boldspil"]),
    "not_weekday": st.sampled_from(["mon", "tue"]),
    "not_place": st.sampled_from(CODES),
}
_chips = st.one_of([st.builds(Chip, st.just(kind), values, st.booleans()) for kind, values in _VALUES.items()])
_wishes = st.lists(_chips, max_size=5).map(lambda chips: Wish(tuple(chips)))


def _find(offers, wish, **options):
    return search(catalogue(*offers), wish, now=NOW, limit=100, **options)


@settings(max_examples=400)
@given(_offers, _wishes)
def test_a_search_answers_what_a_slow_and_simple_reading_answers(offers, wish):
    results, maybe, nearly = oracle.outcome(offers, wish)
    found = _find(offers, wish)
    assert set(ids(found.results)) == results
    assert set(ids(found.maybe)) == maybe
    assert set(ids(found.nearly)) == nearly
    assert (found.total, found.maybe_total, found.nearly_total) == (len(results), len(maybe), len(nearly))
    assert len(ids(found.results)) == len(results)


@settings(max_examples=200)
@given(_offers, _wishes)
def test_what_is_nearly_right_names_the_one_thing_that_is_missing(offers, wish):
    for match in _find(offers, wish, facets=False).nearly:
        assert match.missing.kind in oracle.missing(match.offer, wish)
        assert match.missing.kind not in {reason.kind for reason in match.misses}


@settings(max_examples=200)
@given(_offers, _wishes)
def test_giving_up_a_demand_gives_what_was_promised(offers, wish):
    found = _find(offers, wish)
    for one in found.relax:
        again = _find(offers, one.wish)
        if not any(chip.value[1] >= 18 for chip in one.wish.of("age")):
            assert again.total == one.total
        assert one.gain == one.total - found.total >= 0
        assert one.drop not in {"access", "gender", "not_activity", "not_weekday", "not_place", "not_setting"}


@settings(max_examples=200)
@given(_offers, _wishes, _chips)
def test_one_more_kind_of_demand_never_gives_more(offers, wish, chip):
    kinds = {"place", "radius"} if chip.kind in {"place", "radius"} else {chip.kind}
    more = wish.without_kinds(*kinds).with_chips([Chip(chip.kind, chip.value)])
    fewer = more.without_kinds(*kinds)
    if chip.kind != "age":
        assert _find(offers, more).total <= _find(offers, fewer).total


@settings(max_examples=150)
@given(_offers, _wishes)
def test_a_choice_gives_as_many_results_as_it_says(offers, wish):
    found = _find(offers, wish)
    for kind in ("weekday", "price", "need", "access", "sector", "language", "element", "group_size", "activity"):
        for choice in found.facets[kind]:
            if isinstance(choice.chip.value, str) and choice.chip.value in {"kontingent", "stoette", "skolen_betaler"}:
                continue
            if kind in {"activity", "group_size"} and choice.id == "unknown":
                continue
            alone = kind in {"need", "access", "element"}
            asked = wish if alone else Wish(tuple(c for c in wish.chips if c.kind != kind or not c.demand))
            groups = oracle.groups([*asked.demands, *([] if asked.demands_value(*choice.chip.key) else [choice.chip])])
            assert choice.count == oracle.count(offers, wish, groups), choice


@settings(max_examples=150)
@given(_offers, _wishes, st.data())
def test_the_order_is_the_same_however_the_catalogue_came_to_be(offers, wish, data):
    first = data.draw(st.integers(0, len(offers)))
    old = [offer(one.id, title="Gammel tekst") for one in offers[:first]]
    updated = catalogue(*old, offer("gone")).updated(offers[first:], {"gone"}).updated(offers[:first], set())
    there = search(updated, wish, now=NOW, limit=100)
    here = _find(list(reversed(offers)), wish)
    assert [(match.offer.id, match.score, match.fits) for match in there.results] == [
        (match.offer.id, match.score, match.fits) for match in here.results
    ]
    assert ids(there.maybe) == ids(here.maybe)
    assert {kind: [one.count for one in choices] for kind, choices in there.facets.items()} == {
        kind: [one.count for one in choices] for kind, choices in here.facets.items()
    }


@settings(max_examples=60)
@given(_offers, _wishes, st.integers(0, 6), st.integers(1, 4))
def test_pages_are_pieces_of_one_list(offers, wish, offset, limit):
    everything = ids(_find(offers, wish).results)
    page = search(catalogue(*offers), wish, now=NOW, limit=limit, offset=offset)
    assert ids(page.results) == everything[offset : offset + limit]
    assert page.total == len(everything)


def test_an_offer_that_does_not_say_its_price_may_fit():
    found = ask(
        [offer("says", price_dkk=0), offer("silent", price_dkk=None), offer("costs", price_dkk=40)], "pris=gratis"
    )
    assert (ids(found.results), ids(found.maybe), ids(found.nearly)) == (["says"], ["silent"], ["costs"])


def test_ages_match_when_the_ranges_overlap():
    found = ask([offer("under", age_min=4, age_max=6), offer("over", age_min=10, age_max=14)], "alder=6-9")
    assert ids(found.results) == ["under"]


def test_two_children_need_an_offer_for_both():
    both, one = offer("both", age_min=5, age_max=12), offer("one", age_min=5, age_max=7)
    assert ids(ask([both, one], "alder=6&alder=11").results) == ["both"]


def test_offers_for_adults_come_only_when_the_age_asks_for_them():
    adults = offer("adults", age_min=18, age_max=99)
    assert ask([adults], "").total == 0
    assert ask([adults], "alder=17").nearly == ()
    assert ask([adults], "alder=19").total == 1
    assert ask([adults], "gerne-alder=17-20").total == 1


def test_a_postal_code_alone_is_its_district_and_a_radius_reaches_farther():
    offers = [offer("here"), offer("near", postal_code="9000"), offer("far", postal_code="9370")]
    assert ids(ask(offers, "sted=9400").results) == ["here"]
    assert set(ids(ask(offers, "sted=9400&radius=5").results)) == {"here", "near"}


def test_what_is_online_or_comes_to_you_is_everywhere():
    offers = [
        offer("online", where="online", postal_code=None),
        offer("visits", where="comes_to_you", postal_code="9370"),
    ]
    assert ask(offers, "sted=9400").total == 2
    assert [match.distance_km for match in ask(offers, "sted=9400").results] == [None, None]


def test_a_postal_code_without_coordinates_leaves_the_distance_open():
    found = ask([offer("abroad", postal_code="5000")], "sted=9400&radius=10")
    assert ids(found.maybe) == ["abroad"]
    assert found.maybe[0].distance_km is None


def test_a_time_counts_only_on_the_day_asked_for():
    tuesday = Slot("tue", "10:00", "11:00")
    offers = [offer("other", weekly=(Slot("mon", "10:00", "11:00"), TUE)), offer("both", weekly=(tuesday, TUE))]
    assert ids(ask(offers, "dag=mon&tid=15:00-17:00").results) == []
    assert ids(ask(offers, "dag=tue&tid=09:00-12:00").results) == ["both"]


def test_a_place_for_girls_only_is_never_suggested_for_a_boy():
    girls = offer("girls", gender="piger")
    found = ask([girls, offer("all", gender=None)], "for=drenge")
    assert (ids(found.results), found.maybe, found.nearly) == (["all"], (), ())


def test_football_in_disguise_is_excluded_too_but_other_sport_is_not():
    offers = [
        offer("street", title="Gadefodbold"),
        offer("summary", title="Boldklub", summary="Vi spiller fodbold."),
        offer("mention", title="Sorggruppe", description="Nogle dage taler vi om fodbold."),
        offer("handball", title="Håndbold"),
        offer("table", title="Klubben med bordfodbold"),
    ]
    found = ask(offers, "uden-aktivitet=fodbold")
    assert set(ids(found.results)) == {"handball", "table"}
    assert (ids(found.maybe), found.nearly) == (["mention"], ())
    assert [one.drop for one in found.relax] == []


def test_access_that_is_not_mentioned_is_unsure_never_missing():
    found = ask([offer("a", access=("hc_toilet",)), offer("b", access=())], "adgang=trinfri")
    assert set(ids(found.maybe)) == {"a", "b"}
    assert found.nearly == ()


def test_suggested_needs_rank_but_are_never_the_organisations_word():
    guess = offer("guess", title="Hold for urolige børn", description="For børn der er urolige.", needs=())
    silent = offer("silent", title="Kor", description="Vi synger.", needs=())
    wished = ask([silent, guess], "gerne-behov=plads_til_energi")
    assert ids(wished.results) == ["guess", "silent"]
    assert [reason.is_guess for reason in wished.results[0].fits] == [True]
    assert ids(ask([guess], "behov=plads_til_energi").maybe) == ["guess"]


CHOIR = OfferContent(title="Kor", description="Vi synger.", age_min=7, age_max=11, postal_code="9400")


def test_only_what_has_something_of_the_wish_is_sorted_by_distance():
    old = NOW - dt.timedelta(days=9)
    choir = offer("choir", CHOIR)
    offers = [offer("far", postal_code="9370", published=old), choir]
    for query in ("gerne-ord=heste", "gerne-aktivitet=dyr", "gerne-behov=plads_til_energi"):
        assert ids(ask(offers, f"{query}&gerne-sted=9400").results) == ["far", "choir"]
        found = ask(offers, f"{query}&gerne-sted=9400&sort=naermest")
        assert (ids(found.results), found.total, found.matching) == (["far"], 1, 1)
        assert {one.id: one.count for one in found.facets["sector"]}["association"] == 1
        assert ids(ask(offers, f"{query}&sort=nyest").results) == ["far", "choir"]
    assert ids(ask(offers, "gerne-sted=9400&sort=naermest").results) == ["choir", "far"]
    assert ids(ask([choir], "gerne-ord=heste&gerne-sted=9400&sort=naermest").results) == ["choir"]


def test_what_has_something_of_the_wish_stands_before_what_has_not_however_far_away():
    near = offer("near", CHOIR)
    far = offer("far", postal_code="9370", age_min=1, age_max=2, availability="lukket")
    found = ask([near, far], "gerne-ord=halm&gerne-sted=9400&gerne-alder=9")
    assert (ids(found.results), found.total, found.matching) == (["far", "near"], 2, 1)
    assert found.results[0].score < found.results[1].score
    assert [match.is_beside for match in found.results] == [False, True]
    assert [match.is_beside for match in ask([near, far], "gerne-ord=halm", limit=1, offset=1).results] == [True]
    assert not any(match.is_beside for match in ask([near, far], "gerne-alder=9").results)


def test_nothing_nearly_right_is_looked_for_where_enough_is_found():
    offers = [offer("a"), offer("b"), offer("tue", weekly=(TUE,))]
    assert ids(ask(offers, "dag=mon", few=2).nearly) == ["tue"]
    assert (ask(offers, "dag=mon", few=1).nearly, ask(offers, "dag=mon", few=1).nearly_total) == ((), 0)


@settings(max_examples=150)
@given(_offers, _wishes, st.sampled_from(["fit", "newest", "distance"]), st.data())
def test_the_best_come_first_by_whatever_order_and_ties_go_by_title(offers, wish, sort, data):
    word = data.draw(st.sampled_from([None, "fodbold", "heste"]))
    wish = wish.with_chips([Chip("word", word, demand=False)] if word else []).sorted(sort)
    found = _find(data.draw(st.permutations(offers)), wish, facets=False)
    asked = [match for match in found.results if any(reason.kind in _POINTS for reason in match.fits)]
    keys = [_key(match, sort) for match in found.results[: found.matching]]
    assert keys == sorted(keys)
    others = [_key(match, sort) for match in found.results[found.matching :]]
    assert others == sorted(others)
    assert len(asked) <= found.matching
    assert found.total == len(found.results)


_POINTS = {"need", "activity", "word"}


def _key(match, sort):
    by_title = (danish.sort_key(match.offer.content.title), match.offer.id)
    if sort == "newest":
        return (-match.offer.published_at.timestamp(), -match.score, *by_title)
    if sort == "distance":
        distance = match.distance_km if match.distance_km is not None else float("inf")
        return (distance, -match.score, *by_title)
    return (-match.score, *by_title)


def test_newest_and_nearest_first():
    old, new = offer("old", published=NOW - dt.timedelta(days=9), postal_code="9400"), offer("new", postal_code="9370")
    assert ids(ask([old, new], "sort=nyest").results) == ["new", "old"]
    assert ids(ask([new, old], "sort=naermest&gerne-sted=9400").results) == ["old", "new"]


def test_equal_offers_stand_in_danish_order():
    titles = ["Åben klub", "Ærøklub", "Zumba", "Aftenklub", "Ørneklub"]
    found = ask([offer(title, title=title) for title in titles], "")
    assert [match.offer.content.title for match in found.results] == [
        "Aftenklub",
        "Zumba",
        "Ærøklub",
        "Ørneklub",
        "Åben klub",
    ]


def test_full_and_long_unconfirmed_offers_come_later():
    long_ago = NOW - dt.timedelta(days=400)
    offers = [offer("full", availability="venteliste"), offer("stale", confirmed=long_ago), offer("fresh")]
    assert ids(ask(offers, "").results) == ["fresh", "stale", "full"]


def test_what_was_confirmed_long_ago_counts_less_and_less() -> None:
    counts = freshness(np.array([0.0, 183.0, 274.0, 365.0, 900.0]))
    assert counts.tolist() == pytest.approx([1.0, 1.0, 0.925, 0.85, 0.85])


def test_the_order_to_give_things_up_in_is_the_one_people_would_try():
    query = "alder=9&dag=mon&pris=gratis&aktivitet=dyr&sted=9400&behov=plads_til_energi&adgang=trinfri"
    found = ask([offer("tue", weekly=(TUE,)), offer("thu", weekly=(THU,), postal_code="9000")], query)
    assert [one.drop for one in found.relax] == ["weekday", "place", "activity", "price", "age", "need"]
    assert (found.total, found.relax[0].total, found.relax[0].gain) == (0, 1, 1)
    assert found.relax[0].sentence == ("uden mandag", "without Monday")
    assert found.relax[3].sentence == ("uanset pris", "whatever the price")
    assert found.demands == 7


def test_a_place_is_widened_until_it_helps_and_then_given_up():
    offers = [offer("near", postal_code="9000"), offer("far", postal_code="9370")]
    found = ask(offers, "sted=9400")
    assert [(one.drop, one.label("da"), one.total) for one in found.relax] == [
        ("radius", "inden for 5 km", 1),
        ("place", "Nørresundby", 2),
    ]
    assert found.relax[1].sentence == ("uanset sted", "whatever the place")
    assert found.relax[0].wish.url() == "/find?sted=9400&radius=5"


def test_an_age_is_widened_by_a_year_and_never_given_up():
    found = ask([offer("older", age_min=10, age_max=12)], "alder=9")
    assert [(one.drop, one.sentence.da, one.total) for one in found.relax] == [("age", "hvis alderen er 8–10 år", 1)]
