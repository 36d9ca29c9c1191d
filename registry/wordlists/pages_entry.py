"""One entry: its form, what a change would do before it is made, and the way back to what the package says."""

from __future__ import annotations

from typing import Any

from litestar import Response
from litestar.datastructures import FormMultiDict
from litestar.di import NamedDependency
from litestar.exceptions import NotFoundException
from litestar.params import FromPath
from sqlalchemy.orm import Session

from registry import overlay, vocabulary
from registry.access import Actor, Permission, require
from registry.i18n import gettext as _
from registry.overlay import actions, changes
from registry.vocabulary import Place, Vocabulary
from registry.web import clock, flash
from registry.web.forms import Form, typed_text
from registry.web.http import Request, get, post
from registry.web.templates import go_to, page
from registry.wordlists import calls, entries, forms, kinds
from registry.wordlists.pages import HERE
from registry.wordlists.preview import Preview, preview
from registry.wordlists.told import Told, names, note, told
from registry.wordlists.warnings import warnings

SAVED = flash.message("ordliste-gemt", lambda: _("Rettelsen gælder nu. Den kan fortrydes under Rettelser."))
SET_BACK = flash.message("ordliste-sat-tilbage", lambda: _("Nu gælder det, der stod fra begyndelsen, igen."))
NOTHING = flash.message("ordliste-intet", lambda: _("Der var ikke noget at rette."))
_MOST_OWN = 500
_STORY = 10


@get("/administration/ordlister/{kind:str}/{entry_id:str}")
def entry(
    request: Request,
    actor: NamedDependency[Actor],
    db: NamedDependency[Session],
    kind: FromPath[str],
    entry_id: FromPath[str],
) -> Response[bytes]:
    """Show an entry's form."""
    found = _found(db, actor, kind, entry_id)
    return _draw(request, db, kind, found, Form.showing(found.values))


@post("/administration/ordlister/{kind:str}/{entry_id:str}")
def change(
    request: Request,
    actor: NamedDependency[Actor],
    db: NamedDependency[Session],
    kind: FromPath[str],
    entry_id: FromPath[str],
    posted: NamedDependency[FormMultiDict],
) -> Response[Any]:
    """Show what the typed change would do, or make it."""
    found = _found(db, actor, kind, entry_id)
    return _changed(request, actor, db, kind, found, posted)


@get("/administration/ordlister/ny/{kind:str}")
def new(
    request: Request, actor: NamedDependency[Actor], db: NamedDependency[Session], kind: FromPath[str]
) -> Response[bytes]:
    """Show the form for a new entry."""
    _may_grow(actor, kind)
    return _draw(request, db, kind, None, Form())


@post("/administration/ordlister/ny/{kind:str}")
def add(
    request: Request,
    actor: NamedDependency[Actor],
    db: NamedDependency[Session],
    kind: FromPath[str],
    posted: NamedDependency[FormMultiDict],
) -> Response[Any]:
    """Show what the new entry would do, or add it."""
    _may_grow(actor, kind)
    return _changed(request, actor, db, kind, None, posted)


@post("/administration/ordlister/{kind:str}/{entry_id:str}/saet-tilbage")
def set_back(
    request: Request,
    actor: NamedDependency[Actor],
    db: NamedDependency[Session],
    kind: FromPath[str],
    entry_id: FromPath[str],
) -> Response[Any]:
    """Let what the package says count again."""
    found = _found(db, actor, kind, entry_id)
    state = overlay.state(db)
    laid = forms.set_back(state, found.edited)
    if not laid:
        return go_to(request, found.url, NOTHING)
    try:
        _lay(db, actor, laid, actions.draft(db, laid), found.name)
    except actions.Unsound as unsound:
        shown: Form[Any] = Form.showing(found.values)
        return _draw(request, db, kind, found, shown.reject("", str(unsound)))
    return go_to(request, found.url, SET_BACK)


def _changed(
    request: Request, actor: Actor, db: Session, kind: str, found: entries.Entry | None, posted: FormMultiDict
) -> Response[Any]:
    state = overlay.state(db)
    typed = forms.read(posted, state, kind, found.id if found else None)
    own = typed_text(posted.get("own", ""))[:_MOST_OWN]
    id_ = found.id if found else next((place.entry for place in typed.laid), "")
    if typed.form.errors:
        return _draw(request, db, kind, found, typed.form)
    if not typed.laid and not own:
        return go_to(request, found.url if found else HERE, NOTHING)
    try:
        after = actions.draft(db, typed.laid)
        if posted.get("handling") == "gem":
            seen = posted.get("seen", "")
            _lay(db, actor, typed.laid, after, typed.name, seen=int(seen) if str(seen).isdigit() else None)
            return go_to(request, f"{HERE}/{kind}/{id_}", SAVED)
        shown = preview(db, kind, id_, typed.laid, after, own)
        said = warnings(after, typed.laid)
    except actions.Unsound as unsound:
        return _draw(request, db, kind, found, typed.form.reject("", str(unsound)))
    except actions.Changed:
        message = _("En kollega har rettet det samme imens. Åbn siden igen, og se, hvad der står nu.")
        return _draw(request, db, kind, found, typed.form.reject("", message))
    return _draw(request, db, kind, found, typed.form, shown, _told(db, typed.laid, after), said, own)


def _lay(db: Session, actor: Actor, laid: actions.Laid, after: Vocabulary, name: str, seen: int | None = None) -> None:
    said = _told(db, laid, after)
    actions.lay(db, actor, laid, name=names(said) or name, note=note(said), now=clock.now(), seen=seen)


def _told(db: Session, laid: actions.Laid, after: Vocabulary) -> list[Told]:
    edits = overlay.state(db).edits
    return [told(after, place, edits.get(place, {}), fields) for place, fields in laid.items()]


def _found(db: Session, actor: Actor, kind: str, entry_id: str) -> entries.Entry:
    require(actor, Permission.ADMINISTER)
    found = entries.entry(db, kind, entry_id)
    if found is None:
        raise NotFoundException
    return found


def _may_grow(actor: Actor, kind: str) -> None:
    require(actor, Permission.ADMINISTER)
    if kind not in kinds.GROWING:
        raise NotFoundException


def _draw(
    request: Request,
    db: Session,
    kind: str,
    found: entries.Entry | None,
    form: Form[Any],
    shown: Preview | None = None,
    changed: list[Told] | None = None,
    said: list[str] | None = None,
    own: str = "",
) -> Response[bytes]:
    words = overlay.current(db)
    places: list[Place] = [*kinds.places(kind, found.id).values(), *found.edited] if found else []
    story = changes.changes(db, places=places, most=_STORY) if found else []
    return page(
        request,
        "wordlists/entry.html",
        status_code=form.status,
        kind=kind,
        kind_title=kinds.title(kind),
        entry=found,
        fields_of=kinds.fields(kind, is_new=found is None),
        form=form,
        preview=shown,
        changed=changed or [],
        warnings=said or [],
        own=own,
        calls=calls.drawn(form.values) if kind == "besked" else 0,
        postals=[(one.code, f"{one.code} {one.town}") for one in words.postals.values()] if kind == "omraade" else [],
        localities=_package_localities(found) if kind == "omraade" and found else [],
        story=story,
        number=overlay.state(db).number,
    )


def _package_localities(found: entries.Entry) -> list[str]:
    codes = set(found.values["postals"])
    return [f"{one.name} ({one.postal})" for one in vocabulary.packaged().localities if one.postal in codes]


handlers = [entry, change, new, add, set_back]
