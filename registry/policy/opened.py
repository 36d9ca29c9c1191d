"""A framework as its administration pages open it: a draft, one that was published here, or one of the package."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from registry import vocabulary
from registry.access import Actor, Hidden, Permission, require
from registry.i18n import current_locale
from registry.policy import actions, problems, rules
from registry.policy import document as documents
from registry.policy.document import Document
from registry.policy.models import PolicyDraft
from registry.policy.problems import Problem
from registry.policy.rules import Outcome
from registry.vocabulary import Element, Framework, Vocabulary

URL = "/administration/politik"


@dataclass(frozen=True)
class Opened:
    """A framework with what its pages need.

    Attributes:
        status: `draft`, or where it is in its life: a `FrameworkStatus`.
        draft: its row, if it was made here.
    """

    id: str
    document: Document
    status: str
    draft: PolicyDraft | None

    @property
    def url(self) -> str:
        """Where it is administered."""
        return f"{URL}/{self.id}"

    @property
    def is_draft(self) -> bool:
        """Whether it can be changed."""
        return self.status == "draft"

    @property
    def title(self) -> str:
        """Its name in the reader's language, as far as it has one."""
        entry = self.document["framework"]
        named = entry.get("title_en") if current_locale().startswith("en") else None
        return str(named or entry.get("title_da") or self.id)

    def day(self, field: str) -> dt.date | None:
        """Return a date of the framework."""
        try:
            return dt.date.fromisoformat(self.document["framework"][field])
        except (KeyError, TypeError, ValueError):
            return None

    @property
    def replaces(self) -> Framework | None:
        """The framework that it takes over from."""
        return vocabulary.current().frameworks.get(str(self.document["framework"].get("replaces") or ""))

    @property
    def old(self) -> list[Element]:
        """The elements of the framework that it takes over from."""
        return vocabulary.current().elements_of(self.replaces.id) if self.replaces else []

    @property
    def outcomes(self) -> dict[str, Outcome]:
        """What becomes of each of them."""
        return rules.outcomes(self.old, documents.lines_of(self.document))

    def problems(self) -> list[Problem]:
        """Return what is missing or wrong; nothing for what is published. Its days are said when it is published."""
        if not self.is_draft:
            return []
        found = problems.find(self.document, vocabulary.current())
        return [one for one in found if one.field != "valid_from"]

    def labels(self) -> dict[str, str]:
        """Return what old and new elements are called, by id."""
        english = current_locale().startswith("en")
        new = {
            str(one["id"]): str((one.get("label_en") if english else None) or one.get("label_da") or one["id"])
            for one in self.document["element"]
            if one.get("id")
        }
        return new | {one.id: one.label(current_locale()) for one in self.old}


def every(db: Session, today: dt.date) -> list[Opened]:
    """Return every framework: drafts first, then the newest."""
    words = vocabulary.current()
    made = {draft.framework: draft for draft in db.scalars(select(PolicyDraft).order_by(PolicyDraft.created_at))}
    drafts = [_of_draft(one) for one in made.values() if one.published_at is None]
    known = [_of_vocabulary(one, words, made.get(one.id), today) for one in words.frameworks.values()]
    return [*drafts, *sorted(known, key=lambda one: one.document["framework"]["valid_from"], reverse=True)]


def find(db: Session, actor: Actor, id_: str, today: dt.date) -> Opened:
    """Return one framework.

    Raises:
        Refused: the actor doesn't administer.
        Hidden: there is none.
    """
    require(actor, Permission.ADMINISTER)
    words, draft = vocabulary.current(), actions.find(db, id_)
    if draft is not None and draft.published_at is None:
        return _of_draft(draft)
    framework = words.frameworks.get(id_)
    if framework is None:
        raise Hidden
    return _of_vocabulary(framework, words, draft, today)


def _of_draft(draft: PolicyDraft) -> Opened:
    return Opened(draft.framework, draft.document, "draft", draft)


def _of_vocabulary(framework: Framework, words: Vocabulary, draft: PolicyDraft | None, today: dt.date) -> Opened:
    document = documents.from_vocabulary(framework, words)
    return Opened(framework.id, document, words.status_of(framework, today), draft)
