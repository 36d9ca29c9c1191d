"""The people of the tests. Alice owns, Bob is on her team, Charlie must see nothing.

- Alice and Bob are members of the organisation Havfruen.
- Charlie is a partner of another organisation, Tinsoldaten.
- Petra is a professional, Anders an administrator, Astrid another one.
"""

from __future__ import annotations

import datetime as dt

from litestar.testing import TestClient

from registry.access import Actor, Role
from registry.accounts.models import Account
from registry.danish import sort_key
from registry.db import Database
from registry.partners.models import Membership, Organisation
from registry.partners.queries import organisations_of
from registry.web import sessions

PEOPLE = {
    "alice": (Role.PARTNER,),
    "bob": (Role.PARTNER,),
    "charlie": (Role.PARTNER,),
    "petra": (Role.PROFESSIONAL,),
    "anders": (Role.ADMINISTRATOR,),
    "astrid": (Role.ADMINISTRATOR,),
}
MEMBERS = {"havfruen": ("alice", "bob"), "tinsoldaten": ("charlie",)}
BEGINNING = dt.datetime(2026, 11, 2, 9, 0, tzinfo=dt.UTC)


class Cast:
    """Makes the people and their organisations, and signs them in."""

    def __init__(self, database: Database, client: TestClient) -> None:
        self.database = database
        self.client = client
        with database.writing() as db, db.begin():
            for name, roles in PEOPLE.items():
                db.add(
                    Account(
                        id=name,
                        email=f"{name}@eksempel.example",
                        name=name.capitalize(),
                        role_names=[role.value for role in roles],
                        created_at=BEGINNING,
                        confirmed_at=BEGINNING,
                    )
                )
            db.flush()
            for organisation, members in MEMBERS.items():
                shown = organisation.capitalize()
                db.add(
                    Organisation(
                        id=organisation,
                        name=shown,
                        sort_key=sort_key(shown),
                        name_key=organisation,
                        sector="association",
                        postal_code="9000",
                        created_at=BEGINNING,
                        verified_at=BEGINNING,
                    )
                )
                db.flush()
                for member in members:
                    db.add(
                        Membership(
                            organisation_id=organisation, account_id=member, asked_at=BEGINNING, joined_at=BEGINNING
                        )
                    )

    def actor(self, name: str) -> Actor:
        """Return the person as actions see them."""
        with self.database.reading() as db:
            account = db.get_one(Account, name)
            organisations, owned = organisations_of(db, name)
            return Actor(
                account_id=account.id,
                name=account.name,
                email=account.email,
                roles=account.roles,
                organisations=organisations,
                owned=owned,
            )

    def sign_in(self, name: str) -> TestClient:
        """Let the browser be this person's from now on."""
        token = f"token-of-{name}"
        with self.database.writing() as db, db.begin():
            if db.get(sessions.SignInSession, sessions.digest(token)) is None:
                now = dt.datetime.now(dt.UTC)
                db.add(
                    sessions.SignInSession(
                        digest=sessions.digest(token),
                        account_id=name,
                        created_at=now,
                        expires_at=now + sessions.LIFETIME,
                    )
                )
        self.client.cookies.set(sessions.COOKIE, token)
        return self.client

    def sign_out(self) -> TestClient:
        """Let the browser be a visitor's."""
        self.client.cookies.delete(sessions.COOKIE)
        return self.client
