"""The mail of a demo can be read by its administrators; real mail by nobody."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from litestar.testing import TestClient

from registry import mail
from registry.app import create_asgi
from registry.db import Database
from registry.db.facts import mark_as_demo
from registry.settings import Settings
from tests.cast import BEGINNING, Cast

TEXT = "Hej <Alice> & co\nhttps://sammen.example/log-ind/link/abc\n"


@pytest.fixture
def demo(database: Database, settings: Settings) -> Iterator[TestClient]:
    with database.writing() as db, db.begin():
        mark_as_demo(db)
    with TestClient(create_asgi(settings), base_url=settings.base_url) as opened:
        opened.follow_redirects = False
        yield opened


def put(database: Database, subject: str = "Dit link") -> None:
    with database.writing() as db, db.begin():
        mail.queue(db, to="alice@eksempel.example", letter=mail.Letter(subject, TEXT), now=BEGINNING)


def test_in_a_demo_administrators_read_the_mail_and_follow_its_links(demo: TestClient, database: Database) -> None:
    put(database)
    page = Cast(database, demo).sign_in("anders").get("/administration/post")
    assert page.status_code == 200
    assert "Dit link" in page.text
    assert "Hej &lt;Alice&gt; &amp; co" in page.text
    assert '<a href="https://sammen.example/log-ind/link/abc"' in page.text


def test_in_a_demo_nobody_else_reads_it(demo: TestClient, database: Database) -> None:
    put(database)
    cast = Cast(database, demo)
    assert cast.sign_in("alice").get("/administration/post").status_code == 403
    assert cast.sign_out().get("/administration/post").status_code == 303


def test_there_is_a_page_for_no_mail_and_pages_for_much(demo: TestClient, database: Database) -> None:
    browser = Cast(database, demo).sign_in("anders")
    assert "ingen mails endnu" in browser.get("/administration/post").text
    for n in range(25):
        put(database, f"Mail nr. {n}")
    assert browser.get("/administration/post").text.count("<article") == 20
    assert browser.get("/administration/post?side=2").text.count("<article") == 5


def test_real_mail_is_read_by_nobody(cast: Cast, database: Database) -> None:
    put(database)
    assert cast.sign_in("anders").get("/administration/post").status_code == 404
    assert cast.sign_in("alice").get("/administration/post").status_code == 403
    assert cast.sign_out().get("/administration/post").status_code == 303
