"""Which changes to an approved offer of a trusted organisation may be approved automatically. Pure.

Never a new offer, nothing that bears on a child's safety or says what the offer is, and no text that needs a reader:
whatever isn't in the table waits for one, fields that are added later too.
"""

from __future__ import annotations

import re

from registry import privacy
from registry.offers.content import OfferContent
from registry.offers.rules import free_texts

#: Fields of `OfferContent` whose change may be approved automatically. Not among them: title and website (what it is,
#: and where readers are led), ages, gender and audience, ways (alone with an adult), where (at home, online), who may
#: refer, contact, everything about safety, and answers to the policy.
MAY_CHANGE = (
    "summary",
    "description",
    "keywords",
    "activities",
    "capacity",
    "weekly",
    "starts_on",
    "ends_on",
    "period",
    "by_appointment",
    "closed_in_holidays",
    "setting",
    "address",
    "postal_code",
    "town",
    "transport",
    "access",
    "access_note",
    "languages",
    "price_dkk",
    "price_unit",
    "price_support",
    "price_school",
    "price_note",
    "needs",
    "availability",
    "available_from",
    "signup",
    "signup_way",
)
#: Here an address is what is asked for.
_PLACES = frozenset({"address", "town"})
_LINK = re.compile(r"https?://|\bwww\.", re.IGNORECASE)


def changed_fields(before: OfferContent, after: OfferContent) -> list[str]:
    """Return the fields that differ, in the struct's order."""
    return [field for field in OfferContent.__struct_fields__ if getattr(before, field) != getattr(after, field)]


def must_be_read(before: OfferContent, after: OfferContent) -> list[str]:
    """Return the changed fields for which an administrator must read the change; none: it may go through.

    Args:
        before: what is approved.
        after: what is sent. A text in it with personal data or a link must be read, if it is new.
    """
    changed = changed_fields(before, after)
    texts = dict(free_texts(after))
    return [field for field in changed if field not in MAY_CHANGE or _needs_a_reader(field, texts.get(field, ""))]


def _needs_a_reader(field: str, text: str) -> bool:
    kinds = {finding.kind for finding in privacy.find(text)}
    return bool(kinds - {"address"} if field in _PLACES else kinds) or bool(_LINK.search(text))
