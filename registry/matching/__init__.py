"""Matching: from what is asked to the offers that fit, with the reasons.

A `Wish` is what is asked, as chips that the URL of /find can hold. `understand` reads a sentence into chips and
keeps nothing else of it. The `Catalogue` holds every live offer in memory, immutable, so that reads never wait.
`search` asks the catalogue: every offer meets a demand, contradicts it or doesn't say, and the three are never
mixed up; what is only wished for decides the order. Everything from Wish to Outcome is pure and gives the same answer
in the same order on any database; only `live.py` looks at one, and only to learn what has changed.

Verbs: understand, search, current.
"""
