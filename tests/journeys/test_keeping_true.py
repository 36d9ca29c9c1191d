"""Keeping an offer true in a browser: from a mail, at once, and when a reader reports; without scripts, too."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NamedTuple

import pytest
from playwright.sync_api import expect
from sqlalchemy import select

from registry.accounts.models import Account
from registry.db import Database
from registry.offers.models import Offer, OfferVersion
from registry.partners.models import Membership
from registry.upkeep import links
from registry.web import clock
from tests.journeys.conftest import Person, fine, overflow
from tests.serving import running


class Town(NamedTuple):
    """A server with the demo, an offer of the demo's partner, and the link that was mailed to them."""

    url: str
    offer_id: str
    title: str
    link: str


@pytest.fixture(scope="module")
def town(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Town]:
    folder: Path = tmp_path_factory.mktemp("town")
    path = f"sqlite:///{folder / 'town.db'}"
    with running(folder, "--demo", database_url=path) as url:
        database = Database(path)
        with database.writing() as db, db.begin():
            partner = db.scalars(select(Account).where(Account.email == "partner@eksempel.example")).one()
            offer, version = db.execute(
                select(Offer, OfferVersion)
                .join(OfferVersion, OfferVersion.id == Offer.live_version_id)
                .join(Membership, Membership.organisation_id == Offer.organisation_id)
                .where(Membership.account_id == partner.id, Offer.status == "live")
                .order_by(Offer.id)
                .limit(1)
            ).one()
            token = links.issue(
                db,
                offer.organisation_id,
                [offer.id],
                name=partner.name,
                account_id=partner.id,
                now=clock.now(),
            )
            found = Town(url, offer.id, version.content.title, f"{links.PATH}/{token}")
        database.close()
        yield found


def test_from_a_mail_by_keyboard_without_scripts_on_a_phone(town: Town, person: Callable[..., Person]) -> None:
    someone = person(town.url, width=320, scripts=False)
    page = someone.go(town.link)
    expect(page.get_by_role("heading", level=1)).to_have_text("Passer det stadig?")
    tick = page.get_by_role("checkbox", name=town.title)
    expect(tick).to_be_checked()
    tick.focus()
    page.keyboard.press("Space")
    page.get_by_role("button", name="Ja, det passer stadig").press("Enter")
    expect(page.get_by_role("link", name="Sæt kryds ved det, der stadig passer")).to_be_visible()
    assert overflow(page) <= 0
    page.get_by_role("checkbox", name=town.title).press("Space")
    page.get_by_label("Er der plads?").select_option("lukket")
    page.get_by_label("Plads igen fra").fill("2031-02-01")
    page.get_by_role("button", name="Ja, det passer stadig").press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("Tak. Tilbuddet er bekræftet")
    page = someone.go(f"/tilbud/{town.offer_id}")
    expect(page.locator("main")).to_contain_text("plads igen 1. februar 2031")


@pytest.mark.parametrize("locale", ["da-DK", "en-GB"])
def test_its_pages_can_be_read_by_everybody(town: Town, person: Callable[..., Person], locale: str) -> None:
    someone = person(town.url, locale=locale)
    for path in (town.link, f"{links.PATH}/gammelt", f"/tilbud/{town.offer_id}/meld-fejl"):
        fine(someone.go(path))
    someone.sign_in("partner")
    for path in ("/mine/bekraeft", f"/mine/tilbud/{town.offer_id}", f"/mine/tilbud/{town.offer_id}/nu"):
        fine(someone.go(path))
    assert someone.unexpected() == []


def test_what_a_reader_reports_is_answered_by_the_partner(town: Town, person: Callable[..., Person]) -> None:
    reader = person(town.url, width=375, scripts=False)
    page = reader.go(f"/tilbud/{town.offer_id}")
    page.get_by_role("link", name="Meld en fejl").click()
    page.get_by_role("button", name="Send").click()
    expect(page.get_by_role("link", name="Skriv, hvad der er galt.")).to_be_visible()
    page.get_by_label("Noget af det, der står, er forkert").check(force=True)
    page.get_by_label("Hvad er galt?").fill("Holdet er flyttet til onsdag.")
    page.get_by_role("button", name="Send").click()
    expect(page.locator("body")).to_contain_text("Tak. Partneren og kommunen har fået besked.")

    partner = person(town.url)
    partner.sign_in("partner")
    page = partner.go(f"/mine/tilbud/{town.offer_id}")
    page.get_by_role("link", name="Holdet er flyttet til onsdag.").click()
    fine(page)
    page.get_by_label("Svar").fill("Tak, det er rettet nu.")
    page.get_by_role("button", name="Svar, og luk sagen").click()
    expect(page.locator("body")).to_contain_text("sagen er lukket")
    expect(page.get_by_role("link", name="Holdet er flyttet til onsdag.")).to_have_count(0)

    page = partner.go(f"/mine/tilbud/{town.offer_id}/nu")
    page.get_by_label("Telefon").fill("00 00 00 17")
    page.get_by_role("button", name="Gem, og vis det nu").click()
    expect(page.locator("body")).to_contain_text("Rettet. Fagfolk kan se det med det samme.")
    expect(reader.go(f"/tilbud/{town.offer_id}").get_by_role("link", name=re.compile("00 00 00 17"))).to_be_visible()
