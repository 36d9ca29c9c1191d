"""What details may look like, and which organisations are probably one."""

import string

import pytest
from hypothesis import given
from hypothesis import strategies as st

from registry.partners import rules
from registry.partners.rules import Details, likely_same, name_key


@pytest.mark.parametrize(
    ("typed", "cvr"),
    [
        ("29189420", "29189420"),
        ("29 18 94 20", "29189420"),
        (" DK 29 18 94 20 ", "29189420"),
        ("dk29189420", "29189420"),
        ("29189421", None),
        ("2918942", None),
        ("291894200", None),
        ("00000000", None),
        ("٢٩١٨٩٤٢٠", None),
        ("Havfruen", None),
    ],
)
def test_a_cvr_number_has_eight_digits_that_satisfy_modulus_11(typed: str, cvr: str | None) -> None:
    assert rules.read_cvr(typed) == cvr


@given(st.integers(10_000_000, 99_999_999).map(str), st.integers(0, 7), st.integers(1, 9))
def test_one_wrong_digit_is_always_seen(number: str, at: int, step: int) -> None:
    if rules.read_cvr(number) is None:
        return
    wrong = number[:at] + str((int(number[at]) + step) % 10) + number[at + 1 :]
    assert rules.read_cvr(wrong) is None


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("9000", "9000"),
        (" 9400 ", "9400"),
        ("DK-9000", "9000"),
        ("9000 Aalborg", "9000"),
        ("9000 Aalborg C", "9000"),
        ("0800", "0800"),
        ("900", None),
        ("90000", None),
        ("٩٠٠٠", None),
        ("Aalborg", None),
        ("9000 Gade 7", None),
    ],
)
def test_a_postal_code_has_four_digits(typed: str, code: str | None) -> None:
    assert rules.read_postal_code(typed) == code


@pytest.mark.parametrize(
    ("typed", "website"),
    [
        ("havfruen.dk", "https://havfruen.dk"),
        ("www.Havfruen.dk/", "https://www.havfruen.dk"),
        ("http://havfruen.dk/om?side=1", "http://havfruen.dk/om?side=1"),
        ("åens-rideklub.dk", "https://åens-rideklub.dk"),
        ("havfruen.dk:8080", "https://havfruen.dk:8080"),
        ("javascript:alert(1)", None),
        ("data:text/html,x", None),
        ("ftp://havfruen.dk", None),
        ("mette@havfruen.dk", None),
        ("https://navn:kode@havfruen.dk", None),
        ("havfruen", None),
        ("har ikke nogen", None),
        ('havfruen.dk/"onclick', None),
        ("http://[::1", None),
        ("https://127.0.0.1/", None),
        ("a" * 300 + ".dk", None),
    ],
)
def test_a_website_gets_its_https_and_leads_only_to_the_web(typed: str, website: str | None) -> None:
    assert rules.read_website(typed) == website


@given(st.text(max_size=60))
def test_a_website_is_read_the_same_the_second_time(typed: str) -> None:
    website = rules.read_website(typed)
    if website is not None:
        assert website.startswith(("https://", "http://"))
        assert rules.read_website(website) == website


@pytest.mark.parametrize(
    ("typed", "phone"),
    [
        ("12345678", "12 34 56 78"),
        ("12 34 56 78", "12 34 56 78"),
        ("+45 1234 5678", "12 34 56 78"),
        ("0045 12 34 56 78", "12 34 56 78"),
        ("+49 30 123456", "+49 30123456"),
        ("1234567", None),
        ("123456789", None),
        ("ring 12345678", None),
        ("", None),
    ],
)
def test_a_phone_number_is_written_in_pairs(typed: str, phone: str | None) -> None:
    assert rules.read_phone(typed) == phone


@pytest.mark.parametrize(
    ("typed", "email"),
    [
        ("Mette@Havfruen.DK", "Mette@havfruen.dk"),
        (" mette@havfruen.dk ", "mette@havfruen.dk"),
        ("mette@", None),
        ("mette havfruen.dk", None),
        ("mette@havfruen.dk\nBcc: andre@havfruen.dk", None),
    ],
)
def test_an_email_address_is_one_address(typed: str, email: str | None) -> None:
    assert rules.read_email(typed) == email


@pytest.mark.parametrize(
    ("typed", "name"),
    [("  Havfruens   Venner ", "Havfruens Venner"), ("H", None), ("!!", None), ("x" * 121, None), ("B 52", "B 52")],
)
def test_a_name_says_something_on_one_line(typed: str, name: str | None) -> None:
    assert rules.read_name(typed) == name


@pytest.mark.parametrize(
    ("a", "b"),
    [
        ("Voerbjerg Rideklub", "Rideklubben Vørbjerg"),
        ("Aalborg Svømmeklub", "Svømmeklubben i Ålborg"),
        ("Vejgård IF", "Vejgaard Idrætsforening"),
        ("Nordkode ApS", "NORDKODE"),
        ("Sangens Hus Aalborg", "Sangenshus"),
        ("Bådelauget Spantet (eksempel)", "Spantet Baadelaug"),
        ("KFUM-Spejderne Hasseris", "KFUM Spejderne i Hasseris, gruppe 1"),
        ("Foreningen Fjordlærken", "Fjordlærkens Forening"),
        ("Café Møllen", "Cafe Moellen"),
    ],
)
def test_probably_the_same(a: str, b: str) -> None:
    assert likely_same(a, b)
    assert likely_same(b, a)


@pytest.mark.parametrize(
    ("a", "b"),
    [
        ("Vejgaard Håndboldklub", "Vejgaard Fodboldklub"),
        ("FDF Vejgaard", "FDF Hasseris"),
        ("Nørresundby Skytteforening", "Nørresundby Rytteforening"),
        ("Dagtilbud 1", "Dagtilbud 2"),
        ("Aalborg Klub", "Aalborg Forening"),
        ("Spejderne", "Spejderne i Hasseris"),
        ("!!!", "???"),
    ],
)
def test_probably_not_the_same(a: str, b: str) -> None:
    assert not likely_same(a, b)


@given(st.text(string.ascii_letters + "æøåÆØÅ éü-.,0123456789", max_size=120))
def test_a_name_is_like_itself_in_capitals_and_its_key_fits_the_column(name: str) -> None:
    assert len(name_key(name)) <= 200
    assert name_key(name) == name_key(name.upper())
    if any(character.isalnum() for character in name):
        assert likely_same(name, name.upper())


@pytest.mark.parametrize(
    ("name", "cvr", "kept"),
    [
        ("Havfruen", None, True),
        ("HAVFRUEN!", None, True),
        ("Havfruens Venner", None, False),
        ("Havfruen", "29189420", False),
    ],
)
def test_a_new_name_or_number_must_be_verified_again(name: str, cvr: str | None, kept: bool) -> None:
    assert rules.keeps_verification("Havfruen", None, Details(name=name, sector="association", cvr=cvr)) is kept


def test_the_last_member_stays() -> None:
    assert rules.why_not_leave(2, other_owners=1) is None
    assert "eneste medlem" in (rules.why_not_leave(1, other_owners=0) or "")
    assert "eneste ejer" in (rules.why_not_leave(2, other_owners=0) or "")
    assert rules.why_not_leave(2, other_owners=0, is_owner=False) is None


def test_fields_are_named_in_a_sentence() -> None:
    assert rules.in_words(["name", "contact_email", "contact_phone"]) == "navn, e-mail og telefon"
    assert rules.in_words(["cvr"]) == "CVR-nummer"
