"""Sentences as professionals write them, and what is understood of them."""

import pytest

from registry import vocabulary
from registry.matching.understand import PersonalData, understand
from registry.matching.understand.spelling import vocabulary_corrector


class Words:
    """Stands for a catalogue whose offers know a few words."""

    vocabulary = vocabulary.current()

    def __init__(self, *words):
        self._words = words
        self.corrector = vocabulary_corrector(self.vocabulary)

    def knows(self, word):
        return word.lower() in self._words


def read(text, *known):
    return understand(text, Words(*known))


def chips(text, *kinds, known=()):
    """What is understood, as short strings: "age 9-9", with a question mark when it is only wished for."""
    found = [chip for chip in read(text, *known).chips if not kinds or chip.kind in kinds]
    return [_short(chip) for chip in found]


def _short(chip):
    value = "-".join(map(str, chip.value)) if isinstance(chip.value, tuple) else chip.value
    return f"{value}{'' if chip.demand else '?'}"


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
    ("text", "ages"),
    [
        ("dreng på 9", ["9-9"]),
        ("pige 10 år", ["10-10"]),
        ("13-årig", ["13-13"]),
        ("en 13 årig dreng", ["13-13"]),
        ("en femårig pige", ["5-5"]),
        ("to-årig der skal træne", ["2-2"]),
        ("ti år", ["10-10"]),
        ("pige på tolv", ["12-12"]),
        ("sønnen på 11", ["11-11"]),
        ("ung på 14", ["14-14"]),
        ("dreng 15 hænger ud", ["15-15"]),
        ("dreng, 9, elsker bold", ["9-9"]),
        ("hun er 9, og elsker bold", ["9-9"]),
        ("han fylder 10 til maj", ["10-10"]),
        ("10-12 år", ["10-12"]),
        ("10 – 12 år", ["10-12"]),
        ("10-12-årige", ["10-12"]),
        ("mellem 7 og 9 år", ["7-9"]),
        ("fra 7 til 9 år", ["7-9"]),
        ("9 eller 10 år", ["9-10"]),
        ("i alderen 6-9", ["6-9"]),
        ("børn på 7-9", ["7-9"]),
        ("søskende på 7 og 11", ["7-7", "11-11"]),
        ("tvillinger på 5 og bror på 9", ["5-5", "9-9"]),
        ("børn på 4, 7 og 9 år", ["4-4", "7-7", "9-9"]),
        ("1½ år", ["1-1"]),
        ("1,5 år", ["1-1"]),
        ("halvandet år gammel", ["1-1"]),
        ("18 mdr", ["1-1"]),
        ("baby på 8 måneder", ["0-0"]),
        ("under 6 år", ["0-5"]),
        ("op til 6 år", ["0-6"]),
        ("fra 12 år", ["12-18"]),
        ("3. klasse", ["9-10"]),
        ("går i 3.klasse", ["9-10"]),
        ("0. klasse", ["5-7"]),
        ("tredje klasse", ["9-10"]),
        ("4.-6. klasse", ["10-13"]),
        ("5. og 6. klasse", ["11-13"]),
        ("i 7.b", ["13-14"]),
        ("i 7b", ["13-14"]),
        ("4. klassetrin", ["10-11"]),
        ("går i 3. kl.", ["9-10"]),
        ("teenager", ["13-17"]),
        ("teenagepige på 15", ["15-15"]),
        ("børnehavebarn", ["3-5"]),
        ("går i børnehave", ["3-5"]),
        ("børnehaveklasse", ["5-7"]),
        ("vuggestuebarn", ["0-2"]),
        ("en baby", ["0-1"]),
        ("mellemtrinnet", ["10-12"]),
        ("ensom gymnasieelev", ["16-18"]),
        ("ung mor på 19 år", ["19-19"]),
    ],
)
def test_ages_and_grades(text, ages):
    assert chips(text, "age") == ages


@pytest.mark.parametrize(
    "text",
    [
        "mistede sin mor for 2 år siden",
        "gået til fodbold i 3 år",
        "har gået i 3 år",
        "gik på 2 hold",
        "spiller på 2 forskellige instrumenter",
        "8000 kr",
        "om 2 år",
        "de sidste 4 år",
        "for 8 måneder siden",
        "siden han var 5 år",
        "da hun var 7 år",
        "mor på 35",
        "moren er 40 år",
        "en klasse på 24",
        "kl. 15-17",
        "inden for 5 km",
        "er 2 år yngre end sin bror",
        "højst 6 børn",
        "9000 Aalborg",
    ],
)
def test_other_numbers_are_not_ages(text):
    assert chips(text, "age") == []


@pytest.mark.parametrize(
    ("text", "places"),
    [
        ("Nørresundby", ["9400"]),
        ("nørresundby", ["9400"]),
        ("Noerresundby", ["9400"]),
        ("Nr. Sundby", ["9400"]),
        ("9400 Nørresundby", ["9400"]),
        ("i 9220", ["9220"]),
        ("Aalborg Ø", ["9220"]),
        ("Aalborg Øst", ["9220"]),
        ("Ålborg", ["9000"]),
        ("i Gug", ["9210"]),
        ("Svenstrup", ["9230"]),
        ("bor i Hals", ["9370"]),
        ("bor i hals", ["9370"]),
        ("noget nær Hals", ["9370"]),
        ("Nibe eller Farstrup", ["9240?"]),
        ("ondt i halsen", []),
        ("visse dage", []),
        ("Visse børn vil ikke", []),
        ("flyttet fra Nibe", []),
        ("født i 2015", []),
        ("postnummer 8000", ["8000"]),
    ],
)
def test_places(text, places):
    assert chips(text, "place") == places


@pytest.mark.parametrize(
    ("text", "radius"),
    [
        ("inden for 5 km fra Nørresundby", ["5"]),
        ("højst 10 km fra 9000", ["10"]),
        ("2,5 km fra Gug", ["2.5"]),
        ("tæt på Nibe", ["5"]),
        ("i nærheden af Vodskov", ["5"]),
        ("inden for 5 km", []),
        ("i Nibe", []),
    ],
)
def test_a_distance_needs_a_place(text, radius):
    assert chips(text, "radius") == radius


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("om mandagen", ["mon"]),
        ("mandage", ["mon"]),
        ("på lørdage", ["sat"]),
        ("hver torsdag", ["thu"]),
        ("mandag og onsdag", ["mon", "wed"]),
        ("mandag til torsdag", ["mon", "tue", "wed", "thu"]),
        ("mandag aften", ["mon", "aften"]),
        ("mandag eller tirsdag", ["mon?", "tue?"]),
        ("helst mandag", ["mon?"]),
        ("gerne om mandagen", ["mon?"]),
        ("måske mandag", ["mon?"]),
        ("mandag, hvis muligt", ["mon?"]),
        ("på hverdage", ["mon", "tue", "wed", "thu", "fri"]),
        ("faste rammer i hverdagen", []),
        ("kl. 15-17", ["15:00-17:00"]),
        ("kl 15.30-17", ["15:30-17:00"]),
        ("mellem kl. 15 og 17", ["15:00-17:00"]),
        ("efter kl. 16", ["16:00-23:59"]),
        ("senest kl. 18", ["00:00-18:00"]),
        ("kl. 16", ["16:00-16:00"]),
        ("efter skole", ["efter_skole"]),
        ("keder sig efter skole", []),
        ("i weekenden", ["weekend"]),
        ("i sommerferien", ["ferie"]),
        ("i skoletiden", ["i_skoletiden"]),
        ("online", ["online"]),
        ("om eftermiddagen", ["eftermiddag"]),
        ("sover dårligt om aftenen", []),
    ],
)
def test_days_and_times(text, expected):
    assert chips(text, "weekday", "part_of_day", "time", "setting") == expected


@pytest.mark.parametrize(
    ("text", "price"),
    [
        ("gratis", ["0"]),
        ("det må ikke koste noget", ["0"]),
        ("uden betaling", ["0"]),
        ("gerne gratis", ["0?"]),
        ("højst 100 kr", ["100"]),
        ("max 50 kr. pr. gang", ["50"]),
        ("under 1.500 kroner", ["1500"]),
        ("må gerne koste op til 100 kr", ["100?"]),
        ("behøver ikke være gratis", []),
        ("mor har ikke råd", ["0?"]),
        ("noget billigt", ["100?"]),
        ("skylder 8000 kr", []),
    ],
)
def test_prices(text, price):
    assert chips(text, "price") == price


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("trinfri adgang", ["trinfri"]),
        ("med elevator", ["trinfri"]),
        ("kørestolsvenligt", ["trinfri"]),
        ("handicaptoilet", ["hc_toilet"]),
        ("stille rum", ["stillerum"]),
        ("dreng i kørestol", ["drenge", "trinfri?"]),
        ("på arabisk", ["ar"]),
        ("arabisktalende voksne", ["ar"]),
        ("ukrainsk familie", []),
        ("taler somali derhjemme", []),
        ("for forældre", ["foraeldre"]),
        ("hans forældre er skilt", []),
        ("for hele familien", ["familie"]),
        ("for hele klassen", ["klasse"]),
        ("en klasse på 24", ["klasse"]),
        ("ny i klassen", []),
        ("højst 6 børn", ["6"]),
        ("én til én", ["en"]),
        ("kun for piger", ["piger"]),
        ("dreng på 9 og pige på 7", []),
    ],
)
def test_access_language_and_who(text, expected):
    assert chips(text, "access", "language", "audience", "group_size", "gender") == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("ikke fodbold", ["fodbold"]),
        ("ikke fodbold men noget med fart på", ["fodbold"]),
        ("hader bold", ["boldspil"]),
        ("gider ikke svømning", ["svømning"]),
        ("kan ikke lide heste", ["heste"]),
        ("bryder sig ikke om fodbold", ["fodbold"]),
        ("ikke fodbold eller håndbold", ["fodbold", "håndbold"]),
        ("ikke fodbold, ikke musik", ["fodbold", "musik"]),
        ("idræt, ikke fodbold", ["fodbold"]),
        ("helst ikke fodbold", ["fodbold?"]),
        ("undtagen Aalborg Øst", ["9220"]),
        ("ikke i Aalborg Øst", ["9220"]),
        ("ikke om mandagen", ["mon"]),
        ("ikke mandag eller tirsdag", ["mon", "tue"]),
        ("kan ikke om mandagen", ["mon"]),
        ("ikke i weekenden", ["weekend"]),
        ("ikke kun fodbold", []),
        ("kan ikke svømme", []),
        ("tør ikke ride", []),
        ("går ikke til fodbold længere", []),
        ("ingen venner", []),
        ("kan ikke sidde stille", []),
    ],
)
def test_exclusions(text, expected):
    assert chips(text, "not_activity", "not_weekday", "not_place", "not_setting") == expected


def test_what_is_excluded_is_not_wanted_too():
    assert chips("idræt, ikke fodbold, ikke om mandagen", "activity", "weekday") == ["idraet?"]


@pytest.mark.parametrize(
    ("text", "activities"),
    [
        ("vil gerne spille fodbold", ["fodbold?"]),
        ("gadefodbold", ["fodbold?"]),
        ("børnekor", ["kor?"]),
        ("rideskole", ["ridning?"]),
        ("elsker heste", ["dyr?"]),
        ("noget med musik", ["musik?"]),
        ("Minecraft", ["minecraft?"]),
        ("kort lunte", []),
        ("e-sport", ["esport?"]),
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


def test_conditions_said_beside_a_hedge_stay_demands():
    assert chips("pige 10 år har ingen venner og vil gerne spille bold", "age") == ["10-10"]
    assert chips("dreng på 9, gerne i Nørresundby, gratis", "age", "place", "price") == ["9-9", "9400?", "0"]
    assert chips("vil gerne gå til noget om mandagen", "weekday") == ["mon"]
    assert chips("vil gerne i Nørresundby", "place") == ["9400?"]


def test_words_that_some_offer_knows_are_looked_for_and_all_others_are_dropped():
    assert chips("Mikkel vil gerne lave balance og blæksprutter", "word", known=("balance",)) == ["balance?"]
    assert chips("hun er så sød og meget glad", known=("sød",)) == ["sød?"]


def test_names_leave_no_trace():
    understood = read("Mikkel Frandsen på 9 går i skole med Aisha", "skole")
    assert "ikkel" not in repr(understood)
    assert "Frandsen" not in repr(understood)
    assert "Aisha" not in repr(understood)


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


def test_safety_signals_come_with_the_chips():
    understood = read("pige på 15 skærer i sig selv")
    assert understood.safety == ("akut_selvskade",)
    assert chips("pige på 15 skærer i sig selv", "age") == ["15-15"]
    assert read("urolig dreng").safety == ()


def test_an_empty_sentence_says_nothing():
    assert read("").chips == ()
    assert read("   ,.!").chips == ()
