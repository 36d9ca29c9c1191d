"""Policy frameworks for administrators: all of them, and one with what there is to do, its preview and its file."""

from __future__ import annotations

from typing import Any

from litestar import Response
from litestar.di import NamedDependency
from litestar.params import FromPath
from sqlalchemy.orm import Session

from registry.access import Actor, Permission, require
from registry.i18n import gettext as _
from registry.policy import (
    opened,
    pages_crosswalk,
    pages_partner,
    pages_publishing,
    pages_report,
    pages_writing,
    pages_writing_elements,
    toml_file,
)
from registry.policy.document import audiences, in_order, relations, types
from registry.policy.opened import URL, Opened
from registry.policy.rules import reason
from registry.web import clock
from registry.web.forms import Form
from registry.web.http import Request, get
from registry.web.templates import page, register


def statuses() -> dict[str, tuple[str, str]]:
    """Return where frameworks can be in their lives, with the tone of each."""
    return {
        "draft": (_("Kladde"), "quiet"),
        "upcoming": (_("På vej"), "quiet"),
        "current": (_("Gælder nu"), "fit"),
        "expired_in_use": (_("Periode udløbet, bruges stadig"), "miss"),
        "ending": (_("Ved at slutte"), "miss"),
        "superseded": (_("Afløst"), "quiet"),
    }


@get(URL)
def frameworks(request: Request, actor: NamedDependency[Actor], db: NamedDependency[Session]) -> Response[bytes]:
    """List the frameworks."""
    require(actor, Permission.ADMINISTER)
    return page(request, "policy/frameworks.html", frameworks=opened.every(db, clock.today()))


@get(f"{URL}/{{id_:str}}")
def framework(
    request: Request, actor: NamedDependency[Actor], db: NamedDependency[Session], id_: FromPath[str]
) -> Response[bytes]:
    """Show one framework, and what there is to do with it."""
    found = opened.find(db, actor, id_, clock.today())
    return page(
        request,
        "policy/framework.html",
        framework=found,
        elements=in_order(found.document["element"]),
        problems=found.problems(),
        is_successor=found.replaces is not None,
        form=end_form(found),
    )


@get(f"{URL}/{{id_:str}}/vis")
def preview(
    request: Request, actor: NamedDependency[Actor], db: NamedDependency[Session], id_: FromPath[str]
) -> Response[bytes]:
    """Show how partners see the elements and their questions."""
    found = opened.find(db, actor, id_, clock.today())
    asked = [one for one in in_order(found.document["element"]) if one.get("audience") != "internal"]
    return page(request, "policy/preview.html", framework=found, elements=asked)


@get(f"{URL}/{{id_:str}}/politik.toml")
def as_toml(actor: NamedDependency[Actor], db: NamedDependency[Session], id_: FromPath[str]) -> Response[bytes]:
    """Give the framework as a file of the form in which it can be uploaded."""
    found = opened.find(db, actor, id_, clock.today())
    return Response(
        toml_file.write(found.document).encode(),
        media_type="application/toml",
        headers={"content-disposition": f'attachment; filename="{found.id}.toml"', "cache-control": "no-store"},
    )


def end_form(framework: Opened) -> Form[Any]:
    """Return the form in which the old framework's last day is moved, as it stands."""
    return Form.showing({"replaced_until": framework.document["framework"].get("replaced_until", "")})


register(
    policy_statuses=statuses,
    policy_types=types,
    policy_audiences=audiences,
    policy_relations=relations,
    policy_reason=reason,
)

handlers = [
    frameworks,
    framework,
    preview,
    as_toml,
    *pages_writing.handlers,
    *pages_writing_elements.handlers,
    *pages_crosswalk.handlers,
    *pages_publishing.handlers,
    *pages_report.handlers,
    *pages_partner.handlers,
]
