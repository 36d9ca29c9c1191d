"""The catalogue: updated without waiting, the same whatever its history, and fresh after each commit."""

import datetime as dt
import threading

import pytest

from registry import vocabulary
from registry.matching import live
from registry.matching.catalogue import Catalogue
from registry.matching.rank import search
from registry.matching.wish import Wish
from registry.offers import queries
from tests.matching.make import NOW, catalogue, ids, offer


def titles(known):
    return sorted(one.content.title for one in known.offers(known.ids()).values())


def test_an_update_leaves_the_old_catalogue_as_it_was():
    old = catalogue(offer("a", title="A"), offer("b", title="B"))
    new = old.updated([offer("b", title="B2"), offer("c", title="C")], {"a"})
    assert (titles(old), titles(new)) == (["A", "B"], ["B2", "C"])
    assert (len(old), len(new)) == (2, 2)
    assert new.get("a") is None
    assert new.get("b").content.title == "B2"


def test_many_updates_in_a_row_are_merged_and_none_is_lost():
    known = catalogue(*(offer(f"o{n}", title=f"Titel {n}") for n in range(50)))
    for n in range(260):
        known = known.updated([offer(f"n{n}", title=f"Ny {n}")], {f"o{n}"})
        assert len(known.segments) <= 3
    assert titles(known) == sorted(f"Ny {n}" for n in range(260))
    assert search(known, Wish(), now=NOW).total == 260


def test_an_empty_catalogue_answers_and_can_be_filled():
    empty = Catalogue.build([], vocabulary.current())
    outcome = search(empty, Wish.from_query([("alder", "9"), ("gerne-ord", "heste")]), now=NOW)
    assert (outcome.total, outcome.results, outcome.nearly) == (0, (), ())
    assert ids(search(empty.updated([offer("a")], ()), Wish(), now=NOW).results) == ["a"]
    assert len(empty.updated([], {"never"})) == 0
    assert len(catalogue(offer("a")).updated([], {"a"})) == 0


def test_what_is_gone_no_longer_decides_how_rare_a_word_is():
    known = catalogue(*(offer(f"o{n}", title="Skak") for n in range(3)), offer("a"))
    gone = known.updated([], {"o0", "o1"})
    assert gone.rarity("@skak") == catalogue(offer("o2", title="Skak"), offer("a")).rarity("@skak")


def test_names_are_not_words_of_the_catalogue():
    known = catalogue(
        offer(
            name="Mikkelsen Ridecenter",
            title="Stalden hos Aisha",
            description="Her hjælper Frederik i stalden. Vi har balance.",
        )
    )
    assert [word for word in ("stalden", "balance", "ridning") if known.knows(word)] == [
        "stalden",
        "balance",
        "ridning",
    ]
    assert not any(known.knows(word) for word in ("Mikkelsen", "mikkel", "Aisha", "frederik", "Frandsen"))


class Log:
    """Stands for the database: what is live, and the log of changes."""

    def __init__(self, monkeypatch, session):
        self.offers, self.changes, self.reads, self.session = {}, [], 0, session
        monkeypatch.setattr(queries, "latest_change", lambda db: len(self.changes))
        monkeypatch.setattr(queries, "changed_since", lambda db, seq: (len(self.changes), set(self.changes[seq:])))
        monkeypatch.setattr(queries, "live_offers", self._read)
        monkeypatch.setattr(queries, "each_live_offer", self._read)

    def _read(self, db, ids=None):
        self.reads += 1
        return [one for id_, one in sorted(self.offers.items()) if ids is None or id_ in ids]

    def put(self, one):
        self.offers[one.id] = one
        self.changes.append(one.id)

    def remove(self, id_):
        del self.offers[id_]
        self.changes.append(id_)


class Session:
    """Stands for a session on a database of its own."""

    engine = property(lambda self: self)

    def __init__(self):
        self.pool = Pool()

    def get_bind(self):
        return self


class Pool:
    pass


@pytest.fixture
def log(monkeypatch):
    return Log(monkeypatch, Session())


def test_a_request_after_a_commit_sees_it(log):
    assert len(live.current(log.session)) == 0
    log.put(offer("a", title="A"))
    assert titles(live.current(log.session)) == ["A"]
    log.put(offer("b", title="B"))
    log.put(offer("a", title="A2"))
    assert titles(live.current(log.session)) == ["A2", "B"]
    log.remove("a")
    assert titles(live.current(log.session)) == ["B"]


def test_nothing_is_read_while_nothing_changes(log):
    log.put(offer("a"))
    first = live.current(log.session)
    assert live.current(log.session).segments is first.segments
    assert log.reads == 1


def test_a_transaction_that_began_earlier_may_see_newer_offers_but_never_undoes_them(log, monkeypatch):
    log.put(offer("a"))
    newest = live.current(log.session)
    monkeypatch.setattr(queries, "latest_change", lambda db: 0)
    assert live.current(log.session).segments is newest.segments


def test_two_databases_have_two_catalogues(log):
    log.put(offer("a"))
    assert len(live.current(log.session)) == 1
    log.offers.clear()
    assert len(live.current(Session())) == 0
    assert len(live.current(log.session)) == 1


def test_threads_update_one_at_a_time_and_all_see_the_change(log):
    live.current(log.session)
    log.put(offer("a"))
    seen = []
    threads = [threading.Thread(target=lambda: seen.append(live.current(log.session))) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert {id(known.segments) for known in seen} == {id(live.current(log.session).segments)}
    assert log.reads == 2


def test_a_new_vocabulary_makes_a_new_catalogue(log, monkeypatch):
    log.put(offer("a"))
    first = live.current(log.session)
    other = vocabulary.load(vocabulary.loader.DATA)
    monkeypatch.setattr(vocabulary, "current", lambda: other)
    assert live.current(log.session).segments is not first.segments


def test_confirming_an_offer_makes_it_fresh_again(log):
    log.put(offer("a", title="A", confirmed=NOW - dt.timedelta(days=500)))
    log.put(offer("b", title="B"))
    assert ids(search(live.current(log.session), Wish(), now=NOW).results) == ["b", "a"]
    log.put(offer("a", title="A"))
    assert ids(search(live.current(log.session), Wish(), now=NOW).results) == ["a", "b"]


def test_a_common_word_makes_no_word_of_a_name_with_its_stem():
    written = "Kom alene eller med en ven. Er han genert, går det an."
    known = catalogue(offer("a", title="Heste", description=written, keywords=("inde eller ude",)))
    assert not any(known.knows(name) for name in ("Ellen", "Hanne"))
    assert known.knows("ven")
