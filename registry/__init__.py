"""Sammen: a registry of community offers for children and young people.

`app.py` joins the rooms; each room's `__init__` says what it is for. Imports point downwards only, see
`tests/test_house_rules.py`.
"""
