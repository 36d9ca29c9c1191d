"""What was changed in the word lists, by whom and when, and the button that takes it back."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from litestar import Response
from litestar.di import NamedDependency
from litestar.exceptions import NotFoundException
from litestar.params import FromPath
from sqlalchemy.orm import Session

from registry import overlay
from registry.access import Actor, Permission, require
from registry.i18n import gettext as _
from registry.overlay import actions, changes
from registry.overlay.models import VocabularyChange
from registry.vocabulary import Place
from registry.web import clock, flash
from registry.web.http import Request, get, post
from registry.web.templates import go_to, page
from registry.wordlists import removing
from registry.wordlists.pages import HERE
from registry.wordlists.told import Told, names, told

UNDONE = flash.message("ordliste-fortrudt", lambda: _("Rettelsen er fortrudt, og det, der gjaldt før, gælder igen."))
_PAGE = 20


@dataclass(frozen=True)
class Shown:
    """A change as it is shown: what it did, and which change took it back."""

    change: VocabularyChange
    told: list[Told]
    undone_by: int | None

    @property
    def url(self) -> str:
        """Where its page is."""
        return f"{HERE}/rettelser/{self.change.number}"

    @property
    def added(self) -> list[Place]:
        """The needs and activities that it added, which are gone when it is taken back."""
        edits = zip(self.change.edits, self.told, strict=True)
        return [edit.place for edit, told in edits if told.is_new and edit.part in removing.PARTS]

    @property
    def name(self) -> str:
        """What it is about."""
        return names(self.told)


@get("/administration/ordlister/rettelser")
def all_changes(request: Request, actor: NamedDependency[Actor], db: NamedDependency[Session]) -> Response[bytes]:
    """List what was changed, newest first."""
    require(actor, Permission.ADMINISTER)
    typed = str(request.query_params.get("foer") or "")
    before = int(typed) if typed.isdigit() and len(typed) < 10 else None
    found = changes.changes(db, before=before, most=_PAGE + 1)
    more = found[_PAGE - 1].number if len(found) > _PAGE else None
    shown = _shown(db, list(found[:_PAGE]))
    return page(request, "wordlists/changes.html", shown=shown, more=more, is_first=before is None)


@get("/administration/ordlister/rettelser/{number:int}")
def one_change(
    request: Request, actor: NamedDependency[Actor], db: NamedDependency[Session], number: FromPath[int]
) -> Response[bytes]:
    """Show one change."""
    return _draw(request, db, _found(db, actor, number))


@post("/administration/ordlister/rettelser/{number:int}/fortryd")
def undo(
    request: Request, actor: NamedDependency[Actor], db: NamedDependency[Session], number: FromPath[int]
) -> Response[Any]:
    """Take a change back."""
    shown = _found(db, actor, number)
    if problem := removing.in_use(db, shown.added):
        return _draw(request, db, shown, problem)
    try:
        actions.undo(db, actor, number, name=shown.name, now=clock.now(), may_remove=shown.added)
    except actions.Unsound as unsound:
        return _draw(request, db, shown, str(unsound))
    except actions.Changed:
        return _draw(request, db, shown, _("En kollega har lige rettet noget. Prøv igen."))
    return go_to(request, shown.url, UNDONE)


def _found(db: Session, actor: Actor, number: int) -> Shown:
    require(actor, Permission.ADMINISTER)
    found = changes.change(db, number) if 0 < number < 2**31 else None
    if found is None:
        raise NotFoundException
    return _shown(db, [found])[0]


def _shown(db: Session, found: list[VocabularyChange]) -> list[Shown]:
    words = overlay.current(db)
    taken_back = changes.undone(db, [one.number for one in found])
    earlier = changes.earlier(db, found)
    return [
        Shown(
            one,
            [told(words, edit.place, earlier.get((edit.change, edit.position), {}), edit.fields) for edit in one.edits],
            taken_back.get(one.number),
        )
        for one in found
    ]


def _draw(request: Request, db: Session, shown: Shown, problem: str = "") -> Response[bytes]:
    return page(request, "wordlists/change.html", status_code=422 if problem else 200, shown=shown, problem=problem)


handlers = [all_changes, one_change, undo]
