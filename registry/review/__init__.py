"""Review: what the municipality reads, compares and decides before an offer can be found.

The queue is a query: submitted versions, oldest first. `differences.py` reads an offer row by row and compares a change
with the live text, word by word (`segments.py`); `rules.py` says what deserves attention and what a decision needs;
`actions.py` decides, once: the second of two reviewers is told what the first one decided, and keeps what they typed in
sight. Whatever is decided, the partner is told everything that was said; the history keeps it.

Verbs: approve, return_to_partner, decline; for ten minutes undo and take_back (`undoing.py`).
"""
