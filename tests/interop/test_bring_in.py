"""Bringing offers in: all or none, in the name of the system, with history."""

from __future__ import annotations

import datetime as dt
from typing import Any

import msgspec
import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from registry import history, vocabulary
from registry.interop.actions import bring_in
from registry.interop.offers_file import BadFile, read
from registry.offers import actions, queries
from registry.offers.models import Offer, OfferVersion
from registry.partners.models import Organisation
from tests.cast import Cast
from tests.interop.test_offers_file import LEAST, WHOLE

NOW = dt.datetime(2026, 11, 16, 9, 0, tzinfo=dt.UTC)
LATER = NOW + dt.timedelta(days=1)


def run(db: Session, *rows: dict[str, Any], publish: bool = True, now: dt.datetime = NOW) -> int:
    data = msgspec.json.encode({"format": "offers/1", "offers": rows})
    return bring_in(db, read(data, vocabulary.current()), publish_them=publish, now=now)


def test_published_offers_are_live_at_once_with_their_answers_and_history(db: Session) -> None:
    assert run(db, WHOLE) == 1
    (offer,) = queries.live_offers(db)
    assert offer.external_id == "aks-17"
    assert offer.organisation_name == "Aalborg Kulturskole"
    assert not offer.verified
    assert offer.elements == ("bup22.loesninger.a2",)
    (line,) = history.of_subject(db, "offer", offer.id)
    assert (line.actor_name, line.verb) == ("system", "published")


def test_without_publishing_an_offer_is_a_draft_that_its_organisation_finishes(db: Session, cast: Cast) -> None:
    run(db, LEAST | {"organisation": "Havfruen", "sector": "association"}, publish=False)
    assert queries.live_offers(db) == []
    version = db.scalars(select(OfferVersion)).one()
    assert version.status == "draft"
    assert actions.own_offer(db, cast.actor("alice"), version.offer_id).organisation_id == "havfruen"


def test_an_organisation_is_found_by_its_number_else_by_its_name_else_made(db: Session) -> None:
    first = WHOLE | {"cvr": "29189420", "organisation": "Aalborg Kommune", "sector": "municipal"}
    run(
        db,
        first,
        first | {"external_id": "b", "organisation": "Kommunen i Aalborg"},
        WHOLE | {"external_id": "c", "organisation": "Syngepigerne"},
        WHOLE | {"external_id": "d", "organisation": "syngepigerne"},
    )
    names = set(db.scalars(select(Organisation.name)))
    assert names == {"Aalborg Kommune", "Syngepigerne"}


def test_importing_again_makes_a_new_version_only_where_something_changed(db: Session) -> None:
    run(db, WHOLE, WHOLE | {"external_id": "b"})
    assert run(db, WHOLE | {"title": "Blokfløjte for alle"}, WHOLE | {"external_id": "b"}, now=LATER) == 1
    offer = db.scalars(select(Offer).where(Offer.external_id == "aks-17")).one()
    found = queries.live_offer(db, offer.id)
    assert found is not None
    assert found.content.title == "Blokfløjte for alle"
    statuses = db.scalars(
        select(OfferVersion.status).where(OfferVersion.offer_id == offer.id).order_by(OfferVersion.number)
    ).all()
    assert statuses == ["replaced", "approved"]
    assert db.scalar(select(func.count()).select_from(OfferVersion)) == 3


def test_a_text_that_the_organisation_is_working_on_stays_beside_what_is_imported(db: Session, cast: Cast) -> None:
    row = WHOLE | {"organisation": "Havfruen", "sector": "association"}
    run(db, row)
    alice = cast.actor("alice")
    (offer,) = queries.live_offers(db)
    draft = actions.edit(db, alice, offer.id, now=NOW)
    actions.save(db, alice, draft, msgspec.structs.replace(draft.content, title="Vores egen rettelse"), now=NOW)
    run(db, row | {"title": "Fra det andet system"}, now=LATER)
    live = queries.live_offer(db, offer.id)
    assert live is not None
    assert live.content.title == "Fra det andet system"
    assert actions.newest_version(db, offer.id).content.title == "Vores egen rettelse"


def test_a_text_at_the_municipality_is_not_changed_behind_its_back(db: Session, cast: Cast) -> None:
    row = WHOLE | {
        "organisation": "Havfruen",
        "sector": "association",
        "safety": ["boerneattest"],
        "safety_declared_by": "Karen",
        "safety_declared_on": "2026-11-01",
    }
    run(db, row, publish=False)
    version = db.scalars(select(OfferVersion)).one()
    actions.submit(db, cast.actor("alice"), version, now=NOW)
    with pytest.raises(BadFile) as stopped:
        run(db, row | {"title": "Andet"}, publish=False, now=LATER)
    assert [(problem.row, problem.field) for problem in stopped.value.problems] == [(1, "external_id")]
