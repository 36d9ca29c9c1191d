"""Offers: what an organisation can do for children, and the life of what is written about it.

`content.py` is the one place that knows which fields an offer has. An `Offer` is what professionals find;
an `OfferVersion` is a text about it on its way through review. The approved version stays live until the next
one is approved, so an edit never takes an offer away from those who need it.

Verbs of an organisation (`actions.py`): start, save, copy, delete_draft, submit, withdraw, edit, pause, resume; of a
reviewer (`publishing.py`): decide, publish. `forms/` reads and shows each section of the form, `standing.py` says where
an offer stands, `suggesting.py` what its words suggest, and `parts.py` draws it the same wherever it is read.
"""
