"""What everything in the vocabulary is made of: an id with a name in each language, and what is wrong with a file."""

from __future__ import annotations

from dataclasses import dataclass


class BrokenVocabulary(ValueError):
    """A vocabulary file says something that can't be right; tells which file, which entry and why."""

    def __init__(self, file: str, entry: str, reason: str, danish: str) -> None:
        self.file, self.id, self.reason = file, entry, reason
        self._danish = danish
        super().__init__(f"{file}: {entry}: {reason}" if entry else f"{file}: {reason}")

    def in_words(self, locale: str = "da") -> str:
        """Return the reason for those who edit the vocabulary in the product, with the entry it is about."""
        reason = in_language(locale, self._danish, self.reason)
        return f"{self.id}: {reason}" if self.id else reason


def in_language(locale: str, danish: str, english: str) -> str:
    """Return the English text for an "en" locale, else the Danish one."""
    return english if locale.startswith("en") else danish


@dataclass(frozen=True, slots=True, kw_only=True)
class Labelled:
    """Something with an id and a name in both languages."""

    id: str
    label_da: str
    label_en: str

    def label(self, locale: str = "da") -> str:
        """Return the name in Danish, or in English for an "en" locale."""
        return in_language(locale, self.label_da, self.label_en)
