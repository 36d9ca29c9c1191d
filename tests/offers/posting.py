"""What a browser posts of a section's form, for tests that need no browser."""

from __future__ import annotations

import datetime as dt

from litestar.datastructures import FormMultiDict

from registry.offers import forms, suggesting
from registry.offers.content import OfferContent
from tests.make import CONTENT

TODAY = dt.date(2026, 11, 22)
AROUND = forms.Around(today=TODAY, askable=suggesting.askable("association", TODAY))


def posted(form: forms.SectionForm) -> list[tuple[str, str]]:
    """What a browser posts of a form that nobody has touched."""
    fields: list[tuple[str, str]] = []
    for name, value in form.values.items():
        if name == "weekly":
            for n, row in enumerate(value):
                fields += [(f"weekly.{n}.{part}", getattr(row, part)) for part in ("day", "start", "end")]
        elif isinstance(value, list):
            fields += [(name, one) for one in value]
        else:
            fields.append((name, value.replace("\n", "\r\n")))
    return fields


def read(section: str, before: OfferContent = CONTENT, **typed: str | list[str]) -> forms.SectionForm:
    """Read a section that shows `before`, with some fields typed over."""
    kind = forms.SECTIONS[section]
    names = {name.replace("__", "."): value for name, value in typed.items()}
    fields = [(name, value) for name, value in posted(kind.show(before, AROUND)) if name not in names]
    for name, value in names.items():
        fields += [(name, one) for one in ([value] if isinstance(value, str) else value)]
    return kind.read(FormMultiDict(fields), before, AROUND)
