"""The form by which an administrator verifies an organisation; `verify_form` in `partners/parts.html` draws it."""

from __future__ import annotations

from typing import Annotated

import msgspec
from litestar.datastructures import FormMultiDict

from registry.i18n import speaking
from registry.partners import rules
from registry.partners.actions import details_of
from registry.partners.models import Organisation
from registry.web import templates
from registry.web.forms import Form, read
from registry.web.screening import on_one_line, screen


class Reason(msgspec.Struct):
    """Why an organisation is verified, or isn't any more: one of the usual reasons, or own words."""

    reason: str | None = None
    own_words: Annotated[str, msgspec.Meta(max_length=rules.LONGEST_REASON)] | None = None


def read_reason(posted: FormMultiDict, missing: str) -> tuple[Form[Reason], str | None]:
    """Return the form, and the reason that was given: the usual one whose button was pressed, else own words.

    Args:
        posted: the fields.
        missing: what to say when no reason was given.
    """
    form = screen(on_one_line(read(posted, Reason), ["own_words"]))
    with speaking("da"):  # history is written in one language
        usual = rules.verification_reasons().get(str(form.value("reason")))
    if usual:
        return Form(), usual
    own = str(form.value("own_words"))
    if not own and not form.errors:
        form.reject("own_words", missing)
    return form, None if form.errors else own


def has_seen(posted: FormMultiDict, organisation: Organisation) -> bool:
    """Whether the form was drawn for what the organisation says of itself now."""
    return posted.get("seen") == seen(organisation)


def seen(organisation: Organisation) -> str:
    """Return what the form remembers of the organisation as it was drawn."""
    return rules.fingerprint(details_of(organisation))


templates.register(verification_reasons=rules.verification_reasons, seen_organisation=seen)
