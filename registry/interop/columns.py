"""The columns of a table of offers, as people exchange it with a spreadsheet: what each is called and holds.

Headers are read in Danish and English, in the words of the form, and as the fields of `offers/1`, whatever their
capitals and punctuation.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Literal

from registry import vocabulary
from registry.danish import fold, words
from registry.i18n import LOCALES, current_locale, speaking
from registry.i18n import gettext as _
from registry.offers.content import FACET_OF_FIELD, MOST_POLICY_ANSWERS

#: How a cell is read: `line` and `text` as they are, `words` and `choices` are several values in one cell, `ages` is
#: "7-11", `slots` are fixed times, `told` is what an export says besides and an import passes over.
Kind = Literal[
    "line", "text", "words", "whole", "ages", "amount", "yes_no", "date", "choice", "choices", "slots", "told"
]


@dataclass(frozen=True)
class Column:
    """A column: the field of `offers/1` that it fills (`contact.email`, `policy.0.answer`), and how a cell is read."""

    key: str
    kind: Kind = "line"
    #: Other words that its header may be.
    also: tuple[str, ...] = ()


_POLICY = [
    column
    for n in range(MOST_POLICY_ANSWERS)
    for column in (Column(f"policy.{n}.element", "choice"), Column(f"policy.{n}.answer", "text"))
]
COLUMNS: Sequence[Column] = (
    Column("external_id", also=("eksternt id", "id", "nummer", "nr", "reference", "external id")),
    Column("organisation", also=("forening", "foreningens navn", "arrangør", "organization")),
    Column("sector", "choice", ("sektor", "type")),
    Column("cvr", also=("cvr", "cvr nr", "cvr no")),
    Column("title", also=("navn", "titel", "title", "name", "tilbud", "offer", "aktivitetens navn")),
    Column("summary", "text", ("kort beskrivelse", "resume", "summary")),
    Column("description", "text", ("tekst", "lang beskrivelse", "om tilbuddet")),
    Column("activities", "choices", ("aktivitet", "activity")),
    Column("keywords", "words", ("nøgleord", "stikord", "tags")),
    Column("website", also=("web", "website", "link", "url", "webadresse")),
    Column("age_min", "whole", ("alder fra", "min alder", "minimumsalder", "mindste alder", "minimum age")),
    Column("age_max", "whole", ("alder til", "maks alder", "max alder", "højeste alder", "maximum age")),
    Column("ages", "ages", ("aldersgruppe", "alderstrin", "age", "age group")),
    Column("for", "choice", ("køn", "gender")),
    Column("audience", "choices", ("hvem ellers",)),
    Column("capacity", "whole", ("antal pladser", "pladser", "places", "group size")),
    Column("ways", "choices", ("samarbejdsformer",)),
    Column("weekly", "slots", ("tider", "tidspunkt", "ugedag og tid", "times")),
    Column("starts_on", "date", ("startdato", "start", "begynder", "fra dato", "start date")),
    Column("ends_on", "date", ("slutdato", "slut", "slutter", "til dato", "end date")),
    Column("period", also=("sæson", "season")),
    Column("by_appointment", "yes_no", ("efter aftale",)),
    Column("closed_in_holidays", "yes_no", ("lukket i ferier", "ferielukket")),
    Column("setting", "choices", ("tid på dagen",)),
    Column("where", "choice", ("foregår",)),
    Column("address", also=("vej", "gade", "street")),
    Column("postal_code", also=("postnr", "post nr", "zip", "postcode", "postal code")),
    Column("town", also=("bynavn", "city")),
    Column("transport", "choices"),
    Column("access", "choices", ("adgang", "handicapadgang")),
    Column("access_note", "text", ("note om adgang",)),
    Column("languages", "choices", ("language",)),
    Column("price_dkk", "amount", ("pris", "kontingent", "price", "price dkk")),
    Column("price_unit", "choice", ("prisenhed", "pr")),
    Column("price_support", "yes_no", ("støtte",)),
    Column("price_school", "yes_no", ("skolen betaler",)),
    Column("price_note", "text", ("note om prisen",)),
    Column("needs", "choices", ("need",)),
    *_POLICY,
    Column("availability", "choice", ("ledigt", "plads", "availability")),
    Column("available_from", "date", ("ledig fra",)),
    Column("signup", "text", ("kom i gang", "how to start")),
    Column("signup_way", "choice", ("tilmeldingsform",)),
    Column("referrer", "choices", ("henvendelse",)),
    Column("contact.name", also=("kontakt", "kontaktnavn", "contact")),
    Column("contact.role", also=("rolle", "titel på kontakt")),
    Column("contact.email", also=("email", "mail", "kontakt e-mail", "contact email")),
    Column("contact.phone", also=("tlf", "telefonnummer", "mobil", "kontakt telefon", "phone number")),
    Column("safety", "choices", ("tryghed", "erklæringer")),
    Column("safety_declared_by", also=("erklæret af hvem",)),
    Column("safety_declared_on", "date", ("dato for erklæring",)),
    Column("partners", "told"),
    Column("status", "told"),
    Column("confirmed_on", "told"),
)
BY_KEY: Mapping[str, Column] = {column.key: column for column in COLUMNS}
#: What an offer is nothing without.
NEEDED = ("title",)


def header(key: str) -> str:
    """Return what a column is called, in the current language."""
    if key.startswith("policy."):
        number = int(key.split(".")[1]) + 1
        if key.endswith("element"):
            return _("Politikmål %(n)s") % {"n": number}
        return _("Svar på politikmål %(n)s") % {"n": number}
    return {
        "external_id": _("Eksternt nummer"),
        "organisation": _("Organisation"),
        "sector": _("Organisationstype"),
        "cvr": _("CVR-nummer"),
        "title": _("Tilbuddets navn"),
        "summary": _("Kort fortalt"),
        "description": _("Beskrivelse"),
        "activities": _("Aktiviteter"),
        "keywords": _("Søgeord"),
        "website": _("Hjemmeside"),
        "age_min": _("Fra alder"),
        "age_max": _("Til alder"),
        "ages": _("Alder"),
        "for": _("For piger eller drenge"),
        "audience": _("Hvem er ellers med"),
        "capacity": _("Hvor mange ad gangen"),
        "ways": _("Samarbejdsform"),
        "weekly": _("Faste tider"),
        "starts_on": _("Første dag"),
        "ends_on": _("Sidste dag"),
        "period": _("Periode"),
        "by_appointment": _("Andre tider efter aftale"),
        "closed_in_holidays": _("Lukket i skolernes ferier"),
        "setting": _("Hvornår på dagen"),
        "where": _("Hvor"),
        "address": _("Adresse"),
        "postal_code": _("Postnummer"),
        "town": _("By"),
        "transport": _("Transport"),
        "access": _("Tilgængelighed"),
        "access_note": _("Mere om adgang"),
        "languages": _("Sprog"),
        "price_dkk": _("Pris i kroner"),
        "price_unit": _("Prisen gælder"),
        "price_support": _("Støtte til betaling"),
        "price_school": _("Skolen eller institutionen betaler"),
        "price_note": _("Mere om prisen"),
        "needs": _("Behov"),
        "availability": _("Ledige pladser"),
        "available_from": _("Plads igen fra"),
        "signup": _("Sådan kommer man i gang"),
        "signup_way": _("Tilmelding"),
        "referrer": _("Hvem kan henvende sig"),
        "contact.name": _("Kontaktperson"),
        "contact.role": _("Kontaktpersonens rolle"),
        "contact.email": _("E-mail"),
        "contact.phone": _("Telefon"),
        "safety": _("Trygge rammer"),
        "safety_declared_by": _("Erklæret af"),
        "safety_declared_on": _("Erklæret den"),
        "partners": _("Sammen med"),
        "status": _("Status"),
        "confirmed_on": _("Bekræftet"),
    }[key]


def plain(text: str) -> str:
    """Return a header or a choice as it is compared: its words without capitals, accents and punctuation."""
    return fold(" ".join(word.text for word in words(text.replace("_", " ").replace("-", " "))))


@cache
def _known_headers() -> Mapping[str, str]:
    known: dict[str, str] = {}
    for locale in LOCALES:
        with speaking(locale):
            for column in COLUMNS:
                known.setdefault(plain(header(column.key)), column.key)
    for column in COLUMNS:
        for name in (column.key.replace(".", " "), *column.also):
            known.setdefault(plain(name), column.key)
    return known


def recognise(headers: Sequence[str]) -> list[str | None]:
    """Return the key of the column that each header names; None: it names none, or one that stands there already."""
    found: list[str | None] = []
    for one in headers:
        key = _known_headers().get(plain(one))
        found.append(None if key in found else key)
    return found


def choices(key: str) -> Mapping[str, str]:
    """Return what may stand in a column of choices: labels in the current language, by id."""
    return _choices(key, current_locale(), vocabulary.current().version)


@lru_cache(maxsize=200)
def _choices(key: str, locale: str, _version: str) -> Mapping[str, str]:
    field = key.split(".", maxsplit=1)[0]
    own: dict[str, Mapping[str, str]] = {
        "for": {"alle": _("Alle"), "piger": _("Kun piger"), "drenge": _("Kun drenge")},
        "audience": {"foraeldre": _("For forældre"), "familie": _("For hele familien"), "fagfolk": _("For fagfolk")},
        "where": {"address": _("På en adresse"), "comes_to_you": _("Vi kommer ud til jer"), "online": _("Online")},
        "price_unit": {
            "gang": _("pr. gang"),
            "maaned": _("pr. måned"),
            "saeson": _("pr. sæson"),
            "aar": _("pr. år"),
            "forloeb": _("for hele forløbet"),
        },
    }
    if field in own:
        return own[field]
    known = vocabulary.current()
    if field == "policy":
        return {id_: element.label(locale) for id_, element in known.elements.items()}
    values = known.needs if field == "needs" else known.facets[FACET_OF_FIELD.get(field, field)].values
    return {id_: value.label(locale) for id_, value in values.items()}


def offered(key: str) -> list[str]:
    """Return the labels to choose from in a template: of policy elements, those that every partner is asked about."""
    elements = vocabulary.current().elements
    return [label for id_, label in choices(key).items() if id_ not in elements or elements[id_].is_for_partners]


def spellings(key: str) -> Mapping[str, str]:
    """Return the id of each way to write a choice of a column: its label in either language, and the id itself."""
    return _spellings(key, vocabulary.current().version)


@lru_cache(maxsize=100)
def _spellings(key: str, _version: str) -> Mapping[str, str]:
    known: dict[str, str] = {}
    for locale in LOCALES:
        with speaking(locale):
            for id_, label in choices(key).items():
                known.setdefault(plain(label), id_)
    for id_ in choices(key):
        known.setdefault(plain(id_), id_)
    return known
