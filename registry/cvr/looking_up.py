"""Asking the CVR register's Elasticsearch about one number, and reading its answer.

The request and the answer are those of the index `cvr-permanent`: an organisation is a `Vrvirksomhed`, whose
`virksomhedMetadata` holds what is newest of each kind.
"""

from __future__ import annotations

import base64
import datetime as dt
import re
import time
import urllib.request
from enum import StrEnum
from http.client import HTTPException, HTTPResponse
from typing import Any
from urllib.error import HTTPError

import msgspec

from registry.settings import Settings

#: Seconds that the register may take, from the question to the last byte of the answer.
PATIENCE = 6.0
#: Bytes that an answer may have; one organisation's, of the fields asked for, has a few thousand.
_MOST = 1_000_000
_NEWEST = "Vrvirksomhed.virksomhedMetadata"
_FIELDS = (
    "Vrvirksomhed.cvrNummer",
    "Vrvirksomhed.livsforloeb",
    f"{_NEWEST}.nyesteNavn.navn",
    f"{_NEWEST}.nyesteVirksomhedsform.langBeskrivelse",
    f"{_NEWEST}.nyesteHovedbranche.branchetekst",
    f"{_NEWEST}.nyesteBeliggenhedsadresse",
    f"{_NEWEST}.sammensatStatus",
)
#: How the register's words for what is no more begin; they come in capitals and not, with and without spaces.
_CEASED = re.compile(r"ophørt|opløst|tvangsopløst|slettet|ophævet", re.IGNORECASE)


class Trouble(StrEnum):
    """Why there is no answer."""

    SLOW = "slow"
    AWAY = "away"
    NOT_LET_IN = "not_let_in"
    UNREADABLE = "unreadable"


class NoAnswer(Exception):
    """The register didn't answer in a way that can be used; `trouble` says why."""

    def __init__(self, trouble: Trouble) -> None:
        self.trouble = trouble
        super().__init__(trouble.value)


class Company(msgspec.Struct, frozen=True):
    """What the register says of an organisation.

    Attributes:
        kind: what it is in law: "Forening".
        industry: what it does: "Sportsklubber".
        address: street and number on one line.
        status: the register's own word: "NORMAL", "Under konkurs".
        ceased: whether it is no more.
        ceased_on: since when, if the register says so.
    """

    cvr: str
    name: str
    kind: str | None = None
    industry: str | None = None
    address: str | None = None
    postal_code: str | None = None
    town: str | None = None
    status: str | None = None
    ceased: bool = False
    ceased_on: dt.date | None = None


def look_up(settings: Settings, cvr: str) -> Company | None:
    """Return what the register says of a number; None when there is no such organisation, or nobody to ask.

    Args:
        settings: where to ask, and as whom.
        cvr: eight digits.

    Raises:
        NoAnswer: the register is slow or away, doesn't know us, or says something that can't be read.
    """
    if settings.cvr_url is None:
        return None
    question = {"_source": _FIELDS, "query": {"term": {"Vrvirksomhed.cvrNummer": int(cvr)}}, "size": 1}
    answer = _ask(settings, msgspec.json.encode(question))
    try:
        hits = msgspec.json.decode(answer, type=_Answer).hits.hits
    except msgspec.MsgspecError:
        raise NoAnswer(Trouble.UNREADABLE) from None
    return _company(hits[0].source.company) if hits else None


class _Named(msgspec.Struct):
    navn: str | None = None


class _Form(msgspec.Struct):
    langBeskrivelse: str | None = None  # noqa: N815  the register's names


class _Industry(msgspec.Struct):
    branchetekst: str | None = None


class _Address(msgspec.Struct):
    vejnavn: str | None = None
    husnummerFra: int | None = None  # noqa: N815
    bogstavFra: str | None = None  # noqa: N815
    etage: str | None = None
    sidedoer: str | None = None
    postnummer: int | None = None
    postdistrikt: str | None = None
    fritekst: str | None = None


class _Newest(msgspec.Struct):
    nyesteNavn: _Named | None = None  # noqa: N815
    nyesteVirksomhedsform: _Form | None = None  # noqa: N815
    nyesteHovedbranche: _Industry | None = None  # noqa: N815
    nyesteBeliggenhedsadresse: _Address | None = None  # noqa: N815
    sammensatStatus: str | None = None  # noqa: N815


class _Period(msgspec.Struct):
    gyldigFra: dt.date | None = None  # noqa: N815
    gyldigTil: dt.date | None = None  # noqa: N815


class _Life(msgspec.Struct):
    periode: _Period


class _Company(msgspec.Struct):
    cvrNummer: int  # noqa: N815
    virksomhedMetadata: _Newest  # noqa: N815
    livsforloeb: list[_Life] = []


class _Source(msgspec.Struct):
    company: _Company = msgspec.field(name="Vrvirksomhed")


class _Hit(msgspec.Struct):
    source: _Source = msgspec.field(name="_source")


class _Hits(msgspec.Struct):
    hits: list[_Hit]


class _Answer(msgspec.Struct):
    hits: _Hits


def _company(found: _Company) -> Company:
    newest = found.virksomhedMetadata
    place = newest.nyesteBeliggenhedsadresse or _Address()
    ends = [life.periode.gyldigTil for life in found.livsforloeb]
    is_over = bool(ends) and None not in ends
    return Company(
        cvr=f"{found.cvrNummer:08}",
        name=(newest.nyesteNavn.navn if newest.nyesteNavn else None) or "",
        kind=newest.nyesteVirksomhedsform.langBeskrivelse if newest.nyesteVirksomhedsform else None,
        industry=newest.nyesteHovedbranche.branchetekst if newest.nyesteHovedbranche else None,
        address=_on_one_line(place),
        postal_code=f"{place.postnummer:04}" if place.postnummer else None,
        town=place.postdistrikt,
        status=newest.sammensatStatus,
        ceased=is_over or bool(_CEASED.match(newest.sammensatStatus or "")),
        ceased_on=max(end for end in ends if end) if is_over else None,
    )


def _on_one_line(place: _Address) -> str | None:
    if not place.vejnavn:
        return place.fritekst
    number = f"{place.husnummerFra or ''}{place.bogstavFra or ''}"
    floor = " ".join(part for part in (f"{place.etage}." if place.etage else "", place.sidedoer) if part)
    return ", ".join(part for part in (f"{place.vejnavn} {number}".strip(), floor) if part)


class _NoRedirects(urllib.request.HTTPRedirectHandler):
    """The password is for the address that was set, and for nobody it points to."""

    def redirect_request(self, *_args: Any) -> None:
        return None


def _ask(settings: Settings, question: bytes) -> bytes:
    until = time.monotonic() + PATIENCE
    secret = base64.b64encode(f"{settings.cvr_user}:{settings.cvr_password}".encode()).decode()
    request = urllib.request.Request(  # noqa: S310  the setting is http or https
        f"{settings.cvr_url}/virksomhed/_search",
        data=question,
        headers={"Content-Type": "application/json", "Accept": "application/json", "Authorization": f"Basic {secret}"},
    )
    try:
        with urllib.request.build_opener(_NoRedirects).open(request, timeout=PATIENCE) as answer:
            return _read(answer, until)
    except HTTPError as refused:
        refused.close()
        raise NoAnswer(Trouble.NOT_LET_IN if refused.code in (401, 403) else Trouble.AWAY) from None
    except TimeoutError:
        raise NoAnswer(Trouble.SLOW) from None
    except OSError as failed:
        is_slow = isinstance(getattr(failed, "reason", None), TimeoutError)
        raise NoAnswer(Trouble.SLOW if is_slow else Trouble.AWAY) from None
    except HTTPException:
        raise NoAnswer(Trouble.UNREADABLE) from None


def _read(answer: HTTPResponse, until: float) -> bytes:
    """Read to the end, however slowly the bytes drip, but not for ever."""
    parts: list[bytes] = []
    while part := answer.read1(65_536):
        parts.append(part)
        if time.monotonic() > until:
            raise NoAnswer(Trouble.SLOW)
        if sum(map(len, parts)) > _MOST:
            raise NoAnswer(Trouble.UNREADABLE)
    return b"".join(parts)
