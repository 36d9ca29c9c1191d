"""Accessibility: what must be there is a demand, what a child's aid or sense suggests is a wish beside the need."""

from __future__ import annotations

import re

from registry.matching.understand.reading import Reading

#: Named as a condition. The id of the facet's value, in Danish, in English.
_NAMED = (
    (
        "trinfri",
        r"trinfri\w*(?: adgang)?\b|(?:uden|ingen|ikke være(?: nogen)?) (?:dør)?(?:trapper|trin)\b"
        r"|niveaufri\w*|elevator\w*|k(?:ø|oe)restols(?:adgang"
        r"|venlig|egnet)\w*"
        r"|handicapvenlig\w*|adgang (?:for|til|med) k(?:ø|oe)restol\w*|plads til k(?:ø|oe)restol\w*",
        r"step[- ]free(?: access)?\b|(?:no|without) (?:stairs|steps)\b|(?:a )?lift access\b|(?:with a |an )elevator\b"
        r"|wheelchair[- ](?:accessible|access|friendly)\b|accessible (?:for|by|to) (?:a )?wheelchairs?\b",
    ),
    ("hc_toilet", r"handicaptoilet\w*|hc-?toilet\w*", r"(?:accessible|disabled) toilets?\b"),
    ("hc_parkering", r"handicapparkering\w*|hc-?parkering\w*", r"(?:accessible|disabled) parking\b"),
    ("teleslynge", r"teleslynge\w*", r"(?:induction|hearing) loop\b"),
    (
        "stillerum",
        r"(?:et )?(?:stille ?rum|rum at trække sig)\b"
        r"|(?:et )?(?:lille )?(?:rum|lokale|sted),? (?:hvor )?(?:man|han|hun|hen|de|barnet|børnene) kan "
        r"(?:gå ind i|gå hen i|trække sig|lukke døren)\b",
        r"quiet (?:room|space)\b|(?:room|place|space) (?:where )?(?:he|she|they|you) can (?:withdraw|retreat)\b"
        r"|(?:room|place|space) to (?:withdraw|retreat)\b",
    ),
    ("sansevenlig", r"sansevenlig\w*|skånsom(?:t)? (?:lyd|lys)\w*", r"sensory[- ]friendly\b|low[- ]stimulus\b"),
    ("fast_struktur", r"billedskema\w*", r"picture schedules?\b|visual schedules?\b"),
    (
        "ledsager",
        r"ledsager gratis\b|gratis ledsager\b|ledsagerkort\b",
        r"(?:companion|carer) (?:goes )?free\b|free (?:companion|carer)\b",
    ),
    (
        "koensneutral_omklaedning",
        r"(?:privat|kønsneutral|egen) omklædning\w*|klæde om alene\b",
        r"(?:private|gender[- ]neutral) changing\b",
    ),
)
#: What a child has or is, and what usually makes taking part possible.
_SUGGESTED = (
    (
        "trinfri",
        0.8,
        r"(?:el)?k(?:ø|oe)restol(?:en|e|sbruger\w*)?|(?:med|bruger) (?:rollator|krykker)|kan ikke gå på trapper",
        r"(?:a |electric )?wheelchair(?: user)?s?|walking frame|uses (?:a walker|crutches)|can(?:'t|not) (?:use"
        r"|climb) stairs",
    ),
    (
        "teleslynge",
        0.6,
        r"høreapparat\w*|høreh(?:æmmet|andicap\w*)|nedsat hørelse|dårlig hørelse|hører dårligt|høretab|tunghør\w*",
        r"hearing aids?|hard of hearing|hearing (?:loss|impair\w*)",
    ),
    (
        "tilpasset",
        0.6,
        r"synsh(?:æmmet|andicap\w*)|svagtsee\w*|nedsat syn|blind(?:t|e)?|ser dårligt|synsnedsættelse",
        r"visually impaired|partially sighted|low vision|blind",
    ),
    (
        "sansevenlig",
        0.6,
        r"(?:lyd|lys|støj|sanse)(?:føls|sensitiv|overføls)\w*|overfølsom (?:over for|overfor|for) (?:lyd|lys|støj"
        r"|larm)"
        r"|tåler ikke (?:høje lyde|larm|støj|stærkt lys)",
        r"sensitive to (?:noise|sounds?|light)|sensory (?:sensitiv|overload|process)\w*|can(?:'t|not) (?:stand|bear"
        r"|take) (?:loud )?noise",
    ),
)
_DEMANDED = [(id_, re.compile(rf"\b(?:{danish}|{english})")) for id_, danish, english in _NAMED]
_WISHED = [(id_, sure, re.compile(rf"\b(?:{danish}|{english})\b")) for id_, sure, danish, english in _SUGGESTED]


def read(reading: Reading) -> None:
    """Read what must be there, and what a wheelchair, a hearing aid or sore senses suggest."""
    for id_, pattern in _DEMANDED:
        for found in reading.find(pattern):
            if not reading.is_denied(found.span()):
                reading.add("access", id_, found.span())
    for id_, confidence, pattern in _WISHED:
        for found in reading.find(pattern):
            if not reading.is_denied(found.span()):
                reading.note("access", id_, found.span(), confidence)
