"""Asking other people's servers: whether a page is there, and whether a domain takes mail.

A partner writes the address and our own server asks it, so it must not be led to what only our server can reach: each
name is looked up first, every one of its addresses must be on the public internet, and the connection is made to the
very address that was checked, after each redirect anew. What isn't public is never asked, and nothing is said of it.
"""

from __future__ import annotations

import contextlib
import errno
import http.client
import socket
import ssl
import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from ipaddress import IPv6Address, ip_address, ip_network
from typing import Any
from urllib.parse import SplitResult, quote, urljoin, urlsplit

from email_validator import EmailNotValidError, EmailUndeliverableError, validate_email

from registry.offers.addresses import Found
from registry.upkeep.rules import Look, has_moved

#: Seconds for an answer to begin, and for all of it.
TIMEOUT, PATIENCE = 10.0, 20.0
_MOST_REDIRECTS = 5
_PERMANENT, _REDIRECTS = (301, 308), (301, 302, 303, 307, 308)
_PORTS = {"http": 80, "https": 443}
_NO_SUCH_NAME = {socket.EAI_NONAME, getattr(socket, "EAI_NODATA", socket.EAI_NONAME)}
#: It is our own network that can't be reached.
_OURS = {errno.ENETUNREACH, errno.EHOSTUNREACH, errno.ENETDOWN, errno.EACCES, errno.EPERM}
#: IPv6 networks in which an IPv4 address may hide.
_WRAPPING = [ip_network(one) for one in ("64:ff9b::/96", "64:ff9b:1::/48", "2002::/16", "2001::/32")]


class NotPublic(Exception):
    """An address may not be asked: it isn't on the public internet, or isn't a plain web address."""


def is_public(address: str) -> bool:
    """Whether an IP address is one that anybody on the internet can reach."""
    found = ip_address(address.partition("%")[0])
    if isinstance(found, IPv6Address):
        if found.ipv4_mapped is not None:
            return is_public(str(found.ipv4_mapped))
        if any(found in network for network in _WRAPPING):
            return False
    return found.is_global and not found.is_multicast and not found.is_reserved


def resolve(host: str, port: int) -> list[str]:
    """Return the IP addresses of a host.

    Raises:
        OSError: there are none, or nobody can tell.
    """
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return list(dict.fromkeys(str(one[4][0]) for one in found))


def takes_mail(domain: str) -> Found:
    """Return whether a domain takes mail, by its MX and A records."""
    import dns.resolver  # slow to import, and most processes never look

    resolver = dns.resolver.Resolver()
    resolver.lifetime = TIMEOUT
    try:
        answer = validate_email(f"post@{domain}", check_deliverability=True, dns_resolver=resolver)
    except EmailUndeliverableError:
        return Found.NO_MAIL
    except EmailNotValidError:
        return Found.UNKNOWN
    return Found.FINE if getattr(answer, "mx", None) else Found.UNKNOWN


def usual_port(url: SplitResult) -> int | None:
    """Return the port of a web address, if it is one of the web's own: another one may be anything."""
    usual = _PORTS.get(url.scheme)
    return usual if url.port in (None, usual) else None


@dataclass(frozen=True)
class Network:
    """The way out. Tests put a double of their own in its place.

    Attributes:
        user_agent: who asks, and where to read about it.
        resolve: finds the IP addresses of a host and port.
        may_ask: whether an IP address may be asked.
        port_of: the port on which a host is asked; None for one that isn't.
        tls: what certificates are checked by.
    """

    user_agent: str
    resolve: Callable[[str, int], list[str]] = resolve
    may_ask: Callable[[str], bool] = is_public
    port_of: Callable[[SplitResult], int | None] = usual_port
    takes_mail: Callable[[str], Found] = takes_mail
    tls: ssl.SSLContext = field(default_factory=ssl.create_default_context)

    def look_at_mail(self, domain: str) -> Look:
        """Return whether mail can be sent to a domain."""
        return Look(self.takes_mail(domain))

    def look_at_page(self, url: str) -> Look:
        """Return whether a page is there, by HEAD and, where that is refused, GET; redirects are followed."""
        try:
            return self._follow(url)
        except NotPublic:
            return Look(Found.UNKNOWN)
        except ssl.SSLError:
            return Look(Found.UNSAFE)
        except socket.gaierror as error:
            return Look(Found.NO_NAME if error.errno in _NO_SUCH_NAME else Found.UNKNOWN)
        except (OSError, http.client.HTTPException) as error:
            return Look(Found.UNKNOWN if getattr(error, "errno", None) in _OURS else Found.SILENT)

    def _follow(self, url: str) -> Look:
        here, is_permanent, moved_to = url, True, None
        seen = {url}
        for _ in range(_MOST_REDIRECTS + 1):
            status, location = self._ask(here)
            if status not in _REDIRECTS or not location:
                return _judged(status, url, moved_to)
            here = urljoin(here, location)
            if here in seen:
                return Look(Found.CIRCLES)
            seen.add(here)
            is_permanent = is_permanent and status in _PERMANENT
            moved_to = here if is_permanent else moved_to
        return Look(Found.UNKNOWN)

    def _ask(self, url: str) -> tuple[int, str | None]:
        """Return the status of a page, and where it leads on to."""
        try:
            status, location = self._request("HEAD", url)
        except (http.client.HTTPException, ConnectionError):
            status, location = 405, None  # some servers hang up on what they don't know
        return self._request("GET", url) if status >= 400 else (status, location)

    def _request(self, method: str, url: str) -> tuple[int, str | None]:
        parts = urlsplit(url)
        connected = self._connect(parts)
        alarm = threading.Timer(PATIENCE, _hang_up, [connected])
        alarm.start()
        try:
            connection = http.client.HTTPConnection(parts.hostname or "", timeout=TIMEOUT)
            connection.sock = connected
            headers = {"User-Agent": self.user_agent, "Accept": "text/html,*/*;q=0.5", "Connection": "close"}
            connection.request(method, _path(parts), headers=headers | {"Host": parts.netloc})
            answer = connection.getresponse()
            return answer.status, answer.getheader("Location")
        finally:
            alarm.cancel()
            connected.close()

    def _connect(self, parts: SplitResult) -> socket.socket:
        try:
            port = self.port_of(parts)
            host = (parts.hostname or "").encode("idna").decode("ascii")
        except (ValueError, UnicodeError):
            raise NotPublic from None
        if port is None or not host or "@" in parts.netloc:
            raise NotPublic
        addresses = self.resolve(host, port)
        if not addresses or not all(map(self.may_ask, addresses)):
            raise NotPublic
        plain = socket.create_connection((addresses[0], port), timeout=TIMEOUT)
        if parts.scheme == "http":
            return plain
        try:
            return self.tls.wrap_socket(plain, server_hostname=host)
        except BaseException:
            plain.close()
            raise


def _path(parts: SplitResult) -> str:
    path = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
    return quote(path, safe="/?:@!$&'()*+,;=%-._~[]")


def _judged(status: int, url: str, moved_to: str | None) -> Look:
    if status in (404, 410):
        return Look(Found.NOT_FOUND if status == 404 else Found.GONE)
    if status >= 500:
        return Look(Found.BROKEN)
    if moved_to is not None and has_moved(url, moved_to):
        return Look(Found.MOVED, moved_to[:500])
    return Look(Found.FINE)  # a page that refuses us, with 403 or 429, is there for people


def _hang_up(connected: Any) -> None:
    with contextlib.suppress(OSError):
        connected.shutdown(socket.SHUT_RDWR)
