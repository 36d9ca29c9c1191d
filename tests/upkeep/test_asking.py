"""Asking pages and domains: what is told apart, and what is never asked."""

from __future__ import annotations

import socket
import ssl
from collections.abc import Iterator
from dataclasses import replace
from urllib.parse import urlsplit

import dns.exception
import dns.resolver
import email_validator
import pytest

from registry.offers.addresses import Found
from registry.upkeep import asking
from registry.upkeep.asking import Network, is_public, usual_port
from registry.upkeep.rules import Look
from tests.upkeep.site import Site, site


@pytest.fixture
def web() -> Iterator[Site]:
    with site() as running:
        yield running


@pytest.mark.parametrize(
    ("path", "found"),
    [
        ("/", Found.FINE),
        ("/kun-get", Found.FINE),
        ("/sk00e5?q=00f8", Found.FINE),
        ("/borte", Found.NOT_FOUND),
        ("/slettet", Found.GONE),
        ("/fejl", Found.BROKEN),
        ("/optaget", Found.FINE),
        ("/midlertidigt", Found.FINE),
        ("/til-borte", Found.NOT_FOUND),
        ("/ring", Found.CIRCLES),
    ],
)
def test_answers_are_told_apart(web: Site, path: str, found: Found) -> None:
    assert web.network().look_at_page(f"http://klub.example{path}") == Look(found)


def test_a_permanent_redirect_is_told_with_its_new_address(web: Site) -> None:
    look = web.network().look_at_page("http://klub.example/flyttet")
    assert look == Look(Found.MOVED, "http://klub.example/ny-side")


def test_a_page_is_asked_for_politely_and_only_fetched_where_head_is_refused(web: Site) -> None:
    web.network().look_at_page("http://klub.example/")
    assert web.requests == [("HEAD", "/")]
    web.network().look_at_page("http://klub.example/kun-get")
    assert web.requests[1:] == [("HEAD", "/kun-get"), ("GET", "/kun-get")]
    assert web.agents == {"Sammen/1 (test)"}


@pytest.mark.parametrize(
    "address",
    [
        *("127.0.0.1", "10.0.0.1", "192.168.1.1", "172.16.0.1", "169.254.169.254", "0.0.0.0", "100.64.0.1"),
        *("224.0.0.1", "255.255.255.255", "240.0.0.1"),
        *("::1", "::", "fe80::1", "fe80::1%eth0", "fc00::1", "ff02::1", "::ffff:127.0.0.1", "::ffff:10.0.0.1"),
        *("64:ff9b::7f00:1", "2002:7f00:1::", "2001:0:1::"),
    ],
)
def test_private_loopback_and_link_local_addresses_are_not_public(address: str) -> None:
    assert not is_public(address)


@pytest.mark.parametrize("address", ["91.198.174.192", "2620:0:862:ed1a::1", "::ffff:91.198.174.192"])
def test_others_are(address: str) -> None:
    assert is_public(address)


def test_what_is_not_public_is_never_asked(web: Site) -> None:
    network = replace(web.network(), may_ask=is_public)
    assert network.look_at_page("http://klub.example/") == Look(Found.UNKNOWN)
    assert network.look_at_page("http://127.0.0.1/") == Look(Found.UNKNOWN)
    assert web.requests == []


def test_nor_is_it_after_a_redirect_or_beside_a_public_address(web: Site) -> None:
    web.names = {"hemmelig.example": ["10.0.0.1"], "dobbelt.example": ["127.0.0.1", "10.0.0.1"]}
    assert web.network().look_at_page("http://klub.example/ind") == Look(Found.UNKNOWN)
    assert web.requests == [("HEAD", "/ind")]
    assert web.network().look_at_page("http://dobbelt.example/") == Look(Found.UNKNOWN)
    assert len(web.requests) == 1


def test_a_name_is_looked_up_once_for_each_request_so_that_it_cannot_change_in_between(web: Site) -> None:
    web.network().look_at_page("http://klub.example/")
    assert web.looked_up == {"klub.example": 1}


@pytest.mark.parametrize(
    ("url", "port"),
    [
        ("http://klub.example/", 80),
        ("https://klub.example:443/", 443),
        ("http://klub.example:22/", None),
        ("https://klub.example:80/", None),
        ("ftp://klub.example/", None),
        ("file:///etc/passwd", None),
    ],
)
def test_only_the_webs_own_ports_are_asked(url: str, port: int | None) -> None:
    assert usual_port(urlsplit(url)) == port


@pytest.mark.parametrize("url", ["http://bruger:kode@klub.example/", "http:///"])
def test_what_is_no_plain_web_address_is_not_asked(web: Site, url: str) -> None:
    assert web.network().look_at_page(url) == Look(Found.UNKNOWN)
    assert web.requests == []


def test_a_port_that_is_none_is_not_asked() -> None:
    assert Network("Sammen/1 (test)").look_at_page("http://klub.example:99999/") == Look(Found.UNKNOWN)


def raising(error: Exception) -> Network:
    def fail(_host: str, _port: int) -> list[str]:
        raise error

    return Network("Sammen/1 (test)", resolve=fail)


@pytest.mark.parametrize(
    ("error", "found"),
    [
        (socket.gaierror(socket.EAI_NONAME, "no such name"), Found.NO_NAME),
        (socket.gaierror(socket.EAI_AGAIN, "no name server"), Found.UNKNOWN),
        (TimeoutError(), Found.SILENT),
        (ConnectionRefusedError(), Found.SILENT),
        (ssl.SSLCertVerificationError(), Found.UNSAFE),
        (OSError(101, "network is unreachable"), Found.UNKNOWN),
    ],
)
def test_what_goes_wrong_on_the_way_is_told_apart(error: Exception, found: Found) -> None:
    assert raising(error).look_at_page("https://klub.example/") == Look(found)


def test_a_server_that_speaks_no_tls_is_unsafe(web: Site) -> None:
    assert web.network().look_at_page("https://klub.example/") == Look(Found.UNSAFE)


@pytest.mark.parametrize(
    ("error", "found"),
    [
        (email_validator.EmailUndeliverableError("no such domain"), Found.NO_MAIL),
        (email_validator.EmailSyntaxError("special use"), Found.UNKNOWN),
    ],
)
def test_a_domain_without_mail_is_told_from_one_that_nobody_can_tell_of(
    monkeypatch: pytest.MonkeyPatch, error: Exception, found: Found
) -> None:
    def fail(*_args: object, **_options: object) -> None:
        raise error

    monkeypatch.setattr(asking, "validate_email", fail)
    assert asking.takes_mail("klub.example.dk") is found


class NoServer(dns.resolver.Resolver):
    """A resolver that nobody answers."""

    def __init__(self) -> None:
        super().__init__(configure=False)

    def resolve(self, *_args: object, **_options: object) -> None:  # type: ignore[override]
        raise dns.exception.Timeout


def test_a_domain_is_not_blamed_for_a_name_server_that_does_not_answer(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(dns.resolver, "Resolver", NoServer)
    assert asking.takes_mail("eksempel.dk") is Found.UNKNOWN
