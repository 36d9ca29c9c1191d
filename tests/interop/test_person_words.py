"""What is stored about a person reads as a volunteer would say it, in Danish and in English."""

from __future__ import annotations

import datetime as dt
import re
from typing import Any

import pytest
from sqlalchemy import LargeBinary
from sqlalchemy.orm import Session

import registry.app  # noqa: F401  so that every room's tables are known
from registry import history
from registry.accounts.models import Account
from registry.db import Base, Database
from registry.history import FORMER, Verb
from registry.i18n import speaking
from registry.interop import person, person_words
from registry.offers.models import ProblemReport
from registry.partners.models import Invitation, Organisation
from tests import make
from tests.cast import Cast

#: Read by `gather` itself, without a row's own columns.
_SENTENCES = {"history", "offer_version"}
_KNOWN = {
    "account",
    "membership",
    "colleague_invitation",
    "shortlist",
    "shortlist_item",
    "session",
    "mailed_link",
    "import_upload",
    "outbox",
    "mail_bounce",
}


def _theirs() -> list[str]:
    """Return the tables with rows of a person's own."""
    pointed = [table.name for table in Base.metadata.sorted_tables if person.pointing(table)]
    return sorted({*_KNOWN, *pointed} - _SENTENCES)


@pytest.mark.parametrize("name", _theirs())
def test_every_column_that_is_about_a_person_has_a_name(name: str) -> None:
    table = Base.metadata.tables[name]
    assert person_words.title_of(name), name
    asked = person._ONLY.get(name, {column.name for column in table.columns})
    secret = person._SECRET | person_words.FOR_PROGRAMS | (person._IN_MAILS if name == "outbox" else set())
    for column in table.columns:
        if column.name in asked and column.name not in secret and not isinstance(column.type, LargeBinary):
            assert person_words.field_of(name, column.name), f"{name}.{column.name} has no name in person_words.py"


def test_every_table_with_names_in_it_is_called_something() -> None:
    for table in Base.metadata.sorted_tables:
        if table.name not in {*_KNOWN, *_SENTENCES} and person.named_in(table):
            assert person_words.place_of(table.name), table.name


@pytest.mark.parametrize(
    ("table", "row", "danish", "english"),
    [
        ("account", {"locale": "en"}, [("Sprog", "Engelsk")], [("Language", "English")]),
        ("account", {"role_names": ["partner"]}, [("Roller", "Partner")], [("Roles", "Partner")]),
        ("account", {"has_password": False}, [("Har adgangskode", "Nej")], [("Has a password", "No")]),
        ("account", {"id": "abc", "review_mail": "daily"}, [], []),
        ("membership", {"role": "editor", "message": None}, [("Du er", "Redaktør")], [("You are", "Editor")]),
        (
            "mailed_link",
            {"purpose": "sign_in"},
            [("Hvad det er til", "At logge ind")],
            [("What it is for", "To sign in")],
        ),
        ("offer_version", {"status": "returned"}, [("Status", "Sendt retur")], [("Status", "Returned")]),
        (
            "colleague_invitation",
            {"invited_by_name": FORMER},
            [("Inviteret af", "en tidligere bruger")],
            [("Invited by", "a former user")],
        ),
        (
            "session",
            {"created_at": dt.datetime(2026, 11, 22, 9, 5, tzinfo=dt.UTC)},
            [("Logget ind", "22. november 2026 kl. 10.05")],
            [("Signed in", "22 November 2026, 10:05")],
        ),
    ],
)
def test_fields_and_values_are_words(
    table: str, row: dict[str, Any], danish: list[tuple[str, str]], english: list[tuple[str, str]]
) -> None:
    assert person_words.told(table, row) == danish
    with speaking("en"):
        assert person_words.told(table, row) == english


def test_an_administrator_reads_how_they_hear_of_submissions() -> None:
    said = dict(person_words.told("account", {"role_names": ["administrator"], "review_mail": "none"}))
    assert said["Mails, når tilbud venter"] == "Ingen mails; jeg kigger selv"


def test_the_page_shows_no_word_that_only_programs_know(database: Database, cast: Cast) -> None:
    with database.writing() as db, db.begin():
        make.submitted(db, cast.actor("alice"), title="Kor på havnen")
        for actor in ("alice", "anders"):
            history.record(
                db,
                cast.actor(actor),
                Verb.ROLES_CHANGED,
                kind="account",
                subject_id="alice",
                name="Alice",
                now=make.NOW,
            )
    browser = cast.sign_in("alice")
    for language, words in (("da", ("Du er", "Ejer", "Kor på havnen")), ("en", ("You are", "Owner", "Kor på havnen"))):
        browser.cookies.set("sprog", language)
        page = browser.get("/konto/data").text
        assert all(word in page for word in words)
        main = page[page.index("<h1") : page.index("</main>")]
        assert not re.search(r">[^<]*\b[a-z]+_[a-z_]+\b[^<]*<", main)
        assert not re.search(r">\s*(da|owner|partner|True|None)\s*<", main)


def test_a_namesake_learns_nothing_of_others(database: Database, db: Session, cast: Cast) -> None:
    """Everybody chooses their own name: what stands under one alone is told with no more than where and when."""
    with database.writing() as writing, writing.begin():
        writing.get_one(Account, "charlie").name = "Anders"
        offer = make.live(writing, cast.actor("alice"), title="Kor")
        writing.add(
            ProblemReport(
                offer_id=offer.offer_id,
                kind="unsafe",
                text="Noget, kun kommunen må læse",
                created_at=make.NOW,
                reader_email="laeser@eksempel.example",
                closed_at=make.NOW,
                closed_by_name="Anders",
            )
        )
        organisation = writing.get_one(Organisation, "havfruen")
        organisation.verified_at, organisation.verified_by_name = make.NOW, "Anders"
        organisation.contact_email = "hemmelig@eksempel.example"
        writing.add(
            Invitation(
                digest="a",
                organisation_id="havfruen",
                email="ny@eksempel.example",
                role="editor",
                invited_by_name="Anders",
                created_at=make.NOW,
                expires_at=make.NOW,
            )
        )
    sections = person.gather(db, db.get_one(Account, "charlie"))
    taken = person.as_json(sections, make.NOW).decode()
    for secret in ("kun kommunen", "laeser@", "hemmelig@", "ny@eksempel", "unsafe"):
        assert secret not in taken
    named = next(section for section in sections if section.key == person.BY_NAME)
    assert {(row["where"], row["at"]) for row in named.rows} == {
        ("Meldte problemer", make.NOW),
        ("Organisationer", make.NOW),
    }
