"""Prices, access, languages, who takes part and how, and the ambitions an offer is to live up to."""

import pytest

from tests.matching.sentences import chips


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
        ("som ikke må koste noget", ["0"]),
        ("det koster ikke noget", ["0"]),
        ("kontingentfrit", ["0"]),
        ("ikke for dyrt", ["100?"]),
        ("presset økonomi", ["0?"]),
        ("højst 200 kr. om måneden, gerne gratis", ["200", "0?"]),
        ("free", ["0"]),
        ("free of charge", ["0"]),
        ("for free if possible", ["0?"]),
        ("must not cost anything", ["0"]),
        ("not free", []),
        ("free time activities", []),
        ("feel free to call", []),
        ("sugar-free", []),
        ("step-free access", []),
        ("we can't afford it", ["0?"]),
        ("cheap", ["100?"]),
        ("max DKK 100", ["100"]),
        ("at most 50 kr", ["50"]),
        ("det må ikke koste familien noget", ["0"]),
        ("må ikke koste en krone", ["0"]),
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
        ("sidder i kørestol", ["trinfri?"]),
        ("ikke i kørestol", []),
        ("uden trapper", ["trinfri"]),
        ("hørehæmmet, bruger høreapparat", ["teleslynge?"]),
        ("svagtseende", ["tilpasset?"]),
        ("overfølsom over for larm", ["sansevenlig?"]),
        ("elevator hvis muligt", ["trinfri?"]),
        ("privat omklædning", ["koensneutral_omklaedning"]),
        ("taler ikke dansk", []),
        ("familie fra Ukraine", []),
        ("taler kun arabisk", ["ar?"]),
        ("nogen der taler polsk", ["pl"]),
        ("snakker kun hjemme på tyrkisk", ["tr?"]),
        ("bruger tegnsprog", ["tegn?"]),
        ("ikke på engelsk", []),
        ("få børn", ["lille?"]),
        ("små hold", ["lille?"]),
        ("ikke for store hold", ["mellem?"]),
        ("vil ikke på store hold", ["mellem?"]),
        ("for mange mennesker", []),
        ("under 10 børn", ["10"]),
        ("hele årgangen", ["stor"]),
        ("en til en", ["en"]),
        ("far og søn", ["familie?", "drenge"]),
        ("hans lillesøster må gerne komme med", ["familie?"]),
        ("sammen med sin mor", ["familie?"]),
        ("oplæg for lærere", ["fagfolk"]),
        ("pigehold", ["piger"]),
        ("et par stykker i min 2. klasse", []),
        ("for min 2. klasse", ["klasse"]),
    ],
)
def test_access_language_and_who(text, expected):
    assert chips(text, "access", "language", "audience", "group_size", "gender") == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("boy", ["drenge"]),
        ("girls only", ["piger"]),
        ("boy and girl", []),
        ("wheelchair", ["trinfri?"]),
        ("wheelchair accessible", ["trinfri"]),
        ("step-free access", ["trinfri"]),
        ("no stairs", ["trinfri"]),
        ("accessible toilet", ["hc_toilet"]),
        ("hard of hearing", ["teleslynge?"]),
        ("quiet room", ["stillerum"]),
        ("sensitive to noise", ["sansevenlig?"]),
        ("in English", ["en"]),
        ("arabic-speaking volunteer", ["ar"]),
        ("someone who speaks Polish", ["pl"]),
        ("only speaks Arabic", ["ar?"]),
        ("not in English", []),
        ("does not speak Danish", []),
        ("small group", ["lille?"]),
        ("not large groups", ["mellem?"]),
        ("at most 8 children", ["8"]),
        ("1:1", ["en"]),
        ("one-to-one", ["en"]),
        ("for the whole class", ["klasse"]),
        ("for parents", ["foraeldre"]),
        ("for the whole family", ["familie"]),
        ("siblings can come along", ["familie?"]),
        ("for teachers", ["fagfolk"]),
    ],
)
def test_access_language_and_who_in_english(text, expected):
    assert chips(text, "access", "language", "audience", "group_size", "gender") == expected


@pytest.mark.parametrize(
    ("text", "elements"),
    [
        ("hvor familien inddrages", ["bup22.overgange.c1?"]),
        ("de inddrager forældrene", ["bup22.overgange.c1?"]),
        ("hvor de unge selv bestemmer", ["bup22.loesninger.a2?"]),
        ("børnene er med til at bestemme", ["bup22.loesninger.a2?"]),
        ("med plads til alle", ["bup22.faellesskaber.a1?"]),
        ("en tryg overgang til skolen", ["bup22.overgange.a1?"]),
        ("hvor ingen giver slip", ["inkl22.p6?"]),
        ("uden visitation", ["inkl22.p3?"]),
        ("børn med og uden diagnoser", ["inkl22.p4?"]),
        ("Sammen om løsninger", ["bup22.loesninger?"]),
        ("where parents are involved", ["bup22.overgange.c1?"]),
        ("children have a say", ["bup22.loesninger.a2?"]),
        ("run by volunteers", ["bup22.loesninger.c2?"]),
        ("forældrene er skilt", []),
        ("familien er lige flyttet", []),
        ("hun bestemmer ikke selv", []),
    ],
)
def test_ambitions_in_plain_words(text, elements):
    assert chips(text, "element") == elements
