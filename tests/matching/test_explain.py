"""What a card says: what fits, what doesn't, what isn't known, in words that people use."""

import msgspec
import pytest

from registry.matching.rank import explain_one
from registry.matching.text import kilometres
from registry.matching.wish import Wish
from registry.offers.content import Slot
from tests.matching.make import MON, NOW, STABLE, THU, TUE, ask, catalogue, offer


def card(query, **changes):
    """The reasons of one offer, in Danish: what fits, what doesn't, what isn't said."""
    wish = Wish.from_query([tuple(pair.split("=")) for pair in query.split("&")])
    match = explain_one(catalogue(offer(**changes)), wish, "o1", now=NOW)
    return tuple([reason.label("da") for reason in reasons] for reasons in (match.fits, match.misses, match.unsure))


@pytest.mark.parametrize(("km", "said"), [(1.24, "1,2 km"), (9.96, "10 km"), (10.53, "10 km"), (11.6, "12 km")])
def test_a_distance_reads_alike_wherever_it_stands(km, said):
    assert kilometres(km).da == kilometres(round(km, 1)).da == said


def test_the_card_of_the_prototype():
    demands = "alder=9&dag=mon&pris=gratis"
    wishes = "gerne-behov=plads_til_energi&gerne-aktivitet=dyr&gerne-sted=9000&gerne-adgang=hc_toilet"
    assert card(f"{demands}&{wishes}", postal_code="9400") == (
        [
            "7–11 år",
            "Mandag 15.30–17.00",
            "Gratis",
            "Plads til energi",
            "Dyr",
            "Nørresundby, 1,2 km",
        ],
        [],
        ["Handicaptoilet"],
    )


@pytest.mark.parametrize(
    ("query", "changes", "fits"),
    [
        ("alder=9", {}, "7–11 år"),
        ("alder=9", {"age_min": 9, "age_max": 9}, "9 år"),
        ("dag=mon", {"weekly": (Slot("mon"),)}, "Mandag"),
        ("dag=mon", {"weekly": (Slot("mon", "15:00"),)}, "Mandag fra kl. 15.00"),
        ("dag=mon&dag=tue", {"weekly": (MON, TUE, THU)}, "Mandag 15.30–17.00 og tirsdag 15.30–17.00"),
        (
            "dag=tue",
            {"weekly": (Slot("tue", "15:00", "16:00"), Slot("tue", "16:15", "17:15"))},
            "Tirsdag 15.00–16.00 og 16.15–17.15",
        ),
        ("tid=15:00-18:00", {}, "Mandag 15.30–17.00"),
        ("dag=tue&tid=15:00-18:00", {"weekly": (MON, TUE, THU)}, "Tirsdag 15.30–17.00"),
        ("tid=aften", {"weekly": (MON, Slot("tue", "18:00", "19:30"))}, "Tirsdag 18.00–19.30"),
        ("tid=aften", {"weekly": (), "setting": ("aften",)}, "Aften"),
        ("ramme=efter_skole", {}, "Efter skole"),
        ("pris=gratis", {}, "Gratis"),
        ("pris=100", {"price_dkk": 40, "price_unit": "gang"}, "40 kr. pr. gang"),
        ("pris=100", {"price_dkk": 37.5}, "37,5 kr."),
        ("sted=9400", {}, "Nørresundby"),
        ("sted=9000&radius=5", {}, "Nørresundby, 1,2 km"),
        ("sted=9000", {"where": "comes_to_you"}, "Kommer ud til jer"),
        ("sted=9000", {"where": "online"}, "Online"),
        ("gruppe=lille", {}, "Op til 4 børn"),
        ("gruppe=en", {"capacity": 1}, "Ét barn ad gangen"),
        ("adgang=trinfri", {}, "Trinfri adgang"),
        ("sprog=da", {}, "På dansk"),
        ("hvem=association", {}, "Forening"),
        ("aktivitet=ridning", {}, "Ridning"),
        ("ord=halmen", {}, "Halmen"),
        ("for=drenge", {"gender": "drenge"}, "Kun for drenge"),
    ],
)
def test_what_fits_says_what_the_offer_has(query, changes, fits):
    assert card(query, **changes) == ([fits], [], [])


@pytest.mark.parametrize(
    ("query", "changes", "misses"),
    [
        ("gerne-alder=14", {}, "7–11 år"),
        ("gerne-dag=mon", {"weekly": (Slot("tue"), Slot("thu"), Slot("fri"))}, "Kun tirsdag, torsdag og fredag"),
        ("gerne-dag=mon", {"weekly": (Slot("sat", "10:00", "11:00"),)}, "Kun lørdag 10.00–11.00"),
        (
            "gerne-pris=gratis",
            {"price_dkk": 40, "price_unit": "gang", "price_support": True},
            "40 kr. pr. gang, støtte mulig",
        ),
        ("gerne-sted=9310", {}, "Nørresundby, 8,2 km"),
        ("gerne-gruppe=lille", {"capacity": 30}, "Op til 30 børn"),
        ("gerne-sprog=ar", {}, "Kun på dansk"),
        ("gerne-sprog=ar", {"languages": ("da", "uk", "en")}, "Kun på dansk, ukrainsk og engelsk"),
        ("gerne-ramme=weekend", {}, "Kun efter skole"),
        ("gerne-uden-aktivitet=ridning", {}, "Ridning"),
        ("for=piger", {"gender": "drenge"}, "Kun for drenge"),
    ],
)
def test_what_does_not_fit_says_what_the_offer_has_instead(query, changes, misses):
    assert card(query, **changes) == ([], [misses], [])


@pytest.mark.parametrize(
    ("query", "changes", "unsure"),
    [
        ("alder=9", {"age_min": None, "age_max": None}, "Alder"),
        ("dag=mon", {"weekly": ()}, "Dag"),
        ("pris=gratis", {"price_dkk": None}, "Pris"),
        ("sted=9400", {"postal_code": None, "town": None}, "Sted"),
        ("gruppe=lille", {"capacity": None}, "Gruppens størrelse"),
        ("sprog=ar", {"languages": ()}, "Sprog"),
        ("adgang=stillerum", {}, "Stille rum"),
        ("behov=finde_venner", {"needs": ()}, "Nye venner"),
        ("uden-dag=mon", {"weekly": (MON, TUE)}, "Om mandag er nødvendig"),
    ],
)
def test_what_is_not_said_is_named(query, changes, unsure):
    assert card(query, **changes) == ([], [], [unsure])


def test_by_itself_what_is_not_said_is_a_sentence():
    found = ask([offer(price_dkk=None)], "pris=gratis")
    assert [(reason.sentence("da"), reason.sentence("en")) for reason in found.maybe[0].unsure] == [
        ("Pris ikke oplyst", "Price not stated")
    ]


@pytest.mark.parametrize(
    ("query", "changes", "missing"),
    [
        ("dag=mon", {"weekly": (TUE, THU, Slot("thu"))}, ("weekday", "mandag", "kun tirsdag og torsdag")),
        ("dag=mon&dag=wed", {"weekly": (Slot("tue"),)}, ("weekday", "mandag eller onsdag", "kun tirsdag")),
        ("pris=gratis", {"price_dkk": 30, "price_unit": "gang"}, ("price", "gratis", "30 kr. pr. gang")),
        ("alder=12", {}, ("age", "12 år", "7–11 år")),
        ("sted=9310", {}, ("place", "Vodskov", "Nørresundby, 8,2 km")),
        ("sted=9310&radius=5", {}, ("place", "inden for 5 km af Vodskov", "Nørresundby, 8,2 km")),
        ("sted=9000 Vejgaard&radius=1", {}, ("place", "inden for 1 km af Vejgaard", "Nørresundby, 1,2 km")),
        ("behov=finde_venner", {}, ("need", "nye venner", None)),
    ],
)
def test_a_near_miss_tells_the_one_thing_that_is_missing(query, changes, missing):
    (match,) = ask([offer(**changes)], query).nearly
    instead = match.missing.instead.label("da") if match.missing.instead else None
    assert (match.missing.kind, match.missing.label("da"), instead) == missing
    assert match.missing.kind not in {reason.kind for reason in match.misses}


def test_everything_is_said_in_english_too():
    wish = Wish.from_query([("alder", "9"), ("dag", "mon"), ("pris", "100"), ("sted", "9000"), ("radius", "5")])
    content = msgspec.structs.replace(STABLE, price_dkk=40, price_unit="gang", price_support=True)
    match = explain_one(catalogue(offer(content=content)), wish, "o1", now=NOW)
    assert [reason.label("en") for reason in match.fits] == [
        "7–11 years",
        "Monday 15:30–17:00",
        "DKK 40 per session, help possible",
        "Nørresundby, 1.2 km",
    ]


def test_a_need_read_from_the_text_is_never_shown_as_the_organisations_word():
    fits, _, _ = card("gerne-behov=plads_til_energi", title="For urolige børn", needs=())
    assert fits == ["Plads til energi (læst i teksten)"]


def test_the_score_is_the_sum_and_product_of_its_parts():
    query = (
        "gerne-behov=plads_til_energi&gerne-ord=heste&gerne-sted=9000&gerne-dag=tue&gerne-alder=12&gerne-pris=gratis"
    )
    (match,) = ask([offer(price_dkk=50, availability="venteliste")], query).results
    score = sum(part.amount for part in match.parts if part.by == "points")
    for part in match.parts:
        score *= part.amount if part.by == "factor" else 1
    assert match.score == pytest.approx(score, abs=1e-5)
    factors = {part.name.split(":")[0]: part.amount for part in match.parts if part.by == "factor"}
    assert factors == {"weekday": 0.8, "price": 0.5, "age": 0.5, "place": pytest.approx(0.9, abs=0.02), "capacity": 0.7}


def test_an_offer_that_is_not_live_has_nothing_to_explain():
    assert explain_one(catalogue(offer()), Wish(), "another", now=NOW) is None
