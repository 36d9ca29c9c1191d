"""Keeping an offer where it is found: on a card, or on its own page.

Importing this gives templates the macro of `templates/shortlists/_keep.html`:

    keep.button(offer.id, offer.content.title, keep_lists, back)

`keep_lists` is what `lists_of(db, actor)` returned, once for a whole page of results; for whoever keeps no
shortlists it is None, and the macro draws nothing. `back` is the page's own path with its query, where a browser
without JavaScript comes back to. With htmx only the macro's own element is swapped.
"""

from __future__ import annotations

from collections.abc import Iterable

from registry.shortlists import rules
from registry.shortlists.queries import KeptList, lists_of
from registry.web import templates

__all__ = ["lists_of", "names_holding"]


def names_holding(lists: Iterable[KeptList], offer_id: str) -> list[str]:
    """Return the names of the shortlists that an offer stands on."""
    return [one.name for one in lists if offer_id in one.offer_ids]


templates.register(names_holding=names_holding)
templates.environment.globals["longest_list_name"] = rules.LONGEST_NAME
templates.environment.globals["keep"] = templates.environment.get_template("shortlists/_keep.html").module
