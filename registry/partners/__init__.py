"""Partners: organisations, their members, and whether the municipality has verified them.

A partner creates an organisation or asks to join one; its members let others in and manage its offers together.
There is one organisation per CVR number. Memberships fill in the Actor's `organisations`.
"""
