"""The desk: pages for administrators over the rooms below: people, organisations, offers, history, and a demo's mail.

What a page changes, it changes by an action of the room that the thing belongs to. The one table of its own keeps what
was done to many offers at once (`bulk.py`), so that it can be looked back on and undone.
"""
