"""A search answers the same on both databases, in every process, and however the catalogue came to be."""

import random
import subprocess
import sys
import threading

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from registry import vocabulary
from registry.matching import catalogue as catalogues
from registry.matching import live, making, merging, saved
from registry.matching.building import build
from registry.matching.catalogue import Catalogue
from registry.matching.rank import search
from registry.offers import queries
from tests.matching.generated import some_offer, some_wish, told
from tests.matching.make import NOW, catalogue, offer
from tests.matching.registered import put, switch

WORDS = ("heste", "keramik", "Frederik", "ro", "svømmehold", "ingen", "ukendt")


def answers(known, wishes):
    return [told(search(known, wish, now=NOW, limit=50)) for wish in wishes]


@pytest.fixture
def small_tiers(monkeypatch):
    """Deltas are divided and put together from a few documents on."""
    monkeypatch.setattr(catalogues, "_SMALL", 4)
    monkeypatch.setattr(catalogues, "_NEWEST", 3)


@settings(max_examples=60, suppress_health_check=[])
@given(
    st.integers(0, 10**9), st.lists(st.sampled_from(["publish", "edit", "withdraw", "several", "merge"]), max_size=25)
)
def test_base_and_deltas_answer_as_a_rebuild_does(seed, steps):
    chance = random.Random(seed)
    live_now = {id_: some_offer(chance, id_) for id_ in (f"o{n}" for n in range(chance.randint(0, 12)))}
    with pytest.MonkeyPatch.context() as changed:
        changed.setattr(catalogues, "_SMALL", 4)
        changed.setattr(catalogues, "_NEWEST", 3)
        known = Catalogue.build(live_now.values(), vocabulary.current())
        for number, step in enumerate(steps):
            ids = sorted(live_now)
            if step == "merge":
                known = known.merged()
                continue
            new, gone = [], set()
            if step in {"publish", "several"}:
                new += [some_offer(chance, f"n{number}{letter}") for letter in ("a", "b")[: chance.randint(1, 2)]]
            if step in {"edit", "several"} and ids:
                new.append(some_offer(chance, chance.choice(ids)))
            if step in {"withdraw", "several"} and ids:
                gone = {chance.choice(ids)} - {one.id for one in new}
            known = known.updated(new, gone)
            live_now = {id_: one for id_, one in live_now.items() if id_ not in gone} | {one.id: one for one in new}
            assert len(known.segments) <= 3
    again = Catalogue.build(live_now.values(), vocabulary.current())
    wishes = [some_wish(chance) for _ in range(6)]
    assert answers(known, wishes) == answers(again, wishes)
    assert answers(known.merged(), wishes) == answers(again, wishes)
    assert sorted(known.ids()) == sorted(live_now)
    assert [known.knows(word) for word in WORDS] == [again.knows(word) for word in WORDS]
    assert not known.knows("Frederik")


@pytest.mark.parametrize("seed", range(3))
def test_a_database_answers_as_the_offers_themselves_do(database, small_tiers, seed):
    """Each database is compared with what needs none, so both answer alike."""
    chance = random.Random(seed)
    live_now = {}
    for step in range(6):
        ids = [f"o{chance.randint(0, 40)}" for _ in range(1 if step else 30)]
        new = {id_: some_offer(chance, id_) for id_ in ids}
        gone = chance.choice(sorted(live_now)) if step and live_now else None
        with database.writing() as db, db.begin():
            put(db, *new.values())
            if gone and gone not in new:
                switch(db, gone, chance.choice(("paused", "withdrawn")))
        live_now |= new
        if gone and gone not in new:
            del live_now[gone]
        wishes = [some_wish(chance) for _ in range(12)]
        with database.reading() as db:
            there = answers(live.current(db), wishes)
        # an edited offer keeps the day on which it was first published, and its organisation's name
        here = catalogue(*live_now.values())
        assert there == answers(here, wishes)


def test_offers_are_read_in_portions_without_losing_or_repeating_any(database, monkeypatch):
    monkeypatch.setattr(queries, "_AT_A_TIME", 3)
    chance = random.Random(1)
    with database.writing() as db, db.begin():
        put(db, *(some_offer(chance, f"o{n:02}") for n in range(10)))
        switch(db, "o03", "paused")
    with database.reading() as db:
        everything = [one.id for one in queries.each_live_offer(db)]
        cuts = queries.live_ids_between(db, 3)
        stretches = zip(["", *cuts], [*cuts, None], strict=True)
        parts = [[one.id for one in queries.each_live_offer(db, after=a, until=b)] for a, b in stretches]
    assert sorted(everything) == sorted(f"o{n:02}" for n in range(10) if n != 3)
    assert [id_ for part in parts for id_ in part] == everything
    assert [len(part) for part in parts] == [4, 3, 2]


def test_a_base_of_portions_is_the_one_of_all_offers_at_once(monkeypatch):
    chance, words = random.Random(2), vocabulary.current()
    offers = [some_offer(chance, f"o{n:02}") for n in range(10)]
    monkeypatch.setattr(making, "_AT_A_TIME", 3)
    portions, whole = making.read_offers(offers, words), build(offers, words)
    assert (portions.tags, portions.postals) == (whole.tags, whole.postals)
    arrays, others = saved._arrays(whole), saved._arrays(portions)
    for name in {*arrays, *others} - {"tags.ends", "tags.bits"}:  # one set of documents may be written in two ways
        np.testing.assert_array_equal(others[name], arrays[name], name)


PUBLISH = """
import sys
import registry.app
from registry.db import Database
from tests.matching.make import offer
from tests.matching.registered import put, switch
database = Database(sys.argv[1])
for number in range(12):
    with database.writing() as db, db.begin():
        put(db, offer(f"n{number}", title=f"{number}"))
        if number % 3 == 2:
            switch(db, f"n{number - 1}", "withdrawn")
    print(number, flush=True)
"""


def test_what_another_process_publishes_is_found_while_this_one_serves(database):
    def found():
        with database.reading() as db:
            return {int(id_[1:]) for id_ in live.current(db).ids()}

    assert found() == set()
    with subprocess.Popen([sys.executable, "-c", PUBLISH, database.url], stdout=subprocess.PIPE, text=True) as other:
        for line in other.stdout:
            committed = int(line)
            assert {number for number in range(committed + 1) if number % 3 != 1} <= found()
    assert other.returncode == 0
    assert found() == {number for number in range(12) if number % 3 != 1}


def test_a_change_that_is_logged_first_and_committed_last_is_not_lost(database):
    """Without a lock around the log the later number would be seen first, and the earlier one never looked for."""

    def found():
        with database.reading() as db:
            return sorted(live.current(db).ids())

    first_logged, may_commit = threading.Event(), threading.Event()

    def slow():
        with database.writing() as db, db.begin():
            put(db, offer("early"))
            first_logged.set()
            may_commit.wait(10)

    def quick():
        first_logged.wait(10)
        with database.writing() as db, db.begin():
            put(db, offer("late", sector="culture"))

    with database.writing() as db, db.begin():
        put(db, offer("before"))
    threads = [threading.Thread(target=slow), threading.Thread(target=quick)]
    for thread in threads:
        thread.start()
    first_logged.wait(10)
    threads[1].join(0.2)
    assert found() == ["before"]
    may_commit.set()
    for thread in threads:
        thread.join()
    assert found() == ["before", "early", "late"]


def test_merging_keeps_everything_but_what_is_gone():
    chance = random.Random(2)
    some, more = ([some_offer(chance, f"{letter}{n}") for n in range(20)] for letter in "ab")
    known = catalogue(*some).updated(more, {"a3", "a7"})
    made = merging.merged(list(zip(known.segments, known.alive, strict=True)))
    whole = catalogue(*(one for one in (*some, *more) if one.id not in {"a3", "a7"})).segments[0]
    assert made.terms.all() == whole.terms.all()
    assert (made.offsets == whole.offsets).all()
    assert (made.documents == whole.documents).all()
    assert (made.impacts == whole.impacts).all()
    assert (made.is_word == whole.is_word).all()
    assert made.tags == whole.tags
    assert (made.order == whole.order).all()
