"""Keeps CPR numbers out: a form with one is refused, and the number is gone before anything is drawn or kept."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, TypeVar

import msgspec

from registry import privacy
from registry.i18n import gettext as _
from registry.web.forms import Form
from registry.web.http import Request

T = TypeVar("T", bound=msgspec.Struct)


def cpr_message() -> str:
    """Return what to say about a field with a CPR number in it."""
    return _("Fjern CPR-nummeret. Skriv ikke personnumre i Sammen.")


def without_cpr(text: str) -> tuple[str, bool]:
    """Return the text without CPR numbers, and whether there were any."""
    found = privacy.find_cpr(text)
    return (privacy.without(text, found), True) if found else (text, False)


def asks_about_cpr(request: Request) -> bool:
    """Whether a CPR number stands in an address: lead on to one without it, so that it isn't kept."""
    return any(privacy.find_cpr(value) for value in request.query_params.values())


def screen(form: Form[T], fields: Iterable[str] | None = None) -> Form[T]:
    """Refuse CPR numbers in what was typed; call it before anything else looks at the form.

    Args:
        form: texts and lists of texts are looked at, also those that are wrong for another reason.
        fields: the fields to look at; all of them when not given.

    Returns:
        The same form. A field with a number is in error, and its value comes back without the number.
    """
    for name in list(form.values) if fields is None else fields:
        clean, had_cpr = _clean(form.values.get(name))
        if had_cpr:
            form.values[name] = clean
            form.reject(name, cpr_message())
    return form


def on_one_line(form: Form[T], fields: Iterable[str]) -> Form[T]:
    """Put what was typed in some fields on one line, before it is screened: a number may be spread over several."""
    for name in fields:
        if isinstance(value := form.values.get(name), str):
            form.values[name] = " ".join(value.split())
    return form


def _clean(value: Any) -> tuple[Any, bool]:
    if isinstance(value, str):
        return without_cpr(value)
    if isinstance(value, (list, tuple)):
        parts = [_clean(part) for part in value]
        return type(value)(part for part, _had in parts), any(had for _part, had in parts)
    return value, False
