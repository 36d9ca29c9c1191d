"""What partners post about their organisation, and when they ask to join one."""

from __future__ import annotations

from collections.abc import Callable
from typing import Annotated

import msgspec
from litestar.datastructures import FormMultiDict

from registry.i18n import gettext as _
from registry.partners import rules
from registry.partners.labels import sectors
from registry.partners.rules import Details
from registry.web.forms import Form, read
from registry.web.screening import on_one_line, screen

DetailsForm = Form[Details]


class Question(msgspec.Struct):
    """What somebody writes when they ask to join."""

    message: Annotated[str, msgspec.Meta(max_length=rules.LONGEST_MESSAGE)] | None = None


class _Typed(msgspec.Struct):
    """The details as typed. An organisation that an import made may lack some; one that is saved here doesn't."""

    name: str
    sector: str
    postal_code: str
    contact_name: Annotated[str, msgspec.Meta(max_length=200)]
    contact_email: str
    cvr: str | None = None
    website: str | None = None
    contact_role: Annotated[str, msgspec.Meta(max_length=200)] | None = None
    contact_phone: str | None = None


def read_details(posted: FormMultiDict) -> DetailsForm:
    """Read the details of an organisation; each is returned in its one form."""
    form: DetailsForm = Form()
    typed = screen(on_one_line(read(posted, _Typed, _missing()), _Typed.__struct_fields__))
    form.values, form.errors = typed.values, typed.errors
    tidy: dict[str, str | None] = {}
    for field, (reader, message) in _readers().items():
        value = form.value(field)
        tidy[field] = reader(value) if value else None
        if value and tidy[field] is None and field not in form.errors:
            form.errors[field] = message
    order = [*_readers(), ""]
    form.errors = dict(sorted(form.errors.items(), key=lambda error: order.index(error[0])))
    if not form.errors:
        form.data = msgspec.convert(tidy, Details)
    return form


def read_question(posted: FormMultiDict) -> Form[Question]:
    """Read what somebody writes when they ask to join."""
    return screen(read(posted, Question))


def _missing() -> dict[str, str]:
    return {
        "name": _("Skriv jeres navn"),
        "sector": _("Vælg, hvad I er"),
        "postal_code": _("Skriv jeres postnummer"),
        "contact_name": _("Skriv, hvem kommunen kan kontakte"),
        "contact_email": _("Skriv kontaktpersonens e-mail"),
    }


def _readers() -> dict[str, tuple[Callable[[str], str | None], str]]:
    """Return how each field is read and what to say when it can't be, in the order of the form."""
    known = {value for value, _label in sectors()}
    return {
        "name": (rules.read_name, _("Skriv jeres navn med 2 til %(most)s tegn") % {"most": rules.LONGEST_NAME}),
        "sector": (lambda typed: typed if typed in known else None, _("Vælg, hvad I er")),
        "cvr": (rules.read_cvr, _("Skriv de 8 cifre i jeres CVR-nummer, og se efter, om et af dem er forkert")),
        "postal_code": (rules.read_postal_code, _("Skriv postnummeret med 4 cifre")),
        "website": (rules.read_website, _("Skriv adressen på jeres hjemmeside, fx www.forening.dk")),
        "contact_name": (_one_line, _("Skriv, hvem kommunen kan kontakte")),
        "contact_role": (_one_line, _("Skriv rollen med få ord")),
        "contact_email": (rules.read_email, _("Skriv e-mailen, som den skal være, fx navn@forening.dk")),
        "contact_phone": (rules.read_phone, _("Skriv telefonnummeret med 8 cifre")),
    }


def _one_line(typed: str) -> str | None:
    return " ".join(typed.split()) or None
