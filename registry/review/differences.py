"""What an offer says, row by row in the order of its form, and how it differs from what it said before. Pure.

Fields that belong together are one row: two ages are "Alder", five fields about money are "Pris". What nobody could
see on a page is no difference.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Literal

import msgspec

from registry import vocabulary
from registry.i18n import current_locale
from registry.i18n import gettext as _
from registry.offers import show
from registry.offers.content import OfferContent
from registry.review import segments
from registry.review.segments import Segments


@dataclass(frozen=True)
class Row:
    """Fields that are read together; the first of them is where a comment is put.

    Attributes:
        words: what the fields say, in lines; in things of a list when `is_list`.
    """

    fields: tuple[str, ...]
    words: Callable[[OfferContent], list[str]]
    is_list: bool = False

    @property
    def field(self) -> str:
        """The field that stands for the row."""
        return self.fields[0]

    def text(self, content: OfferContent) -> str:
        """Return what the fields say; "" when they say nothing."""
        return (", " if self.is_list else "\n").join(self.words(content))

    def own(self, content: OfferContent) -> frozenset[str]:
        """Return the lines of it that are the organisation's own words, in Danish whatever the reader's language."""
        if self.field in _OWN:
            return frozenset(line.strip() for line in self.text(content).splitlines())
        return show.own_lines(content)


@dataclass(frozen=True)
class Reading:
    """A row as it stands.

    Attributes:
        field: the field that a comment on it is put at.
        label: what the row is called.
        about: the same within a sentence: "Kommentar til alder".
        text: what it says; "" when the offer doesn't say.
        said: the same, with the organisation's own words marked.
        is_missed: whether a professional would miss it when it isn't said.
    """

    field: str
    label: str
    about: str
    text: str
    said: Segments
    is_missed: bool


@dataclass(frozen=True)
class Difference:
    """A row that says something else than before; no segments mean that nothing is said. Otherwise see `Reading`."""

    field: str
    label: str
    about: str
    before: Segments
    now: Segments


@dataclass(frozen=True)
class Answer:
    """A policy element with its answer, before and now; `news` compares it with the live version."""

    element: str
    label: str
    question: str
    before: Segments
    now: Segments
    news: Literal["new", "changed", "same"]


def _row(*fields: str, words: Callable[[OfferContent], list[str]] | None = None) -> Row:
    return Row(fields, words or (lambda content: show.field_lines(content, fields[0])))


def _list(field: str) -> Row:
    return Row((field,), lambda content: show.field_lines(content, field), is_list=True)


def _only(content: OfferContent, *fields: str) -> OfferContent:
    """Return an offer that says nothing but what stands in these fields."""
    given: dict[str, Any] = {field: getattr(content, field) for field in fields}
    return OfferContent(**given)


def _age(content: OfferContent) -> list[str]:
    return [show.age(content)] if show.age(content) else []


_WHEN = ("weekly", "starts_on", "ends_on", "period", "by_appointment", "closed_in_holidays")
_PLACE = ("where", "address", "postal_code", "town")
_PRICE = ("price_dkk", "price_unit", "price_support", "price_school", "price_note")


def _when(content: OfferContent) -> list[str]:
    lines = show.when(_only(content, *_WHEN))
    if content.by_appointment is False:
        lines.append(_("Ingen andre tider efter aftale"))
    if content.closed_in_holidays is False:
        lines.append(_("Også i skolernes ferier"))
    return lines


def _place(content: OfferContent) -> list[str]:
    kind = show.field_lines(content, "where")
    at = show.where(msgspec.structs.replace(content, where="address"))
    return [*kind, *([at] if at else [])]


def _price(content: OfferContent) -> list[str]:
    lines = show.price(_only(content, *_PRICE))
    if content.price_support is False:
        lines.append(_("Ingen støtte til betaling"))
    if content.price_school is False:
        lines.append(_("Skolen eller institutionen betaler ikke"))
    return lines


def _access(content: OfferContent) -> list[str]:
    return [*show.labels("access", content.access), *([content.access_note] if content.access_note else [])]


def _availability(content: OfferContent) -> list[str]:
    shown = show.availability(content)
    return [shown[0]] if shown else []


def _safety(content: OfferContent) -> list[str]:
    lines = show.labels("safety", content.safety)
    by, on = content.safety_declared_by, content.safety_declared_on
    if by and on:
        lines.append(_("Erklæret %(date)s af %(name)s") % {"name": by, "date": show.date(on)})
    elif by:
        lines.append(_("Erklæret af %(name)s") % {"name": by})
    elif on:
        lines.append(_("Erklæret %(date)s") % {"date": show.date(on)})
    return lines


#: Every field but the policy answers, in the order of the form.
ROWS: tuple[Row, ...] = (
    _row("title"),
    _row("summary"),
    _row("description"),
    _list("activities"),
    _list("keywords"),
    _row("website"),
    _row("age_min", "age_max", words=_age),
    _row("gender"),
    _row("audience", words=lambda content: show.who(_only(content, "audience"))),
    _row("capacity"),
    _list("ways"),
    _row(*_WHEN, words=_when),
    _list("setting"),
    _row(*_PLACE, words=_place),
    _list("transport"),
    _row(*_PRICE, words=_price),
    _row("access", "access_note", words=_access),
    _list("languages"),
    _list("needs"),
    _row("contact"),
    _row("availability", "available_from", words=_availability),
    _row("signup"),
    _row("signup_way"),
    _list("referrer"),
    _row("safety", "safety_declared_by", "safety_declared_on", words=_safety),
)
#: The fields that comments can be put at; policy answers are judged on their own.
FIELDS = tuple(row.field for row in ROWS)
#: The rows that hold nothing but what the organisation wrote itself.
_OWN = frozenset({"title", "summary", "description", "keywords", "contact", "signup"})
_MISSED = frozenset({"activities", "weekly", "where", "price_dkk", "access", "languages", "availability", "signup"})


def changed_rows(old: OfferContent, new: OfferContent) -> list[Row]:
    """Return the rows that say something else than before: cheap enough for counting in a list."""
    return [row for row in ROWS if not segments.reads_alike(row.text(old), row.text(new))]


def reading(content: OfferContent) -> list[Reading]:
    """Return every row, in the order of the form."""
    found = []
    for row in ROWS:
        text = row.text(content)
        said = segments.with_own(segments.plain(text), row.own(content))
        label, about = row_label(row.field), comment_about(row.field)
        found.append(Reading(row.field, label, about, text, said, row.field in _MISSED))
    return found


def differences(old: OfferContent, new: OfferContent) -> list[Difference]:
    """Return the rows that say something else than before, in the order of the form."""
    found = []
    for row in changed_rows(old, new):
        if row.is_list:
            before, now = segments.compare_items(row.words(old), row.words(new))
        else:
            before, now = segments.compare(row.text(old), row.text(new))
        before, now = segments.with_own(before, row.own(old)), segments.with_own(now, row.own(new))
        if not segments.are_alike(before, now):
            found.append(Difference(row.field, row_label(row.field), comment_about(row.field), before, now))
    return found


def answers(old: OfferContent | None, new: OfferContent) -> list[Answer]:
    """Return the policy answers in the partner's order."""
    known = {answer.element: answer.answer for answer in old.policy} if old else {}
    elements, locale = vocabulary.current().elements, current_locale()
    found = []
    for given in new.policy:
        element = elements.get(given.element)
        earlier = known.get(given.element)
        before, now = segments.plain(""), segments.plain(given.answer)
        news: Literal["new", "changed", "same"] = "new"
        if earlier is not None:
            news = "same" if earlier == given.answer else "changed"
            before, now = segments.compare(earlier, given.answer)
        label = element.label(locale) if element else given.element
        question = element.question(locale) if element else ""
        found.append(Answer(given.element, label, question, before, now, news))
    return found


def changed_answers(old: OfferContent, new: OfferContent) -> int:
    """Return how many policy answers are new or say something else: cheap enough for counting in a list."""
    return sum(1 for answer in new.policy if answer not in old.policy)


def dropped_answers(old: OfferContent | None, new: OfferContent) -> list[str]:
    """Return the names of the policy elements that the live version answers and the new text doesn't."""
    kept = {answer.element for answer in new.policy}
    gone = [answer.element for answer in old.policy if answer.element not in kept] if old else []
    return [show.field_label(f"policy.{element}") for element in gone]


def row_label(field: str) -> str:
    """Return what a row is called, by its first field."""
    own = {
        "weekly": _("Hvornår"),
        "gender": _("Piger eller drenge"),
        "audience": _("Voksne deltagere"),
    }
    return own.get(field) or show.field_label(field)


def comment_about(field: str) -> str:
    """Return what a row is called within a sentence: "Kommentar til alder"."""
    if field == "signup":
        return _("hvordan man kommer i gang")
    label = row_label(field)
    return label[:1].lower() + label[1:]
