"""The demo's invented data: of the right form, complete where it claims to be, and about nobody who exists."""

from __future__ import annotations

import datetime as dt
import json
import re
from collections import Counter
from importlib.resources import files
from typing import Any

import msgspec
import pytest
from stdnum.dk import cvr

from registry import privacy, vocabulary
from registry.offers import rules
from registry.offers.content import ANSWER_LENGTH, OfferContent, from_document

FOLDER = files("registry.demo")
ORGANISATIONS: list[dict[str, Any]] = json.loads((FOLDER / "organisations.json").read_text("utf-8"))
FILES = sorted((entry for entry in (FOLDER / "offers").iterdir() if entry.name.endswith(".json")), key=lambda e: e.name)
OFFERS: list[dict[str, Any]] = [offer for file in FILES for offer in json.loads(file.read_text("utf-8"))]

VOCABULARY = vocabulary.current()
BY_KEY = {organisation["key"]: organisation for organisation in ORGANISATIONS}
CONTENT_FIELDS = {field.encode_name for field in msgspec.structs.fields(OfferContent)}
STATES = {"live": 46, "submitted": 6, "returned": 1, "paused": 1, "draft": 4, "changed": 2}
PUBLIC = {"live", "changed"}
#: A day within a year of every declaration in the data.
TODAY = dt.date(2026, 12, 1)
#: Organisations, chains and services that exist; an invented text has no business with them.
REAL = (
    "Aalborg Bibliotekerne|Aalborg Kulturskole|Aalborg Teater|Aalborg Zoo|Aalborg Pirates|Aalborg Universitet|AaB|Utzon"
    "|KUNSTEN|Musikkens Hus|UngAalborg|Ungebyråd|Skoletjenesten|Åben Aalborg|GAME|Streetmekka|headspace|BROEN|SIFA|DGI"
    "|Voksenvenner|Red Barnet|Røde Kors|Blå Kors|Blå Hus|Mødrehjælpen|Børns Vilkår|BørneTelefonen|Livslinien|Ventilen"
    "|KFUM|KFUK|FDF|DDS|TECHCOLLEGE|UCN|Frivillighuset|Trekanten|Springeren|Nordjyske|Familiens Hus|Minecraft|Roblox"
)


def ids(offer: dict[str, Any]) -> str:
    return str(offer["external_id"])


def content(offer: dict[str, Any]) -> OfferContent:
    return from_document({field: value for field, value in offer.items() if field in CONTENT_FIELDS})


def texts(value: Any) -> list[str]:
    """Return every text in a JSON value, however deep it stands."""
    if isinstance(value, str):
        return [value]
    if isinstance(value, dict):
        return [text for inner in value.values() for text in texts(inner)]
    return [text for inner in value for text in texts(inner)] if isinstance(value, list) else []


each_offer = pytest.mark.parametrize("offer", OFFERS, ids=ids)
each_organisation = pytest.mark.parametrize("organisation", ORGANISATIONS, ids=lambda one: one["key"])


def test_there_are_twelve_organisations_of_all_six_sectors() -> None:
    assert len(BY_KEY) == len(ORGANISATIONS) == 12
    assert {one["sector"] for one in ORGANISATIONS} == set(VOCABULARY.facets["sector"].values)
    assert Counter(one["verified"] for one in ORGANISATIONS) == {True: 10, False: 2}
    assert 3 <= sum(one["cvr"] is not None for one in ORGANISATIONS) <= 4


@each_organisation
def test_an_organisation_is_marked_as_an_example_and_cannot_be_reached(organisation: dict[str, Any]) -> None:
    assert organisation["name"].endswith(" (eksempel)")
    assert organisation["postal_code"] in VOCABULARY.postals
    assert organisation["website"].startswith("https://eksempel.example/")
    assert 1 <= len(organisation["members"]) <= 2
    for person in [organisation["contact"], *organisation["members"]]:
        assert re.fullmatch(r"[a-z.]+@eksempel\.example", person["email"])
    if organisation["cvr"] is not None:
        assert cvr.is_valid(organisation["cvr"])
        assert organisation["cvr"].startswith("99"), "no number that high is issued"


def test_an_unverified_organisation_has_nothing_that_the_public_sees() -> None:
    unverified = {one["key"] for one in ORGANISATIONS if not one["verified"]}
    assert not [ids(offer) for offer in OFFERS if offer["organisation"] in unverified and offer["state"] in PUBLIC]


def test_there_are_sixty_offers_in_the_states_that_the_pages_show() -> None:
    assert Counter(offer["state"] for offer in OFFERS) == STATES
    assert sorted(ids(offer) for offer in OFFERS) == [f"eksempel-{n:03}" for n in range(1, 61)]
    assert {offer["organisation"] for offer in OFFERS} == set(BY_KEY)


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.name)
def test_a_file_holds_the_offers_of_the_organisation_it_is_named_after(file: Any) -> None:
    text = file.read_text("utf-8")
    assert {offer["organisation"] for offer in json.loads(text)} == {file.name.removesuffix(".json")}
    assert text.count("\n") <= 600


@each_offer
def test_an_offer_has_no_unknown_field_and_nothing_that_cannot_be_right(offer: dict[str, Any]) -> None:
    assert set(offer) <= CONTENT_FIELDS | {"external_id", "organisation", "state", "return", "change"}
    assert ("return" in offer) == (offer["state"] == "returned")
    assert ("change" in offer) == (offer["state"] == "changed")
    assert rules.faults(content(offer), VOCABULARY) == []


@pytest.mark.parametrize("offer", [one for one in OFFERS if one["state"] != "draft"], ids=ids)
def test_an_offer_that_has_left_the_desk_is_complete_and_readable(offer: dict[str, Any]) -> None:
    text = content(offer)
    assert rules.missing(text, VOCABULARY, TODAY) == []
    assert 5 <= len(text.title) <= 60
    assert 40 <= len(text.summary or "") <= 200
    assert 300 <= len(text.description) <= 1200
    assert 2 <= len(text.description.split("\n\n")) <= 5
    assert 1 <= len(text.needs) <= 4
    assert 1 <= len(text.policy) <= 3
    assert 1 <= len((text.signup or "").split("\n")) <= 3
    assert text.safety_declared_on is not None
    assert dt.date(2026, 2, 1) <= text.safety_declared_on <= dt.date(2026, 11, 30)


@pytest.mark.parametrize("offer", [one for one in OFFERS if one["state"] == "changed"], ids=ids)
def test_a_waiting_change_differs_from_the_live_text_and_could_be_approved(offer: dict[str, Any]) -> None:
    after = content(offer | offer["change"])
    assert rules.faults(after, VOCABULARY) == []
    assert rules.missing(after, VOCABULARY, TODAY) == []
    assert all(offer.get(field) != value for field, value in offer["change"].items())
    assert set(offer["change"]) <= CONTENT_FIELDS


def test_a_returned_offer_has_comments_at_fields_that_exist() -> None:
    (returned,) = (offer["return"] for offer in OFFERS if offer["state"] == "returned")
    assert returned["message"]
    assert returned["comments"]
    assert set(returned["comments"]) <= CONTENT_FIELDS


@each_offer
def test_policy_answers_answer_a_partners_question_in_the_partners_own_voice(offer: dict[str, Any]) -> None:
    shortest, longest = ANSWER_LENGTH
    for answer in content(offer).policy:
        assert VOCABULARY.elements[answer.element].is_for_partners
        assert shortest <= len(answer.answer) <= longest


def test_sammen_om_loesninger_is_what_most_offers_answer() -> None:
    answering = [o for o in OFFERS if any(a.element.startswith("bup22.loesninger") for a in content(o).policy)]
    assert len(answering) >= 35


@each_offer
def test_an_offer_points_at_nobody_and_nothing_real(offer: dict[str, Any]) -> None:
    for text in texts(offer):
        assert not privacy.find_cpr(text)
        assert not re.search(rf"\b(?:{REAL})\b", text)
        assert all(mail.endswith("@eksempel.example") for mail in re.findall(r"\S+@\S+", text))
        assert all(site.startswith("https://eksempel.example/") for site in re.findall(r"https?://\S+", text))
        assert "  " not in text
    contact = offer["contact"]
    assert re.fullmatch(r"00 00 \d\d \d\d", contact.get("phone", "00 00 00 00"))
    assert offer.get("address", "Eksempel").startswith("Eksempel")
    for field in ("title", "summary", "description", "signup", "access_note", "price_note"):
        assert not privacy.find(offer.get(field) or "")


def test_telephone_numbers_of_organisations_cannot_be_called() -> None:
    assert all(re.fullmatch(r"00 00 \d\d \d\d", one["contact"]["phone"]) for one in ORGANISATIONS)


def test_every_postal_district_has_something_to_find_and_the_town_fits_the_code() -> None:
    public = [content(offer) for offer in OFFERS if offer["state"] in PUBLIC]
    assert {text.postal_code for text in public} - {None} == set(VOCABULARY.postals)
    for offer in OFFERS:
        if code := offer.get("postal_code"):
            assert offer["town"] == VOCABULARY.postals[code].town


def test_ages_ways_and_needs_are_varied_enough_to_search_in() -> None:
    public = [content(offer) for offer in OFFERS if offer["state"] in PUBLIC]
    for age in range(19):
        assert sum((o.age_min or 0) <= age <= (o.age_max or 0) for o in public) >= 5, age
    assert {way for o in public for way in o.ways} == set(VOCABULARY.facets["way"].values)
    assert {activity for o in OFFERS for activity in o.get("activities", ())} >= (
        set(VOCABULARY.facets["activity"].values) - {"demokrati"}
    )
    assert len({need for o in public for need in o.needs}) >= len(VOCABULARY.needs) * 0.9
    assert {o.where for o in public} == {"address", "comes_to_you", "online"}
    assert {o.availability for o in public} >= {"ledig", "faa", "venteliste", "loebende", None}


def test_about_a_fifth_of_the_public_offers_leave_something_unsaid() -> None:
    public = [content(offer) for offer in OFFERS if offer["state"] in PUBLIC]
    no_days = [o for o in public if not (o.weekly or o.starts_on or o.by_appointment)]
    unsaid = [o for o in public if o.price_dkk is None or not o.access or not o.transport or o in no_days]
    assert 8 <= len(unsaid) <= 14
    assert any(o.price_dkk is None for o in public)
    assert no_days


def test_no_two_offers_share_a_title_or_an_answer() -> None:
    titles = [offer["title"] for offer in OFFERS]
    answers = [answer.answer for offer in OFFERS for answer in content(offer).policy]
    assert len(set(titles)) == len(titles)
    assert len(set(answers)) == len(answers)
