"""Writing the elements of a policy framework, one by one in the page."""

from __future__ import annotations

from typing import Any

from litestar import Response
from litestar.datastructures import FormMultiDict
from litestar.di import NamedDependency
from litestar.params import FromPath
from sqlalchemy.orm import Session

from registry import vocabulary
from registry.access import Actor, Hidden
from registry.i18n import gettext as _
from registry.policy import actions, forms, opened, problems
from registry.policy.document import Document, Entry, audiences, in_order, types
from registry.policy.opened import URL, Opened
from registry.policy.pages_writing import NOT_A_DRAFT, SAVED, save
from registry.web import clock, flash
from registry.web.forms import Form
from registry.web.http import Request, get, post
from registry.web.templates import go_to, page

REMOVED = flash.message("maal-fjernet", lambda: _("Målet er fjernet."))
#: The element that doesn't exist yet.
NEW = "nyt"


@get(f"{URL}/{{id_:str}}/maal/{{element:str}}")
def element(
    request: Request,
    actor: NamedDependency[Actor],
    db: NamedDependency[Session],
    id_: FromPath[str],
    element: FromPath[str],
) -> Response[Any]:
    """Show an element, or an empty one, to be written."""
    found = opened.find(db, actor, id_, clock.today())
    if not found.is_draft:
        return go_to(request, found.url, NOT_A_DRAFT)
    entry = _new(found, str(request.query_params.get("under") or "")) if element == NEW else _entry(found, element)
    return _draw(request, found, element, forms.show(entry, forms.OF_ELEMENT))


@post(f"{URL}/{{id_:str}}/maal/{{element:str}}")
def save_element(
    request: Request,
    actor: NamedDependency[Actor],
    db: NamedDependency[Session],
    id_: FromPath[str],
    element: FromPath[str],
    posted: NamedDependency[FormMultiDict],
) -> Response[Any]:
    """Save an element. What is missing may wait; what can't be right is refused."""
    found = opened.find(db, actor, id_, clock.today())
    if found.draft is None or not found.is_draft:
        return go_to(request, found.url, NOT_A_DRAFT)
    before = {} if element == NEW else _entry(found, element)
    form, entry = forms.read(posted, forms.OF_ELEMENT)
    entry["framework"] = found.id
    if not entry.get("id"):
        entry["id"] = before.get("id") or _free_id(found)
    document, index = _with(found.document, before, entry)
    wrong = problems.find(document, vocabulary.current())
    forms.refuse(form, [one for one in wrong if one.part == "element" and one.index == index])
    if not form.values["label_da"] and "label_da" not in form.errors:
        form.reject("label_da", _("Skriv, hvad målet hedder."))
    if form.errors:
        return _draw(request, found, element, form)
    try:
        save(db, actor, found.draft, document, posted)
    except actions.Changed:
        message = _("En anden har rettet imens. Hold dit op mod det, der nu er gemt, før du gemmer igen.")
        return _draw(request, found, element, form.reject("", message), status_code=409)
    onwards = f"/maal/{NEW}?under={entry.get('parent', '')}" if posted.get("then") == "next" else "#elements"
    return go_to(request, found.url + onwards, SAVED)


@post(f"{URL}/{{id_:str}}/maal/{{element:str}}/fjern")
def remove_element(
    request: Request,
    actor: NamedDependency[Actor],
    db: NamedDependency[Session],
    id_: FromPath[str],
    element: FromPath[str],
    posted: NamedDependency[FormMultiDict],
) -> Response[Any]:
    """Remove an element; what belongs under it comes under what it belonged under, and nothing leads to it any more."""
    found = opened.find(db, actor, id_, clock.today())
    if found.draft is None or not found.is_draft:
        return go_to(request, found.url, NOT_A_DRAFT)
    gone = _entry(found, element)
    document = {
        "framework": found.document["framework"],
        "element": [_moved_up(one, gone) for one in found.document["element"] if one is not gone],
        "crosswalk": [line for line in found.document["crosswalk"] if line.get("to") != element],
    }
    try:
        save(db, actor, found.draft, document, posted)
    except actions.Changed:
        form = forms.show(gone, forms.OF_ELEMENT)
        message = _("En anden har rettet imens. Hold dit op mod det, der nu er gemt, før du gemmer igen.")
        return _draw(request, found, element, form.reject("", message), status_code=409)
    return go_to(request, f"{found.url}#elements", REMOVED)


def _entry(found: Opened, element: str) -> Entry:
    entry: Entry | None = next((one for one in found.document["element"] if one.get("id") == element), None)
    if entry is None:
        raise Hidden
    return entry


def _new(found: Opened, under: str) -> Entry:
    """Return what a new element begins with: its place after the others, and its kind as theirs."""
    siblings = [one for one in found.document["element"] if (one.get("parent") or "") == under]
    orders = [one["order"] for one in siblings if isinstance(one.get("order"), int)]
    kind = siblings[-1].get("type") if siblings else ("ambition" if under else "guidepost")
    entry: Entry = {"type": kind, "order": max(orders, default=0) + 1, "audience": "partner"}
    return entry | ({"parent": under} if under else {})


def _free_id(found: Opened) -> str:
    known = {one.get("id") for one in found.document["element"]}
    prefix = found.id.replace("-20", "").replace("-", "")
    return next(id_ for n in range(1, len(known) + 2) if (id_ := f"{prefix}.m{n}") not in known)


def _with(document: Document, before: Entry, entry: Entry) -> tuple[Document, int]:
    """Return a document with an element changed or added, and where it stands; whatever leads to its id follows it."""
    elements = [entry if one is before else one for one in document["element"]]
    if not before:
        elements.append(entry)
    index = next(at for at, one in enumerate(elements) if one is entry)
    old, new = before.get("id"), entry["id"]
    if old and old != new:
        elements = [{**one, "parent": new} if one.get("parent") == old else one for one in elements]
    lines = [{**one, "to": new} if old and one.get("to") == old else one for one in document["crosswalk"]]
    return {"framework": document["framework"], "element": elements, "crosswalk": lines}, index


def _moved_up(entry: Entry, gone: Entry) -> Entry:
    if entry.get("parent") != gone.get("id"):
        return entry
    made = {name: value for name, value in entry.items() if name != "parent"}
    return made | ({"parent": gone["parent"]} if gone.get("parent") else {})


def _draw(
    request: Request, found: Opened, element: str, form: Form[Any], status_code: int | None = None
) -> Response[bytes]:
    others = [one for one in in_order(found.document["element"]) if one.get("id") != element]
    return page(
        request,
        "policy/element.html",
        status_code=status_code or form.status,
        framework=found,
        element=element,
        is_new=element == NEW,
        form=form,
        parents=[(one["id"], one.get("label_da") or one["id"]) for one in others if one.get("id")],
        types=list(types().items()),
        audiences=list(audiences().items()),
    )


handlers = [element, save_element, remove_element]
