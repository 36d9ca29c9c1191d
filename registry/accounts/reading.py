"""Reading a posted field as an account keeps it."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

import msgspec

from registry.accounts.rules import Unfit
from registry.web.forms import Form

T = TypeVar("T", bound=msgspec.Struct)


def refine(form: Form[T], field: str, kept: Callable[[str], object]) -> None:
    """Replace what was typed in a field by what is kept of it, or give the field the reason why it can't be."""
    typed = form.values.get(field)
    if not isinstance(typed, str) or field in form.errors:
        return
    try:
        value = kept(typed)
    except Unfit as unfit:
        form.reject(field, unfit.message)
        form.values[field] = unfit.shown if unfit.shown is not None else typed
        return
    if form.data is not None:
        form.data = msgspec.structs.replace(form.data, **{field: value})
