"""Ages, grades and stages, in Danish and English, and the many numbers that are none."""

import pytest

from registry.web import clock
from tests.matching.sentences import chips, read


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
        ("en dreng på 6½ år", ["6-6"]),
        ("noget for 3-6 årige", ["3-6"]),
        ("for 3-6 år", ["3-6"]),
        ("børn i 3-6 års alderen", ["3-6"]),
        ("i alderen fra 10 til 12", ["10-12"]),
        ("12+", ["12-18"]),
        ("dreng på snart 9", ["9-9"]),
        ("mistede sin bror for 3 år siden, nu 12", ["12-12"]),
        ("6. klasse på 25 elever", ["12-13"]),
        ("pigen er lige fyldt 7", ["7-7"]),
        ("tvillinger på 5", ["5-5"]),
        ("min søn, 8 år, og min datter, 5 år", ["8-8", "5-5"]),
        ("en 7-årig og en 9-årig", ["7-7", "9-9"]),
        ("3 uger gammel", ["0-0"]),
        ("et halvt år gammel", ["0-0"]),
        ("mor til baby på 4 måneder", ["0-0"]),
        ("9-årig pige i 3. klasse", ["9-9"]),
        ("tvillinger i 3. klasse og bror på 14", ["9-10", "14-14"]),
        ("går i 3. og er bange", ["9-10"]),
        ("går i femte", ["11-12"]),
        ("elev i 5.a", ["11-12"]),
        ("6.-7. kl.", ["12-14"]),
        ("søskende i 1. og 5. klasse", ["7-8", "11-12"]),
        ("1.g", ["16-17"]),
        ("2.g'er", ["17-18"]),
        ("SFO-barn", ["6-9"]),
        ("DUS-børn", ["6-9"]),
        ("går i dus II", ["10-12"]),
        ("skolestarter til sommer", ["5-7"]),
        ("skal starte i børnehave", ["2-3"]),
        ("dagplejebarn", ["0-2"]),
        ("indskoling og mellemtrin", ["6-12"]),
        ("udskolingselever", ["13-16"]),
        ("konfirmander", ["13-14"]),
        ("ungdomsuddannelse", ["16-18"]),
        ("Den unge, Bo, er 15", ["15-15"]),
        ("Emil (9)", ["9-9"]),
        ("børn, gerne 8-10 år", ["8-10?"]),
    ],
)
def test_ages_and_grades(text, ages):
    assert chips(text, "age") == ages


@pytest.mark.parametrize(
    ("text", "ages"),
    [
        ("boy aged 9", ["9-9"]),
        ("boy, 9, loves horses", ["9-9"]),
        ("a child of 10", ["10-10"]),
        ("girl, 7 years old", ["7-7"]),
        ("a nine-year-old", ["9-9"]),
        ("7 yo girl", ["7-7"]),
        ("she is 9 and lives near Nibe", ["9-9"]),
        ("he's 12", ["12-12"]),
        ("she turns 10 in May", ["10-10"]),
        ("ages 11 to 13", ["11-13"]),
        ("between 7 and 9 years", ["7-9"]),
        ("kids 10-12 years", ["10-12"]),
        ("from five to ten years", ["5-10"]),
        ("siblings aged 5 and 8", ["5-5", "8-8"]),
        ("children aged 4, 7 and 9", ["4-4", "7-7", "9-9"]),
        ("under 6", ["0-5"]),
        ("12 and up", ["12-18"]),
        ("8 months old", ["0-0"]),
        ("half a year old", ["0-0"]),
        ("grade 4", ["10-11"]),
        ("3rd grade", ["9-10"]),
        ("2nd grader who cannot sit still", ["8-9"]),
        ("third-graders", ["9-10"]),
        ("grades 4-6", ["10-13"]),
        ("toddler", ["1-2"]),
        ("preschooler", ["3-5"]),
        ("teenager", ["13-17"]),
        ("starting school", ["5-7"]),
        ("young mother of 19", ["19-19"]),
        ("has played for 3 years", []),
        ("2 years ago", []),
        ("since he was 5", []),
        ("mother is 40", []),
        ("at most 8 children", []),
        ("after 3 pm", []),
        ("within 5 km", []),
        ("3 times a week", []),
    ],
)
def test_ages_in_english(text, ages):
    assert chips(text, "age") == ages


@pytest.mark.parametrize("text", ["dreng f. {}", "født i {}", "pige født {}", "born in {}", "årgang {}"])
def test_a_year_of_birth_leaves_two_ages(text):
    year = clock.now().year
    assert chips(text.format(year - 12), "age") == ["11-12"]
    assert chips(text.format(year - 70), "age") == []


def test_several_children_are_told_apart_from_one():
    assert read("tvillinger på 5 og bror på 9").several_ages
    assert not read("dreng på 9 i 3. klasse").several_ages
    assert not read("børn 7-9 år").several_ages
    assert not read("gratis").several_ages


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
        "har 3 søskende",
        "uge 42",
        "2 gange om ugen",
        "venter på 9. måned",
        "hans mor er 32",
        "skole nr. 7",
        "ring efter 16",
        "på 3 sprog",
        "i 2 år har hun været hjemme",
        "10 % af tiden",
    ],
)
def test_other_numbers_are_not_ages(text):
    assert chips(text, "age") == []
