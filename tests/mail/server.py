"""A real SMTP server on loopback, for tests: it keeps what it gets, and answers as it is told to."""

from __future__ import annotations

import ssl
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from email import message_from_bytes, policy
from email.message import EmailMessage
from typing import Any

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, AuthResult, Envelope, LoginPassword, Session

from tests.serving import free_port


@dataclass
class Inbox:
    """What arrived, and what to answer: to the recipient (RCPT) and to the text (DATA)."""

    port: int = field(default_factory=free_port)
    messages: list[EmailMessage] = field(default_factory=list)
    envelopes: list[Envelope] = field(default_factory=list)
    on_recipient: str = "250 OK"
    on_text: str = "250 OK"

    async def handle_RCPT(  # noqa: N802
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        if self.on_recipient.startswith("250"):
            envelope.rcpt_tos.append(address)
        return self.on_recipient

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:  # noqa: N802
        if self.on_text.startswith("250"):
            self.envelopes.append(envelope)
            self.messages.append(message_from_bytes(bytes(envelope.content or b""), policy=policy.default))  # type: ignore[arg-type]
        return self.on_text


@contextmanager
def receiving(inbox: Inbox | None = None, *, smtps: ssl.SSLContext | None = None, **options: Any) -> Iterator[Inbox]:
    """Run a server; `smtps` speaks TLS from the beginning, `options` are aiosmtpd's."""
    inbox = inbox or Inbox()
    controller = Controller(inbox, hostname="127.0.0.1", port=inbox.port, ssl_context=smtps, **options)
    controller.start()
    try:
        yield inbox
    finally:
        controller.stop()


def knows(user: str, password: str) -> dict[str, Any]:
    """Return the options of a server that wants this user and password."""

    def check(server: SMTP, session: Session, envelope: Envelope, mechanism: str, data: object) -> AuthResult:
        right = isinstance(data, LoginPassword) and (data.login, data.password) == (user.encode(), password.encode())
        return AuthResult(success=right, handled=right)

    return {"authenticator": check, "auth_required": True, "auth_require_tls": False}
