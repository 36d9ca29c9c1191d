"""Bringing offers in from a spreadsheet: a file, its columns, every row as an offer, and then all of them or none.

Each step is a page of its own. The table waits in the database in between (`uploads.py`).
"""

from __future__ import annotations

from typing import Any

from litestar import Response
from litestar.datastructures import FormMultiDict, UploadFile
from litestar.di import NamedDependency
from litestar.exceptions.http_exceptions import RequestEntityTooLarge
from litestar.params import FromPath
from sqlalchemy.orm import Session

from registry.access import Actor, Permission, require
from registry.i18n import gettext as _
from registry.interop import actions, columns, offers_table, own_offers, table_file, uploads
from registry.interop.models import ImportUpload
from registry.interop.offers_file import BadFile, Problem
from registry.interop.previewing import Preview
from registry.interop.progress import bring_in
from registry.partners import queries as partner_queries
from registry.partners.models import Organisation
from registry.web import clock, flash
from registry.web.forms import Form
from registry.web.http import Request, get, post
from registry.web.paging import page_number
from registry.web.templates import go_to, page
from registry.web.transactions import LOOKING

GIVEN_UP = flash.message("import-opgivet", lambda: _("Filen er slettet her. Intet er hentet ind."))
PARTNERS, ADMINISTRATORS = "/mine/regneark", "/administration/regneark"
#: Cells of each column that are shown when it is asked what the column is.
_SHOWN_CELLS = 3


def _too_large(request: Request, _error: Exception) -> Response[bytes]:
    """Say so on the page that the file was sent from; nobody was asked who sent it, so it offers no more than that."""
    return page(
        request, "interop/too_large.html", status_code=413, back=request.url.path, message=table_file.too_large()
    )


#: A file with its form around it.
_UPLOADING: dict[str, Any] = {
    "request_max_body_size": table_file.LARGEST + 100_000,
    "exception_handlers": {RequestEntityTooLarge: _too_large},
}


@get(PARTNERS)
def partners(request: Request, actor: NamedDependency[Actor], db: NamedDependency[Session]) -> Response[Any]:
    """Show a partner how their offers come in and out by spreadsheet."""
    require(actor, Permission.WRITE_OFFER)
    if elsewhere := partner_queries.address_without_organisation(actor):
        return go_to(request, elsewhere)
    return _draw(request, db, actor, PARTNERS)


@post(PARTNERS, **_UPLOADING)
def upload_own(
    request: Request,
    actor: NamedDependency[Actor],
    db: NamedDependency[Session],
    posted: NamedDependency[FormMultiDict],
) -> Response[Any]:
    """Take a partner's file."""
    require(actor, Permission.WRITE_OFFER)
    if elsewhere := partner_queries.address_without_organisation(actor):
        return go_to(request, elsewhere)
    only = next(iter(actor.organisations)) if len(actor.organisations) == 1 else ""
    organisation = db.get(Organisation, str(posted.get("organisation") or only))
    if organisation is None:
        form: Form[Any] = Form(errors={"organisation": _("Vælg den organisation, der står bag tilbuddene")})
        return _draw(request, db, actor, PARTNERS, form)
    return _take(request, db, actor, posted, PARTNERS, organisation)


@get(ADMINISTRATORS)
def administrators(request: Request, actor: NamedDependency[Actor], db: NamedDependency[Session]) -> Response[bytes]:
    """Show an administrator how offers come in and out by spreadsheet."""
    require(actor, Permission.ADMINISTER)
    return _draw(request, db, actor, ADMINISTRATORS)


@post(ADMINISTRATORS, **_UPLOADING)
def upload_any(
    request: Request,
    actor: NamedDependency[Actor],
    db: NamedDependency[Session],
    posted: NamedDependency[FormMultiDict],
) -> Response[Any]:
    """Take an administrator's file."""
    require(actor, Permission.ADMINISTER)
    return _take(request, db, actor, posted, ADMINISTRATORS, None)


@get("/regneark/{upload_id:str}/kolonner")
def ask_columns(
    request: Request, actor: NamedDependency[Actor], db: NamedDependency[Session], upload_id: FromPath[str]
) -> Response[bytes]:
    """Ask what each column is."""
    upload, organisation = uploads.own(db, actor, upload_id, now=clock.now())
    return _draw_columns(request, upload, organisation, Form())


@post("/regneark/{upload_id:str}/kolonner")
def choose_columns(
    request: Request,
    actor: NamedDependency[Actor],
    db: NamedDependency[Session],
    upload_id: FromPath[str],
    posted: NamedDependency[FormMultiDict],
) -> Response[Any]:
    """Keep what each column is."""
    now = clock.now()
    upload, organisation = uploads.own(db, actor, upload_id, now=now)
    chosen = [str(posted.get(f"kolonne.{n}", "")) for n in range(len(upload.keys))]
    upload.keys = [key if key in columns.BY_KEY else "" for key in chosen]
    form: Form[Any] = Form()
    for n, key in enumerate(upload.keys):
        if key and key in upload.keys[:n]:
            told = _("”%(column)s” er valgt for to kolonner. Vælg en af dem.") % {"column": columns.header(key)}
            form.errors[f"kolonne.{n}"] = told
    for problem in offers_table.missing_columns(upload.keys, uploads.required(organisation)):
        unused = [f"kolonne.{n}" for n, key in enumerate(upload.keys) if not key and f"kolonne.{n}" not in form.errors]
        if unused:
            told = _("Vælg, hvilken kolonne der er ”%(column)s”. Er der ingen, så skriv den i filen.")
            form.errors[unused[0]] = told % {"column": columns.header(problem.field)}
        else:
            form.errors[f"mangler.{problem.field}"] = problem.reason
    if form.errors:
        db.expunge(upload)
        return _draw_columns(request, upload, organisation, form)
    uploads.choose(upload, upload.keys, now=now)
    return go_to(request, f"/regneark/{upload.id}")


@get("/regneark/{upload_id:str}")
def preview(
    request: Request, actor: NamedDependency[Actor], db: NamedDependency[Session], upload_id: FromPath[str]
) -> Response[Any]:
    """Show every row as an offer, with what is wrong at each cell."""
    now = clock.now()
    upload, organisation = uploads.own(db, actor, upload_id, now=now)
    if any(offers_table.missing_columns(upload.keys, uploads.required(organisation))):
        return go_to(request, f"/regneark/{upload.id}/kolonner")
    reading = uploads.reading_of(upload, organisation)
    conflicts = [
        *(own_offers.conflicts(db, organisation, reading.offers) if organisation else actions.conflicts(db, reading))
    ]
    shown = Preview(
        reading, tuple(conflicts), now, may_submit=organisation is not None, asked=request.query_params.get("vis", "")
    )
    return page(
        request,
        "interop/preview.html",
        headers={"cache-control": "no-store"},
        upload=upload,
        organisation=organisation,
        back=PARTNERS if organisation else ADMINISTRATORS,
        preview=shown,
        paging=shown.paging(page_number(request.query_params.get("side"))),
    )


@post("/regneark/{upload_id:str}", dependencies=LOOKING, uncompressed=True)
def confirm(
    request: Request,
    actor: NamedDependency[Actor],
    db: NamedDependency[Session],
    upload_id: FromPath[str],
    posted: NamedDependency[FormMultiDict],
) -> Response[Any]:
    """Bring all of it in, and show how far it is."""
    upload, organisation = uploads.own(db, actor, upload_id, now=clock.now())
    reading = uploads.reading_of(upload, organisation)
    if reading.problems or not reading.offers:
        return go_to(request, f"/regneark/{upload.id}")
    return bring_in(request, actor, upload, organisation, reading.offers, how=str(posted.get("how", "")))


@post("/regneark/{upload_id:str}/fortryd")
def give_up(
    request: Request, actor: NamedDependency[Actor], db: NamedDependency[Session], upload_id: FromPath[str]
) -> Response[Any]:
    """Forget the file."""
    upload, organisation = uploads.own(db, actor, upload_id, now=clock.now())
    uploads.spend(db, upload.id)
    return go_to(request, PARTNERS if organisation else ADMINISTRATORS, GIVEN_UP)


def _take(
    request: Request, db: Session, actor: Actor, posted: FormMultiDict, here: str, organisation: Organisation | None
) -> Response[Any]:
    file = posted.get("file")
    if not isinstance(file, UploadFile) or not file.filename:
        form: Form[Any] = Form(errors={"file": _("Vælg en fil")})
        return _draw(request, db, actor, here, form)
    try:
        table = table_file.read(file.file.read(), offers_table.judge)
    except BadFile as error:
        return _draw(request, db, actor, here, problems=error.problems)
    upload = uploads.keep(db, actor, organisation, table, file.filename, now=clock.now())
    is_clear = all(upload.keys) and not any(offers_table.missing_columns(upload.keys, uploads.required(organisation)))
    return go_to(request, f"/regneark/{upload.id}" + ("" if is_clear else "/kolonner"))


def _draw(
    request: Request,
    db: Session,
    actor: Actor,
    here: str,
    form: Form[Any] | None = None,
    problems: list[Problem] | None = None,
) -> Response[bytes]:
    form = form or Form()
    mine = here == PARTNERS
    return page(
        request,
        "interop/spreadsheets.html",
        status_code=422 if problems else form.status,
        here=here,
        form=form,
        problems=problems or [],
        choices=[(one.id, one.name) for one in partner_queries.summaries(db, actor.organisations)] if mine else [],
        mine=mine,
        most_rows=table_file.MOST_ROWS,
        most_megabytes=table_file.LARGEST // 1_000_000,
    )


def _draw_columns(
    request: Request, upload: ImportUpload, organisation: Organisation | None, form: Form[Any]
) -> Response[bytes]:
    table = uploads.table_of(upload)
    samples = [
        [str(row.cells[n]) for row in table.rows if row.cells[n] not in (None, "")][:_SHOWN_CELLS]
        for n in range(len(table.headers))
    ]
    return page(
        request,
        "interop/columns.html",
        status_code=form.status,
        headers={"cache-control": "no-store"},
        upload=upload,
        organisation=organisation,
        back=PARTNERS if organisation else ADMINISTRATORS,
        form=form,
        sheet=table.sheet,
        columns=list(zip(table.headers, samples, upload.keys, strict=True)),
        options=[(column.key, columns.header(column.key)) for column in columns.COLUMNS if column.kind != "told"],
    )


handlers = [partners, upload_own, administrators, upload_any, ask_columns, choose_columns, preview, confirm, give_up]
