"""What is missing or wrong in a policy framework that is being written: all of it, each with its place. Pure.

A hole is something that isn't written yet: a draft may have holes until it is published. Whatever else is a problem
can't be right as it stands; a file with such a problem isn't taken in.
"""

from __future__ import annotations

import datetime as dt
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from registry import danish
from registry.i18n import gettext as _
from registry.policy import document as fields
from registry.policy.document import Document, Entry
from registry.policy.rules import RELATIONS
from registry.policy.toml_file import Lines
from registry.vocabulary import Framework, Vocabulary
from registry.vocabulary.phrases import slots_of, written_out

_ID = re.compile("[a-z0-9][a-z0-9_.-]*")
_MONTH = re.compile(r"\d{4}-(0[1-9]|1[0-2])")
_MOST_ORDER = 99
_LONGEST = 200


@dataclass(frozen=True)
class Problem:
    """Something that is missing or wrong.

    Attributes:
        part: `framework`, `element` or `crosswalk`.
        index: which of them, from 0.
        field: the field; "" for the whole.
        name: what it is about, as an administrator calls it.
        message: what to do.
        is_hole: it just isn't written yet.
        line: on which line of the file it stands, from 1.
    """

    part: str
    index: int
    field: str
    name: str
    message: str
    is_hole: bool = False
    line: int | None = None


def find(document: Document, words: Vocabulary, lines: Lines | None = None) -> list[Problem]:
    """Return every problem of a draft, in the order of the file.

    Args:
        document: the draft.
        words: the vocabulary without it.
        lines: where it stands in its file, if it has one.
    """
    found = [*_of_framework(document, words), *_of_elements(document, words), *_of_crosswalk(document, words)]
    if lines is None:
        return found
    return [
        Problem(
            one.part, one.index, one.field, one.name, one.message, one.is_hole, lines.of(one.part, one.index, one.field)
        )
        for one in found
    ]


def undecided(document: Document, words: Vocabulary) -> list[str]:
    """Return the ids of the old elements of which nobody has said what they correspond to."""
    replaced = str(document["framework"].get("replaces") or "")
    said = {line.get("from") for line in document["crosswalk"]}
    return [one.id for one in words.elements_of(replaced) if one.id not in said]


def could_replace(kind: str, words: Vocabulary) -> Framework | None:
    """Return the newest framework of a kind: what another one of this kind takes over from."""
    same = [one for one in words.frameworks.values() if one.kind == kind]
    return max(same, key=lambda one: one.valid_from, default=None)


def _of_framework(document: Document, words: Vocabulary) -> Iterator[Problem]:
    entry: Entry = document["framework"]
    name = str(entry.get("title_da") or entry.get("id") or _("politikken"))
    yield from _form("framework", 0, name, entry)
    say = _speaker("framework", 0, name)
    if entry.get("id") in words.frameworks:
        yield say("id", _("Der er allerede en politik med det id. Find på et andet, for eksempel med årstal."))
    first, last, until = (_day(entry.get(field)) for field in ("valid_from", "valid_to", "replaced_until"))
    if first and last and last < first:
        yield say("valid_to", _("Sidste dag ligger før første dag. Ret en af dem."))
    if first and until and until < first:
        yield say(
            "replaced_until", _("De gamle svar skal vises mindst til den nye politik gælder. Vælg en senere dag.")
        )
    if entry.get("source_url") and not str(entry["source_url"]).startswith("https://"):
        yield say("source_url", _("Skriv hele adressen. Den skal begynde med https://"))
    if entry.get("adopted") and not _MONTH.fullmatch(str(entry["adopted"])):
        yield say("adopted", _("Skriv år og måned som 2026-04."))
    older = could_replace(str(entry.get("kind") or ""), words)
    replaced = words.frameworks.get(str(entry.get("replaces") or ""))
    if entry.get("replaces") and replaced is None:
        yield say("replaces", _("Der er ingen politik med det id. Vælg en af dem, der er."))
    elif replaced is not None and replaced.kind != entry.get("kind"):
        yield say("replaces", _("En politik kan kun afløse en af samme slags. Ret slagsen, eller vælg en anden."))
    elif older is not None and replaced is not older:
        message = _("Skriv, at den afløser ”%(name)s” (%(id)s), der er den nyeste af samme slags.")
        yield say("replaces", message % {"name": older.short_da, "id": older.id}, is_hole=not entry.get("replaces"))
    if older is not None and first and first <= older.valid_from:
        yield say("valid_from", _("Den nye politik skal gælde fra en senere dag end den, den afløser."))


def _of_elements(document: Document, words: Vocabulary) -> Iterator[Problem]:
    framework, elements = document["framework"], document["element"]
    if not elements:
        yield Problem("framework", 0, "", _("Mål"), _("Skriv mindst ét mål."), is_hole=True)
    elif all(one.get("audience") == "internal" for one in elements):
        yield Problem("framework", 0, "", _("Mål"), _("Mindst ét mål skal være for partnere."), is_hole=True)
    by_id = {one.get("id"): one for one in reversed(elements)}
    places = Counter((one.get("parent"), one.get("order")) for one in elements)
    for index, entry in enumerate(elements):
        name = str(entry.get("label_da") or entry.get("id") or _("Mål nr. %(n)s") % {"n": index + 1})
        yield from _form("element", index, name, entry)
        say = _speaker("element", index, name)
        if entry.get("id") in words.elements:
            yield say("id", _("Et mål i en anden politik har det id. Find på et andet."))
        elif entry.get("id") and by_id[entry["id"]] is not entry:
            yield say("id", _("To mål har det id. Giv dem hver sit."))
        if entry.get("framework") and entry["framework"] != framework.get("id"):
            yield say(
                "framework", _("Målet skal høre til ”%(id)s”, som er filens politik.") % {"id": framework.get("id")}
            )
        if entry.get("parent") and (entry["parent"] not in by_id or _is_under_itself(entry, by_id)):
            yield say("parent", _("Vælg et andet mål i den samme politik, som det hører under."))
        if entry.get("order") is not None and places[entry.get("parent"), entry["order"]] > 1:
            yield say("order", _("Et andet mål har den samme plads. Giv dem hver sit nummer."))
        yield from _of_words(entry, say)


def _of_words(entry: Entry, say: Any) -> Iterator[Problem]:
    seen: set[str] = set()
    for field in ("signals", "hints"):
        for phrase in entry.get(field) or () if isinstance(entry.get(field), list) else ():
            if not isinstance(phrase, str):
                continue
            spelt = {" ".join(danish.fold(word) for word in slots_of(one)) for one in written_out(phrase)}
            if not all(any(map(str.isalnum, one)) for one in spelt):
                yield say(field, _("”%(phrase)s” har intet ord i sig. Fjern det.") % {"phrase": phrase})
            elif spelt & seen:
                yield say(field, _("”%(phrase)s” står der to gange. Fjern den ene.") % {"phrase": phrase})
            seen |= spelt


def _of_crosswalk(document: Document, words: Vocabulary) -> Iterator[Problem]:
    replaced = document["framework"].get("replaces")
    old = {one.id: one for one in words.elements_of(str(replaced or ""))}
    new = {one.get("id") for one in document["element"]}
    lines: Sequence[Entry] = document["crosswalk"]
    by_source: dict[Any, list[Entry]] = {}
    for line in lines:
        by_source.setdefault(line.get("from"), []).append(line)
    for index, line in enumerate(lines):
        source = old.get(str(line.get("from")))
        name = source.label_da if source else str(line.get("from") or _("Linje %(n)s") % {"n": index + 1})
        yield from _form("crosswalk", index, name, line)
        say = _speaker("crosswalk", index, name)
        if line.get("from") and source is None:
            yield say("from", _("Det er ikke et mål i den politik, der bliver afløst. Ret id'et, eller fjern linjen."))
        if line.get("to") and line["to"] not in new:
            yield say("to", _("Der er intet nyt mål med id'et ”%(id)s”. Vælg et, der er.") % {"id": line["to"]})
        yield from _of_line(line, by_source[line.get("from")], say)
    for id_ in undecided(document, words):
        message = _("Sig, hvad målet svarer til i den nye politik, eller at det går ud.")
        yield Problem("crosswalk", len(lines), "from", old[id_].label_da, message, is_hole=True)


def _of_line(line: Entry, siblings: Sequence[Entry], say: Any) -> Iterator[Problem]:
    relation = line.get("relation")
    if relation == "retired":
        if line.get("to"):
            yield say("to", _("Et mål, der går ud, svarer ikke til noget. Fjern det nye mål, eller vælg noget andet."))
    elif relation and not line.get("to"):
        yield say("to", _("Vælg det nye mål, det svarer til."), is_hole=True)
    if len({one.get("relation") for one in siblings}) > 1:
        yield say("relation", _("Alle linjer om det samme gamle mål skal sige det samme."))
    elif relation == "split" and len(siblings) == 1:
        yield say("relation", _("Et mål, der er delt, svarer til mindst to nye. Vælg et mere."), is_hole=True)
    elif relation in RELATIONS and relation != "split" and line is not siblings[0]:
        yield say("to", _("Målet står der allerede. Vælg ”Delt i flere”, hvis det svarer til flere nye."))
    elif relation == "split" and any(one is not line and one.get("to") == line.get("to") for one in siblings):
        yield say("to", _("Det nye mål er valgt to gange. Fjern den ene linje."))


def _form(part: str, index: int, name: str, entry: Entry) -> Iterator[Problem]:
    """Yield what is wrong with fields by themselves, and which aren't written yet."""
    say, called = _speaker(part, index, name), fields.named()
    for field in entry:
        if field not in fields.FIELDS[part]:
            yield say(field, _("Feltet ”%(field)s” findes ikke. Ret stavningen, eller fjern det.") % {"field": field})
    for field in fields.FIELDS[part]:
        value = entry.get(field)
        if value in (None, "", []):
            if field not in fields.OPTIONAL:
                yield say(
                    field, _("Skriv %(what)s (%(field)s).") % {"what": called[field], "field": field}, is_hole=True
                )
        elif wrong := _wrong(part, field, value):
            yield say(field, wrong)


def _wrong(part: str, field: str, value: Any) -> str:
    """Return what is wrong with the value of a field, "" if nothing is."""
    if field in ("signals", "hints"):
        good = isinstance(value, list) and all(isinstance(one, str) and one.strip() for one in value)
        return "" if good else _("Skriv en liste af ord i klammer, hvert i anførselstegn.")
    if field == "order":
        good = isinstance(value, int) and not isinstance(value, bool) and 1 <= value <= _MOST_ORDER
        return "" if good else _("Skriv et helt tal fra 1 til 99.")
    if field == "needs_review":
        return "" if isinstance(value, bool) else _("Skriv true eller false, uden anførselstegn.")
    if not isinstance(value, str) or not value.strip():
        return _("Skriv en tekst i anførselstegn.")
    if field in ("valid_from", "valid_to", "replaced_until"):
        return "" if _day(value) else _("Skriv en dag som 2026-01-31.")
    longest = fields.LONGEST.get(field, _LONGEST)
    if len(value) > longest:
        return _("Skriv højst %(most)s tegn.") % {"most": longest}
    if field in ("id", "kind") and not _ID.fullmatch(value):
        return _("Brug kun små bogstaver a-z, tal, punktum, bindestreg og understreg.")
    known = {"type": fields.TYPES, "audience": fields.AUDIENCES, "relation": RELATIONS}.get(field)
    if known and value not in known:
        return _("Skriv en af: %(known)s.") % {"known": ", ".join(known)}
    return ""


def _speaker(part: str, index: int, name: str) -> Any:
    def say(field: str, message: str, *, is_hole: bool = False) -> Problem:
        return Problem(part, index, field, name, message, is_hole)

    return say


def _is_under_itself(entry: Entry, by_id: dict[Any, Entry]) -> bool:
    above, seen = entry, set()
    while above.get("parent") in by_id:
        if above.get("id") in seen:
            return True
        seen.add(above.get("id"))
        above = by_id[above["parent"]]
    return False


def _day(value: Any) -> dt.date | None:
    try:
        return dt.date.fromisoformat(value) if isinstance(value, str) else None
    except ValueError:
        return None
