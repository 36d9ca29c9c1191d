"""A person's own data: read, taken away, and deleted. Administrators do it for those who ask them to."""

from __future__ import annotations

import datetime as dt
from typing import Any

from litestar import Response
from litestar.datastructures import FormMultiDict
from litestar.di import NamedDependency
from litestar.params import FromPath
from sqlalchemy.orm import Session

from registry.access import Actor, Permission, require
from registry.accounts import administering, passwords, rules, throttle
from registry.accounts.entering import settings_of
from registry.accounts.models import Account
from registry.i18n import gettext as _
from registry.interop import erasing, person
from registry.web import clock, flash, sessions
from registry.web.forms import Form
from registry.web.http import Request, get, post
from registry.web.templates import go_to, page
from registry.web.transactions import LOOKING, database_of, writing

DELETED = flash.message(
    "konto-slettet", lambda: _("Din konto er slettet. Vi gemmer ikke længere dit navn eller din e-mailadresse.")
)
PERSON_DELETED = flash.message("person-slettet", lambda: _("Kontoen er slettet, og navnet er fjernet overalt."))
#: Who has no password has signed in at most this long ago.
RECENTLY = dt.timedelta(minutes=15)
_PEOPLE = "/administration/personer"


@get("/konto/data")
def own_data(request: Request, actor: NamedDependency[Actor], db: NamedDependency[Session]) -> Response[bytes]:
    """Show a person everything that is stored about them."""
    require(actor, Permission.HAVE_ACCOUNT)
    account = db.get_one(Account, actor.account_id)
    return page(request, "interop/person.html", sections=person.gather(db, account))


@get("/konto/data/hent", uncompressed=True)
def take_data(request: Request, actor: NamedDependency[Actor], db: NamedDependency[Session]) -> Response[bytes]:
    """Send it as a file."""
    require(actor, Permission.HAVE_ACCOUNT)
    return _file(db, db.get_one(Account, actor.account_id))


@get(f"{_PEOPLE}/{{account_id:str}}/data", uncompressed=True)
def take_persons_data(
    request: Request, actor: NamedDependency[Actor], db: NamedDependency[Session], account_id: FromPath[str]
) -> Response[bytes]:
    """Send an administrator what is stored about somebody who has asked for it."""
    require(actor, Permission.ADMINISTER)
    return _file(db, administering.account_or_hidden(db, account_id))


@get("/konto/slet")
def ask(request: Request, actor: NamedDependency[Actor], db: NamedDependency[Session]) -> Response[bytes]:
    """Tell what deleting the account means, and what must be done first."""
    require(actor, Permission.HAVE_ACCOUNT)
    return _draw(request, db, db.get_one(Account, actor.account_id), Form())


@post("/konto/slet", dependencies=LOOKING)
def delete_own(
    request: Request,
    actor: NamedDependency[Actor],
    db: NamedDependency[Session],
    posted: NamedDependency[FormMultiDict],
) -> Response[Any]:
    """Delete a person's own account."""
    require(actor, Permission.HAVE_ACCOUNT)
    account = db.get_one(Account, actor.account_id)
    form: Form[Any] = Form()
    if erasing.obstacles(db, account, by_self=True) or not _confirms(request, db, account, posted, form):
        return _draw(request, db, account, form)
    db.commit()
    with writing(request) as own:
        current = own.get_one(Account, account.id, with_for_update=True)
        if erasing.obstacles(own, current, by_self=True):
            return _draw(request, own, current, form)
        erasing.erase(own, actor, current, now=clock.now())
        response = go_to(request, "/", DELETED)
        sessions.end(own, request, response, secure=settings_of(request).is_https)
    return response


@get(f"{_PEOPLE}/{{account_id:str}}/slet")
def ask_about_person(
    request: Request, actor: NamedDependency[Actor], db: NamedDependency[Session], account_id: FromPath[str]
) -> Response[bytes]:
    """Tell an administrator what deleting somebody means."""
    require(actor, Permission.ADMINISTER)
    return _draw(request, db, administering.account_or_hidden(db, account_id), Form(), by_self=False)


@post(f"{_PEOPLE}/{{account_id:str}}/slet")
def delete_person(
    request: Request,
    actor: NamedDependency[Actor],
    db: NamedDependency[Session],
    posted: NamedDependency[FormMultiDict],
    account_id: FromPath[str],
) -> Response[Any]:
    """Delete somebody who has asked for it."""
    require(actor, Permission.ADMINISTER)
    account = administering.account_or_hidden(db, account_id)
    if account.id == actor.account_id:
        return go_to(request, "/konto/slet")
    form: Form[Any] = Form()
    if not posted.get("sure"):
        form.reject("sure", _("Sæt kryds ved, at personen har bedt om det"))
    if form.errors or erasing.obstacles(db, account, by_self=False):
        return _draw(request, db, account, form, by_self=False)
    erasing.erase(db, actor, account, now=clock.now())
    return go_to(request, _PEOPLE, PERSON_DELETED)


def _file(db: Session, account: Account) -> Response[bytes]:
    data = person.as_zip(person.gather(db, account), clock.now())
    headers = {"content-disposition": 'attachment; filename="sammen-data.zip"', "cache-control": "no-store"}
    return Response(data, media_type="application/zip", headers=headers)


def _confirms(request: Request, db: Session, account: Account, posted: FormMultiDict, form: Form[Any]) -> bool:
    """Whether the person proves to be who signed in: by their password, else by having signed in just now."""
    if not posted.get("sure"):
        form.reject("sure", _("Sæt kryds ved, at du er sikker"))
    if account.password_hash is None:
        return not form.errors and _is_recent(request, db)
    typed = str(posted.get("password", ""))
    if not typed:
        form.reject("password", _("Skriv din nuværende adgangskode."))
    if form.errors:
        return False
    db.commit()
    counters = throttle.of_guessing(request, account.email)
    if wait := throttle.attempt(database_of(request), counters, clock.now()):
        form.reject("password", rules.wait_in_words(wait))
        return False
    if not passwords.is_right(account.password_hash, typed):
        form.reject("password", _("Det er ikke din nuværende adgangskode."))
        return False
    with writing(request) as own:
        throttle.succeeded(own, counters)
    return True


def _is_recent(request: Request, db: Session) -> bool:
    began = sessions.began_at(db, request)
    return began is not None and clock.now() - began <= RECENTLY


def _draw(request: Request, db: Session, account: Account, form: Form[Any], *, by_self: bool = True) -> Response[bytes]:
    obstacles = erasing.obstacles(db, account, by_self=by_self)
    return page(
        request,
        "interop/delete_person.html",
        status_code=form.status if not obstacles or request.method == "GET" else 409,
        headers={"cache-control": "no-store"},
        account=account,
        form=form,
        by_self=by_self,
        obstacles=obstacles,
        ownerless=[] if by_self else erasing.left_without_owner(db, account),
        must_sign_in=by_self and account.password_hash is None and not _is_recent(request, db),
    )


handlers = [own_data, take_data, take_persons_data, ask, delete_own, ask_about_person, delete_person]
