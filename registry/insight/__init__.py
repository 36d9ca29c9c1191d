"""Insight: how the whole stands: what is covered, how it grows, how long partners wait, and what is searched for.

`coverage.py` counts the live offers in the catalogue, `figures.py` keeps a few numbers a month that a nightly duty
works out, and `searches.py` reads what `registry.matching.counting` has counted. `rules.py` decides what may be shown
of small numbers. `drawing.py` draws with drawsvg; every picture has its table. Nothing here is about a person.
"""
