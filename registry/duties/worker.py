"""The worker: delivers mail and does the duties, each in a thread of its own, until it is stopped."""

from __future__ import annotations

import logging
import threading

from registry.db import Database
from registry.duties.running import run_due
from registry.mail.worker import MailWorker, transport_of
from registry.settings import Settings
from registry.web import clock

#: Seconds between two looks at what is due.
PAUSE = 60.0
_log = logging.getLogger("registry.duties")


class Worker:
    """Delivers mail, if there is a way for it, and does the duties. Any number of workers may share a database."""

    def __init__(self, database: Database, settings: Settings) -> None:
        transport = transport_of(settings)
        self._mail = MailWorker(database, transport) if transport else None
        self._database = database
        self._settings = settings
        self._stopped = threading.Event()
        self._thread = threading.Thread(target=self._run, name="duties", daemon=True)

    def start(self) -> None:
        """Begin."""
        if self._mail:
            self._mail.start()
        self._thread.start()

    def take_no_more(self) -> None:
        """Begin no further mail or batch; don't wait for those at hand."""
        self._stopped.set()
        if self._mail:
            self._mail.take_no_more()

    def stop(self, patience: float = 5) -> None:
        """Let the mail that is being sent leave and the batch that is being done end, for so many seconds each."""
        self.take_no_more()
        if self._mail:
            self._mail.stop(patience)
        self._thread.join(timeout=patience)

    def _run(self) -> None:
        while True:
            try:
                run_due(self._database, self._settings, clock.now, self._stopped.is_set)
            except Exception:
                _log.exception("the duties can't be looked at; trying again in a minute")
            if self._stopped.wait(PAUSE):
                return
