"""Adding a need, an activity or a policy element to a published text, or taking it away, as the municipality's word.

Actions flush and never commit; `now` is an argument. Whoever calls has checked who may.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any, Literal

import msgspec
from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from registry import vocabulary
from registry.access import Actor
from registry.history import Verb
from registry.i18n import current_locale, speaking
from registry.offers import recording, rules
from registry.offers.content import MOST_POLICY_ANSWERS, OfferContent, PolicyAnswer, to_document
from registry.offers.models import Offer, OfferVersion, TagVerdict
from registry.offers.publishing import log_change
from registry.offers.show import field_label

Kind = Literal["need", "activity", "element"]
#: Why a tag can't be added to a text, or taken away.
Obstacle = Literal["has it", "lacks it", "only one", "too many"]
_FIELD: dict[str, Literal["needs", "activities", "policy"]] = {
    "need": "needs",
    "activity": "activities",
    "element": "policy",
}


@dataclass(frozen=True)
class Tag:
    """A need, an activity or a policy element, by its id."""

    kind: Kind
    id: str

    @property
    def key(self) -> str:
        """How it is written in an address and in `version_tag`."""
        return f"{self.kind}:{self.id}"

    @property
    def label(self) -> str:
        """Its name in the reader's language; its id when the vocabulary has lost it."""
        words = vocabulary.current()
        if self.kind == "activity":
            value = words.facets["activity"].values.get(self.id)
            return value.label(current_locale()) if value else self.id
        if self.kind == "element":
            return field_label(f"policy.{self.id}")
        need = words.needs.get(self.id)
        return need.label(current_locale()) if need else self.id


def read(key: str) -> Tag | None:
    """Return a tag that the vocabulary has; None for anything else."""
    words = vocabulary.current()
    kind, _colon, id_ = key.partition(":")
    if kind == "need" and id_ in words.needs:
        return Tag("need", id_)
    if kind == "activity" and id_ in words.facets["activity"].values:
        return Tag("activity", id_)
    if kind == "element" and id_ in words.elements:
        return Tag("element", id_)
    return None


def has(content: OfferContent, tag: Tag) -> bool:
    """Whether a text has a tag."""
    return tag.id in _ids(content, tag)


def obstacle(content: OfferContent, tag: Tag, *, adds: bool) -> Obstacle | None:
    """Return why a tag can't be added to a text, or taken away; a published text keeps a need and a policy answer."""
    ids = _ids(content, tag)
    if adds:
        if tag.id in ids:
            return "has it"
        return "too many" if tag.kind == "element" and len(ids) >= MOST_POLICY_ANSWERS else None
    if tag.id not in ids:
        return "lacks it"
    return "only one" if tag.kind != "activity" and len(ids) == 1 else None


def answer_to(content: OfferContent, tag: Tag) -> str:
    """Return what a text answers a policy element; "" for other tags."""
    return next((one.answer for one in content.policy if tag.kind == "element" and one.element == tag.id), "")


def change(
    db: Session, actor: Actor, offer: Offer, tag: Tag, *, adds: bool, answer: str = "", now: dt.datetime
) -> bool:
    """Add a tag to what is published and to any newer text, or take it away; False when it can't be.

    Args:
        answer: to the policy element that is added; it is shown, since an administrator has written it.
    """
    live = db.get_one(OfferVersion, offer.live_version_id)
    if obstacle(live.content, tag, adds=adds) is not None:
        return False
    on_way = db.scalars(
        select(OfferVersion).where(OfferVersion.offer_id == offer.id, OfferVersion.status.in_(rules.OPEN))
    ).all()
    for version in (live, *on_way):
        if has(version.content, tag) != adds:
            version.document = to_document(_changed(version.content, tag, adds, answer))
    live.saved_at = now
    if tag.kind == "element":
        db.execute(delete(TagVerdict).where(TagVerdict.version_id == live.id, TagVerdict.element == tag.id))
        if adds:
            db.add(TagVerdict(version_id=live.id, element=tag.id, accepted=True))
    with speaking("da"):  # history is written in one language
        note = f"{'+' if adds else '−'} {tag.label}" + (f": {answer}" if answer else "")
    recording.record(db, actor, Verb.TAGGED, offer, live.content.title, now, note)
    db.flush()
    log_change(db, offer.id)
    return True


def _ids(content: OfferContent, tag: Tag) -> tuple[str, ...]:
    if tag.kind == "element":
        return tuple(answer.element for answer in content.policy)
    return content.needs if tag.kind == "need" else content.activities


def _changed(content: OfferContent, tag: Tag, adds: bool, answer: str) -> OfferContent:
    field = _FIELD[tag.kind]
    kept: tuple[Any, ...] = tuple(
        one for one in getattr(content, field) if (one.element if tag.kind == "element" else one) != tag.id
    )
    added: tuple[Any, ...] = (PolicyAnswer(tag.id, answer) if tag.kind == "element" else tag.id,) if adds else ()
    return msgspec.structs.replace(content, **{field: (*kept, *added)})
