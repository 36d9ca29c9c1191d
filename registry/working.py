"""Working: delivers mail, does the duties and looks at addresses, beside the servers, until told to stop."""

from __future__ import annotations

import logging
import signal
import threading
from dataclasses import replace
from types import FrameType

import click

import registry.app  # noqa: F401  importing it brings every duty
from registry.db.facts import is_demo
from registry.duties.worker import Worker
from registry.opening import open_database
from registry.settings import Settings
from registry.upkeep.looking import Looker

STOPPING = "Stopping when the mail and the batch at hand are done."
#: Seconds that a mail server may take to answer about the mail that is being sent.
_LAST_MAIL = 40


def work(settings: Settings) -> None:
    """Work until interrupted or terminated; then the mail and the batch at hand are finished first."""
    database = open_database(settings)
    with database.reading() as db:
        settings = replace(settings, demo=is_demo(db))
    logging.basicConfig(format="%(asctime)s %(levelname)s %(name)s: %(message)s")
    logging.getLogger("registry").setLevel(logging.INFO)
    stopped = threading.Event()

    def stop(_number: int, _frame: FrameType | None) -> None:
        stopped.set()

    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, stop)
    worker = Worker(database, settings)
    worker.start()
    looker = Looker(database, settings)
    looker.start()
    click.echo(f"Working for {settings.base_url}  (stop with Ctrl+C)")
    if settings.smtp_url is None and not settings.demo:
        click.echo("REGISTRY_SMTP_URL is not set, so mail waits in the outbox.", err=True)
    stopped.wait()
    worker.take_no_more()
    click.echo(STOPPING)
    looker.stop()
    worker.stop(_LAST_MAIL)
    database.close()
