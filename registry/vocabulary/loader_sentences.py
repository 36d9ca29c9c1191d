"""Reads the sentences that people were met to say, each with the needs that it speaks of.

A line is the needs' ids with commas between, the first one the plainest, then a tab and the sentence; a hyphen stands
for none. Lines that begin with # are about the file.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from pathlib import Path

from registry.vocabulary.labelled import BrokenVocabulary
from registry.vocabulary.model import Sentence

#: Who says it, or how.
SENTENCES = tuple(
    f"sentences/{who}.tsv"
    for who in (
        "skole",
        "skole_og_klub",
        "unge",
        "klasse_og_sfo",
        "socialt",
        "kontakt_og_vejledning",
        "raadgivning_og_dagtilbud",
        "sundhed",
        "smaa_boern",
        "krop_og_hverdag",
        "foraeldre",
        "familier",
        "hjem_og_fritid",
        "fortaellinger",
        "kort",
        "soegefelt",
        "det_der_soeges",
        "flere_behov",
        "engelsk",
        "engelsk_og_nyt_dansk",
    )
)
_NONE = "-"


def read_sentences(folder: Path, needs: Collection[str]) -> tuple[Sentence, ...]:
    """Return the sentences of all files.

    Raises:
        BrokenVocabulary: a file is missing, or a line isn't as it should be.
    """
    return tuple(sentence for file in SENTENCES for sentence in _read(folder, file, needs))


def _read(folder: Path, file: str, needs: Collection[str]) -> Iterator[Sentence]:
    try:
        lines = (folder / file).read_text("utf-8").splitlines()
    except FileNotFoundError:
        raise BrokenVocabulary(file, "", "the file is missing", "filen mangler") from None
    except UnicodeDecodeError as problem:
        raise BrokenVocabulary(file, "", f"the file can't be read: {problem}", "filen kan ikke læses") from None
    if not any("\t" in line for line in lines):
        raise BrokenVocabulary(file, "", "has no sentence", "har ingen sætning")
    seen: set[str] = set()
    for number, line in enumerate(lines, start=1):
        if not line or line.startswith("#"):
            continue
        ids, tab, text = line.partition("\t")
        entry = f"line {number}"
        if not tab or not text.strip():
            raise BrokenVocabulary(
                file, entry, "must be ids, a tab and a sentence", "skal være id, tabulator og sætning"
            )
        if text in seen:
            raise BrokenVocabulary(file, entry, "is there twice", "står der to gange")
        seen.add(text)
        named = () if ids == _NONE else tuple(ids.split(","))
        if unknown := [id_ for id_ in named if id_ not in needs]:
            raise BrokenVocabulary(file, entry, f"{unknown[0]!r} is not a [[need]]", f"”{unknown[0]}” er ikke et behov")
        yield Sentence(named, text)
