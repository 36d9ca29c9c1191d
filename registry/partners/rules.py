"""What an organisation's details may look like, which organisations are probably the same one, and who may go.

The `read_…` functions take what people type and return it in its one form, or None when it can't be that.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import re
from collections.abc import Iterable
from difflib import SequenceMatcher
from enum import StrEnum
from urllib.parse import urlsplit, urlunsplit

import msgspec
from email_validator import EmailNotValidError, validate_email
from stdnum.dk import cvr as cvr_number

from registry.danish import fold, sort_key, words
from registry.i18n import gettext as _

#: Days for which an invitation to a colleague works, and how many may be unanswered at a time.
INVITATION_LASTS = dt.timedelta(days=14)
MOST_INVITED = 20
LONGEST_NAME = 120
LONGEST_MESSAGE = 400
LONGEST_REASON = 400
#: Somebody who waits for so many organisations' answers can't ask one more.
MOST_WAITING = 5
#: Members get at most one mail in so long a time about the same person who asks to join.
ONE_MAIL_EACH = dt.timedelta(days=1)
_LONGEST_WEBSITE = 300
_LONGEST_EMAIL = 254

_POSTAL_CODE = re.compile(r"(?:DK)?[- ]?(\d{4})(?: +[^\d]+)?", re.IGNORECASE)
_HOST = re.compile(r"(?=.{4,253}$)(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z][a-z0-9-]{0,61}[a-z0-9]")
_PHONE = re.compile(r"\+?[\d ().-]+")

#: Words that say what kind of thing an organisation is, or that it is in Aalborg, and not which one it is.
_NOISE_WORDS = """
forening foreningen klub klubben selskab selskabet laug lauget idraetsforening idraetsforeningen sportsklub idraetsklub
boldklub ungdomsklub if ik bk gf aps as a s ivs smba fmba amba i og for den det de paa ved af the of
aalborg nordjylland danmark kommune afdeling afd eksempel
"""
_NOISE = frozenset(_NOISE_WORDS.split())
#: Endings of compounds that say no more than that: "svømmeklubben" is about swimming.
_NOISE_ENDINGS = ("foreningen", "forening", "klubben", "klub", "selskabet", "selskab", "lauget", "laug")


class Standing(StrEnum):
    """What a member may do: an owner also looks after the organisation itself and its people."""

    OWNER = "owner"
    EDITOR = "editor"


class Details(msgspec.Struct, kw_only=True, frozen=True):
    """What an organisation says of itself. `cvr` is eight digits, `sector` an id of the facet."""

    name: str
    sector: str
    cvr: str | None = None
    postal_code: str | None = None
    website: str | None = None
    contact_name: str | None = None
    contact_role: str | None = None
    contact_email: str | None = None
    contact_phone: str | None = None


def read_name(typed: str) -> str | None:
    """Return the name on one line; None without two letters or digits."""
    name = " ".join(typed.split())
    return name if len(name) <= LONGEST_NAME and len("".join(word.text for word in words(name))) >= 2 else None


def read_cvr(typed: str) -> str | None:
    """Return eight digits; None when modulus 11 says that it is no CVR number (weights 2 7 6 5 4 3 2 1)."""
    compact = "".join(typed.split())
    return str(cvr_number.compact(compact)) if cvr_number.is_valid(compact) else None


def read_postal_code(typed: str) -> str | None:
    """Return four digits of "9000", "DK-9000" or "9000 Aalborg"."""
    found = _POSTAL_CODE.fullmatch(typed.strip())
    return found[1] if found and found[1].isascii() else None


def read_website(typed: str) -> str | None:
    """Return an address beginning with https:// or http://; what follows the host is kept."""
    typed = typed.strip()
    if any(character.isspace() or not character.isprintable() or character in '<>"\\' for character in typed):
        return None
    try:
        parts = urlsplit(typed if "://" in typed else f"https://{typed}")
        host = (parts.hostname or "").rstrip(".").encode("idna").decode("ascii")
        port = parts.port
    except (ValueError, UnicodeError):
        return None
    if parts.scheme not in ("http", "https") or "@" in parts.netloc or not _HOST.fullmatch(host):
        return None
    shown = (parts.hostname or "").rstrip(".") + (f":{port}" if port else "")
    path = "" if parts.path == "/" and not parts.query else parts.path
    url = urlunsplit((parts.scheme, shown, path, parts.query, parts.fragment))
    return url if len(url) <= _LONGEST_WEBSITE else None


def read_email(typed: str) -> str | None:
    """Return an e-mail address; whether anybody reads it is not asked here."""
    try:
        found = validate_email(typed.strip(), check_deliverability=False).normalized
    except EmailNotValidError:
        return None
    return found if len(found) <= _LONGEST_EMAIL else None


def read_phone(typed: str) -> str | None:
    """Return a Danish number as "12 34 56 78" and a foreign one as "+49 30123456"."""
    typed = typed.strip()
    digits = re.sub(r"\D", "", typed)
    if not digits.isascii() or not _PHONE.fullmatch(typed):
        return None
    if digits.startswith("0045") and len(digits) == 12:
        digits = digits[4:]
    elif typed.startswith("+45") and len(digits) == 10:
        digits = digits[2:]
    elif typed.startswith("+"):
        return f"+{digits[:2]} {digits[2:]}" if 8 <= len(digits) <= 15 else None
    return " ".join(digits[at : at + 2] for at in range(0, 8, 2)) if len(digits) == 8 else None


def name_key(name: str) -> str:
    """Return what is left of a name, folded, when the words are taken out that tell no organisations apart."""
    return " ".join(_telling_words(name))[:200]


def likely_same(name_a: str, name_b: str) -> bool:
    """Whether two names are probably those of one organisation: "Voerbjerg Rideklub" and "Rideklubben Vørbjerg"."""
    a, b = _telling_words(name_a), _telling_words(name_b)
    if not a or not b:
        return False
    if "".join(a) == "".join(b):
        return True
    few, many = sorted((a, b), key=len)
    if len(few) != len(many) and len(few) < 2:
        return False
    return _all_met(few, many)


def _all_met(few: list[str], many: list[str]) -> bool:
    """Whether each word has a counterpart of its own; digits and short words must be the same."""
    left = list(many)
    for word in few:
        match = next((other for other in left if _similar(word, other)), None)
        if match is None:
            return False
        left.remove(match)
    return True


def _similar(a: str, b: str) -> bool:
    if a == b:
        return True
    if min(len(a), len(b)) < 5 or not (a.isalpha() and b.isalpha()) or a[0] != b[0]:
        return False
    matcher = SequenceMatcher(None, a, b, autojunk=False)
    return matcher.real_quick_ratio() >= 0.85 and matcher.quick_ratio() >= 0.85 and matcher.ratio() >= 0.85


def _telling_words(name: str) -> list[str]:
    folded = [fold(word.text) for word in words(name)]
    telling = [short for word in folded if word not in _NOISE and (short := _without_ending(word))]
    return telling or folded


def _without_ending(word: str) -> str:
    ending = next((ending for ending in _NOISE_ENDINGS if word.endswith(ending)), "")
    stem = word.removesuffix(ending)
    return stem.removesuffix("s") if ending and len(stem) > 4 else stem if len(stem) > 2 else word


def keeps_verification(name: str, cvr: str | None, details: Details) -> bool:
    """Whether it is still the organisation that was verified: same CVR number, and the same name but for spelling."""
    return cvr == details.cvr and sort_key(name) == sort_key(details.name)


def why_not_leave(members: int, other_owners: int, *, is_owner: bool = True) -> str | None:
    """Return why somebody can't leave an organisation of so many members; None when they may.

    Nobody lets go before someone else has taken over: its offers would have no one to answer for them.
    """
    if members <= 1:
        return _("Du er det eneste medlem. Invitér en anden først, så der altid er nogen, der svarer for jeres tilbud.")
    if is_owner and not other_owners:
        return _("Du er den eneste ejer. Gør en anden til ejer først.")
    return None


def verification_reasons() -> dict[str, str]:
    """Return the reasons an administrator usually has for verifying an organisation, by a short name."""
    return {
        "portal": _("Står i foreningsportalen"),
        "partner": _("Kendt samarbejdspartner"),
        "cvr": _("Slået op i CVR-registret"),
        "phone": _("Talt med dem på et nummer, vi kender"),
    }


def too_many_requests() -> str:
    """Return why somebody can't ask to join one more organisation."""
    return _("Du venter allerede på svar fra %(n)s organisationer. Vent, eller træk en anmodning tilbage først.") % {
        "n": MOST_WAITING
    }


def fingerprint(details: Details) -> str:
    """Return a short text that changes with the details, so that nobody overwrites what they have not seen."""
    return hashlib.blake2b(msgspec.json.encode(details), digest_size=8).hexdigest()


def in_words(fields: Iterable[str]) -> str:
    """Return the names of fields of `Details` in a sentence: "navn, telefon og e-mail"."""
    names = {
        "name": _("navn"),
        "sector": _("type"),
        "cvr": _("CVR-nummer"),
        "postal_code": _("postnummer"),
        "website": _("hjemmeside"),
        "contact_name": _("kontaktperson"),
        "contact_role": _("kontaktpersonens rolle"),
        "contact_email": _("e-mail"),
        "contact_phone": _("telefon"),
    }
    found = [names[field] for field in fields]
    return _(" og ").join(filter(None, [", ".join(found[:-1]), found[-1]])) if found else ""
