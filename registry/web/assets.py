"""Static files under a path that names their content, so that browsers may keep them for ever."""

from __future__ import annotations

import hashlib
from functools import cache
from pathlib import Path

from litestar.datastructures import CacheControlHeader
from litestar.router import Router
from litestar.static_files import create_static_files_router

STATIC = Path(__file__).resolve().parents[1] / "static"


@cache
def version() -> str:
    """Return a short hash over every static file."""
    digest = hashlib.blake2b(digest_size=6)
    for file in sorted(STATIC.rglob("*")):
        if file.is_file():
            digest.update(str(file.relative_to(STATIC)).encode())
            digest.update(file.read_bytes())
    return digest.hexdigest()


def asset(path: str) -> str:
    """Return the address of a static file."""
    return f"/static/{version()}/{path}"


def router() -> Router:
    """Serve the static files."""
    return create_static_files_router(
        f"/static/{version()}",
        [STATIC],
        name="static",
        cache_control=CacheControlHeader(public=True, max_age=31_536_000, immutable=True),
    )
