"""What to think twice about before a phrase is added: words that mean something else, and phrases of two needs."""

from __future__ import annotations

from collections.abc import Iterable

from registry import danish
from registry.danish.frequencies import frequency
from registry.i18n import current_locale
from registry.i18n import gettext as _
from registry.matching import activities
from registry.matching.understand import listed
from registry.overlay import actions
from registry.vocabulary import Fields, Need, SafetySignal, Vocabulary
from registry.vocabulary.phrases import is_acronym, written_out
from registry.wordlists.touching import VERY_COMMON

_FIELDS = ("phrases", "doubtful")


def warnings(words: Vocabulary, laid: actions.Laid) -> list[str]:
    """Return sentences about what edits add.

    Args:
        words: the vocabulary as it would be.
        laid: the edits.
    """
    found: list[str] = []
    for place, fields in laid.items():
        if place.part in {"need", "safety"}:
            for phrase in _added(fields):
                found += _about(words, place.entry, phrase)
    return list(dict.fromkeys(found))


def _added(fields: Fields) -> Iterable[str]:
    for name in _FIELDS:
        value = fields.get(name)
        listed_now = value.get("add", ()) if isinstance(value, dict) else value or ()
        yield from (word for phrase in listed_now for word in written_out(phrase))


def _about(words: Vocabulary, own: str, phrase: str) -> Iterable[str]:
    locale = current_locale()
    spelt = danish.fold(phrase)
    others: tuple[Need | SafetySignal, ...] = (*words.needs.values(), *words.safety.values())
    for other in others:
        if other.id != own and spelt in {danish.fold(one) for said in other.phrases for one in written_out(said)}:
            yield _("”%(phrase)s” hører også til ”%(other)s”. En sætning med den læses som begge.") % {
                "phrase": phrase,
                "other": other.label(locale),
            }
    if " " in phrase or is_acronym(phrase):
        return
    if not phrase.endswith("*") and frequency(danish.normalise(phrase)) >= VERY_COMMON:
        yield _(
            "”%(phrase)s” er et meget almindeligt ord og findes i mange sætninger, der handler om noget andet. "
            "Skriv hellere flere ord, eller sæt det under de ord, der kun tæller sammen med andre."
        ) % {"phrase": phrase}
    if meaning := activities.meaning(spelt):
        yield _("”%(phrase)s” er også en aktivitet: %(activity)s.") % {
            "phrase": phrase,
            "activity": meaning[1] or words.facets["activity"].values[meaning[0]].label(locale),
        }
    if spelt in listed.names() | listed.word_names():
        yield _("”%(phrase)s” er også et navn. Navne bliver ikke læst.") % {"phrase": phrase}
    places = (*(one.name for one in words.localities), *(one.town for one in words.postals.values()))
    if spelt in {danish.fold(name) for name in places}:
        yield _("”%(phrase)s” er også et sted.") % {"phrase": phrase}
