"""The crosswalk: what each old element corresponds to in a new policy framework."""

from __future__ import annotations

from typing import Any

from litestar import Response
from litestar.datastructures import FormMultiDict
from litestar.di import NamedDependency
from litestar.params import FromPath
from sqlalchemy.orm import Session

from registry import vocabulary
from registry.access import Actor
from registry.i18n import gettext as _
from registry.policy import actions, forms, opened, problems
from registry.policy.document import in_order, relations
from registry.policy.opened import URL, Opened
from registry.policy.pages_writing import NOT_A_DRAFT, SAVED, save
from registry.web import clock, flash
from registry.web.forms import Form
from registry.web.http import Request, get, post
from registry.web.templates import go_to, page

NOTHING_OLD = flash.warning(
    "ramme-afloeser-intet", lambda: _("Politikken afløser ikke en anden, så der er intet at føre over.")
)


@get(f"{URL}/{{id_:str}}/overgang")
def crosswalk(
    request: Request, actor: NamedDependency[Actor], db: NamedDependency[Session], id_: FromPath[str]
) -> Response[Any]:
    """Show what each old element corresponds to."""
    found = opened.find(db, actor, id_, clock.today())
    if found.replaces is None:
        return go_to(request, found.url, NOTHING_OLD)
    form = forms.show_crosswalk(found.document, found.old)
    return _draw(request, found, form)


@post(f"{URL}/{{id_:str}}/overgang")
def save_crosswalk(
    request: Request,
    actor: NamedDependency[Actor],
    db: NamedDependency[Session],
    id_: FromPath[str],
    posted: NamedDependency[FormMultiDict],
) -> Response[Any]:
    """Save the crosswalk as far as it goes. What contradicts itself is refused; holes are shown."""
    found = opened.find(db, actor, id_, clock.today())
    if found.draft is None or not found.is_draft:
        return go_to(request, found.url, NOT_A_DRAFT)
    form, lines = forms.read_crosswalk(posted, found.old, found.document)
    document = found.document | {"crosswalk": lines}
    for one in problems.find(document, vocabulary.current()):
        if one.part == "crosswalk" and not one.is_hole:
            form.reject(f"relation.{lines[one.index]['from']}", f"{one.name}: {one.message}")
    if form.errors:
        return _draw(request, found, form)
    try:
        save(db, actor, found.draft, document, posted)
    except actions.Changed:
        message = _("En anden har rettet imens. Hold dit op mod det, der nu er gemt, før du gemmer igen.")
        return _draw(request, found, form.reject("", message), status_code=409)
    return go_to(request, f"{found.url}/overgang", SAVED)


def _draw(request: Request, found: Opened, form: Form[Any], status_code: int | None = None) -> Response[bytes]:
    holes: dict[str, str] = {}
    old = [one.id for one in found.old]
    for problem in found.problems():
        if problem.part != "crosswalk" or not problem.is_hole:
            continue
        lines = found.document["crosswalk"]
        source = lines[problem.index]["from"] if problem.index < len(lines) else None
        for id_ in [source] if source else problems.undecided(found.document, vocabulary.current()):
            holes.setdefault(id_, problem.message)
    return page(
        request,
        "policy/crosswalk.html",
        status_code=status_code or form.status,
        framework=found,
        old=found.old,
        holes={id_: holes[id_] for id_ in old if id_ in holes},
        form=form,
        new=[
            (str(one["id"]), str(one.get("label_da") or one["id"]))
            for one in in_order(found.document["element"])
            if one.get("id")
        ],
        relations=list(relations().items()),
        outcomes=found.outcomes,
        labels=found.labels(),
    )


handlers = [crosswalk, save_crosswalk]
