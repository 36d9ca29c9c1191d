"""Each section's fields: what people are told when something can't be right, and what is kept."""

from __future__ import annotations

import pytest
from litestar.datastructures import FormMultiDict

from registry import vocabulary
from registry.offers import forms, suggesting
from registry.offers.content import Contact, OfferContent
from registry.offers.forms.who import Row
from tests.make import CONTENT, content
from tests.offers.posting import AROUND, TODAY, read

CPR = "Fjern CPR-nummeret. Skriv ikke personnumre i Sammen."


@pytest.mark.parametrize(
    ("section", "field", "typed", "message"),
    [
        ("om", "title", "x" * 121, "Skriv højst 120 tegn. I har skrevet 1 for meget."),
        ("om", "summary", "x" * 510, "Skriv højst 500 tegn. I har skrevet 10 for meget."),
        ("om", "description", "x" * 8001, "Skriv højst 8000 tegn. I har skrevet 1 for meget."),
        ("om", "website", "vores hjemmeside", "Skriv hele adressen, for eksempel https://www.forening.dk"),
        ("om", "website", "https://forening", "Skriv hele adressen, for eksempel https://www.forening.dk"),
        ("om", "activities", "raketter", "Vælg en af mulighederne"),
        ("hvem", "age_min", "syv", "Skriv en alder i hele år fra 0 til 120"),
        ("hvem", "age_min", "7,5", "Skriv en alder i hele år fra 0 til 120"),
        ("hvem", "age_max", "121", "Skriv en alder i hele år fra 0 til 120"),
        ("hvem", "age_max", "6", "Den højeste alder skal være mindst lige så høj som den laveste"),
        ("hvem", "gender", "nogle", "Vælg en af mulighederne"),
        ("hvem", "capacity", "0", "Skriv, hvor mange der kan være med ad gangen, som et helt tal fra 1"),
        ("hvem", "capacity", "mange", "Skriv, hvor mange der kan være med ad gangen, som et helt tal fra 1"),
        ("hvem", "weekly.0.start", "halv fire", "Skriv klokkeslættet som for eksempel 15.30"),
        ("hvem", "weekly.0.end", "15.00", "Sluttidspunktet skal være senere end starttidspunktet"),
        ("hvem", "weekly.0.start", "", "Skriv, hvornår I begynder"),
        ("hvem", "weekly.0.day", "", "Vælg en ugedag"),
        ("hvem", "starts_on", "juleaften", "Skriv datoen som dag, måned og år, for eksempel 24.12.2026"),
        ("hvem", "period", "x" * 301, "Skriv højst 300 tegn. I har skrevet 1 for meget."),
        ("sted", "postal_code", "94", "Skriv et postnummer med fire cifre"),
        ("sted", "postal_code", "94000", "Skriv et postnummer med fire cifre"),
        ("sted", "address", "x" * 152, "Skriv højst 150 tegn. I har skrevet 2 for meget."),
        ("sted", "price_dkk", "halvtreds", "Skriv prisen i kroner, 0 hvis det er gratis"),
        ("sted", "price_dkk", "100001", "Skriv prisen i kroner, 0 hvis det er gratis"),
        ("sted", "price_support", "måske", "Vælg en af mulighederne"),
        ("sted", "where", "månen", "Vælg en af mulighederne"),
        ("behov", "policy.bup22.loesninger.c1", "For kort", "Skriv mindst 20 tegn, gerne med et eksempel"),
        (
            "behov",
            "policy.bup22.loesninger.c1",
            "x" * 427,
            "Skriv højst 400 tegn. I har skrevet 27 for meget.",
        ),
        ("behov", "needs", "en_hest", "Vælg en af mulighederne"),
        ("tryghed", "contact.email", "karen", "Skriv en e-mailadresse som for eksempel navn@forening.dk"),
        ("tryghed", "contact.name", "x" * 121, "Skriv højst 120 tegn. I har skrevet 1 for meget."),
        ("tryghed", "availability", "altid", "Vælg en af mulighederne"),
        ("tryghed", "signup", "x" * 2001, "Skriv højst 2000 tegn. I har skrevet 1 for meget."),
        ("tryghed", "safety_declared_by", "x" * 151, "Skriv højst 150 tegn. I har skrevet 1 for meget."),
    ],
)
def test_what_cannot_be_right_is_said_at_its_field_in_words_that_help(
    section: str, field: str, typed: str, message: str
) -> None:
    form = read(section, **{field.replace(".", "__"): typed})
    assert form.errors == {field: message}
    assert form.data is None


def test_the_last_day_comes_after_the_first() -> None:
    form = read("hvem", starts_on="24.12.2026", ends_on="23.12.2026")
    assert form.errors == {"ends_on": "Sidste dag skal være efter første dag"}


def test_everything_that_is_wrong_is_said_at_once_in_the_order_of_the_form() -> None:
    form = read("sted", languages=["klingon"], price_dkk="dyrt", postal_code="94", where="månen")
    assert list(form.errors) == ["where", "postal_code", "price_dkk", "languages"]


def test_what_is_wrong_in_another_section_does_not_keep_this_one_from_being_saved() -> None:
    before = content(title="x" * 200)
    assert read("sted", before, town="Vejgaard").data is not None


def test_a_section_may_be_left_empty() -> None:
    for name, section in forms.SECTIONS.items():
        form = section.read(FormMultiDict([]), OfferContent(), AROUND)
        assert form.errors == {}, name
        assert form.data == OfferContent(), name


def test_an_age_may_be_written_with_its_unit_and_an_address_without_its_scheme() -> None:
    about, who = read("om", website="www.forening.dk/heste").data, read("hvem", age_min="7 år").data
    assert about is not None
    assert about.website == "https://www.forening.dk/heste"
    assert who is not None
    assert who.age_min == 7


def test_search_words_are_split_at_commas_and_count_once() -> None:
    data = read("om", keywords=" jolle,  sejlads på fjorden; jolle,, \n mast ").data
    assert data is not None
    assert data.keywords == ("jolle", "sejlads på fjorden", "mast")


def test_choices_that_stay_the_same_keep_the_order_they_had() -> None:
    before = content(activities=("natur", "dyr"))
    data = read("om", before, title="Andet navn").data
    assert data is not None
    assert data.activities == ("natur", "dyr")


def test_a_declaration_is_made_on_the_day_it_is_saved() -> None:
    data = read("tryghed", safety=["boerneattest", "to_voksne"], safety_declared_by="Bo, kasserer").data
    assert data is not None
    assert data.safety_declared_on == TODAY
    assert read("tryghed", safety_declared_by="").data == content(safety_declared_by=None, safety_declared_on=None)


def test_the_organisations_contact_is_suggested_until_the_offer_has_one() -> None:
    around = forms.Around(today=TODAY, contact=Contact(name="Mette", phone="00 00 00 01"))
    show = forms.SECTIONS["tryghed"].show
    assert show(OfferContent(), around).value("contact.name") == "Mette"
    assert show(CONTENT, around).value("contact.name") == "Karen"


def test_blank_rows_are_no_times_and_the_others_are_numbered_anew() -> None:
    form = read(
        "hvem",
        weekly__0__day="",
        weekly__0__start="",
        weekly__0__end="",
        weekly__3__day="sat",
        weekly__3__start="10",
        weekly__3__end="9",
    )
    assert form.errors == {"weekly.0.end": "Sluttidspunktet skal være senere end starttidspunktet"}
    assert form.values["weekly"] == [Row("sat", "10", "9")]


def test_an_element_that_nobody_asks_partners_about_cannot_be_slipped_in() -> None:
    internal = next(one.id for one in vocabulary.current().elements.values() if not one.is_for_partners)
    form = read("behov", policy=["bup22.loesninger.c1", internal])
    assert form.data is not None
    assert [answer.element for answer in form.data.policy] == ["bup22.loesninger.c1"]
    municipal = suggesting.askable("municipal", TODAY)
    assert internal in municipal
    assert internal not in AROUND.askable


def test_sammen_om_loesninger_is_asked_about_first() -> None:
    first = [one for one in AROUND.askable if one.startswith("bup22.loesninger")]
    assert tuple(first) == AROUND.askable[: len(first)]
    labels = [group.label for group in suggesting.choices(AROUND.askable, TODAY)[0].groups]
    assert labels[0] == "Sammen om løsninger"


def test_no_more_than_four_elements_are_kept() -> None:
    form = read("behov", policy=list(AROUND.askable[:5]))
    assert form.errors["policy"] == "Vælg højst 4 politikmål"


FREE_TEXTS = {
    "om": ["title", "summary", "description", "keywords", "website"],
    "hvem": ["age_min", "age_max", "capacity", "weekly.0.start", "weekly.0.end", "period", "starts_on", "ends_on"],
    "sted": ["address", "postal_code", "town", "price_dkk", "price_note", "access_note"],
    "behov": ["policy.bup22.loesninger.c1", "policy.bup22.faellesskaber.a1"],
    "tryghed": [
        *("contact.name", "contact.role", "contact.email", "contact.phone"),
        *("signup", "safety_declared_by"),
    ],
}


@pytest.mark.parametrize(
    ("section", "field"), [(section, field) for section, fields in FREE_TEXTS.items() for field in fields]
)
@pytest.mark.parametrize("number", ["010119-1234", "0101191234", "01 01 19 12 34"])
def test_a_cpr_number_is_refused_in_every_field_and_never_kept(section: str, field: str, number: str) -> None:
    form = read(section, **{field.replace(".", "__"): f"Kontakt {number} om det"})
    assert form.errors[field] == CPR
    assert form.data is None
    drawn = repr(list(form.values.items()))
    assert number not in drawn
    assert "1234" not in drawn
    assert "Kontakt om det" in drawn
