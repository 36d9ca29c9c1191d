"""Who may read a submission, and who may decide on it."""

from __future__ import annotations

from sqlalchemy.orm import Session

from registry.access import Actor, Hidden, Permission, Refused, require
from registry.i18n import gettext as _
from registry.offers.models import Offer, OfferVersion


def version_to_review(db: Session, actor: Actor, version_id: str) -> OfferVersion:
    """Return a version for an administrator, in whatever state it is.

    Raises:
        SignInNeeded, Refused: the actor is no administrator.
        Hidden: there is none.
    """
    require(actor, Permission.REVIEW)
    version = db.get(OfferVersion, version_id)
    if version is None:
        raise Hidden
    return version


def require_reviewer(actor: Actor, offer: Offer) -> None:
    """Let an administrator pass who is not a member of the organisation: nobody approves their own offer.

    Raises:
        SignInNeeded, Refused: the actor may not decide.
    """
    require(actor, Permission.REVIEW)
    if offer.organisation_id in actor.organisations:
        raise Refused(_("Du er medlem af organisationen, så en anden administrator skal afgøre tilbuddet."))
