"""A large import is one transaction of few statements: nothing is half done, and others write right after it."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from typing import Any

import pytest
from sqlalchemy import Engine, event, func, select

from registry import history
from registry.access import SYSTEM
from registry.db import Database
from registry.interop import actions, own_offers
from registry.interop.offers_file import BadFile, ImportedOffer
from registry.offers.listing import VersionListing, VersionTag
from registry.offers.models import Offer, OfferDeadline, OfferVersion, TagVerdict
from registry.partners.models import Organisation
from registry.web.clock import danish_day
from tests import make
from tests.cast import Cast


def rows(count: int, **changes: Any) -> list[ImportedOffer]:
    content = {"safety_declared_on": danish_day(make.NOW), **changes}
    return [
        ImportedOffer(n, f"nr-{n}", "Havfruen", "association", None, make.content(title=f"Kor {n}", **content))
        for n in range(1, count + 1)
    ]


def own(database: Database, cast: Cast, offers: list[ImportedOffer], *, submit_them: bool) -> Iterator[bool]:
    """Bring a partner's offers in, in a transaction that ends with the last of them."""
    with database.writing() as db, db.begin():
        yield from own_offers.each_brought_in(
            db,
            cast.actor("alice"),
            db.get_one(Organisation, "havfruen"),
            offers,
            submit_them=submit_them,
            base_url="",
            now=make.NOW,
        )


def published(database: Database, _cast: Cast, offers: list[ImportedOffer]) -> Iterator[bool]:
    with database.writing() as db, db.begin():
        yield from actions.each_brought_in(db, offers, publish_them=True, actor=SYSTEM, now=make.NOW)


def statements(run: Iterator[bool]) -> int:
    asked: list[str] = []

    def count(_connection: object, _cursor: object, statement: str, *_rest: object) -> None:
        asked.append(statement)

    event.listen(Engine, "before_cursor_execute", count)
    list(run)
    event.remove(Engine, "before_cursor_execute", count)
    return len(asked)


@pytest.mark.parametrize("how", ["published", "changed", "drafts", "submitted"])
def test_an_import_needs_no_more_statements_for_more_rows(how: str, database: Database, cast: Cast) -> None:
    if how == "changed":
        list(published(database, cast, rows(90)))
    found = []
    for few_or_many, title in ((rows(10), "Få"), (rows(90), "Mange")):
        offers = [
            ImportedOffer(one.row, f"{how}-{title}-{one.row}", one.organisation, one.sector, None, one.content)
            for one in few_or_many
        ]
        if how == "changed":
            found.append(statements(published(database, cast, rows(len(offers), summary=title))))
        elif how == "published":
            found.append(statements(published(database, cast, offers)))
        else:
            found.append(statements(own(database, cast, offers, submit_them=how == "submitted")))
    assert found[0] == found[1]


@pytest.mark.parametrize("is_own", [True, False])
def test_somebody_who_writes_during_an_import_gets_through_after_it(
    is_own: bool, database: Database, cast: Cast
) -> None:
    offers = rows(250)
    run = own(database, cast, offers, submit_them=True) if is_own else published(database, cast, offers)
    next(run)  # it has begun, and holds what others need
    saved: list[str] = []

    def write() -> None:
        with database.writing() as db, db.begin():
            make.draft(db, cast.actor("charlie"), "tinsoldaten", title="Skrevet imens")
            saved.append("Skrevet imens")

    other = threading.Thread(target=write)
    other.start()
    assert sum(1 for _one in run) == 249
    other.join()
    assert saved == ["Skrevet imens"]
    with database.reading() as db:
        assert db.scalar(select(func.count()).select_from(Offer)) == 251


def test_what_is_published_together_is_as_whole_as_what_is_published_alone(database: Database, cast: Cast) -> None:
    list(published(database, cast, rows(3)))
    list(published(database, cast, rows(2, summary="Ny", website=None)))
    with database.reading() as db:
        live = {offer.external_id: offer for offer in db.scalars(select(Offer))}
        assert {offer.status for offer in live.values()} == {"live"}
        for number, versions in (("nr-1", ["replaced", "approved"]), ("nr-3", ["approved"])):
            offer = live[number]
            texts = db.scalars(
                select(OfferVersion).where(OfferVersion.offer_id == offer.id).order_by(OfferVersion.number)
            ).all()
            assert [text.status for text in texts] == versions
            assert offer.live_version_id == texts[-1].id
            listed = db.get_one(VersionListing, texts[-1].id)
            assert listed.title_key == f"kor {number[-1]}"
            assert db.scalars(select(VersionTag.tag).where(VersionTag.version_id == texts[-1].id)).all()
            answered = {one.element for one in texts[-1].content.policy if one.answer}
            verdicts = select(TagVerdict.element).where(TagVerdict.version_id == texts[-1].id, TagVerdict.accepted)
            assert set(db.scalars(verdicts)) == answered != set()
            kinds = select(OfferDeadline.kind).where(OfferDeadline.offer_id == offer.id)
            assert set(db.scalars(kinds)) >= {"confirmation", "declaration"}
            told = [line.verb for line in history.of_subject(db, "offer", offer.id)]
            assert told == ["published"] * len(versions)


def test_one_row_that_cannot_come_in_keeps_all_others_out(database: Database, cast: Cast) -> None:
    list(own(database, cast, rows(1), submit_them=True))
    with pytest.raises(BadFile) as refused, database.writing() as db, db.begin():
        actions.bring_in(db, rows(150, summary="Ny"), publish_them=False, now=make.NOW)
    assert [problem.row for problem in refused.value.problems] == [1]
    with database.reading() as db:
        assert db.scalar(select(func.count()).select_from(Offer)) == 1
