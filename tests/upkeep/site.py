"""A small web server that behaves in every way a page can, and a way out that leads to it alone."""

from __future__ import annotations

import threading
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from registry.upkeep.asking import Network

#: What each path answers: a status, and where it leads on to.
PAGES: dict[str, tuple[int, str | None]] = {
    "/": (200, None),
    "/borte": (404, None),
    "/slettet": (410, None),
    "/fejl": (500, None),
    "/optaget": (429, None),
    "/flyttet": (301, "/ny-side"),
    "/ny-side": (200, None),
    "/midlertidigt": (302, "/ny-side"),
    "/til-borte": (302, "/borte"),
    "/ring": (302, "/ring-2"),
    "/ring-2": (302, "/ring"),
    "/ind": (302, "http://hemmelig.example/"),
    "/skråt": (200, None),
}


class Site:
    """The server: which requests came, and how to reach it by any name."""

    def __init__(self, port: int) -> None:
        self.port = port
        self.requests: list[tuple[str, str]] = []
        self.agents: set[str] = set()
        self.looked_up: Counter[str] = Counter()
        #: Names that lead somewhere else than to this server.
        self.names: dict[str, list[str]] = {}

    def network(self) -> Network:
        """Return a way out on which every name is this server's, at the port where it listens."""
        return Network(
            "Sammen/1 (test)",
            resolve=self._resolve,
            may_ask=lambda address: address == "127.0.0.1",
            port_of=lambda _url: self.port,
        )

    def _resolve(self, host: str, _port: int) -> list[str]:
        self.looked_up[host] += 1
        return self.names.get(host, ["127.0.0.1"])


@contextmanager
def site() -> Iterator[Site]:
    """Run the server."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            found.requests.append((self.command, self.path))
            found.agents.add(self.headers["User-Agent"])
            if self.path == "/kun-get" and self.command == "HEAD":
                status, location = 405, None
            else:
                status, location = PAGES.get(self.path, (200, None))
            self.send_response(status)
            if location:
                self.send_header("Location", location)
            self.send_header("Content-Length", "0")
            self.end_headers()

        do_HEAD = do_GET  # noqa: N815  the server's name for it

        def log_message(self, *_args: object) -> None:
            """Say nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    found = Site(server.server_port)
    threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True).start()
    try:
        yield found
    finally:
        server.shutdown()
        server.server_close()
