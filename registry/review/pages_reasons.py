"""The reasons that reviewers choose from, kept by administrators."""

from __future__ import annotations

from typing import Annotated, Any

import msgspec
from litestar import Response
from litestar.datastructures import FormMultiDict
from litestar.di import NamedDependency
from litestar.params import FromPath
from sqlalchemy.orm import Session

from registry.access import Actor, Permission, require
from registry.i18n import gettext as _
from registry.review import reasons
from registry.review.models import ReasonTemplate
from registry.web import clock, flash
from registry.web.forms import Form, read
from registry.web.http import Request, get, post
from registry.web.screening import on_one_line, screen
from registry.web.templates import go_to, page

SAVED = flash.message("begrundelse-gemt", lambda: _("Begrundelsen er gemt. Den kan vælges, når et tilbud afgøres."))
DELETED = flash.message("begrundelse-slettet", lambda: _("Begrundelsen er slettet."))
_HERE = "/administration/begrundelser"
_NEW = "ny"


class ReasonForm(msgspec.Struct):
    """A template as it is typed."""

    name: Annotated[str, msgspec.Meta(max_length=reasons.LONGEST_NAME)]
    text: Annotated[str, msgspec.Meta(max_length=reasons.LONGEST_TEXT)]


@get(_HERE)
def listed(request: Request, actor: NamedDependency[Actor], db: NamedDependency[Session]) -> Response[bytes]:
    """Show all templates."""
    require(actor, Permission.REVIEW)
    return page(request, "review/reasons.html", templates=reasons.templates(db))


@get(f"{_HERE}/{{template_id:str}}")
def shown(
    request: Request, actor: NamedDependency[Actor], db: NamedDependency[Session], template_id: FromPath[str]
) -> Response[bytes]:
    """Show one template to edit, or the form for a new one."""
    require(actor, Permission.REVIEW)
    template = _found(db, template_id)
    values = {"name": template.name, "text": template.text} if template else {}
    return _draw(request, template, Form(values=values))


@post(f"{_HERE}/{{template_id:str}}")
def save(
    request: Request,
    actor: NamedDependency[Actor],
    db: NamedDependency[Session],
    posted: NamedDependency[FormMultiDict],
    template_id: FromPath[str],
) -> Response[Any]:
    """Save a template."""
    require(actor, Permission.REVIEW)
    template = _found(db, template_id)
    form = read(
        posted,
        ReasonForm,
        {
            "name": _("Skriv, hvad begrundelsen skal hedde på listen, med højst %(most)s tegn.")
            % {"most": reasons.LONGEST_NAME},
            "text": _("Skriv den tekst, der skal sættes ind, med højst %(most)s tegn.")
            % {"most": reasons.LONGEST_TEXT},
        },
    )
    screen(on_one_line(form, ["name"]))
    if form.data is None:
        return _draw(request, template, form)
    try:
        reasons.save(db, actor, template, name=form.values["name"], text=form.data.text, now=clock.now())
    except reasons.NameTaken:
        return _draw(request, template, form.reject("name", _("Der er allerede en begrundelse med det navn.")))
    return go_to(request, _HERE, SAVED)


@post(f"{_HERE}/{{template_id:str}}/slet")
def delete(
    request: Request, actor: NamedDependency[Actor], db: NamedDependency[Session], template_id: FromPath[str]
) -> Response[Any]:
    """Delete a template."""
    require(actor, Permission.REVIEW)
    reasons.delete(db, actor, reasons.find(db, template_id), now=clock.now())
    return go_to(request, _HERE, DELETED)


def _found(db: Session, template_id: str) -> ReasonTemplate | None:
    return None if template_id == _NEW else reasons.find(db, template_id)


def _draw(request: Request, template: ReasonTemplate | None, form: Form[ReasonForm]) -> Response[bytes]:
    action = f"{_HERE}/{template.id if template else _NEW}"
    return page(
        request,
        "review/reason.html",
        status_code=form.status,
        template=template,
        form=form,
        action=action,
        most=reasons.LONGEST_TEXT,
    )


handlers = [listed, shown, save, delete]
