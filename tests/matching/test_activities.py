"""Concrete activities: met as words, inflections and compounds, and not as what only looks like them."""

import pytest

from registry import danish, vocabulary
from registry.matching import activities


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("fodbold", ["fodbold"]),
        ("Drengefodbold U9", ["fodbold"]),
        ("special-fodbold", ["fodbold"]),
        ("fodboldtræning", ["fodbold"]),
        ("bordfodbold", ["bordfodbold"]),
        ("ridelejr og ponyklub", ["ridning", "heste"]),
        ("svømmehallen", ["svømning"]),
        ("svoemning", ["svømning"]),
        ("klatrevæggen", ["klatring"]),
        ("E-sport", ["esport"]),
        ("Counter-Strike", ["counterstrike"]),
        ("Børnekoret", ["kor"]),
        ("korte lektioner", []),
        ("indvandrere", []),
        ("naturligvis", []),
        ("det koster", []),
        ("sidder bagerst i garderoben", []),
        ("skændes i skolegården", []),
        ("international klasse", []),
        ("vandforsyningen i gennemsnit", []),
        ("vi kører i bus", []),
        ("super glad, spiser suppe", []),
        ("fuld af vrede", []),
        ("basen ligger ved skattekammeret", []),
        ("hendes broder, broderen", []),
        ("SUP og VR", ["surfing", "vr"]),
        ("besøg på en besøgsgård", ["bondegård"]),
    ],
)
def test_words_for_activities(text, found):
    assert [mention.activity for mention in activities.mentions(text)] == found


def test_a_word_may_mean_a_whole_value():
    assert [(mention.value, mention.activity) for mention in activities.mentions("musik, sport og natur")] == [
        ("musik", None),
        ("idraet", None),
        ("natur", None),
    ]


def test_football_is_a_ball_game_and_a_team_sport():
    assert activities.wider("fodbold") == ("fodbold", "boldspil", "holdsport")
    assert "holdsport" not in activities.wider("tennis")


def test_the_file_is_in_order():
    known = vocabulary.current().facets["activity"].values
    for one in activities.activities().values():
        assert one.value in known
        assert one.label_en
        assert one.id == danish.normalise(one.id)
        assert one.id not in known
        assert all(narrower in activities.activities() for narrower in one.includes), one.id
        assert activities.mentions(one.id)[0].activity == one.id
    assert {mention.value for one in known for mention in activities.mentions(known[one].label_da)} <= set(known)


def test_there_are_concrete_activities_enough():
    assert len(activities.activities()) >= 400
    assert {one.value for one in activities.activities().values()} == set(
        vocabulary.current().facets["activity"].values
    )


def test_a_word_belongs_to_one_activity_only():
    owners = {}
    for word, value, id_ in vocabulary.current().activities.phrases():
        assert owners.setdefault(danish.fold(word), (value, id_)) == (value, id_), word


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("football for boys aged 9", ["fodbold"]),
        ("a girl of ten who loves horses", ["heste"]),
        ("swimming lessons on Mondays", ["svømning"]),
        ("my son wants to play chess", ["skak"]),
        ("street dance for teenagers", ["streetdance"]),
        ("board games", ["brætspil"]),
        ("she likes drawing and would like to learn coding", ["tegning", "kodning"]),
        # English words in a Danish sentence mean what they mean in Danish
        ("hun er god til at male", ["maling"]),
        ("en gang om ugen, og vi har både tid og lyst", []),
        ("fuld fart på hele dagen", []),
    ],
)
def test_english_words_for_activities(text, found):
    assert [mention.activity for mention in activities.mentions(text)] == found


def test_leaving_out_football_leaves_other_sport():
    assert {"fodbold"} < {mention.activity for mention in activities.mentions("fodbold, håndbold og svømning")}
    assert all(
        activities.find(one).value == "idraet" for one in ("fodbold", "håndbold", "svømning", "amerikanskfodbold")
    )
