"""How the pages of shortlists are drawn, whole or in part."""

from __future__ import annotations

from typing import Any

from litestar import Response
from litestar.datastructures import FormMultiDict
from sqlalchemy.orm import Session

from registry.access import Actor, Hidden
from registry.offers import parts  # noqa: F401  gives templates `offer_parts` and its words
from registry.shortlists import queries, rules
from registry.shortlists.keep import lists_of
from registry.shortlists.models import Shortlist
from registry.web.forms import Form
from registry.web.http import Request
from registry.web.templates import page, wants_part


def typed(posted: FormMultiDict, name: str) -> str:
    """Return what was posted in a field; "" for nothing."""
    value = posted.get(name, "")
    return value if isinstance(value, str) else ""


def refused(field: str, unfit: rules.UnfitText) -> Form[Any]:
    """Return a form that says why a text was refused and shows what may stand of it."""
    return Form(values={field: unfit.shown}, errors={field: unfit.message})


def draw_all(request: Request, db: Session, actor: Actor, form: Form[Any]) -> Response[bytes]:
    """Draw a person's shortlists, with the form for a new one."""
    lists = queries.overview(db, actor)
    return page(request, "shortlists/index.html", status_code=form.status, lists=lists, form=form)


def draw_list(
    request: Request,
    db: Session,
    found: Shortlist,
    entries: list[queries.Entry] | None = None,
    *,
    form: Form[Any] | None = None,
    focus: str = "",
    said: str = "",
) -> Response[bytes]:
    """Draw a shortlist for its owner.

    Args:
        request: the request.
        db: where it is read from.
        found: the shortlist.
        entries: what stands on it, when that is known already.
        form: what was refused, in the name (`navn`) or in a note (`note-<offer>`).
        focus: the id of the element that gets the focus when the part is swapped in, and says `said`.
        said: what happened, for screen readers.
    """
    form = form or Form()
    form.values.setdefault("navn", found.name)
    is_part = wants_part(request)
    return page(
        request,
        "shortlists/list.html",
        block="samling",
        status_code=form.status,
        shortlist=found,
        entries=queries.entries(db, found.id) if entries is None else entries,
        form=form,
        is_part=is_part,
        focus=focus if is_part else "",
        said=said,
        longest_note=rules.LONGEST_NOTE,
    )


def draw_menu(
    request: Request,
    db: Session,
    actor: Actor,
    offer_id: str,
    back: str,
    *,
    form: Form[Any] | None = None,
    touched: str = "",
) -> Response[bytes]:
    """Draw the menu that keeps an offer, opened: by itself for htmx, else on a page of its own.

    Args:
        request: the request.
        db: where it is read from.
        actor: whose shortlists they are.
        offer_id: the offer.
        back: the path of the page the menu stands on.
        form: the refused name of a new shortlist.
        touched: the shortlist that was just changed.

    Raises:
        Hidden: no such offer was ever published.
    """
    title = queries.title_of(db, offer_id)
    if title is None:
        raise Hidden
    return page(
        request,
        "shortlists/keep.html",
        block="gem",
        status_code=form.status if form else 200,
        offer_id=offer_id,
        title=title,
        lists=lists_of(db, actor),
        back=back,
        form=form,
        touched=touched,
    )
