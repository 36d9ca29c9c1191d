"""Which forms a Danish word takes, and which look-alikes are words of their own.

The stemmer is made for search: it gives "kost" (food) and "koster" (costs) one stem. Where a word must be met as
itself, this module spells out its forms instead. Without a word list it can't know nouns from verbs, so it makes the
forms of every class that the word's ending allows; the few that are really another word are listed.
"""

from __future__ import annotations

import re
from functools import lru_cache

from registry.danish.frequencies import listed
from registry.danish.lookalikes import is_own_word
from registry.danish.text import normalise, word_set

_VOWELS = "aeiouyæøåé"
#: A short vowel and one consonant: the consonant is doubled before an ending, as in "klub", "klubben".
_DOUBLES = re.compile(rf"(?:[^{_VOWELS}]|^)[{_VOWELS}][bdfgklmnprst]$")
_NOUN = ("en", "et", "e", "er", "ene", "erne")
_ADJECTIVE = ("t", "e", "ere", "est", "este")
_VERB = ("e", "er", "ede", "et", "te", "t", "ende")

#: Plurals and past tenses that no ending explains.
_IRREGULAR = {
    "and": "ænder ænderne",
    "barn": "børn børnene",
    "bog": "bøger bøgerne",
    "bonde": "bønder bønderne",
    "bror": "brødre brødrene broren broderen",
    "datter": "døtre døtrene",
    "far": "fædre fædrene faren faderen",
    "fod": "fødder fødderne",
    "forælder": "forældre forældrene",
    "gås": "gæs gæssene",
    "hånd": "hænder hænderne",
    "klæde": "klæder",
    "ko": "køer køerne",
    "kraft": "kræfter kræfterne",
    "mand": "mænd mændene",
    "mor": "mødre mødrene moren moderen",
    "nat": "nætter nætterne",
    "rod": "rødder rødderne",
    "stand": "stænder",
    "tand": "tænder tænderne",
    "øje": "øjne øjnene",
}

#: Verbs that change their vowel or are worn short; each line is one verb.
_VERBS = tuple(
    line.split()
    for line in """
    blive bliver blev blevet
    bo bor boede boet
    burde bør burdet
    drikke drikker drak drukket
    dø dør døde
    falde falder faldt faldet
    finde finder fandt fundet
    flyve flyver fløj fløjet
    forstå forstår forstod forstået
    få får fik fået
    gide gider gad gidet
    give giver gav givet
    gøre gør gjorde gjort
    gå går gik gået
    have har havde haft
    hedde hedder hed
    hjælpe hjælper hjalp hjulpet hjælpes
    holde holder holdt
    komme kommer kom kommet
    kunne kan kunnet
    lade lader lod ladet
    ligge ligger lå ligget
    lægge lægger lagde lagt
    løbe løber løb løbet
    måtte må måttet
    ryge ryger røg røget
    se ser så set
    sidde sidder sad siddet
    sige siger sagde sagt
    skulle skal skullet
    skære skærer skar skåret
    slå slår slog slået
    sove sover sov sovet
    springe springer sprang sprunget
    spørge spørger spurgte spurgt
    stå står stod stået
    synge synger sang sunget
    tage tager tog taget
    turde tør turdet
    tælle tæller talte talt
    vide ved vidste vidst
    ville vil villet
    være er var været
    """.strip().splitlines()
)
_VERB_OF = {form: verb for verb in reversed(_VERBS) for form in verb[:2]}
#: Small words without inflection.
_FIXED = word_set(
    """
    ad af aldrig alt at både da de den der det du efter eller en et for fra før gennem han hen hos hun hvad hver
    hvis hvor i igen igennem ikke ind ingen intet jeg kun man med men mellem mig mod når og også om omkring op over
    på selv sig som så til ud uden under ved vi
    """
)


def _after_e(word: str) -> set[str]:
    """A noun, a verb or an adjective in -e: "pause", "lytte", "stille"."""
    stem = word[:-1]
    single = stem[:-1] if len(stem) > 2 and stem[-1] == stem[-2] else stem
    return {word + ending for ending in ("n", "r", "rne", "t", "de", "nde")} | {
        base + ending for base in (stem, single) for ending in ("te", "t")
    }


def _after_consonant(word: str) -> set[str]:
    """A noun, an adjective or a verb's stem: "ven", "genert", "larm"."""
    endings = {*_NOUN, *_ADJECTIVE, *_VERB}
    if word.endswith("sk"):
        endings -= {"t", "te", "er", "ere", "erne", "est", "este"}
    if word.endswith("s") and len(word) < 6:
        endings -= {"t", "te"}
    made = {word + ending for ending in endings}
    if word.endswith("ik"):
        made -= {word + ending for ending in ("er", "ere", "erne")}  # "musiker" is a person, "butikker" is a plural
    if _DOUBLES.search(word):
        made |= {word + word[-1] + ending for ending in endings - {"t", "te"}}
    if word.endswith(("el", "en", "er")):
        made |= _without_e(word)
    if word.endswith("et"):
        made |= {word[:-1] + ending for ending in ("de", "r")}
    return made


def _without_e(word: str) -> set[str]:
    """The last e falls away: "søster", "søstre"; "gammel", "gamle"; but the plural of "speciel" doubles its l."""
    short = word[:-2]
    single = short[:-1] if len(short) > 2 and short[-1] == short[-2] else short
    made = {
        base + word[-1] + ending for base in (short, single) for ending in ("e", "er", "ene", "erne", "ne", "en", "et")
    }
    return made | {word + ending for ending in ("n", "ne")} | {word + word[-1] + "e"}


def _regular(word: str) -> set[str]:
    """The forms that the word's ending allows, of whatever class it may belong to."""
    if word.endswith(("ium", "eum")):
        return {word[:-2] + ending for ending in ("et", "er", "erne")}
    if word.endswith("e"):
        return _after_e(word)
    if word[-1] in _VOWELS:
        return {word + ending for ending in (*_NOUN, "r", "t")}
    return _after_consonant(word)


@lru_cache(maxsize=1 << 10)
def forms(word: str) -> frozenset[str]:
    """Return one word and its inflections, in lower case with Danish letters.

    Compounds and derivations aren't among them, and neither are words of their own that only look like a form:
    `forms("kost")` has "kosten" and not "koster". Some forms may not exist in Danish; they do no harm.
    """
    word = normalise(word)
    if word in _FIXED:
        return frozenset({word})
    if word in _VERB_OF:
        return frozenset(_VERB_OF[word])
    made = _regular(word) if word.isalpha() else set()
    for base, irregular in _IRREGULAR.items():
        if word.endswith(base):
            made |= {word[: -len(base)] + form for form in irregular.split()}
    made = {word} | {form for form in made if not is_own_word(form, word)}
    made |= {form + "s" for form in made if not form.endswith("s")}
    return frozenset(form for form in made if form == word or not is_own_word(form, word))


def listed_forms(word: str) -> frozenset[str]:
    """Return the forms of a word that are met in Danish text, and the word itself."""
    return listed(forms(word)) | {normalise(word)}
