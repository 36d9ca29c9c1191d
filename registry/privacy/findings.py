"""What a finding is, and all findings of a text together."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Literal, NamedTuple

from registry.privacy.address import address_spans
from registry.privacy.contact import email_spans, phone_spans
from registry.privacy.cpr import cpr_spans
from registry.privacy.spans import Span, Taken

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
    taken = Taken(text)
    kinds: tuple[tuple[Kind, list[Span]], ...] = (
        ("cpr", cpr_spans(text)),
        ("email", email_spans(text)),
        ("phone", phone_spans(text)),
        ("address", address_spans(text)),
    )
    for kind, spans in kinds:
        found += [Finding(kind, span) for span in spans if taken.take(span)]
    return sorted(found, key=lambda finding: finding.span)


def without(text: str, findings: Iterable[Finding]) -> str:
    """Return `text` with what was found taken out and the gap closed."""
    kept: list[str] = []  # from the back to the front
    end = len(text)
    for finding in sorted(findings, key=lambda one: one.span, reverse=True):
        start, stop = finding.span
        if piece := text[stop:end].lstrip(" "):
            kept.append(piece)
        elif kept and kept[-1] == " ":
            kept.pop()
        end = min(start, end)
        while end and text[end - 1] == " ":
            end -= 1
        if end and kept and not _CLOSING.match(kept[-1]):
            kept.append(" ")
    return "".join(reversed([*kept, text[:end]])).strip()
