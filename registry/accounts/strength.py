"""Whether a password is hard enough to guess, and if not, why and what to do about it. Pure."""

from __future__ import annotations

import re
import threading
from collections.abc import Iterable, Set
from typing import Any

from zxcvbn import zxcvbn

from registry.danish.text import word_set
from registry.i18n import gettext as _

SHORTEST = 10
LONGEST = 200
#: Of zxcvbn's 0-4: 3 is "safely unguessable" against somebody who has stolen the hashes.
ENOUGH = 3
#: zxcvbn takes no more; what comes after makes a password only better.
_LOOKED_AT = 72
#: Letters and digits besides one's own name and the words that everybody takes.
_LEAST_BESIDES = 6

#: What Danes choose, and what anybody would try here; zxcvbn's own lists are English.
_COMMON = word_set(
    "adgangskode kodeord kodeordet password hemmelig hemmeligt velkommen goddag hejmeddig hejhej mormor farmor skat "
    "skatter elsker kærlighed sommerfugl sommer vinter efterår forår mandag tirsdag onsdag torsdag fredag lørdag "
    "søndag januar februar marts april maj juni juli august september oktober november december danmark aalborg "
    "ålborg nørresundby københavn aarhus odense randers hjørring sammen kommune fodbold håndbold idræt forening "
    "klubben spejder administrator fagperson partner pædagog skole børnehave"
)

_lock = threading.Lock()  # zxcvbn puts a person's own words into a dictionary that all calls share


def weakness(password: str, known: Iterable[str] = ()) -> str | None:
    """Return what makes a password too easy to guess and what to do, in words; None when it is strong enough.

    Args:
        password: what the person would like.
        known: what others know of them, such as their name and their e-mail address.
    """
    if len(password) < SHORTEST:
        return _("Skriv mindst %(least)s tegn. Tre-fire ord, der ikke hører sammen, er lette at huske.") % {
            "least": SHORTEST
        }
    if len(password) > LONGEST:
        return _("Skriv højst %(most)s tegn.") % {"most": LONGEST}
    own = {part for text in known for part in (text.lower(), *re.split(r"[\W_]+", text.lower())) if len(part) > 2}
    with _lock:
        found = zxcvbn(password[:_LOOKED_AT], user_inputs=[*sorted(own), *sorted(_COMMON)])  # type: ignore[no-untyped-call]
    if found["score"] >= ENOUGH and not _is_hardly_more_than(own | _COMMON, password):
        return None
    return " ".join([_("Adgangskoden er for let at gætte."), *_reasons(found, own, password), *_advice(found)])


def _is_hardly_more_than(words: Set[str], password: str) -> bool:
    """Whether little is left when these words are taken out: zxcvbn counts each further word as a big step."""
    rest = password.lower()
    for word in sorted(words, key=len, reverse=True):
        rest = rest.replace(word, " ")
    return " " in rest and len(re.sub(r"[\W_]", "", rest)) < _LEAST_BESIDES


def _reasons(found: dict[str, Any], own: Set[str], password: str) -> list[str]:
    if any(word in password.lower() for word in own):
        return [_("Den indeholder dit navn eller din e-mailadresse.")]
    if any(match.get("dictionary_name") == "user_inputs" for match in found["sequence"]):
        return [_("Den indeholder et ord, som mange bruger i adgangskoder.")]
    warning = in_our_words().get(found["feedback"]["warning"])
    return [warning] if warning else []


def _advice(found: dict[str, Any]) -> list[str]:
    words = in_our_words()
    said = found["feedback"]["suggestions"] or ["Add another word or two. Uncommon words are better."]
    # the first one is "add another word or two"; a second one is as much as anybody reads
    return [words[one] for one in said[:2] if one in words]


def in_our_words() -> dict[str, str]:
    """Return what to say for each of zxcvbn's warnings and suggestions, in the current language."""
    return {
        "Use a few words, avoid common phrases.": _("Brug nogle få ord, der ikke hører sammen."),
        "No need for symbols, digits, or uppercase letters.": _("Tegn, tal og store bogstaver er ikke nødvendige."),
        "Add another word or two. Uncommon words are better.": _("Tilføj et ord eller to, gerne sjældne ord."),
        "Straight rows of keys are easy to guess.": _("Taster, der ligger på række, er lette at gætte."),
        "Short keyboard patterns are easy to guess.": _("Korte mønstre på tastaturet er lette at gætte."),
        "Use a longer keyboard pattern with more turns.": _("Brug hellere ord end et mønster på tastaturet."),
        'Repeats like "aaa" are easy to guess.': _("Gentagelser som ”aaa” er lette at gætte."),
        'Repeats like "abcabcabc" are only slightly harder to guess than "abc".': _(
            "Gentagelser som ”abcabcabc” er næsten lige så lette at gætte som ”abc”."
        ),
        "Avoid repeated words and characters.": _("Undgå at gentage ord og tegn."),
        'Sequences like "abc" or "6543" are easy to guess.': _("Rækker som ”abc” og ”6543” er lette at gætte."),
        "Avoid sequences.": _("Undgå rækker af bogstaver og tal."),
        "Recent years are easy to guess.": _("Årstal fra de senere år er lette at gætte."),
        "Avoid recent years.": _("Undgå årstal fra de senere år."),
        "Avoid years that are associated with you.": _("Undgå årstal, der har med dig at gøre."),
        "Dates are often easy to guess.": _("Datoer er ofte lette at gætte."),
        "Avoid dates and years that are associated with you.": _("Undgå datoer og årstal, der har med dig at gøre."),
        "This is a top-10 common password.": _("Den er en af de ti mest brugte adgangskoder."),
        "This is a top-100 common password.": _("Den er en af de hundrede mest brugte adgangskoder."),
        "This is a very common password.": _("Den er en meget brugt adgangskode."),
        "This is similar to a commonly used password.": _("Den ligner en adgangskode, som mange bruger."),
        "A word by itself is easy to guess.": _("Et ord alene er let at gætte."),
        "Names and surnames by themselves are easy to guess.": _("Et navn alene er let at gætte."),
        "Common names and surnames are easy to guess.": _("Almindelige navne er lette at gætte."),
        "Capitalization doesn't help very much.": _("Store begyndelsesbogstaver hjælper ikke meget."),
        "All-uppercase is almost as easy to guess as all-lowercase.": _(
            "Kun store bogstaver er næsten lige så let at gætte som kun små."
        ),
        "Reversed words aren't much harder to guess.": _("Ord skrevet bagfra er ikke meget sværere at gætte."),
        "Predictable substitutions like '@' instead of 'a' don't help very much.": _(
            "At skrive ”@” i stedet for ”a” hjælper ikke meget."
        ),
    }
