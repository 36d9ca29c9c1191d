"""Joint: several organisations about one offer, and offers that seek partners.

One organisation leads an offer: it writes, sends, changes and confirms it. It asks others to stand behind it, and each
says yes or no for itself, from a mail or in the product, and may withdraw later; only those that have said yes are
shown to readers. An offer, also one that isn't published yet, can say which help it lacks; other partners find it and
write. Who stands behind an offer and what it seeks are no part of its text, so no reviewer waits for them.

Verbs: invite, remove, answer (`actions.py`); seek, stop, write, reply (`wishes.py`). The tables and what others ask of
them are in `registry.offers.together`.
"""
