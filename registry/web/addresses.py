"""Addresses within the site."""

from __future__ import annotations

from urllib.parse import quote, urlsplit

#: What stands in addresses as it is; the percent sign, because they come with their parts quoted already.
_AS_IT_IS = "/%:;,.?&=+$!*'()@#~[]-_"


def own_path(url: str, otherwise: str = "/") -> str:
    """Return a path of this site to go to, never an address elsewhere that somebody planted in a link."""
    try:
        parts = urlsplit(url)
    except ValueError:
        return otherwise
    is_own = url.startswith("/") and not url.startswith("//") and "\\" not in url and not parts.scheme
    return url if is_own and not parts.netloc and url.isprintable() else otherwise


def in_header(url: str) -> str:
    """Return an address as a header can hold it: on one line and in ASCII, whatever was typed into it."""
    return quote(url, safe=_AS_IT_IS)
