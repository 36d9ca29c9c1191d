"""Needs that a sentence only sounds like: read with doubt, ranked with less, and shown as such."""

from litestar.testing import TestClient

from tests.cast import Cast
from tests.matching.make import ask, catalogue, ids, offer
from tests.matching.sentences import chips, read


def guesses(text):
    return [(chip.value, chip.guessed) for chip in read(text).chips if chip.kind == "need"]


def test_what_no_phrase_says_is_guessed_and_what_is_likely_counts_as_said():
    text = "står alene ved hegnet i alle frikvarterer"
    assert ("finde_venner", False) in guesses(text)
    sure = next(chip for chip in read(text).chips if chip.kind == "need")
    assert sure.confidence < 0.75, "it tells what it was read from"


def test_a_doubtful_one_is_a_guess():
    found = [chip for chip in read("sidder og glor ud af vinduet og nynner").chips if chip.kind == "need"]
    assert any(chip.guessed for chip in found)
    assert all(not chip.demand for chip in found)


def test_what_is_denied_is_not_guessed_either():
    assert "finde_venner" not in [value for value, _ in guesses("hun er ikke ensom")]


def test_what_is_understood_otherwise_is_no_need():
    assert chips("gratis, 9 år") == ["0", "9-9"]
    assert chips("i Gug", "need") == []


def test_a_guess_counts_less_than_a_wish_and_more_than_nothing():
    offers = [offer("o1", needs=("finde_venner",)), offer("o2", needs=("savn_og_sorg",)), offer("o3", needs=())]
    found = ask(offers, "gerne-behov=savn_og_sorg&maaske-behov=finde_venner")
    assert ids(found.results) == ["o2", "o1", "o3"]
    assert found.total == 3


def test_the_parts_of_a_score_tell_what_a_guess_gave():
    (only,) = ask([offer("o1", needs=("finde_venner",))], "maaske-behov=finde_venner").results
    (said,) = ask([offer("o1", needs=("finde_venner",))], "gerne-behov=finde_venner").results
    amount = {part.name: part.amount for part in only.parts}["need:finde_venner"]
    assert 0 < amount < {part.name: part.amount for part in said.parts}["need:finde_venner"]


def test_another_sport_comes_before_what_is_none_where_the_one_asked_for_is_not_there():
    offers = [
        offer("o1", title="Kor", description="Vi synger.", summary="", keywords=(), activities=("musik",)),
        offer("o2", title="Svøm", description="Vi svømmer.", summary="", keywords=(), activities=("idraet",)),
    ]
    found = ask(offers, "gerne-aktivitet=karate")
    assert ids(found.results) == ["o2", "o1"]
    assert found.matching == 0, "no karate is there, so nothing is said to match"


def test_an_offer_for_a_need_that_lies_close_comes_before_others_but_is_not_said_to_match():
    offers = [
        offer("o1", needs=("fritidsjob",), title="A"),
        offer("o2", needs=("hoere_til",), title="B"),
        offer("o3", needs=("finde_venner",), title="C"),
    ]
    found = ask(offers, "gerne-behov=finde_venner")
    assert ids(found.results) == ["o3", "o2", "o1"]
    assert found.matching == 1
    assert found.results[1].is_beside
    assert "need:finde_venner" in {part.name for part in found.results[1].parts}


def test_an_offer_that_names_no_need_is_read_for_what_its_sentences_sound_like():
    text = "Vi samler dem, der står alene i frikvarteret og mangler en at følges med."
    says, names = offer("o1", needs=(), description=text), offer("o2", needs=("savn_og_sorg",), description=text)
    segment = catalogue(says, names).segments[0]
    assert "o1" in {segment.offer_id(document) for document in segment.tagged("read:finde_venner")}


def test_the_page_shows_guesses_apart_and_lets_one_say_yes_or_take_them_away(cast: Cast, client: TestClient) -> None:
    page = client.get("/find?maaske-behov=finde_venner").text
    assert "Måske" in page
    assert "Ja, Nye venner gælder" in page
    assert "/find?gerne-behov=finde_venner" in page
    assert "Sæt flag: Nye venner" not in page
    assert 'name="gerne-behov">' in page, "what one changes it to is a wish of one's own"
