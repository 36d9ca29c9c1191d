"""The sign-in page: a link by mail first, a password for those who like one, and a click in a demo."""

from __future__ import annotations

import datetime as dt
from typing import Any

from litestar import Response
from litestar.datastructures import FormMultiDict
from litestar.di import NamedDependency
from litestar.exceptions import NotFoundException
from sqlalchemy.orm import Session

from registry.access import Actor, Role
from registry.accounts import actions, passwords, queries, rules, throttle
from registry.accounts.demo import DEMO_PEOPLE
from registry.accounts.entering import back_of, enter, settings_of
from registry.accounts.forms import LinkForm, PasswordForm, read_account_form
from registry.i18n import gettext as _
from registry.web import clock
from registry.web.forms import Form
from registry.web.http import Request, get, post
from registry.web.templates import page
from registry.web.transactions import LOOKING, database_of, writing


@get("/log-ind")
def sign_in_page(request: Request, actor: NamedDependency[Actor], db: NamedDependency[Session]) -> Response[bytes]:
    """Show the ways in."""
    return _draw(request, db, back=back_of(request.query_params.get("naeste")))


@post("/log-ind", dependencies=LOOKING)
def ask_for_link(
    request: Request,
    actor: NamedDependency[Actor],
    db: NamedDependency[Session],
    posted: NamedDependency[FormMultiDict],
) -> Response[bytes]:
    """Mail a link, and answer the same whether there is an account or not."""
    now = clock.now()
    back = back_of(posted.get("naeste"))
    form = read_account_form(posted, LinkForm)
    if form.data is None:
        return _draw(request, db, back=back, link_form=form)
    email = form.data.email
    db.commit()
    if wait := throttle.attempt(database_of(request), throttle.of_asking_for_mail(request, email), now):
        return _draw(request, db, back=back, link_form=form, wait=wait)
    with writing(request) as changing:
        actions.ask_for_link(changing, email, back=back, base_url=settings_of(request).base_url, now=now)
    return mail_sent(request, email)


@post("/log-ind/adgangskode", dependencies=LOOKING)
def by_password(
    request: Request,
    actor: NamedDependency[Actor],
    db: NamedDependency[Session],
    posted: NamedDependency[FormMultiDict],
) -> Response[Any]:
    """Sign in with a password; a wrong one, no account and a closed account look and take the same."""
    now = clock.now()
    back = back_of(posted.get("naeste"))
    form = read_account_form(posted, PasswordForm)
    if form.data is None:
        return _draw(request, db, back=back, password_form=form)
    email = form.data.email2
    counters = throttle.of_guessing(request, email)
    if wait := throttle.attempt(database_of(request), counters, now):
        return _draw(request, db, back=back, password_form=form, wait=wait)
    account = queries.by_email(db, email)
    stored = account.password_hash if account is not None and account.is_open else None
    db.commit()
    if passwords.is_right(stored, form.data.password) and account is not None:
        with writing(request) as changing:
            current = queries.open_account(changing, account.id)
            if current is not None and current.password_hash == stored:
                throttle.succeeded(changing, counters)
                return enter(request, changing, current, back=back, now=now)
    form.reject(
        "password", _("E-mailadressen og adgangskoden passer ikke sammen. Prøv igen, eller få et link i en mail.")
    )
    return _draw(request, db, back=back, password_form=form)


@post("/demo/log-ind")
def as_demo_person(
    request: Request, db: NamedDependency[Session], posted: NamedDependency[FormMultiDict]
) -> Response[Any]:
    """Be one of the demo's people, where everything is invented and nobody else can reach the server."""
    if not settings_of(request).demo_sign_in or posted.get("role") not in list(Role):
        raise NotFoundException
    account = queries.by_email(db, DEMO_PEOPLE[Role(str(posted.get("role")))].email)
    if account is None or not account.is_open:
        raise NotFoundException
    return enter(request, db, account, back=back_of(posted.get("naeste")), now=clock.now(), keep_language=True)


def mail_sent(request: Request, email: str, *, signs_up: bool = False) -> Response[bytes]:
    """Say that there is mail: the same page whatever the mail says."""
    return page(
        request, "accounts/mail_sent.html", email=email, signs_up=signs_up, headers={"cache-control": "no-store"}
    )


def _draw(
    request: Request,
    db: Session,
    *,
    back: str,
    link_form: Form[Any] | None = None,
    password_form: Form[Any] | None = None,
    wait: dt.timedelta | None = None,
) -> Response[bytes]:
    form = link_form or password_form or Form()
    if wait:
        form.reject("", rules.wait_in_words(wait))
    typed = form.value("email") or form.value("email2")
    return page(
        request,
        "accounts/sign_in.html",
        status_code=429 if wait else form.status,
        headers={"retry-after": str(int(wait.total_seconds()) + 1)} if wait else None,
        form=form,
        link_form=link_form or Form.showing({"email": typed}),
        password_form=password_form or Form.showing({"email2": typed}),
        back=back,
        demo_people=_demo_people(request, db),
    )


def _demo_people(request: Request, db: Session) -> list[tuple[Role, str]]:
    """Return whom one can be with a click."""
    if not settings_of(request).demo_sign_in:
        return []
    found = ((role, queries.by_email(db, person.email)) for role, person in DEMO_PEOPLE.items())
    return [(role, account.name) for role, account in found if account is not None]


handlers = [sign_in_page, ask_for_link, by_password, as_demo_person]
