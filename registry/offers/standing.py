"""Where an offer stands, in words for its organisation: its state, what each section says, and what is missing."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from registry import vocabulary
from registry.history import HistoryLine
from registry.i18n import gettext as _
from registry.i18n import ngettext
from registry.offers import deadlines, rules, show
from registry.offers.content import OfferContent
from registry.offers.models import FieldComment, Offer, OfferVersion, TagVerdict
from registry.offers.parts import sentences
from registry.offers.rules import Fault
from registry.web.clock import danish_day

#: What can wait, but is worth saying: professionals see "not known" until it is said.
_CAN_WAIT = {
    "om": ("activities",),
    "hvem": ("weekly", "ways", "capacity"),
    "sted": ("price_dkk", "access", "languages"),
    "behov": (),
    "tryghed": ("availability", "signup", "referrer"),
}
_FIRST_WORDS = 120


@dataclass(frozen=True)
class State:
    """A word for where an offer stands, and its tone (`fit`, `miss` or `quiet`)."""

    text: str
    tone: str


@dataclass(frozen=True)
class Remark:
    """What a reviewer said about a field."""

    field: str
    label: str
    text: str


@dataclass(frozen=True)
class Task:
    """A section in the task list.

    Attributes:
        summary: what it says so far, or what it will ask.
        can_wait: names of what is not said yet and need not be.
        lacking: what must be said or put right before the offer can be sent.
    """

    section: str
    title: str
    summary: str
    can_wait: tuple[str, ...]
    state: State
    lacking: tuple[Fault, ...]
    remarks: tuple[Remark, ...]

    @property
    def is_done(self) -> bool:
        """Whether nothing is lacking."""
        return not self.lacking


def states(offer_status: str, version_status: str, *, suspended: bool = False) -> list[State]:
    """Return where an offer stands; a live one with a change on its way stands in two places.

    Args:
        offer_status: of the offer.
        version_status: of its newest text.
        suspended: whether its organisation is.
    """
    if suspended and offer_status == "live":
        offer_status = "suspended"
    live = {
        "live": State(_("Kan findes"), "fit"),
        "paused": State(_("På pause"), "quiet"),
        "suspended": State(_("Skjult: organisationen er suspenderet"), "miss"),
        "expired": State(_("Skjult: ikke bekræftet"), "miss"),
        "undeclared": State(_("Skjult: erklæring udløbet"), "miss"),
        "ended": State(_("Slut"), "quiet"),
    }.get(offer_status)
    change = {
        "draft": State(_("Kladde") if live is None else _("Ændring: kladde"), "quiet"),
        "submitted": State(_("Hos kommunen") if live is None else _("Ændring: hos kommunen"), "quiet"),
        "returned": State(_("Sendt retur") if live is None else _("Ændring: sendt retur"), "miss"),
        "declined": State(_("Afslået") if live is None else _("Ændring: afslået"), "miss"),
    }.get(version_status)
    return [state for state in (live, change) if state]


@dataclass(frozen=True)
class Kept:
    """How true a published text is known to be.

    Attributes:
        edited_at: when it was last changed.
        holds_until: the day on which it is hidden unless it is confirmed; None: that day has come.
        declared_by: who declared that children are safe there; "" when nobody is named.
        declared_on: when that was; None where nothing is declared or needs to be.
        declared_until: when it lapses, or has to be there at the latest; None where that isn't known.
        lacks_declaration: whether it was never made, though it has to be.
        can_declare: whether it can be made as the text stands; otherwise the text has to say what is declared.
    """

    edited_at: dt.datetime
    holds_until: dt.date | None
    declared_by: str
    declared_on: dt.date | None
    declared_until: dt.date | None
    lacks_declaration: bool
    can_declare: bool


def kept(offer: Offer, live: OfferVersion, today: dt.date) -> Kept:
    """Return how true the published text of an offer is known to be."""
    content = live.content
    confirmed = danish_day(offer.confirmed_at or live.saved_at)
    found = {one.kind: one.due for one in deadlines.deadlines(content, confirmed, offer.declaration_owed)}
    holds, lapses = found[deadlines.Kind.CONFIRMATION], found.get(deadlines.Kind.DECLARATION)
    return Kept(
        edited_at=live.saved_at,
        holds_until=holds if holds > today else None,
        declared_by=content.safety_declared_by or "",
        declared_on=content.safety_declared_on if lapses else None,
        declared_until=lapses,
        lacks_declaration=deadlines.lacks_declaration(content),
        can_declare=deadlines.can_declare(content),
    )


def section_title(section: str) -> str:
    """Return the name of a section of the form."""
    return {
        "om": _("Om tilbuddet"),
        "hvem": _("Hvem og hvornår"),
        "sted": _("Sted og pris"),
        "behov": _("Behov og mål"),
        "tryghed": _("Tryghed og kontakt"),
    }[section]


def lacking(content: OfferContent, today: dt.date) -> list[Fault]:
    """Return what must be said or put right before the offer can be sent, in the order of the form."""
    words = vocabulary.current()
    found = [*rules.faults(content, words), *rules.missing(content, words, today)]
    return sorted(found, key=lambda fault: rules.place_of(fault.field))


def tasks(content: OfferContent, today: dt.date, remarks: Sequence[Remark] = ()) -> list[Task]:
    """Return the sections of the form with where each of them stands."""
    everything = lacking(content, today)
    found = []
    for section in rules.SECTIONS:
        own = tuple(fault for fault in everything if fault.section == section)
        said = tuple(one for one in remarks if _section_of(one.field) == section)
        blank = is_blank(content, section)
        waits = tuple(show.field_label(field) for field in _CAN_WAIT[section] if not _says(content, field))
        found.append(
            Task(
                section=section,
                title=section_title(section),
                summary=_asks(section) if blank else _summary(content, section) or _asks(section),
                can_wait=() if blank or own else tuple(label[:1].lower() + label[1:] for label in waits),
                state=_state(own, said, blank=blank),
                lacking=own,
                remarks=said,
            )
        )
    return found


def remarks(comments: Sequence[FieldComment], verdicts: Iterable[TagVerdict] = ()) -> list[Remark]:
    """Return what reviewers said of fields, and why they did not accept a policy answer, with the fields' names."""
    said = [(one.field, one.text) for one in comments]
    not_accepted = _("Svaret er ikke godkendt.")
    said += [
        (f"policy.{verdict.element}", f"{not_accepted} {verdict.reason or ''}".strip())
        for verdict in verdicts
        if not verdict.accepted
    ]
    return [Remark(field, show.field_label(field), text) for field, text in said]


def story(lines: Sequence[HistoryLine]) -> list[HistoryLine]:
    """Return what happened, newest first; a section that somebody saved again and again in a day is told once."""
    told: list[HistoryLine] = []
    for line in lines:
        previous = told[-1] if told else None
        if previous is None or _key(line) != _key(previous):
            told.append(line)
    return told


def is_blank(content: OfferContent, section: str) -> bool:
    """Whether nothing has been said in a section."""
    nothing = OfferContent()
    return all(getattr(content, field) == getattr(nothing, field) for field in rules.SECTIONS[section])


def _section_of(field: str) -> str | None:
    return rules.SECTION_OF_FIELD.get(field.split(".", maxsplit=1)[0])


def _key(line: HistoryLine) -> tuple[str | None, str, str | None, dt.date]:
    return line.actor_id, line.verb, line.note, danish_day(line.at)


def _state(own: Sequence[Fault], said: Sequence[Remark], *, blank: bool) -> State:
    if said:
        return State(ngettext("1 kommentar", "%(n)s kommentarer", len(said)) % {"n": len(said)}, "miss")
    if blank:
        return State(_("Ikke begyndt"), "miss")
    if own:
        return State(ngettext("Mangler 1 svar", "Mangler %(n)s svar", len(own)) % {"n": len(own)}, "miss")
    return State(_("Færdig"), "fit")


def _asks(section: str) -> str:
    """Return what a section asks about."""
    return {
        "om": _("Navn, beskrivelse og aktiviteter"),
        "hvem": _("Alder, tider, og hvordan man er med"),
        "sted": _("Sted, pris, adgang og sprog"),
        "behov": _("Hvilke behov I møder, og hvad I bidrager til"),
        "tryghed": _("Kontakt, tilmelding og trygge rammer"),
    }[section]


def _summary(content: OfferContent, section: str) -> str:
    if section == "om":
        return _shortened(content.summary or content.description or content.title)
    if section == "hvem":
        return sentences([*show.who(content), *show.when(content)])
    if section == "sted":
        place = [show.where(content)] if show.where(content) else []
        return sentences([*place, *show.price(content)])
    if section == "behov":
        needs, answered = len(content.needs), len([answer for answer in content.policy if answer.answer])
        return sentences(
            [
                ngettext("1 behov valgt", "%(n)s behov valgt", needs) % {"n": needs} if needs else "",
                ngettext("1 svar på et politikmål", "%(n)s svar på politikmål", answered) % {"n": answered}
                if answered
                else "",
            ]
        )
    person = content.contact
    named = ", ".join(part for part in (person.name, person.role) if part) or person.email or person.phone or ""
    return sentences([named, *show.labels("safety", content.safety[:2])])


def _says(content: OfferContent, field: str) -> bool:
    if field == "weekly":
        return bool(show.when(content))
    return getattr(content, field) not in (None, (), "")


def _shortened(text: str) -> str:
    """Return the beginning of a text, in whole words."""
    text = " ".join(text.split())
    return text if len(text) <= _FIRST_WORDS else text[:_FIRST_WORDS].rpartition(" ")[0] + " …"
