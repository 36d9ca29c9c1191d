"""HTML forms: posted fields become a struct, every error is kept, and so is everything that was typed.

msgspec stops at the first error and knows nothing of HTML's habits (no value for an empty list, "" for "left
blank", "on" for a ticked box), so each field is converted on its own.
"""

from __future__ import annotations

import re
import types
from collections.abc import Mapping
from dataclasses import dataclass, field
from types import NoneType
from typing import Annotated, Any, Generic, TypeVar, Union, get_args, get_origin, get_type_hints

import msgspec
from litestar.datastructures import FormMultiDict

from registry.i18n import gettext as _
from registry.i18n import ngettext

T = TypeVar("T", bound=msgspec.Struct)
#: PostgreSQL stores no zero characters, and nobody types the others.
_UNPRINTABLE = re.compile(r"[\x00-\x08\x0b-\x1f\x7f]")


@dataclass
class Form(Generic[T]):
    """What a template needs to draw a form.

    Attributes:
        values: what was typed, by field.
        errors: what is wrong, by field, in words that say what to do; "" for the form as a whole.
        data: the struct, when nothing is wrong.
    """

    values: dict[str, Any] = field(default_factory=dict)
    errors: dict[str, str] = field(default_factory=dict)
    data: T | None = None

    @property
    def status(self) -> int:
        """The status of the answer that draws the form."""
        return 422 if self.errors else 200

    def value(self, name: str) -> Any:
        """Return what stands in a field; "" when nothing does."""
        found = self.values.get(name)
        return "" if found is None or found is msgspec.UNSET else found

    def reject(self, name: str, message: str) -> Form[T]:
        """Add an error that was found later, by a rule or by the database; errors stand in the order of the fields."""
        self.errors[name] = message
        order = ["", *self.values]
        self.errors = dict(sorted(self.errors.items(), key=lambda one: _place(one[0], order)))
        self.data = None
        return self

    @classmethod
    def showing(cls, values: msgspec.Struct | Mapping[str, Any]) -> Form[T]:
        """Return a form that shows these values."""
        return cls(values=msgspec.structs.asdict(values) if isinstance(values, msgspec.Struct) else dict(values))


def read(posted: FormMultiDict, struct: type[T], messages: Mapping[str, str] | None = None) -> Form[T]:
    """Convert posted fields into the struct.

    Args:
        posted: the fields.
        struct: each of its fields is read under its encoded name; an `Annotated` `msgspec.Meta` gives its bounds.
        messages: what to say when a field is missing or wrong, by field; else a general sentence from its bounds.
    """
    form: Form[T] = Form()
    accepted: dict[str, Any] = {}
    hints = get_type_hints(struct, include_extras=True)
    for spec in msgspec.structs.fields(struct):
        kind = hints[spec.name]
        raw = _raw(posted, spec.encode_name, kind)
        form.values[spec.name] = raw
        own = (messages or {}).get(spec.name)
        if raw is msgspec.UNSET:
            if spec.required:
                form.errors[spec.name] = own or _("Udfyld feltet.")
            continue
        try:
            accepted[spec.name] = msgspec.convert(raw, kind, strict=False)
        except msgspec.ValidationError:
            form.errors[spec.name] = own or _explain(raw, kind)
    if not form.errors:
        form.data = struct(**accepted)
    return form


def _place(name: str, order: list[str]) -> int:
    return order.index(name) if name in order else len(order)


def _explain(raw: Any, kind: Any) -> str:
    """Return a sentence from the bounds of a field."""
    meta = next((part for part in _parts(kind) if isinstance(part, msgspec.Meta)), msgspec.Meta())
    if isinstance(raw, str) and meta.max_length is not None and len(raw) > meta.max_length:
        over = len(raw) - meta.max_length
        return (
            _("Skriv højst %(most)s tegn.") % {"most": meta.max_length}
            + " "
            + (ngettext("I har skrevet 1 for meget.", "I har skrevet %(n)s for meget.", over) % {"n": over})
        )
    if isinstance(raw, str) and meta.min_length is not None and len(raw) < meta.min_length:
        return _("Skriv mindst %(least)s tegn.") % {"least": meta.min_length}
    if _base(kind) in (int, float):
        if meta.ge is not None and meta.le is not None:
            return _("Skriv et tal fra %(least)s til %(most)s.") % {"least": meta.ge, "most": meta.le}
        return _("Skriv et tal.")
    return _("Værdien kan ikke bruges her. Vælg eller skriv en anden.")


def _raw(posted: FormMultiDict, name: str, kind: Any) -> Any:
    base = _base(kind)
    if base in (list, set, tuple):
        return [value for value in posted.getall(name, []) if value != ""]
    if base is bool:
        return posted.get(name) not in (None, "", "false", "0")
    value = posted.get(name, "")
    value = typed_text(value)
    if base is float:
        value = value.replace(",", ".")
    return msgspec.UNSET if value == "" else value


def typed_text(value: object) -> str:
    """Return a posted text as it is kept: with plain line breaks, and without blanks around it."""
    return _UNPRINTABLE.sub("", value.replace("\r\n", "\n")).strip() if isinstance(value, str) else ""


def _parts(kind: Any) -> list[Any]:
    if get_origin(kind) is Annotated:
        return [*_parts(get_args(kind)[0]), *get_args(kind)[1:]]
    if get_origin(kind) in (Union, types.UnionType):
        return [part for arg in get_args(kind) for part in _parts(arg)]
    return []


def _base(kind: Any) -> Any:
    """Return list for `list[int]`, int for `Annotated[int | None, …]`."""
    if get_origin(kind) is Annotated:
        return _base(get_args(kind)[0])
    if get_origin(kind) in (Union, types.UnionType):
        return _base(next(arg for arg in get_args(kind) if arg is not NoneType))
    return get_origin(kind) or kind
