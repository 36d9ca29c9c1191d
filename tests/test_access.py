"""Who may do what: one table with a decision for every route, held against the application.

A route that is not in the table fails the test, and so does a line of the table without a route.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cached_property

import pytest
from httpx import Response
from litestar.testing import TestClient
from sqlalchemy import select
from sqlalchemy.orm import Session

from registry.app import create_app
from registry.db import Database
from registry.desk import bulk
from registry.desk.bulk import Order
from registry.interop import table_file, uploads
from registry.joint import actions as joint_actions
from registry.joint import wishes
from registry.offers.models import Offer, OfferVersion
from registry.offers.models_together import PartnerReply
from registry.overlay import actions as overlay_actions
from registry.partners.models import Organisation
from registry.review import reasons
from registry.settings import Settings
from registry.shortlists import actions as shortlist_actions
from registry.upkeep import reports
from registry.vocabulary import Place
from registry.web import clock
from tests import make
from tests.cast import Cast
from tests.policy import life

ROLES = ("visitor", "member", "other partner", "professional", "administrator")
PEOPLE = {"member": "alice", "other partner": "charlie", "professional": "petra", "administrator": "anders"}

IN, SIGN_IN, REFUSED, HIDDEN = "let in", "asked to sign in", "refused", "hidden"

DECISIONS: dict[str, tuple[str, ...]] = {
    #                    visitor  member   other p. professional administrator
    "everybody": (IN, IN, IN, IN, IN),
    "signed in": (SIGN_IN, IN, IN, IN, IN),
    "partner": (SIGN_IN, IN, IN, REFUSED, REFUSED),
    "partner, and visitors read what it is": (IN, IN, IN, REFUSED, REFUSED),
    "member": (SIGN_IN, IN, HIDDEN, REFUSED, REFUSED),
    "member or administrator": (SIGN_IN, IN, HIDDEN, REFUSED, IN),
    "own alone": (SIGN_IN, IN, HIDDEN, HIDDEN, HIDDEN),
    "partner or administrator": (SIGN_IN, IN, IN, REFUSED, IN),
    "asked partner": (SIGN_IN, HIDDEN, IN, REFUSED, REFUSED),
    "professional": (SIGN_IN, REFUSED, REFUSED, IN, REFUSED),
    "administrator": (SIGN_IN, REFUSED, REFUSED, REFUSED, IN),
    "administrator, by what is in the address": (SIGN_IN, REFUSED, REFUSED, REFUSED, HIDDEN),
    "administrator, in a demo": (SIGN_IN, REFUSED, REFUSED, REFUSED, HIDDEN),
    "administrator, with the CVR register": (SIGN_IN, REFUSED, REFUSED, REFUSED, HIDDEN),
    "nobody outside a demo": (HIDDEN, HIDDEN, HIDDEN, HIDDEN, HIDDEN),
    "nobody without the link": (HIDDEN, HIDDEN, HIDDEN, HIDDEN, HIDDEN),
}

ROUTES: dict[str, str] = {
    "GET /": "everybody",
    "GET /om": "everybody",
    "GET /privatliv": "everybody",
    "GET /tilgaengelighed": "everybody",
    "POST /sprog": "everybody",
    "GET /health/live": "everybody",
    "GET /health/ready": "everybody",
    "GET /find": "everybody",
    "GET /find/guide": "everybody",
    "GET /find/kort": "everybody",
    "POST /find": "everybody",
    "GET /find/hent/{form}": "signed in",
    "GET /mine/hent/{form}": "partner",
    "GET /administration/hent/{form}": "administrator",
    "GET /regneark/skabelon/{form}": "everybody",
    "GET /mine/regneark": "partner",
    "POST /mine/regneark": "partner",
    "GET /administration/regneark": "administrator",
    "POST /administration/regneark": "administrator",
    "GET /regneark/{upload}": "own alone",
    "POST /regneark/{upload}": "own alone",
    "GET /regneark/{upload}/kolonner": "own alone",
    "POST /regneark/{upload}/kolonner": "own alone",
    "POST /regneark/{upload}/fortryd": "own alone",
    "GET /tilbud/{live}": "everybody",
    "GET /tilbud/{live}/flyt": "member or administrator",
    "POST /tilbud/{live}/flyt": "member or administrator",
    "GET /tilbud/{live}/meld-fejl": "everybody",
    "POST /tilbud/{live}/meld-fejl": "everybody",
    "POST /api/v1/search": "everybody",
    "GET /api/v1/offers/{live}": "everybody",
    "GET /log-ind": "everybody",
    "POST /log-ind": "everybody",
    "POST /log-ind/adgangskode": "everybody",
    "GET /log-ind/link/{token}": "everybody",
    "POST /log-ind/link/{token}": "everybody",
    "GET /opret": "everybody",
    "POST /opret": "everybody",
    "GET /bekraeft/{token}": "everybody",
    "POST /bekraeft/{token}": "everybody",
    "GET /invitation/{token}": "everybody",
    "POST /invitation/{token}": "everybody",
    "POST /demo/log-ind": "nobody outside a demo",
    "POST /log-ud": "everybody",
    "POST /log-ud/overalt": "signed in",
    "GET /konto": "signed in",
    "POST /konto": "signed in",
    "POST /konto/mails": "signed in",
    "GET /konto/data": "signed in",
    "GET /konto/data/hent": "signed in",
    "GET /konto/slet": "signed in",
    "POST /konto/slet": "signed in",
    "POST /konto/adgangskode": "signed in",
    "POST /konto/adgangskode/fjern": "signed in",
    "GET /mine": "partner, and visitors read what it is",
    "GET /mine/organisationer": "partner",
    "GET /mine/organisationer/ny": "partner",
    "POST /mine/organisationer/ny": "partner",
    "GET /mine/organisationer/{organisation}": "member",
    "GET /mine/organisationer/{organisation}/ret": "member",
    "POST /mine/organisationer/{organisation}/ret": "member",
    "GET /mine/organisationer/{organisation}/forlad": "member",
    "POST /mine/organisationer/{organisation}/forlad": "member",
    "GET /mine/organisationer/{organisation}/bliv-medlem": "partner",
    "POST /mine/organisationer/{organisation}/bliv-medlem": "partner",
    "POST /mine/organisationer/{organisation}/fortryd": "partner",
    "POST /mine/organisationer/{organisation}/inviter": "member",
    "POST /mine/organisationer/{organisation}/traek-invitation": "member",
    "POST /mine/organisationer/{organisation}/medlem/{colleague}/rolle": "member",
    "POST /mine/organisationer/{organisation}/medlem/{colleague}/fjern": "member",
    "GET /med/{token}": "everybody",
    "POST /med/{token}": "signed in",
    "POST /mine/organisationer/{organisation}/luk-ind/{account}": "member",
    "POST /mine/organisationer/{organisation}/sig-nej/{account}": "member",
    "GET /mine/tilbud/ny": "partner",
    "POST /mine/tilbud/ny": "partner",
    "GET /mine/tilbud/saeson": "partner",
    "POST /mine/tilbud/saeson": "partner",
    "GET /mine/tilbud/saeson/gennemse": "partner",
    "POST /mine/tilbud/saeson/gennemse": "partner",
    "GET /mine/tilbud/{draft}": "member",
    "GET /mine/tilbud/{draft}/vis": "member",
    "GET /mine/tilbud/{draft}/slet": "member",
    "POST /mine/tilbud/{draft}/slet": "member",
    "POST /mine/tilbud/{draft}/indsend": "member",
    "POST /mine/tilbud/{draft}/traek-tilbage": "member",
    "POST /mine/tilbud/{draft}/kopier": "member",
    "GET /mine/bekraeft": "partner",
    "POST /mine/bekraeft": "partner",
    "GET /mine/tilbud/{live}/nu": "member",
    "POST /mine/tilbud/{live}/nu": "member",
    "POST /mine/tilbud/{live}/bekraeft": "member",
    "POST /mine/tilbud/{live}/erklaer": "member",
    "GET /stadig/{token}": "everybody",
    "POST /stadig/{token}": "everybody",
    "POST /mine/tilbud/{live}/pause": "member",
    "POST /mine/tilbud/{live}/genoptag": "member",
    "POST /mine/tilbud/{live}/ret": "member",
    "GET /mine/tilbud/{draft}/sammen": "member",
    "POST /mine/tilbud/{draft}/sammen": "member",
    "POST /mine/tilbud/{draft}/sammen/{partner}/fjern": "member",
    "GET /mine/faelles/{joint}": "asked partner",
    "POST /mine/faelles/{joint}": "asked partner",
    "GET /faelles/{token}": "everybody",
    "POST /faelles/{token}": "everybody",
    "GET /mine/tilbud/{draft}/soeger": "member",
    "POST /mine/tilbud/{draft}/soeger": "member",
    "POST /mine/tilbud/{draft}/soeger/stop": "member",
    "POST /mine/tilbud/{joint}/soeger/svar/{reply}": "member",
    "GET /partnere": "partner or administrator",
    "GET /partnere/{joint}": "partner or administrator",
    "POST /partnere/{joint}": "partner",
    "GET /mine/tilbud/{draft}/{section}": "member",
    "POST /mine/tilbud/{draft}/{section}": "member",
    "GET /samlinger": "professional",
    "POST /samlinger": "professional",
    "POST /samlinger/gem/{live}": "professional",
    "GET /samlinger/{list}": "professional",
    "POST /samlinger/{list}/navn": "professional",
    "GET /samlinger/{list}/slet": "professional",
    "POST /samlinger/{list}/slet": "professional",
    "POST /samlinger/{list}/del": "professional",
    "POST /samlinger/{list}/stop-deling": "professional",
    "POST /samlinger/{list}/tilbud/{live}/fjern": "professional",
    "POST /samlinger/{list}/tilbud/{live}/flyt": "professional",
    "POST /samlinger/{list}/tilbud/{live}/note": "professional",
    "GET /delt/{token}": "nobody without the link",
    "GET /godkend": "administrator",
    "GET /godkend/{submitted}": "administrator",
    "GET /godkend/{submitted}/vis": "administrator",
    "POST /godkend/{submitted}": "administrator",
    "POST /godkend/{submitted}/bekraeft": "administrator",
    "POST /godkend/{submitted}/tag": "administrator",
    "POST /godkend/{submitted}/giv-fri": "administrator",
    "POST /godkend/{submitted}/fortryd": "administrator",
    "GET /administration/tilbud": "administrator",
    "GET /administration/tilbud/handling": "administrator, by what is in the address",
    "POST /administration/tilbud/handling": "administrator, by what is in the address",
    "GET /administration/tilbud/handling/{run}": "administrator",
    "POST /administration/tilbud/handling/{run}/fortryd": "administrator",
    "GET /administration/begrundelser": "administrator",
    "GET /administration/begrundelser/{reason}": "administrator",
    "POST /administration/begrundelser/{reason}": "administrator",
    "POST /administration/begrundelser/{reason}/slet": "administrator",
    "GET /administration": "administrator",
    "GET /meldinger/{report}": "member or administrator",
    "POST /meldinger/{report}/svar": "member or administrator",
    "POST /meldinger/{report}/luk": "member or administrator",
    "GET /administration/meldinger": "administrator",
    "GET /administration/automatisk": "administrator",
    "POST /administration/automatisk/{submitted}/tilbage": "administrator",
    "GET /mine/nye-maal": "partner",
    "GET /mine/nye-maal/{live}": "member",
    "POST /mine/nye-maal/{live}": "member",
    "GET /administration/politik": "administrator",
    "GET /administration/politik/ny": "administrator",
    "POST /administration/politik/ny": "administrator",
    "POST /administration/politik/ny/fil": "administrator",
    "GET /administration/politik/{policy}": "administrator",
    "GET /administration/politik/{policy}/vis": "administrator",
    "GET /administration/politik/{policy}/politik.toml": "administrator",
    "GET /administration/politik/{policy}/ramme": "administrator",
    "POST /administration/politik/{policy}/ramme": "administrator",
    "GET /administration/politik/{policy}/fil": "administrator",
    "POST /administration/politik/{policy}/fil": "administrator",
    "GET /administration/politik/{policy}/maal/{goal}": "administrator",
    "POST /administration/politik/{policy}/maal/{goal}": "administrator",
    "POST /administration/politik/{policy}/maal/{goal}/fjern": "administrator",
    "GET /administration/politik/{policy}/overgang": "administrator",
    "POST /administration/politik/{policy}/overgang": "administrator",
    "GET /administration/politik/{policy}/udgiv": "administrator",
    "POST /administration/politik/{policy}/udgiv": "administrator",
    "POST /administration/politik/{policy}/traek-tilbage": "administrator",
    "POST /administration/politik/{policy}/slut": "administrator",
    "POST /administration/politik/{policy}/slet": "administrator",
    "GET /administration/politik/{policy}/rapport": "administrator",
    "GET /administration/politik/{policy}/rapport.csv": "administrator",
    "GET /administration/historik": "administrator",
    "GET /administration/historik.csv": "administrator",
    "GET /administration/historik.json": "administrator",
    "GET /administration/indsigt": "administrator",
    "GET /administration/indsigt.csv": "administrator",
    "GET /administration/indsigt/udvikling": "administrator",
    "GET /administration/indsigt/udvikling.csv": "administrator",
    "GET /administration/indsigt/soegninger": "administrator",
    "GET /administration/indsigt/soegninger.csv": "administrator",
    "GET /administration/kvalitet": "administrator",
    "GET /administration/kvalitet/{list_name}": "administrator",
    "POST /administration/kvalitet/mails/fjern": "administrator",
    "GET /administration/dubletter": "administrator",
    "GET /administration/dubletter/{live}/{pending}": "administrator",
    "POST /administration/dubletter/{live}/{pending}/to-tilbud": "administrator",
    "POST /administration/dubletter/{live}/{pending}/igen": "administrator",
    "POST /administration/dubletter/{live}/{pending}/saml": "administrator",
    "GET /administration/ordlister": "administrator",
    "GET /administration/ordlister/toml": "administrator",
    "GET /administration/ordlister/toml/{name}": "administrator",
    "GET /administration/ordlister/rettelser": "administrator",
    "GET /administration/ordlister/rettelser/{change}": "administrator",
    "POST /administration/ordlister/rettelser/{change}/fortryd": "administrator",
    "GET /administration/ordlister/ny/{kind}": "administrator",
    "POST /administration/ordlister/ny/{kind}": "administrator",
    "GET /administration/ordlister/{kind}/{entry}": "administrator",
    "POST /administration/ordlister/{kind}/{entry}": "administrator",
    "POST /administration/ordlister/{kind}/{entry}/saet-tilbage": "administrator",
    "GET /administration/organisationer": "administrator",
    "GET /administration/organisationer/{organisation}": "administrator",
    "POST /administration/organisationer/{organisation}/bekraeft": "administrator",
    "POST /administration/organisationer/{organisation}/tag-tilbage": "administrator",
    "POST /administration/organisationer/{organisation}/cvr": "administrator, with the CVR register",
    "GET /administration/organisationer/{organisation}/sammen": "administrator",
    "POST /administration/organisationer/{organisation}/sammen": "administrator",
    "POST /administration/organisationer/{organisation}/ejer/{colleague}": "administrator",
    "POST /administration/organisationer/{organisation}/inviter": "administrator",
    "POST /administration/organisationer/{organisation}/suspender": "administrator",
    "POST /administration/organisationer/{organisation}/ophaev": "administrator",
    "POST /administration/organisationer/{organisation}/tillid": "administrator",
    "POST /administration/organisationer/{organisation}/tag-tillid": "administrator",
    "POST /administration/organisationer/{organisation}/luk-ind/{account}": "administrator",
    "POST /administration/organisationer/{organisation}/sig-nej/{account}": "administrator",
    "GET /administration/personer": "administrator",
    "GET /administration/personer/inviter": "administrator",
    "POST /administration/personer/inviter": "administrator",
    "GET /administration/personer/{account}": "administrator",
    "POST /administration/personer/{account}/aabn": "administrator",
    "POST /administration/personer/{account}/inviter": "administrator",
    "POST /administration/personer/{account}/luk": "administrator",
    "POST /administration/personer/{account}/log-ud": "administrator",
    "POST /administration/personer/{account}/roller": "administrator",
    "GET /administration/personer/{account}/data": "administrator",
    "GET /administration/personer/{account}/slet": "administrator",
    "POST /administration/personer/{account}/slet": "administrator",
    "GET /administration/post": "administrator, in a demo",
}


class Things:
    """What the table's names in braces stand for; each is made when a route asks for it."""

    fixed = {
        "organisation": "havfruen",
        "partner": "tinsoldaten",
        "account": "charlie",
        "colleague": "bob",
        "goal": "bup26.skift",
        "list_name": "ubekraeftede",
        "section": "om",
        "form": "csv",
        "token": "ukendt",
        "kind": "behov",
        "entry": "finde_venner",
        "name": "needs.toml",
    }

    def __init__(self, cast: Cast, db: Session) -> None:
        self.cast = cast
        self.db = db

    def __getitem__(self, name: str) -> str:
        return self.fixed[name] if name in self.fixed else getattr(self, name)

    @cached_property
    def live(self) -> str:
        return make.live(self.db, self.cast.actor("alice")).offer_id

    @cached_property
    def draft(self) -> str:
        return make.draft(self.db, self.cast.actor("alice")).offer_id

    @cached_property
    def version(self) -> OfferVersion:
        return make.submitted(self.db, self.cast.actor("alice"), title="Kor")

    @property
    def submitted(self) -> str:
        return self.version.id

    @property
    def pending(self) -> str:
        return self.version.offer_id

    @cached_property
    def list(self) -> str:
        petra = self.cast.actor("petra")
        kept = shortlist_actions.create(self.db, petra, "Heste", now=make.NOW)
        shortlist_actions.add(self.db, petra, kept.id, self.live, now=make.NOW)
        return kept.id

    @cached_property
    def report(self) -> str:
        offer, wrong = self.db.get_one(Offer, self.live), reports.Kind.WRONG
        return reports.report(self.db, offer, wrong, "Tiden er forkert.", reader_email=None, now=make.NOW).id

    @cached_property
    def reason(self) -> str:
        return reasons.templates(self.db)[0].id

    @cached_property
    def joint(self) -> str:
        alice, partner = self.cast.actor("alice"), self.db.get_one(Organisation, self["partner"])
        offer = make.draft(self.db, alice, title="Sammen om heste").offer_id
        joint_actions.invite(self.db, alice, offer, partner, base_url="", now=make.NOW)
        wishes.seek(self.db, alice, offer, ["lokale"], "En ridehal.", clock.today(), now=make.NOW)
        return offer

    @cached_property
    def reply(self) -> str:
        charlie, partner = self.cast.actor("charlie"), self.db.get_one(Organisation, self["partner"])
        wishes.write(self.db, charlie, self.joint, partner, "Vi har en.", base_url="", now=clock.now())
        return self.db.scalars(select(PartnerReply.id)).one()

    @cached_property
    def run(self) -> str:
        order = Order("skjul", "Nej.")
        return bulk.carry_out(self.db, self.cast.actor("anders"), order, [], base_url="", now=make.NOW).id

    @cached_property
    def upload(self) -> str:
        organisation = self.db.get_one(Organisation, self["organisation"])
        table = table_file.Table("", ("Navn", "Sang"), (table_file.Row(2, ("Kor", "ja")),))
        return uploads.keep(self.db, self.cast.actor("alice"), organisation, table, "kor.csv", now=clock.now()).id

    @cached_property
    def policy(self) -> str:
        return life.started(self.db, make.NOW).framework

    @cached_property
    def change(self) -> int:
        words = {Place("need", self["entry"]): {"short_da": "Makkere"}}
        return overlay_actions.lay(self.db, self.cast.actor("anders"), words, name="Makkere", now=make.NOW)


@pytest.fixture
def address(cast: Cast, database: Database) -> Callable[[str], str]:
    """Fill in a route's names in braces; an offer is live in any case."""

    def filled(path: str) -> str:
        with database.writing() as db, db.begin():
            things = Things(cast, db)
            assert things.live
            return path.format_map(things)

    return filled


def what_happened(answer: Response) -> str:
    if answer.status_code == 303 and answer.headers["location"].startswith("/log-ind"):
        return SIGN_IN
    return {403: REFUSED, 404: HIDDEN}.get(answer.status_code, IN)


@pytest.mark.parametrize("route", ROUTES)
def test_each_role_is_let_in_or_stopped_as_the_table_says(
    route: str, client: TestClient, cast: Cast, address: Callable[[str], str]
) -> None:
    method, _, path = route.partition(" ")
    path = address(path)
    happened = {}
    # those who are stopped come first: who is let in may change things
    expected = dict(zip(ROLES, DECISIONS[ROUTES[route]], strict=True))
    for role in sorted(ROLES, key=lambda role: expected[role] == IN):
        if role == "visitor":
            cast.sign_out()
        else:
            cast.sign_in(PEOPLE[role])
        answer = client.request(method, path)
        happened[role] = what_happened(answer)
        assert answer.status_code < 500, answer.text
    assert happened == expected


def test_every_route_has_a_line_in_the_table() -> None:
    """By shape: what stands in braces may be called differently."""
    served = {
        f"{method} {_shape(route.path_format)}"
        for route in create_app(Settings()).routes
        if not route.path_format.startswith(("/static/", "/api/v1/openapi.json"))
        for method in getattr(route, "methods", ())
        if method not in ("HEAD", "OPTIONS")
    }
    listed = {_shape(route) for route in ROUTES}
    assert served - listed == set()
    assert listed - served == set()


def _shape(path: str) -> str:
    return "/".join("{}" if part.startswith("{") else part for part in path.split("/"))
