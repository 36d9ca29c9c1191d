"""Making one organisation of two: everything moves, nothing is lost, and the old one leads on to the other."""

import datetime as dt
import re

import pytest
from sqlalchemy import select

from registry.access import SYSTEM, Refused
from registry.db import Database
from registry.mail import OutboxMail
from registry.offers import actions as offer_actions
from registry.offers import merging
from registry.offers.models import Offer
from registry.offers.queries import live_offer
from registry.partners import actions, queries
from registry.partners.models import FormerOrganisation, Invitation, Membership, Organisation
from registry.partners.rules import Details
from registry.upkeep import links
from tests import make
from tests.cast import Cast
from tests.joint.stories import joint_offer
from tests.make import NOW

KEPT, GONE = "/administration/organisationer/havfruen", "/administration/organisationer/tinsoldaten"
URL = "http://testserver.local"


@pytest.fixture
def offer_id(database: Database, cast: Cast) -> str:
    """Tinsoldaten's live offer, with a name in another system."""
    with database.writing() as db, db.begin():
        gone = db.get_one(Organisation, "tinsoldaten")
        gone.cvr, gone.website = "29189420", "https://tinsoldaten.example"
        found = make.live(db, cast.actor("charlie"), "tinsoldaten").offer_id
        db.get_one(Offer, found).external_id = "aks-17"
        return found


def merge(cast: Cast, kept: str = "havfruen", gone: str = "tinsoldaten") -> None:
    """Merge by the page, as an administrator does."""
    here = f"/administration/organisationer/{kept}"
    client = cast.sign_in("anders")
    page = client.get(f"{here}/sammen", params={"med": gone})
    seen = re.search(r'name="seen" value="(\w+)"', page.text)
    assert seen is not None
    assert client.post(f"{here}/sammen", data={"med": gone, "seen": seen[1]}).headers["location"] == here


def test_the_page_says_what_moves_and_nothing_has_happened_yet(database: Database, cast: Cast, offer_id: str) -> None:
    client = cast.sign_in("anders")
    page = client.get(f"{KEPT}/sammen", params={"med": "tinsoldaten"}).text
    assert "Læg Tinsoldaten ind under Havfruen?" in page
    shown = dict(re.findall(r"<dt>([^<]+)</dt><dd>([^<]+)", page))
    assert shown["Tilbud"].strip() == "1"
    assert shown["Tilbud med et navn i et andet system"] == "1"
    assert shown["Medlemmer, der ikke er her i forvejen"] == "1"
    assert shown["Udfyldes, fordi det mangler"] == "CVR-nummer og hjemmeside"
    assert "/administration/organisationer/tinsoldaten/sammen?med=havfruen" in page
    with database.reading() as db:
        assert db.get_one(Offer, offer_id).organisation_id == "tinsoldaten"


def test_offers_members_and_external_ids_move_and_search_shows_it(
    database: Database, cast: Cast, offer_id: str
) -> None:
    client = cast.client
    assert client.post("/api/v1/search", json={}).json()["results"][0]["organisation"]["name"] == "Tinsoldaten"
    merge(cast)
    found = client.post("/api/v1/search", json={}).json()["results"][0]
    assert (found["organisation"]["name"], found["external_id"]) == ("Havfruen", "aks-17")
    assert cast.sign_in("charlie").get(f"/mine/tilbud/{offer_id}").status_code == 200
    with database.reading() as db:
        assert queries.organisations_of(db, "charlie") == (frozenset({"havfruen"}), frozenset({"havfruen"}))
        kept = db.get_one(Organisation, "havfruen")
        assert (kept.cvr, kept.website) == ("29189420", "https://tinsoldaten.example")
        assert db.get(Organisation, "tinsoldaten") is None
        for table, column in merging._referring():
            assert db.execute(select(column).where(column == "tinsoldaten")).all() == [], table.name


def test_the_old_one_leads_on(database: Database, cast: Cast, offer_id: str) -> None:
    merge(cast)
    client = cast.sign_in("anders")
    assert client.get(GONE).headers["location"] == KEPT
    assert "det, der før hed Tinsoldaten" in client.get(KEPT).text
    assert "Havfruen" in client.get("/administration/organisationer", params={"q": "tinsoldat"}).text
    theirs = cast.sign_in("charlie").get("/mine/organisationer/tinsoldaten")
    assert theirs.headers["location"] == "/mine/organisationer/havfruen"
    assert cast.sign_in("petra").get("/mine/organisationer/tinsoldaten").status_code == 403
    with database.writing() as db, db.begin():
        again = actions.find_or_make(db, SYSTEM, cvr=None, name="TINSOLDATEN", sector="culture", now=NOW)
        assert again.id == "havfruen"


def test_the_history_of_both_is_readable(database: Database, cast: Cast, offer_id: str) -> None:
    merge(cast)
    client = cast.sign_in("anders")
    page = client.get(KEPT).text
    assert "Anders lagde Tinsoldaten sammen med organisationen" in page
    assert "Charlie sendte ”" in page
    listed = client.get("/administration/historik", params={"hos": "havfruen"}).text
    assert "Anders lagde Tinsoldaten ind under Havfruen" in listed
    assert "Charlie begyndte på" in listed


def test_who_is_in_both_may_the_more_of_both(database: Database, cast: Cast) -> None:
    with database.writing() as db, db.begin():
        db.get_one(Membership, ("havfruen", "alice")).role = "editor"
        db.add(Membership(organisation_id="tinsoldaten", account_id="alice", asked_at=NOW, joined_at=NOW))
        editor = Membership(organisation_id="tinsoldaten", account_id="bob", asked_at=NOW, joined_at=NOW)
        editor.role = "editor"
        db.add(editor)
        db.add(Membership(organisation_id="havfruen", account_id="charlie", asked_at=NOW, joined_at=None))
        db.add(Membership(organisation_id="tinsoldaten", account_id="petra", asked_at=NOW, joined_at=None))
        for organisation, email in (
            ("havfruen", "ny@eksempel.example"),
            ("tinsoldaten", "ny@eksempel.example"),
            ("tinsoldaten", "en@eksempel.example"),
        ):
            db.add(
                Invitation(
                    digest=f"{organisation}{email}",
                    organisation_id=organisation,
                    email=email,
                    role="editor",
                    invited_by_name="Alice",
                    created_at=NOW,
                    expires_at=NOW + dt.timedelta(days=14),
                )
            )
    merge(cast)
    with database.reading() as db:
        people = {one.account_id: (one.role, one.joined_at is not None) for one in queries.people_of(db, ["havfruen"])}
        invited = sorted(db.scalars(select(Invitation.email)).all())
    assert people == {
        "alice": ("owner", True),
        "bob": ("owner", True),
        "charlie": ("owner", True),
        "petra": ("owner", False),
    }
    assert invited == ["en@eksempel.example", "ny@eksempel.example"]


def test_everybody_is_told_once(database: Database, cast: Cast) -> None:
    merge(cast)
    with database.reading() as db:
        mails = [(mail.recipient, mail.subject) for mail in db.scalars(select(OutboxMail))]
    assert sorted(mails) == [
        (f"{name}@eksempel.example", "Tinsoldaten og Havfruen er nu én organisation")
        for name in ("alice", "bob", "charlie")
    ]


def test_links_in_mail_go_on_working(database: Database, cast: Cast, offer_id: str) -> None:
    with database.writing() as db, db.begin():
        now = dt.datetime.now(dt.UTC)
        token = links.issue(db, "tinsoldaten", [offer_id], name="Charlie", account_id="charlie", now=now)
    merge(cast)
    assert "Heste og ro" in cast.sign_out().get(f"/stadig/{token}").text


def test_a_chain_leads_to_its_end_and_both_numbers_are_kept(database: Database, cast: Cast, offer_id: str) -> None:
    with database.writing() as db, db.begin():
        db.get_one(Organisation, "havfruen").cvr = "10103940"
        third = actions.find_or_make(db, SYSTEM, cvr="54562519", name="Klodshans", sector="culture", now=NOW).id
    merge(cast)
    merge(cast, kept=third, gone="havfruen")
    client = cast.sign_in("anders")
    assert client.get(GONE).headers["location"] == f"/administration/organisationer/{third}"
    with database.writing() as db, db.begin():
        for number in ("29189420", "10103940", "54562519"):
            found = queries.by_cvr(db, number)
            assert found is not None
            assert found.id == third
        with pytest.raises(actions.CvrTaken):
            actions.create(db, cast.actor("alice"), Details(name="Ny", sector="culture", cvr="29189420"), now=NOW)
        assert len(db.scalars(select(FormerOrganisation)).all()) == 2


def test_what_changed_meanwhile_is_looked_at_again(database: Database, cast: Cast) -> None:
    client = cast.sign_in("anders")
    stale = client.post(f"{KEPT}/sammen", data={"med": "tinsoldaten", "seen": "gammel"})
    assert stale.headers["location"] == KEPT
    assert "En anden var hurtigere" in client.get(KEPT).text
    merge(cast)
    assert client.post(f"{KEPT}/sammen", data={"med": "tinsoldaten", "seen": "x"}).status_code == 303
    assert client.get(f"{KEPT}/sammen", params={"med": "tinsoldaten"}).status_code == 404


def test_what_can_not_be_merged_is_said(database: Database, cast: Cast) -> None:
    with database.writing() as db, db.begin():
        kept, gone = db.get_one(Organisation, "havfruen"), db.get_one(Organisation, "tinsoldaten")
        gone.suspended_at = NOW
        db.flush()
        with pytest.raises(Refused, match="suspenderet"):
            merging.merge(db, cast.actor("anders"), kept, gone, base_url=URL, now=NOW)
        with pytest.raises(actions.Changed):
            merging.merge(db, cast.actor("anders"), kept, kept, base_url=URL, now=NOW)
    with database.writing() as db, db.begin():
        db.get_one(Organisation, "tinsoldaten").suspended_at = None
        db.add(Membership(organisation_id="havfruen", account_id="anders", asked_at=NOW, joined_at=NOW))
    page = cast.sign_in("anders").get(f"{KEPT}/sammen", params={"med": "tinsoldaten"}).text
    assert "Du er medlem af en af dem" in page
    assert "button-warning" not in page


def test_the_other_one_is_found_by_name_or_offered(database: Database, cast: Cast) -> None:
    with database.writing() as db, db.begin():
        found = actions.find_or_make(db, SYSTEM, cvr=None, name="Havfruen IF", sector="culture", now=NOW).id
    client = cast.sign_in("anders")
    assert f"/sammen?med={found}" in client.get(KEPT).text
    page = client.get(f"{KEPT}/sammen").text
    assert "Havfruen IF" in page
    assert "Tinsoldaten" not in page
    page = client.get(f"{KEPT}/sammen", params={"q": "tin"}).text
    assert "?med=tinsoldaten" in page
    assert "Ingen andre organisationer" in client.get(f"{KEPT}/sammen", params={"q": "havfruen ef"}).text


def test_an_offer_on_its_way_goes_on(database: Database, cast: Cast) -> None:
    with database.writing() as db, db.begin():
        version = make.submitted(db, cast.actor("charlie"), "tinsoldaten")
    merge(cast)
    with database.writing() as db, db.begin():
        offer_actions.withdraw(db, cast.actor("charlie"), offer_actions.newest_version(db, version.offer_id), now=NOW)


def test_what_one_stands_behind_goes_along(database: Database, cast: Cast) -> None:
    with database.writing() as db, db.begin():
        third = actions.find_or_make(db, SYSTEM, cvr=None, name="Klodshans", sector="culture", now=NOW).id
    joint = joint_offer(cast, database)
    question = {"text": "Klodshans heste"}
    cast.client.post("/api/v1/search", json=question)
    merge(cast, kept=third)
    with database.reading() as db:
        found = live_offer(db, joint)
        assert found is not None
        assert found.organisations == ("Havfruen", "Klodshans")
    assert "Klodshans" in cast.client.get(f"/tilbud/{joint}").text


def test_a_partner_that_is_merged_into_the_one_that_leads_is_no_partner_of_itself(
    database: Database, cast: Cast
) -> None:
    joint = joint_offer(cast, database)
    merge(cast)
    with database.reading() as db:
        found = live_offer(db, joint)
        assert found is not None
        assert found.organisations == ("Havfruen",)
