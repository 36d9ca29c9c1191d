"""The demo: invented organisations, people and offers, made through the real actions, as if over the last months."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from importlib import resources
from typing import Any

import msgspec
from sqlalchemy import func, select, update
from sqlalchemy.orm import Session

from registry.access import Actor, Role
from registry.accounts.demo import DEMO_PEOPLE
from registry.accounts.models import Account
from registry.db import Database
from registry.db.facts import is_demo, mark_as_demo
from registry.i18n import speaking
from registry.joint import actions as joint_actions
from registry.joint import wishes
from registry.mail import OutboxMail
from registry.offers import actions as offer_actions
from registry.offers.content import OfferContent, from_document
from registry.offers.models import Offer, OfferVersion
from registry.offers.together import Standing
from registry.partners import actions as partner_actions
from registry.partners import joining
from registry.partners.models import Organisation
from registry.partners.rules import Details
from registry.review import actions as review_actions
from registry.review.actions import Verdict
from registry.shortlists import actions as shortlist_actions
from registry.web import clock

#: The day that the dates in the data were written for; a demo seeded later moves them by whole weeks.
WRITTEN_ON = dt.date(2026, 11, 22)
#: The organisation that the demo's partner works for.
PARTNERS_OWN = "baadelauget-spantet"
_ADMINISTRATORS = ("Sara Holm", "Peter Dam")


def is_empty(database: Database) -> bool:
    """Whether nothing real, and no demo, is in the database yet."""
    with database.reading() as db:
        counted = sum(db.scalar(select(func.count()).select_from(table)) or 0 for table in (Account, Organisation))
        return counted == 0 and not is_demo(db)


def is_demo_database(database: Database) -> bool:
    """Whether the database is a demo already."""
    with database.reading() as db:
        return is_demo(db)


def seed(database: Database, base_url: str) -> None:
    """Fill an empty database with the demo, all of it or nothing; links in its mail begin with `base_url`."""
    with speaking("da"), database.writing() as db, db.begin():
        mark_as_demo(db)
        _Seeder(db, clock.now(), base_url).run()


class _Seeder:
    """Makes the demo's things in order, and remembers them by their keys."""

    def __init__(self, db: Session, now: dt.datetime, base_url: str) -> None:
        self.db = db
        self.now = now
        self.base_url = base_url
        self.weeks = dt.timedelta(weeks=max(0, (clock.danish_day(now) - WRITTEN_ON).days // 7))
        self.people: dict[str, Actor] = {}
        self.reviewers: list[Actor] = []
        self.organisations: dict[str, Organisation] = {}

    def _moment(self, days_ago: int, hour: int) -> dt.datetime:
        """Return a moment in working hours (UTC), some days ago; what would be a weekend is the Friday before it."""
        day = self.now.date() - dt.timedelta(days=days_ago)
        day -= dt.timedelta(days=max(0, day.weekday() - 4))
        return dt.datetime.combine(day, dt.time(7 + hour % 8, days_ago * 7 % 60), dt.UTC)

    def run(self) -> None:
        """Make everything."""
        beginning = self._moment(120, 1)
        for role, person in DEMO_PEOPLE.items():
            self._person(person.name, person.email, role, beginning)
        self.reviewers = [
            self._person(name, f"{name.split()[0].lower()}@kommune.example", Role.ADMINISTRATOR, beginning)
            for name in _ADMINISTRATORS
        ]
        for number, row in enumerate(_rows("organisations.json")):
            self._organisation(row, self._moment(119 - number, number))
        offers = sorted(_offers(), key=lambda row: str(row["external_id"]))
        for number, row in enumerate(offers):
            self._offer(row, 95 - int(number * 1.3), number)
        self._together()
        self._shortlist(DEMO_PEOPLE[Role.PROFESSIONAL].email)
        # what was sent in the demo's past has arrived; it can still be read on the administrators' page
        self.db.execute(update(OutboxMail).values(next_try_at=None, sent_at=OutboxMail.created_at))

    def _person(self, name: str, email: str, role: Role, now: dt.datetime) -> Actor:
        account = Account(email=email, name=name, role_names=[role.value], created_at=now, confirmed_at=now)
        self.db.add(account)
        self.db.flush()
        actor = Actor(account_id=account.id, name=name, email=email, roles=frozenset({role}))
        self.people[email] = actor
        return actor

    def _organisation(self, row: dict[str, Any], now: dt.datetime) -> None:
        contact = row["contact"]
        details = Details(
            name=row["name"],
            sector=row["sector"],
            cvr=row["cvr"],
            postal_code=row["postal_code"],
            website=row["website"],
            contact_name=contact["name"],
            contact_role=contact["role"],
            contact_email=contact["email"],
            contact_phone=contact["phone"],
        )
        members = [self._person(member["name"], member["email"], Role.PARTNER, now) for member in row["members"]]
        if row["key"] == PARTNERS_OWN:
            members.insert(0, self.people[DEMO_PEOPLE[Role.PARTNER].email])
        first, *others = members
        organisation = partner_actions.create(self.db, first, details, now=now)
        self.organisations[row["key"]] = organisation
        for hours, other in enumerate(others, start=1):
            asked = now + dt.timedelta(hours=hours)
            joining.ask_to_join(self.db, other, organisation, None, base_url=self.base_url, now=asked)
            joining.let_in(
                self.db, self._member(first, organisation), organisation, other.account_id or "",
                base_url=self.base_url, now=asked + dt.timedelta(minutes=25),
            )  # fmt: skip
        self.people[row["key"]] = self._member(first, organisation)
        if row["verified"]:
            reason = "Kendt samarbejdspartner" if row["sector"] != "association" else "Står i foreningsportalen"
            partner_actions.verify(
                self.db,
                self.reviewers[0],
                organisation,
                reason,
                base_url=self.base_url,
                now=now + dt.timedelta(days=1),
            )

    def _member(self, person: Actor, organisation: Organisation) -> Actor:
        return Actor(
            account_id=person.account_id,
            name=person.name,
            email=person.email,
            roles=person.roles,
            organisations=frozenset({organisation.id}),
            owned=frozenset({organisation.id}),
        )

    def _offer(self, row: dict[str, Any], days_ago: int, number: int) -> None:
        """Make an offer that was begun some days ago, and bring it to its state."""
        writer = self.people[row["organisation"]]
        state = row["state"]
        if state in ("submitted", "returned"):
            days_ago = 5 + number % 5
        begun, sent = self._moment(days_ago, number), self._moment(days_ago - 3, number + 2)
        content = self._content(row)
        version = offer_actions.start(
            self.db, writer, self.organisations[row["organisation"]], now=begun, content=content,
            external_id=row["external_id"],
        )  # fmt: skip
        if state == "draft":
            return
        offer_actions.submit(self.db, writer, version, now=sent)
        if state == "submitted":
            return
        decided = self._moment(max(1, days_ago - 6), number + 3)
        if state == "returned":
            self._return(version, row["return"], decided)
            return
        self._approve(version, decided)
        if state == "paused":
            offer_actions.pause(self.db, writer, version.offer_id, now=self._moment(days_ago - 14, number))
        if state == "changed":
            changed = self._moment(3, number)
            newer = offer_actions.edit(self.db, writer, version.offer_id, now=changed)
            offer_actions.save(
                self.db, writer, newer, self._content({**row, **row["change"]}), now=changed + dt.timedelta(minutes=9)
            )
            offer_actions.submit(self.db, writer, newer, now=changed + dt.timedelta(minutes=20))

    def _content(self, row: dict[str, Any]) -> OfferContent:
        own = ("external_id", "organisation", "state", "return", "change")
        content = from_document({name: value for name, value in row.items() if name not in own})
        moved = {
            name: day + self.weeks
            for name in ("starts_on", "ends_on", "safety_declared_on")
            if (day := getattr(content, name)) is not None
        }
        return msgspec.structs.replace(content, **moved)

    def _approve(self, version: OfferVersion, now: dt.datetime) -> None:
        reviewer = self.reviewers[len(version.content.title) % len(self.reviewers)]
        verdicts = {answer.element: Verdict(True) for answer in version.content.policy}
        review_actions.approve(
            self.db, reviewer, version, verdicts=verdicts, note=None, base_url=self.base_url, now=now
        )

    def _return(self, version: OfferVersion, said: dict[str, Any], now: dt.datetime) -> None:
        review_actions.return_to_partner(
            self.db,
            self.reviewers[0],
            version,
            verdicts={},
            comments=said["comments"],
            note=said["message"],
            base_url=self.base_url,
            now=now,
        )

    def _together(self) -> None:
        """Let organisations stand behind each other's offers, and seek partners."""
        begun, day = self._moment(6, 2), clock.danish_day(self.now)
        for row in _rows("together.json"):
            offer = self.db.scalars(select(Offer).where(Offer.external_id == row["offer"])).one()
            lead = self.people[row["lead"]]
            if "seeks" in row:
                until = day + dt.timedelta(days=row["days"])
                wishes.seek(self.db, lead, offer.id, row["seeks"], row["text"], until, now=begun)
            for key, said in row.get("partners", {}).items():
                organisation = self.organisations[key]
                joint_actions.invite(self.db, lead, offer.id, organisation, base_url=self.base_url, now=begun)
                if said:
                    answered = begun + dt.timedelta(days=1)
                    joint_actions.answer(
                        self.db, self.people[key], offer.id, organisation.id, Standing(said),
                        base_url=self.base_url, now=answered,
                    )  # fmt: skip

    def _shortlist(self, email: str) -> None:
        keeper = self.people[email]
        kept = shortlist_actions.create(self.db, keeper, "Rolige steder at være efter skole", now=self.now)
        wanted = ("eksempel-001", "eksempel-021", "eksempel-040")
        for offer_id in self.db.scalars(
            select(Offer.id).where(Offer.external_id.in_(wanted), Offer.status == "live").order_by(Offer.external_id)
        ):
            shortlist_actions.add(self.db, keeper, kept.id, offer_id, now=self.now)


def _rows(*path: str) -> list[dict[str, Any]]:
    rows: list[dict[str, Any]] = msgspec.json.decode(resources.files("registry.demo").joinpath(*path).read_bytes())
    return rows


def _offers() -> Iterator[dict[str, Any]]:
    for file in resources.files("registry.demo").joinpath("offers").iterdir():
        if file.name.endswith(".json"):
            yield from _rows("offers", file.name)
