"""A partner's organisations, as people meet them in a browser without JavaScript."""

import re

import pytest
from litestar.testing import TestClient
from sqlalchemy import Engine, event, select

from registry.access import SYSTEM
from registry.accounts.models import Account
from registry.db import Database
from registry.history import HistoryLine
from registry.mail import OutboxMail
from registry.partners import actions, queries, rules
from registry.partners.models import Membership, Organisation
from tests.cast import BEGINNING, Cast
from tests.make import NOW

HERE = "/mine/organisationer"
FORM = {
    "name": "Bådelauget Spantet",
    "sector": "association",
    "cvr": "29 18 94 20",
    "postal_code": "9400 Nørresundby",
    "website": "spantet.example",
    "contact_name": "Mette  Krogh",
    "contact_email": "mette@spantet.example",
    "contact_phone": "+45 12345678",
}
CPR = "010190-1234"


def hidden(text: str, name: str) -> str:
    found = re.search(rf'name="{name}" value="([^"]*)"', text)
    assert found is not None, name
    return found[1]


def organisations(database: Database) -> dict[str, Organisation]:
    with database.reading() as db:
        return {one.name: one for one in db.scalars(select(Organisation))}


def newcomer(database: Database, cast: Cast) -> TestClient:
    """Somebody who has just signed up and belongs nowhere."""
    with database.writing() as db, db.begin():
        db.add(
            Account(
                id="dorthe",
                email="dorthe@eksempel.example",
                name="Dorthe",
                role_names=["partner"],
                created_at=BEGINNING,
                confirmed_at=BEGINNING,
            )
        )
    return cast.sign_in("dorthe")


def test_a_newcomer_is_led_to_say_who_they_are(database: Database, cast: Cast) -> None:
    client = newcomer(database, cast)
    assert client.get("/mine").headers["location"] == HERE
    page = client.get(HERE).text
    assert "Hvem er I?" in page
    assert "Opret en organisation" in page


def test_a_newcomer_makes_an_organisation(database: Database, cast: Cast) -> None:
    client = newcomer(database, cast)
    form = client.get(f"{HERE}/ny").text
    assert 'value="dorthe@eksempel.example"' in form
    made = client.post(f"{HERE}/ny", data=FORM)
    assert (made.status_code, made.headers["location"]) == (303, "/mine")
    page = client.get("/mine").text
    assert "Organisationen er oprettet" in page
    assert "Ikke bekræftet endnu" in page
    one = organisations(database)["Bådelauget Spantet"]
    assert (one.cvr, one.postal_code, one.website) == ("29189420", "9400", "https://spantet.example")
    assert (one.contact_name, one.contact_phone) == ("Mette Krogh", "12 34 56 78")


def test_every_error_is_told_and_nothing_typed_is_lost(cast: Cast) -> None:
    answer = cast.sign_in("charlie").post(
        f"{HERE}/ny", data={**FORM, "name": "!", "cvr": "29189421", "postal_code": "94", "sector": "kongehus"}
    )
    assert answer.status_code == 422
    assert "<title>Fejl: Opret en organisation" in answer.text
    for said in ("Skriv jeres navn med", "om et af dem er forkert", "postnummeret med 4 cifre", "Vælg, hvad I er"):
        assert said in answer.text
    assert 'value="29189421"' in answer.text
    assert 'value="spantet.example"' in answer.text
    order = re.findall(r'<li><a class="function-link" href="#(\w+)"', answer.text)
    assert order == ["name", "sector", "cvr", "postal_code"]


def test_a_form_without_anything_asks_for_what_is_needed(cast: Cast) -> None:
    answer = cast.sign_in("charlie").post(f"{HERE}/ny", data={})
    for said in ("Skriv jeres navn", "Vælg, hvad I er", "Skriv jeres postnummer", "Skriv kontaktpersonens e-mail"):
        assert said in answer.text


@pytest.mark.parametrize("field", ["name", "website", "contact_name", "contact_role"])
def test_a_cpr_number_is_refused_not_echoed_and_not_kept(
    database: Database, cast: Cast, caplog: pytest.LogCaptureFixture, field: str
) -> None:
    typed = {**FORM, field: f"Ida {CPR}"}
    answer = cast.sign_in("charlie").post(f"{HERE}/ny", data=typed)
    assert answer.status_code == 422
    assert (
        f'<a class="function-link" href="#{field}">Fjern CPR-nummeret. Skriv ikke personnumre i Sammen.' in answer.text
    )
    assert "1234" not in answer.text.replace("12345678", "")
    assert CPR not in caplog.text
    assert set(organisations(database)) == {"Havfruen", "Tinsoldaten"}


def test_a_cpr_number_is_not_searched_for_and_leaves_the_address(cast: Cast) -> None:
    client = cast.sign_in("charlie")
    for path, name in ((HERE, "q"), (f"{HERE}/ny", "navn")):
        led = client.get(path, params={name: f"Ida {CPR}"})
        assert led.status_code == 303
        assert CPR not in led.headers["location"]
        assert CPR not in client.get(led.headers["location"]).text
    assert "Fjern CPR-nummeret" in client.get(f"{HERE}?cpr=fjernet").text


def test_a_likely_duplicate_is_pointed_out_and_can_be_overruled(database: Database, cast: Cast) -> None:
    client = newcomer(database, cast)
    typed = {**FORM, "name": "Foreningen Havfruen", "cvr": ""}
    answer = client.post(f"{HERE}/ny", data=typed)
    assert answer.status_code == 422
    assert "Er det jer?" in answer.text
    assert f'href="{HERE}/havfruen/bliv-medlem"' in answer.text
    assert 'value="Foreningen Havfruen"' in answer.text
    another = hidden(answer.text, "another")
    made = client.post(f"{HERE}/ny", data={**typed, "another": another})
    assert made.status_code == 303
    assert "Foreningen Havfruen" in organisations(database)


def test_overruling_is_for_the_name_that_was_asked_about(database: Database, cast: Cast) -> None:
    client = newcomer(database, cast)
    another = hidden(client.post(f"{HERE}/ny", data={**FORM, "name": "Havfruen IF"}).text, "another")
    answer = client.post(f"{HERE}/ny", data={**FORM, "name": "Tinsoldaten IF", "another": another})
    assert "Er det jer?" in answer.text
    assert "Tinsoldaten IF" not in organisations(database)


def test_a_cvr_number_that_is_taken_leads_to_the_one_who_has_it(database: Database, cast: Cast) -> None:
    assert cast.sign_in("alice").post(f"{HERE}/ny", data=FORM).status_code == 303
    answer = cast.sign_in("charlie").post(f"{HERE}/ny", data={**FORM, "name": "Noget andet"})
    assert answer.status_code == 422
    assert "Bådelauget Spantet er allerede oprettet med det CVR-nummer" in answer.text
    taken = organisations(database)["Bådelauget Spantet"].id
    assert f'href="{HERE}/{taken}/bliv-medlem"' in answer.text


def test_an_organisation_is_found_by_nearly_its_name(cast: Cast) -> None:
    page = cast.sign_in("charlie").get(f"{HERE}?q=Foreningen+Havfruen").text
    assert "Ingen hedder lige det. Er det en af dem?" in page
    assert "/havfruen/bliv-medlem" in page
    assert "/mine/organisationer/ny?navn=Foreningen%20Havfruen" in page


def test_names_are_compared_for_whoever_looks_for_one_alone(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    compared = []
    monkeypatch.setattr(rules, "likely_same", lambda *names: compared.append(names))
    charlie = cast.sign_in("charlie")
    assert charlie.get(HERE).status_code == 200
    assert compared == []
    charlie.get(f"{HERE}?q=Foreningen+Havfruen")
    assert compared


def test_charlie_finds_havfruen_and_asks_to_join(database: Database, cast: Cast) -> None:
    client = cast.sign_in("charlie")
    found = client.get(HERE, params={"q": "HAVFRU"}).text
    assert f'href="{HERE}/havfruen/bliv-medlem"' in found
    assert "Medlemmerne får en mail" in client.get(f"{HERE}/havfruen/bliv-medlem").text
    asked = client.post(f"{HERE}/havfruen/bliv-medlem", data={"message": "Jeg er ny træner"})
    assert asked.headers["location"] == HERE
    assert "Din anmodning er sendt" in client.get(HERE).text
    assert "Venter på svar" in client.get(HERE).text
    page = cast.sign_in("alice").get("/mine").text
    assert "1 person vil gerne være med" in page
    page = client.get(f"{HERE}/havfruen").text
    assert "”Jeg er ny træner”" in page
    assert client.post(f"{HERE}/havfruen/luk-ind/charlie").headers["location"] == f"{HERE}/havfruen"
    assert "Personen er nu medlem" in client.get(f"{HERE}/havfruen").text
    again = client.post(f"{HERE}/havfruen/luk-ind/charlie")
    assert again.status_code == 303
    assert "allerede besvaret" in client.get(f"{HERE}/havfruen").text
    assert cast.sign_in("charlie").get(f"{HERE}/havfruen").status_code == 200
    with database.reading() as db:
        subjects = {mail.recipient: mail.subject for mail in db.scalars(select(OutboxMail))}
    assert subjects["charlie@eksempel.example"] == "Du er nu med i Havfruen"


def test_a_message_to_the_members_is_screened_and_not_too_long(database: Database, cast: Cast) -> None:
    client = cast.sign_in("charlie")
    answer = client.post(f"{HERE}/havfruen/bliv-medlem", data={"message": f"Min søn {CPR} går hos jer"})
    assert answer.status_code == 422
    assert "Fjern CPR-nummeret" in answer.text
    assert CPR not in answer.text
    assert "Skriv højst 400 tegn" in client.post(f"{HERE}/havfruen/bliv-medlem", data={"message": "x" * 401}).text
    with database.reading() as db:
        assert db.get(Membership, ("havfruen", "charlie")) is None
        assert db.scalars(select(OutboxMail)).all() == []


def test_charlie_is_turned_away_and_takes_a_second_request_back(cast: Cast) -> None:
    client = cast.sign_in("charlie")
    client.post(f"{HERE}/havfruen/bliv-medlem")
    cast.sign_in("bob").post(f"{HERE}/havfruen/sig-nej/charlie")
    assert "svaret er nej" in client.get(f"{HERE}/havfruen").text
    cast.sign_in("charlie").post(f"{HERE}/havfruen/bliv-medlem")
    assert "Træk anmodningen tilbage" in client.get(f"{HERE}/havfruen/bliv-medlem").text
    client.post(f"{HERE}/havfruen/fortryd")
    page = client.get(HERE).text
    assert "trukket tilbage" in page
    assert "Venter på svar" not in page
    client.post(f"{HERE}/havfruen/fortryd")
    assert "allerede besvaret" in client.get(HERE).text


def test_a_member_who_asks_is_led_home(cast: Cast) -> None:
    answer = cast.sign_in("alice").get(f"{HERE}/havfruen/bliv-medlem")
    assert answer.headers["location"] == f"{HERE}/havfruen"


def test_nobody_sees_anothers_organisation_or_one_that_is_not_there(cast: Cast) -> None:
    client = cast.sign_in("charlie")
    for path in ("havfruen", "havfruen/ret", "havfruen/forlad", "findesikke", "findesikke/bliv-medlem"):
        assert client.get(f"{HERE}/{path}").status_code == 404
    for path in ("havfruen/ret", "havfruen/forlad", "havfruen/luk-ind/charlie", "havfruen/sig-nej/bob"):
        assert client.post(f"{HERE}/{path}").status_code == 404


def test_visitors_are_led_to_sign_in_and_others_told_why_not(cast: Cast) -> None:
    visitor = cast.sign_out().get(f"{HERE}/havfruen")
    assert visitor.headers["location"] == "/log-ind?naeste=/mine/organisationer/havfruen"
    for who in ("petra", "anders"):
        assert cast.sign_in(who).get(HERE).status_code == 403
        assert cast.client.post(f"{HERE}/ny", data=FORM).status_code == 403


def test_alice_changes_the_phone_number_and_stays_verified(database: Database, cast: Cast) -> None:
    client = cast.sign_in("alice")
    seen = hidden(client.get(f"{HERE}/havfruen/ret").text, "seen")
    typed = {**FORM, "name": "Havfruen", "cvr": "", "seen": seen}
    saved = client.post(f"{HERE}/havfruen/ret", data=typed)
    assert saved.headers["location"] == f"{HERE}/havfruen"
    page = client.get(f"{HERE}/havfruen").text
    assert "Oplysningerne er gemt." in page
    assert "Bekræftet af kommunen" in page
    assert "Alice rettede postnummer, hjemmeside, kontaktperson, e-mail og telefon" in page
    assert organisations(database)["Havfruen"].contact_phone == "12 34 56 78"


def test_a_new_name_is_looked_at_again(cast: Cast) -> None:
    client = cast.sign_in("alice")
    page = client.get(f"{HERE}/havfruen/ret").text
    assert "Får I nyt navn eller CVR-nummer, ser den på jer igen" in page
    typed = {**FORM, "name": "Havfruens Hold", "seen": hidden(page, "seen")}
    client.post(f"{HERE}/havfruen/ret", data=typed)
    page = client.get(f"{HERE}/havfruen").text
    assert "så kommunen ser på jer igen" in page
    assert "Ikke bekræftet endnu" in page
    assert "Sammen tog bekræftelsen tilbage" in page


def test_bob_does_not_overwrite_what_alice_saved_meanwhile(database: Database, cast: Cast) -> None:
    client = cast.sign_in("alice")
    seen = hidden(client.get(f"{HERE}/havfruen/ret").text, "seen")
    client.post(f"{HERE}/havfruen/ret", data={**FORM, "name": "Havfruen", "cvr": "", "seen": seen})
    cast.sign_in("bob")
    typed = {**FORM, "name": "Havfruen", "cvr": "", "contact_phone": "87 65 43 21", "seen": seen}
    answer = client.post(f"{HERE}/havfruen/ret", data=typed)
    assert answer.status_code == 422
    assert "En anden har rettet oplysningerne imens" in answer.text
    assert 'value="87 65 43 21"' in answer.text
    again = client.post(f"{HERE}/havfruen/ret", data={**typed, "seen": hidden(answer.text, "seen")})
    assert again.status_code == 303
    assert organisations(database)["Havfruen"].contact_phone == "87 65 43 21"


def test_leaving_says_what_it_means_and_the_last_one_stays(database: Database, cast: Cast) -> None:
    client = cast.sign_in("bob")
    assert "De andre medlemmer beholder dem" in client.get(f"{HERE}/havfruen/forlad").text
    assert client.post(f"{HERE}/havfruen/forlad").headers["location"] == HERE
    assert "Du er ikke længere medlem" in client.get(HERE).text
    cast.sign_in("alice")
    assert "Du er det eneste medlem" in client.get(f"{HERE}/havfruen/forlad").text
    assert client.post(f"{HERE}/havfruen/forlad").status_code == 403
    with database.reading() as db:
        assert queries.organisations_of(db, "alice")[0] == {"havfruen"}


def test_what_partners_write_is_text_and_never_markup(database: Database, cast: Cast) -> None:
    client = cast.sign_in("charlie")
    client.post(f"{HERE}/havfruen/bliv-medlem", data={"message": "<b>Hej</b> & farvel"})
    page = cast.sign_in("alice").get(f"{HERE}/havfruen").text
    assert "&lt;b&gt;Hej&lt;/b&gt; &amp; farvel" in page
    with database.reading() as db:
        assert "”<b>Hej</b> & farvel”" in (db.scalars(select(OutboxMail.text)).first() or "")


def test_the_pages_speak_english_to_those_who_choose_it(cast: Cast) -> None:
    client = cast.sign_in("alice")
    client.cookies.set("sprog", "en")
    page = client.get(f"{HERE}/havfruen").text
    assert "Verified by the municipality" in page
    assert "Members" in page
    assert "Medlemmer" not in page


def test_the_number_of_queries_stays_flat(database: Database, cast: Cast) -> None:
    def asked(path: str) -> int:
        statements: list[str] = []

        def count(_c: object, _k: object, statement: str, *_rest: object) -> None:
            statements.append(statement)

        event.listen(Engine, "before_cursor_execute", count)
        assert cast.client.get(path).status_code == 200
        event.remove(Engine, "before_cursor_execute", count)
        return len(statements)

    with database.writing() as db, db.begin():
        actions.find_or_make(db, SYSTEM, cvr=None, name="Hus", sector="culture", now=NOW)
    cast.sign_in("alice")
    paths = (HERE, f"{HERE}?q=hus", f"{HERE}/havfruen")
    few = [asked(path) for path in paths]
    with database.writing() as db, db.begin():
        for n in range(12):
            one = actions.find_or_make(db, SYSTEM, cvr=None, name=f"Hus {n}", sector="culture", now=NOW)
            db.add(Membership(organisation_id=one.id, account_id="alice", asked_at=NOW, joined_at=NOW))
            db.add(Membership(organisation_id=one.id, account_id="charlie", asked_at=NOW))
            db.add(
                HistoryLine(
                    at=NOW,
                    actor_name="x",
                    verb="left",
                    subject_kind="organisation",
                    subject_id="havfruen",
                    subject_name="x",
                )
            )
    assert [asked(path) for path in paths] == few


def test_a_cpr_number_over_several_lines_is_still_one(database: Database, cast: Cast) -> None:
    answer = cast.sign_in("charlie").post(f"{HERE}/ny", data={**FORM, "contact_role": "Mor til 01 02 03\n1234"})
    assert answer.status_code == 422
    assert set(organisations(database)) == {"Havfruen", "Tinsoldaten"}
