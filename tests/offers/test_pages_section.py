"""Writing in a section, as a browser without JavaScript meets it: nothing typed is lost, and no CPR number is kept."""

from __future__ import annotations

import logging

import pytest
from httpx import Response
from litestar.testing import TestClient
from sqlalchemy import text
from sqlalchemy.orm import Session

from registry.offers import actions
from registry.offers.content import OfferContent, PolicyAnswer, Slot
from registry.offers.models import OfferVersion
from registry.partners.models import Organisation
from tests import make
from tests.cast import Cast
from tests.make import NOW
from tests.offers import browser
from tests.offers.browser import HtmlForm

PART = {"hx-request": "true", "hx-request-type": "partial"}
NUMBER = "010119-1234"
TEXTS = {
    "om": ("title", "summary", "description", "keywords", "website"),
    "hvem": ("age_min", "age_max", "capacity", "weekly.0.start", "weekly.0.end", "starts_on", "ends_on", "period"),
    "sted": ("address", "postal_code", "town", "price_dkk", "price_note", "access_note"),
    "behov": ("policy.bup22.loesninger.c1", "policy.bup22.faellesskaber.a1"),
    "tryghed": (
        *("contact.name", "contact.role", "contact.email", "contact.phone"),
        *("signup", "safety_declared_by"),
    ),
}


def draft(db: Session, cast: Cast, **changes: object) -> OfferVersion:
    version = make.draft(db, cast.actor("alice"), **changes)
    db.commit()
    return version


def opened(client: TestClient, version: OfferVersion, section: str) -> HtmlForm:
    """The form of a section, as one who opens its page meets it."""
    return again(client.get(f"/mine/tilbud/{version.offer_id}/{section}"), version, section)


def again(answer: Response, version: OfferVersion, section: str) -> HtmlForm:
    """The form of a section, as it was drawn in an answer."""
    return browser.form(answer.text, f"/mine/tilbud/{version.offer_id}/{section}")


def stored(cast: Cast, version: OfferVersion) -> OfferVersion:
    with cast.database.reading() as db:
        return db.get_one(OfferVersion, version.id)


def saved(cast: Cast, version: OfferVersion) -> OfferContent:
    return stored(cast, version).content


@pytest.mark.parametrize(("section", "field"), [(one, field) for one, fields in TEXTS.items() for field in fields])
def test_a_cpr_number_is_neither_echoed_nor_stored_nor_logged(
    db: Session, cast: Cast, section: str, field: str, caplog: pytest.LogCaptureFixture
) -> None:
    version = draft(db, cast)
    alice = cast.sign_in("alice")
    with caplog.at_level(logging.DEBUG):
        answer = opened(alice, version, section).fill({field: f"Ring om {NUMBER} nu"}).press(alice)
    assert answer.status_code == 422
    assert "<title>Fejl: " in answer.text
    assert f'<a class="function-link" href="#{field}">Fjern CPR-nummeret.' in answer.text
    assert again(answer, version, section).value(field) == "Ring om nu"
    assert "1234" not in answer.text
    assert "1234" not in caplog.text
    assert "010119" not in caplog.text
    with cast.database.reading() as kept:
        for table in ("offer_version", "history", "outbox"):
            assert "010119" not in repr(kept.execute(text(f"SELECT * FROM {table}")).all())


@pytest.mark.parametrize("button", [("add", "slot"), ("remove", "0")])
def test_a_cpr_number_is_not_echoed_when_the_form_is_redrawn(db: Session, cast: Cast, button: tuple[str, str]) -> None:
    version = draft(db, cast, weekly=(Slot("mon", "15:30", "17:00"), Slot("tue", "15:30")))
    alice = cast.sign_in("alice")
    form = opened(alice, version, "hvem").fill({"period": f"Fra {NUMBER}", "weekly.1.start": NUMBER})
    answer = form.press(alice, *button)
    assert "1234" not in answer.text
    assert "Fjern CPR-nummeret" in answer.text


@pytest.mark.parametrize("headers", [{}, PART], ids=["page", "part"])
def test_a_suggestion_never_quotes_a_cpr_number(db: Session, cast: Cast, headers: dict[str, str]) -> None:
    version = draft(db, cast, needs=(), policy=())
    alice = cast.sign_in("alice")
    form = opened(alice, version, "om").fill({"description": f"Vi har små hold {NUMBER} til børn."})
    answer = alice.post(form.action, data={**form.posted(), "suggest": ["1"]}, headers=headers)
    assert "små hold" in answer.text
    assert "1234" not in answer.text


WRONG: dict[str, dict[str, str | list[str]]] = {
    "om": {"website": "vores side", "title": "Ny", "summary": "Linje 1\nLinje 2", "activities": ["dyr", "natur"]},
    "hvem": {
        "age_min": "syv",
        "age_max": "elleve",
        "gender": "piger",
        "ways": ["en_til_en"],
        "period": "Hele året",
        "weekly.0.day": "fri",
        "weekly.0.start": "halv fire",
        "starts_on": "i morgen",
        "by_appointment": "ja",
    },
    "sted": {"price_dkk": "dyrt", "where": "online", "price_unit": "maaned", "access_note": "Tre\ntrin"},
    "behov": {"policy.bup22.loesninger.c1": "For kort", "needs": ["finde_venner", "ro_til_sanserne"]},
    "tryghed": {
        "contact.email": "karen",
        "contact.phone": "00 00 00 07",
        "referrer": ["barnet"],
        "availability": "faa",
        "safety": ["boerneattest", "foto"],
        "signup": "Ring\nKom",
    },
}


@pytest.mark.parametrize("section", list(WRONG))
def test_what_cannot_be_right_is_said_first_and_nothing_typed_is_lost(db: Session, cast: Cast, section: str) -> None:
    version = draft(db, cast)
    alice = cast.sign_in("alice")
    form = opened(alice, version, section).fill(WRONG[section])
    answer = form.press(alice, "then", "next") if section != "tryghed" else form.press(alice)
    assert answer.status_code == 422
    assert answer.text.index('id="error-summary"') < answer.text.index("<h1>")
    assert again(answer, version, section).posted() == form.posted()
    assert saved(cast, version) == make.CONTENT


def test_times_are_added_and_removed_without_javascript(db: Session, cast: Cast) -> None:
    version = draft(db, cast)
    alice = cast.sign_in("alice")
    form = opened(alice, version, "hvem").fill({"capacity": "9", "weekly.0.end": "17.15"})
    more = again(form.press(alice, "add", "slot"), version, "hvem")
    assert (more.value("capacity"), more.value("weekly.0.end"), more.value("weekly.1.day")) == ("9", "17.15", "")
    more.fill({"weekly.1.day": "thu", "weekly.1.start": "16", "weekly.1.end": "18"})
    more = again(more.press(alice, "add", "slot"), version, "hvem")
    more.fill({"weekly.2.day": "sat", "weekly.2.start": "10"})
    fewer = again(more.press(alice, "remove", "0"), version, "hvem")
    assert (fewer.value("weekly.0.day"), fewer.value("weekly.1.day")) == ("thu", "sat")
    assert saved(cast, version) == make.CONTENT
    assert fewer.press(alice).status_code == 303
    assert saved(cast, version).weekly == (Slot("thu", "16:00", "18:00"), Slot("sat", "10:00"))
    assert saved(cast, version).capacity == 9


def test_with_htmx_only_the_times_are_drawn_again(db: Session, cast: Cast) -> None:
    version = draft(db, cast)
    alice = cast.sign_in("alice")
    answer = opened(alice, version, "hvem").press(alice, "add", "slot", **PART)
    assert answer.status_code == 200
    assert "<html" not in answer.text
    assert 'id="weekly.1.day" name="weekly.1.day" autofocus' in answer.text
    assert 'name="capacity"' not in answer.text


def test_suggestions_come_with_the_words_that_led_to_them(db: Session, cast: Cast) -> None:
    version = draft(
        db, cast, needs=(), policy=(), title="Madklubben", description="Vi har små hold. De unge bestemmer selv menuen."
    )
    alice = cast.sign_in("alice")
    for section in ("om", "behov"):
        page = alice.get(f"/mine/tilbud/{version.offer_id}/{section}").text
        assert "Fordi I skrev <q>Vi har <mark>små hold</mark></q>" in page
        assert "Fordi I skrev <q><mark>De unge bestemmer</mark> selv menuen</q>" in page
        read = browser.text(page)
        assert "Trives bedst i små fællesskaber Fordi" in read
        assert 'aria-label="Svar på det: Løsninger skabes sammen med børn og familier"' in page
        assert "Nej tak til Trives bedst i små fællesskaber" in read


def test_suggestions_follow_what_is_being_written(db: Session, cast: Cast) -> None:
    version = draft(db, cast, needs=(), policy=())
    alice = cast.sign_in("alice")
    form = opened(alice, version, "om").fill({"description": "Her er der små hold."})
    answer = alice.post(form.action, data={**form.posted(), "suggest": ["1"]}, headers=PART)
    assert "<mark>små hold</mark>" in answer.text
    assert "<html" not in answer.text
    assert "autofocus" not in answer.text
    assert saved(cast, version).description == make.CONTENT.description


def test_a_suggestion_taken_while_writing_is_saved_with_the_section(db: Session, cast: Cast) -> None:
    version = draft(db, cast, needs=(), policy=(), description="Vi har små hold. De unge bestemmer selv menuen.")
    alice = cast.sign_in("alice")
    form = again(opened(alice, version, "om").press(alice, "accept", "smaa_faellesskaber"), version, "om")
    form = again(form.press(alice, "accept", "bup22.loesninger.a2"), version, "om")
    assert form.fill({"title": "Madklubben"}).press(alice).status_code == 303
    content = saved(cast, version)
    assert content.title == "Madklubben"
    assert content.needs == ("smaa_faellesskaber",)
    assert content.policy == (PolicyAnswer("bup22.loesninger.a2"),)


@pytest.mark.parametrize("section", ["om", "behov"])
def test_a_suggestion_that_was_said_no_to_does_not_come_back(db: Session, cast: Cast, section: str) -> None:
    version = draft(db, cast, needs=(), policy=(), description="Vi har små hold. De unge bestemmer selv menuen.")
    alice = cast.sign_in("alice")
    form = again(opened(alice, version, section).press(alice, "dismiss", "smaa_faellesskaber"), version, section)
    form = again(form.press(alice, "dismiss", "bup22.loesninger.a2"), version, section)
    assert form.press(alice).status_code == 303
    assert stored(cast, version).dismissed == ["bup22.loesninger.a2", "smaa_faellesskaber"]
    for other in ("om", "behov"):
        page = alice.get(f"/mine/tilbud/{version.offer_id}/{other}").text
        assert 'name="accept" value="smaa_faellesskaber"' not in page
        assert 'name="dismiss" value="bup22.loesninger.a2"' not in page
    db.expire_all()
    copied = actions.copy(db, cast.actor("alice"), version.offer_id, now=NOW)
    assert copied.dismissed == ["bup22.loesninger.a2", "smaa_faellesskaber"]
    db.commit()


@pytest.mark.parametrize(
    ("section", "presses", "focused"),
    [
        ("behov", [("dismiss", "smaa_faellesskaber")], 'id="needs" tabindex="-1" autofocus'),
        ("behov", [("accept", "smaa_faellesskaber")], 'id="needs" tabindex="-1" autofocus'),
        ("behov", [("dismiss", "bup22.loesninger.c1")], 'id="policy" tabindex="-1" autofocus'),
        (
            "behov",
            [("accept", "bup22.loesninger.c1"), ("remove", "bup22.loesninger.c1")],
            'id="policy" tabindex="-1" auto',
        ),
        ("om", [("dismiss", "smaa_faellesskaber")], 'id="suggestions" tabindex="-1" autofocus'),
        ("om", [("dismiss", "smaa_faellesskaber"), ("dismiss", "bup22.loesninger.c1")], 'value="now" autofocus'),
        (
            "om",
            [("accept", "smaa_faellesskaber"), ("dismiss", "bup22.loesninger.c1")],
            '<p tabindex="-1" autofocus>Valgt',
        ),
    ],
)
def test_the_focus_stays_where_a_suggestion_was(
    db: Session, cast: Cast, section: str, presses: list[tuple[str, str]], focused: str
) -> None:
    version = draft(db, cast, needs=(), policy=(), description="Vi har små hold.")
    alice = cast.sign_in("alice")
    form = opened(alice, version, section)
    for button, value in presses:
        answer = form.press(alice, button, value)
        form = again(answer, version, section)
    assert focused in answer.text
    assert answer.text.count(" autofocus") == 1


def test_an_element_is_chosen_answered_and_let_go_without_javascript(db: Session, cast: Cast) -> None:
    version = draft(db, cast, policy=())
    alice = cast.sign_in("alice")
    page = alice.get(f"/mine/tilbud/{version.offer_id}/behov").text
    assert "Gælder 2022–2025; bruges, til en ny politik er vedtaget." in page
    form = opened(alice, version, "behov").fill({"needs": ["finde_venner"]})
    form = again(form.press(alice, "accept", "bup22.overgange.a1"), version, "behov")
    assert form.values("needs") == ["finde_venner"]
    form.fill({"policy.bup22.overgange.a1": "Barnet kommer på besøg, før det begynder."})
    form = again(form.press(alice, "accept", "inkl22.p1"), version, "behov")
    assert form.value("policy.bup22.overgange.a1") == "Barnet kommer på besøg, før det begynder."
    form = again(form.press(alice, "remove", "inkl22.p1"), version, "behov")
    assert form.press(alice).status_code == 303
    answer = PolicyAnswer("bup22.overgange.a1", "Barnet kommer på besøg, før det begynder.")
    assert saved(cast, version).policy == (answer,)


def test_four_elements_are_the_most(db: Session, cast: Cast) -> None:
    four = ("bup22.loesninger.a1", "bup22.loesninger.a2", "bup22.loesninger.c1", "bup22.loesninger.c2")
    version = draft(db, cast, policy=tuple(PolicyAnswer(one) for one in four))
    alice = cast.sign_in("alice")
    page = alice.get(f"/mine/tilbud/{version.offer_id}/behov")
    assert "I har valgt fire, og det er det højeste." in page.text
    assert 'value="inkl22.p1"' not in page.text
    form = again(page, version, "behov")
    late = alice.post(form.action, data={**form.posted(), "accept": ["inkl22.p1"]})
    assert "Vælg højst 4 politikmål" in late.text
    fifth = alice.post(form.action, data={**form.posted(), "policy": [*four, "inkl22.p1"]})
    assert fifth.status_code == 422
    assert "Vælg højst 4 politikmål" in fifth.text


def test_an_element_that_the_vocabulary_has_lost_goes_when_the_section_is_saved(db: Session, cast: Cast) -> None:
    kept = PolicyAnswer("bup22.loesninger.c1", "Et barn kan komme før de andre.")
    version = draft(db, cast, policy=(PolicyAnswer("bup14.gammelt", "Noget, der blev svaret på engang."), kept))
    alice = cast.sign_in("alice")
    for path in ("", "/vis", "/om"):
        assert alice.get(f"/mine/tilbud/{version.offer_id}{path}").status_code == 200
    assert opened(alice, version, "behov").press(alice).status_code == 303
    assert saved(cast, version).policy == (kept,)


def test_only_municipal_organisations_are_asked_about_what_is_internal(db: Session, cast: Cast) -> None:
    version = draft(db, cast, policy=())
    alice = cast.sign_in("alice")
    assert "Ledelse, der viser retning" not in alice.get(f"/mine/tilbud/{version.offer_id}/behov").text
    db.get_one(Organisation, "havfruen").sector = "municipal"
    db.commit()
    assert 'value="inkl22.p9"' in alice.get(f"/mine/tilbud/{version.offer_id}/behov").text


def test_two_colleagues_write_in_different_sections_at_the_same_time(db: Session, cast: Cast) -> None:
    version = draft(db, cast)
    hers = opened(cast.sign_in("alice"), version, "om").fill({"title": "Alices navn"})
    his = opened(cast.sign_in("bob"), version, "sted").fill({"price_dkk": "12,50"})
    assert hers.press(cast.sign_in("alice")).status_code == 303
    assert his.press(cast.sign_in("bob")).status_code == 303
    content = saved(cast, version)
    assert (content.title, content.price_dkk) == ("Alices navn", 12.5)


def test_the_second_of_two_in_one_section_is_told_who_and_keeps_what_was_typed(db: Session, cast: Cast) -> None:
    version = draft(db, cast)
    hers = opened(cast.sign_in("alice"), version, "om").fill({"title": "Alices navn", "summary": "Alices ord."})
    assert opened(cast.sign_in("bob"), version, "om").fill({"title": "Bobs navn"}).press(cast.client).status_code == 303
    told = hers.press(cast.sign_in("alice"))
    assert told.status_code == 409
    read = browser.text(told.text)
    assert "Bob har gemt dette afsnit, mens I skrev" in read
    assert "Navn Bobs navn" in read
    form = again(told, version, "om")
    assert (form.value("title"), form.value("summary")) == ("Alices navn", "Alices ord.")
    assert saved(cast, version).title == "Bobs navn"
    assert form.press(cast.client).status_code == 303
    assert saved(cast, version).title == "Alices navn"


def test_what_was_typed_is_kept_when_a_colleague_has_sent_the_offer_meanwhile(db: Session, cast: Cast) -> None:
    version = draft(db, cast)
    hers = opened(cast.sign_in("alice"), version, "om").fill({"title": "Alices navn"})
    bob = cast.sign_in("bob")
    offer = f"/mine/tilbud/{version.offer_id}"
    browser.form(bob.get(offer).text, f"{offer}/indsend").press(bob)
    told = hers.press(cast.sign_in("alice"))
    assert told.status_code == 409
    assert "Bob har sendt tilbuddet, mens I skrev" in browser.text(told.text)
    assert again(told, version, "om").value("title") == "Alices navn"
    assert saved(cast, version).title == make.CONTENT.title


def test_who_sends_what_a_colleague_has_just_changed_is_asked_to_look_again(db: Session, cast: Cast) -> None:
    version = draft(db, cast)
    offer = f"/mine/tilbud/{version.offer_id}"
    send = browser.form(cast.sign_in("alice").get(offer).text, f"{offer}/indsend")
    opened(cast.sign_in("bob"), version, "om").fill({"title": "Bobs navn"}).press(cast.client)
    send.press(cast.sign_in("alice"))
    assert "En kollega har rettet noget, mens I læste" in browser.text(cast.client.get(offer).text)
    assert stored(cast, version).status == "draft"


def test_the_organisations_contact_is_there_to_be_saved_but_is_not_saved_by_itself(db: Session, cast: Cast) -> None:
    organisation = db.get_one(Organisation, "havfruen")
    organisation.contact_name, organisation.contact_phone = "Mette Krogh", "00 00 00 01"
    version = actions.start(db, cast.actor("alice"), organisation, now=NOW)
    db.commit()
    alice = cast.sign_in("alice")
    page = alice.get(f"/mine/tilbud/{version.offer_id}/tryghed")
    assert "Vi har skrevet jeres organisations kontakt ind" in page.text
    assert saved(cast, version) == OfferContent()
    assert again(page, version, "tryghed").press(alice).status_code == 303
    assert saved(cast, version).contact.name == "Mette Krogh"


def test_saving_goes_on_to_the_next_section_when_asked_to(db: Session, cast: Cast) -> None:
    version = draft(db, cast)
    alice = cast.sign_in("alice")
    offer = f"/mine/tilbud/{version.offer_id}"
    assert opened(alice, version, "om").press(alice, "then", "next").headers["location"] == f"{offer}/hvem"
    assert opened(alice, version, "tryghed").press(alice).headers["location"] == offer


def test_every_save_is_a_line_of_history_and_a_days_saves_of_a_section_are_told_once(db: Session, cast: Cast) -> None:
    version = draft(db, cast)
    alice = cast.sign_in("alice")
    for title in ("Første", "Andet"):
        opened(alice, version, "om").fill({"title": title}).press(alice)
    with cast.database.reading() as kept:
        lines = kept.execute(text("SELECT note FROM history WHERE verb = 'saved'")).scalars().all()
    assert lines == ["Om tilbuddet", "Om tilbuddet"]
    assert browser.text(alice.get(f"/mine/tilbud/{version.offer_id}").text).count("Alice rettede") == 1


def test_what_is_stored_is_the_content_and_nothing_of_the_form(db: Session, cast: Cast) -> None:
    version = draft(db, cast)
    alice = cast.sign_in("alice")
    form = opened(alice, version, "om")
    alice.post(form.action, data={**form.posted(), "admin": ["1"], "status": ["approved"], "needs": ["finde_venner"]})
    assert saved(cast, version) == make.CONTENT
    assert "seen" not in stored(cast, version).document
