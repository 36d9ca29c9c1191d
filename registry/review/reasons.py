"""The reasons that reviewers often give: texts to choose, and to edit before they are sent."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from registry import history
from registry.access import Actor, Hidden, Permission, require
from registry.history import Verb
from registry.review.models import ReasonTemplate

#: How long a template's name and text may be.
LONGEST_NAME, LONGEST_TEXT = 80, 1500


class NameTaken(Exception):
    """Another template has the name."""


def templates(db: Session) -> Sequence[ReasonTemplate]:
    """Return all templates, by name."""
    return db.scalars(select(ReasonTemplate).order_by(ReasonTemplate.name)).all()


def find(db: Session, template_id: str) -> ReasonTemplate:
    """Return a template.

    Raises:
        Hidden: there is none.
    """
    found = db.get(ReasonTemplate, template_id)
    if found is None:
        raise Hidden
    return found


def save(
    db: Session, actor: Actor, template: ReasonTemplate | None, *, name: str, text: str, now: dt.datetime
) -> ReasonTemplate:
    """Change a template, or add one.

    Raises:
        SignInNeeded, Refused: the actor is no administrator.
        NameTaken: another has the name; nothing is changed.
    """
    require(actor, Permission.REVIEW)
    try:
        with db.begin_nested():
            saved = template or ReasonTemplate()
            saved.name, saved.text = name, text
            saved.changed_at, saved.changed_by_name = now, actor.name
            db.add(saved)
    except IntegrityError:
        raise NameTaken from None
    _record(db, actor, Verb.REASON_SAVED, saved, now)
    return saved


def delete(db: Session, actor: Actor, template: ReasonTemplate, *, now: dt.datetime) -> None:
    """Delete a template; what was sent with its words stays as it is.

    Raises:
        SignInNeeded, Refused: the actor is no administrator.
    """
    require(actor, Permission.REVIEW)
    _record(db, actor, Verb.REASON_DELETED, template, now)
    db.delete(template)
    db.flush()


def _record(db: Session, actor: Actor, verb: Verb, template: ReasonTemplate, now: dt.datetime) -> None:
    history.record(
        db, actor, verb, kind="reason", subject_id=template.id, name=template.name, now=now, note=template.text
    )
