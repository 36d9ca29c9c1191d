"""Beginning a policy framework, and writing what it is: in the page, or as a TOML file."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from litestar import Response
from litestar.datastructures import FormMultiDict, UploadFile
from litestar.di import NamedDependency
from litestar.params import FromPath
from sqlalchemy.orm import Session

from registry import vocabulary
from registry.access import Actor, Permission, require
from registry.i18n import current_locale
from registry.i18n import gettext as _
from registry.policy import actions, forms, opened, problems, toml_file
from registry.policy.document import Document
from registry.policy.models import PolicyDraft
from registry.policy.opened import URL, Opened
from registry.policy.problems import Problem
from registry.web import clock, flash
from registry.web.forms import Form
from registry.web.http import Request, get, post
from registry.web.screening import cpr_message, without_cpr
from registry.web.templates import go_to, page

#: The kind of framework that is most often made anew.
_USUAL = "policy"
#: Fields that are said when it is published.
_LATER = ("valid_from", "replaced_until")

STARTED = flash.message("ramme-begyndt", lambda: _("Kladden er gemt. Ingen andre end administratorer kan se den."))
SAVED = flash.message("ramme-gemt", lambda: _("Gemt."))
NOT_A_DRAFT = flash.warning("ramme-ikke-kladde", lambda: _("Politikken er udgivet og kan ikke rettes her."))


@get(f"{URL}/ny")
def new(request: Request, actor: NamedDependency[Actor]) -> Response[bytes]:
    """Ask what the framework is, or for its file."""
    require(actor, Permission.ADMINISTER)
    older = problems.could_replace(_USUAL, vocabulary.current())
    entry = {"kind": _USUAL} | ({"replaces": older.id} if older else {})
    return _draw(request, forms.show(entry, forms.OF_FRAMEWORK))


@post(f"{URL}/ny")
def start(
    request: Request,
    actor: NamedDependency[Actor],
    db: NamedDependency[Session],
    posted: NamedDependency[FormMultiDict],
) -> Response[Any]:
    """Begin a draft in the page."""
    require(actor, Permission.ADMINISTER)
    form, entry = forms.read(posted, forms.OF_FRAMEWORK)
    document: Document = {"framework": entry, "element": [], "crosswalk": []}
    _check(form, document)
    if form.errors:
        return _draw(request, form)
    try:
        draft = actions.start(db, actor, document, now=clock.now())
    except actions.Taken:
        return _draw(request, form.reject("id", _taken()))
    return go_to(request, f"{URL}/{draft.framework}", STARTED)


@post(f"{URL}/ny/fil")
def upload(
    request: Request,
    actor: NamedDependency[Actor],
    db: NamedDependency[Session],
    posted: NamedDependency[FormMultiDict],
) -> Response[Any]:
    """Begin a draft with a file, uploaded or pasted."""
    require(actor, Permission.ADMINISTER)
    text, document, found, form = _read_file(posted)
    if document is None:
        return _draw_file(request, text, found, form)
    try:
        draft = actions.start(db, actor, document, now=clock.now())
    except actions.Taken:
        return _draw_file(request, text, found, form.reject("text", _taken()))
    return go_to(request, f"{URL}/{draft.framework}", STARTED)


@get(f"{URL}/{{id_:str}}/ramme")
def fields(
    request: Request, actor: NamedDependency[Actor], db: NamedDependency[Session], id_: FromPath[str]
) -> Response[Any]:
    """Show what the framework is, to be changed."""
    found = opened.find(db, actor, id_, clock.today())
    if not found.is_draft:
        return go_to(request, found.url, NOT_A_DRAFT)
    return _draw(request, forms.show(found.document["framework"], forms.OF_FRAMEWORK), found)


@post(f"{URL}/{{id_:str}}/ramme")
def save_fields(
    request: Request,
    actor: NamedDependency[Actor],
    db: NamedDependency[Session],
    id_: FromPath[str],
    posted: NamedDependency[FormMultiDict],
) -> Response[Any]:
    """Save what the framework is; its elements follow it to a new id."""
    found = opened.find(db, actor, id_, clock.today())
    if found.draft is None or not found.is_draft:
        return go_to(request, found.url, NOT_A_DRAFT)
    form, entry = forms.read(posted, forms.OF_FRAMEWORK)
    kept = {name: found.document["framework"][name] for name in _LATER if name in found.document["framework"]}
    elements = [{**one, "framework": entry.get("id")} for one in found.document["element"]]
    document = found.document | {"framework": entry | kept, "element": elements}
    _check(form, document)
    if form.errors:
        return _draw(request, form, found)
    try:
        save(db, actor, found.draft, document, posted)
    except actions.Taken:
        return _draw(request, form.reject("id", _taken()), found)
    except actions.Changed:
        return _draw(request, form.reject("", _faster()), found, status_code=409)
    return go_to(request, f"{URL}/{found.draft.framework}", SAVED)


@get(f"{URL}/{{id_:str}}/fil")
def file(
    request: Request, actor: NamedDependency[Actor], db: NamedDependency[Session], id_: FromPath[str]
) -> Response[Any]:
    """Show the whole draft as a TOML file, to be changed."""
    found = opened.find(db, actor, id_, clock.today())
    if not found.is_draft:
        return go_to(request, found.url, NOT_A_DRAFT)
    return _draw_file(request, toml_file.write(found.document), [], Form(), found)


@post(f"{URL}/{{id_:str}}/fil")
def save_file(
    request: Request,
    actor: NamedDependency[Actor],
    db: NamedDependency[Session],
    id_: FromPath[str],
    posted: NamedDependency[FormMultiDict],
) -> Response[Any]:
    """Replace the draft by what the file says."""
    found = opened.find(db, actor, id_, clock.today())
    if found.draft is None or not found.is_draft:
        return go_to(request, found.url, NOT_A_DRAFT)
    text, document, wrong, form = _read_file(posted)
    if document is None:
        return _draw_file(request, text, wrong, form, found)
    try:
        save(db, actor, found.draft, document, posted)
    except actions.Taken:
        return _draw_file(request, text, wrong, form.reject("text", _taken()), found)
    except actions.Changed:
        return _draw_file(request, text, wrong, form.reject("", _faster()), found, status_code=409)
    return go_to(request, f"{URL}/{found.draft.framework}", SAVED)


def save(db: Session, actor: Actor, draft: PolicyDraft, document: Document, posted: FormMultiDict) -> None:
    """Save a draft, unless it was changed since the page with the posted form was opened.

    Raises:
        Taken: there is another framework with its new id.
        Changed: somebody else was faster.
    """
    seen = str(posted.get("revision") or "")
    if seen != str(draft.revision):
        raise actions.Changed
    actions.save(db, actor, draft, document, now=clock.now())


def _read_file(posted: FormMultiDict) -> tuple[str, Document | None, list[Problem], Form[Any]]:
    """Return the text, what it says if that can be kept, what is missing or wrong in it, and its form."""
    form: Form[Any] = Form()
    text = _uploaded(posted.get("file"), form) or str(posted.get("text") or "")
    text, had_cpr = without_cpr(text)
    if had_cpr:
        form.reject("text", cpr_message())
    if not text.strip() and not form.errors:
        form.reject("file", _("Vælg en fil, eller sæt dens tekst ind."))
    if form.errors:
        return text, None, [], form
    try:
        document, lines = toml_file.read(text)
    except toml_file.Unreadable as unreadable:
        message = str(unreadable)
        if unreadable.line:
            message = _("Linje %(line)s: %(message)s") % {"line": unreadable.line, "message": message}
        return text, None, [], form.reject("text", message)
    document = actions.whole(document)
    found = problems.find(document, vocabulary.current(), lines)
    if not document["framework"].get("id") or any(not one.is_hole for one in found):
        form.reject("text", _("Filen er ikke gemt. Ret det, der står herunder, og prøv igen."))
        return text, None, found, form
    return text, document, found, form


def _uploaded(file: object, form: Form[Any]) -> str:
    if not isinstance(file, UploadFile) or not file.filename:
        return ""
    try:
        return file.file.read().decode("utf-8-sig").replace("\0", "")
    except UnicodeDecodeError:
        form.reject("file", _("Filen er ikke en tekst i UTF-8. Gem den som TOML i UTF-8, og prøv igen."))
        return ""


def _check(form: Form[Any], document: Document) -> None:
    """Refuse what is wrong about the framework itself; holes may stay, but for its id and its name."""
    forms.refuse(form, [one for one in problems.find(document, vocabulary.current()) if one.part == "framework"])
    for name, message in (("id", _("Skriv et id, for eksempel bup-2026.")), ("title_da", _("Skriv politikkens navn."))):
        if not form.values[name] and name not in form.errors:
            form.reject(name, message)


def _taken() -> str:
    return _("Der er allerede en politik med det id. Find på et andet, for eksempel med årstal.")


def _faster() -> str:
    return _("En anden har rettet imens. Hold dit op mod det, der nu er gemt, før du gemmer igen.")


def _draw(
    request: Request, form: Form[Any], framework: Opened | None = None, status_code: int | None = None
) -> Response[bytes]:
    frameworks = [
        (one.id, f"{one.label(current_locale())} ({one.id})") for one in vocabulary.current().frameworks.values()
    ]
    return page(
        request,
        "policy/fields.html",
        status_code=status_code or form.status,
        form=form,
        framework=framework,
        frameworks=frameworks,
        kinds=sorted({one.kind for one in vocabulary.current().frameworks.values()}),
    )


def _draw_file(
    request: Request,
    text: str,
    found: Sequence[Problem],
    form: Form[Any],
    framework: Opened | None = None,
    status_code: int | None = None,
) -> Response[bytes]:
    form.values["text"] = text
    return page(
        request,
        "policy/file.html",
        status_code=status_code or form.status,
        form=form,
        problems=found,
        framework=framework,
    )


handlers = [new, start, upload, fields, save_fields, file, save_file]
