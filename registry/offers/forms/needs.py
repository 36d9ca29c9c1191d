"""The section "Behov og mål": which needs it meets, and which policy elements it answers."""

from __future__ import annotations

from litestar.datastructures import FormMultiDict

from registry import vocabulary
from registry.i18n import gettext as _
from registry.offers import goals
from registry.offers.content import MOST_POLICY_ANSWERS, OfferContent, PolicyAnswer
from registry.offers.forms.about import DISMISSED
from registry.offers.forms.reading import Around, Reading, SectionForm


def show(content: OfferContent, around: Around) -> SectionForm:
    """Return the form with what the content says; the answer to an element stands in the field `policy.<element>`.

    An element that the vocabulary has lost, or whose framework has ended, can't be asked about, and goes when the
    section is saved.
    """
    asked = _still_there(around)
    known = [answer for answer in content.policy if answer.element in asked]
    return SectionForm.showing(
        {
            "needs": list(content.needs),
            "policy": [answer.element for answer in known],
            **{f"policy.{answer.element}": answer.answer for answer in known},
            DISMISSED: [],
        }
    )


def read(posted: FormMultiDict, before: OfferContent, around: Around) -> SectionForm:
    """Read the posted form. An element that is no longer asked about stays if it was chosen before."""
    reading = Reading(posted)
    words = vocabulary.current()
    known = {*around.askable, *(answer.element for answer in before.policy)} & _still_there(around)
    reading.some_of(DISMISSED, (*words.needs, *words.elements))
    offered = [*before.needs, *(need.id for need in words.offered_needs)]
    needs = reading.some_of("needs", dict.fromkeys(offered))
    elements = [one for one in dict.fromkeys(posted.getall("policy", [])) if one in known]
    reading.form.values["policy"] = elements
    answers = tuple(PolicyAnswer(one, reading.text(f"policy.{one}") or "") for one in elements)
    return reading.finish(before, needs=needs, policy=answers)


def _still_there(around: Around) -> set[str]:
    words = vocabulary.current()
    return words.elements.keys() - words.ended_elements(around.today)


def press(form: SectionForm, posted: FormMultiDict, around: Around) -> None:
    """Take a suggestion, say no to it, or let an element go, in the form that is about to be drawn again."""
    values, words = form.values, vocabulary.current()
    taken, gone, refused = (str(posted.get(button, "")) for button in ("accept", "remove", "dismiss"))
    if taken in words.needs and taken not in values["needs"]:
        values["needs"].append(taken)
    elif taken in around.askable and taken not in values["policy"]:
        if goals.has_room(values["policy"], taken, words):
            values["policy"].append(taken)
        else:
            form.reject("policy", _("Vælg højst %(most)s politikmål") % {"most": MOST_POLICY_ANSWERS})
    if gone in values["policy"]:
        values["policy"].remove(gone)
    if (refused in words.needs or refused in words.elements) and refused not in values[DISMISSED]:
        values[DISMISSED].append(refused)
