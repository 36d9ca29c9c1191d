"""Ambitions and principles of the municipality's policy, in plain words: "hvor familien inddrages".

Each is a wish: an offer that has answered the element's question comes higher, and none is left out. Only how an offer
works is read here, so each expression speaks of what is done there, not of the child. Of a framework that has ended,
the elements are read that took over from its own.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

from registry.matching.understand.reading import Reading
from registry.vocabulary import Vocabulary
from registry.web import clock

_CHILDREN = r"(?:børnene|de unge|barnet|den unge|eleverne|børn|unge)"
_SELF = r"(?:selv )?"
#: The element's id, in Danish, in English.
_ELEMENTS = (
    (
        "bup22.overgange.c1",
        r"(?:familien|familierne|forældrene|forældre|netværket) (?:bliver )?(?:inddrages|inddraget|involveres"
        r"|involveret|tages med på råd)"
        r"|(?:inddrager|inddrage|involverer|samarbejder med|samarbejde med) (?:hele )?(?:familien|familierne"
        r"|forældrene|forældre|netværket)"
        r"|forældresamarbejde|forældreinddragelse|familieinddragelse|inddragelse af (?:familien|forældrene"
        r"|netværket)",
        r"(?:involv\w+|includ\w+) (?:the )?(?:family|families|parents)"
        r"|(?:the )?(?:family|families|parents) (?:is|are|gets?) involved|(?:family|parental) involvement",
    ),
    (
        "bup22.loesninger.a2",
        rf"{_CHILDREN} (?:{_SELF}(?:må |får lov (?:til )?at |kan |er med til at )?(?:bestemmer|bestemme|vælger|vælge"
        rf"|planlægger|planlægge))(?: selv)?"
        rf"|{_CHILDREN} (?:har|får) (?:medbestemmelse|indflydelse)|løsninger skabes sammen|samskab\w+"
        rf"|{_CHILDREN} er med til at (?:skabe|udvikle)",
        r"(?:children|young people|the child|kids|they) (?:themselves )?(?:decide|choose|have a say"
        r"|take part in decisions)(?: (?:for )?themselves)?"
        r"|co-?creat\w+|(?:children|young people|kids) (?:help|get to) (?:decide|choose|plan)",
    ),
    (
        "bup22.faellesskaber.a1",
        r"(?:hvor |der er |med )?plads til alle|alle kan være med|hvor alle er velkomne|inkluderende fællesskab\w*"
        r"|åbent for alle",
        r"room for everyone|everyone (?:can|may) (?:join|take part)|everyone is welcome|inclusive (?:community|group"
        r"|team)",
    ),
    (
        "bup22.faellesskaber.a2",
        rf"(?:troen|tro) på {_CHILDREN}s? evner|positive forventninger|hvor man får succesoplevelser",
        r"positive expectations|high hopes for (?:every|each) child",
    ),
    (
        "bup22.faellesskaber.c2",
        r"på tværs af (?:alder|kulturer|baggrunde?|skoler|årgange)|mangfoldig\w* fællesskab\w*"
        r"|interessefællesskab\w*",
        r"across (?:ages|cultures|backgrounds|schools)|diverse (?:community|group)",
    ),
    (
        "bup22.overgange.a1",
        r"(?:en )?(?:tryg|trygge|god|gode|blid|velforberedt\w*) (?:overgang\w*|opstart)|hjælp til overgangen"
        r"|overgange er trygge",
        r"(?:safe|smooth|well[- ]prepared|gentle) (?:transitions?|start)",
    ),
    (
        "bup22.overgange.c2",
        r"samarbejder? på tværs|tværfaglig\w*|samarbejder? med (?:skolen|kommunen|børnehaven|dagtilbuddet|ppr)",
        r"work(?:s|ing)? with (?:the )?(?:school|municipality|kindergarten)|cross[- ]sector",
    ),
    (
        "bup22.loesninger.a1",
        r"sammenhæng(?:ende)? (?:i hverdagen|med skolen|tilbud|forløb)|helhedsorienteret|høj kvalitet"
        r"|uddannet personale",
        r"high quality|coherent offers?|trained staff",
    ),
    (
        "bup22.loesninger.c1",
        rf"(?:tilpasses|tilpasset|tilrettelagt|tilrettelægges) (?:efter |til )?(?:{_CHILDREN}|det enkelte barn"
        rf"|den enkelte|behov)"
        rf"|fleksibel\w*|tager hensyn til (?:{_CHILDREN}|den enkelte|behov)|individuelt tilpasset",
        r"(?:adapted|tailored) to (?:the |each )?(?:child|individual|needs)|flexible",
    ),
    (
        "bup22.loesninger.c2",
        r"samarbejder? med (?:frivillige|foreninger|erhvervslivet|virksomheder|kulturlivet)|med frivillige (?:voksne"
        r"|ledere)?",
        r"partnership with (?:volunteers|associations|business\w*)|run by volunteers",
    ),
    (
        "inkl22.p1",
        r"bliver mødt med (?:respekt|anerkendelse)|anerkendende (?:tilgang|voksne|miljø)|rummelig\w*",
        r"met with respect|(?:an )?accepting (?:environment|place)",
    ),
    (
        "inkl22.p3",
        r"(?:uden|kræver ikke|ingen) (?:visitation|henvisning|ventetid|venteliste)|let tilgængelig\w*"
        r"|tidlig (?:indsats|hjælp)|forebyggende",
        r"(?:without|no) (?:a )?(?:referral|waiting (?:list|time))|easy[- ]access|early (?:help|intervention)",
    ),
    (
        "inkl22.p4",
        r"(?:børn )?(?:med og uden) (?:handicap|diagnoser?|funktionsnedsættelser?)|på lige fod"
        r"|special og almen sammen",
        r"(?:children )?with and without (?:disabilities|diagnos\w+)|on equal terms",
    ),
    (
        "inkl22.p5",
        rf"barnets (?:perspektiv|stemme|egne ønsker)|børneperspektiv\w*|lytter til {_CHILDREN}"
        rf"|{_CHILDREN} bliver (?:hørt|spurgt|lyttet til)",
        r"the child's (?:perspective|voice|view)|listens? to (?:the )?(?:child|children|young people)",
    ),
    (
        "inkl22.p6",
        r"(?:ikke|ingen) giver slip|følger op|bygger bro|brobygning|overlevering",
        r"do(?:es)?n't let go|follow[- ]up|bridge[- ]building|warm handover",
    ),
    (
        "inkl22.p7",
        r"(?:forskning|evidens)s?baseret|bygger på (?:forskning|viden|evidens)|dokumenteret effekt",
        r"(?:evidence|research)[- ]based|proven (?:effect|method)",
    ),
    ("inkl22.p8", r"sparring|vidensdeling|videndeling|dele viden", r"sharing (?:of )?(?:knowledge|practice)"),
)
_PATTERNS = [(id_, re.compile(rf"\b(?:{danish}|{english})\b")) for id_, danish, english in _ELEMENTS]
#: A name shorter than this many words may be said by chance.
_NAME_WORDS = 3


def read(reading: Reading, vocabulary: Vocabulary) -> None:
    """Read which ambitions and principles an offer is to live up to."""
    today = clock.today()
    for id_, pattern in _PATTERNS:
        if elements := vocabulary.standing_for(id_, today):
            for found in reading.find(pattern):
                if not reading.is_denied(found.span()):
                    for element in elements:
                        reading.note("element", element, found.span(), 0.8)
    titles = _titles(tuple((one.label_da, one.label_en, one.id) for one in vocabulary.elements.values()))
    for found in reading.find(titles.pattern):
        for element in vocabulary.standing_for(titles.ids[found[0]], today):
            reading.note("element", element, found.span())
        reading.take(found.span())


class _Titles(NamedTuple):
    pattern: re.Pattern[str]
    ids: dict[str, str]


@lru_cache(maxsize=4)
def _titles(labels: tuple[tuple[str, str, str], ...]) -> _Titles:
    """The elements' own names, as somebody writes who has the policy in mind."""
    ids = {name.lower(): id_ for *names, id_ in labels for name in names if len(name.split()) >= _NAME_WORDS}
    names = "|".join(map(re.escape, sorted(ids, key=len, reverse=True)))
    return _Titles(re.compile(rf"\b(?:{names})\b" if names else r"(?!)"), ids)
