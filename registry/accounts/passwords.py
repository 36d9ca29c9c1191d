"""Hashing passwords with argon2id. It takes a moment on purpose: do it before the database is locked for writing."""

from __future__ import annotations

import secrets
import unicodedata
from functools import cache

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

#: OWASP's recommendation for argon2id: 19 MiB, two passes, one lane.
_hasher = PasswordHasher(time_cost=2, memory_cost=19_456, parallelism=1)


def hashed(password: str) -> str:
    """Return what is stored of a password."""
    return _hasher.hash(_plain(password))


def is_right(stored: str | None, password: str) -> bool:
    """Whether this is the password; it takes equally long when there is none."""
    try:
        return _hasher.verify(stored or _nobodys(), _plain(password)) and stored is not None
    except (VerificationError, InvalidHashError):
        return False


@cache
def _nobodys() -> str:
    return _hasher.hash(secrets.token_urlsafe(16))


def _plain(password: str) -> str:
    """Return the password in one Unicode spelling: an å may arrive as one character or as two."""
    return unicodedata.normalize("NFKC", password)
