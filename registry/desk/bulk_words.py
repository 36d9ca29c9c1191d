"""What can be done to many offers, and what came of it, in words."""

from __future__ import annotations

from registry import vocabulary
from registry.desk.bulk import Action, Problem
from registry.i18n import current_locale, ngettext
from registry.i18n import gettext as _
from registry.offers.tagging import Tag


def action_names() -> dict[Action, str]:
    """Return what can be done, as the buttons say it."""
    return {
        "spoerg": _("Spørg, om det passer"),
        "skjul": _("Skjul, til det er bekræftet"),
        "flyt": _("Flyt til en anden organisation"),
        "tilfoej": _("Tilføj behov, aktivitet eller politikmål"),
        "fjern": _("Fjern behov, aktivitet eller politikmål"),
    }


def question(action: Action, n: int) -> str:
    """Return what is asked before it is done to n offers."""
    asked = {
        "spoerg": ngettext("Spørg, om 1 tilbud stadig passer?", "Spørg, om %(n)s tilbud stadig passer?", n),
        "skjul": ngettext("Skjul 1 tilbud?", "Skjul %(n)s tilbud?", n),
        "flyt": ngettext("Flyt 1 tilbud?", "Flyt %(n)s tilbud?", n),
        "tilfoej": ngettext("Ret 1 tilbud?", "Ret %(n)s tilbud?", n),
        "fjern": ngettext("Ret 1 tilbud?", "Ret %(n)s tilbud?", n),
    }[action]
    return asked % {"n": n}


def consequence(action: Action) -> str:
    """Return what happens when it is done."""
    return {
        "spoerg": _("Organisationerne får en mail med et link, hvor de kan sige, at det passer, eller rette det."),
        "skjul": _("Fagfolk kan ikke finde tilbuddene mere. Organisationerne får en mail og kan vise dem igen."),
        "flyt": _("Fagfolk finder tilbuddene under den nye organisation med det samme. Begge får en mail."),
        "tilfoej": _("Det bliver vist med det samme. Organisationerne får en mail."),
        "fjern": _("Det bliver fjernet med det samme. Organisationerne får en mail."),
    }[action]


def outcome(action: Action, n: int) -> str:
    """Return what was done to n offers."""
    said = {
        "spoerg": ngettext("1 tilbud er der spurgt om", "%(n)s tilbud er der spurgt om", n),
        "skjul": ngettext("1 tilbud er skjult", "%(n)s tilbud er skjult", n),
        "flyt": ngettext("1 tilbud er flyttet", "%(n)s tilbud er flyttet", n),
        "tilfoej": ngettext("1 tilbud er rettet", "%(n)s tilbud er rettet", n),
        "fjern": ngettext("1 tilbud er rettet", "%(n)s tilbud er rettet", n),
    }[action]
    return said % {"n": n}


def problem(reason: Problem | str) -> str:
    """Return why it couldn't be done to an offer."""
    return {
        "gone": _("Det er ikke offentliggjort mere"),
        "hidden": _("Det er skjult allerede"),
        "not shown": _("Det er på pause eller slut, så der er ikke noget at spørge om"),
        "asked today": _("Der er spurgt i dag"),
        "nobody": _("Organisationen har ingen, vi kan skrive til"),
        "there already": _("Det hører til der allerede"),
        "changed": _("Det blev ændret i samme øjeblik. Prøv igen"),
        "has it": _("Det har det allerede"),
        "lacks it": _("Det har det ikke"),
        "only one": _("Det er det eneste, så det skal blive"),
        "too many": _("Det har så mange politikmål, som et tilbud kan have"),
    }.get(reason, reason)


def tag_choices() -> list[tuple[str, list[tuple[str, str]]]]:
    """Return all tags under their headings: keys and labels."""
    words, locale = vocabulary.current(), current_locale()

    def sorted_by_label(tags: list[Tag]) -> list[tuple[str, str]]:
        return sorted(((tag.key, tag.label) for tag in tags), key=lambda pair: pair[1].casefold())

    groups = [
        (_("Behov"), sorted_by_label([Tag("need", id_) for id_ in words.needs])),
        (_("Aktiviteter"), sorted_by_label([Tag("activity", id_) for id_ in words.facets["activity"].values])),
    ]
    for framework in words.frameworks.values():
        own = [Tag("element", one.id) for one in words.elements.values() if one.framework == framework.id]
        groups.append((framework.label(locale), [(tag.key, tag.label) for tag in own]))
    return [(heading, tags) for heading, tags in groups if tags]
