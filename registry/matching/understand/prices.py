"""Prices: "gratis", "højst 100 kr.", "må ikke koste noget"; "ikke råd" is a wish, because help with the fee will do."""

from __future__ import annotations

import re

from registry.matching.understand.reading import AT_MOST, Reading

_FREE = re.compile(
    r"\bgratis\b|\buden (?:betaling|beregning|kontingent|udgift(?:er)?)\b|\bkontingentfri\w*"
    r"|\bingen (?:udgift(?:er)?|betaling)\b|\b(?:må|skal) ikke koste (?:noget|penge)\b|\bikke koster? noget\b"
)
_TIGHT = re.compile(
    r"\b(?:ikke|ik) (?:har |have )?råd\b|\bhar ikke råd\b|\b(?:ingen|uden) penge\b"
    r"|\b(?:ikke|få|for få) (?:så )?(?:mange )?penge til\b|\b(?:stram|dårlig) økonomi\b"
    r"|\bøkonomien er (?:stram|dårlig)\b"
)
_CHEAP = re.compile(r"\bbillig(?:t|e)?\b|\bikke (?:for |så )dyr(?:t|e)?\b")
_KR = r"\s*(?:kr\b\.?|kroner\b|dkk\b|,-)"
_N = r"(\d{1,2}\.\d{3}|\d{1,5})"
_AT_MOST = re.compile(rf"\b(?:{AT_MOST}|under|indtil|til|for)\s+(?:ca\.? )?{_N}{_KR}")
_AMOUNT = re.compile(rf"(?<![\d.]){_N}{_KR}")
_DENIED = re.compile(r"\b(?:ikke|behøver ikke)\s+(?:\w+\s+)?$")

CHEAP_DKK = 100


def read(reading: Reading) -> None:
    """Read what something may cost."""
    for found in reading.find(_FREE):
        if _DENIED.search(reading.before(found.span())):
            reading.take(found.span())
        else:
            reading.add("price", 0, found.span())
    for found in reading.find(_AT_MOST):
        reading.add("price", int(found[1].replace(".", "")), found.span())
    for found in reading.find(_AMOUNT):
        reading.take(found.span())
    if any(chip.kind == "price" for chip in reading.chips):
        return
    for found in _TIGHT.finditer(reading.plain):
        reading.add("price", 0, found.span(), demand=False, confidence=0.6)
    for found in reading.find(_CHEAP):
        reading.add("price", CHEAP_DKK, found.span(), demand=False, confidence=0.6)
