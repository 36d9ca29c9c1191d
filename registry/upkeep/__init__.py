"""Upkeep: what keeps published offers true after their approval.

Organisations are asked now and then whether an offer still holds, confirm it from a mail or here, and change small
things at once; what nobody confirms is hidden, never lost. Readers report what is wrong. When something runs out is
in `registry.offers.deadlines`; this room asks (`duties.py`, `letters.py`), listens (`pages_*.py`) and acts.

Verbs: confirm, declare, change_at_once, remind_due, hide_due, report, answer, close.
"""
