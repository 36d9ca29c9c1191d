"""Partners: organisations, their members, and whether the municipality has verified them.

A partner creates an organisation or asks to join one; its members let others in and manage its offers together.
There is one organisation per CVR number. Memberships fill in the Actor's `organisations`.

Verbs: create, find_or_make, change, verify, unverify (`actions.py`); ask_to_join, take_request_back, let_in, turn_away,
leave (`joining.py`). Verification is of a name and a CVR number, so it lapses when either changes. The last member
can't leave: somebody must answer for the offers.
"""
