"""Delivering mail, again and again, in a thread; `registry.duties.worker` starts it."""

from __future__ import annotations

import datetime as dt
import logging
import threading
import traceback
from collections.abc import Callable
from typing import Protocol

from registry.db import Database
from registry.mail import outbox
from registry.mail.outbox import Envelope
from registry.mail.smtp import NotSent, Server, SmtpTransport
from registry.settings import Settings

#: Seconds between two looks into the outbox.
PAUSE = 2.0
_log = logging.getLogger("registry.mail")


class Transport(Protocol):
    """A way for mail to leave. `keeps_text`: the text stays readable in the outbox."""

    keeps_text: bool

    def send(self, envelope: Envelope) -> None:
        """Deliver a mail, or raise NotSent."""

    def close(self) -> None:
        """Let go of whatever is open."""


class LogTransport:
    """Writes mail to the log. Only for a demo: real mail has secrets in it."""

    keeps_text = True

    def send(self, envelope: Envelope) -> None:
        """Write a mail to the log."""
        letter = envelope.letter
        _log.info("mail to %s\n\n%s\n\n%s", envelope.recipient, letter.subject, letter.text)

    def close(self) -> None:
        """Nothing is open."""


def transport_of(settings: Settings) -> Transport | None:
    """Return the way that mail leaves by; None: it waits in the outbox."""
    if settings.smtp_url is not None:
        return SmtpTransport(Server.of(settings.smtp_url, settings.base_url))
    return LogTransport() if settings.demo else None


def _now() -> dt.datetime:
    return dt.datetime.now(dt.UTC)


def deliver_due(
    database: Database,
    transport: Transport,
    clock: Callable[[], dt.datetime] = _now,
    is_stopped: Callable[[], bool] = lambda: False,
) -> int:
    """Deliver every mail that is due, and return how many left. No transaction is open while mail is sent."""
    delivered = 0
    try:
        while not is_stopped() and (envelope := _next(database, clock())) is not None:
            try:
                _send(transport, envelope)
            except NotSent as trouble:
                _log.warning("a mail was not delivered at try %s: %s", envelope.tries, trouble.brief)
                with database.writing() as db, db.begin():
                    outbox.failed(
                        db,
                        envelope,
                        trouble.reason,
                        clock(),
                        for_good=trouble.for_good,
                        is_about_address=trouble.is_about_address,
                    )
                if trouble.server_is_away:
                    break
                continue
            delivered += 1
            with database.writing() as db, db.begin():
                outbox.sent(db, envelope, clock(), keep_text=transport.keeps_text)
    finally:
        transport.close()
    return delivered


def _send(transport: Transport, envelope: Envelope) -> None:
    """Send a mail; one that makes the unforeseen happen is tried again and given up like any other."""
    try:
        transport.send(envelope)
    except NotSent:
        raise
    except Exception as error:
        where = "".join(traceback.format_tb(error.__traceback__))  # its message may quote an address
        _log.error("a mail could not be sent, and nobody foresaw why: %s\n%s", type(error).__name__, where)
        raise NotSent(f"{type(error).__name__}: not foreseen") from None


def _next(database: Database, now: dt.datetime) -> Envelope | None:
    with database.reading() as db:
        if not outbox.is_due(db, now):
            return None
    with database.writing() as db, db.begin():
        return outbox.take(db, now)


class MailWorker:
    """Delivers what is due every few seconds until it is stopped."""

    def __init__(self, database: Database, transport: Transport, pause: float = PAUSE) -> None:
        self._database = database
        self._transport = transport
        self._pause = pause
        self._stopped = threading.Event()
        self._thread = threading.Thread(target=self._run, name="mail", daemon=True)

    def start(self) -> None:
        """Begin."""
        self._thread.start()

    def take_no_more(self) -> None:
        """Begin no further mail; don't wait for the one that is being sent."""
        self._stopped.set()

    def stop(self, patience: float = 5) -> None:
        """Let the mail that is being sent leave, then end; a silent server is waited for so many seconds."""
        self.take_no_more()
        self._thread.join(timeout=patience)

    def _run(self) -> None:
        while True:
            try:
                deliver_due(self._database, self._transport, is_stopped=self._stopped.is_set)
            except Exception:
                _log.exception("the outbox can't be looked through; trying again in half a minute")
                self._stopped.wait(30)
            if self._stopped.wait(self._pause):
                return
