"""What a finding is, and all findings of a text together."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Literal, NamedTuple

from registry.privacy.address import address_spans
from registry.privacy.contact import email_spans, phone_spans
from registry.privacy.cpr import cpr_spans
from registry.privacy.spans import Span, overlap

Kind = Literal["cpr", "email", "phone", "address"]

_CLOSING = re.compile(r"[,.;:!?)]")


class Finding(NamedTuple):
    """That the characters from `span[0]` to before `span[1]` are personal data of a kind; never what they are."""

    kind: Kind
    span: Span


def find_cpr(text: str) -> list[Finding]:
    """Return where CPR numbers stand in `text`, in order."""
    return [Finding("cpr", span) for span in cpr_spans(text)]


def find(text: str) -> list[Finding]:
    """Return all personal data in `text`, in the order it stands there and without overlaps.

    Eight digits are taken for a phone number even where they are a company's CVR number without the word CVR before
    it: in a searcher's sentence, which this is for, neither belongs.
    """
    found: list[Finding] = []
    kinds: tuple[tuple[Kind, list[Span]], ...] = (
        ("cpr", cpr_spans(text)),
        ("email", email_spans(text)),
        ("phone", phone_spans(text)),
        ("address", address_spans(text)),
    )
    for kind, spans in kinds:
        found += [Finding(kind, span) for span in spans if not any(overlap(span, other.span) for other in found)]
    return sorted(found, key=lambda finding: finding.span)


def without(text: str, findings: Iterable[Finding]) -> str:
    """Return `text` with what was found taken out and the gap closed."""
    for finding in sorted(findings, key=lambda one: one.span, reverse=True):
        before, after = text[: finding.span[0]].rstrip(" "), text[finding.span[1] :].lstrip(" ")
        gap = "" if not before or not after or _CLOSING.match(after) else " "
        text = before + gap + after
    return text.strip()
