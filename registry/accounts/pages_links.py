"""The pages that links in mail open. Looking at one changes nothing: mail scanners open links too."""

from __future__ import annotations

from typing import Any

from litestar import Response
from litestar.datastructures import FormMultiDict
from litestar.di import NamedDependency
from litestar.params import FromPath
from sqlalchemy.orm import Session

from registry.access import Actor
from registry.accounts import actions, links, passwords
from registry.accounts.entering import back_of, enter, settings_of
from registry.accounts.forms import OpenedLinkForm, check_strength, read_account_form
from registry.accounts.links import Purpose
from registry.accounts.models import Account, MailedLink
from registry.accounts.pages_sign_up import BROWSER_COOKIE
from registry.i18n import gettext as _
from registry.web import clock, flash, sessions
from registry.web.forms import Form
from registry.web.http import Request, get, post
from registry.web.templates import page
from registry.web.transactions import LOOKING, writing

_CONFIRMED = flash.message("konto-bekraeftet", lambda: _("Din e-mailadresse er bekræftet, og du er logget ind."))
_WELCOME = flash.message("konto-velkommen", lambda: _("Velkommen til Sammen. Du er logget ind."))
_MESSAGES: dict[Purpose, tuple[str, ...]] = {
    Purpose.SIGN_IN: (),
    Purpose.CONFIRM: (_CONFIRMED,),
    Purpose.INVITE: (_WELCOME,),
}


@get(f"{links.PATH[Purpose.SIGN_IN]}/{{token:str}}")
def sign_in_link(
    request: Request, actor: NamedDependency[Actor], db: NamedDependency[Session], token: FromPath[str]
) -> Response[bytes]:
    """Show the button that signs in."""
    return _open(request, db, Purpose.SIGN_IN, token)


@post(
    f"{links.PATH[Purpose.SIGN_IN]}/{{token:str}}",
    dependencies=LOOKING,
)
def spend_sign_in_link(
    request: Request,
    actor: NamedDependency[Actor],
    db: NamedDependency[Session],
    posted: NamedDependency[FormMultiDict],
    token: FromPath[str],
) -> Response[Any]:
    """Sign in, with a new password if one was chosen."""
    return _spend(request, db, posted, Purpose.SIGN_IN, token)


@get(f"{links.PATH[Purpose.CONFIRM]}/{{token:str}}")
def confirmation(
    request: Request, actor: NamedDependency[Actor], db: NamedDependency[Session], token: FromPath[str]
) -> Response[bytes]:
    """Show the button that confirms an address."""
    return _open(request, db, Purpose.CONFIRM, token)


@post(
    f"{links.PATH[Purpose.CONFIRM]}/{{token:str}}",
    dependencies=LOOKING,
)
def confirm(
    request: Request,
    actor: NamedDependency[Actor],
    db: NamedDependency[Session],
    posted: NamedDependency[FormMultiDict],
    token: FromPath[str],
) -> Response[Any]:
    """Confirm the address and sign in."""
    return _spend(request, db, posted, Purpose.CONFIRM, token)


@get(f"{links.PATH[Purpose.INVITE]}/{{token:str}}")
def invitation(
    request: Request, actor: NamedDependency[Actor], db: NamedDependency[Session], token: FromPath[str]
) -> Response[bytes]:
    """Show who is invited to be what, and the button that says yes."""
    return _open(request, db, Purpose.INVITE, token)


@post(
    f"{links.PATH[Purpose.INVITE]}/{{token:str}}",
    dependencies=LOOKING,
)
def accept_invitation(
    request: Request,
    actor: NamedDependency[Actor],
    db: NamedDependency[Session],
    posted: NamedDependency[FormMultiDict],
    token: FromPath[str],
) -> Response[Any]:
    """Come in, under the name and with the password that were chosen."""
    return _spend(request, db, posted, Purpose.INVITE, token)


def _open(request: Request, db: Session, purpose: Purpose, token: str) -> Response[bytes]:
    found = links.find(db, purpose, token, clock.now())
    if found is None:
        return _worthless(request, purpose)
    link, account = found
    form: Form[Any] = Form.showing({"name": account.name})
    return _draw(request, purpose, link, account, form, back=back_of(request.query_params.get("naeste")))


def _spend(request: Request, db: Session, posted: FormMultiDict, purpose: Purpose, token: str) -> Response[Any]:
    now = clock.now()
    back = back_of(posted.get("naeste"))
    found = links.find(db, purpose, token, now)
    if found is None:
        return _worthless(request, purpose)
    link, account = found
    form = read_account_form(posted, OpenedLinkForm)
    if password := str(posted.get("password", "")).strip():
        check_strength(form, password, [account.name, account.email, str(form.value("name"))])
    if form.data is None:
        return _draw(request, purpose, link, account, form, back=back)
    db.commit()
    password_hash = passwords.hashed(password) if password else None
    with writing(request) as changing:
        entered = actions.use_link(
            changing,
            purpose,
            token,
            now=now,
            base_url=settings_of(request).base_url,
            name=form.data.name if purpose is Purpose.INVITE else None,
            password_hash=password_hash,
            browser=request.cookies.get(BROWSER_COOKIE),
        )
        if entered is not None:
            return enter(request, changing, entered, back=back, now=now, messages=_MESSAGES[purpose])
    return _worthless(request, purpose)


def _draw(
    request: Request, purpose: Purpose, link: MailedLink, account: Account, form: Form[Any], *, back: str
) -> Response[bytes]:
    chosen = link.password_hash is not None and account.confirmed_at is None
    browser = request.cookies.get(BROWSER_COOKIE, "")
    return page(
        request,
        "accounts/link.html",
        status_code=form.status,
        headers={"cache-control": "no-store"},
        purpose=purpose,
        account=account,
        shown_name=link.name or account.name,
        form=form,
        back=back,
        has_chosen=chosen and sessions.digest(browser) == link.browser_digest,
        has_chosen_elsewhere=chosen and sessions.digest(browser) != link.browser_digest,
    )


def _worthless(request: Request, purpose: Purpose) -> Response[bytes]:
    return page(request, "accounts/link_spent.html", status_code=410, purpose=purpose)


handlers = [sign_in_link, spend_sign_in_link, confirmation, confirm, invitation, accept_invitation]
