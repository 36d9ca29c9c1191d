"""What is ruled out, and what only sounds like it."""

import pytest

from registry.matching import activities
from tests.matching.sentences import chips, read, short

#: Team sports, or the widest kind of them that is known.
TEAM = "holdsport" if activities.find("holdsport") else "boldspil"


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
        ("ikke holdsport", [TEAM]),
        ("hader holdsport", [TEAM]),
        ("alt andet end fodbold", ["fodbold"]),
        ("er ikke interesseret i musik", ["musik"]),
        ("der ikke kan lide musik", ["musik"]),
        ("led og ked af fodbold", ["fodbold"]),
        ("ikke mere skærm", ["gaming"]),
        ("uden skærm", ["gaming"]),
        ("ikke om aftenen", ["aften"]),
        ("ikke om formiddagen", ["i_skoletiden"]),
        ("ikke online", ["online"]),
        ("ikke tirsdage og torsdage", ["tue", "thu"]),
        ("not team sports", [TEAM]),
        ("not on Mondays", ["mon"]),
        ("we can come anywhere but never on Mondays", ["mon"]),
        ("any day but Monday", ["mon"]),
        ("alle dage på nær onsdag", ["wed"]),
        ("tirsdag, men aldrig om mandagen", ["mon"]),
        ("aldrig fodbold", []),
        ("møder aldrig op om mandagen", []),
        ("not Mondays or Tuesdays", ["mon", "tue"]),
        ("not in Aalborg Øst", ["9220"]),
        ("except Nibe", ["9240"]),
        ("not at weekends", ["weekend"]),
        ("not online", ["online"]),
        ("no screens", ["gaming"]),
        ("hates minecraft", ["minecraft"]),
        ("does not like minecraft", ["minecraft"]),
        ("anything but minecraft", ["minecraft"]),
        ("rather not on Mondays", ["mon?"]),
        ("not only minecraft", []),
        ("does not play minecraft", []),
        ("no friends", []),
        ("onsdag dur ikke", ["wed"]),
        ("vi kan ikke på hverdage", ["mon", "tue", "wed", "thu", "fri"]),
        ("hverdage går ikke", ["mon", "tue", "wed", "thu", "fri"]),
        ("tirsdag og torsdag kan hun ikke", ["tue", "thu"]),
        ("mandag er optaget", ["mon"]),
        ("Vi kan ikke bruge noget, der ligger om onsdagen", ["wed"]),
        ("Han kan ikke komme, så gerne om onsdagen", []),
        ("Wednesdays do not work", ["wed"]),
        ("kan ikke sidde stille om mandagen", []),
    ],
)
def test_exclusions(text, expected):
    assert chips(text, "not_activity", "not_weekday", "not_place", "not_setting") == expected


def test_what_is_excluded_is_not_wanted_too():
    assert chips("idræt, ikke fodbold, ikke om mandagen", "activity", "weekday") == ["idraet?"]


@pytest.mark.parametrize(
    "text",
    ["bange for hunde", "nervøs for at svømme", "afraid of minecraft", "gider ikke minecraft", "ikke gider minecraft"],
)
def test_what_is_feared_or_said_no_to_is_not_wanted(text):
    assert chips(text, "activity", "word", known=("hunde",)) == []


@pytest.mark.parametrize("text", ["ikke til sport", "uden skærm", "ikke mere skærm"])
def test_what_is_ruled_out_is_no_need_too(text):
    assert chips(text, "need") == []


def test_what_one_cannot_do_yet_may_be_wanted():
    assert chips("kan ikke svømme", "activity", "not_activity") == ["svømning?"]
    assert chips("har aldrig lært at cykle", "activity", "not_activity") == ["cykling?"]


@pytest.mark.parametrize(
    ("text", "need"),
    [
        ("ingen venner", "finde_venner?"),
        ("kan ikke sidde stille", "plads_til_energi?"),
        ("tør ikke tage bussen", "komme_derhen?"),
        ("vil ikke i skole", "tilbage_til_skolen?"),
        ("uden konkurrence", "frirum?"),
    ],
)
def test_a_need_may_be_said_as_a_negation(text, need):
    assert [short(chip) for chip in read(text).chips if not chip.guessed] == [need]


def test_a_denied_need_is_none():
    assert chips("ikke genert", "need") == []
    assert chips("hverken genert eller ensom", "need") == []
    assert chips("ikke kun genert", "need") == ["smaa_faellesskaber?"]
