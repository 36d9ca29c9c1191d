"""What happens to policy frameworks, and to offers because of them, in words; a part of `history_words`."""

from __future__ import annotations

from registry.history import Verb
from registry.i18n import gettext as _


def verbs() -> dict[str, str]:
    """Return what can happen, in a few words each."""
    return {
        Verb.POLICY_CARRIED: _("Førte svar over til en ny politik"),
        Verb.POLICY_ENDED: _("Tog svar på en gammel politik ud"),
        Verb.POLICY_QUESTION_DECLINED: _("Sagde nej til et nyt politikmål"),
        Verb.FRAMEWORK_STARTED: _("Begyndte en politik"),
        Verb.FRAMEWORK_SAVED: _("Rettede en politik"),
        Verb.FRAMEWORK_DELETED: _("Slettede kladden til en politik"),
        Verb.FRAMEWORK_PUBLISHED: _("Udgav en politik"),
        Verb.FRAMEWORK_WITHDRAWN: _("Trak en politik tilbage"),
        Verb.FRAMEWORK_END_MOVED: _("Flyttede en politiks sidste dag"),
    }


def long_forms() -> dict[str, str]:
    """Return the sentences that name the thing."""
    return {
        Verb.POLICY_CARRIED: _("%(who)s førte svar i ”%(name)s” over til en ny politik"),
        Verb.POLICY_ENDED: _("%(who)s tog svar på en gammel politik ud af ”%(name)s”"),
        Verb.POLICY_QUESTION_DECLINED: _("%(who)s sagde nej til et nyt politikmål for ”%(name)s”"),
        Verb.FRAMEWORK_STARTED: _("%(who)s begyndte en kladde til ”%(name)s”"),
        Verb.FRAMEWORK_SAVED: _("%(who)s rettede kladden til ”%(name)s”"),
        Verb.FRAMEWORK_DELETED: _("%(who)s slettede kladden til ”%(name)s”"),
        Verb.FRAMEWORK_PUBLISHED: _("%(who)s udgav politikken ”%(name)s”"),
        Verb.FRAMEWORK_WITHDRAWN: _("%(who)s trak politikken ”%(name)s” tilbage"),
        Verb.FRAMEWORK_END_MOVED: _("%(who)s flyttede sidste dag for svar på den gamle, da ”%(name)s” afløste den"),
    }


def short_forms() -> dict[str, str]:
    """Return the sentences on a page about the thing itself."""
    return {
        Verb.POLICY_CARRIED: _("%(who)s førte svar over til en ny politik"),
        Verb.POLICY_ENDED: _("%(who)s tog svar på en gammel politik ud"),
        Verb.POLICY_QUESTION_DECLINED: _("%(who)s sagde nej til et nyt politikmål"),
        Verb.FRAMEWORK_STARTED: _("%(who)s begyndte kladden"),
        Verb.FRAMEWORK_SAVED: _("%(who)s rettede kladden"),
        Verb.FRAMEWORK_DELETED: _("%(who)s slettede kladden"),
        Verb.FRAMEWORK_PUBLISHED: _("%(who)s udgav politikken"),
        Verb.FRAMEWORK_WITHDRAWN: _("%(who)s trak politikken tilbage"),
        Verb.FRAMEWORK_END_MOVED: _("%(who)s flyttede sidste dag for svar på den gamle politik"),
    }
