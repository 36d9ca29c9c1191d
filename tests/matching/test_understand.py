"""Sentences as professionals write them, and what is understood of them."""

import pytest

from registry.matching.understand import PersonalData
from tests.matching.sentences import chips, read


def test_the_sentence_on_the_front_page():
    sentence = "urolig dreng på 9 der elsker heste, Nørresundby, gratis"
    understood = read(sentence)
    assert {chip.kind: chip.value for chip in understood.chips if chip.demand} == {
        "age": (9, 9),
        "gender": "drenge",
        "place": "9400",
        "price": 0,
    }
    assert ("need", "plads_til_energi") in {chip.key for chip in understood.chips}
    assert ("activity", "dyr") in {chip.key for chip in understood.chips}
    age = next(chip for chip in understood.chips if chip.kind == "age")
    assert (age.text, age.span, age.label()) == ("på 9", (13, 17), "9 år")
    assert all(sentence[slice(*chip.span)] == chip.text for chip in understood.chips)


@pytest.mark.parametrize(
    ("text", "activities"),
    [
        ("vil gerne spille fodbold", ["fodbold?"]),
        ("gadefodbold", ["fodbold?"]),
        ("korsang", ["kor?"]),
        ("rideskole", ["ridning?"]),
        ("elsker heste", ["dyr?"]),
        ("noget med musik", ["musik?"]),
        ("Minecraft", ["minecraft?"]),
        ("kort lunte", []),
        ("e-sport", ["esport?"]),
        ("mad", ["mad?"]),
        ("elsker virkelig alt med dyr, især mad og musik", ["dyr?", "mad?", "musik?"]),
        ("får sjældent mad med hjemmefra når klassen har lange dage", []),
        ("vi leder efter yoga eller dans til en stille pige", ["yoga?", "dans?"]),
        ("we can't make it on time, we live in Nørresundby", []),
        ("noget med IT", ["teknik?"]),
    ],
)
def test_activities_are_wishes_however_firmly_they_are_said(text, activities):
    assert chips(text, "activity") == activities


@pytest.mark.parametrize(
    ("text", "needs"),
    [
        ("har ingen venner", ["finde_venner?"]),
        ("genert", ["smaa_faellesskaber?"]),
        ("ikke genert", []),
        ("kan ikke sidde stille", ["plads_til_energi?"]),
        ("ADHD", ["plads_til_energi?"]),
        ("hvad koster det", []),
    ],
)
def test_needs_are_found_by_their_phrases(text, needs):
    assert chips(text, "need") == needs


@pytest.mark.parametrize(
    ("text", "activities"),
    [
        ("mangler nogen, der regner med ham", []),
        ("et sted at være, når det regner", []),
        ("løber hjemmefra", []),
        ("elsker at løbe", ["løb"]),
        ("hentes i to biler", []),
        ("vild med biler", ["biler"]),
        ("sidder alene i gården", []),
        ("vil hjælpe på en gård", ["bondegård"]),
        ("talks with pictures on a tablet", []),
        ("bryder sammen over lektier", []),
    ],
)
def test_a_word_for_an_activity_may_mean_something_else(text, activities):
    assert chips(text, "activity") == [f"{one}?" for one in activities]


def test_words_by_which_a_need_is_said_are_not_an_activity_too():
    assert chips("lektiehjælp", "need", "activity") == ["lektiehjaelp?"]
    assert chips("ro i naturen", "need", "activity") == ["ro_i_naturen?"]


def test_each_chip_has_its_words_and_how_sure_it_is():
    text = "genert pige på 9, ridning, få børn"
    found = read(text).chips
    assert all(text[slice(*chip.span)] == chip.text for chip in found)
    assert all(0 < chip.confidence <= 1 for chip in found)
    assert all(chip.label("da") and chip.label("en") for chip in found)
    sure = {chip.kind: chip.confidence for chip in found}
    assert sure["age"] > sure["need"]


def test_conditions_said_beside_a_hedge_stay_demands():
    assert chips("pige 10 år har ingen venner og vil gerne spille bold", "age") == ["10-10"]
    assert chips("dreng på 9, gerne i Nørresundby, gratis", "age", "place", "price") == ["9-9", "9400?", "0"]
    assert chips("vil gerne gå til noget om mandagen", "weekday") == ["mon"]
    assert chips("vil gerne i Nørresundby", "place") == ["9400?"]


def test_words_that_some_offer_knows_are_looked_for_and_all_others_are_dropped():
    assert chips("Mikkel vil gerne lave balance og blæksprutter", "word", known=("balance",)) == ["balance?"]
    assert chips("hun er så kæk og meget glad", "word", known=("kæk", "glad")) == ["kæk?"]


def test_safety_signals_come_with_the_chips():
    understood = read("pige på 15 skærer i sig selv")
    assert understood.safety == ("akut_selvskade",)
    assert chips("pige på 15 skærer i sig selv", "age") == ["15-15"]
    assert read("urolig dreng").safety == ()


def test_an_empty_sentence_says_nothing():
    assert read("").chips == ()
    assert read("   ,.!").chips == ()


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        ("dreng 010215-1234 elsker heste", ("cpr",)),
        ("skriv til mor@example.org", ("email",)),
        ("ring 20 30 40 50", ("phone",)),
        ("bor på Østergade 12", ("address",)),
    ],
)
def test_personal_data_is_refused_without_being_repeated(text, kinds):
    with pytest.raises(PersonalData) as refusal:
        read(text)
    assert refusal.value.kinds == kinds
    assert "0102" not in str(refusal.value)
