"""Policy frameworks for administrators: written, decided on, published, withdrawn and reported, without JavaScript."""

from __future__ import annotations

import datetime as dt
import html

import pytest
from httpx import Response
from litestar.testing import TestClient

from registry import overlay
from registry.access import SYSTEM
from registry.db import Database
from registry.offers.content import PolicyAnswer
from registry.policy import actions
from registry.web import clock
from tests import make
from tests.cast import Cast
from tests.policy.life import NEW, document, example, night, published, started
from tests.review.test_queue import statements

HERE = "/administration/politik"
TEXT = "Vi hører hvert barn og laver planen sammen med det."


@pytest.fixture
def desk(cast: Cast) -> TestClient:
    return cast.sign_in("anders")


def draft(database: Database) -> int:
    """Begin the invented successor, and return its revision."""
    with database.writing() as db, db.begin():
        return started(db, clock.now()).revision


def said(answer: Response) -> str:
    return html.unescape(answer.text)


def in_days(days: int) -> str:
    return (clock.today() + dt.timedelta(days=days)).isoformat()


def test_the_frameworks_in_use_are_listed_with_their_status(desk: TestClient) -> None:
    shown = said(desk.get(HERE))
    assert "Børne- og Ungepolitik" in shown
    assert "Periode udløbet, bruges stadig" in shown
    assert "Gælder nu" in shown


def test_a_file_is_uploaded_and_becomes_a_draft(desk: TestClient, database: Database) -> None:
    answer = desk.post(f"{HERE}/ny/fil", files={"file": ("politik.toml", example().encode(), "application/toml")})
    assert (answer.status_code, answer.headers["location"]) == (303, f"{HERE}/{NEW}")
    shown = said(desk.get(f"{HERE}/{NEW}"))
    assert "Kladde" in shown
    assert "Alt er skrevet" in shown
    with database.reading() as db:
        assert NEW not in overlay.current(db).frameworks


def test_a_file_with_mistakes_is_shown_again_with_every_line(desk: TestClient) -> None:
    text = example().replace("order = 1", "order = 0", 1).replace('relation = "narrower"', 'relation = "mindre"', 1)
    answer = desk.post(f"{HERE}/ny/fil", data={"text": text})
    assert answer.status_code == 422
    shown = said(answer)
    assert "2 ting skal rettes" in shown
    for part in ("order = 0", 'relation = "mindre"'):
        assert f"Linje {text[: text.index(part)].count(chr(10)) + 1}" in shown
        assert part in shown
    assert desk.get(f"{HERE}/{NEW}").status_code == 404


@pytest.mark.parametrize(
    ("files", "says"),
    [
        ({"file": ("tom.toml", b"", "text/plain")}, "Vælg en fil"),
        ({"file": ("x.toml", "æ".encode("latin-1"), "text/plain")}, "UTF-8"),
        ({"file": ("x.toml", b"id = [", "text/plain")}, "slutter midt i noget"),
        ({"file": ("x.toml", b"\n\nid = bup\n", "text/plain")}, "Linje 3"),
    ],
)
def test_what_is_no_policy_is_refused_with_what_to_do(desk: TestClient, files: dict, says: str) -> None:  # type: ignore[type-arg]
    answer = desk.post(f"{HERE}/ny/fil", files=files)
    assert answer.status_code == 422
    assert says in said(answer)


def test_a_policy_is_written_element_by_element(desk: TestClient) -> None:
    fields = {"id": "bup-2030", "title_da": "Ny politik", "kind": "policy", "replaces": "bup-2022"}
    assert desk.post(f"{HERE}/ny", data=fields).headers["location"] == f"{HERE}/bup-2030"
    page = f"{HERE}/bup-2030"
    assert "ting mangler, før den kan udgives" in said(desk.get(page))
    element = {"revision": "1", "label_da": "Alle er med", "audience": "partner", "type": "guidepost", "order": "1",
               "signals": "alle er med\nplads til alle"}  # fmt: skip
    answer = desk.post(f"{page}/maal/nyt", data=element)
    assert answer.status_code == 303, said(answer)
    shown = said(desk.get(page))
    assert "Alle er med" in shown
    assert "spørgsmålet på dansk" in shown
    under = {**element, "revision": "2", "label_da": "Under", "parent": "bup30.m1", "then": "next"}
    assert desk.post(f"{page}/maal/nyt", data=under).headers["location"].endswith("/maal/nyt?under=bup30.m1")
    assert desk.post(f"{page}/maal/bup30.m1/fjern", data={"revision": "3"}).status_code == 303
    shown = said(desk.get(page))
    assert "Alle er med" not in shown
    assert "Under" in shown


def test_mistakes_in_an_element_keep_what_was_typed(desk: TestClient, database: Database) -> None:
    revision = draft(database)
    typed = {"revision": str(revision), "label_da": "", "question_da": "Et helt nyt spørgsmål?", "order": "mange",
             "type": "guidepost", "audience": "partner"}  # fmt: skip
    answer = desk.post(f"{HERE}/{NEW}/maal/nyt", data=typed)
    assert answer.status_code == 422
    shown = said(answer)
    assert "Skriv et helt tal fra 1 til 99" in shown
    assert "Skriv, hvad målet hedder" in shown
    assert "Et helt nyt spørgsmål?" in shown


def test_two_administrators_never_overwrite_each_other(desk: TestClient, database: Database) -> None:
    revision = str(draft(database))
    fields = {
        "revision": revision,
        "id": NEW,
        "title_da": "Den første retter",
        "kind": "policy",
        "replaces": "bup-2022",
    }
    assert desk.post(f"{HERE}/{NEW}/ramme", data=fields).status_code == 303
    answer = desk.post(f"{HERE}/{NEW}/ramme", data={**fields, "title_da": "Den anden retter"})
    assert answer.status_code == 409
    assert "Den anden retter" in said(answer)
    assert "Den første retter" in said(desk.get(f"{HERE}/{NEW}"))
    for path in ("overgang", "maal/bup26.skift", "maal/bup26.skift/fjern"):
        data = {"revision": revision, "label_da": "x", "type": "guidepost", "audience": "partner", "order": "2"}
        assert desk.post(f"{HERE}/{NEW}/{path}", data=data).status_code == 409
    assert desk.post(f"{HERE}/{NEW}/fil", data={"revision": revision, "text": example()}).status_code == 409


def test_a_crosswalk_with_holes_is_kept_and_the_holes_are_shown(desk: TestClient, database: Database) -> None:
    revision = draft(database)
    answer = desk.post(
        f"{HERE}/{NEW}/overgang",
        data={
            "revision": str(revision),
            "relation.bup22.faellesskaber": "same", "to.bup22.faellesskaber": "bup26.hoere-til",
            "relation.bup22.overgange": "split", "to.bup22.overgange": ["bup26.skift", "bup26.skift.start"],
            "relation.bup22.loesninger": "narrower",
            "relation.bup22.loesninger.a2": "broader", "to.bup22.loesninger.a2": "bup26.loesninger",
            "ask.bup22.loesninger.a2": "1",
            "relation.bup22.loesninger.a1": "retired",
        },
    )  # fmt: skip
    assert answer.status_code == 303, said(answer)
    shown = said(desk.get(f"{HERE}/{NEW}/overgang"))
    assert "11 mål mangler" in shown
    assert "Vælg det nye mål, det svarer til" in shown
    with database.reading() as db:
        lines = actions.find(db, NEW).document["crosswalk"]  # type: ignore[union-attr]
    assert [(one["from"].removeprefix("bup22."), one["relation"], one["needs_review"]) for one in lines] == [
        ("faellesskaber", "same", False), ("overgange", "split", True), ("overgange", "split", True),
        ("loesninger", "narrower", True), ("loesninger.a1", "retired", False), ("loesninger.a2", "broader", True),
    ]  # fmt: skip


def test_a_crosswalk_that_contradicts_itself_is_refused(desk: TestClient, database: Database) -> None:
    revision = draft(database)
    answer = desk.post(
        f"{HERE}/{NEW}/overgang",
        data={"revision": str(revision), "relation.bup22.overgange": "same",
              "to.bup22.overgange": ["bup26.skift", "bup26.skift.start"]},
    )  # fmt: skip
    assert answer.status_code == 422
    assert "Delt i flere" in said(answer)


def test_an_unfinished_policy_is_not_published(desk: TestClient, database: Database) -> None:
    made = document()
    made["crosswalk"].pop(0)
    with database.writing() as db, db.begin():
        actions.start(db, SYSTEM, made, now=clock.now())
    answer = desk.post(
        f"{HERE}/{NEW}/udgiv", data={"revision": "1", "valid_from": in_days(30), "replaced_until": in_days(300)}
    )
    assert answer.status_code == 422
    assert "Sammen om fællesskaber" in said(answer)


@pytest.mark.parametrize(
    ("first", "until", "says"),
    [("", "x", "Vælg en dag"), (30, 10, "Vælg en senere dag"), (-30, -1, "Den dag er forbi"), (30, "", "Vælg en dag")],
)
def test_the_days_are_checked(desk: TestClient, database: Database, first: object, until: object, says: str) -> None:
    revision = draft(database)
    days = [in_days(one) if isinstance(one, int) else str(one) for one in (first, until)]
    answer = desk.post(
        f"{HERE}/{NEW}/udgiv", data={"revision": str(revision), "valid_from": days[0], "replaced_until": days[1]}
    )
    assert answer.status_code == 422
    assert says in said(answer)


def test_published_then_taken_back_before_it_is_valid(desk: TestClient, database: Database) -> None:
    revision = draft(database)
    days = {"revision": str(revision), "valid_from": in_days(30), "replaced_until": in_days(300)}
    assert desk.post(f"{HERE}/{NEW}/udgiv", data=days).status_code == 303
    assert "På vej" in said(desk.get(f"{HERE}/{NEW}"))
    assert "Sammen om børn og unge 2026-2029 (Eksempel)" in said(desk.get("/om"))
    assert desk.get(f"{HERE}/{NEW}/ramme").status_code == 303  # no draft any more
    assert desk.post(f"{HERE}/{NEW}/traek-tilbage").status_code == 303
    assert "Kladde" in said(desk.get(f"{HERE}/{NEW}"))
    assert "Eksempel" not in said(desk.get("/om"))
    assert desk.post(f"{HERE}/{NEW}/slet").status_code == 303
    assert desk.get(f"{HERE}/{NEW}").status_code == 404


def test_what_is_valid_cannot_be_taken_back_and_its_end_can_be_moved(desk: TestClient, database: Database) -> None:
    published(database, clock.now(), valid_from=clock.today(), until=clock.today() + dt.timedelta(days=100))
    assert desk.post(f"{HERE}/{NEW}/traek-tilbage").status_code == 303
    with database.reading() as db:
        assert NEW in overlay.current(db).frameworks
    assert desk.post(f"{HERE}/{NEW}/slut", data={"replaced_until": in_days(-2)}).status_code == 422
    assert desk.post(f"{HERE}/{NEW}/slut", data={"replaced_until": in_days(10)}).status_code == 303
    with database.reading() as db:
        assert overlay.current(db).frameworks[NEW].replaced_until == clock.today() + dt.timedelta(days=10)
    assert "Ved at slutte" in said(desk.get(f"{HERE}/bup-2022"))


def test_the_preview_asks_as_partners_are_asked(desk: TestClient, database: Database) -> None:
    draft(database)
    shown = said(desk.get(f"{HERE}/{NEW}/vis"))
    assert "Hvor kan et barn trække sig tilbage hos jer, og hvem følger det?" in shown
    assert "20 til 400 tegn" in shown


def test_the_file_can_be_fetched_and_put_back(desk: TestClient, database: Database) -> None:
    revision = draft(database)
    fetched = desk.get(f"{HERE}/{NEW}/politik.toml")
    assert "attachment" in fetched.headers["content-disposition"]
    again = desk.post(f"{HERE}/{NEW}/fil", data={"revision": str(revision), "text": fetched.text})
    assert again.status_code == 303
    assert desk.get(f"{HERE}/{NEW}/politik.toml").text == fetched.text
    assert 'id = "inkl-2022"' in desk.get(f"{HERE}/inkl-2022/politik.toml").text


def report_offers(database: Database, cast: Cast, number: int) -> None:
    with database.writing() as db, db.begin():
        for n in range(number):
            element = ("bup22.faellesskaber.a1", "bup22.loesninger.a2", "bup22.overgange.a2")[n % 3]
            make.live(db, cast.actor("alice"), title=f"Tilbud {n:02}", policy=(PolicyAnswer(element, TEXT),))


def test_the_report_says_what_will_happen_to_each_offer(desk: TestClient, database: Database, cast: Cast) -> None:
    report_offers(database, cast, 30)
    draft(database)
    shown = said(desk.get(f"{HERE}/{NEW}/rapport"))
    for count in ('Alle <span class="count">30', 'svare <span class="count">10', 'mål <span class="count">10'):
        assert count in shown
    assert shown.count('lang="da">Tilbud ') == 25
    following = shown.split("efter=")[1].split("#")[0]
    assert said(desk.get(f"{HERE}/{NEW}/rapport?efter={following}")).count('lang="da">Tilbud ') == 5
    only = said(desk.get(f"{HERE}/{NEW}/rapport?vis=venter&maal=bup22.loesninger.a2"))
    assert only.count('lang="da">Tilbud ') == 10
    rows = desk.get(f"{HERE}/{NEW}/rapport.csv?vis=slut").content.decode("utf-8-sig").splitlines()
    assert len(rows) == 11
    assert all("Slutter med den gamle politik" in row for row in rows[1:])


def test_the_report_asks_as_much_of_the_database_however_many_offers_there_are(
    desk: TestClient, database: Database, cast: Cast
) -> None:
    draft(database)
    report_offers(database, cast, 3)
    with statements() as few:
        desk.get(f"{HERE}/{NEW}/rapport")
    report_offers(database, cast, 18)
    with statements() as many:
        desk.get(f"{HERE}/{NEW}/rapport")
    assert len(many) == len(few)


def test_afterwards_the_report_says_what_still_waits(desk: TestClient, database: Database, cast: Cast) -> None:
    report_offers(database, cast, 3)
    published(database, clock.now(), valid_from=clock.today(), until=clock.today() + dt.timedelta(days=100))
    assert night(database, clock.now())[0] == 3
    shown = said(desk.get(f"{HERE}/{NEW}/rapport"))
    assert 'Venter på partnerens svar <span class="count">1' in shown
    assert 'Følger helt med af sig selv <span class="count">1' in shown


def test_everything_is_in_the_history(desk: TestClient, database: Database, cast: Cast) -> None:
    report_offers(database, cast, 1)
    published(database, clock.now(), valid_from=clock.today(), until=clock.today() + dt.timedelta(days=100))
    night(database, clock.now())
    shown = said(desk.get("/administration/historik"))
    assert "udgav politikken" in shown
    assert "over til en ny politik" in shown
    assert "”Ingen står udenfor”" in shown
