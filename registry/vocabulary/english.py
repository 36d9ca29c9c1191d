"""English, as far as phrases of needs ask for it: forms of words, small words, denial and turns that mean the same."""

from __future__ import annotations

import re
from functools import lru_cache

from registry.danish import Word, fold, word_set
from registry.vocabulary.wordings import turned

#: Small words that may stand between the words of a phrase without changing it.
FILLERS = word_set(
    """
    a an the my his her their our your its he she they it we i you him them us me is are was were be been being am has
    have had very really so too quite just some any at all also often always sometimes still even only rather pretty
    bit little lot much more most other own child boy girl son daughter kid kids children that who this these those
    of to in on with for constantly usually mostly almost kind sort feels feel
    """
)
#: Words that only an English sentence has, and words that only a Danish one has.
_ENGLISH_ONLY = word_set(
    """
    the and is are was with who she they he child children boy girl old years year needs wants my his doesn't don't
    can't not of that it's would like looking i'm isn't hasn't from this their help school some friends be which or
    about our we want need
    """
)
_DANISH_ONLY = word_set(
    """
    og er ikke der som til på har hun han det et den af vil kan jeg barn dreng pige børn søn datter år gerne brug mor
    far ud en de sig ved om efter fra vores sin sit skal bliver hjælp eller ingen være
    """
)
_DANISH_LETTER = re.compile("[æøåÆØÅ]")
_NOT = word_set("not no never without isn't wasn't aren't hasn't haven't doesn't don't didn't neither nor hardly")
_BETWEEN = word_set(
    "a an the any at all very really so too longer been being is was be feel feels seem seems particularly that"
)
_OR = word_set("or nor")
_DENIES = _NOT | _OR
_FARTHEST = 4
_NO_NEGATION_AFTER = word_set("only just")

#: Turns that stand for each other wherever a phrase has the first of them.
_TURNS = (
    ("doesn't", "don't", "didn't", "does not", "do not", "did not", "won't", "will not", "never", "refuses to"),
    (
        "can't",
        "cannot",
        "can not",
        "couldn't",
        "could not",
        "is unable to",
        "finds it hard to",
        "finds it difficult to",
        "struggles to",
        "has trouble",
        "has difficulty",
        "has problems",
        "never",
    ),
    (
        "finds it hard to",
        "finds it difficult to",
        "struggles to",
        "struggles with",
        "has trouble",
        "has difficulty",
        "has difficulties",
        "has problems",
        "has a hard time",
        "can't",
        "cannot",
        "is not good at",
        "is bad at",
        "is unable to",
        "hard to",
        "difficult to",
    ),
    (
        "struggles with",
        "has trouble with",
        "has difficulties with",
        "has problems with",
        "problems with",
        "difficulties with",
        "trouble with",
        "finds it hard with",
        "challenged by",
    ),
    (
        "wants to",
        "would like to",
        "would love to",
        "likes to",
        "loves to",
        "hopes to",
        "wishes to",
        "wanting to",
        "needs to",
        "dreams of",
        "interested in",
        "looking to",
    ),
    (
        "needs",
        "is looking for",
        "looking for",
        "would like",
        "wants",
        "wishes for",
        "in need of",
        "lacks",
        "could use",
        "misses",
        "requires",
        "benefits from",
    ),
    ("has no", "doesn't have", "does not have", "has hardly any", "has few", "without", "lacks", "has not got", "no"),
    ("afraid of", "scared of", "frightened of", "fears", "nervous about", "anxious about", "worried about"),
    ("doesn't dare", "is afraid to", "is scared to", "dares not", "too scared to", "too shy to", "not brave enough to"),
    ("hates", "doesn't like", "does not like", "dislikes", "can't stand"),
)
_TURN_WORDS = tuple(tuple(turn.split() for turn in turns) for turns in _TURNS)

_IRREGULAR = tuple(
    line.split()
    for line in """
    be is are was were been being am
    have has had having
    do does did done doing
    go goes went gone going
    can could
    can't cannot couldn't cant
    doesn't don't didn't doesnt dont didnt
    won't wouldn't wont
    isn't aren't wasn't weren't isnt
    break breaks broke broken breaking
    bring brings brought bringing
    child children child's children's
    come comes came coming
    cut cuts cutting
    cry cries cried crying
    die dies died dying dead
    drink drinks drank drunk drinking
    eat eats ate eaten eating
    fall falls fell fallen falling
    feel feels felt feeling
    fight fights fought fighting
    find finds found finding
    get gets got getting gotten
    give gives gave given giving
    grow grows grew grown growing
    hang hangs hung hanging
    hit hits hitting
    hold holds held holding
    keep keeps kept keeping
    know knows knew known knowing
    leave leaves left leaving
    lose loses lost losing
    make makes made making
    meet meets met meeting
    pay pays paid paying
    read reads reading
    run runs ran running
    say says said saying
    see sees saw seen seeing
    sit sits sat sitting
    sleep sleeps slept sleeping
    speak speaks spoke spoken speaking
    spend spends spent spending
    split splits splitting
    steal steals stole stolen stealing
    take takes took taken taking
    teach teaches taught teaching
    tell tells told telling
    think thinks thought thinking
    throw throws threw thrown throwing
    understand understands understood understanding
    wake wakes woke waking
    wear wears wore wearing
    win wins won winning
    write writes wrote written writing
    lie lies lying lay
    """.strip().splitlines()
)
_IRREGULAR_OF = {form: verb for verb in reversed(_IRREGULAR) for form in verb[:1]}
_FIXED = word_set(
    "a an the to of in on at with for and or not no never his her my our their who that it he she they we i you"
)
_DOUBLES = re.compile("(?:[^aeiou]|^)[aeiou][bdgklmnprt]$")


@lru_cache(maxsize=1 << 13)
def forms(word: str) -> frozenset[str]:
    """Return one English word and its inflections, folded; some may not exist, which does no harm."""
    word = fold(word)
    if word in _FIXED:
        return frozenset({word})
    if word in _IRREGULAR_OF:
        return frozenset(_IRREGULAR_OF[word])
    if not word.isalpha():
        return frozenset({word})
    made = {word, f"{word}'s", f"{word}s"}
    if word.endswith("e"):
        made |= {f"{word}d", f"{word[:-1]}ing"}
    elif word.endswith("y") and word[-2:-1] not in "aeiou":
        made |= {f"{word[:-1]}ies", f"{word[:-1]}ied", f"{word}ing"}
    else:
        made |= {f"{word}ed", f"{word}ing", f"{word}es"}
    if _DOUBLES.search(word):
        made |= {f"{word}{word[-1]}ed", f"{word}{word[-1]}ing"}
    return frozenset(made)


def stem(word: str) -> str:
    """Return the word itself: English phrases are met by their forms alone."""
    return fold(word)


def wordings(words: list[str]) -> list[list[str]]:
    """Return a phrase's words in every wording: first as they are, then with other turns."""
    return turned(words, _TURN_WORDS)


def contains_negation(words: list[str]) -> bool:
    """Whether a phrase denies something itself: "no friends"."""
    return any(fold(word) in _NOT or fold(word).endswith("n't") for word in words)


def may_deny(word: str) -> bool:
    """Whether a word can deny what follows, or carry a denial on."""
    return fold(word) in _DENIES or fold(word).endswith("n't")


def is_negated(before: list[str], denied: int) -> bool:
    """Whether a word is denied by those before it in the same part of the sentence; see `negation.is_negated`."""
    for at in range(len(before) - 1, max(-1, len(before) - 1 - _FARTHEST), -1):
        word = fold(before[at])
        if word in _NOT or word.endswith("n't"):
            return True
        if word in _OR:
            return at <= denied
        if word in _NO_NEGATION_AFTER or word not in _BETWEEN:
            return False
    return False


def looks_danish(text: str, words: list[Word]) -> bool:
    """Whether a text is plainly Danish: it has Danish small words or letters, and no English small words."""
    spelt = {fold(word.text) for word in words}
    return not (spelt & _ENGLISH_ONLY) and bool(spelt & _DANISH_ONLY or _DANISH_LETTER.search(text))


def looks_english(text: str, words: list[Word]) -> bool:
    """Whether a text is plainly English: one English small word may be part of a name."""
    spelt = {fold(word.text) for word in words}
    return len(spelt & _ENGLISH_ONLY) > 1 and not (spelt & _DANISH_ONLY or _DANISH_LETTER.search(text))
