"""What a reviewer looks at twice in a text, and how much risk that is. Pure; the texts are shown as they are.

High: what can hurt a child, or let somebody pretend to be somebody else (no declaration about certificates where adults
meet children under 15, fewer promises about safety than before, younger children, one to one, ways to get in touch
around the registry). Some: what is worth a look and usually as it should be.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from enum import IntEnum

from registry import privacy
from registry.i18n import gettext as _
from registry.offers.content import OfferContent
from registry.offers.deadlines import needs_declaration
from registry.offers.rules import declaration_has_lapsed

#: Where people have mail of their own; an organisation's own domain may begin the same: "mail.forening.dk".
_PRIVATE_MAIL = re.compile(
    r"@(?:gmail|googlemail|hotmail|outlook|live|msn|yahoo|icloud|me|proton|protonmail|mail|jubii|ofir|stofanet|webspeed)"
    r"\.(?:\w+|co\.uk)$",
    re.IGNORECASE,
)
_LINK = re.compile(r"https?://|\bwww\.", re.IGNORECASE)
_HOST = re.compile(r"^(?:https?://)?(?:[^@\s/]*@)?(?:www\.)?([^/:\s]+)", re.IGNORECASE)


class Level(IntEnum):
    """How much risk there is."""

    NONE = 0
    SOME = 1
    HIGH = 2


@dataclass(frozen=True)
class Flag:
    """Something to look at.

    Attributes:
        field: what it is about: a row of the review, `policy.<element>`, `organisation`, or "" for the offer.
        text: what it is, in a few words.
        level: how much risk it is.
    """

    field: str
    text: str
    level: Level = Level.HIGH

    @property
    def is_hint(self) -> bool:
        """Whether it is worth a look, and usually as it should be."""
        return self.level < Level.HIGH


def level(flags: Collection[Flag]) -> Level:
    """Return how much risk there is in all: as much as in the worst of it."""
    return max((flag.level for flag in flags), default=Level.NONE)


def flags(
    content: OfferContent,
    live: OfferContent | None,
    *,
    sector: str,
    today: dt.date,
    own: Collection[str | None] = (),
) -> list[Flag]:
    """Return what deserves attention in a submitted text, the riskiest first.

    What was already so in the live version has been looked at, and isn't said again.

    Args:
        content: the text.
        live: what is published meanwhile.
        sector: of its organisation.
        today: the day.
        own: the website and e-mail address by which its organisation is known.
    """
    found = [*_safety(content, live, today)]
    if sector == "business" and live is None:
        found.append(Flag("", _("Virksomhed"), Level.SOME))
    seen = set(_in_the_text(live, own)) if live else set()
    found += [flag for flag in _in_the_text(content, own) if flag not in seen]
    if live is not None and _moved(live.contact.email, content.contact.email):
        found.append(Flag("contact", _("Kontakten har fået et andet domæne"), Level.SOME))
    return sorted(found, key=lambda flag: -flag.level)


def _safety(content: OfferContent, live: OfferContent | None, today: dt.date) -> Iterator[Flag]:
    if live is not None and content.age_min is not None and live.age_min is not None and content.age_min < live.age_min:
        yield Flag("age_min", _("Yngre børn end før"))
    if needs_declaration(content):
        if "boerneattest" not in content.safety or content.safety_declared_on is None:
            yield Flag("safety", _("Erklæring om børneattest mangler"))
        elif declaration_has_lapsed(content, today):
            yield Flag("safety", _("Erklæringen er over 12 måneder gammel"))
    if live is not None and set(live.safety) - set(content.safety):
        yield Flag("safety", _("Færre løfter om trygge rammer end før"))


def _in_the_text(content: OfferContent, own: Collection[str | None]) -> list[Flag]:
    found = []
    if "en_til_en" in content.ways:
        found.append(Flag("ways", _("Én til én")))
    texts = {"title": content.title, "summary": content.summary or "", "description": content.description}
    texts |= {f"policy.{answer.element}": answer.answer for answer in content.policy}
    for field, text in texts.items():
        if any(finding.kind in ("email", "phone") for finding in privacy.find(text)):
            found.append(Flag(field, _("Kontaktoplysninger i teksten")))
        if _LINK.search(text):
            found.append(Flag(field, _("Link i teksten"), Level.SOME))
    if content.contact.email and _PRIVATE_MAIL.search(content.contact.email):
        found.append(Flag("contact", _("Ligner en privat e-mail"), Level.SOME))
    elif content.contact.email and _is_foreign(content.contact.email, own):
        found.append(Flag("contact", _("E-mail på et andet domæne end organisationens"), Level.SOME))
    if content.website:
        found.append(Flag("website", _("Link til en anden side"), Level.SOME))
    return found


def _is_foreign(email: str, own: Collection[str | None]) -> bool:
    """Whether an address is at none of the domains by which the organisation is known; it may be known by none."""
    known = [_domain(one) for one in own if one and not _PRIVATE_MAIL.search(one)]
    domain = _domain(email)
    return bool(known) and not any(_same(domain, other) for other in known)


def _moved(before: str | None, now: str | None) -> bool:
    return bool(before and now) and not _same(_domain(before or ""), _domain(now or ""))


def _same(one: str, other: str) -> bool:
    """Whether two domains are the same, or one lies within the other: "mail.forening.dk" and "forening.dk"."""
    return one == other or one.endswith(f".{other}") or other.endswith(f".{one}")


def _domain(address: str) -> str:
    found = _HOST.match(address.strip())
    return (found[1] if found else address).casefold()
