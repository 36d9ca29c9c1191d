"""The page on which an organisation says whether it stands behind another's offer: in the product, and from a mail."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from litestar import Response
from litestar.datastructures import FormMultiDict
from litestar.di import NamedDependency
from litestar.params import FromPath
from sqlalchemy import select
from sqlalchemy.orm import Session

from registry.access import Actor, Hidden, Permission, require
from registry.i18n import gettext as _
from registry.joint import actions, letters
from registry.offers import parts, together
from registry.offers.actions import Changed
from registry.offers.models import Offer, OfferVersion
from registry.offers.together import Partner, Standing
from registry.partners.models import Organisation
from registry.upkeep import links
from registry.web import clock, flash
from registry.web.http import Request, get, post
from registry.web.templates import go_to, page, register

#: Templates draw offers with what this registers.
_DRAWN_WITH = parts

YES = flash.message("med-om-tilbud", lambda: _("Tak. I står nu bag tilbuddet. Det har vi skrevet til dem."))
NO = flash.message("ikke-med-om-tilbud", lambda: _("Tak for svaret. I er ikke med, og det har vi skrevet til dem."))
LEFT = flash.message("trukket-fra-tilbud", lambda: _("I står ikke længere bag tilbuddet. Det har vi skrevet til dem."))
STALE = flash.warning("med-besvaret", lambda: _("Der er svaret allerede. Sådan står det nu."))
_SAID = {"ja": Standing.CONFIRMED, "nej": Standing.DECLINED, "traek": Standing.WITHDRAWN}
_TOLD = {Standing.CONFIRMED: YES, Standing.DECLINED: NO, Standing.WITHDRAWN: LEFT}


@get("/mine/faelles/{offer_id:str}")
def asked(
    request: Request, actor: NamedDependency[Actor], db: NamedDependency[Session], offer_id: FromPath[str]
) -> Response[bytes]:
    """Show an offer that one's organisations were asked to stand behind, and what each has said."""
    require(actor, Permission.WRITE_OFFER)
    return _draw(request, db, offer_id, actor.organisations, f"/mine/faelles/{offer_id}")


@post("/mine/faelles/{offer_id:str}")
def answer(
    request: Request,
    actor: NamedDependency[Actor],
    db: NamedDependency[Session],
    offer_id: FromPath[str],
    posted: NamedDependency[FormMultiDict],
) -> Response[Any]:
    """Say it for one of them."""
    require(actor, Permission.WRITE_OFFER)
    told = _carry_out(request, db, actor, offer_id, posted)
    return go_to(request, f"/mine/faelles/{offer_id}", told)


@get(f"{letters.PATH}/{{token:str}}")
def by_link(request: Request, db: NamedDependency[Session], token: FromPath[str]) -> Response[bytes]:
    """Show the offer that a mail was about. Looking changes nothing: mail scanners open links too."""
    link = links.find(db, token, clock.now())
    if link is None or not link.offer_ids:
        return page(request, "joint/link_spent.html", status_code=410)
    return _draw(request, db, link.offer_ids[0], {link.organisation_id}, f"{letters.PATH}/{token}", by_mail=True)


@post(f"{letters.PATH}/{{token:str}}")
def answer_by_link(
    request: Request,
    db: NamedDependency[Session],
    posted: NamedDependency[FormMultiDict],
    token: FromPath[str],
) -> Response[Any]:
    """Say it in the name of whoever the mail was to."""
    link = links.find(db, token, clock.now())
    if link is None or not link.offer_ids:
        return page(request, "joint/link_spent.html", status_code=410)
    told = _carry_out(request, db, links.holder(link), link.offer_ids[0], posted)
    return go_to(request, f"{letters.PATH}/{token}", told)


def _partners(db: Session, offer_id: str, organisations: Collection[str]) -> tuple[list[Partner], list[Partner]]:
    """Return those of some organisations that were asked, and everybody else who was.

    Raises:
        Hidden: none of them was.
    """
    everybody = together.partners(db, offer_id)
    own = [one for one in everybody if one.organisation.id in organisations]
    if not own:
        raise Hidden
    return own, [one for one in everybody if one not in own]


def _carry_out(request: Request, db: Session, actor: Actor, offer_id: str, posted: FormMultiDict) -> str:
    _partners(db, offer_id, actor.organisations)
    said = _SAID.get(str(posted.get("answer")))
    if said is None:
        return STALE
    organisation_id = str(posted.get("organisation") or "")
    base_url = request.app.state.settings.base_url
    try:
        actions.answer(db, actor, offer_id, organisation_id, said, base_url=base_url, now=clock.now())
    except Changed:
        return STALE
    return _TOLD[said]


def _draw(
    request: Request,
    db: Session,
    offer_id: str,
    organisations: Collection[str],
    url: str,
    *,
    by_mail: bool = False,
) -> Response[bytes]:
    own, others = _partners(db, offer_id, organisations)
    offer = db.get_one(Offer, offer_id)
    version = db.scalars(select(OfferVersion).join(Offer, together.is_text_to_show()).where(Offer.id == offer.id)).one()
    return page(
        request,
        "joint/asked.html",
        headers={"cache-control": "no-store"},
        offer=offer,
        content=version.content,
        is_published=offer.status == "live",
        lead=db.get_one(Organisation, offer.organisation_id),
        own=own,
        others=others,
        url=url,
        by_mail=by_mail,
    )


def badge(partner: Partner) -> tuple[str, str]:
    """Return what an organisation has said in a word, and its tone."""
    return {
        Standing.INVITED: (_("Har ikke svaret"), "miss"),
        Standing.CONFIRMED: (_("Har sagt ja"), "fit"),
        Standing.DECLINED: (_("Har sagt nej"), "quiet"),
        Standing.WITHDRAWN: (_("Har trukket sig"), "quiet"),
    }[partner.status]


register(partner_badge=badge)

handlers = [asked, answer, by_link, answer_by_link]
