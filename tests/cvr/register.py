"""A stand-in for the CVR register's distribution service: Elasticsearch over HTTP, as it answers there.

It holds whole documents, lets in one user, finds by the number alone, and sends only the fields that are asked for.
"""

from __future__ import annotations

import base64
import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

USER, PASSWORD = "Sammen_CVR_I_SKYEN", "hemmelig: æøå"
PATH = "/cvr-permanent/virksomhed/_search"


def document(number: int, name: str, **more: Any) -> dict[str, Any]:
    """Return an organisation as the register keeps it; with what it may leave empty left empty."""
    period = {"gyldigFra": "1998-03-12", "gyldigTil": more.get("until")}
    address = {
        "landekode": "DK",
        "fritekst": None,
        "vejkode": 8888,
        "kommune": {"kommuneKode": 851, "kommuneNavn": "AALBORG", "periode": period, "sidstOpdateret": None},
        "husnummerFra": 12,
        "husnummerTil": None,
        "bogstavFra": "B",
        "bogstavTil": None,
        "etage": "1",
        "sidedoer": "tv",
        "conavn": None,
        "postboks": None,
        "vejnavn": "Eksempelvej",
        "bynavn": None,
        "postnummer": 9400,
        "postdistrikt": "Nørresundby",
        "periode": period,
        "sidstOpdateret": "2014-11-03T00:00:00.000+01:00",
    }
    named = {"navn": name, "periode": period, "sidstOpdateret": "2014-03-12T12:03:30.000+01:00"}
    kind = {
        "virksomhedsformkode": 115,
        "kortBeskrivelse": "FFO",
        "langBeskrivelse": "Forening",
        "ansvarligDataleverandoer": "T&S",
        "periode": period,
        "sidstOpdateret": "2016-03-12T12:03:30.000+01:00",
    }
    industry = {"branchekode": "931200", "branchetekst": "Sportsklubber", "periode": period, "sidstOpdateret": None}
    return {
        "cvrNummer": number,
        "regNummer": [],
        "brancheAnsvarskode": None,
        "reklamebeskyttet": True,
        "navne": [named],
        "binavne": [],
        "beliggenhedsadresse": [address],
        "telefonNummer": [],
        "elektroniskPost": [],
        "livsforloeb": [{"periode": period, "sidstOpdateret": "2014-03-12T12:03:30.000+01:00"}],
        "hovedbranche": [industry],
        "enhedsNummer": 4002028630,
        "enhedstype": "VIRKSOMHED",
        "virksomhedMetadata": {
            "nyesteNavn": named,
            "nyesteVirksomhedsform": kind if more.get("full", True) else None,
            "nyesteBeliggenhedsadresse": address if more.get("full", True) else None,
            "nyesteHovedbranche": industry if more.get("full", True) else None,
            "nyesteBibranche1": None,
            "nyesteStatus": None,
            "nyesteKontaktoplysninger": [],
            "antalPenheder": 1,
            "sammensatStatus": more.get("status", "NORMAL"),
            "stiftelsesDato": "1998-03-12",
            "virkningsDato": "1998-03-12",
        },
        "samtId": 12,
        "fejlRegistreret": False,
        "dataAdgang": 0,
    }


@dataclass
class Register:
    """The stand-in while it runs.

    Attributes:
        url: what `REGISTRY_CVR_URL` is set to.
        companies: the documents, by number.
        asked: the bodies of the questions it was asked.
        mood: how it answers: "", "slow", "broken", "away", "elsewhere" or "other shape".
        released: set it to let slow answers go.
    """

    url: str
    companies: dict[int, dict[str, Any]] = field(default_factory=dict)
    asked: list[dict[str, Any]] = field(default_factory=list)
    mood: str = ""
    released: threading.Event = field(default_factory=threading.Event)

    def add(self, number: int, name: str, **more: Any) -> None:
        """Let the register know an organisation."""
        self.companies[number] = document(number, name, **more)


@contextmanager
def running() -> Iterator[Register]:
    """Run the stand-in on a port of its own."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), _Handler)
    server.daemon_threads = True
    register = Register(f"http://127.0.0.1:{server.server_port}/cvr-permanent")
    server.register = register  # type: ignore[attr-defined]
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
    thread.start()
    try:
        yield register
    finally:
        register.released.set()
        server.shutdown()
        server.server_close()


class _Handler(BaseHTTPRequestHandler):
    def log_message(self, *_args: Any) -> None:
        pass

    def do_GET(self) -> None:
        self._send(405, {"error": "Incorrect HTTP method for uri, allowed: [POST]", "status": 405})

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
        register: Register = self.server.register  # type: ignore[attr-defined]
        wanted = base64.b64encode(f"{USER}:{PASSWORD}".encode()).decode()
        if self.headers.get("Authorization") != f"Basic {wanted}":
            self.send_response(401)
            self.send_header("WWW-Authenticate", 'Basic realm="CVR"')
            self.send_header("Content-Length", "0")
            self.end_headers()
            return
        if self.path != PATH:
            self._send(404, {"error": f"IndexMissingException[[{self.path}] missing]", "status": 404})
            return
        self._answer(register, body)

    def _answer(self, register: Register, body: bytes) -> None:
        if register.mood == "slow":
            register.released.wait(30)
        if register.mood == "away":
            self._send(503, {"error": "ClusterBlockException[blocked by: [SERVICE_UNAVAILABLE]]", "status": 503})
            return
        if register.mood == "elsewhere":
            self.send_response(302)
            self.send_header("Location", f"{register.url}/andetsteds")
            self.send_header("Content-Length", "0")
            self.end_headers()
            return
        if register.mood == "broken":
            self._send_bytes(200, b'{"took": 3, "hits": {"total": 1, "hi')
            return
        if register.mood == "other shape":
            self._send(
                200, {"took": 1, "hits": {"total": 1, "hits": [{"_source": {"Vrvirksomhed": {"cvrNummer": "x"}}}]}}
            )
            return
        try:
            question = json.loads(body)
            number = question["query"]["term"]["Vrvirksomhed.cvrNummer"]
        except (ValueError, KeyError):
            self._send(400, {"error": "SearchPhaseExecutionException[Failed to execute phase [query]]", "status": 400})
            return
        register.asked.append(question)
        found = register.companies.get(number)
        hits = [_hit(found, question.get("_source"))] if found and question.get("size", 10) else []
        self._send(
            200,
            {
                "took": 2,
                "timed_out": False,
                "_shards": {"total": 6, "successful": 6, "skipped": 0, "failed": 0},
                "hits": {"total": len(hits), "max_score": 12.04 if hits else None, "hits": hits},
            },
        )

    def _send(self, status: int, answer: dict[str, Any]) -> None:
        self._send_bytes(status, json.dumps(answer).encode())

    def _send_bytes(self, status: int, answer: bytes) -> None:
        self.send_response(status)
        self.send_header("Content-Type", "application/json; charset=UTF-8")
        self.send_header("Content-Length", str(len(answer)))
        self.end_headers()
        self.wfile.write(answer)


def _hit(found: dict[str, Any], fields: list[str] | None) -> dict[str, Any]:
    whole = {"Vrvirksomhed": found}
    return {
        "_index": "cvr-v-20220630",
        "_type": "_doc",
        "_id": str(found["enhedsNummer"]),
        "_score": 12.04,
        "_source": whole if fields is None else _only(whole, [one.split(".") for one in fields]),
    }


def _only(thing: Any, paths: list[list[str]]) -> Any:
    """Return what stands at the paths of a document, as Elasticsearch filters `_source`."""
    if any(not path for path in paths):
        return thing
    if isinstance(thing, list):
        return [_only(one, paths) for one in thing]
    if not isinstance(thing, dict):
        return thing
    kept = {}
    for name, value in thing.items():
        below = [path[1:] for path in paths if path[0] == name]
        if below and (not all(below) or value is None or isinstance(value, (dict, list))):
            kept[name] = _only(value, below) if value is not None else None
        elif below and any(not path for path in below):
            kept[name] = value
    return kept
