"""Signing a browser in, and what sign-in pages have in common."""

from __future__ import annotations

import datetime as dt
from typing import Any

from litestar import Response
from sqlalchemy.orm import Session

from registry.accounts.models import Account
from registry.accounts.rules import home_of
from registry.i18n import current_locale
from registry.settings import Settings
from registry.web import sessions
from registry.web.addresses import own_path
from registry.web.http import Request
from registry.web.security import LANGUAGE_COOKIE, language_cookie
from registry.web.templates import go_to

_LONGEST_BACK = 1000


def settings_of(request: Request) -> Settings:
    """Return the settings of the running application."""
    settings: Settings = request.app.state.settings
    return settings


def back_of(value: object) -> str:
    """Return where to go after signing in: a path of this site, or "" for the person's own first page."""
    text = value if isinstance(value, str) else ""
    return own_path(text, "") if len(text) <= _LONGEST_BACK else ""


def enter(
    request: Request,
    db: Session,
    account: Account,
    *,
    back: str,
    now: dt.datetime,
    messages: tuple[str, ...] = (),
    keep_language: bool = False,
) -> Response[Any]:
    """Sign the browser in under a new token, and lead it on, in the person's language unless told to keep it."""
    settings = settings_of(request)
    response = go_to(request, back or home_of(account.roles), *messages)
    account.signed_in_at = now
    sessions.forget(db, request)
    sessions.begin(db, response, account.id, now=now, secure=settings.is_https)
    has_chosen = LANGUAGE_COOKIE in request.cookies or keep_language
    if not has_chosen and account.locale != current_locale():
        response.set_cookie(language_cookie(account.locale, secure=settings.is_https))
    return response
