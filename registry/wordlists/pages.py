"""The word lists, and the file of all of them."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from litestar import Response
from litestar.di import NamedDependency
from litestar.exceptions import NotFoundException
from litestar.params import FromPath
from sqlalchemy.orm import Session

from registry import overlay
from registry.access import Actor, Permission, require
from registry.web.http import Request, get
from registry.web.paging import Paging, page_number
from registry.web.templates import page
from registry.wordlists import entries, export, kinds

HERE = "/administration/ordlister"
_PAGE = 100
_MOST_TYPED = 100


@get("/administration/ordlister")
def lists(request: Request, actor: NamedDependency[Actor], db: NamedDependency[Session]) -> Response[bytes]:
    """List the entries of one kind, or those that are edited here."""
    require(actor, Permission.ADMINISTER)
    query = request.query_params
    known = (*kinds.KINDS, entries.EDITED)
    kind = next((one for one in known if one == query.get("vis")), kinds.KINDS[0])
    text = str(query.get("q") or "")[:_MOST_TYPED].strip()
    found = entries.rows(db, kind, text)
    paging = Paging.of(page_number(query.get("side")), _PAGE, len(found))

    def url(number: int = 1, under: str = kind) -> str:
        asked = {"vis": under, "q": text, "side": str(number) if number > 1 else ""}
        return f"{HERE}?{urlencode({name: value for name, value in asked.items() if value})}"

    return page(
        request,
        "wordlists/lists.html",
        kind=kind,
        known=known,
        titles={**{one: kinds.title(one) for one in kinds.KINDS}},
        about="" if kind == entries.EDITED else kinds.about(kind),
        may_grow=kind in kinds.GROWING,
        totals=entries.totals(db),
        rows=found[paging.offset : paging.offset + paging.size],
        paging=paging,
        text=text,
        url=url,
        set_aside=overlay.state(db).set_aside,
        files=export.names(),
    )


@get("/administration/ordlister/toml")
def toml(request: Request, actor: NamedDependency[Actor], db: NamedDependency[Session]) -> Response[bytes]:
    """Give all the files of the vocabulary, with the edits in them."""
    require(actor, Permission.ADMINISTER)
    return _download(export.archive(db), "ordlister.zip", "application/zip")


@get("/administration/ordlister/toml/{name:path}")
def toml_file(
    request: Request, actor: NamedDependency[Actor], db: NamedDependency[Session], name: FromPath[str]
) -> Response[bytes]:
    """Give one file of the vocabulary, with the edits in it."""
    require(actor, Permission.ADMINISTER)
    asked = str(name).strip("/")
    written = export.file(db, asked)
    if written is None:
        raise NotFoundException
    return _download(written.encode(), asked.rpartition("/")[2], "application/toml; charset=utf-8")


def _download(content: bytes, name: str, media_type: str) -> Response[Any]:
    return Response(
        content,
        media_type=media_type,
        headers={"content-disposition": f'attachment; filename="{name}"', "cache-control": "no-store"},
    )


handlers = [lists, toml, toml_file]
