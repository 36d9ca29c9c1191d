"""Mail over a real SMTP server on loopback."""

from __future__ import annotations

import datetime as dt
import shutil
import ssl
import subprocess
from email.message import EmailMessage
from email.utils import parsedate_to_datetime
from pathlib import Path

import pytest

from registry.mail.outbox import Envelope, Letter
from registry.mail.smtp import NotSent, Server, SmtpTransport
from registry.settings import BadSetting, from_environment
from tests.mail.server import Inbox, knows, receiving
from tests.serving import free_port

AT = dt.datetime(2026, 11, 16, 9, 0, tzinfo=dt.UTC)
LETTER = Letter(
    subject="Bekræft din e-mailadresse",
    text="Hej Åse\n\nÆblegrød og ”citater”.\nhttps://sammen.example/" + "x" * 120 + "\n.\nslut\n",
    html="<!DOCTYPE html>\n<p>Hej Åse</p>\n<p>" + "æ" * 400 + "</p>\n",
)
MAIL = Envelope("abc234def567", "aase@eksempel.example", LETTER, AT, tries=1)
BASE = "https://sammen.example"


def transport(url: str) -> SmtpTransport:
    return SmtpTransport(Server.of(url, BASE))


def send(url: str, envelope: Envelope = MAIL) -> None:
    opened = transport(url)
    try:
        opened.send(envelope)
    finally:
        opened.close()


def test_a_mail_arrives_whole_with_the_headers_it_should_have() -> None:
    with receiving() as inbox:
        send(f"smtp://127.0.0.1:{inbox.port}")
    (message,) = inbox.messages
    assert message.get_content_type() == "multipart/alternative"
    assert contents(message) == {"text/plain": LETTER.text, "text/html": LETTER.html}
    assert message["Subject"] == "Bekræft din e-mailadresse"
    assert message["From"] == "Sammen <sammen@sammen.example>"
    assert message["To"] == "aase@eksempel.example"
    assert parsedate_to_datetime(message["Date"]) == AT
    assert message["Message-ID"] == "<abc234def567@sammen.example>"
    assert message["Auto-Submitted"] == "auto-generated"
    assert [part.get_content_charset() for part in message.iter_parts()] == ["utf-8", "utf-8"]
    assert inbox.envelopes[0].mail_from == "sammen@sammen.example"
    assert inbox.envelopes[0].rcpt_tos == ["aase@eksempel.example"]


def contents(message: EmailMessage) -> dict[str, str]:
    """Return what a mail's parts say, by their types, in their order."""
    return {part.get_content_type(): part.get_content().replace("\r\n", "\n") for part in message.iter_parts()}


def test_a_mail_of_text_alone_is_text() -> None:
    with receiving() as inbox:
        send(f"smtp://127.0.0.1:{inbox.port}", Envelope("id4", "aase@eksempel.example", Letter("Hej", "Hej\n"), AT, 1))
    assert inbox.messages[0].get_content_type() == "text/plain"


def test_mail_is_from_whom_the_setting_says() -> None:
    with receiving() as inbox:
        send(f"smtp://127.0.0.1:{inbox.port}?from=sammen@kommune.example")
    assert inbox.messages[0]["From"] == "Sammen <sammen@kommune.example>"


def test_a_domain_with_danish_letters_is_written_as_mail_does() -> None:
    envelope = Envelope("id2", "kontakt@skødstrup.dk", LETTER, AT, 1)
    with receiving() as inbox:
        send(f"smtp://127.0.0.1:{inbox.port}", envelope)
    assert inbox.envelopes[0].rcpt_tos == ["kontakt@xn--skdstrup-64a.dk"]


def test_several_mails_go_over_one_connection() -> None:
    with receiving() as inbox:
        opened = transport(f"smtp://127.0.0.1:{inbox.port}")
        for _ in range(3):
            opened.send(MAIL)
        opened.close()
    assert len(inbox.messages) == 3


def test_the_user_and_the_password_are_used() -> None:
    with receiving(**knows("sammen", "hest:batteri")) as inbox:
        send(f"smtp://sammen:hest%3Abatteri@127.0.0.1:{inbox.port}")
    assert len(inbox.messages) == 1


def test_a_wrong_password_is_the_settings_fault_and_not_the_mails() -> None:
    with receiving(**knows("sammen", "hest:batteri")) as inbox, pytest.raises(NotSent) as caught:
        send(f"smtp://sammen:forkert@127.0.0.1:{inbox.port}")
    assert caught.value.reason.startswith("535")
    assert not caught.value.for_good


@pytest.mark.parametrize(
    ("inbox", "for_good"),
    [
        (Inbox(on_recipient="450 4.2.1 busy"), False),
        (Inbox(on_recipient="550 5.1.1 unknown"), True),
        (Inbox(on_text="451 4.3.0 try later"), False),
        (Inbox(on_text="554 5.7.1 rejected"), True),
    ],
    ids=["mailbox busy", "mailbox unknown", "server busy", "text rejected"],
)
def test_the_server_says_whether_trying_again_is_any_use(inbox: Inbox, for_good: bool) -> None:
    with receiving(inbox), pytest.raises(NotSent) as caught:
        send(f"smtp://127.0.0.1:{inbox.port}")
    assert caught.value.for_good is for_good
    assert caught.value.reason[:3] in {"450", "550", "451", "554"}
    assert not caught.value.server_is_away


def test_after_a_refused_mail_the_next_one_goes_through() -> None:
    inbox = Inbox(on_recipient="550 5.1.1 unknown")
    with receiving(inbox):
        opened = transport(f"smtp://127.0.0.1:{inbox.port}")
        with pytest.raises(NotSent):
            opened.send(MAIL)
        inbox.on_recipient = "250 OK"
        opened.send(MAIL)
        opened.close()
    assert len(inbox.messages) == 1


def test_a_server_that_is_not_there_is_waited_for() -> None:
    with pytest.raises(NotSent) as caught:
        send(f"smtp://127.0.0.1:{free_port()}")
    assert caught.value.server_is_away
    assert not caught.value.for_good


def test_a_connection_that_was_lost_is_opened_again() -> None:
    inbox = Inbox()
    opened = transport(f"smtp://127.0.0.1:{inbox.port}")
    with receiving(inbox):
        opened.send(MAIL)
    with pytest.raises(NotSent) as caught:
        opened.send(MAIL)
    assert caught.value.server_is_away
    with receiving(inbox):
        opened.send(MAIL)
        opened.close()
    assert len(inbox.messages) == 2


@pytest.mark.parametrize("recipient", ["ikke en adresse", "a@b.example\nBcc: c@d.example", ""])
def test_an_address_that_is_none_is_never_put_into_a_header(recipient: str) -> None:
    with receiving() as inbox, pytest.raises(NotSent) as caught:
        send(f"smtp://127.0.0.1:{inbox.port}", Envelope("id3", recipient, LETTER, AT, 1))
    assert caught.value.for_good
    assert inbox.messages == []


def test_an_address_that_the_server_has_no_letters_for_is_given_up() -> None:
    inbox = Inbox()
    with receiving(inbox, enable_SMTPUTF8=False):
        opened = transport(f"smtp://127.0.0.1:{inbox.port}")
        with pytest.raises(NotSent) as caught:
            opened.send(Envelope("id5", "blåbær@eksempel.example", LETTER, AT, 1))
        assert (caught.value.for_good, caught.value.is_about_address) == (True, True)
        assert not caught.value.server_is_away
        opened.send(MAIL)
        opened.close()
    assert len(inbox.messages) == 1


def test_what_is_logged_of_a_refusal_has_no_address_in_it() -> None:
    trouble = NotSent("550 <aase@eksempel.example> unknown")
    assert trouble.brief == "550"
    assert NotSent("ConnectionRefusedError: [Errno 111]").brief == "ConnectionRefusedError"


class TestTls:
    """Encrypted, with a certificate that the client checks."""

    @pytest.fixture
    def certificate(self, tmp_path: Path) -> Path:
        if not shutil.which("openssl"):
            pytest.skip("openssl is not installed")
        command = "openssl req -x509 -newkey rsa:2048 -nodes -days 2 -keyout key.pem -out cert.pem -subj /CN=localhost"
        subprocess.run(
            [*command.split(), "-addext", "subjectAltName=DNS:localhost"], cwd=tmp_path, check=True, capture_output=True
        )
        return tmp_path / "cert.pem"

    @pytest.fixture
    def server_side(self, certificate: Path) -> ssl.SSLContext:
        context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
        context.load_cert_chain(certificate, certificate.with_name("key.pem"))
        return context

    @pytest.fixture
    def trusted(self, certificate: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setenv("SSL_CERT_FILE", str(certificate))

    @pytest.mark.usefixtures("trusted")
    def test_from_the_beginning(self, server_side: ssl.SSLContext) -> None:
        with receiving(smtps=server_side) as inbox:
            send(f"smtps://localhost:{inbox.port}")
        assert len(inbox.messages) == 1

    @pytest.mark.usefixtures("trusted")
    def test_after_a_greeting(self, server_side: ssl.SSLContext) -> None:
        options = knows("sammen", "hest") | {"auth_require_tls": True}
        with receiving(tls_context=server_side, require_starttls=True, **options) as inbox:
            send(f"smtp+starttls://sammen:hest@localhost:{inbox.port}")
        assert len(inbox.messages) == 1

    def test_a_certificate_that_nobody_vouches_for_is_not_trusted(self, server_side: ssl.SSLContext) -> None:
        with receiving(smtps=server_side) as inbox, pytest.raises(NotSent) as caught:
            send(f"smtps://localhost:{inbox.port}")
        assert caught.value.server_is_away
        assert inbox.messages == []

    def test_a_server_that_offers_no_encryption_gets_no_mail(self) -> None:
        with receiving() as inbox, pytest.raises(NotSent):
            send(f"smtp+starttls://127.0.0.1:{inbox.port}")
        assert inbox.messages == []


@pytest.mark.parametrize("query", ["?to=x@y.example", "?from=nobody", "?from=", "?from=a@b.example&x=1"])
def test_a_sender_that_is_no_address_stops_the_start(query: str) -> None:
    with pytest.raises(BadSetting, match="REGISTRY_SMTP_URL"):
        from_environment({"REGISTRY_SMTP_URL": f"smtp://mail.example{query}"})
