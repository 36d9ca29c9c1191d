"""A wish survives its trip through a URL, whatever people do to the URL."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from registry import vocabulary
from registry.matching.address import pair
from registry.matching.values import PARTS_OF_DAY
from registry.matching.wish import KINDS, SORTS, Chip, Wish
from registry.offers.content import DAYS

WORDS = vocabulary.current()


def _facet(id_):
    return st.sampled_from(list(WORDS.facets[id_].values))


def _sorted_pair(values):
    return st.tuples(values, values).map(sorted).map(tuple)


_words = st.from_regex(r"[a-zæøå]{2,12}(-[a-zæøå]{2,8})?", fullmatch=True)
_postal = st.integers(0, 9999).map("{:04}".format)
VALUES = {
    "age": _sorted_pair(st.integers(0, 120)),
    "weekday": st.sampled_from(DAYS),
    "part_of_day": st.sampled_from(list(PARTS_OF_DAY)),
    "time": _sorted_pair(st.times().map(lambda time: f"{time:%H:%M}")),
    "setting": _facet("setting"),
    "price": st.integers(0, 5000) | st.sampled_from(["stoette", "unknown", 12.5]),
    "need": st.sampled_from(list(WORDS.needs)),
    "activity": _facet("activity") | _words,
    "word": _words,
    "place": _postal,
    "radius": st.integers(1, 100),
    "gender": st.sampled_from(["piger", "drenge"]),
    "audience": st.sampled_from(["foraeldre", "familie", "fagfolk"]),
    "group_size": _facet("group_size") | st.integers(1, 100),
    "access": _facet("access"),
    "language": _facet("language"),
    "element": st.sampled_from(list(WORDS.elements)),
    "sector": _facet("sector"),
    "not_activity": _words,
    "not_weekday": st.sampled_from(DAYS),
    "not_place": _postal,
    "not_setting": _facet("setting"),
}
_parts = st.sampled_from(WORDS.localities).map(lambda one: {"value": one.postal, "named": one.name})
_named = st.builds(
    lambda kind, demand, part: Chip(kind, demand=demand, **part),
    st.sampled_from(["place", "not_place"]),
    st.booleans(),
    _parts,
)
_guessed = st.builds(Chip, st.just("need"), VALUES["need"], demand=st.just(False), guessed=st.just(True))
chips = st.one_of(
    [st.builds(Chip, st.just(kind), values, st.booleans()) for kind, values in VALUES.items()] + [_named, _guessed]
)
wishes = st.builds(Wish, st.lists(chips, max_size=12).map(tuple), st.sampled_from(SORTS), st.integers(1, 500))


def test_every_kind_of_chip_is_tried_here():
    assert set(VALUES) == set(KINDS)


@given(wishes)
def test_a_wish_is_the_same_after_a_trip_through_the_url(wish):
    assert Wish.from_query(wish.to_query()) == wish


@given(wishes)
def test_equal_wishes_have_equal_urls_whatever_order_they_were_said_in(wish):
    backwards = Wish(tuple(reversed(wish.chips)), wish.sort, wish.page)
    assert sorted(backwards.to_query()) == sorted(wish.to_query())


@given(
    st.lists(
        st.tuples(
            st.text(max_size=12) | st.sampled_from(["alder", "sted", "tid", "pris", "side", "gerne-ord"]),
            st.text(max_size=20),
        )
    )
)
def test_no_url_is_an_error(pairs):
    wish = Wish.from_query(pairs)
    assert Wish.from_query(wish.to_query()) == wish
    assert all(chip.label("da") and chip.label("en") for chip in wish.chips)


@given(wishes)
def test_flags_can_be_set_and_taken_off_again(wish):
    for chip in wish.chips:
        toggled = wish.toggled(chip)
        assert {one.key for one in toggled.chips} == {one.key for one in wish.chips}
        if chip.guessed:
            assert (*chip.key, False, False) in [(*one.key, one.demand, one.guessed) for one in toggled.chips]
        else:
            assert toggled.demands_value(*chip.key) != wish.demands_value(*chip.key)
        assert not wish.without(chip).has(*chip.key)


def test_a_form_of_ticked_boxes_asks_for_demands_and_hidden_fields_keep_the_wishes():
    wish = Wish.from_query(
        [("dag", "mon"), ("dag", "tue"), ("pris", "gratis"), ("gerne-behov", "finde_venner"), ("alder", "")]
    )
    assert [(chip.kind, chip.value) for chip in wish.demands] == [("weekday", "mon"), ("weekday", "tue"), ("price", 0)]
    assert [(chip.kind, chip.value) for chip in wish.wishes] == [("need", "finde_venner")]


def test_a_chip_that_is_wished_and_ticked_is_demanded():
    wish = Wish.from_query([("gerne-behov", "finde_venner"), ("behov", "finde_venner")])
    assert [chip.demand for chip in wish.chips] == [True]


def test_a_guess_is_neither_demanded_nor_wished_until_somebody_says_so():
    wish = Wish.from_query([("maaske-behov", "finde_venner"), ("gerne-aktivitet", "dyr")])
    (guess,) = wish.guesses
    assert (guess.value, wish.demands) == ("finde_venner", ())
    assert [chip.value for chip in wish.wishes] == ["dyr"]
    assert wish.url() == "/find?maaske-behov=finde_venner&gerne-aktivitet=dyr"
    assert wish.toggled(guess).url() == "/find?gerne-behov=finde_venner&gerne-aktivitet=dyr"
    assert wish.with_chips([Chip("need", "finde_venner", demand=False)]).guesses == ()


def test_guesses_are_one_parameter_and_may_be_several():
    wish = Wish.from_query([("maaske-behov", "ro_i_naturen.frirum.findes_ikke"), ("maaske-behov", "motorik")])
    assert wish.url() == "/find?maaske-behov=frirum.motorik.ro_i_naturen"
    assert all(chip.guessed for chip in wish.chips)


def test_only_a_need_is_guessed_at():
    assert Wish.from_query([("maaske-sted", "9400"), ("maaske-alder", "9")]) == Wish()


def test_the_url_reads_well():
    wish = Wish.from_query(
        [
            ("gerne-behov", "plads_til_energi"),
            ("sted", "9400"),
            ("alder", "9"),
            ("pris", "gratis"),
            ("sort", "naermest"),
            ("side", "2"),
        ]
    )
    assert wish.url() == "/find?alder=9&pris=gratis&gerne-behov=plads_til_energi&sted=9400&sort=naermest&side=2"
    assert Wish().url() == "/find"


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("alder", "ni"), ("alder", "12-9"), ("alder", "130"), ("sted", "94000"), ("sted", "Hals"), ("dag", "monday"),
        ("radius", "0"), ("radius", "-5"), ("pris", "billig"), ("behov", "findes_ikke"), ("adgang", "unknown"),
        ("sted", "9000 Emil"), ("sted", "9400 Vejgaard"), ("sted", "Vejgaard"),
        ("ord", "010203-1234"), ("ord", "peter@example.org"), ("ord", "20304050"), ("ord", "x" * 60),
        ("tid", "25:00-26:00"), ("tid", "17:00-15:00"), ("gruppe", "0"), ("for", "alle"), ("ukendt", "1"),
    ],
)  # fmt: skip
def test_what_makes_no_sense_in_a_url_is_left_out(name, value):
    assert Wish.from_query([(name, value)]) == Wish()


def test_changing_a_wish_starts_from_its_first_page():
    wish = Wish((Chip("weekday", "mon"), Chip("price", 0)), page=3)
    assert wish.without(wish.chips[0]).page == 1
    assert wish.toggled(wish.chips[0]).page == 1
    assert wish.sorted("newest").page == 1
    assert wish.on_page(2).page == 2


def test_a_radius_belongs_to_its_place():
    place, radius = Chip("place", "9400"), Chip("radius", 5)
    assert Wish((radius,)).chips == ()
    wish = Wish((place, radius))
    assert [chip.demand for chip in wish.toggled(radius).chips] == [False, False]
    assert [chip.demand for chip in wish.toggled(place).chips] == [False, False]
    assert wish.without(place).chips == ()
    assert [chip.value for chip in Wish((place, radius, Chip("radius", 10))).of("radius")] == [10]


@pytest.mark.parametrize(
    ("chip", "danish", "inline", "english"),
    [
        (Chip("age", (9, 9)), "9 år", "9 år", "9 years"),
        (Chip("age", (7, 11)), "7–11 år", "7–11 år", "7–11 years"),
        (Chip("weekday", "mon"), "Mandag", "mandag", "Monday"),
        (Chip("price", 0), "Gratis", "gratis", "Free"),
        (Chip("price", 100), "Højst 100 kr.", "højst 100 kr.", "DKK 100 at most"),
        (Chip("place", "9400"), "Nørresundby", "Nørresundby", "Nørresundby"),
        (Chip("place", "1234"), "1234", "1234", "1234"),
        (Chip("place", "9000", named="Vejgaard"), "Vejgaard", "Vejgaard", "Vejgaard"),
        (Chip("not_place", "9000", named="Vejgaard"), "Ikke Vejgaard", "ikke Vejgaard", "Not Vejgaard"),
        (Chip("radius", 5), "Inden for 5 km", "inden for 5 km", "Within 5 km"),
        (Chip("radius", 2.5), "Inden for 2,5 km", "inden for 2,5 km", "Within 2.5 km"),
        (Chip("time", ("15:00", "17:00")), "Kl. 15.00–17.00", "kl. 15.00–17.00", "15:00–17:00"),
        (Chip("time", ("15:00", "23:59")), "Efter kl. 15.00", "efter kl. 15.00", "After 15:00"),
        (Chip("time", ("00:00", "18:00")), "Før kl. 18.00", "før kl. 18.00", "Before 18:00"),
        (Chip("activity", "dyr"), "Dyr", "dyr", "Animals"),
        (Chip("activity", "fodbold"), "Fodbold", "fodbold", "Football"),
        (Chip("not_activity", "fodbold"), "Ikke fodbold", "ikke fodbold", "Not football"),
        (Chip("not_weekday", "mon"), "Ikke mandag", "ikke mandag", "Not Monday"),
        (Chip("not_place", "9220"), "Ikke Aalborg Øst", "ikke Aalborg Øst", "Not Aalborg Øst"),
        (Chip("setting", "efter_skole"), "Efter skole", "efter skole", "After school"),
        (Chip("access", "trinfri"), "Trinfri adgang", "trinfri adgang", "Step-free access"),
        (Chip("language", "ar"), "På arabisk", "på arabisk", "In Arabic"),
        (Chip("gender", "drenge"), "For drenge", "for drenge", "For boys"),
        (Chip("weekday", "unknown"), "Dag ikke oplyst", "dag ikke oplyst", "Day not stated"),
        (Chip("group_size", 6), "Højst 6 børn", "højst 6 børn", "6 children at most"),
    ],
)  # fmt: skip
def test_a_chip_says_what_it_is_in_both_languages(chip, danish, inline, english):
    assert (chip.label("da"), chip.inline("da"), chip.label("en")) == (danish, inline, english)


def test_a_chip_becomes_a_field_of_a_form():
    assert pair(Chip("weekday", "mon")) == ("dag", "mon")
    assert pair(Chip("need", "finde_venner", demand=False)) == ("gerne-behov", "finde_venner")
