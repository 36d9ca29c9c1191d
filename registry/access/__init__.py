"""Access: who is asking, what they may do, and why not.

`require(actor, permission, thing)` lets pass or raises: `SignInNeeded`, `Refused` with a reason that the person
reads, or `Hidden` where even the existence of the thing is nobody else's business. Rules are in `rules.py`, as one
table that a test enumerates.
"""

from registry.access.rules import (
    NOBODY,
    SYSTEM,
    Actor,
    Hidden,
    Owned,
    Permission,
    Refused,
    Role,
    SignInNeeded,
    Verdict,
    judge,
    may,
    require,
)

__all__ = [
    "NOBODY",
    "SYSTEM",
    "Actor",
    "Hidden",
    "Owned",
    "Permission",
    "Refused",
    "Role",
    "SignInNeeded",
    "Verdict",
    "judge",
    "may",
    "require",
]
