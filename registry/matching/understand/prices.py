"""Prices: "gratis", "højst 100 kr.", "free", "at most DKK 100".

"ikke råd" is a wish for something free, because help with the fee will do.
"""

from __future__ import annotations

import re

from registry.matching.understand.reading import AT_MOST, Reading

_FREE = re.compile(
    r"\bgratis(?:tilbud)?\b|\buden (?:betaling|beregning|kontingent|udgift(?:er)?|deltagerbetaling|egenbetaling"
    r"|pris)\b"
    r"|\b(?:kontingent|omkostnings|vederlags)fri\w*|\bingen (?:udgift(?:er)?|betaling|egenbetaling|pris)\b"
    r"|\b(?:(?:må|skal) ikke|ikke (?:må|skal)) koste (?:\w+ )?(?:noget|penge|en krone)\b"
    r"|\bikke koster? noget\b|\bkoster ikke noget\b"
    r"|\buden at (?:det |den |man )?(?:kost\w+|betal\w+)\b(?: noget\b| penge\b)?"
    r"(?! (?:for|ret|alt|så|ekstra|meget|mere)\b)"
    r"|\bkan ikke betale (?:noget|en krone)\b|\b(?:can't|cannot|can not) pay (?:anything|a penny)\b"
    r"|(?<![\d.,])\b0 ?(?:kr\b|kroner\b)"
    r"|(?<!feel )(?<![-\w])free\b(?! (?:time|play|from|speech|period|hours|afternoon|evening|day|days|will|space"
    r"|place)\b)(?!-)"
    r"|\bfree of charge\b|\b(?:no|without) (?:cost|charge|fee|fees|payment)\b|\b(?:must|should) not cost (?:anything"
    r"|money)\b"
)
_TIGHT = re.compile(
    r"\b(?:ikke|ik) (?:har |have )?råd\b|\bhar ikke råd\b|\b(?:ingen|uden) penge\b"
    r"|\b(?:ikke|få|for få) (?:så )?(?:mange )?penge til\b|\b(?:stram|dårlig|presset) økonomi\b"
    r"|\bøkonomien er (?:stram|dårlig|presset)\b|\bhar svært ved at betale\b|\bkan ikke betale\b"
    r"|\b(?:can't|cannot|can not|couldn't) (?:afford|pay)\b|\b(?:no|little|not much) money\b|\b(?:low|tight) (?:income"
    r"|budget)\b"
)
_CHEAP = re.compile(
    r"\bbillig(?:t|e)?\b|\bikke (?:for |så )dyr(?:t|e)?\b|\b(?:ikke|må ikke) koste (?:for |så |ret )?meget\b"
    r"|\b(?:cheap|inexpensive|affordable|low[- ]cost)\b|\bnot (?:too |very )?expensive\b"
)
_KR = r"\s*(?:kr\b\.?|kroner\b|dkk\b|,-)"
_N = r"(\d{1,2}\.\d{3}|\d{1,5})"
_MOST = rf"(?:{AT_MOST}|koste|under|indtil|til|for|less than|below)"
_AT_MOST = re.compile(rf"\b{_MOST}\s+(?:ca\.? )?(?:{_N}{_KR}|(?:dkk|kr\.?)\s*{_N}\b)")
_AMOUNT = re.compile(rf"(?<![\d.]){_N}{_KR}|\bdkk\s*{_N}\b")
_DENIED = re.compile(r"\b(?:ikke|behøver ikke|not|needn't|doesn't have to)\s+(?:\w+\s+)?$")

CHEAP_DKK = 100


def read(reading: Reading) -> None:
    """Read what something may cost."""
    for found in reading.find(_FREE):
        if _DENIED.search(reading.before(found.span())):
            reading.take(found.span())
        else:
            reading.add("price", 0, found.span())
    for found in reading.find(_AT_MOST):
        reading.add("price", int((found[1] or found[2]).replace(".", "")), found.span())
    for found in reading.find(_AMOUNT):
        reading.take(found.span())
    if reading.has("price"):
        return
    for found in _TIGHT.finditer(reading.plain):
        reading.add("price", 0, found.span(), demand=False, confidence=0.6)
    for found in reading.find(_CHEAP):
        reading.add("price", CHEAP_DKK, found.span(), demand=False, confidence=0.6)
