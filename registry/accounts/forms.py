"""The forms about accounts, as they are posted."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, Literal, TypeVar

import msgspec
from litestar.datastructures import FormMultiDict

from registry.accounts import rules, strength
from registry.accounts.mailing import Kind, Reviews
from registry.accounts.reading import refine
from registry.i18n import gettext as _
from registry.web.forms import Form, read

T = TypeVar("T", bound=msgspec.Struct)


class LinkForm(msgspec.Struct):
    """Asking for a link."""

    email: str


class PasswordForm(msgspec.Struct):
    """Signing in by password. The field is the page's second one for an address, so it has another name here."""

    email2: str = msgspec.field(name="email")
    password: str


class SignUpForm(msgspec.Struct):
    """Signing up as a partner."""

    name: str
    email: str
    password: str = ""


class OpenedLinkForm(msgspec.Struct):
    """What the page that a link opens lets one choose."""

    name: str = ""
    password: str = ""


class DetailsForm(msgspec.Struct):
    """Name and language."""

    name: str
    locale: Literal["da", "en"]


class MailForm(msgspec.Struct):
    """Which mail one gets; each part is asked of those it is for."""

    wanted: list[Kind]
    review_mail: Reviews = Reviews.DAILY


class NewPasswordForm(msgspec.Struct):
    """Setting or changing a password."""

    password: str
    current: str = ""


class RemovePasswordForm(msgspec.Struct):
    """Removing the password; the field has another name where it stands beside the form for changing it."""

    current_too: str


def read_account_form(posted: FormMultiDict, struct: type[T]) -> Form[T]:
    """Read a form about an account: addresses and names come out as they are kept, with an error where they can't."""
    form = read(posted, struct, _what_is_missing())
    refine(form, "email", rules.normalised_email)
    refine(form, "email2", rules.normalised_email)
    refine(form, "name", rules.fit_name)
    return form


def check_strength(form: Form[Any], password: str, known: Iterable[str]) -> None:
    """Refuse a password that is too easy to guess."""
    if found := strength.weakness(password, known):
        form.reject("password", found)


def _what_is_missing() -> Mapping[str, str]:
    return {
        "email": _("Skriv din e-mailadresse."),
        "email2": _("Skriv din e-mailadresse."),
        "name": _("Skriv dit navn."),
        "current": _("Skriv din nuværende adgangskode."),
        "current_too": _("Skriv din nuværende adgangskode."),
        "password": _("Skriv en adgangskode."),
        "locale": _("Vælg dansk eller engelsk."),
    }
