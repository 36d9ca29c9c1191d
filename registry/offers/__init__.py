"""Offers: what an organisation can do for children, and the life of what is written about it.

`content.py` is the one place that knows which fields an offer has. An `Offer` is what professionals find;
an `OfferVersion` is a text about it on its way through review. The approved version stays live until the next
one is approved, so an edit never takes an offer away from those who need it.

Verbs: start, save_section, copy, delete_draft, submit, withdraw, pause, resume, approve, return_to_partner, decline.
"""
