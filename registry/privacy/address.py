"""Street addresses: a street's name and a house number. A street alone is a place, not somebody's home."""

from __future__ import annotations

import re

from registry.privacy.spans import Span, Taken

#: Endings that hardly anything but a street has, in any case of letters: "hobrovej 12".
_STREET = "vej|vejen|gade|gaden|allé|alléen|stræde|strædet|straede|vænge|vænget|vaenge|boulevard|boulevarden|gyden"
#: Endings that many words have: only with a capital, as names are written.
_MAYBE = (
    "alle|bakke|bakken|brygge|bryggen|bymidte|dal|dalen|gård|gården|gaard|gaarden|have|haven|høj|højen|kaj|kajen|krog"
    "|krogen|lund|lunden|mark|marken|park|parken|plads|pladsen|ring|ringen|skrænt|skrænten|sti|stien|toft|toften|torv"
    "|torvet|vang|vangen"
)
_NOT_STREETS = frozenset(
    """
    motorvej motorvejen cykelvej skolevej skolevejen landevej omvej genvej udvej indgangsvej gågade gågaden sidegade
    brigade legeplads legepladsen friplads praktikplads praktikpladsen arbejdsplads arbejdspladsen læreplads byggeplads
    byggepladsen parkeringsplads sportsplads sportspladsen boldplads festplads lejrplads pladsen børnehave børnehaven
    skolehave skolehaven køkkenhave køkkenhaven naturbørnehave skovbørnehave skolegård skolegården bondegård bondegården
    gården haven parken marken stien torvet dalen skovsti natursti cykelsti træning undervisning forening
    vejgaard vejgård løvvang tornhøj ellidshøj dokkedal
    """.split()  # noqa: SIM905 - a list of words reads better as text
)
#: "9 år" and "3 gange" after a street's name count something else than houses.
_UNITS = (
    "år|mdr|måned|uge|dag|time|minut|min|kl|km|m|meter|kr|dkk|børn|barn|unge|dreng|pige|elev|deltager|gang|hold"
    "|klasse"
    "|voksne|plads|personer"
)
_HOUSE = rf"(?:\s+nr\.?)?\s+(\d{{1,3}})(?!\d)(?:[a-zæøå]\b|\s[a-h]\b)?(?!\s*[.-]?\s*(?:{_UNITS}))"
_FLOOR = r"(?:,?\s*(?:st|kl|\d{1,2})\.?\s*(?:sal)?,?\s*(?:tv|th|mf)\b\.?|,?\s*\d{1,2}\.\s*sal\b)?"
_NAME = r"[A-ZÆØÅ][\w.'’-]{0,30}"
_FORMS = (
    re.compile(rf"\b(\w{{2,40}}(?:{_STREET})){_HOUSE}{_FLOOR}", re.IGNORECASE),
    re.compile(rf"\b({_NAME}(?:\s{_NAME}){{0,3}}\s(?i:{_STREET}|{_MAYBE}))(?i:{_HOUSE}{_FLOOR})"),
    re.compile(rf"\b([A-ZÆØÅ]\w{{1,40}}(?:{_MAYBE}))(?i:{_HOUSE}{_FLOOR})"),
    # bor på kirkebakken 7, adresse: kirkebakken 7
    re.compile(
        rf"\b(?:bor|boende|flyttet|adresse|adressen|lives?|living)(?:\s(?:er|på|i|til|ved|at|on|is)|:){{0,2}}\s"
        rf"(\w{{2,40}}(?:{_MAYBE})){_HOUSE}{_FLOOR}",
        re.IGNORECASE,
    ),
    # 12 Main Street
    re.compile(rf"(?<!\d)\d{{1,3}}[a-zA-Z]?\s({_NAME}(?:\s{_NAME})?\s(?:Street|Road|Avenue|Lane|Drive))\b"),
)


def address_spans(text: str) -> list[Span]:
    """Return where street addresses stand."""
    taken = Taken(text)
    matches = (match for form in _FORMS for match in form.finditer(text))
    return sorted(
        match.span() for match in matches if match[1].lower() not in _NOT_STREETS and taken.take(match.span())
    )
