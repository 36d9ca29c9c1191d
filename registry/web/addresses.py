"""Addresses within the site."""

from __future__ import annotations

from urllib.parse import urlsplit


def own_path(url: str, otherwise: str = "/") -> str:
    """Return a path of this site to go to, never an address elsewhere that somebody planted in a link."""
    parts = urlsplit(url)
    is_own = url.startswith("/") and not url.startswith("//") and "\\" not in url and not parts.scheme
    return url if is_own and not parts.netloc and url.isprintable() else otherwise
