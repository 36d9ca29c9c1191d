"""Organisations as administrators see them, and the page they begin at."""

import re

import pytest
from sqlalchemy import Engine, event, insert, select

from registry.access import SYSTEM
from registry.db import Database
from registry.history import HistoryLine
from registry.mail import OutboxMail
from registry.partners import actions, joining
from registry.partners.models import Membership, Organisation
from tests import make
from tests.cast import Cast
from tests.make import NOW

HERE = "/administration/organisationer"
URL = "http://testserver.local"


def school(database: Database, **more: str) -> str:
    """Make an organisation as an import does: unverified and without members."""
    with database.writing() as db, db.begin():
        made = actions.find_or_make(
            db, SYSTEM, cvr=more.get("cvr"), name=more.get("name", "Kulturskolen"), sector="culture", now=NOW
        )
        return made.id


def names(page: str) -> list[str]:
    return re.findall(rf'<td data-title="Navn"><a href="{HERE}/\w+">([^<]+)</a>', page)


def seen(page: str) -> str:
    found = re.search(r'name="seen" value="(\w+)"', page)
    assert found is not None
    return found[1]


def organisation(database: Database, organisation_id: str) -> Organisation:
    with database.reading() as db:
        return db.get_one(Organisation, organisation_id)


def test_the_first_page_says_what_waits(database: Database, cast: Cast) -> None:
    empty = school(database)
    with database.writing() as db, db.begin():
        make.submitted(db, cast.actor("alice"))
        joining.ask_to_join(db, cast.actor("charlie"), db.get_one(Organisation, empty), None, base_url=URL, now=NOW)
        joining.ask_to_join(
            db, cast.actor("charlie"), db.get_one(Organisation, "havfruen"), None, base_url=URL, now=NOW
        )
    page = cast.sign_in("anders").get("/administration").text
    assert "1 tilbud venter på, at nogen læser det." in page
    assert "3 organisationer. 1 er ikke bekræftet." in page
    assert "1 person venter på, at du svarer" in page
    assert f'href="{HERE}/{empty}#venter"' in page
    assert "/administration/post" not in page


def test_the_list_is_narrowed_and_searched(database: Database, cast: Cast) -> None:
    school(database, name="Østerå Kulturskole", cvr="29189420")
    client = cast.sign_in("anders")
    assert names(client.get(HERE).text) == ["Havfruen", "Tinsoldaten", "Østerå Kulturskole"]
    assert names(client.get(HERE, params={"vis": "ikke-bekraeftet"}).text) == ["Østerå Kulturskole"]
    assert names(client.get(HERE, params={"vis": "bekraeftet"}).text) == ["Havfruen", "Tinsoldaten"]
    assert names(client.get(HERE, params={"q": "oesteraa skole"}).text) == ["Østerå Kulturskole"]
    assert names(client.get(HERE, params={"q": "DK 29 18 94 20"}).text) == ["Østerå Kulturskole"]
    nothing = client.get(HERE, params={"q": "<b>", "vis": "bekraeftet", "side": "7"}).text
    assert "<b>" not in nothing
    page = client.get(HERE, params={"q": "kultur"}).text
    assert f'href="{HERE}?vis=bekraeftet&amp;q=kultur"' in page


def test_each_tab_holds_what_it_says(database: Database, cast: Cast) -> None:
    school(database)
    with database.writing() as db, db.begin():
        db.get_one(Organisation, "havfruen").suspended_at = NOW
        db.get_one(Organisation, "tinsoldaten").trusted_at = NOW
        db.get_one(Membership, ("tinsoldaten", "charlie")).role = "editor"
    client = cast.sign_in("anders")
    expected = {
        "": ["Havfruen", "Kulturskolen", "Tinsoldaten"],
        "ikke-bekraeftet": ["Kulturskolen"],
        "bekraeftet": ["Havfruen", "Tinsoldaten"],
        "suspenderet": ["Havfruen"],
        "tillid": ["Tinsoldaten"],
        "uden-ejer": ["Kulturskolen", "Tinsoldaten"],
    }
    for tab, found in expected.items():
        page = client.get(HERE, params={"vis": tab}).text
        assert names(page) == found
        counts = re.findall(r'<span class="count">(\d+)</span>', page)
        assert counts == [str(len(one)) for one in expected.values()]
    assert names(client.get(HERE, params={"vis": "uden-ejer", "q": "tin"}).text) == ["Tinsoldaten"]
    assert "ingen ejer" in client.get(HERE).text


def test_ten_thousand_organisations_are_turned_page_by_page_and_ask_no_more(database: Database, cast: Cast) -> None:
    def asked(url: str) -> int:
        statements: list[str] = []

        def count(_c: object, _k: object, statement: str, *_rest: object) -> None:
            statements.append(statement)

        event.listen(Engine, "before_cursor_execute", count)
        cast.client.get(url)
        event.remove(Engine, "before_cursor_execute", count)
        return len(statements)

    school(database, name="Hus")
    cast.sign_in("anders")
    few = {url: asked(url) for url in (HERE, f"{HERE}?vis=uden-ejer", f"{HERE}?q=hus", "/administration")}
    with database.writing() as db, db.begin():
        db.execute(
            insert(Organisation),
            [
                {
                    "id": f"hus{n:05}",
                    "name": f"Hus {n:05}",
                    "sort_key": f"hus {n:05}",
                    "name_key": f"hus {n:05}",
                    "sector": "association",
                    "created_at": NOW,
                }
                for n in range(10_000)
            ],
        )
    assert {url: asked(url) for url in few} == few
    first = cast.client.get(HERE).text
    assert names(first)[:3] == ["Havfruen", "Hus", "Hus 00000"]
    onwards = turned(first, "Næste")
    second = cast.client.get(onwards).text
    assert names(second) == [f"Hus {n:05}" for n in range(23, 48)]
    assert names(cast.client.get(turned(second, "Forrige")).text) == names(first)
    assert asked(onwards) == few[HERE]
    deep = cast.client.get(HERE, params={"vis": "uden-ejer", "efter": "hus 09989~hus09989"}).text
    assert names(deep) == [f"Hus {n:05}" for n in range(9_990, 10_000)]
    assert "Næste" not in deep


def turned(page: str, label: str) -> str:
    found = re.search(rf'<a href="([^"]+)" class="button button-arrow[^>]*aria-label="{label}"', page)
    assert found is not None
    return found[1].replace("&amp;", "&")


def test_one_page_tells_who_they_are_and_what_they_have(database: Database, cast: Cast) -> None:
    with database.writing() as db, db.begin():
        make.live(db, cast.actor("alice"))
        waiting = make.submitted(db, cast.actor("alice"), title="Kor").id
    school(database, name="Havfruen IF")
    page = cast.sign_in("anders").get(f"{HERE}/havfruen").text
    assert "alice@eksempel.example" in page
    assert re.findall(r"<dd>(?:<a[^>]*>)?(\d)", page.split('class="ledger"')[1])[:5] == ["1", "1", "0", "0", "1"]
    assert "Kan være den samme som" in page
    assert "Havfruen IF" in page
    assert "Alice sendte ”" in page
    assert page.count(">Gennemse<") == 1, "only what waits"
    assert f'href="/godkend/{waiting}"' in page
    assert 'href="/administration/historik?hos=havfruen"' in page
    assert "Kun hos Havfruen." in cast.client.get("/administration/historik?hos=havfruen").text


def test_one_click_with_a_usual_reason_verifies(database: Database, cast: Cast) -> None:
    made = school(database)
    client = cast.sign_in("anders")
    page = client.get(f"{HERE}/{made}").text
    answer = client.post(f"{HERE}/{made}/bekraeft", data={"seen": seen(page), "reason": "portal"})
    assert (answer.status_code, answer.headers["location"]) == (303, f"{HERE}/{made}")
    page = client.get(f"{HERE}/{made}").text
    assert "Organisationen er bekræftet" in page
    assert "af Anders" in page
    assert organisation(database, made).verified_reason == "Står i foreningsportalen"


def test_a_reason_is_kept_in_danish_also_when_it_was_read_in_english(database: Database, cast: Cast) -> None:
    made = school(database)
    client = cast.sign_in("anders")
    client.cookies.set("sprog", "en")
    client.post(f"{HERE}/{made}/bekraeft", data={"seen": seen(client.get(f"{HERE}/{made}").text), "reason": "cvr"})
    assert organisation(database, made).verified_reason == "Slået op i CVR-registret"


def test_own_words_verify_too_and_no_words_do_not(database: Database, cast: Cast) -> None:
    made = school(database)
    client = cast.sign_in("anders")
    known = seen(client.get(f"{HERE}/{made}").text)
    nothing = client.post(f"{HERE}/{made}/bekraeft", data={"seen": known, "own_words": "  "})
    assert nothing.status_code == 422
    assert "Skriv, hvordan du ved, at de er dem, de siger" in nothing.text
    number = client.post(f"{HERE}/{made}/bekraeft", data={"seen": known, "own_words": "Formand 010190-1234"})
    assert "Fjern CPR-nummeret" in number.text
    assert "010190" not in number.text
    assert organisation(database, made).verified_at is None
    client.post(f"{HERE}/{made}/bekraeft", data={"seen": known, "own_words": "Vi\nkender dem"})
    assert organisation(database, made).verified_reason == "Vi kender dem"


def test_the_second_administrator_is_told_what_the_first_did(database: Database, cast: Cast) -> None:
    made = school(database)
    known = seen(cast.sign_in("anders").get(f"{HERE}/{made}").text)
    cast.client.post(f"{HERE}/{made}/bekraeft", data={"seen": known, "reason": "portal"})
    client = cast.sign_in("astrid")
    client.post(f"{HERE}/{made}/bekraeft", data={"seen": known, "reason": "cvr"})
    page = client.get(f"{HERE}/{made}").text
    assert "En anden var hurtigere" in page
    assert "af Anders" in page
    with database.reading() as db:
        assert len(db.scalars(select(HistoryLine).where(HistoryLine.verb == "organisation_verified")).all()) == 1


def test_what_has_another_name_by_now_is_not_verified(database: Database, cast: Cast) -> None:
    made = school(database)
    client = cast.sign_in("anders")
    known = seen(client.get(f"{HERE}/{made}").text)
    with database.writing() as db, db.begin():
        db.get_one(Organisation, made).name = "Noget helt andet"
    client.post(f"{HERE}/{made}/bekraeft", data={"seen": known, "reason": "portal"})
    assert organisation(database, made).verified_at is None


def test_a_verification_is_taken_back_with_a_reason_the_members_read(database: Database, cast: Cast) -> None:
    client = cast.sign_in("anders")
    assert client.post(f"{HERE}/havfruen/tag-tilbage", data={"own_words": ""}).status_code == 422
    client.post(f"{HERE}/havfruen/tag-tilbage", data={"own_words": "Foreningen er lukket & slukket"})
    assert organisation(database, "havfruen").verified_at is None
    with database.reading() as db:
        mail = {mail.recipient: mail.text for mail in db.scalars(select(OutboxMail))}
    assert "”Foreningen er lukket & slukket”" in mail["alice@eksempel.example"]
    assert set(mail) == {"alice@eksempel.example", "bob@eksempel.example"}


def test_where_nobody_can_answer_an_administrator_does(database: Database, cast: Cast) -> None:
    made = school(database)
    with database.writing() as db, db.begin():
        for who in ("charlie", "bob"):
            joining.ask_to_join(
                db, cast.actor(who), db.get_one(Organisation, made), "Jeg er lærer", base_url=URL, now=NOW
            )
    client = cast.sign_in("anders")
    page = client.get(f"{HERE}/{made}").text
    assert "2 personer vil gerne være med" in page
    assert "”Jeg er lærer”" in page
    client.post(f"{HERE}/{made}/luk-ind/charlie")
    client.post(f"{HERE}/{made}/sig-nej/bob")
    client.post(f"{HERE}/{made}/sig-nej/bob")
    assert "En anden var hurtigere" in client.get(f"{HERE}/{made}").text
    with database.reading() as db:
        member = db.get_one(Membership, (made, "charlie"))
        assert member.joined_at is not None
        assert db.get(Membership, (made, "bob")) is None


@pytest.mark.parametrize("who", ["alice", "petra"])
def test_the_desk_is_for_administrators(cast: Cast, who: str) -> None:
    client = cast.sign_in(who)
    for path in ("/administration", HERE, f"{HERE}/havfruen"):
        assert client.get(path).status_code == 403
    assert client.post(f"{HERE}/havfruen/tag-tilbage", data={"own_words": "Prøve"}).status_code == 403
    assert client.post(f"{HERE}/havfruen/bekraeft", data={"reason": "portal"}).status_code == 403


def test_an_organisation_that_is_not_there_is_not_found(cast: Cast) -> None:
    client = cast.sign_in("anders")
    assert client.get(f"{HERE}/findesikke").status_code == 404
    assert client.post(f"{HERE}/findesikke/bekraeft").status_code == 404


def test_the_cvr_register_is_not_asked_unless_it_is_set_up(database: Database, cast: Cast) -> None:
    found = school(database, cvr="29189420")
    client = cast.sign_in("anders")
    assert f"{HERE}/{found}/cvr" not in client.get(f"{HERE}/{found}").text
    assert client.post(f"{HERE}/{found}/cvr").status_code == 404
