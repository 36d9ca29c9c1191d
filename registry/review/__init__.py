"""Review: what the municipality reads, compares and decides before an offer can be found.

The queue is a query: submitted versions, oldest first. `differences.py` compares a change with the live text, field by
field; `rules.py` says what deserves attention and what a decision needs; `actions.py` decides, once: the second of two
reviewers is told what the first one decided.

Verbs: approve, return_to_partner, decline.
"""
