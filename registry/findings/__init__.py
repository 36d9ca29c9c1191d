"""Findings: what somebody should look at in what is published, though nobody has complained about it.

`rules.py` says whether two texts are likely to be about one offer, and why; `candidates.py` finds the few offers that
are worth comparing with one, by the catalogue's rarest terms, so that nobody compares all with all. A nightly duty
(`duties.py`) looks at each published text once and writes down what it finds: likely duplicates, what searches ask
for and the offer doesn't say, and needs that it speaks of and nobody chose. Pages read what is written down.

Verbs: dismiss, merge (`merging.py`).
"""
