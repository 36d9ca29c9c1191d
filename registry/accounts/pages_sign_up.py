"""Signing up as a partner."""

from __future__ import annotations

import secrets
from typing import Any

from litestar import Response
from litestar.datastructures import Cookie, FormMultiDict
from litestar.di import NamedDependency
from sqlalchemy.orm import Session

from registry.access import Actor
from registry.accounts import actions, passwords, rules, throttle
from registry.accounts.entering import back_of, settings_of
from registry.accounts.forms import SignUpForm, check_strength, read_account_form
from registry.accounts.links import LIFETIME, PATH, Purpose
from registry.accounts.pages_sign_in import mail_sent
from registry.web import clock
from registry.web.forms import Form
from registry.web.http import Request, get, post
from registry.web.templates import page
from registry.web.transactions import LOOKING, database_of, writing

#: The browser that signed up, so that a password chosen there counts only there.
BROWSER_COOKIE = "oprettet"


@get("/opret")
def sign_up_page(request: Request, actor: NamedDependency[Actor]) -> Response[bytes]:
    """Show the form."""
    return _draw(request, Form(), back=back_of(request.query_params.get("naeste")))


@post("/opret", dependencies=LOOKING)
def sign_up(
    request: Request,
    actor: NamedDependency[Actor],
    db: NamedDependency[Session],
    posted: NamedDependency[FormMultiDict],
) -> Response[bytes]:
    """Mail a link to confirm the address, and answer the same whether there is an account or not."""
    now = clock.now()
    back = back_of(posted.get("naeste"))
    form = read_account_form(posted, SignUpForm)
    if password := str(posted.get("password", "")).strip():
        check_strength(form, password, [str(form.value("name")), str(form.value("email"))])
    if form.data is None:
        return _draw(request, form, back=back)
    asked = form.data
    db.commit()
    if wait := throttle.attempt(database_of(request), throttle.of_asking_for_mail(request, asked.email), now):
        form.reject("", rules.wait_in_words(wait))
        return _draw(request, form, back=back, status_code=429)
    password_hash = passwords.hashed(asked.password) if asked.password else None
    browser = secrets.token_urlsafe(32)
    settings = settings_of(request)
    with writing(request) as changing:
        actions.sign_up(
            changing,
            asked.email,
            name=asked.name,
            password_hash=password_hash,
            browser=browser,
            back=back,
            base_url=settings.base_url,
            now=now,
        )
    response = mail_sent(request, asked.email, signs_up=True)
    response.set_cookie(
        Cookie(
            BROWSER_COOKIE,
            value=browser,
            path=PATH[Purpose.CONFIRM],
            httponly=True,
            samesite="lax",
            max_age=int(LIFETIME[Purpose.CONFIRM].total_seconds()),
            secure=settings.is_https,
        )
    )
    return response


def _draw(request: Request, form: Form[Any], *, back: str, status_code: int | None = None) -> Response[bytes]:
    return page(request, "accounts/sign_up.html", status_code=status_code or form.status, form=form, back=back)


handlers = [sign_up_page, sign_up]
