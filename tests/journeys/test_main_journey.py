"""The whole way of an offer, in a browser: from an association that signs up to the professional who keeps it.

Mail leaves by SMTP to a real server on this machine, and its links are followed from there.
"""

from __future__ import annotations

import re
import sqlite3
import time
from collections.abc import Callable, Iterator
from contextlib import closing
from email import message_from_bytes, policy
from pathlib import Path
from typing import Any

import pytest
from aiosmtpd.controller import Controller
from playwright.sync_api import Page, expect

from tests.journeys.conftest import Person, approve, fine
from tests.serving import free_port, running


class Letters:
    """What a mail server received: addresses and texts."""

    def __init__(self) -> None:
        self.received: list[tuple[str, str, str]] = []

    async def handle_DATA(self, _server: Any, _session: Any, envelope: Any) -> str:  # noqa: N802
        message = message_from_bytes(envelope.content, policy=policy.default)
        body = message.get_body(("plain",))
        assert body is not None
        self.received.append((envelope.rcpt_tos[0], str(message["subject"]), body.get_content()))
        return "250 OK"

    def wait(self, address: str, about: str) -> str:
        """Return the text of a mail to the address with a word in its subject; wait until it comes."""
        deadline = time.monotonic() + 30
        while time.monotonic() < deadline:
            for to, subject, text in self.received:
                if to == address and about in subject:
                    return text
            time.sleep(0.1)
        raise AssertionError(f"no mail to {address} about {about}: {[entry[:2] for entry in self.received]}")


@pytest.fixture(scope="module")
def letters() -> Iterator[tuple[Letters, int]]:
    kept, port = Letters(), free_port()
    controller = Controller(kept, hostname="127.0.0.1", port=port)
    controller.start()
    yield kept, port
    controller.stop()


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("town")


@pytest.fixture(scope="module")
def town(folder: Path, letters: tuple[Letters, int]) -> Iterator[str]:
    """A server of its own, with the demo's professional and administrator."""
    with running(folder, "--demo", REGISTRY_SMTP_URL=f"smtp://127.0.0.1:{letters[1]}") as url:
        yield url


def let_ten_minutes_pass(folder: Path) -> None:
    """What waits so that a decision can be undone waits no longer."""
    with closing(sqlite3.connect(folder / "var" / "registry.db", timeout=15)) as database, database:
        database.execute("update outbox set next_try_at = created_at where next_try_at is not null")


def save(page: Page) -> None:
    page.get_by_role("button", name="Gem, og gå til oversigten").click()
    expect(page.locator(".tasks").first).to_be_visible()


def write_the_offer(page: Page) -> None:
    page.get_by_role("link", name="Om tilbuddet", exact=True).click()
    page.fill("#title", "Drager over fjorden")
    page.fill("#summary", "Vi bygger drager og flyver dem på stranden, små hold og faste voksne.")
    page.fill(
        "#description", "Børnene tegner, syer og flyver deres egen drage. De unge bestemmer selv, hvad vi bygger."
    )
    fine(page)
    save(page)
    page.get_by_role("link", name="Hvem og hvornår").click()
    page.fill("#age_min", "8")
    page.fill("#age_max", "12")
    page.select_option("[id='weekly.0.day']", "wed")
    page.fill("[id='weekly.0.start']", "15.30")
    page.fill("[id='weekly.0.end']", "17")
    page.get_by_role("button", name="Tilføj en tid").click()
    page.select_option("[id='weekly.1.day']", "thu")
    fine(page)
    save(page)
    page.get_by_role("link", name="Sted og pris").click()
    page.get_by_label("På en adresse").check(force=True)
    page.fill("#postal_code", "9370")
    page.fill("#price_dkk", "0")
    fine(page)
    save(page)
    page.get_by_role("link", name="Behov og mål").click()
    fine(page)
    expect(page.locator(".suggestion mark").first).to_be_visible()
    page.get_by_role("button", name=re.compile("^Vælg: Trives bedst i små fællesskaber")).click()
    page.get_by_role("button", name=re.compile("^Svar på det: Løsninger skabes sammen")).first.click()
    answer = page.get_by_label("Hvad har børn, unge eller forældre selv været med til at bestemme i tilbuddet?")
    answer.fill("Børnene tegner selv dragerne og stemmer om, hvor vi flyver dem næste gang.")
    save(page)
    page.get_by_role("link", name="Tryghed og kontakt").click()
    page.fill("[id='contact.email']", "drager@eksempel.example")
    page.get_by_label("børneattest").first.check(force=True)
    page.fill("#safety_declared_by", "Lone Vind, formand")
    fine(page)
    save(page)


def test_from_an_association_to_the_professional_who_keeps_its_offer(
    town: str, folder: Path, letters: tuple[Letters, int], person: Callable[..., Person]
) -> None:
    post, _port = letters
    lone = person(town)
    page = lone.go("/opret")
    page.fill("#name", "Lone Vind")
    page.fill("#email", "lone.vind@eksempel.example")
    page.get_by_role("button", name="Opret mig").click()
    link = re.search(r"http\S+/bekraeft/\S+", post.wait("lone.vind@eksempel.example", "ekræft"))
    assert link is not None
    page.goto(link[0])
    fine(page)
    page.get_by_role("button", name="Bekræft og log ind").click()

    page.goto("/mine/organisationer/ny")
    page.fill("#name", "Dragelauget (eksempel)")
    page.select_option("#sector", "association")
    page.fill("#postal_code", "9370")
    page.fill("#contact_name", "Lone Vind")
    page.fill("#contact_email", "drager@eksempel.example")
    page.get_by_role("button", name="Opret", exact=True).click()

    page.goto("/mine/tilbud/ny")
    page.get_by_role("button", name=re.compile("Begynd|Skriv|Opret")).click()
    expect(page.locator(".tasks").first).to_be_visible()
    write_the_offer(page)
    page.get_by_role("button", name="Send til godkendelse").click()
    expect(page.locator(".track [aria-current=step]")).to_contain_text("Kommunen læser")
    fine(page)
    offer_path = page.url.removeprefix(town)

    jonas = person(town)
    jonas.sign_in("administrator")
    desk = jonas.go("/godkend")
    fine(desk)
    desk.get_by_role("link", name="Drager over fjorden").click()
    fine(desk)
    about = desk.locator("[id='comment.description']")
    desk.locator("details", has=about).locator("summary").last.click()
    about.fill("Hvor mange voksne er der med på stranden?")
    desk.fill("#note", "Et dejligt tilbud. Svar på én ting, så er vi der.")
    desk.get_by_role("button", name="Send retur").click()
    expect(desk.get_by_text("Tilbuddet er sendt retur.")).to_be_visible()
    fine(desk)

    let_ten_minutes_pass(folder)
    assert offer_path in post.wait("lone.vind@eksempel.example", "retur")
    page.goto(offer_path)
    expect(page.locator(".remark").get_by_text("Hvor mange voksne er der med på stranden?")).to_be_visible()
    fine(page)
    page.get_by_role("link", name="Om tilbuddet", exact=True).click()
    page.fill("#description", "Børnene tegner, syer og flyver deres egen drage. Der er altid tre voksne på stranden.")
    save(page)
    page.get_by_role("button", name=re.compile("Send igen|Send til godkendelse")).click()
    expect(page.locator(".track [aria-current=step]")).to_contain_text("Kommunen læser")

    desk.goto("/godkend")
    desk.get_by_role("link", name="Drager over fjorden").click()
    approve(desk)
    let_ten_minutes_pass(folder)
    post.wait("lone.vind@eksempel.example", "godkendt")

    petra = person(town, width=375)
    petra.sign_in("professional")
    found = petra.go("/find")
    found.fill("#sentence", "pige på 10 i Hals, der vil lave noget med drager om onsdagen, gratis")
    found.press("#sentence", "Enter")
    expect(found.locator(".offer h3").first).to_have_text("Drager over fjorden")
    fine(found)
    found.get_by_role("link", name="Drager over fjorden").first.click()
    expect(found.get_by_text("Onsdag 15.30–17.00").first).to_be_visible()
    fine(found)
    found.locator(".keep summary").first.click()
    found.get_by_role("button", name=re.compile("Rolige steder")).click()
    expect(found.locator(".keep summary").first).to_contain_text("Gemt i Rolige steder")
    found.goto("/samlinger")
    found.get_by_role("link", name=re.compile("Rolige steder")).click()
    expect(found.get_by_text("Drager over fjorden").first).to_be_visible()
    fine(found)
    for someone in (lone, jonas, petra):
        assert someone.unexpected() == []
