"""A person's own account: name, language, password, and signing out here and everywhere."""

from __future__ import annotations

from typing import Any

from litestar import Response
from litestar.datastructures import FormMultiDict
from litestar.di import NamedDependency
from sqlalchemy.orm import Session

from registry import mail
from registry.access import Actor, Permission, require
from registry.accounts import actions, mailing, passwords, rules, throttle
from registry.accounts.entering import enter, settings_of
from registry.accounts.forms import (
    DetailsForm,
    MailForm,
    NewPasswordForm,
    RemovePasswordForm,
    check_strength,
    read_account_form,
)
from registry.accounts.models import Account
from registry.i18n import gettext as _
from registry.web import clock, flash, sessions
from registry.web.forms import Form
from registry.web.http import Request, get, post
from registry.web.security import language_cookie
from registry.web.templates import go_to, page
from registry.web.transactions import LOOKING, database_of, writing

_SAVED = flash.message("konto-gemt", lambda: _("Dine oplysninger er gemt."))
_MAIL_SAVED = flash.message("konto-mails", lambda: _("Dine valg om mails er gemt."))
_CHANGED = flash.message(
    "adgangskode-gemt", lambda: _("Din adgangskode er gemt, og du er logget ud alle andre steder.")
)
_REMOVED = flash.message(
    "adgangskode-fjernet", lambda: _("Din adgangskode er fjernet. Du logger nu ind med et link i en mail.")
)
_OUT = flash.message("logget-ud", lambda: _("Du er logget ud."))
_OUT_EVERYWHERE = flash.message("logget-ud-overalt", lambda: _("Du er logget ud alle steder."))


@get("/konto")
def account_page(request: Request, actor: NamedDependency[Actor], db: NamedDependency[Session]) -> Response[bytes]:
    """Show a person's own account."""
    return _draw(request, db, _own(db, actor))


@post("/konto")
def save_details(
    request: Request,
    actor: NamedDependency[Actor],
    db: NamedDependency[Session],
    posted: NamedDependency[FormMultiDict],
) -> Response[Any]:
    """Keep the name and the language."""
    account = _own(db, actor)
    form = read_account_form(posted, DetailsForm)
    if form.data is None:
        return _draw(request, db, account, details=form)
    account.name = form.data.name
    account.locale = form.data.locale
    response = go_to(request, "/konto", _SAVED)
    response.set_cookie(language_cookie(account.locale, secure=settings_of(request).is_https))
    return response


@post("/konto/mails")
def save_mails(
    request: Request,
    actor: NamedDependency[Actor],
    db: NamedDependency[Session],
    posted: NamedDependency[FormMultiDict],
) -> Response[Any]:
    """Keep which mail one gets."""
    account = _own(db, actor)
    form = read_account_form(posted, MailForm)
    if form.data is None:
        return _draw(request, db, account, mails=form)
    mailing.choose(
        account,
        wanted=form.data.wanted if actor.is_partner else None,
        reviews=form.data.review_mail if actor.is_administrator else None,
    )
    return go_to(request, "/konto", _MAIL_SAVED)


@post("/konto/adgangskode", dependencies=LOOKING)
def change_password(
    request: Request,
    actor: NamedDependency[Actor],
    db: NamedDependency[Session],
    posted: NamedDependency[FormMultiDict],
) -> Response[Any]:
    """Set or change the password."""
    account = _own(db, actor)
    form = read_account_form(posted, NewPasswordForm)
    if form.data is not None:
        check_strength(form, form.data.password, [account.name, account.email])
    if account.password_hash is not None and not form.value("current"):
        form.reject("current", _("Skriv din nuværende adgangskode."))
    if form.data is None:
        return _draw(request, db, account, password=form)
    db.commit()
    if not _confirms(request, account, form, "current", form.data.current):
        return _draw(request, db, account, password=form)
    return _keep(request, account, passwords.hashed(form.data.password), form, _CHANGED)


@post("/konto/adgangskode/fjern", dependencies=LOOKING)
def remove_password(
    request: Request,
    actor: NamedDependency[Actor],
    db: NamedDependency[Session],
    posted: NamedDependency[FormMultiDict],
) -> Response[Any]:
    """Remove the password; from then on the person signs in by link."""
    account = _own(db, actor)
    form = read_account_form(posted, RemovePasswordForm)
    if account.password_hash is None:
        return go_to(request, "/konto")
    if form.data is None:
        return _draw(request, db, account, removal=form)
    db.commit()
    if not _confirms(request, account, form, "current_too", form.data.current_too):
        return _draw(request, db, account, removal=form)
    return _keep(request, account, None, form, _REMOVED)


@post("/log-ud")
def sign_out(request: Request, db: NamedDependency[Session]) -> Response[Any]:
    """Sign this browser out."""
    response = go_to(request, "/", _OUT)
    sessions.end(db, request, response, secure=settings_of(request).is_https)
    return response


@post("/log-ud/overalt")
def sign_out_everywhere(request: Request, actor: NamedDependency[Actor], db: NamedDependency[Session]) -> Response[Any]:
    """Sign every browser of this person out."""
    account = _own(db, actor)
    response = go_to(request, "/", _OUT_EVERYWHERE)
    sessions.end_all(db, account.id)
    sessions.end(db, request, response, secure=settings_of(request).is_https)
    return response


def _own(db: Session, actor: Actor) -> Account:
    require(actor, Permission.HAVE_ACCOUNT)
    return db.get_one(Account, actor.account_id)


def _confirms(request: Request, account: Account, form: Form[Any], field: str, current: str) -> bool:
    """Whether the person proves to be who signed in; a form without the proof gets the reason."""
    if account.password_hash is None:
        return True
    now = clock.now()
    counters = throttle.of_guessing(request, account.email)
    if wait := throttle.attempt(database_of(request), counters, now):
        form.reject(field, rules.wait_in_words(wait))
        return False
    if not passwords.is_right(account.password_hash, current):
        form.reject(field, _("Det er ikke din nuværende adgangskode."))
        return False
    with writing(request) as db:
        throttle.succeeded(db, counters)
    return True


def _keep(
    request: Request, account: Account, password_hash: str | None, form: Form[Any], message: str
) -> Response[Any]:
    now = clock.now()
    settings = settings_of(request)
    with writing(request) as db:
        current = db.get_one(Account, account.id)
        kept = actions.set_password(
            db, current, account.password_hash, password_hash, base_url=settings.base_url, now=now
        )
        if kept:
            return enter(request, db, current, back="/konto", now=now, messages=(message,))
        form.reject("", _("Adgangskoden er lige blevet ændret et andet sted. Prøv igen."))
        return _draw(request, db, account, password=form)


def _draw(
    request: Request,
    db: Session,
    account: Account,
    *,
    details: Form[Any] | None = None,
    mails: Form[Any] | None = None,
    password: Form[Any] | None = None,
    removal: Form[Any] | None = None,
) -> Response[bytes]:
    form = details or mails or password or removal or Form()
    wanted = [kind.value for kind in mailing.Kind if mailing.wants(account, kind)]
    return page(
        request,
        "accounts/account.html",
        status_code=form.status,
        account=account,
        form=form,
        details=details or Form.showing({"name": account.name, "locale": account.locale}),
        bounce=mail.bounces.of(db, account.email),
        mails=mails or Form.showing({"wanted": wanted, "review_mail": account.review_mail}),
        kinds=mailing.kinds(),
        reviews=mailing.reviews(),
        password=password or Form(),
        removal=removal or Form(),
    )


handlers = [account_page, save_details, save_mails, change_password, remove_password, sign_out, sign_out_everywhere]
