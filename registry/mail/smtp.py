"""Delivering mail by SMTP."""

from __future__ import annotations

import smtplib
import ssl
from contextlib import suppress
from dataclasses import dataclass
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime
from ipaddress import ip_address
from urllib.parse import parse_qs, unquote, urlsplit

from email_validator import validate_email

from registry.mail import rules
from registry.mail.outbox import Envelope

#: Seconds without an answer after which a server counts as out of reach.
TIMEOUT = 30
_PORTS = {"smtp": 25, "smtp+starttls": 587, "smtps": 465}


class NotSent(Exception):
    """A mail was not delivered.

    Attributes:
        reason: what the server said, or what went wrong on the way to it; it may quote the recipient's address.
        brief: the reply's code or the error's name, fit for a log.
        for_good: trying again would be no use.
        is_about_address: it is this address that takes no mail, not this mail that isn't taken.
        server_is_away: no other mail could be delivered now either.
    """

    def __init__(
        self, reason: str, *, for_good: bool = False, is_about_address: bool = False, server_is_away: bool = False
    ) -> None:
        super().__init__(reason)
        self.reason = reason
        self.brief = reason.split(maxsplit=1)[0].rstrip(":") if reason else ""
        self.for_good = for_good
        self.is_about_address = is_about_address
        self.server_is_away = server_is_away


@dataclass(frozen=True)
class Server:
    """A mail server, and whom mail is from."""

    scheme: str
    host: str
    port: int
    user: str | None
    password: str | None
    sender: str

    @classmethod
    def of(cls, smtp_url: str, base_url: str) -> Server:
        """Read REGISTRY_SMTP_URL.

        Mail is from the address in its query, `?from=sammen@kommunen.example`, else from `sammen@` and the site's
        host name.
        """
        parts = urlsplit(smtp_url)
        given = parse_qs(parts.query).get("from", [""])[0]
        return cls(
            scheme=parts.scheme,
            host=parts.hostname or "",
            port=parts.port or _PORTS[parts.scheme],
            user=unquote(parts.username) if parts.username else None,
            password=unquote(parts.password) if parts.password else None,
            sender=given or f"sammen@{_mail_domain(urlsplit(base_url).hostname or '')}",
        )


def compose(envelope: Envelope, sender: str) -> EmailMessage:
    """Make the message, text first and HTML beside it. Its Message-ID is the same at each try.

    Raises:
        ValueError: the recipient's address can't be written in a header.
    """
    letter = envelope.letter
    message = EmailMessage(policy=SMTP)
    message["From"] = Address("Sammen", addr_spec=sender)
    message["To"] = Address(addr_spec=_ascii(envelope.recipient))
    message["Subject"] = letter.subject
    message["Date"] = format_datetime(envelope.created_at)
    message["Message-ID"] = f"<{envelope.id}@{sender.rpartition('@')[2]}>"
    message["Auto-Submitted"] = "auto-generated"
    message.set_content(letter.text, charset="utf-8", cte="quoted-printable")
    if letter.html:
        message.add_alternative(letter.html, subtype="html", charset="utf-8", cte="quoted-printable")
    return message


class SmtpTransport:
    """Delivers through a server; the connection is opened for the first mail and kept for the next ones."""

    keeps_text = False

    def __init__(self, server: Server) -> None:
        self.server = server
        self._connection: smtplib.SMTP | None = None

    def send(self, envelope: Envelope) -> None:
        """Deliver a mail.

        Raises:
            NotSent: it was not delivered.
        """
        try:
            message = compose(envelope, self.server.sender)
            recipient = _ascii(envelope.recipient)
        except ValueError as error:
            reason = f"{type(error).__name__}: the address or the subject can't be used"
            raise NotSent(reason, for_good=True, is_about_address=True) from None
        connection = self._connected()
        try:
            connection.send_message(message, self.server.sender, [recipient])
        except smtplib.SMTPRecipientsRefused as refused:
            raise _refusal(*next(iter(refused.recipients.values())), of_recipient=True) from None
        except smtplib.SMTPDataError as refused:
            raise _refusal(refused.smtp_code, refused.smtp_error, of_recipient=False) from None
        except smtplib.SMTPNotSupportedError as error:  # letters that the server can't write an address with
            raise NotSent(_trouble(error), for_good=True, is_about_address=True) from None
        except (smtplib.SMTPException, OSError) as error:
            self.close()
            raise NotSent(_trouble(error), server_is_away=True) from None

    def close(self) -> None:
        """Hang up."""
        if self._connection is not None:
            with suppress(smtplib.SMTPException, OSError):
                self._connection.quit()
            self._connection = None

    def _connected(self) -> smtplib.SMTP:
        if self._connection is None:
            try:
                self._connection = _connect(self.server)
            except (smtplib.SMTPException, OSError) as error:
                raise NotSent(_trouble(error), server_is_away=True) from None
        return self._connection


def _connect(server: Server) -> smtplib.SMTP:
    if server.scheme == "smtps":
        context = ssl.create_default_context()
        connection: smtplib.SMTP = smtplib.SMTP_SSL(server.host, server.port, timeout=TIMEOUT, context=context)
    else:
        connection = smtplib.SMTP(server.host, server.port, timeout=TIMEOUT)
    try:
        if server.scheme == "smtp+starttls":
            connection.starttls(context=ssl.create_default_context())
        if server.user is not None:
            connection.login(server.user, server.password or "")
    except BaseException:
        connection.close()
        raise
    return connection


def _refusal(code: int, said: bytes | str, *, of_recipient: bool) -> NotSent:
    reason = _answer(code, said)
    about_address = rules.is_about_address(reason, of_recipient=of_recipient)
    return NotSent(reason, for_good=code >= 500, is_about_address=about_address)


def _answer(code: int, said: bytes | str) -> str:
    text = said.decode("utf-8", "replace") if isinstance(said, bytes) else said
    return f"{code} {' '.join(text.split())}"


def _trouble(error: Exception) -> str:
    if isinstance(error, smtplib.SMTPResponseException):
        return _answer(error.smtp_code, error.smtp_error)
    return f"{type(error).__name__}: {error}"


def _ascii(address: str) -> str:
    """Return the address with its domain as it is written in mail: `kontakt@xn--skdstrup-64a.dk`."""
    return validate_email(address, check_deliverability=False).ascii_email or address


def _mail_domain(host: str) -> str:
    try:
        ip_address(host)
    except ValueError:
        return host or "localhost"
    return "localhost"
