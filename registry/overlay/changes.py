"""What was changed, when and by whom: all of it, or what concerns some places."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from sqlalchemy import and_, or_, select
from sqlalchemy.orm import Session, selectinload

from registry.overlay.models import VocabularyChange, VocabularyEdit
from registry.vocabulary import Fields, Place


def changes(
    db: Session, *, places: Collection[Place] = (), before: int | None = None, most: int = 30
) -> Sequence[VocabularyChange]:
    """Return changes with their edits, newest first.

    Args:
        db: the database.
        places: only those that concern one of these.
        before: only those with a lower number, for the next page.
        most: at most so many.
    """
    asked = select(VocabularyChange).options(selectinload(VocabularyChange.edits))
    if places:
        these = [and_(VocabularyEdit.part == place.part, VocabularyEdit.entry == place.entry) for place in places]
        asked = asked.where(VocabularyChange.number.in_(select(VocabularyEdit.change).where(or_(*these))))
    if before is not None:
        asked = asked.where(VocabularyChange.number < before)
    return db.scalars(asked.order_by(VocabularyChange.number.desc()).limit(most)).all()


def change(db: Session, number: int) -> VocabularyChange | None:
    """Return one change."""
    return db.get(VocabularyChange, number)


def undone(db: Session, numbers: Collection[int]) -> dict[int, int]:
    """Return which of some changes were taken back, and by which change."""
    rows = db.execute(
        select(VocabularyChange.undoes, VocabularyChange.number).where(VocabularyChange.undoes.in_(sorted(numbers)))
    )
    return {undoes: number for undoes, number in rows if undoes is not None}


def earlier(db: Session, found: Collection[VocabularyChange]) -> dict[tuple[int, int], Fields]:
    """Return what lay over the place of each edit of some changes before it, by change and position."""
    edits = [edit for one in found for edit in one.edits]
    places = {edit.place for edit in edits}
    these = [and_(VocabularyEdit.part == part, VocabularyEdit.entry == entry) for part, entry in places]
    if not these:
        return {}
    rows = db.execute(
        select(VocabularyEdit.part, VocabularyEdit.entry, VocabularyEdit.change, VocabularyEdit.fields)
        .where(or_(*these))
        .order_by(VocabularyEdit.change, VocabularyEdit.position)
    )
    of: dict[Place, list[tuple[int, Fields]]] = {}
    for part, entry, number, fields in rows:
        of.setdefault(Place(part, entry), []).append((number, fields))
    return {
        (edit.change, edit.position): next(
            (fields for number, fields in reversed(of[edit.place]) if number < edit.change), {}
        )
        for edit in edits
    }
