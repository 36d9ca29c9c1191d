"""The posted fields of a decision, and back."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, get_args

from litestar.datastructures import FormMultiDict

from registry.offers.content import OfferContent
from registry.review.differences import FIELDS
from registry.review.rules import CHECKLIST, Decision, Judgement, obstacles
from registry.web.forms import Form
from registry.web.screening import cpr_message, without_cpr

DECISIONS: tuple[Decision, ...] = get_args(Decision)


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

    def text(name: str) -> str:
        typed = str(posted.get(name) or "").replace("\r\n", "\n").strip()
        clean, had_cpr = without_cpr(typed)
        form.values[name] = clean
        if had_cpr:
            form.reject(name, cpr_message())
        return clean

    elements = [answer.element for answer in content.policy]
    verdicts: dict[str, bool | None] = {}
    for element in elements:
        chosen = str(posted.get(f"verdict.{element}") or "")
        form.values[f"verdict.{element}"] = chosen
        verdicts[element] = {"yes": True, "no": False}.get(chosen)
    checked = frozenset(item for item in CHECKLIST if posted.get(f"check.{item}"))
    form.values |= {f"check.{item}": item in checked for item in CHECKLIST}
    reasons = {element: text(f"reason.{element}") for element in elements}
    comments = {field: text(f"comment.{field}") for field in (*FIELDS, "policy")}
    judgement = Judgement(
        verdicts=verdicts,
        reasons={element: reason for element, reason in reasons.items() if reason},
        comments={field: comment for field, comment in comments.items() if comment},
        checked=checked,
        note=text("note"),
    )
    wanted = str(posted.get("decision") or "")
    decision = next((one for one in DECISIONS if one == wanted), None)
    revision = str(posted.get("revision") or "")
    filled = Filled(form, judgement, decision, int(revision) if revision.isdecimal() and len(revision) < 9 else 0)
    if decision is not None:
        for name, message in obstacles(decision, judgement).items():
            form.errors.setdefault(name, message)
    return filled
