"""What has to hold in the vocabulary beyond the form of each field."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from typing import Any

from registry import danish
from registry.vocabulary.model import Crosswalk, Element, Framework, Vocabulary
from registry.vocabulary.model_places import Municipality
from registry.vocabulary.phrases import slots_of, written_out
from registry.vocabulary.reading import Table

_MONTH = re.compile(r"\d{4}-(0[1-9]|1[0-2])")
_TELEPHONE = re.compile(r"\d[\d ]*\d")


def entries(table: Table, field: str, key: str = "id") -> list[Any]:
    """Return a table's own entries, at least one, with different keys."""
    found = table.get(field)
    if not isinstance(found, list) or not found:
        raise table.broken(f"has no [[….{field}]]", f"har ingen [[….{field}]]")
    keys = [entry.get(key) for entry in found if isinstance(entry, dict)]
    for one in keys:
        if keys.count(one) > 1:
            raise table.broken(f"has two [[….{field}]] with the {key} {one!r}", f"har {key} ”{one}” to gange")
    return found


def telephone(table: Table, number: str) -> None:
    """A Danish number has three digits (112), four (1888), six (116 111) or eight."""
    if not _TELEPHONE.fullmatch(number) or len(number.replace(" ", "")) not in {3, 4, 6, 8}:
        raise table.broken(
            f"number {number!r} is not a Danish telephone number",
            f"”{number}” er ikke et dansk telefonnummer med 3, 4, 6 eller 8 cifre",
        )


def framework(table: Table, one: Framework) -> None:
    """The validity runs forward, the adoption is a month, and the source can be opened."""
    if one.valid_to is not None and one.valid_to < one.valid_from:
        raise table.broken(
            f"valid_to {one.valid_to} is before valid_from {one.valid_from}", "slutter, før den begynder"
        )
    if not _MONTH.fullmatch(one.adopted):
        raise table.broken(
            f"adopted must be a year and month such as 2023-04, not {one.adopted!r}",
            "adopted skal være år og måned som 2023-04",
        )
    if not one.source_url.startswith("https://"):
        raise table.broken("source_url must begin with https://", "source_url skal begynde med https://")


def parent(table: Table, one: Element, earlier: Mapping[str, Element]) -> None:
    """A parent stands earlier in the file and in the same framework, and siblings have different orders."""
    if one.parent is not None:
        above = earlier.get(one.parent)
        if above is None:
            raise table.broken(
                f"parent {one.parent!r} is not an [[element]] above this one",
                f"parent ”{one.parent}” skal være et element, der står før dette",
            )
        if above.framework != one.framework:
            raise table.broken(
                f"parent {one.parent!r} belongs to another framework, {above.framework!r}",
                f"parent ”{one.parent}” hører til en anden ramme, ”{above.framework}”",
            )
    for other in earlier.values():
        if (other.framework, other.parent, other.order) == (one.framework, one.parent, one.order):
            raise table.broken(
                f"has the same order {one.order} as {other.id!r}", f"har samme nummer {one.order} som ”{other.id}”"
            )


def crosswalk(table: Table, one: Crosswalk, elements: Mapping[str, Element]) -> None:
    """A crosswalk leads to another framework, unless the element is retired and leads nowhere."""
    if one.target is None:
        if table.get("to") is not None:
            raise table.broken(
                "a retired element leads nowhere: take 'to' out", "et udgået element fører ingen steder hen"
            )
    elif elements[one.source].framework == elements[one.target].framework:
        raise table.broken(f"leads to {one.target!r} in the same framework", f"fører til ”{one.target}” i samme ramme")


def municipality(table: Table, one: Municipality) -> None:
    """Codes and numbers have their lengths, and the box has an inside."""
    for field, pattern in (("code", r"\d{4}"), ("cvr", r"\d{8}")):
        if not re.fullmatch(pattern, getattr(one, field)):
            raise table.broken(
                f"{field} {getattr(one, field)!r} has the wrong number of digits", f"{field} har et forkert antal cifre"
            )
    telephone(table, one.phone)
    south, west, north, east = one.box
    if not (south < north and west < east):
        raise table.broken(
            "box has no inside: south must be below north and west below east",
            "box har intet indre: syd skal være under nord og vest under øst",
        )


def postal_code(table: Table, code: str) -> str:
    """A postal code is four digits."""
    if not re.fullmatch(r"[1-9]\d{3}", code):
        raise table.broken(
            f"{code!r} is not a postal code of four digits", f"”{code}” er ikke et postnummer med fire cifre"
        )
    return code


def locality(table: Table, name: str, towns: Collection[str]) -> str:
    """A local name isn't the town's own, which is known already."""
    if name in towns:
        raise table.broken("is already the town of a [[postal]]", "er allerede navnet på en by med postnummer")
    return name


def border(table: Table, inside: Collection[str]) -> tuple[str, ...]:
    """Postal districts at the border are four digits and not also inside."""
    codes = table.texts("postals", needed=False)
    for code in codes:
        postal_code(table, code)
        if code in inside:
            raise table.broken(f"{code} is also a [[postal]]", f"{code} er også et postnummer i kommunen")
    table.done()
    return codes


def phrases(vocabulary: Vocabulary) -> None:
    """No need, signal or element says the same phrase twice, in whatever spelling, and each has a word in it.

    Phrases with alternatives may overlap: written so, they are easier to read.
    """
    things: list[tuple[str, Any, tuple[str, ...]]] = [
        *(
            (f"needs/{need.group}.toml", need, (*need.phrases, *need.doubtful, *need.hints))
            for need in vocabulary.needs.values()
        ),
        *((f"needs/{need.group}.toml", need, need.phrases_en) for need in vocabulary.needs.values()),
        *(("safety.toml", signal, signal.phrases) for signal in vocabulary.safety.values()),
        *(("safety.toml", signal, signal.phrases_en) for signal in vocabulary.safety.values()),
        *(("policy.toml", one, (*one.signals, *one.hints)) for one in vocabulary.elements.values()),
    ]
    for file, thing, all_phrases in things:
        table = Table(file, {"id": thing.id})
        seen: dict[str, str] = {}
        for written in all_phrases:
            for phrase in written_out(written):
                spelt = " ".join(danish.fold(word) for word in slots_of(phrase))
                if not any(map(str.isalnum, spelt)):
                    raise table.broken(f"phrase {phrase!r} has no word in it", f"der er intet ord i ”{phrase}”")
                same = seen.setdefault(f"{phrase if phrase.isupper() else ''}{spelt}", phrase)
                if same is not phrase:
                    raise table.broken(
                        f"phrases {same!r} and {phrase!r} are the same", f"”{same}” og ”{phrase}” er det samme"
                    )
