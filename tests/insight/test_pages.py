"""Insight as an administrator sees it: coverage, the months, and what is searched for."""

from __future__ import annotations

import datetime as dt
import re

import pytest
from litestar import Litestar
from sqlalchemy import Engine, event, select
from sqlalchemy.orm import Session

from registry.db import Database
from registry.insight import figures
from registry.insight.duties import work_out
from registry.insight.models import MonthlyFigure
from registry.matching.counting import Flusher, Found, Kind, SearchCounter
from registry.matching.models import SearchCount
from registry.matching.wish import Chip, Wish
from registry.settings import Settings
from registry.web import clock
from tests import make
from tests.cast import Cast

HERE = "/administration/indsigt"
LAST = (clock.today().replace(day=1) - dt.timedelta(days=1)).replace(day=1)
NEED = "plads_til_energi"


@pytest.fixture
def counter(application: Litestar, cast: Cast) -> SearchCounter:
    """What the running application counts with."""
    return application.state.searches


def flush(database: Database, counter: SearchCounter) -> None:
    with database.writing() as db, db.begin():
        counter.flush(db)


def counted(db: Session) -> dict[tuple[str, str, str], int]:
    return {(row.kind, row.value, row.found): row.count for row in db.scalars(select(SearchCount))}


def add(database: Database, kind: Kind, value: str, found: Found, count: int, day: dt.date = LAST) -> None:
    with database.writing() as db, db.begin():
        db.add(SearchCount(day=day, kind=kind, value=value, found=found, count=count))


def test_the_heat_map_and_its_table_show_where_offers_are(database: Database, cast: Cast) -> None:
    with database.writing() as db, db.begin():
        make.live(db, cast.actor("alice"))
    browser = cast.sign_in("anders")
    page = browser.get(HERE).text
    assert "<svg" in page
    assert 'class="heat-4"' in page
    assert "style=" not in page
    table = browser.get(f"{HERE}.csv").text
    line = next(row for row in table.splitlines() if row.startswith("Plads til energi"))
    assert line.split(";").count("1") == 2  # its area, and in all
    ages = browser.get(f"{HERE}.csv", params={"kolonner": "alder"}).text
    line = next(row for row in ages.splitlines() if row.startswith("Plads til energi"))
    assert line.split(";")[1:] == ["0", "0", "1", "1", "0", "0", "1"]  # 7 to 11 years


def test_policy_goals_count_when_their_answers_were_accepted(database: Database, cast: Cast) -> None:
    with database.writing() as db, db.begin():
        make.live(db, cast.actor("alice"))
    rows = cast.sign_in("anders").get(f"{HERE}.csv", params={"raekker": "maal"}).text.splitlines()[1:]
    assert sum(row.endswith(";1") for row in rows) == 4  # two answers, and the guideposts above them


def test_a_search_is_counted_by_its_chips_and_by_how_much_it_found(
    database: Database, cast: Cast, counter: SearchCounter
) -> None:
    with database.writing() as db, db.begin():
        make.live(db, cast.actor("alice"))
    visitor = cast.sign_out()
    visitor.get("/find")
    visitor.get("/find", params={"behov": NEED, "sted": "9400"})
    visitor.get("/find", params={"behov": NEED, "sted": "9400", "side": "2"})
    visitor.get("/find", params={"behov": NEED, "alder": "17"})
    visitor.post("/find", data={"text": "urolig dreng på 9 der elsker heste"})
    flush(database, counter)
    with database.reading() as db:
        found = counted(db)
    assert found[Kind.ALL, "", Found.FEW] == 1
    assert found[Kind.NEED, NEED, Found.FEW] == 1
    assert found[Kind.NEED, NEED, Found.NONE] == 1
    assert [count for (kind, _, _), count in found.items() if kind == Kind.AREA] == [1]
    assert sum(count for (kind, _, _), count in found.items() if kind == Kind.ALL) == 2


def test_numbers_of_several_processes_add_up(database: Database) -> None:
    wish = Wish((Chip("need", NEED),))
    for _ in range(3):
        one = SearchCounter()
        one.note(wish, 7, day=LAST)
        one.note(wish, 7, day=LAST)
        flush(database, one)
        assert one.is_empty
    with database.reading() as db:
        assert counted(db)[Kind.NEED, NEED, Found.MANY] == 6


def test_what_is_left_is_written_down_at_the_end(database: Database) -> None:
    counter = SearchCounter()
    flusher = Flusher(database, counter)
    flusher.start()
    counter.note(Wish((Chip("need", NEED),)), 0, day=LAST)
    flusher.stop()
    with database.reading() as db:
        assert counted(db)[Kind.NEED, NEED, Found.NONE] == 1


def test_small_numbers_are_hidden_on_the_page_and_in_the_file(database: Database, cast: Cast) -> None:
    add(database, Kind.NEED, NEED, Found.MANY, 17)
    add(database, Kind.NEED, NEED, Found.NONE, 3)
    add(database, Kind.NEED, "finde_venner", Found.FEW, 8)
    browser, month = cast.sign_in("anders"), {"maaned": f"{LAST:%Y-%m}"}
    page = browser.get(f"{HERE}/soegninger", params=month).text
    assert "<td>17</td><td>&lt;5</td><td>0</td><td>17</td>" in page  # the sum leaves out what is hidden
    table = browser.get(f"{HERE}/soegninger.csv", params=month).text
    assert "Behov;Plads til energi;<5;0;17;17" in table
    assert ";20" not in table
    poor = page.partition("Behov, hvor der oftest er fundet for lidt")[2]
    assert "venner" in poor
    assert "Plads til energi" not in poor


def test_each_table_of_searches_is_one_landmark_with_a_name_of_its_own(database: Database, cast: Cast) -> None:
    add(database, Kind.NEED, NEED, Found.FEW, 8)
    add(database, Kind.AREA, "aalborg_oest", Found.FEW, 8)
    page = cast.sign_in("anders").get(f"{HERE}/soegninger", params={"maaned": f"{LAST:%Y-%m}"}).text
    names = re.findall('role="region" aria-label="([^"]+)"', page)
    assert len(names) == len(set(names)) == 3
    assert not re.search("<section[^>]+aria-label", page)


def test_the_running_month_is_rounded(database: Database, cast: Cast) -> None:
    add(database, Kind.NEED, NEED, Found.MANY, 18, clock.today())
    page = cast.sign_in("anders").get(f"{HERE}/soegninger").text
    assert "rundet ned til hele femmere" in page
    assert "<td>15</td><td>0</td><td>0</td><td>15</td>" in page


def test_the_night_works_out_the_months(database: Database, cast: Cast, settings: Settings) -> None:
    browser = cast.sign_in("anders")
    assert "Der er ingen tal endnu" in browser.get(f"{HERE}/udvikling").text
    with database.writing() as db, db.begin():
        make.live(db, cast.actor("alice"))
        version = make.submitted(db, cast.actor("alice"), title="Kor")
        version.status, version.decided_by_name = "approved", "Anders"
        version.decided_at = make.NOW + dt.timedelta(days=4)
        db.flush()
        assert work_out(db, now=make.NOW + dt.timedelta(days=5), settings=settings) == 0
    month = dt.date(2026, 11, 1)
    with database.reading() as db:
        found = figures.by_month(db, dt.date(2026, 11, 21))[month]
    assert found == {"live": 1, "published": 1, "decided": 2, "decision_median": 0, "decision_most": 96}
    assert "2026-11;1.0;1.0;2.0;0.0;96.0" in browser.get(f"{HERE}/udvikling.csv").text
    page = browser.get(f"{HERE}/udvikling").text
    assert "4 dage" in page
    assert 'id="live"' not in page, "one number is no development"
    with database.writing() as db, db.begin():
        db.add(MonthlyFigure(month=dt.date(2026, 10, 1), name="live", value=37.0))
        db.add(MonthlyFigure(month=dt.date(2026, 10, 1), name="decision_median", value=50.4))
    drawn = browser.get(f"{HERE}/udvikling").text.split('id="live"')[1].split("</section>")[0]
    assert "<svg" in drawn
    assert ">37<" in drawn
    assert ">2,1<" in browser.get(f"{HERE}/udvikling").text, "days as Danes write them"


def test_insight_asks_the_database_as_often_for_much_as_for_little(
    database: Database, cast: Cast, settings: Settings
) -> None:
    browser, asked = cast.sign_in("anders"), []

    def count(*_: object) -> None:
        asked.append(1)

    def queries() -> int:
        for path in (HERE, f"{HERE}/udvikling", f"{HERE}/soegninger"):
            browser.get(path)
        asked.clear()
        event.listen(Engine, "before_cursor_execute", count)
        try:
            for path in (HERE, f"{HERE}/udvikling", f"{HERE}/soegninger"):
                assert browser.get(path).status_code == 200
        finally:
            event.remove(Engine, "before_cursor_execute", count)
        return len(asked)

    few = queries()
    with database.writing() as db, db.begin():
        for number in range(8):
            make.live(db, cast.actor("alice"), title=f"Heste {number}")
        work_out(db, now=clock.now(), settings=settings)
    add(database, Kind.NEED, NEED, Found.MANY, 18)
    assert queries() <= few
