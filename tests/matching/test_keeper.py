"""A database's catalogue: fresh after each commit, whatever is done beside, and opened from a file that fits."""

import datetime as dt
import subprocess
import sys
import threading
from dataclasses import replace

import pytest
from sqlalchemy import text

from registry import vocabulary
from registry.db import Database
from registry.matching import keeper, live, making, saved
from registry.matching.rank import search
from registry.matching.wish import Wish
from registry.offers import queries
from tests.matching.make import NOW, ids, offer
from tests.matching.registered import organisation, put, switch


@pytest.fixture
def change(database):
    """Change something in a transaction of its own."""

    def change(what, *arguments):
        with database.writing() as db, db.begin():
            what(db, *arguments)

    return change


@pytest.fixture(autouse=True)
def _folder(monkeypatch, tmp_path):
    """The base of a PostgreSQL database is saved below the folder of the start."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(live, "_PATIENCE", 300.0)  # a busy machine makes a base slowly


@pytest.fixture
def large(monkeypatch):
    """Catalogues count as large, so that their base is kept in a file; it is made here, which is faster."""

    def make_base(url, file):
        database = Database(url)
        making.make(database, making.Job(url, str(file)))
        database.close()

    monkeypatch.setattr(keeper, "LARGE", 1)
    monkeypatch.setattr(making, "make_base", make_base)


def found(database):
    """The catalogue's titles, asked in a request of its own."""
    with database.reading() as db:
        known = live.current(db)
        return sorted(one.content.title for one in known.offers(known.ids()).values())


def catalogue_of(database):
    with database.reading() as db:
        return live.current(db)


def settle(database):
    with database.reading() as db:
        live.settle(db)


def test_a_request_after_a_commit_sees_it(database, change):
    assert found(database) == []
    change(put, offer("a", title="A"))
    assert found(database) == ["A"]
    change(put, offer("b", title="B"), offer("a", title="A2"))
    assert found(database) == ["A2", "B"]
    change(switch, "a", "paused")
    assert found(database) == ["B"]
    change(switch, "a", "live")
    change(switch, "b", "withdrawn")
    assert found(database) == ["A2"]


def test_nothing_is_read_while_nothing_changes(database, change, monkeypatch):
    change(put, offer("a"))
    first = catalogue_of(database)
    monkeypatch.setattr(queries, "changed_since", None)
    assert catalogue_of(database).segments is first.segments


def test_a_transaction_that_began_earlier_may_see_newer_offers_but_never_undoes_them(database, change, monkeypatch):
    change(put, offer("a"))
    newest = catalogue_of(database)
    monkeypatch.setattr(queries, "latest_change", lambda db: 0)
    older = catalogue_of(database)
    assert older.segments is newest.segments
    assert (newest.may_keep, older.may_keep) == (True, False)


def test_two_databases_have_two_catalogues(database, change, tmp_path, sqlite_template):
    change(put, offer("a"))
    other = Database(f"sqlite:///{tmp_path / 'other.db'}")
    (tmp_path / "other.db").write_bytes(sqlite_template.read_bytes())
    assert (len(found(database)), len(found(other)), len(found(database))) == (1, 0, 1)
    other.close()


def test_threads_update_one_at_a_time_and_all_see_the_change(database, change):
    found(database)
    change(put, offer("a"))
    seen = []
    threads = [threading.Thread(target=lambda: seen.append(catalogue_of(database))) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert {id(known.segments[0]) for known in seen} == {id(catalogue_of(database).segments[0])}
    assert {len(known) for known in seen} == {1}


def test_new_words_make_a_new_catalogue_while_the_old_one_serves(database, change, monkeypatch):
    change(put, offer("a"))
    first = catalogue_of(database)
    other = replace(vocabulary.current(), version="other")
    monkeypatch.setattr(vocabulary, "current", lambda: other)
    assert catalogue_of(database).segments == first.segments
    settle(database)
    assert catalogue_of(database).vocabulary is other
    assert len(catalogue_of(database)) == 1


def test_confirming_an_offer_makes_it_fresh_again(database, change):
    change(put, offer("a", title="A", confirmed=NOW - dt.timedelta(days=500)), offer("b", title="B"))
    with database.reading() as db:
        assert ids(search(live.current(db), Wish(), now=NOW).results) == ["b", "a"]
    change(put, offer("a", title="A"))
    with database.reading() as db:
        assert ids(search(live.current(db), Wish(), now=NOW).results) == ["a", "b"]


def test_an_organisation_that_changes_its_name_changes_its_offers(database, change):
    change(put, offer("a"))
    with database.reading() as db:
        assert live.current(db).get("a").organisation_name == "Voerbjerg Rideklub"
    change(lambda db: setattr(organisation(db, "association"), "name", "Ny Rideklub"))
    with database.reading() as db:
        assert live.current(db).get("a").organisation_name == "Ny Rideklub"


def test_what_has_changed_much_is_merged_beside_the_requests(database, change):
    change(put, *(offer(f"o{n}", title=f"{n}") for n in range(150)))
    found(database)
    for start in range(0, 150, 50):
        change(put, *(offer(f"n{start + n}", title=f"n{start + n}") for n in range(50)))
        change(switch, f"o{start}", "paused")
        found(database)
    settle(database)
    after = catalogue_of(database)
    assert len(after.segments[0]) > 150
    assert len(after) == 297
    assert len(found(database)) == 297


def test_a_great_many_changes_are_taken_in_beside_the_requests(database, change, monkeypatch):
    monkeypatch.setattr(keeper, "_MOST_AT_ONCE", 3)
    assert found(database) == []
    change(put, *(offer(f"o{n}", title=f"{n}") for n in range(8)))
    found(database)
    settle(database)
    assert found(database) == [str(n) for n in range(8)]


def test_a_large_catalogue_has_a_base_in_a_file_that_the_next_process_opens(database, change, large, monkeypatch):
    change(put, *(offer(f"o{n}", title=f"{n}") for n in range(7)))
    assert found(database) == [str(n) for n in range(7)]
    change(put, offer("new", title="new"))
    assert "new" in found(database)
    monkeypatch.setattr(making, "make_base", None)  # nothing is made again
    again = Database(database.url)
    assert "new" in found(again)
    assert catalogue_of(again).base_change < catalogue_of(again).change
    again.close()


def test_a_large_catalogue_is_not_ready_before_it_is_made(database, change, large):
    change(put, offer("a"))
    with database.reading() as db:
        assert not live.is_ready(db)
        live.settle(db)
        assert live.is_ready(db)


def test_a_base_of_another_database_another_program_or_a_restored_copy_is_not_opened(
    database, change, large, monkeypatch
):
    change(put, offer("a", title="A"))
    found(database)

    def opens():
        again = Database(database.url)
        keeps = keeper.Keeper(again.engine)
        with again.reading() as db:
            fits = keeps._opened(db, lambda _: True) is not None
        again.close()
        return fits

    assert opens()
    with monkeypatch.context() as changed:
        changed.setattr(saved, "_version_of_readers", lambda: "another program")
        assert not opens()
    change(lambda db: db.execute(text("UPDATE offer_change SET offer_id = 'another'")))
    assert not opens()
    change(lambda db: db.execute(text("DELETE FROM offer_change")))
    assert not opens()


def test_the_version_of_a_base_covers_all_that_reads_offers():
    read = "import sys, registry.matching.building, registry.matching.merging; print(*sys.modules)"
    loaded = subprocess.run([sys.executable, "-c", read], check=True, capture_output=True, text=True).stdout.split()
    files = {one.removeprefix("registry.").replace(".", "/") + ".py" for one in loaded if ".matching." in one}
    assert "matching/mentioned.py" in files
    assert files <= set(saved.READERS)


@pytest.mark.parametrize("damage", ["cut", "bit", "nonsense", "empty", "missing"])
def test_a_damaged_base_is_made_again(database, change, large, damage):
    change(put, offer("a", title="A"))
    found(database)
    file = keeper.base_file(database.engine)
    whole = file.read_bytes()
    file.unlink()  # who has it open keeps it as it was
    if damage != "missing":
        changed = {"cut": whole[:-100], "nonsense": b"nonsense", "empty": b""}
        middle = len(whole) // 2
        bit = whole[:middle] + bytes([whole[middle] ^ 1]) + whole[middle + 1 :]
        file.write_bytes(changed.get(damage, bit))
    again = Database(database.url)
    assert found(again) == ["A"]
    assert file.read_bytes() == whole
    assert found(database) == ["A"]
    again.close()


def test_a_base_is_made_by_processes_of_its_own(database, change, monkeypatch):
    monkeypatch.setattr(keeper, "LARGE", 1)
    change(put, *(offer(f"o{n}", title=f"{n}") for n in range(5)))
    assert found(database) == [str(n) for n in range(5)]
    assert keeper.base_file(database.engine).exists()


def test_where_no_file_can_be_written_the_catalogue_is_made_in_memory(database, change, large, monkeypatch, tmp_path):
    change(put, offer("a", title="A"))
    (tmp_path / "file").write_text("")
    monkeypatch.setattr(keeper, "base_file", lambda engine: tmp_path / "file" / "base")
    assert found(database) == ["A"]
