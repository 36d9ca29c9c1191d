"""The section "Om tilbuddet": what it is called and what happens there."""

from __future__ import annotations

from litestar.datastructures import FormMultiDict

from registry import vocabulary
from registry.offers import goals
from registry.offers.content import OfferContent, PolicyAnswer
from registry.offers.forms.reading import Around, Reading, SectionForm

#: Needs and policy elements that were taken from the suggestions, and those that were said no to.
TAKEN, DISMISSED = "taken", "dismissed"


def show(content: OfferContent, _around: Around) -> SectionForm:
    """Return the form with what the content says."""
    return SectionForm.showing(
        {
            "title": content.title,
            "summary": content.summary or "",
            "description": content.description,
            "activities": list(content.activities),
            "keywords": ", ".join(content.keywords),
            "website": content.website or "",
            TAKEN: [],
            DISMISSED: [],
        }
    )


def read(posted: FormMultiDict, before: OfferContent, around: Around) -> SectionForm:
    """Read the posted form. What was taken from the suggestions is added to the needs and policy elements."""
    reading = Reading(posted)
    words = vocabulary.current()
    taken = reading.some_of(TAKEN, (*words.needs, *around.askable))
    reading.some_of(DISMISSED, (*words.needs, *words.elements))
    needs = tuple(dict.fromkeys((*before.needs, *(one for one in taken if one in words.needs))))
    answered = {answer.element for answer in before.policy}
    asked = [one for one in taken if one in around.askable and one not in answered]
    added = [PolicyAnswer(one) for one in goals.with_room([one.element for one in before.policy], asked, words)]
    return reading.finish(
        before,
        title=reading.line("title") or "",
        summary=reading.text("summary"),
        description=reading.text("description") or "",
        activities=reading.facet("activities"),
        keywords=reading.words("keywords"),
        website=_website(reading.line("website")),
        needs=needs,
        policy=(*before.policy, *added),
    )


def press(form: SectionForm, posted: FormMultiDict, around: Around) -> None:
    """Take a suggestion, or say no to it, in the form that is about to be drawn again."""
    known = {*vocabulary.current().needs, *around.askable}
    for button, field in (("accept", TAKEN), ("dismiss", DISMISSED)):
        chosen = posted.get(button)
        if chosen in known and chosen not in form.values[field]:
            form.values[field].append(chosen)


def _website(typed: str | None) -> str | None:
    """Return the address with its scheme, which people leave out."""
    if typed and "://" not in typed and "." in typed and " " not in typed and "@" not in typed:
        return f"https://{typed}"
    return typed
