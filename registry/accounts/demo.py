"""The people of a demo: one for each role, whom the sign-in page lets a visitor be with a click."""

from __future__ import annotations

from dataclasses import dataclass

from registry.access import Role


@dataclass(frozen=True)
class DemoPerson:
    """An invented person; the seed makes their account, found by its address."""

    email: str
    name: str


#: In the order in which the sign-in page offers them.
DEMO_PEOPLE = {
    Role.PARTNER: DemoPerson("partner@eksempel.example", "Maja Krogh"),
    Role.PROFESSIONAL: DemoPerson("fagperson@eksempel.example", "Amir Lund"),
    Role.ADMINISTRATOR: DemoPerson("administrator@eksempel.example", "Jonas Bech"),
}
