"""The desk: pages for administrators over the rooms below: people, organisations, history, and a demo's mail.

It has no tables of its own. What a page changes, it changes by an action of the room that the thing belongs to.
"""
