"""Laying edits over the package's vocabulary, and taking them back."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Mapping
from typing import Any, Final

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from registry import history, vocabulary
from registry.access import Actor, Permission, require
from registry.history import Verb
from registry.i18n import current_locale
from registry.i18n import gettext as _
from registry.overlay import standing
from registry.overlay.models import VocabularyChange, VocabularyEdit
from registry.vocabulary import BrokenVocabulary, Fields, Place, Vocabulary

#: What lies over each place from now on; nothing: what the package says counts again.
Laid = Mapping[Place, Fields]
#: Parts whose entries nothing refers to: what was added there may be gone again.
_LOOSE = {"locality", "crosswalk"}
#: The kind of a line in the history; its subject is the number of a change.
KIND: Final = "vocabulary"


class Unsound(Exception):
    """An edit would make a vocabulary that doesn't hold together, or can't be undone; the text is the reason."""


class Changed(Exception):
    """Somebody else has changed the same meanwhile; look again."""


def draft(db: Session, laid: Laid) -> Vocabulary:
    """Return the vocabulary as it would be with edits beside those that count now.

    Raises:
        Unsound: it wouldn't hold together.
    """
    sound = standing.state(db).sound
    together = standing.over([*sound.items(), *laid.items()])
    try:
        return vocabulary.edited(together)
    except BrokenVocabulary as broken:
        raise Unsound(broken.in_words(current_locale())) from broken


def lay(
    db: Session,
    actor: Actor,
    laid: Laid,
    *,
    name: str,
    now: dt.datetime,
    note: str | None = None,
    seen: int | None = None,
    verb: Verb = Verb.VOCABULARY_CHANGED,
    undoes: int | None = None,
    may_remove: Collection[Place] = (),
) -> int:
    """Lay edits over the vocabulary, all of them or none, and return the number of the change.

    Args:
        name: what the history calls it: most often the label of the entry.
        note: what was changed, in words, or why.
        seen: the number of the last change that the administrator had seen.
        undoes: the number of the change that this one takes back.
        may_remove: entries that were added here and may be gone, since whoever calls knows that nothing has them.

    Raises:
        Refused: they don't administer.
        Unsound: the vocabulary wouldn't hold together, or an entry that was added here would be gone.
        Changed: one of the places was changed after `seen`, or somebody is changing something at this moment.
    """
    require(actor, Permission.ADMINISTER)
    state = standing.state(db)
    for place, fields in laid.items():
        may_go = place in may_remove or place.part in _LOOSE
        if not fields and place in state.edits and not may_go and not _is_packaged(place):
            raise Unsound(
                _("Den er lagt til her. Træk den tilbage i stedet, så beholder de tilbud, der har den, navnet.")
            )
    if seen is not None and _changed_since(db, seen, laid):
        raise Changed
    draft(db, laid)
    change = VocabularyChange(
        number=state.number + 1,
        at=now,
        actor_id=actor.account_id,
        actor_name=actor.name[:200],
        note=note,
        undoes=undoes,
    )
    change.edits = [
        VocabularyEdit(position=position, part=place.part, entry=place.entry, fields=dict(fields))
        for position, (place, fields) in enumerate(laid.items())
    ]
    try:
        with db.begin_nested():
            db.add(change)
            db.flush()
    except IntegrityError:
        raise Changed from None
    history.record(db, actor, verb, kind=KIND, subject_id=str(change.number), name=name, now=now, note=note)
    return change.number


def undo(
    db: Session, actor: Actor, number: int, *, name: str, now: dt.datetime, may_remove: Collection[Place] = ()
) -> int:
    """Take a change back, and return the number of the change that does so; later changes of other fields stay.

    Args:
        number: of the change.
        name: what the history calls it.
        may_remove: see `lay`.

    Raises:
        Refused: they don't administer.
        Unsound: what it said has been changed again since, or the vocabulary wouldn't hold together without it.
        Changed: somebody is changing something at this moment.
    """
    require(actor, Permission.ADMINISTER)
    before = standing.over(_rows(db, number - 1))
    after = standing.over(_rows(db, number))
    now_laid = standing.edits(db)
    laid = {
        edit.place: _taken_back(before.get(edit.place, {}), after.get(edit.place, {}), now_laid.get(edit.place, {}))
        for edit in db.scalars(
            select(VocabularyEdit).where(VocabularyEdit.change == number).order_by(VocabularyEdit.position)
        )
    }
    return lay(db, actor, laid, name=name, now=now, verb=Verb.VOCABULARY_UNDONE, undoes=number, may_remove=may_remove)


def _taken_back(before: Fields, after: Fields, now: Fields) -> dict[str, Any]:
    """Return what lies over a place now, with what one change did taken back field by field."""
    made = dict(now)
    for name in {*before, *after}:
        was, became, is_now = before.get(name), after.get(name), now.get(name)
        if was == became:
            continue
        if is_now != became:
            raise Unsound(_("Det er rettet igen siden. Fortryd den seneste rettelse først."))
        if name in before:
            made[name] = was
        else:
            made.pop(name, None)
    return made


def _rows(db: Session, until: int) -> list[tuple[Place, Fields]]:
    edits = db.scalars(
        select(VocabularyEdit)
        .where(VocabularyEdit.change <= until)
        .order_by(VocabularyEdit.change, VocabularyEdit.position)
    )
    return [(edit.place, edit.fields) for edit in edits]


def _changed_since(db: Session, seen: int, laid: Laid) -> bool:
    places = db.execute(select(VocabularyEdit.part, VocabularyEdit.entry).where(VocabularyEdit.change > seen))
    return any(Place(part, entry) in laid for part, entry in places)


def _is_packaged(place: Place) -> bool:
    return vocabulary.entry(vocabulary.packaged_documents(), place) is not None
