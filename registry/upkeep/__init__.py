"""Upkeep: what keeps published offers true after their approval.

Organisations are asked now and then whether an offer still holds, confirm it from a mail or here, and change small
things at once; what nobody confirms is hidden, never lost. Readers report what is wrong. When something runs out is
in `registry.offers.deadlines`; this room asks (`duties.py`, `letters.py`), listens (`pages_*.py`) and acts.

Where it is switched on, a worker looks at the web pages and e-mail domains that offers give (`looking.py`, by way of
`asking.py`), and what is wrong on several days is told to their organisations.

Verbs: report, answer, close (`reports.py`); `registry.offers.upkeep` has confirm, declare and change_at_once.
"""
