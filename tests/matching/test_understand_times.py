"""Days, parts of the day, clock times and settings."""

import pytest

from tests.matching.sentences import chips


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
        ("mandag eller tirsdag", ["mon", "tue"]),
        ("helst mandag eller tirsdag", ["mon?", "tue?"]),
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
        ("keder sig efter skole", ["efter_skole?"]),
        ("noget i sommerferien", ["ferie"]),
        ("alene i ferien", ["ferie?"]),
        ("i weekenden", ["weekend"]),
        ("i sommerferien", ["ferie"]),
        ("i skoletiden", ["i_skoletiden"]),
        ("online", ["online"]),
        ("om eftermiddagen", ["eftermiddag"]),
        ("sover dårligt om aftenen", []),
        ("savner nogen at snakke med om formiddagen", ["formiddag?"]),
        ("ondt i maven hver mandag", ["mon?"]),
        ("har ikke været i skole siden efterårsferien", []),
        ("begynder efter sommerferien", []),
        ("oppe og spille til klokken 3 om natten", []),
        ("tirs/tors passer bedst", ["tue?", "thu?"]),
        ("man-tors", ["mon", "tue", "wed", "thu"]),
        ("hver onsdag eftermiddag", ["wed", "eftermiddag"]),
        ("et eftermiddagshold", ["eftermiddag"]),
        ("om morgenen", ["formiddag"]),
        ("ikke efter kl. 18", ["00:00-18:00"]),
        ("må ikke være efter kl. 18", ["00:00-18:00"]),
        ("ikke senere end 17", ["00:00-17:00"]),
        ("ikke før kl. 15", ["15:00-23:59"]),
        ("fri fra skole kl. 14", ["14:00-14:00"]),
        ("i vinterferien", ["ferie"]),
        ("i uge 42", ["ferie"]),
        ("ferietilbud", ["ferie"]),
        ("i skolens tid", ["i_skoletiden"]),
        ("kan I komme ud på skolen", ["i_skoletiden?"]),
        ("kommer ud i børnehaven", ["i_dagtilbud?"]),
        ("mandag var han ked af det", ["mon"]),
        ("på hverdage efter skole", ["mon", "tue", "wed", "thu", "fri", "efter_skole"]),
        ("hans søn sad og græd", []),
    ],
)
def test_days_and_times(text, expected):
    assert chips(text, "weekday", "part_of_day", "time", "setting") == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("on Mondays", ["mon"]),
        ("Tuesdays or Thursdays", ["tue", "thu"]),
        ("preferably Tuesdays or Thursdays", ["tue?", "thu?"]),
        ("Monday to Wednesday", ["mon", "tue", "wed"]),
        ("weekdays", ["mon", "tue", "wed", "thu", "fri"]),
        ("Friday evening", ["fri", "aften"]),
        ("in the afternoon", ["eftermiddag"]),
        ("evenings", ["aften"]),
        ("after school", ["efter_skole"]),
        ("during school hours", ["i_skoletiden"]),
        ("weekends only", ["weekend"]),
        ("preferably in the summer holidays", ["ferie?"]),
        ("online", ["online"]),
        ("after 3 pm", ["15:00-23:59"]),
        ("between 4 and 6 pm", ["16:00-18:00"]),
        ("3-5 pm", ["15:00-17:00"]),
        ("at 10 am", ["10:00-10:00"]),
        ("before 5 pm", ["00:00-17:00"]),
        ("not after 6 pm", ["00:00-18:00"]),
        ("the sun sat low", []),
    ],
)
def test_days_and_times_in_english(text, expected):
    assert chips(text, "weekday", "part_of_day", "time", "setting") == expected
