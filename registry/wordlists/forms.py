"""What was typed in an entry's form, and the edit that it makes of what the package says."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from litestar.datastructures import FormMultiDict

from registry import danish, vocabulary
from registry.i18n import gettext as _
from registry.overlay import State
from registry.vocabulary import Fields, Place
from registry.web.forms import Form, typed_text
from registry.wordlists import calls, kinds
from registry.wordlists.kinds import Field

_MOST_LINE, _MOST_TEXT, _MOST_PHRASE, _MOST_PHRASES = 120, 1000, 100, 2000
_NUMBER = re.compile(r"\d{3,4}|\d{6}|\d{8}")


@dataclass
class Typed:
    """A form as it was typed, and what it lays over each place; nothing while something is wrong with it."""

    form: Form[Any]
    laid: dict[Place, Fields]
    name: str = ""


def read(posted: FormMultiDict, state: State, kind: str, id_: str | None) -> Typed:
    """Read a form.

    Args:
        posted: its fields.
        state: what lies over the package's data now.
        kind: of the entry.
        id_: its id; None for a new one.
    """
    form: Form[Any] = Form()
    wanted: dict[str, Any] = {}
    for one in kinds.fields(kind, is_new=id_ is None):
        wanted[one.name] = _read(form, posted, one)
    if kind == "besked":
        wanted["call"] = _calls(form, posted)
    if id_ is None:
        id_ = _new_id(form, state, kind, wanted)
    laid: dict[Place, Fields] = {}
    for part, place in kinds.places(kind, id_).items():
        own = {name: value for name, value in wanted.items() if _part(kind, name) == part and name != "id"}
        laid[place] = _edit(state, place, own)
    if kind == "omraade":
        laid |= _places(form, posted, state, id_)
    changed = {place: fields for place, fields in laid.items() if dict(state.edits.get(place, {})) != dict(fields)}
    return Typed(form, {} if form.errors else changed, str(wanted.get("label_da") or id_))


def set_back(state: State, places: Iterable[Place]) -> dict[Place, Fields]:
    """Return the edit that lets the package's data count again."""
    return {place: {} for place in places if place in state.edits}


def _read(form: Form[Any], posted: FormMultiDict, one: Field) -> Any:
    raw = posted.get(one.name, "")
    if one.shape == "tick":
        form.values[one.name] = bool(raw)
        return bool(raw) or None
    typed = typed_text(raw)
    form.values[one.name] = typed
    if one.shape == "phrases":
        lines = list(dict.fromkeys(" ".join(line.split()) for line in typed.splitlines() if line.strip()))
        if one.needed and not lines:
            form.errors[one.name] = _("Skriv mindst én linje under ”%(field)s”.") % {"field": one.label}
        elif len(lines) > _MOST_PHRASES:
            form.errors[one.name] = _("Skriv højst %(n)s linjer.") % {"n": _MOST_PHRASES}
        elif too_long := next((line for line in lines if len(line) > _MOST_PHRASE * (5 if "|" in line else 1)), None):
            form.errors[one.name] = _("Del linjen ”%(line)s…”, den er for lang.") % {"line": too_long[:30]}
        return lines or None
    if one.shape == "choice" and typed not in dict(one.options):
        form.errors[one.name] = _("Vælg under ”%(field)s”.") % {"field": one.label}
    elif one.needed and not typed:
        form.errors[one.name] = _("Skriv noget i ”%(field)s”.") % {"field": one.label}
    elif len(typed) > (_MOST_LINE if one.shape == "line" else _MOST_TEXT):
        form.errors[one.name] = _("Gør ”%(field)s” kortere.") % {"field": one.label}
    return " ".join(typed.split())


def _calls(form: Form[Any], posted: FormMultiDict) -> list[dict[str, str]]:
    found, typed = calls.read(posted)
    form.values |= typed
    if not found:
        form.errors["call-0-number"] = _("Skriv mindst ét nummer, man kan ringe til.")
    for at in range(calls.MOST):
        call = {name: typed[f"call-{at}-{name}"] for name in calls.FIELDS}
        if not any(call.values()):
            continue
        if not _NUMBER.fullmatch(call["number"].replace(" ", "")):
            form.errors[f"call-{at}-number"] = _("Skriv et dansk nummer med 3, 4, 6 eller 8 cifre.")
        elif empty := next((name for name in calls.FIELDS if not call[name]), None):
            form.errors[f"call-{at}-{empty}"] = _("Udfyld alle felter ved %(number)s.") % {"number": call["number"]}
    return found


def _new_id(form: Form[Any], state: State, kind: str, wanted: dict[str, Any]) -> str:
    if kind == "aktivitet":
        id_ = str(wanted["id"]).lower()
        if id_ and not id_.isalnum():
            form.errors.setdefault("id", _("Skriv ét ord med små bogstaver."))
        if id_ in state.vocabulary.activities.concrete or id_ in state.vocabulary.facets["activity"].values:
            form.errors.setdefault("id", _("Den findes allerede. Ret den i stedet."))
        return id_ or "ny"
    plain = re.sub("[^a-z0-9]+", "_", danish.fold(str(wanted["label_da"]))).strip("_")[:40] or "nyt_behov"
    number = 2
    id_ = plain
    while id_ in state.vocabulary.needs:
        id_, number = f"{plain}_{number}", number + 1
    return id_


def _places(form: Form[Any], posted: FormMultiDict, state: State, area: str) -> dict[Place, Fields]:
    """Read the postal districts and the local names of an area."""
    words = state.vocabulary
    ticked = [code for code in posted.getall("postals", []) if code in words.postals]
    lines = typed_text(posted.get("localities", ""))
    form.values |= {"postals": ticked, "localities": lines}
    if lost := [code for code in words.areas[area].postals if code not in ticked]:
        message = _("%(code)s skal ligge i et område. Sæt kryds ved det i det område, det flytter til.")
        form.errors["postals"] = message % {"code": lost[0]}
    laid = {(place := Place("postal", code)): _edit(state, place, {"area": area}) for code in ticked}
    named: dict[str, str] = {}
    for line in filter(None, map(str.strip, lines.splitlines())):
        name, _comma, code = (part.strip() for part in line.rpartition(","))
        if not name or code not in ticked:
            form.errors["localities"] = _("Skriv navn, komma og et af områdets postnumre: ”Vejgaard, 9000”.")
        named[name] = code
    here = {one.name for one in words.localities if one.postal in words.areas[area].postals}
    laid |= {place: {} for place in state.edits if place.part == "locality" and place.entry in here - named.keys()}
    for name, code in named.items():
        place = Place("locality", name)
        laid[place] = _edit(state, place, {"postal": code})
    return laid


def _part(kind: str, name: str) -> str:
    return next((one.part for one in kinds.fields(kind) if one.name == name and one.part), kinds.PART[kind])


def _edit(state: State, place: Place, wanted: Fields) -> Fields:
    package = vocabulary.entry(vocabulary.packaged_documents(), place)
    if package is None:
        together = {**state.edits.get(place, {}), **wanted}
        return {name: value for name, value in together.items() if value is not None}
    return vocabulary.difference(package, wanted)
