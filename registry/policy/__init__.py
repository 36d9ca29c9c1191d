"""Policy frameworks: a new one is written, takes over from the old one, and offers come along.

An administrator writes a framework (`document.py`), as a TOML file or in the page; `problems.py` says what is missing.
Its crosswalk says what each old element corresponds to. Published, it lies over the vocabulary (`registry.overlay`)
and is valid from its day: at night the duties carry over what follows by itself (`rules.py` says what does), as
versions of the offers with history, and tell the organisations which new questions wait. They answer in their own
time; an answer is read by a reviewer like every other. Readers see the answers to both frameworks until the old one's
last day; then the duties take the old ones out of the offers' texts. Every step shows in `policy_succession`, so
nothing is done twice, and a worker that dies in the middle loses nothing.

Verbs: start, save, delete, publish, withdraw, move_end; carry_due, end_due, tell_due; answer, decline.
"""
