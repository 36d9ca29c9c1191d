"""What roles are called."""

from __future__ import annotations

from collections.abc import Collection

from registry.access import Role
from registry.i18n import gettext as _
from registry.web import templates


def role_name(role: Role) -> str:
    """Return what a role is called."""
    return {
        Role.PARTNER: _("Partner"),
        Role.PROFESSIONAL: _("Fagperson"),
        Role.ADMINISTRATOR: _("Administrator"),
    }[role]


def role_names(roles: Collection[Role]) -> str:
    """Return what several roles are called, always in the same order."""
    return ", ".join(role_name(role) for role in Role if role in roles)


templates.register(role_name=role_name, role_names=role_names)
