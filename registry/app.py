"""The application: the only place where the rooms are joined."""

from __future__ import annotations

import gc
import logging
import threading
from collections.abc import AsyncIterator, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import asynccontextmanager
from dataclasses import replace

from litestar import Litestar
from litestar.concurrency import set_asyncio_executor
from litestar.config.compression import CompressionConfig
from litestar.datastructures import FormMultiDict, State
from litestar.di import NamedDependency, Provide
from litestar.logging import LoggingConfig
from litestar.openapi import OpenAPIConfig
from litestar.openapi.plugins import JsonRenderPlugin
from litestar.types import ASGIApp, Receive, Scope, Send
from sqlalchemy.orm import Session

import registry.accounts.duties
import registry.findings.duties
import registry.history
import registry.insight.duties
import registry.interop.models
import registry.interop.uploads
import registry.mail
import registry.matching.models
import registry.offers.models
import registry.overlay.models
import registry.policy.duties
import registry.policy.models
import registry.review.duties
import registry.shortlists.models
import registry.upkeep.duties
import registry.upkeep.models  # noqa: F401
from registry import overlay, vocabulary
from registry.access import NOBODY, Actor
from registry.accounts import pages as account_pages
from registry.accounts import queries as account_queries
from registry.db import Database
from registry.db.engine import THREADS
from registry.db.facts import is_demo
from registry.desk import pages as desk_pages
from registry.desk import pages_automatic as desk_pages_automatic
from registry.desk import pages_cvr as desk_pages_cvr
from registry.desk import pages_deciding as desk_pages_deciding
from registry.desk import pages_duplicates as desk_pages_duplicates
from registry.desk import pages_history as desk_pages_history
from registry.desk import pages_insight as desk_pages_insight
from registry.desk import pages_merging as desk_pages_merging
from registry.desk import pages_offers as desk_pages_offers
from registry.desk import pages_organisations as desk_pages_organisations
from registry.desk import pages_outbox as desk_pages_outbox
from registry.desk import pages_people as desk_pages_people
from registry.desk import pages_quality as desk_pages_quality
from registry.duties.worker import Worker
from registry.front import pages as front_pages
from registry.interop import pages as interop_pages
from registry.joint import pages as joint_pages
from registry.matching import api as matching_api
from registry.matching import meanings, warming
from registry.matching import pages as matching_pages
from registry.matching.counting import Flusher, SearchCounter
from registry.offers import pages as offer_pages
from registry.partners import pages as partner_pages
from registry.partners import pages_colleagues as partner_pages_colleagues
from registry.partners import pages_joining as partner_pages_joining
from registry.partners import queries as partner_queries
from registry.policy import pages as policy_pages
from registry.review import pages as review_pages
from registry.settings import Settings
from registry.shortlists import pages as shortlist_pages
from registry.upkeep import pages as upkeep_pages
from registry.upkeep.looking import Looker
from registry.web import assets, clock, errors, sessions, templates
from registry.web.http import Request
from registry.web.security import Outermost
from registry.wordlists import pages as wordlist_pages
from registry.wordlists import pages_changes as wordlist_pages_changes
from registry.wordlists import pages_entry as wordlist_pages_entry

_SAFE = {"GET", "HEAD", "OPTIONS"}
#: Seconds that a server which stops waits for a catalogue that is being made.
_PATIENCE = 5.0


def provide_db(request: Request) -> Iterator[Session]:
    """Give a request its one session and its one transaction: raising rolls back, returning commits.

    Nothing is sent to the database here, on the event loop; the transaction begins with the first statement.
    """
    database: Database = request.app.state.database
    session = database.reading() if request.method in _SAFE else database.writing()
    with session, session.begin(), overlay.reading(session):
        yield session


async def provide_arrived(request: Request) -> bool:
    """Wait until the whole of a post is here: whoever sends slowly must not hold a transaction meanwhile."""
    if request.method not in _SAFE:
        await request.body()
    return True


def provide_actor(request: Request, db: NamedDependency[Session], arrived: NamedDependency[bool]) -> Actor:
    """Find out who is asking: nobody, or an account with its roles and memberships."""
    account_id = sessions.account_id_of(db, request, clock.now())
    account = account_queries.open_account(db, account_id) if account_id else None
    actor = NOBODY
    if account is not None:
        organisations, owned = partner_queries.organisations_of(db, account.id)
        actor = Actor(
            account_id=account.id,
            name=account.name,
            email=account.email,
            roles=account.roles,
            locale=account.locale,
            organisations=organisations,
            owned=owned,
        )
    request.state.actor = actor
    return actor


async def provide_posted(request: Request, arrived: NamedDependency[bool]) -> FormMultiDict:
    """Give a handler the fields that were posted, without zero characters, which PostgreSQL doesn't take."""
    posted = await request.form()
    return FormMultiDict(
        [(name, value.replace("\0", "") if isinstance(value, str) else value) for name, value in posted.multi_items()]
    )


def _get_ready(database: Database) -> None:
    """Beside the first pages, so that neither they nor the first search wait for it."""
    with vocabulary.using(overlay.of(database.engine)), database.reading() as db:
        warming.warm(db)


def create_app(settings: Settings, *, is_server: bool = False) -> Litestar:
    """Make the application. `is_server`: this process also does a worker's work and gets ready for the first search."""
    vocabulary.current()  # a broken vocabulary stops the start

    @asynccontextmanager
    async def opened(app: Litestar) -> AsyncIterator[None]:
        settings: Settings = app.state.settings
        database = Database(settings.database_url)
        with database.reading() as db:
            demo = is_demo(db)
        app.state.database = database
        app.state.searches = SearchCounter()
        app.state.settings = replace(settings, demo=demo, demo_sign_in=demo and settings.demo_sign_in)
        if is_server:
            gc.collect()
            gc.freeze()  # what is loaded by now stays; collecting it again and again costs the slowest requests most
        worker = Worker(database, app.state.settings) if is_server else None
        looker = Looker(database, app.state.settings)
        if worker:
            worker.start()
            looker.start()
        keeper = meanings.Keeper(database) if is_server and settings.semantic else None
        if keeper:
            keeper.start()
        flusher = Flusher(database, app.state.searches) if is_server else None
        if flusher:
            flusher.start()
        getting_ready = threading.Thread(target=_get_ready, args=(database,), name="getting-ready", daemon=True)
        if is_server:
            getting_ready.start()
        try:
            yield
        finally:
            if worker:
                worker.stop()
                looker.stop()
            if keeper:
                keeper.stop()
            if flusher:
                flusher.stop()
            if is_server:
                getting_ready.join(_PATIENCE)
            database.close()

    return Litestar(
        route_handlers=[
            assets.router(),
            *front_pages.handlers,
            *account_pages.handlers,
            *matching_pages.handlers,
            *matching_api.handlers,
            *shortlist_pages.handlers,
            *offer_pages.handlers,
            *upkeep_pages.handlers,
            *joint_pages.handlers,
            *partner_pages.handlers,
            *partner_pages_joining.handlers,
            *partner_pages_colleagues.handlers,
            *review_pages.handlers,
            *policy_pages.handlers,
            *desk_pages.handlers,
            *desk_pages_offers.handlers,
            *desk_pages_organisations.handlers,
            *desk_pages_cvr.handlers,
            *desk_pages_merging.handlers,
            *desk_pages_deciding.handlers,
            *desk_pages_automatic.handlers,
            *desk_pages_people.handlers,
            *desk_pages_history.handlers,
            *desk_pages_duplicates.handlers,
            *desk_pages_quality.handlers,
            *desk_pages_insight.handlers,
            *desk_pages_outbox.handlers,
            *interop_pages.handlers,
            *wordlist_pages.handlers,
            *wordlist_pages_changes.handlers,
            *wordlist_pages_entry.handlers,
        ],
        dependencies={
            "db": Provide(provide_db),
            "arrived": Provide(provide_arrived),
            "actor": Provide(provide_actor, sync_to_thread=True),
            "posted": Provide(provide_posted),
        },
        exception_handlers=errors.HANDLERS,
        template_config=templates.config,
        lifespan=[opened],
        state=State({"settings": settings}),
        compression_config=CompressionConfig(
            "brotli", brotli_gzip_fallback=True, minimum_size=800, exclude_opt_key="uncompressed"
        ),
        # `errors.on_crash` logs what nobody foresaw; Litestar's own lines would carry addresses with secrets in them
        logging_config=LoggingConfig(log_exceptions="never", configure_root_logger=False),
        openapi_config=OpenAPIConfig(
            title="Sammen", version="1", path="/api/v1/openapi.json", render_plugins=[JsonRenderPlugin(path="/")]
        ),
        request_max_body_size=2_000_000,
    )


def create_asgi(settings: Settings, *, is_server: bool = False) -> ASGIApp:
    """Make the application inside its outermost layer, which also sees unknown paths."""
    return enclose(create_app(settings, is_server=is_server), settings)


def enclose(app: Litestar, settings: Settings) -> ASGIApp:
    """Put an application inside its outermost layer, to be opened with these settings."""
    logging.getLogger("registry").setLevel(logging.INFO)
    set_asyncio_executor(ThreadPoolExecutor(THREADS, thread_name_prefix="handler"))
    app.state.settings = settings

    async def in_its_words(scope: Scope, receive: Receive, send: Send) -> None:
        with vocabulary.choosing(lambda: overlay.of(app.state.database.engine)):
            await app(scope, receive, send)

    return Outermost(
        in_its_words,
        base_url=settings.base_url,
        is_https=settings.is_https,
        language=settings.language,
        pictures_from=settings.tile_origin,
    )
