"""Who may do what, and the reason when they may not."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import Protocol

from registry.i18n import gettext as _


class Role(StrEnum):
    """What an account is for; an account may have several."""

    PARTNER = "partner"
    PROFESSIONAL = "professional"
    ADMINISTRATOR = "administrator"


class Permission(StrEnum):
    """One thing a person may want to do."""

    HAVE_ACCOUNT = "have_account"
    CREATE_ORGANISATION = "create_organisation"
    BELONG_TO_ORGANISATION = "belong_to_organisation"
    MANAGE_ORGANISATION = "manage_organisation"
    WRITE_OFFER = "write_offer"
    KEEP_SHORTLISTS = "keep_shortlists"
    REVIEW = "review"
    ADMINISTER = "administer"


class Owned(Protocol):
    """Something that belongs to an organisation."""

    @property
    def organisation_id(self) -> str:
        """The organisation it belongs to."""


@dataclass(frozen=True, kw_only=True)
class Actor:
    """The person behind a request, or the system itself.

    Attributes:
        account_id: None for a visitor.
        name: how history and pages call them.
        roles: what their account is for.
        organisations: ids of the organisations they are a member of.
        owned: ids of those of them that they own.
        locale: the language they have chosen, `da` or `en`.
    """

    account_id: str | None = None
    name: str = ""
    email: str = ""
    roles: frozenset[Role] = frozenset()
    organisations: frozenset[str] = field(default_factory=frozenset)
    owned: frozenset[str] = field(default_factory=frozenset)
    locale: str = "da"

    @property
    def is_signed_in(self) -> bool:
        """Whether an account stands behind the request."""
        return self.account_id is not None

    @property
    def is_partner(self) -> bool:
        """Whether they write offers."""
        return Role.PARTNER in self.roles

    @property
    def is_professional(self) -> bool:
        """Whether they keep shortlists."""
        return Role.PROFESSIONAL in self.roles

    @property
    def is_administrator(self) -> bool:
        """Whether they review and administer."""
        return Role.ADMINISTRATOR in self.roles


#: A visitor without an account.
NOBODY = Actor()
#: The registry itself: imports, and what happens by the passing of time.
SYSTEM = Actor(name="system", roles=frozenset({Role.ADMINISTRATOR}))


class SignInNeeded(Exception):
    """Nobody is signed in, and the page is for somebody."""


class Refused(Exception):
    """The person may not do this; the text is the reason, in their language, and says what they can do instead."""


class Hidden(Exception):
    """The thing is not for this person, and neither is the knowledge that it exists: answer as if it did not."""


@dataclass(frozen=True)
class Verdict:
    """Whether a thing is allowed, and the reason if not. `hidden`: the answer must not admit that it exists."""

    allowed: bool
    reason: str = ""
    hidden: bool = False


_YES = Verdict(True)
_ROLE_OF = {
    Permission.CREATE_ORGANISATION: Role.PARTNER,
    Permission.KEEP_SHORTLISTS: Role.PROFESSIONAL,
    Permission.REVIEW: Role.ADMINISTRATOR,
    Permission.ADMINISTER: Role.ADMINISTRATOR,
}


def judge(actor: Actor, permission: Permission, thing: Owned | None = None) -> Verdict:
    """Return whether the actor may do this to the thing."""
    if permission is Permission.HAVE_ACCOUNT:
        return _YES if actor.is_signed_in else Verdict(False, _("Log ind for at se din konto."))
    if role := _ROLE_OF.get(permission):
        return _YES if role in actor.roles else Verdict(False, _reason(role))
    # what is left is about an organisation's own things
    if Role.PARTNER not in actor.roles:
        return Verdict(False, _reason(Role.PARTNER))
    if thing is None:
        return _YES
    if thing.organisation_id in actor.organisations:
        if permission is Permission.MANAGE_ORGANISATION and thing.organisation_id not in actor.owned:
            return Verdict(False, _("Kun en ejer af organisationen kan det. Spørg en af dem; de står på dens side."))
        return _YES
    return Verdict(False, _("Det hører til en organisation, du ikke er medlem af."), hidden=True)


def may(actor: Actor, permission: Permission, thing: Owned | None = None) -> bool:
    """Whether the actor may do this to the thing."""
    return judge(actor, permission, thing).allowed


def require(actor: Actor, permission: Permission, thing: Owned | None = None) -> None:
    """Let the actor pass, or stop them.

    Raises:
        SignInNeeded: nobody is signed in.
        Refused: they may not; the text is the reason.
        Hidden: they may not know of it.
    """
    verdict = judge(actor, permission, thing)
    if verdict.allowed:
        return
    if actor is not SYSTEM and not actor.is_signed_in:
        raise SignInNeeded
    if verdict.hidden:
        raise Hidden
    raise Refused(verdict.reason)


def _reason(role: Role) -> str:
    return {
        Role.PARTNER: _("Siden er for partnere. Log ind med en konto, der er medlem af en organisation."),
        Role.PROFESSIONAL: _("Samlinger er for fagpersoner. Din konto er ikke sat op til det; spørg en administrator."),
        Role.ADMINISTRATOR: _("Siden er for kommunens administratorer."),
    }[role]
