"""The queue, and the way from it to a submission and to an organisation nobody knows yet."""

from __future__ import annotations

import datetime as dt
import html
import re
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from sqlalchemy import Engine, event, update
from sqlalchemy.orm import Session

from registry import history
from registry.db import Database
from registry.offers import actions as offer_actions
from registry.offers.content import PolicyAnswer
from registry.offers.models import OfferVersion
from registry.partners.models import Organisation
from registry.review import actions, claims, narrowing
from registry.web import clock
from tests import make
from tests.cast import Cast
from tests.make import CONTENT, NOW
from tests.offers.browser import form, text

FRIDAY = dt.datetime(2026, 11, 20, 9, 0, tzinfo=dt.UTC)


@pytest.fixture(autouse=True)
def on_friday(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clock, "today", FRIDAY.date)


def submitted_on(db: Session, version: OfferVersion, day: int) -> None:
    moment = dt.datetime(2026, 11, day, 10, 0, tzinfo=dt.UTC)
    db.execute(update(OfferVersion).where(OfferVersion.id == version.id).values(submitted_at=moment))


def rows(html: str) -> list[str]:
    """What stands in each row of the table."""
    return [text(part.split("</tr>")[0]) for part in html.split("<tr>")[2:]]


def test_what_has_waited_the_longest_comes_first_with_what_to_look_out_for(cast: Cast, db: Session) -> None:
    alice, charlie = cast.actor("alice"), cast.actor("charlie")
    submitted_on(db, make.submitted(db, alice, title="Kor"), 20)
    submitted_on(db, make.submitted(db, charlie, "tinsoldaten", title="Natteravne", ways=("en_til_en",)), 10)
    live = make.live(db, alice, title="Gårdens hjælpere")
    change = offer_actions.edit(db, alice, live.offer_id, now=NOW)
    policy = (*CONTENT.policy, PolicyAnswer("bup22.faellesskaber.a2", "Vi spiser sammen, før vi går hjem."))
    new = make.content(title="Gårdens hjælpere", age_min=5, price_dkk=25, policy=policy)
    offer_actions.save(db, alice, change, new, now=NOW)
    offer_actions.submit(db, alice, change, now=NOW)
    db.execute(update(Organisation).where(Organisation.id == "tinsoldaten").values(verified_at=None))
    db.commit()
    page = cast.sign_in("anders").get("/godkend").text
    assert rows(page) == [
        "Natteravne Tinsoldaten Nyt tilbud Høj risiko Organisationen er ikke bekræftet, Én til én"
        " 10. november 2026 8 hverdage",
        "Gårdens hjælpere Havfruen 2 felter rettet, 1 nyt svar Høj risiko Yngre børn end før"
        " 16. november 2026 4 hverdage",
        "Kor Havfruen Nyt tilbud Intet 20. november 2026 under 1 hverdag",
    ]
    assert "3 tilbud venter. Det ældste har ventet i 8 hverdage. Partnerne er lovet svar inden 5." in text(page)


def test_each_queue_holds_its_own(cast: Cast, db: Session) -> None:
    alice, anders = cast.actor("alice"), cast.actor("anders")
    said: dict[str, Any] = {"base_url": "", "now": NOW}
    make.submitted(db, alice, title="Venter")
    make.draft(db, alice, title="Kladden")
    back = make.submitted(db, alice, title="Retur")
    actions.return_to_partner(db, anders, back, verdicts={}, comments={}, note="Ret.", **said)
    no = make.submitted(db, alice, title="Afslaget")
    actions.decline(db, anders, no, note="Nej.", **said)
    yes = make.submitted(db, alice, title="Godtaget")
    actions.approve(db, anders, yes, verdicts={}, note=None, **{**said, "now": NOW + dt.timedelta(hours=1)})
    db.commit()
    client = cast.sign_in("astrid")
    titles = {
        tab: [row.split()[0] for row in rows(client.get(f"/godkend?vis={tab}").text)]
        for tab in ("venter", "partner", "afgjort", "andet")
    }
    assert titles == {
        "venter": ["Venter"],
        "partner": ["Retur"],
        "afgjort": ["Godtaget", "Afslaget"],
        "andet": ["Venter"],
    }


def test_an_empty_queue_is_said_to_be_empty(cast: Cast) -> None:
    client = cast.sign_in("anders")
    assert "Ingen tilbud venter på os lige nu." in client.get("/godkend").text
    assert "Der er ikke afgjort noget endnu." in client.get("/godkend?vis=afgjort").text


def test_a_long_queue_has_pages(cast: Cast, db: Session) -> None:
    for number in range(27):
        submitted_on(db, make.submitted(db, cast.actor("alice"), title=f"Kor {number}"), 10 if number < 25 else 12)
    db.commit()
    client = cast.sign_in("anders")
    first = client.get("/godkend").text
    onwards = html.unescape(first.split('href="/godkend?efter=')[1].split('"')[0])
    second = client.get(f"/godkend?efter={onwards}").text
    back = html.unescape(second.split('href="/godkend?foer=')[1].split('"')[0])
    assert rows(client.get(f"/godkend?foer={back}").text) == rows(first)
    assert rows(client.get("/godkend?efter=noget~andet").text) == rows(first), "a place that can't be read"
    assert {row.split(" Havfruen")[0] for row in rows(second)} == {"Kor 25", "Kor 26"}


@contextmanager
def statements() -> Iterator[list[str]]:
    asked: list[str] = []

    def ask(_connection: Any, _cursor: Any, statement: str, *_rest: Any) -> None:
        asked.append(statement)

    event.listen(Engine, "before_cursor_execute", ask)
    yield asked
    event.remove(Engine, "before_cursor_execute", ask)


@pytest.mark.parametrize("path", ["/godkend", "/godkend?vis=partner", "/godkend?vis=afgjort"])
def test_many_submissions_ask_the_database_as_often_as_few(cast: Cast, database: Database, path: str) -> None:
    client = cast.sign_in("anders")
    counts = []
    for many in (1, 8):
        with database.writing() as db, db.begin():
            for number in range(many):
                make.submitted(db, cast.actor("charlie"), "tinsoldaten", title=f"Kor {number}")
                back = make.submitted(db, cast.actor("alice"))
                actions.return_to_partner(
                    db, cast.actor("anders"), back, verdicts={}, comments={}, note="Ret.", base_url="", now=NOW
                )
                make.live(db, cast.actor("alice"))
        with statements() as asked:
            assert client.get(path).status_code == 200
        counts.append(len(asked))
    assert counts[0] == counts[1]


@pytest.fixture
def unknown(db: Session, cast: Cast) -> OfferVersion:
    """An offer of an organisation that nobody has verified."""
    version = make.submitted(db, cast.actor("alice"))
    db.execute(update(Organisation).where(Organisation.id == "havfruen").values(verified_at=None))
    db.commit()
    return version


def test_an_organisation_is_verified_by_one_click_on_the_way(cast: Cast, db: Session, unknown: OfferVersion) -> None:
    client = cast.sign_in("anders")
    page = client.get(f"/godkend/{unknown.id}").text
    assert "Organisationen er ikke bekræftet endnu" in page
    answer = form(page, f"/godkend/{unknown.id}/bekraeft").press(client, "reason", "portal")
    assert (answer.status_code, answer.headers["location"]) == (303, f"/godkend/{unknown.id}")
    assert "Havfruen er bekræftet" in client.get(f"/godkend/{unknown.id}").text
    line = history.of_subject(db, "organisation", "havfruen")[0]
    assert (line.actor_name, line.note) == ("Anders", "Står i foreningsportalen")


def test_with_scripts_only_the_organisations_part_is_drawn_anew(cast: Cast, unknown: OfferVersion) -> None:
    client = cast.sign_in("anders")
    verify = form(client.get(f"/godkend/{unknown.id}").text, f"/godkend/{unknown.id}/bekraeft")
    answer = verify.press(client, "reason", "partner", **{"hx-request": "true", "hx-request-type": "partial"})
    assert answer.status_code == 200
    assert answer.text.strip().startswith('<section id="organisation"')
    assert "Havfruen er bekræftet" in answer.text


def test_an_organisation_that_has_changed_its_name_meanwhile_is_not_verified(
    cast: Cast, db: Session, unknown: OfferVersion
) -> None:
    client = cast.sign_in("anders")
    verify = form(client.get(f"/godkend/{unknown.id}").text, f"/godkend/{unknown.id}/bekraeft")
    db.execute(update(Organisation).where(Organisation.id == "havfruen").values(name="Noget andet"))
    db.commit()
    assert verify.press(client, "reason", "partner").status_code == 303
    db.expire_all()
    assert db.get_one(Organisation, "havfruen").verified_at is None


@pytest.mark.parametrize(
    ("name", "status"), [("alice", 403), ("charlie", 403), ("petra", 403), ("anders", 200), (None, 303)]
)
def test_only_administrators_review(cast: Cast, db: Session, name: str | None, status: int) -> None:
    version = make.submitted(db, cast.actor("alice"))
    db.commit()
    client = cast.sign_in(name) if name else cast.sign_out()
    for path in ("/godkend", f"/godkend/{version.id}", f"/godkend/{version.id}/vis"):
        assert client.get(path).status_code == status
    if status != 200:
        assert client.get("/godkend/findesikke").status_code == status
        assert client.post(f"/godkend/{version.id}", data={"decision": "approve"}).status_code == status
        assert client.post(f"/godkend/{version.id}/bekraeft").status_code == status
    else:
        assert client.get("/godkend/findesikke").status_code == 404


def test_the_pages_speak_english(cast: Cast, db: Session) -> None:
    version = make.submitted(db, cast.actor("alice"))
    db.commit()
    client = cast.sign_in("anders")
    client.cookies.set("sprog", "en")
    assert "Waiting for us" in client.get("/godkend").text
    page = client.get(f"/godkend/{version.id}").text
    assert "Comment on age" in page
    assert "Kommentar til" not in page


def test_what_a_partner_wrote_stays_danish_to_a_reader_of_english(cast: Cast, db: Session) -> None:
    alice = cast.actor("alice")
    live = make.live(db, alice, period="Hele året", price_note="Hjelm kan lånes")
    change = offer_actions.edit(db, alice, live.offer_id, now=NOW)
    new = make.content(period="Hele året", price_dkk=25, price_note="Tag hjelm med", summary="Fire børn og fire heste.")
    offer_actions.save(db, alice, change, new, now=NOW)
    offer_actions.submit(db, alice, change, now=NOW)
    db.commit()
    client = cast.sign_in("anders")
    client.cookies.set("sprog", "en")
    page = client.get(f"/godkend/{change.id}").text
    danish = {
        text(part)
        for part in re.findall(r'<(?:span|h1|blockquote)[^>]* lang="da"[^>]*>(.*?)</(?:span|h1|block)', page, re.DOTALL)
    }
    assert {CONTENT.title, CONTENT.description, "Tag hjelm med", "Hele året"} <= danish
    assert CONTENT.policy[0].answer in danish
    assert not any("Monday" in one or "DKK" in one for one in danish)
    assert f'lang="da">{CONTENT.title}</a>' in client.get("/godkend").text
    whole = client.get(f"/godkend/{change.id}/vis").text
    assert f'<h1 lang="da">{CONTENT.title}</h1>' in whole
    assert '<span lang="da">Tag hjelm med.</span>' in whole


@pytest.mark.parametrize(
    ("query", "titles"),
    [
        ("sektor=business", {"Kodeklub"}),
        ("omraade=nord", {"Kor", "Natteravne", "Kodeklub"}),
        ("omraade=vest", {"Sejlads"}),
        ("slags=ny", {"Kor", "Natteravne", "Kodeklub", "Sejlads"}),
        ("slags=rettelse", {"Rideskole"}),
        ("slags=igen", {"Sejlads"}),
        ("ventet=5", {"Natteravne"}),
        ("risiko=hoej", {"Natteravne"}),
        ("risiko=nogen", {"Kodeklub"}),
        ("risiko=ingen", {"Kor", "Sejlads", "Rideskole"}),
        ("slags=ny&risiko=ingen", {"Kor", "Sejlads"}),
        ("risiko=noget-andet", {"Kor", "Natteravne", "Kodeklub", "Sejlads", "Rideskole"}),
    ],
)
def test_the_queue_can_be_narrowed(cast: Cast, db: Session, query: str, titles: set[str]) -> None:
    alice, charlie, anders = cast.actor("alice"), cast.actor("charlie"), cast.actor("anders")
    submitted_on(db, make.submitted(db, alice, title="Kor"), 20)
    submitted_on(db, make.submitted(db, alice, title="Natteravne", ways=("en_til_en",)), 10)
    db.execute(update(Organisation).where(Organisation.id == "tinsoldaten").values(sector="business"))
    make.submitted(db, charlie, "tinsoldaten", title="Kodeklub")
    again = make.submitted(db, alice, title="Sejlads", postal_code="9240")
    actions.return_to_partner(
        db, anders, again, verdicts={}, comments={}, note="Ret.", base_url="", now=NOW + dt.timedelta(minutes=1)
    )
    offer_actions.submit(db, alice, again, now=NOW)
    live = make.live(db, alice, title="Rideskole")
    change = offer_actions.edit(db, alice, live.offer_id, now=NOW)
    offer_actions.save(db, alice, change, make.content(title="Rideskole", postal_code="9000"), now=NOW)
    offer_actions.submit(db, alice, change, now=NOW)
    db.commit()
    page = cast.sign_in("anders").get(f"/godkend?{query}").text
    assert {row.split()[0] for row in rows(page)} == titles


def test_the_way_through_the_queue_keeps_what_it_is_narrowed_to(cast: Cast, db: Session) -> None:
    alice = cast.actor("alice")
    first, second = (make.submitted(db, alice, title=title, ways=("en_til_en",)) for title in ("Et", "To"))
    make.submitted(db, alice, title="Uden risiko")
    db.commit()
    client = cast.sign_in("anders")
    queue = client.get("/godkend?risiko=hoej").text
    assert f'href="/godkend/{first.id}?risiko=hoej"' in queue
    page = client.get(f"/godkend/{first.id}?risiko=hoej").text
    assert f'href="/godkend/{second.id}?risiko=hoej"' in page
    answer = form(page, f"/godkend/{first.id}?risiko=hoej").fill({"note": "Nej."}).press(client, "decision", "decline")
    assert answer.headers["location"] == f"/godkend/{second.id}?risiko=hoej", "the next one after a decision"
    page = client.get(answer.headers["location"]).text
    assert "Her er det næste." in text(page)
    answer = form(page, f"/godkend/{second.id}?risiko=hoej").fill({"note": "Nej."}).press(client, "decision", "decline")
    assert answer.headers["location"] == "/godkend?risiko=hoej", "none is left"
    assert "Intet i køen passer til afgrænsningen." in client.get("/godkend?risiko=hoej").text


def test_the_other_queues_keep_what_they_can_be_narrowed_to_as_well(cast: Cast, db: Session) -> None:
    page = cast.sign_in("anders").get("/godkend?sektor=business&omraade=midtby&risiko=hoej&ventet=1").text
    kept = narrowing.read({"sektor": "business", "omraade": "midtby"}).url("/godkend", vis="afgjort")
    assert f'href="{kept}"'.replace("&", "&amp;") in page


def test_what_is_taken_is_seen_by_others_and_is_not_the_next_one(cast: Cast, db: Session) -> None:
    alice = cast.actor("alice")
    first, second, third = (make.submitted(db, alice, title=title) for title in ("Et", "To", "Tre"))
    for version, day in ((first, 16), (second, 17), (third, 18)):
        submitted_on(db, version, day)
    db.commit()
    anders = cast.sign_in("anders")
    assert form(anders.get(f"/godkend/{second.id}").text, f"/godkend/{second.id}/tag").press(anders).status_code == 303
    assert "Du har taget tilbuddet" in anders.get(f"/godkend/{second.id}").text
    astrid = cast.sign_in("astrid")
    assert "To Havfruen Anders læser det" in rows(astrid.get("/godkend").text)[1]
    assert f'href="/godkend/{third.id}" data-key="n"' in astrid.get(f"/godkend/{first.id}").text
    page = astrid.get(f"/godkend/{second.id}").text
    assert "Anders har taget tilbuddet" in page
    form(page, f"/godkend/{second.id}/tag").press(astrid)
    assert "Du har taget tilbuddet" in astrid.get(f"/godkend/{second.id}").text, "taken over"
    form(astrid.get(f"/godkend/{second.id}").text, f"/godkend/{second.id}/giv-fri").press(astrid)
    assert "læser det" not in astrid.get("/godkend").text


def test_a_submission_frees_itself_after_half_an_hour(cast: Cast, db: Session) -> None:
    version = make.submitted(db, cast.actor("alice"))
    anders, astrid = cast.actor("anders"), cast.actor("astrid")
    assert claims.take(db, anders, version, now=NOW).name == "Anders"
    soon, later = NOW + dt.timedelta(minutes=29), NOW + dt.timedelta(minutes=30)
    assert claims.take(db, astrid, version, now=soon).name == "Anders"
    assert claims.of(db, [version.id], later) == {}
    assert claims.take(db, astrid, version, now=later).name == "Astrid"
    claims.free(db, anders, version.id)
    assert claims.of(db, [version.id], later)[version.id].name == "Astrid", "nobody frees another's by accident"
