"""The section "Hvem og hvornår": whom it is for, and when it takes place."""

from __future__ import annotations

from dataclasses import dataclass
from typing import get_args

from litestar.datastructures import FormMultiDict

from registry.i18n import gettext as _
from registry.offers import show as words_of
from registry.offers.content import DAYS, Audience, Gender, OfferContent, Slot
from registry.offers.forms.reading import Around, Reading, SectionForm, shown_yes_no

#: More rows than a week needs are not read.
MOST_ROWS = 40
_PARTS = ("day", "start", "end")


@dataclass(frozen=True)
class Row:
    """A weekly time as it stands in the form."""

    day: str = ""
    start: str = ""
    end: str = ""

    @property
    def is_blank(self) -> bool:
        """Whether nothing has been filled in."""
        return not (self.day or self.start or self.end)


def show(content: OfferContent, _around: Around) -> SectionForm:
    """Return the form with what the content says; a row to fill in stands ready."""
    rows = [row_of(slot) for slot in content.weekly]
    return SectionForm.showing(
        {
            "age_min": "" if content.age_min is None else str(content.age_min),
            "age_max": "" if content.age_max is None else str(content.age_max),
            "gender": content.gender or "",
            "audience": list(content.audience),
            "capacity": "" if content.capacity is None else str(content.capacity),
            "ways": list(content.ways),
            "weekly": rows or [Row()],
            "starts_on": content.starts_on.isoformat() if content.starts_on else "",
            "ends_on": content.ends_on.isoformat() if content.ends_on else "",
            "period": content.period or "",
            "by_appointment": shown_yes_no(content.by_appointment),
            "closed_in_holidays": shown_yes_no(content.closed_in_holidays),
            "setting": list(content.setting),
        }
    )


def read(posted: FormMultiDict, before: OfferContent, _around: Around) -> SectionForm:
    """Read the posted form; rows that were left blank are dropped."""
    reading = Reading(posted)
    age = _("Skriv en alder i hele år fra 0 til 120")
    return reading.finish(
        before,
        age_min=reading.whole("age_min", age),
        age_max=reading.whole("age_max", age),
        gender=reading.one_of("gender", get_args(Gender)),
        audience=reading.some_of("audience", get_args(Audience)),
        capacity=reading.whole("capacity", _("Skriv, hvor mange der kan være med ad gangen, som et helt tal fra 1")),
        ways=reading.facet("ways"),
        weekly=slots(reading, posted),
        starts_on=reading.day("starts_on"),
        ends_on=reading.day("ends_on"),
        period=reading.line("period"),
        by_appointment=reading.yes_no("by_appointment"),
        closed_in_holidays=reading.yes_no("closed_in_holidays"),
        setting=reading.facet("setting"),
    )


def press(form: SectionForm, posted: FormMultiDict, _around: Around) -> None:
    """Add a row, or remove one, in the form that is about to be drawn again."""
    form.errors = {name: message for name, message in form.errors.items() if not name.startswith("weekly.")}
    gone = str(posted.get("remove", ""))
    rows: list[Row] = []
    for n in _numbers(posted):
        own = Reading(posted)
        row = _typed_row(own, n)
        if str(n) != gone and not ("add" in posted and row.is_blank):
            form.errors |= _renumbered(own, len(rows))
            rows.append(row)
    if "add" in posted and len(rows) < MOST_ROWS:
        rows.append(Row())
    form.values["weekly"] = rows


def row_of(slot: Slot) -> Row:
    """Return a weekly time as it stands in the form."""
    start, end = (words_of.clock_time(time) if time else "" for time in (slot.start, slot.end))
    return Row(slot.day, start, end)


def _numbers(posted: FormMultiDict) -> list[int]:
    return [n for n in range(MOST_ROWS) if any(f"weekly.{n}.{part}" in posted for part in _PARTS)]


def _typed_row(reading: Reading, n: int) -> Row:
    day, start, end = (reading.typed(f"weekly.{n}.{part}") for part in _PARTS)
    return Row(day if day in DAYS else "", start, end)


def slots(reading: Reading, posted: FormMultiDict) -> tuple[Slot, ...]:
    """Read the rows; those that are drawn again are numbered without the blank ones, as the slots are."""
    rows: list[Row] = []
    slots: list[Slot] = []
    for n in _numbers(posted):
        own = Reading(posted)
        row = _typed_row(own, n)
        if row.is_blank and not own.form.errors:
            continue
        if not row.day:
            own.wrong(f"weekly.{n}.day", _("Vælg en ugedag"))
        start, end = own.time(f"weekly.{n}.start"), own.time(f"weekly.{n}.end")
        reading.form.errors |= _renumbered(own, len(rows))
        rows.append(row)
        slots.append(Slot(next((day for day in DAYS if day == row.day), "mon"), start, end))
    reading.form.values["weekly"] = rows or [Row()]
    return tuple(slots)


def _renumbered(row: Reading, n: int) -> dict[str, str]:
    """Return what is wrong with a row, under the names its fields have when it is drawn as row n."""
    return {f"weekly.{n}.{name.rsplit('.', 1)[1]}": message for name, message in row.form.errors.items()}
