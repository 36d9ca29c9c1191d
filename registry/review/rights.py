"""Who may decide on a submission."""

from __future__ import annotations

from registry.access import Actor, Permission, Refused, require
from registry.i18n import gettext as _
from registry.offers.models import Offer


def require_reviewer(actor: Actor, offer: Offer) -> None:
    """Let an administrator pass who is not a member of the organisation: nobody approves their own offer.

    Raises:
        SignInNeeded, Refused: the actor may not decide.
    """
    require(actor, Permission.REVIEW)
    if offer.organisation_id in actor.organisations:
        raise Refused(_("Du er medlem af organisationen, så en anden administrator skal afgøre tilbuddet."))
