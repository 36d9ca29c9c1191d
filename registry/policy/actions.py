"""What administrators do with policy frameworks. Actions flush and never commit; `now` is an argument."""

from __future__ import annotations

import copy
import datetime as dt
from typing import Any, Final

from sqlalchemy import delete as sql_delete
from sqlalchemy import select, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from registry import history, overlay
from registry.access import Actor, Permission, require
from registry.history import Verb
from registry.i18n import gettext as _
from registry.overlay import actions as edits
from registry.policy import problems
from registry.policy.document import Document, in_order
from registry.policy.models import PolicyDraft
from registry.policy.problems import Problem
from registry.vocabulary import Fields, Place
from registry.web.clock import danish_day

#: The kind of a line in the history.
KIND: Final = "framework"


class Changed(Exception):
    """Somebody else changed, published or deleted it since the administrator opened it."""


class Taken(Exception):
    """There is a framework with this id already."""


class Unfinished(Exception):
    """It can't be published yet; `problems` says why."""

    def __init__(self, found: list[Problem]) -> None:
        self.problems = found
        super().__init__(f"{len(found)} problems")


class TooLate(Exception):
    """The framework is valid already, or what it replaces has ended."""


def find(db: Session, framework: str) -> PolicyDraft | None:
    """Return a framework that was made here."""
    return db.scalar(select(PolicyDraft).where(PolicyDraft.framework == framework))


def start(db: Session, actor: Actor, document: Document, *, now: dt.datetime) -> PolicyDraft:
    """Begin a framework.

    Raises:
        Refused: they don't administer.
        Taken: there is one with its id.
    """
    require(actor, Permission.ADMINISTER)
    document = whole(document)
    id_ = str(document["framework"]["id"])
    if id_ in overlay.current(db).frameworks:
        raise Taken
    draft = PolicyDraft(
        framework=id_,
        document=document,
        created_at=now,
        created_by_name=actor.name[:200],
        saved_at=now,
        saved_by_name=actor.name[:200],
    )
    try:
        with db.begin_nested():
            db.add(draft)
            db.flush()
    except IntegrityError:
        raise Taken from None
    _record(db, actor, Verb.FRAMEWORK_STARTED, draft, now)
    return draft


def save(db: Session, actor: Actor, draft: PolicyDraft, document: Document, *, now: dt.datetime) -> None:
    """Save what a draft says; its revision, as it was seen, guards against overwriting somebody else's work.

    Raises:
        Refused: they don't administer.
        Taken: there is another framework with its new id.
        Changed: somebody else saved or published it meanwhile.
    """
    require(actor, Permission.ADMINISTER)
    document = whole(document)
    id_ = str(document["framework"]["id"])
    if id_ != draft.framework and (id_ in overlay.current(db).frameworks or find(db, id_)):
        raise Taken
    values = {"document": document, "framework": id_, "saved_at": now, "saved_by_name": actor.name[:200]}
    _move(db, draft, values, is_published=False)
    _record(db, actor, Verb.FRAMEWORK_SAVED, draft, now)


def delete(db: Session, actor: Actor, draft: PolicyDraft, *, now: dt.datetime) -> None:
    """Delete a draft.

    Raises:
        Refused: they don't administer.
        Changed: it was published meanwhile.
    """
    require(actor, Permission.ADMINISTER)
    gone = db.execute(
        sql_delete(PolicyDraft)
        .where(PolicyDraft.id == draft.id, PolicyDraft.published_at.is_(None))
        .execution_options(synchronize_session=False)
    )
    if not gone.rowcount:  # type: ignore[attr-defined]
        raise Changed
    _record(db, actor, Verb.FRAMEWORK_DELETED, draft, now)
    db.expunge(draft)


def publish(
    db: Session,
    actor: Actor,
    draft: PolicyDraft,
    *,
    valid_from: dt.date,
    replaced_until: dt.date | None,
    now: dt.datetime,
) -> None:
    """Put a framework into the vocabulary, valid from a day; what it replaces is shown beside it until another.

    Raises:
        Refused: they don't administer.
        Unfinished: something is missing or wrong.
        Changed: somebody else saved or published it meanwhile.
    """
    require(actor, Permission.ADMINISTER)
    document = with_dates(draft.document, valid_from, replaced_until)
    if found := problems.find(document, overlay.current(db)):
        raise Unfinished(found)
    values = {"document": document, "published_at": now, "published_by_name": actor.name[:200]}
    _move(db, draft, values, is_published=False)
    try:
        edits.lay(db, actor, _places(document), name=_name(draft), now=now, verb=Verb.FRAMEWORK_PUBLISHED)
    except edits.Unsound as unsound:  # what `problems` does not know of
        raise Unfinished([Problem("framework", 0, "", _name(draft), str(unsound))]) from unsound
    except edits.Changed:
        raise Changed from None


def withdraw(db: Session, actor: Actor, draft: PolicyDraft, *, now: dt.datetime) -> None:
    """Take a framework that isn't valid yet out of the vocabulary; it is a draft again.

    Raises:
        Refused: they don't administer.
        TooLate: it is valid.
        Changed: somebody else did something with it meanwhile.
    """
    require(actor, Permission.ADMINISTER)
    if dt.date.fromisoformat(draft.document["framework"]["valid_from"]) <= danish_day(now):
        raise TooLate
    gone: dict[Place, Fields] = {place: {} for place in _places(draft.document)}
    _move(db, draft, {"published_at": None, "published_by_name": None}, is_published=True)
    try:
        edits.lay(db, actor, gone, name=_name(draft), now=now, verb=Verb.FRAMEWORK_WITHDRAWN, may_remove=gone)
    except edits.Changed:
        raise Changed from None


def move_end(db: Session, actor: Actor, draft: PolicyDraft, until: dt.date, *, now: dt.datetime) -> None:
    """Move the last day on which answers to the framework that is replaced are shown.

    Raises:
        Refused: they don't administer.
        TooLate: that one has ended, or the new end has passed or is before the new framework's first day.
        Changed: somebody else did something with it meanwhile.
    """
    require(actor, Permission.ADMINISTER)
    fields = draft.document["framework"]
    today, before = danish_day(now), fields.get("replaced_until")
    if until < max(today, dt.date.fromisoformat(fields["valid_from"])):
        raise TooLate
    if before is None or dt.date.fromisoformat(before) < today:
        raise TooLate
    document = with_dates(draft.document, dt.date.fromisoformat(fields["valid_from"]), until)
    _move(db, draft, {"document": document}, is_published=True)
    place = Place("framework", draft.framework)
    try:
        edits.lay(
            db,
            actor,
            {place: document["framework"]},
            name=_name(draft),
            now=now,
            verb=Verb.FRAMEWORK_END_MOVED,
            note=until.isoformat(),
        )
    except edits.Changed:
        raise Changed from None


def with_dates(document: Document, valid_from: dt.date, replaced_until: dt.date | None) -> Document:
    """Return a document that is valid from a day, and lets what it replaces be shown until another."""
    made = copy.deepcopy(document)
    made["framework"]["valid_from"] = valid_from.isoformat()
    made["framework"].pop("replaced_until", None)
    if replaced_until is not None:
        made["framework"]["replaced_until"] = replaced_until.isoformat()
    return made


def whole(document: Document) -> Document:
    """Return a document with what goes without saying: whose elements they are, and when partners are asked."""
    made = copy.deepcopy(document)
    for element in made["element"]:
        element.setdefault("framework", made["framework"].get("id"))
    for line in made["crosswalk"]:
        line.setdefault("needs_review", line.get("relation") in ("narrower", "split"))
    return made


def _places(document: Document) -> dict[Place, Fields]:
    """Return a document as edits of the vocabulary: parents before what belongs under them."""
    framework = document["framework"]
    return {
        Place("framework", framework["id"]): framework,
        **{Place("element", one["id"]): one for one in in_order(document["element"])},
        **{Place("crosswalk", f"{one['from']}>{one.get('to', '')}"): one for one in document["crosswalk"]},
    }


def _move(db: Session, draft: PolicyDraft, values: dict[str, Any], *, is_published: bool) -> None:
    changed = db.execute(
        update(PolicyDraft)
        .where(
            PolicyDraft.id == draft.id,
            PolicyDraft.revision == draft.revision,
            PolicyDraft.published_at.is_not(None) if is_published else PolicyDraft.published_at.is_(None),
        )
        .values(revision=PolicyDraft.revision + 1, **values)
        .execution_options(synchronize_session=False)
    )
    if not changed.rowcount:  # type: ignore[attr-defined]
        raise Changed
    db.refresh(draft)


def _name(draft: PolicyDraft) -> str:
    return str(draft.document["framework"].get("title_da") or draft.framework)


def _record(db: Session, actor: Actor, verb: Verb, draft: PolicyDraft, now: dt.datetime) -> None:
    history.record(db, actor, verb, kind=KIND, subject_id=draft.id, name=_name(draft) or _("Ny politik"), now=now)
