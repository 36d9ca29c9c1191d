"""Taking offers out of the registry as a file: one's own, what a search found, or all of them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from litestar.di import NamedDependency
from litestar.params import FromPath
from litestar.response import Stream
from sqlalchemy.orm import Session

from registry.access import Actor, Hidden, Permission, require
from registry.i18n import gettext as _
from registry.interop import leaving, template_file, writing
from registry.interop.leaving import Leaving
from registry.matching import live
from registry.matching.whole import found_ids
from registry.matching.wish import Wish
from registry.web import clock
from registry.web.http import Request, get
from registry.web.transactions import database_of


@get("/mine/hent/{form:str}", uncompressed=True)
def own(request: Request, actor: NamedDependency[Actor], form: FromPath[str]) -> Stream:
    """Send a partner all offers of their organisations, drafts too."""
    require(actor, Permission.WRITE_OFFER)
    return _send(request, form, _("tilbud"), lambda db: leaving.own(db, actor.organisations))


@get("/find/hent/{form:str}", uncompressed=True)
def found(request: Request, actor: NamedDependency[Actor], form: FromPath[str]) -> Stream:
    """Send the published offers that fit the chips in the URL, best first; all of them without chips."""
    require(actor, Permission.HAVE_ACCOUNT)
    wish = Wish.from_query(request.query_params.multi_items())
    now = clock.now()

    def offers(db: Session) -> Iterator[Leaving]:
        return leaving.found(db, found_ids(live.current(db), wish, now=now)) if wish else leaving.live(db)

    return _send(request, form, _("tilbud"), offers)


@get("/administration/hent/{form:str}", uncompressed=True)
def everything(request: Request, actor: NamedDependency[Actor], form: FromPath[str]) -> Stream:
    """Send an administrator every offer, with where it stands."""
    require(actor, Permission.ADMINISTER)
    return _send(request, form, _("tilbud"), leaving.everything)


@get("/regneark/skabelon/{form:str}", uncompressed=True)
def template(request: Request, form: FromPath[str]) -> Stream:
    """Send an empty table to fill in, with a row that shows how."""
    if form not in template_file.FORMS:
        raise Hidden
    return _file(template_file.FORMS[form](), form, _("skabelon"))


def _send(request: Request, form: str, name: str, offers: Callable[[Session], Iterator[Leaving]]) -> Stream:
    if form not in writing.MEDIA_TYPES:
        raise Hidden

    def written() -> Iterator[bytes]:
        with database_of(request).reading() as db:
            yield from writing.write(form, offers(db))

    return _file(written(), form, f"{name}-{clock.today().isoformat()}")


def _file(content: Iterator[bytes], form: str, name: str) -> Stream:
    headers: dict[str, Any] = {
        "content-disposition": f'attachment; filename="sammen-{name}.{form}"',
        "cache-control": "no-store",
    }
    return Stream(content, media_type=writing.MEDIA_TYPES[form], headers=headers)


handlers = [own, found, everything, template]
