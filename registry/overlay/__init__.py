"""What this registry says differently from the package's vocabulary: edits in the database that lie over it.

An administrator's edit is a change (number, who, when) with the fields of one or more places that differ
(`registry.vocabulary.edits` tells what places and fields are). Changes are only ever added; what counts for a place is
its last edit. The number of the last change is looked up by every request that needs the vocabulary, so each process
sees a change in the next request that it answers; what the edits make is remembered for each database.

For other rooms:

- `vocabulary.current()` is the vocabulary with the edits of the database that a request is about. Beside requests (a
  thread, a duty, a command) say `with vocabulary.using(overlay.of(engine))`. Whatever is made of the vocabulary and
  takes long is kept with `@vocabulary.remembered()`.
- `actions.lay(db, actor, edits, …)` lays edits over, all of them or none; one that makes a vocabulary which doesn't
  hold together is refused as `Unsound` with the reason. A new policy framework is laid in one change: its `framework`,
  then its `element`s (parents first), then its `crosswalk`s, each a place with all its fields:
  `{Place("framework", "bup26"): {...}, Place("element", "bup26.a1"): {...}, Place("crosswalk", "old.a1>bup26.a1"): …}`.
  Dates are texts ("2026-01-01"). `actions.draft(db, edits)` gives the vocabulary that they would make, to be shown
  under `vocabulary.using(…)` before anything is laid.
- `actions.undo(db, actor, number, …)` takes a change back.

An edit that was sound when it was made may not be beside a newer package: it is then set aside, and the rest counts
(`State.set_aside`), so that an upgrade never stops the start.

Verbs: of, current, state; actions.lay, draft, undo.
"""

from registry.overlay.standing import State, current, of, reading, state

__all__ = ["State", "current", "of", "reading", "state"]
