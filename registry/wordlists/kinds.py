"""What can be edited: the kinds of entries, the fields of each, and where in the vocabulary they stand."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from registry import vocabulary
from registry.i18n import current_locale
from registry.i18n import gettext as _
from registry.vocabulary import Place, Vocabulary

#: The kinds by their names in addresses.
KINDS = ("behov", "aktivitet", "aktivitetstype", "omraade", "besked")
#: Those that may be added to, and whose entries may be retired.
GROWING = ("behov", "aktivitet")
PART = {"behov": "need", "aktivitet": "activity", "aktivitetstype": "kind", "omraade": "area", "besked": "safety"}


@dataclass(frozen=True)
class Field:
    """A field of a form; it has the name of the field in the vocabulary's files.

    Attributes:
        shape: a line, a longer text, phrases (one a line), a choice, or a tick.
        part: the part of the vocabulary it stands in, where that isn't the kind's own.
        needed: whether it must be filled in.
    """

    name: str
    shape: Literal["line", "text", "phrases", "choice", "tick"]
    label: str
    hint: str = ""
    part: str = ""
    needed: bool = True
    options: tuple[tuple[str, str], ...] = ()

    @property
    def is_english(self) -> bool:
        """Whether it is the English side of something."""
        return self.name == "en" or self.name.endswith("_en")


def title(kind: str) -> str:
    """Return the name of a kind, of many."""
    return {
        "behov": _("Behov"),
        "aktivitet": _("Aktiviteter"),
        "aktivitetstype": _("Slags aktiviteter"),
        "omraade": _("Områder"),
        "besked": _("Sikkerhedsbeskeder"),
    }[kind]


def about(kind: str) -> str:
    """Return what a kind is for, in a sentence."""
    return {
        "behov": _("Det, et barn kan have brug for, og hvordan folk siger det."),
        "aktivitet": _("Det, man kan gå til eller holde af: fodbold, heste, kor."),
        "aktivitetstype": _("De brede slags aktiviteter, som et tilbud vælger imellem."),
        "omraade": _("Dele af kommunen, og de navne folk bruger for steder i dem."),
        "besked": _("Det, der vises over resultaterne, når en sætning tyder på fare."),
    }[kind]


def places(kind: str, id_: str) -> dict[str, Place]:
    """Return where an entry stands in the vocabulary, by part; its own part first."""
    own = PART[kind]
    found = {own: Place(own, id_)}
    if kind == "aktivitetstype":
        found["value"] = Place("value", f"activity.{id_}")
    return found


def name(words: Vocabulary, kind: str, id_: str) -> str | None:
    """Return what an entry is called, None where there is none."""
    entries = {
        "behov": words.needs,
        "aktivitet": words.activities.concrete,
        "aktivitetstype": words.facets["activity"].values,
        "omraade": words.areas,
        "besked": words.safety,
    }[kind]
    found = entries.get(id_)
    return found.label(current_locale()) if found else None


def kind_of(place: Place) -> tuple[str, str] | None:
    """Return the kind and id of the entry whose page shows a place, None where it has no page of its own."""
    if place.part == "value" and place.entry.startswith("activity."):
        return "aktivitetstype", place.entry.removeprefix("activity.")
    found = next((kind for kind, part in PART.items() if part == place.part), None)
    return (found, place.entry) if found else None


def fields(kind: str, *, is_new: bool = False) -> tuple[Field, ...]:
    """Return the fields of a kind's form."""
    return {
        "behov": _need,
        "aktivitet": _activity,
        "aktivitetstype": _activity_type,
        "omraade": _area,
        "besked": _safety,
    }[kind](is_new)


def _need(_is_new: bool) -> tuple[Field, ...]:
    words, locale = vocabulary.current(), current_locale()
    groups = tuple((group.id, group.label(locale)) for group in words.groups.values())
    return (
        Field("label_da", "line", _("Behovet, dansk"), _("Sagt ud fra barnets styrker: ”Vil gerne finde venner”.")),
        Field("label_en", "line", _("Behovet, engelsk")),
        Field("short_da", "line", _("Kort, dansk"), _("Til mærker og begrundelser: ”Nye venner”.")),
        Field("short_en", "line", _("Kort, engelsk")),
        Field("description_da", "text", _("Forklaring, dansk")),
        Field("description_en", "text", _("Forklaring, engelsk")),
        Field("group", "choice", _("Står under"), options=groups),
        Field("phrases", "phrases", _("Sådan siger folk det, dansk"), _phrases_hint()),
        Field("phrases_en", "phrases", _("Sådan siger folk det, engelsk"), needed=False),
        Field(
            "doubtful",
            "phrases",
            _("Ord, der kun i nogle sætninger betyder det"),
            _("Enkelte ord. De læses med mindre sikkerhed."),
            needed=False,
        ),
        Field(
            "hints",
            "phrases",
            _("Ord, der kun tæller sammen med andre"),
            _("For tvetydige til at stå alene."),
            needed=False,
        ),
        Field(
            "exceptions",
            "phrases",
            _("Vendinger, der betyder noget andet"),
            _("”Stammer fra” er ikke at stamme."),
            needed=False,
        ),
        _retired(),
    )


def _activity(is_new: bool) -> tuple[Field, ...]:
    words, locale = vocabulary.current(), current_locale()
    values = tuple((one.id, one.label(locale)) for one in words.facets["activity"].values.values())
    new = (
        Field("id", "line", _("Aktiviteten på dansk"), _("Ét ord med små bogstaver: ”fodbold”.")),
        Field("value", "choice", _("Hører under"), options=values),
    )
    return (
        *(new if is_new else ()),
        Field("en", "line", _("Engelsk navn"), _("Med små bogstaver: ”football”.")),
        Field(
            "words",
            "phrases",
            _("Andre danske ord for det samme"),
            _("Et på hver linje. Bøjninger kommer af sig selv, og lange ord findes også inde i sammensatte ord."),
            needed=False,
        ),
        Field(
            "words_en",
            "phrases",
            _("Engelske ord, hvis navnet ikke er nok"),
            _("Står her noget, mødes det i stedet for det engelske navn."),
            needed=False,
        ),
        Field("but", "phrases", _("Stavemåder, der er andre ord"), needed=False),
        Field(
            "includes",
            "phrases",
            _("Andre aktiviteter, der er en slags af den"),
            _("Fodbold er et boldspil. Skriv aktivitetens danske navn, et på hver linje."),
            needed=False,
        ),
        Field("interest", "tick", _("Noget, man kan holde af, uden at det er en aktivitet i sig selv"), needed=False),
        _retired(),
    )


def _activity_type(_is_new: bool) -> tuple[Field, ...]:
    return (
        Field("label_da", "line", _("Navn, dansk"), part="value"),
        Field("label_en", "line", _("Navn, engelsk"), part="value"),
        Field("words", "phrases", _("Danske ord, der betyder den"), _("Et på hver linje.")),
        Field("words_en", "phrases", _("Engelske ord, der betyder den")),
    )


def _area(_is_new: bool) -> tuple[Field, ...]:
    return (
        Field("label_da", "line", _("Navn, dansk")),
        Field("label_en", "line", _("Navn, engelsk")),
    )


def _safety(_is_new: bool) -> tuple[Field, ...]:
    return (
        Field("label_da", "line", _("Overskrift, dansk")),
        Field("label_en", "line", _("Overskrift, engelsk")),
        Field("message_da", "text", _("Besked, dansk")),
        Field("message_en", "text", _("Besked, engelsk")),
        Field("phrases", "phrases", _("Det, der kalder den frem, dansk"), _phrases_hint()),
        Field("phrases_en", "phrases", _("Det, der kalder den frem, engelsk"), needed=False),
        Field("exceptions", "phrases", _("Vendinger, der betyder noget andet"), needed=False),
    )


def _phrases_hint() -> str:
    return _(
        "En frase på hver linje. Bøjninger og småord imellem kommer af sig selv. ”mor|far drikker” er to fraser, "
        "”…” er op til tre ord, og ”selvskad*” er alle ord, der begynder sådan."
    )


def _retired() -> Field:
    return Field(
        "retired",
        "tick",
        _("Bruges ikke mere"),
        _("Tilbud, der har det, beholder det. Ingen får det tilbudt mere, og ingen sætning læses som det."),
        needed=False,
    )
