"""The thread that looks at addresses: only where it is switched on, in servers and workers, until it is stopped."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from dataclasses import replace

import pytest
from litestar.testing import TestClient
from sqlalchemy import select

from registry.app import create_app
from registry.db import Database
from registry.offers.addresses import Found
from registry.offers.models_addresses import AddressCheck
from registry.settings import BadSetting, Settings, from_environment
from registry.upkeep import duties
from registry.upkeep.looking import NAME, Looker
from registry.web import clock
from tests import make
from tests.cast import Cast
from tests.duties.processes import wait_for
from tests.upkeep.site import Site, site


@pytest.fixture
def on(settings: Settings) -> Settings:
    return replace(settings, check_links=True)


@pytest.fixture
def web(cast: Cast, database: Database, on: Settings) -> Iterator[Site]:
    """A site that is there, and an offer that gives a page of it that isn't."""
    with database.writing() as db, db.begin():
        make.live(db, cast.actor("alice"), website="http://klub.example/borte")
        while duties.write_down_addresses(db, now=clock.now(), settings=on):
            pass
    with site() as running:
        yield running


def looker(database: Database, settings: Settings, web: Site) -> Looker:
    network = replace(web.network(), takes_mail=lambda _domain: Found.FINE)
    return Looker(database, settings, network, pause=0.01)


def is_looking() -> bool:
    return any(thread.name == NAME for thread in threading.enumerate())


def waiting(database: Database) -> int:
    """Return how many addresses nobody has looked at yet."""
    with database.reading() as db:
        return len(db.scalars(select(AddressCheck).where(AddressCheck.looked_at.is_(None))).all())


def test_it_looks_where_it_is_switched_on_and_ends_when_it_is_stopped(
    database: Database, on: Settings, web: Site
) -> None:
    assert waiting(database) == 2
    running = looker(database, on, web)
    running.start()
    wait_for(lambda: waiting(database) == 0)
    running.stop()
    assert not is_looking()
    assert web.requests == [("HEAD", "/borte"), ("GET", "/borte")]
    with database.reading() as db:
        assert set(db.scalars(select(AddressCheck.failures))) == {0, 1}


def test_it_does_nothing_where_it_is_switched_off(database: Database, settings: Settings, web: Site) -> None:
    running = looker(database, settings, web)
    running.start()
    assert not is_looking()
    running.stop()
    assert waiting(database) == 2
    assert web.requests == []


def test_something_unforeseen_does_not_end_it(
    database: Database, on: Settings, web: Site, caplog: pytest.LogCaptureFixture
) -> None:
    class Broken:
        def look_at_page(self, _url: str) -> None:
            raise RuntimeError

        look_at_mail = look_at_page

    running = Looker(database, on, Broken(), pause=0.01)  # type: ignore[arg-type]
    running.start()
    wait_for(lambda: caplog.text.count("an address could not be looked at") == 2)
    assert is_looking()
    running.stop()
    assert not is_looking()


def test_a_server_has_one_where_it_is_switched_on(
    database: Database, settings: Settings, on: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(
        "registry.duties.worker.run_due", lambda *_arguments: []
    )  # the nightly duties are another matter
    for chosen, expected in ((settings, False), (on, True)):
        with TestClient(create_app(chosen, is_server=True)):
            assert is_looking() is expected
        assert not is_looking()


def test_the_setting_says_on_or_off_and_is_off_when_it_says_nothing() -> None:
    assert not from_environment({}).check_links
    assert from_environment({"REGISTRY_CHECK_LINKS": "on"}).check_links
    assert not from_environment({"REGISTRY_CHECK_LINKS": "off"}).check_links
    with pytest.raises(BadSetting, match="REGISTRY_CHECK_LINKS must be on or off"):
        from_environment({"REGISTRY_CHECK_LINKS": "yes"})
