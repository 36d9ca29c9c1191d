"""The catalogue: updated without waiting, and the same whatever its history."""

from registry import vocabulary
from registry.matching.building import build
from registry.matching.catalogue import Catalogue
from registry.matching.rank import search
from registry.matching.wish import Wish
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


def test_a_common_word_makes_no_word_of_a_name_with_its_stem():
    written = "Kom alene eller med en ven. Er han genert, går det an."
    known = catalogue(offer("a", title="Heste", description=written, keywords=("inde eller ude",)))
    assert not any(known.knows(name) for name in ("Ellen", "Hanne"))
    assert known.knows("ven")


def test_a_spelling_is_known_from_offers_and_a_name_is_not():
    known = catalogue(offer("a", title="Kreativt værksted", description="Frederik viser strikning."))
    more = known.updated([offer("b", description="Vi prøver strikning og keramik.")], ())
    assert (known.spellings["strikning"], more.spellings["strikning"]) == (1, 2)
    assert "keramik" in more.spellings
    assert not {"frederik", "Frederik"} & set(more.spellings)


def reading(offers, texts):
    return Catalogue(vocabulary.current(), texts=texts).on([build(offers, vocabulary.current())], 0)


def test_offers_are_read_only_for_a_page_and_only_once():
    reads = []

    def texts(ids):
        reads.append(list(ids))
        return [one for one in offers if one.id in ids]

    offers = [offer(f"o{n:02}", title=f"Titel {n:02}") for n in range(50)]
    known = reading(offers, texts)
    first = search(known, Wish(), now=NOW, limit=20)
    assert len(first.results) == 20
    assert search(known, Wish(), now=NOW, limit=20) == first
    assert [len(ids) for ids in reads] == [20]


def test_an_offer_that_is_withdrawn_while_it_is_being_found_is_not_shown():
    known = reading([offer("a"), offer("b")], lambda ids: [offer("b")])
    assert ids(search(known, Wish(), now=NOW).results) == ["b"]
