"""What templates call an organisation's kind and its place."""

from __future__ import annotations

from sqlalchemy.orm import object_session

from registry import vocabulary
from registry.accounts.models import Account
from registry.accounts.queries import open_account
from registry.i18n import current_locale
from registry.i18n import gettext as _
from registry.partners.models import Organisation
from registry.partners.rules import Standing
from registry.web import templates


def sectors() -> list[tuple[str, str]]:
    """Return the ids and labels of the kinds of organisations."""
    values = vocabulary.current().facets["sector"].values
    return [(value.id, value.label(current_locale())) for value in values.values()]


def standings() -> dict[str, str]:
    """Return what a member may be, and what it means."""
    return {
        Standing.EDITOR.value: _("Redaktør: skriver og retter tilbud"),
        Standing.OWNER.value: _("Ejer: retter også organisationens oplysninger og bestemmer, hvem der er med"),
    }


def sector_name(sector: str) -> str:
    """Return what a kind of organisation is called."""
    return dict(sectors()).get(sector, sector)


def town(postal_code: str) -> str:
    """Return "9000 Aalborg", or the code alone where the town isn't known."""
    known = vocabulary.current().postals.get(postal_code)
    return f"{postal_code} {known.town}" if known else postal_code


def whom_to_ask(organisation: Organisation) -> Account | None:
    """Return the administrator who suspended an organisation, if their account can still be used."""
    db = object_session(organisation)
    return open_account(db, organisation.suspended_by_id) if db and organisation.suspended_by_id else None


templates.register(organisation_kind=sector_name, organisation_town=town, whom_to_ask=whom_to_ask)
