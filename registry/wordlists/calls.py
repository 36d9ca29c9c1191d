"""Whom a safety message says one can call: a few fields each, with room for one more."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from litestar.datastructures import FormMultiDict

from registry.web.forms import typed_text

#: As in the vocabulary's file.
FIELDS = ("number", "label_da", "label_en", "when_da", "when_en")
MOST = 8


def calls_of(calls: Sequence[Mapping[str, Any]]) -> dict[str, str]:
    """Return calls as the fields of a form show them: `call-0-number` and so on."""
    return {f"call-{at}-{name}": str(call.get(name, "")) for at, call in enumerate(calls) for name in FIELDS}


def drawn(values: Mapping[str, Any]) -> int:
    """Return for how many calls a form has fields: those that have something, and one more."""
    used = [at for at in range(MOST) if any(values.get(f"call-{at}-{name}") for name in FIELDS)]
    return min(MOST, max(used, default=-1) + 2)


def read(posted: FormMultiDict) -> tuple[list[dict[str, str]], dict[str, str]]:
    """Return the calls that were typed, without those left empty, and all that was typed, by field."""
    typed = {
        f"call-{at}-{name}": typed_text(posted.get(f"call-{at}-{name}", "")) for at in range(MOST) for name in FIELDS
    }
    calls = [{name: typed[f"call-{at}-{name}"] for name in FIELDS} for at in range(MOST)]
    return [call for call in calls if any(call.values())], typed
