"""What one may see can be taken away as JSON, CSV and XLSX, and comes back the same."""

from __future__ import annotations

import datetime as dt
import io
from collections.abc import Iterator
from typing import Any

import pytest
from litestar.testing import TestClient
from openpyxl import load_workbook
from sqlalchemy import event
from sqlalchemy.orm import Session

from registry import vocabulary
from registry.db import Database
from registry.i18n import speaking
from registry.interop import columns, leaving, offers_file, offers_table, table_file, writing
from registry.interop.actions import bring_in
from registry.interop.leaving import Leaving
from registry.offers import publishing
from registry.offers.content import OfferContent, Slot
from registry.offers.models import Offer, OfferVersion
from tests import make
from tests.cast import Cast

FORMS = ("json", "csv", "xlsx")
FULL = make.content(
    summary="=SUM(A1)",
    description="-1 er et tal\n@kor og +45 12 34 56 78",
    keywords=("heste", "ro"),
    website="https://www.eksempel.example",
    gender="piger",
    audience=("familie", "fagfolk"),
    weekly=(Slot("mon", "15:30", "17:00"), Slot("wed", "16:00"), Slot("sat")),
    starts_on=dt.date(2027, 1, 4),
    ends_on=dt.date(2027, 6, 21),
    by_appointment=True,
    closed_in_holidays=False,
    activities=("teater", "musik"),
    languages=("da", "en"),
    price_dkk=1250.5,
    price_unit="saeson",
    price_support=True,
    needs=tuple(list(vocabulary.current().needs)[:20]),
)


def offers(form: str, data: bytes) -> list[OfferContent]:
    read = offers_file.read if form == "json" else offers_table.read
    return [offer.content for offer in read(data, vocabulary.current())]


def leaving_offer(content: OfferContent, **more: Any) -> Leaving:
    return Leaving(number="a", organisation="Havfruen", sector="association", cvr=None, content=content, **more)


@pytest.mark.parametrize("locale", ["da", "en"])
@pytest.mark.parametrize("form", FORMS)
def test_what_is_written_is_read_again_as_it_was(form: str, locale: str) -> None:
    with speaking(locale):
        data = b"".join(writing.write(form, [leaving_offer(FULL, status="live", confirmed_at=make.NOW)]))
        assert offers(form, data) == [FULL]


def test_no_text_of_a_csv_is_a_formula() -> None:
    data = b"".join(writing.as_csv([leaving_offer(FULL)])).decode("utf-8-sig")
    assert "'=SUM(A1)" in data
    for formula in ("=1", "+1", "-1", "@a", "\t=1", "\r=1"):
        assert writing.neutralised(formula) == f"'{formula}"


def test_no_text_of_a_spreadsheet_is_a_formula() -> None:
    data = b"".join(writing.as_xlsx([leaving_offer(FULL)]))
    cells = [cell for row in load_workbook(io.BytesIO(data)).active.iter_rows() for cell in row]
    assert [cell.data_type for cell in cells if cell.value == "=SUM(A1)"] == ["s"]
    assert "f" not in {cell.data_type for cell in cells}


def test_an_offer_without_an_outside_number_is_found_again_by_its_own(db: Session, cast: Cast) -> None:
    version = make.live(db, cast.actor("alice"))
    data = b"".join(writing.as_json(leaving.live(db))).replace("Heste og ro på små hold".encode(), b"Heste")
    assert bring_in(db, offers_file.read(data, vocabulary.current()), publish_them=True, now=make.NOW) == 1
    assert db.query(Offer).count() == 1
    assert db.get_one(OfferVersion, db.get_one(Offer, version.offer_id).live_version_id).content.title == "Heste"


@pytest.mark.parametrize("form", FORMS)
def test_a_partner_takes_their_own_offers_away_drafts_too_and_nobody_elses(
    form: str, cast: Cast, database: Database
) -> None:
    with database.writing() as db, db.begin():
        make.live(db, cast.actor("alice"))
        make.draft(db, cast.actor("bob"), title="Kun en kladde")
        make.live(db, cast.actor("charlie"), "tinsoldaten", title="Tinsoldatens kor")
    answer = cast.sign_in("alice").get(f"/mine/hent/{form}")
    assert {one.title for one in offers(form, answer.content)} == {"Heste og ro på små hold", "Kun en kladde"}
    assert answer.headers["content-disposition"].endswith(f'.{form}"')


@pytest.mark.parametrize("form", FORMS)
def test_a_search_is_taken_away_with_what_it_found_in_its_order(form: str, cast: Cast, database: Database) -> None:
    with database.writing() as db, db.begin():
        make.live(db, cast.actor("alice"), title="For de store", age_min=14, age_max=17)
        make.live(db, cast.actor("alice"), title="For de små", age_min=5, age_max=8)
        make.draft(db, cast.actor("alice"), title="Kladde")
    browser = cast.sign_in("petra")
    found = browser.get(f"/find/hent/{form}?alder=15")
    assert [one.title for one in offers(form, found.content)] == ["For de store"]
    assert len(offers(form, browser.get(f"/find/hent/{form}").content)) == 2
    assert f"/find/hent/{form}?alder=15" in browser.get("/find?alder=15").text


def test_a_policy_answer_that_was_not_accepted_stays_at_home(db: Session, cast: Cast) -> None:
    version = make.submitted(db, cast.actor("alice"))
    publishing.decide(db, version.id, version.revision, status="approved", by="Anders", note=None, now=make.NOW)
    db.refresh(version)
    publishing.publish(db, version, ["bup22.loesninger.c1"], now=make.NOW)
    (public,) = leaving.live(db)
    assert [answer.element for answer in public.content.policy] == ["bup22.loesninger.c1"]
    (whole,) = leaving.own(db, ["havfruen"])
    assert len(whole.content.policy) == 2


def test_an_administrator_takes_all_offers_away_with_where_they_stand(cast: Cast, database: Database) -> None:
    with database.writing() as db, db.begin():
        make.live(db, cast.actor("alice"), title="Fremme")
        make.draft(db, cast.actor("charlie"), "tinsoldaten", title="I skuffen")
    table = table_file.read(cast.sign_in("anders").get("/administration/hent/csv").content, offers_table.judge)
    at = {name: table.headers.index(name) for name in ("Tilbuddets navn", "Status")}
    assert {(row.cells[at["Tilbuddets navn"]], row.cells[at["Status"]]) for row in table.rows} == {
        ("Fremme", "Kan findes"),
        ("I skuffen", "Kladde"),
    }


def test_an_unknown_form_is_no_page(cast: Cast) -> None:
    for address in ("/mine/hent/pdf", "/regneark/skabelon/json"):
        assert cast.sign_in("alice").get(address).status_code == 404


@pytest.fixture
def queries(database: Database) -> Iterator[list[str]]:
    asked: list[str] = []

    def note(_connection: Any, _cursor: Any, statement: str, *_rest: Any) -> None:
        asked.append(statement)

    event.listen(database.engine, "before_cursor_execute", note)
    yield asked
    event.remove(database.engine, "before_cursor_execute", note)


def test_many_offers_are_written_a_portion_at_a_time_with_few_queries(
    database: Database, cast: Cast, queries: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(leaving, "AT_A_TIME", 20)
    with database.writing() as db, db.begin():
        for _ in range(45):
            make.draft(db, cast.actor("alice"))
    with database.reading() as db:
        queries.clear()
        rows = leaving.own(db, ["havfruen"])
        next(rows)
        each = 2  # the offers, and who else stands behind them
        assert len([one for one in queries if one.startswith("SELECT")]) == each
        assert len(list(rows)) == 44
        assert len([one for one in queries if one.startswith("SELECT")]) == 3 * each


@pytest.mark.parametrize("form", ["csv", "xlsx"])
@pytest.mark.parametrize("language", ["da", "en"])
def test_a_template_has_every_column_and_its_example_is_no_offer(client: TestClient, form: str, language: str) -> None:
    data = client.get(f"/regneark/skabelon/{form}", headers={"accept-language": language}).content
    table = table_file.read(data, offers_table.judge)
    keys = columns.recognise(table.headers)
    assert None not in keys
    reading = offers_table.read_rows(table, keys, vocabulary.current())
    assert (reading.rows, reading.examples) == ((), (2,))
    assert str(table.rows[0].cells[keys.index("title")]).startswith(("Eksempel", "Example"))


def test_the_spreadsheet_to_fill_in_has_the_choices_as_lists(client: TestClient) -> None:
    book = load_workbook(io.BytesIO(client.get("/regneark/skabelon/xlsx").content))
    assert book.sheetnames == ["Tilbud", "Valgmuligheder"]
    lists = {
        row[0].value: [cell.value for cell in row[1:] if cell.value]
        for row in zip(*book["Valgmuligheder"], strict=True)
    }
    labels = [need.label("da") for need in vocabulary.current().needs.values()]
    assert lists["Behov"] == labels
    elements = vocabulary.current().elements.values()
    assert lists["Politikmål 1"] == [element.label("da") for element in elements if element.is_for_partners]
    assert len(book["Tilbud"].data_validations.dataValidation) == len(lists)
    assert all(one.formula1.startswith("'Valgmuligheder'!$") for one in book["Tilbud"].data_validations.dataValidation)
