"""The posted fields of a decision, and back."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, get_args

from litestar.datastructures import FormMultiDict

from registry.i18n import gettext as _
from registry.offers.content import OfferContent
from registry.review.differences import FIELDS, row_label
from registry.review.rules import CHECKLIST, Decision, Judgement, obstacles
from registry.web.forms import Form, typed_text
from registry.web.screening import screen

DECISIONS: tuple[Decision, ...] = get_args(Decision)
#: Comments can also be put at the policy goals as a whole.
COMMENTED = (*FIELDS, "policy")


@dataclass
class Filled:
    """A filled-in decision: the form to draw again, what was judged, which decision, and which text was read."""

    form: Form[Any]
    judgement: Judgement
    decision: Decision | None
    revision: int


def read(posted: FormMultiDict, content: OfferContent) -> Filled:
    """Read a decision on a text; CPR numbers are refused and do not come back."""
    form: Form[Any] = Form()
    elements = [answer.element for answer in content.policy]
    # in the order of the page, which is the order that errors are listed in
    texts = [f"comment.{field}" for field in FIELDS]
    texts += [f"{part}.{element}" for element in elements for part in ("verdict", "reason")]
    texts += ["comment.policy", "note"]
    form.values = {name: typed_text(posted.get(name)) for name in texts}
    checked = frozenset(item for item in CHECKLIST if posted.get(f"check.{item}"))
    form.values |= {f"check.{item}": item in checked for item in CHECKLIST}
    screen(form)
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
    return Filled(form, judgement, decision, _revision(posted))


def must_be_read_again(form: Form[Any], revision: int) -> None:
    """Take out of a form what was said of another text than the one it is drawn with; own words stay."""
    form.values = {
        name: value for name, value in form.values.items() if not name.startswith(("verdict.", "check."))
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
