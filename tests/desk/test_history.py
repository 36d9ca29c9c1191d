"""What happened: never changed, told in sentences, and found again."""

import datetime as dt
import re

import pytest
from sqlalchemy import Engine, delete, event, select, text, update
from sqlalchemy.exc import DatabaseError
from sqlalchemy.orm import Session

from registry.access import SYSTEM, Actor
from registry.db import Database
from registry.desk import history as desk_history
from registry.desk.history import read_narrowing
from registry.history import KINDS, HistoryLine, Verb, of_subject, record
from registry.i18n import speaking
from registry.review import reasons
from registry.web import history_verbs, history_words
from tests import make
from tests.cast import Cast

HERE = "/administration/historik"
DAY = dt.datetime(2026, 11, 10, 12, 0, tzinfo=dt.UTC)


def write(
    db: Session,
    verb: Verb = Verb.PAUSED,
    *,
    who: str = "Alice",
    at: dt.datetime = DAY,
    kind: str = "offer",
    name: str = "Heste",
    organisation: str | None = "havfruen",
    note: str | None = None,
    subject: str = "x",
) -> None:
    actor = Actor(account_id=who.lower()[:12], name=who)
    record(db, actor, verb, kind=kind, subject_id=subject, name=name, now=at, organisation_id=organisation, note=note)
    db.flush()


def line(verb: Verb, **values: str) -> HistoryLine:
    return HistoryLine(
        **{"verb": verb.value, "actor_id": "a", "actor_name": "Alice", "subject_name": "Heste", "note": None, **values}
    )


def shown(page: str) -> list[str]:
    """Return the sentences of the list, without markup."""
    rows = page.split('class="plain-list no-max-width happened"')[1:]
    return [
        re.sub(r"<[^>]+>", "", sentence)
        for row in rows
        for sentence in re.findall(r"<div>\s*<p>(.*?)</p>", row, re.DOTALL)
    ]


def test_a_line_is_not_changed_or_removed_by_the_code(db: Session) -> None:
    write(db)
    db.commit()
    found = db.scalars(select(HistoryLine)).one()
    found.note = "noget andet"
    with pytest.raises(RuntimeError, match="append-only"):
        db.flush()
    db.rollback()
    db.delete(db.scalars(select(HistoryLine)).one())
    with pytest.raises(RuntimeError, match="append-only"):
        db.flush()
    db.rollback()


@pytest.mark.parametrize(
    "statement",
    [
        update(HistoryLine).values(note="noget andet"),
        delete(HistoryLine),
        text("UPDATE history SET actor_name = 'En anden'"),
        text("DELETE FROM history"),
    ],
    ids=["update", "delete", "raw update", "raw delete"],
)
def test_a_line_is_not_changed_or_removed_by_whoever_reaches_past_the_code(db: Session, statement: object) -> None:
    write(db)
    db.commit()
    with pytest.raises(DatabaseError, match="append-only"):
        db.execute(statement)  # type: ignore[call-overload]
    db.rollback()
    assert len(of_subject(db, "offer", "x")) == 1


@pytest.mark.parametrize("verb", list(Verb))
@pytest.mark.parametrize("short", [False, True])
@pytest.mark.parametrize("locale", ["da", "en"])
def test_everything_that_can_happen_has_a_sentence(verb: Verb, short: bool, locale: str) -> None:
    with speaking(locale):
        said = history_words.sentence(line(verb, note="Bob"), short)
        assert said.startswith("Alice ")
        assert "%" not in said
        assert history_verbs.verbs()[verb]
    with speaking("da"):
        danish = history_words.sentence(line(verb, note="Bob"), short)
    assert (said == danish) is (locale == "da")


def test_a_sentence_tells_its_note_once() -> None:
    let_in = line(Verb.LET_IN, note="Bob")
    assert history_words.sentence(let_in, short=True) == "Alice lukkede Bob ind"
    assert history_words.note(let_in) == ""
    assert history_words.note(line(Verb.RETURNED, note="Skriv mere")) == "Skriv mere"


def test_the_products_own_words_in_a_note_are_read_in_the_readers_language() -> None:
    with speaking("en"):
        changed = line(Verb.ORGANISATION_CHANGED, note="navn, e-mail og telefon")
        assert history_words.sentence(changed, short=True) == "Alice changed name, e-mail and phone"
        assert history_words.note(line(Verb.ROLES_CHANGED, note="partner → professional")) == "partner → professional"
        assert history_words.note(line(Verb.RETURNED, note="Skriv mere")) == "Skriv mere"
    with speaking("da"):
        assert history_words.note(line(Verb.INVITED, note="professional, administrator")) == "fagperson, administrator"


def test_a_link_in_a_sentence_lets_no_markup_through() -> None:
    said = history_words.told(
        line(Verb.PAUSED, subject_kind="offer", subject_name="<b>", actor_name="A & B"), url="/tilbud/x"
    )
    assert said == 'A &amp; B satte ”<a href="/tilbud/x"><span lang="da">&lt;b&gt;</span></a>” på pause'
    said = history_words.told(line(Verb.PAUSED, subject_kind="offer", subject_name="<b>"))
    assert said == 'Alice satte ”<span lang="da">&lt;b&gt;</span>” på pause'


def test_the_system_has_the_products_name_and_an_old_word_is_still_told() -> None:
    by_system = HistoryLine(verb="published", actor_name=SYSTEM.name, subject_name="Heste")
    assert history_words.sentence(by_system, short=True).startswith("Sammen ")
    old = HistoryLine(verb="danced", actor_id="a", actor_name="Alice", subject_name="Heste")
    assert history_words.sentence(old) == "Alice: danced"


def test_the_newest_comes_first_under_its_danish_day(database: Database, cast: Cast) -> None:
    with database.writing() as db, db.begin():
        write(db, name="Ældst", at=DAY - dt.timedelta(days=3))
        write(db, name="Midnat", at=dt.datetime(2026, 11, 9, 23, 30, tzinfo=dt.UTC))
    page = cast.sign_in("anders").get(HERE).text
    assert shown(page) == ["Alice satte ”Midnat” på pause", "Alice satte ”Ældst” på pause"]
    assert "10. november 2026</h3>" in page
    assert "2 hændelser" in page


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ({}, ["d", "c", "b", "a"]),
        ({"hvem": "åse"}, ["d", "b"]),
        ({"hvem": "ÅSE"}, ["d", "b"]),
        ({"hvem": "%"}, []),
        ({"hvad": "returned"}, ["c"]),
        ({"hvad": "findes-ikke"}, ["d", "c", "b", "a"]),
        ({"om": "organisation"}, ["d"]),
        ({"hos": "havfruen"}, ["c", "a"]),
        ({"fra": "2026-11-12"}, ["d", "c"]),
        ({"til": "2026-11-11"}, ["b", "a"]),
        ({"fra": "2026-11-11", "til": "2026-11-12"}, ["c", "b"]),
        ({"hvem": "Alice", "hvad": "paused", "hos": "havfruen"}, ["a"]),
        ({"tilbud": "x"}, ["c", "b", "a"]),
        ({"tilbud": "findes-ikke"}, []),
        ({"efter": "x~y"}, ["d", "c", "b", "a"]),
    ],
)
def test_the_list_is_narrowed(database: Database, cast: Cast, query: dict[str, str], found: list[str]) -> None:
    days = [DAY + dt.timedelta(days=n) for n in range(4)]
    with database.writing() as db, db.begin():
        write(db, name="a", at=days[0])
        write(db, name="b", at=days[1], who="Åse Lund", organisation="tinsoldaten")
        write(db, Verb.RETURNED, name="c", at=days[2])
        write(db, Verb.LEFT, name="d", at=days[3], who="Åse Lund", kind="organisation", organisation=None)
    page = cast.sign_in("anders").get(HERE, params=query).text
    assert [re.findall(r"\b[a-d]\b", sentence)[-1] for sentence in shown(page)] == found


def test_a_wrong_date_is_told_and_kept(cast: Cast) -> None:
    client = cast.sign_in("anders")
    answer = client.get(HERE, params={"fra": "i går"})
    assert answer.status_code == 422
    assert "Skriv datoen som dag, måned og år" in answer.text
    assert 'value="i går"' in answer.text
    assert "ligger før" in client.get(HERE, params={"fra": "2026-11-02", "til": "2026-11-01"}).text
    assert client.get(HERE, params={"til": "9999-12-31", "fra": "0001-01-01"}).status_code == 422


def test_what_is_typed_reads_back_from_the_address() -> None:
    narrowing = read_narrowing({"hvem": " Åse\x00 ", "hvad": "paused", "fra": "2026-11-02", "hos": "havfruen"})
    assert narrowing.url(without="hos", efter="x") == f"{HERE}?hvem=%C3%85se&hvad=paused&fra=2026-11-02&efter=x"


def test_lines_lead_to_what_they_are_about_while_it_can_be_seen(database: Database, cast: Cast) -> None:
    with database.writing() as db, db.begin():
        offer = make.live(db, cast.actor("alice")).offer_id
        write(db, subject=offer, at=make.NOW)
        write(db, Verb.PAUSED, subject="gone", name="Væk", at=make.NOW)
        write(db, Verb.ROLES_CHANGED, kind="account", subject="bob", name="Bob", organisation=None, at=make.NOW)
    page = cast.sign_in("anders").get(HERE).text
    assert f'href="/tilbud/{offer}"' in page
    assert 'href="/tilbud/gone"' not in page
    assert 'href="/administration/personer/bob"' in page
    assert 'href="/administration/organisationer/havfruen"' in page


def test_all_that_history_is_about_can_be_chosen(database: Database, cast: Cast) -> None:
    with database.writing() as db, db.begin():
        for kind in KINDS:
            write(db, name=f"Sag {kind}", kind=kind, organisation=None, subject="1")
    anders = cast.sign_in("anders")
    for kind in KINDS:
        page = anders.get(HERE, params={"om": kind}).text
        assert f'<option value="{kind}" selected>' in page
        assert shown(page) == [f"Alice satte ”Sag {kind}” på pause"]
        (_head, row) = anders.get(f"{HERE}.csv", params={"om": kind}).text.splitlines()
        assert f";Sag {kind};" in row


def test_policies_and_reasons_lead_to_their_pages_while_they_are_there(database: Database, cast: Cast) -> None:
    with database.writing() as db, db.begin():
        reason = reasons.save(db, cast.actor("anders"), None, name="Tider", text="Skriv, hvornår I mødes.", now=DAY)
        write(db, Verb.REASON_SAVED, kind="reason", name="En slettet", subject="gone")
        write(db, Verb.FRAMEWORK_DELETED, kind="framework", name="Ny politik", subject="gone")
    page = cast.sign_in("anders").get(HERE).text
    assert f'href="/administration/begrundelser/{reason.id}"' in page
    assert "/gone" not in page


def test_htmx_gets_the_list_alone(database: Database, cast: Cast) -> None:
    with database.writing() as db, db.begin():
        write(db)
    part = cast.sign_in("anders").get(HERE, headers={"HX-Request": "true", "HX-Request-Type": "partial"}).text
    assert "<html" not in part
    assert shown(part) == ["Alice satte ”Heste” på pause"]
    assert 'id="filter-form"' in part


def test_a_long_list_has_pages_and_asks_no_more_for_more(database: Database, cast: Cast) -> None:
    def asked() -> int:
        statements: list[str] = []

        def count(_c: object, _k: object, statement: str, *_rest: object) -> None:
            statements.append(statement)

        event.listen(Engine, "before_cursor_execute", count)
        cast.client.get(HERE)
        event.remove(Engine, "before_cursor_execute", count)
        return len(statements)

    cast.sign_in("anders")
    with database.writing() as db, db.begin():
        write(db)
    few = asked()
    with database.writing() as db, db.begin():
        for n in range(70):
            write(db, name=f"Nr. {n}", at=DAY + dt.timedelta(minutes=n), subject=f"s{n}")
    assert asked() == few
    url, seen = f"{HERE}?hvem=alice", []
    while url:
        page = cast.client.get(url).text
        seen.append(len(shown(page)))
        next_ = re.search(rf'href="({HERE}\?hvem=alice&amp;efter=[^"]+)"', page)
        url = next_[1].replace("&amp;", "&") if next_ else ""
    assert seen == [30, 30, 11]
    assert "foer=" in page


def test_all_of_it_is_given_as_a_file(database: Database, cast: Cast) -> None:
    with database.writing() as db, db.begin():
        for n in range(3):
            write(
                db, name="=SUM(A1)" if n else "Heste", at=DAY + dt.timedelta(minutes=n), subject=f"s{n}", note="Ferie"
            )
    anders = cast.sign_in("anders")
    table = anders.get(f"{HERE}.csv", params={"hvem": "alice"})
    assert table.headers["content-disposition"] == 'attachment; filename="historik.csv"'
    assert table.headers["content-type"] == "text/csv; charset=utf-8"
    rows = table.text.removeprefix("\ufeff").splitlines()
    assert len(rows) == 4
    assert rows[-1].endswith("Heste;Alice satte ”Heste” på pause;Ferie")
    assert ";'=SUM(A1);" in rows[1]  # a spreadsheet would run it
    found = anders.get(f"{HERE}.json", params={"tilbud": "s0"}).json()
    assert [(one["actor_name"], one["verb"], one["subject_name"]) for one in found] == [("Alice", "paused", "Heste")]
    assert anders.get(f"{HERE}.json", params={"hvad": "returned"}).json() == []


def test_a_file_is_as_long_as_the_history(database: Database, cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(desk_history, "_AT_A_TIME", 2)
    with database.writing() as db, db.begin():
        for n in range(5):
            write(db, at=DAY, subject=f"s{n}")
    found = cast.sign_in("anders").get(f"{HERE}.json").json()
    assert {one["subject_id"] for one in found} == {"s0", "s1", "s2", "s3", "s4"}
    assert len(found) == 5


@pytest.mark.parametrize("who", ["alice", "petra"])
def test_the_history_of_all_is_for_administrators(cast: Cast, who: str) -> None:
    assert cast.sign_in(who).get(HERE).status_code == 403


def test_a_visitor_is_asked_to_sign_in(cast: Cast) -> None:
    assert cast.client.get(HERE).headers["location"].startswith("/log-ind")


def test_a_cpr_number_leaves_the_address(cast: Cast) -> None:
    assert cast.sign_in("anders").get(HERE, params={"hvem": "010190-1234"}).headers["location"] == HERE
