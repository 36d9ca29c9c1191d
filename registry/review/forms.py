"""The posted fields of a decision, and back."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from typing import Any, get_args

from litestar.datastructures import FormMultiDict

from registry import vocabulary
from registry.i18n import gettext as _
from registry.offers import facts
from registry.offers.content import OfferContent
from registry.offers.models import FieldComment, OfferVersion, TagVerdict
from registry.offers.rules import faults, missing
from registry.review import corrections
from registry.review.differences import FIELDS, row_label
from registry.review.rules import CHECKLIST, Decision, Judgement, obstacles
from registry.web.forms import Form, typed_text
from registry.web.screening import cpr_message, screen

DECISIONS: tuple[Decision, ...] = get_args(Decision)
#: Comments can also be put at the policy goals as a whole.
COMMENTED = (*FIELDS, "policy")


@dataclass
class Filled:
    """A filled-in decision: the form to draw again, what was judged, which decision, and which text was read.

    `corrected`: the text with what the reviewer corrected in it; None when nothing was.
    """

    form: Form[Any]
    judgement: Judgement
    decision: Decision | None
    revision: int
    corrected: OfferContent | None = None


def read(posted: FormMultiDict, content: OfferContent, today: dt.date) -> Filled:
    """Read a decision on a text; CPR numbers are refused and do not come back."""
    form: Form[Any] = Form()
    elements = [answer.element for answer in content.policy]
    # in the order of the page, which is the order that errors are listed in
    texts = [f"comment.{field}" for field in FIELDS]
    texts += [f"{part}.{element}" for element in elements for part in ("verdict", "reason")]
    texts += ["comment.policy", "note", "template"]
    form.values = {name: typed_text(posted.get(name)) for name in texts}
    checked = frozenset(item for item in CHECKLIST if posted.get(f"check.{item}"))
    form.values |= {f"check.{item}": item in checked for item in CHECKLIST}
    typed = {name: typed_text(posted[f"fix.{name}"]) for name in corrections.texts(content) if f"fix.{name}" in posted}
    form.values |= {f"fix.{name}": text for name, text in typed.items()}
    screen(form)
    corrected = _corrected_facts(form, posted, content)
    corrected = corrections.apply(corrected, {name: form.values[f"fix.{name}"] for name in typed})
    judgement = Judgement(
        verdicts={element: _VERDICTS.get(form.values[f"verdict.{element}"]) for element in elements},
        reasons=_filled(form, "reason", elements),
        comments=_filled(form, "comment", COMMENTED),
        checked=checked,
        note=form.values["note"],
    )
    decision = next((one for one in DECISIONS if one == posted.get("decision")), None)
    if decision is None:
        form.reject("decision", _("Vælg, om tilbuddet skal godkendes, sendes retur eller afslås"))
    else:
        for name, message in obstacles(decision, judgement).items():
            if name not in form.errors:
                form.reject(name, message)
    if corrected == content:
        return Filled(form, judgement, decision, _revision(posted))
    if decision in ("return", "decline"):
        form.reject("decision", _("Du har selv rettet noget. Godkend med rettelserne, eller skriv dem som kommentarer"))
    for name, message in _wrong_corrections(content, corrected, today).items():
        form.errors.setdefault(name, message)
    return Filled(form, judgement, decision, _revision(posted), corrected)


def _corrected_facts(form: Form[Any], posted: FormMultiDict, content: OfferContent) -> OfferContent:
    """Read the corrected facts into the form, and return the content with them; as it was when one can't be right."""
    own = [(name.removeprefix("fix."), value) for name, value in posted.multi_items() if name.startswith("fix.")]
    read_in = facts.read(FormMultiDict(own), content)
    form.values |= {f"fix.{name}": value for name, value in read_in.values.items()}
    form.errors |= {f"fix.{name}": message for name, message in read_in.errors.items()}
    return read_in.data or content


def _wrong_corrections(before: OfferContent, corrected: OfferContent, today: dt.date) -> dict[str, str]:
    """Return what is wrong with the corrected offer; what was wrong before is not the reviewer's doing."""
    words = vocabulary.current()
    known = {fault.field for fault in (*faults(before, words), *missing(before, words, today))}
    found = [*faults(corrected, words), *missing(corrected, words, today)]
    return {f"fix.{fault.field}": fault.message for fault in found if fault.field not in known}


def insert_reason(form: Form[Any], text: str) -> None:
    """Put a chosen text into the message, after what is typed there, and say nothing of what is still missing."""
    typed = form.values["note"]
    form.values["note"] = f"{typed}\n\n{text}" if typed else text
    form.errors = {name: said for name, said in form.errors.items() if said == cpr_message()}


def said_again(
    version: OfferVersion, comments: Iterable[FieldComment], verdicts: Collection[TagVerdict]
) -> dict[str, Any]:
    """Return the fields of a decision that was given, so that whoever takes it back needn't type anything twice."""
    content = version.content
    values: dict[str, Any] = {"note": version.decision_note or ""}
    values |= {f"comment.{one.field}": one.text for one in comments}
    values |= {f"verdict.{one.element}": "yes" if one.accepted else "no" for one in verdicts}
    values |= {f"reason.{one.element}": one.reason or "" for one in verdicts}
    return values | {f"fix.{name}": text for name, text in (corrections.texts(content) | facts.show(content)).items()}


def must_be_read_again(form: Form[Any], revision: int) -> None:
    """Take out of a form what was said of another text than the one it is drawn with; own words stay."""
    form.values = {
        name: value for name, value in form.values.items() if not name.startswith(("verdict.", "check.", "fix."))
    } | {"revision": revision}
    form.errors = {}


def own_words(form: Form[Any]) -> list[tuple[str, str]]:
    """Return every text that was typed, with the name of what it is about, for a page that has no form."""
    found = []
    for name, text in form.values.items():
        part, _dot, about = name.partition(".")
        if part == "note" and text:
            found.append((_("Besked til partneren"), text))
        elif part == "comment" and text:
            found.append((row_label(about), text))
        elif part == "reason" and text:
            found.append((row_label(f"policy.{about}"), text))
    return found


_VERDICTS = {"yes": True, "no": False}


def _filled(form: Form[Any], part: str, names: Any) -> dict[str, str]:
    return {name: text for name in names if (text := form.values[f"{part}.{name}"])}


def _revision(posted: FormMultiDict) -> int:
    given = str(posted.get("revision") or "")
    return int(given) if given.isascii() and given.isdigit() and len(given) < 9 else 0
