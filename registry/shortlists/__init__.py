"""Shortlists ("Mine samlinger"): offers that a professional keeps together, named without a child.

Names and notes are screened for personal data of every kind, before anything is stored. A shortlist belongs to one
account and is nobody else's business; a read-only link shares it, until it is withdrawn. An offer that is no longer
live stays on the list and is shown as such: a note should not vanish because a partner takes a break.

`keep.py` is what cards and the offer page use to keep an offer.

Verbs: create, rename, delete, add, remove, move, annotate, share, unshare.
"""
