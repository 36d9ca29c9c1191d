"""Who is signed in: a random token in a cookie, its hash in the database.

Litestar's own server-side sessions keep the id that the browser sent, also across sign-in, and write on every
response. Here a session begins with a fresh token at sign-in and at any change of rights, and reading costs one
SELECT, only when there is a cookie.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import secrets
from typing import Any

from litestar import Response
from litestar.datastructures import Cookie
from sqlalchemy import ForeignKey, String, delete, func, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from registry.db import Base
from registry.db.base import Id
from registry.web.http import Request

COOKIE = "session"
LIFETIME = dt.timedelta(days=14)


class SignInSession(Base):
    """A browser that is signed in."""

    __tablename__ = "session"

    digest: Mapped[str] = mapped_column(String(64), primary_key=True)
    account_id: Mapped[str] = mapped_column(Id, ForeignKey("account.id", ondelete="CASCADE"), index=True)
    created_at: Mapped[dt.datetime]
    expires_at: Mapped[dt.datetime] = mapped_column(index=True)


def digest(token: str) -> str:
    """Return what is stored of a token."""
    return hashlib.sha256(token.encode()).hexdigest()


def account_id_of(db: Session, request: Request, now: dt.datetime) -> str | None:
    """Return the account that the request's cookie is signed in to."""
    token = request.cookies.get(COOKIE)
    if not token:
        return None
    return db.scalar(
        select(SignInSession.account_id).where(SignInSession.digest == digest(token), SignInSession.expires_at > now)
    )


def began_at(db: Session, request: Request) -> dt.datetime | None:
    """Return when the browser was signed in."""
    token = request.cookies.get(COOKIE)
    return db.scalar(select(SignInSession.created_at).where(SignInSession.digest == digest(token))) if token else None


def begin(db: Session, response: Response[Any], account_id: str, *, now: dt.datetime, secure: bool) -> None:
    """Sign the browser in under a new token, whatever cookie it came with."""
    token = secrets.token_urlsafe(32)
    db.execute(delete(SignInSession).where(SignInSession.expires_at < now))
    db.add(SignInSession(digest=digest(token), account_id=account_id, created_at=now, expires_at=now + LIFETIME))
    response.set_cookie(_cookie(token, int(LIFETIME.total_seconds()), secure))


def forget(db: Session, request: Request) -> None:
    """End the session that the browser came with, for one that takes its place."""
    if token := request.cookies.get(COOKIE):
        db.execute(delete(SignInSession).where(SignInSession.digest == digest(token)))


def end(db: Session, request: Request, response: Response[Any], *, secure: bool) -> None:
    """Sign this browser out."""
    forget(db, request)
    response.set_cookie(_cookie("", 0, secure))


def number_open(db: Session, account_id: str, now: dt.datetime) -> int:
    """Return in how many browsers an account is signed in."""
    is_open = (SignInSession.account_id == account_id, SignInSession.expires_at > now)
    return db.scalar(select(func.count()).select_from(SignInSession).where(*is_open)) or 0


def end_all(db: Session, account_id: str) -> None:
    """Sign the account out everywhere."""
    db.execute(delete(SignInSession).where(SignInSession.account_id == account_id))


def _cookie(value: str, seconds: int, secure: bool) -> Cookie:
    return Cookie(COOKIE, value=value, httponly=True, samesite="lax", path="/", max_age=seconds, secure=secure)
