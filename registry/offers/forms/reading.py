"""Reads a section's posted fields one by one, the way people write numbers, times and dates, and keeps what they typed.

A CPR number is taken out of every field before anything else sees it, so that it can't be drawn, stored or logged.
"""

from __future__ import annotations

import datetime as dt
import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, TypeVar

import msgspec
from litestar.datastructures import FormMultiDict

from registry import vocabulary
from registry.i18n import gettext as _
from registry.offers import rules
from registry.offers.content import FACET_OF_FIELD, Contact, OfferContent
from registry.offers.written import NotReadable, clock_time, date, money
from registry.web.forms import Form
from registry.web.screening import cpr_message, without_cpr

SectionForm = Form[OfferContent]
Choice = TypeVar("Choice", bound=str)


@dataclass(frozen=True)
class Around:
    """What the form needs to know besides what the offer says.

    Attributes:
        today: today's date in Denmark.
        askable: ids of the policy elements that this organisation is asked about.
        contact: the organisation's own contact, to be suggested.
    """

    today: dt.date
    askable: tuple[str, ...] = ()
    contact: Contact | None = None


YES, NO = "ja", "nej"
_WHOLE = re.compile(r"(\d{1,6})\s*(?:år|years?|børn|children|personer|people)?", re.IGNORECASE)
#: PostgreSQL stores no zero characters in JSON, and nobody types the others.
_UNPRINTABLE = re.compile(r"[\x00-\x08\x0b-\x1f\x7f]")


class Reading:
    """Reads posted fields into a form's `values`, and what is wrong with them into its `errors`."""

    def __init__(self, posted: FormMultiDict) -> None:
        self.posted = posted
        self.form: SectionForm = Form()

    def typed(self, name: str) -> str:
        """Return what was typed in a field, without a CPR number; whole lines keep their breaks."""
        value = self.posted.get(name, "")
        text = _UNPRINTABLE.sub("", value.replace("\r\n", "\n")).strip() if isinstance(value, str) else ""
        text, had_cpr = without_cpr(text)
        if had_cpr:
            self.form.errors[name] = cpr_message()
        self.form.values[name] = text
        return text

    def text(self, name: str) -> str | None:
        """Read a text of several lines."""
        return self.typed(name) or None

    def line(self, name: str) -> str | None:
        """Read a text of one line."""
        return " ".join(self.typed(name).split()) or None

    def words(self, name: str) -> tuple[str, ...]:
        """Read words with commas between them; each counts once."""
        words = (" ".join(word.split()) for word in re.split(r"[,;\n]", self.typed(name)))
        return tuple(dict.fromkeys(word for word in words if word))

    def one_of(self, name: str, allowed: Iterable[Choice]) -> Choice | None:
        """Read a choice; None for "not known"."""
        typed = self.typed(name)
        chosen = next((value for value in allowed if value == typed), None)
        if typed and chosen is None:
            self.wrong(name, _("Vælg en af mulighederne"))
            self.form.values[name] = ""
        return chosen

    def some_of(self, name: str, allowed: Iterable[Choice]) -> tuple[Choice, ...]:
        """Read choices, in the order of those allowed."""
        given = {value for value in self.posted.getall(name, []) if isinstance(value, str) and value}
        chosen = tuple(value for value in allowed if value in given)
        if given.difference(chosen):
            self.wrong(name, _("Vælg en af mulighederne"))
        self.form.values[name] = list(chosen)
        return chosen

    def facet(self, name: str) -> tuple[str, ...]:
        """Read choices among the values of a field's facet."""
        return self.some_of(name, vocabulary.current().facets[FACET_OF_FIELD[name]].values)

    def facet_one(self, name: str) -> str | None:
        """Read one choice among the values of a field's facet."""
        return self.one_of(name, vocabulary.current().facets[FACET_OF_FIELD[name]].values)

    def yes_no(self, name: str) -> bool | None:
        """Read yes, no or not known."""
        chosen = self.one_of(name, (YES, NO))
        return None if chosen is None else chosen == YES

    def whole(self, name: str, message: str) -> int | None:
        """Read a whole number, such as "12" or "12 år"."""
        typed = self.typed(name)
        if not typed:
            return None
        if found := _WHOLE.fullmatch(typed):
            return int(found[1])
        self.wrong(name, message)
        return None

    def amount(self, name: str) -> float | None:
        """Read an amount of money, such as "1.250,50" or "50 kr."."""
        typed = self.typed(name)
        if not typed:
            return None
        if typed.casefold() in ("gratis", "free"):
            return 0
        try:
            return money(typed)
        except NotReadable:
            self.wrong(name, _("Skriv prisen i kroner, 0 hvis det er gratis"))
            return None

    def day(self, name: str) -> dt.date | None:
        """Read a date as a browser sends it, or as dd.mm.yyyy."""
        typed = self.typed(name)
        if not typed:
            return None
        try:
            found = date(typed)
        except NotReadable:
            self.wrong(name, _("Skriv datoen som dag, måned og år, for eksempel 24.12.2026"))
            return None
        self.form.values[name] = found.isoformat()
        return found

    def time(self, name: str) -> str | None:
        """Read a time of day as "15:30"."""
        typed = self.typed(name)
        if not typed:
            return None
        try:
            return clock_time(typed)
        except NotReadable:
            self.wrong(name, rules.time_message())
            return None

    def wrong(self, name: str, message: str) -> None:
        """Say what is wrong with a field, unless something worse is said already."""
        self.form.errors.setdefault(name, message)

    def finish(self, before: OfferContent, **changes: Any) -> SectionForm:
        """Return the form; with the whole content as its `data` when nothing in this section is wrong.

        Args:
            before: the content as it was, which the section's changes are made in.
            changes: the section's fields.
        """
        for field, value in changes.items():
            kept = getattr(before, field)
            if isinstance(value, tuple) and Counter(value) == Counter(kept):
                changes[field] = kept  # another order is no change
        content = msgspec.structs.replace(before, **changes)
        for fault in rules.faults(content, vocabulary.current()):
            if fault.field.split(".")[0] in changes:
                self.wrong(fault.field, fault.message)
        self.form.errors = dict(sorted(self.form.errors.items(), key=lambda item: rules.place_of(item[0])))
        self.form.data = None if self.form.errors else content
        return self.form


def shown_yes_no(value: bool | None) -> str:
    """Return an answer as it stands in a field."""
    return "" if value is None else YES if value else NO
