"""Offers like one: what they share, and what rules them out."""

from litestar.testing import TestClient

from registry.db import Database
from registry.matching.similar import similar
from tests import make
from tests.cast import Cast
from tests.matching.make import NOW, catalogue, ids, offer

HORSES = offer("horses")
PONIES = offer("ponies", title="Ponyer for begyndere", needs=("plads_til_energi",), postal_code="9000", town="Aalborg")
CHOIR = offer("choir", title="Kor", keywords=(), activities=("musik",), needs=("plads_til_energi",))
CHESS = offer(
    "chess",
    title="Skak",
    summary="Fire brætter.",
    description="Brætspil.",
    keywords=(),
    activities=("spil",),
    needs=("finde_venner",),
)
GROWN = offer("grown", title="Ridning for unge", age_min=15, age_max=18)


def test_most_alike_come_first_and_never_the_offer_itself() -> None:
    found = similar(catalogue(HORSES, PONIES, CHOIR, CHESS), HORSES, now=NOW)
    assert ids(found) == ["ponies", "choir"]
    assert {"need", "activity"} <= {reason.kind for reason in found[0].fits}


def test_no_more_than_asked_for() -> None:
    assert ids(similar(catalogue(HORSES, PONIES, CHOIR), HORSES, now=NOW, most=1)) == ["ponies"]


def test_other_ages_are_not_alike() -> None:
    assert ids(similar(catalogue(HORSES, GROWN), HORSES, now=NOW)) == []


def test_an_offer_that_says_little_has_none() -> None:
    bare = offer("bare", title="Onsdag", summary=None, description="Kom.", keywords=(), activities=(), needs=())
    assert similar(catalogue(bare, HORSES), bare, now=NOW) == ()


def test_needs_read_from_the_text_find_others_too() -> None:
    said = "Her er der plads til energi."
    quiet = offer("quiet", title="Onsdag", description=said, keywords=(), activities=(), needs=())
    assert "horses" in ids(similar(catalogue(quiet, HORSES), quiet, now=NOW))


def test_the_offer_page_shows_them(client: TestClient, cast: Cast, database: Database) -> None:
    with database.writing() as db, db.begin():
        shown = make.live(db, cast.actor("alice")).offer_id
        make.live(db, cast.actor("alice"), title="Ponyer på engen")
    page = client.get(f"/tilbud/{shown}").text
    assert "Lignende tilbud" in page
    assert "Ponyer på engen" in page
