"""What is typed when partners are sought and written to. A CPR number is gone before anything else looks at it."""

from __future__ import annotations

import datetime as dt
from typing import Any

import msgspec
from litestar.datastructures import FormMultiDict

from registry.i18n import gettext as _
from registry.joint import rules
from registry.offers.rules import too_long
from registry.offers.together import Help
from registry.web import forms
from registry.web.forms import Form
from registry.web.screening import screen


class Sought(msgspec.Struct):
    """What an offer lacks."""

    kinds: list[Help]
    text: str
    until: dt.date


class Letter(msgspec.Struct):
    """What a partner writes, and for which organisation."""

    text: str
    organisation: str = ""


class Answer(msgspec.Struct):
    """What is answered."""

    answer: str


def read_sought(posted: FormMultiDict, today: dt.date) -> Form[Sought]:
    """Read what is sought."""
    until = _("Vælg en dag fra i dag og højst et år frem")
    form = screen(
        forms.read(
            posted,
            Sought,
            {
                "kinds": _("Sæt kryds ved det, I mangler"),
                "text": _("Skriv en sætning om, hvad I mangler"),
                "until": until,
            },
        )
    )
    if not form.value("kinds"):
        form.reject("kinds", _("Sæt kryds ved det, I mangler"))
    _limit(form, "text", rules.LONGEST_WISH)
    if "until" not in form.errors and not rules.is_end(dt.date.fromisoformat(str(form.value("until"))), today):
        form.reject("until", until)
    return form


def read_letter(posted: FormMultiDict) -> Form[Letter]:
    """Read what a partner writes."""
    form = screen(forms.read(posted, Letter, {"text": _("Skriv, hvad I kan hjælpe med")}))
    _limit(form, "text", rules.LONGEST_LETTER)
    return form


def read_answer(posted: FormMultiDict) -> Form[Answer]:
    """Read an answer to a partner."""
    form = screen(forms.read(posted, Answer, {"answer": _("Skriv et svar, eller læg beskeden væk")}))
    _limit(form, "answer", rules.LONGEST_LETTER)
    return form


def _limit(form: Form[Any], name: str, most: int) -> None:
    over = len(str(form.value(name))) - most
    if over > 0:
        form.reject(name, too_long(most, over))
