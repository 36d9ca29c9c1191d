"""Bringing all of a table in while the page that tells how far it is is being sent.

One transaction does it all, and the answer is written meanwhile, so the progress shows in any browser, without a
script, a worker or a table of jobs. Whoever closes the page, or a server that stops, ends it: then nothing was done.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from litestar.response import Stream

from registry.access import Actor
from registry.interop import actions, own_offers, previewing, uploads
from registry.interop.models import ImportUpload
from registry.interop.offers_file import BadFile, ImportedOffer, Problem
from registry.partners.models import Organisation
from registry.web import clock
from registry.web.http import Request
from registry.web.templates import environment
from registry.web.transactions import writing

#: So many times it is told how far it is.
_STEPS = 20


class Run:
    """One import: iterating does it and yields how many offers are done, now and then.

    Attributes:
        problems: why nothing was done, when it wasn't.
        changed: how many offers were new or changed, when it is done.
        was_done: somebody had brought the same file in before.
    """

    def __init__(
        self,
        request: Request,
        actor: Actor,
        upload: ImportUpload,
        organisation: Organisation | None,
        offers: Sequence[ImportedOffer],
        how: str,
    ) -> None:
        self.request, self.actor, self.upload_id = request, actor, upload.id
        self.organisation, self.offers, self.how = organisation, offers, how
        self.problems: list[Problem] = []
        self.changed = 0
        self.was_done = False
        self.is_finished = False

    @property
    def total(self) -> int:
        """How many offers there are."""
        return len(self.offers)

    def __iter__(self) -> Iterator[int]:
        """Do it."""
        try:
            with writing(self.request) as db:
                if not uploads.spend(db, self.upload_id):
                    self.was_done = True
                    return
                step = max(1, self.total // _STEPS)
                for number, was_changed in enumerate(self._each(db), start=1):
                    self.changed += was_changed
                    if number % step == 0:
                        yield number
            self.is_finished = True
        except BadFile as error:
            self.problems = [previewing.named(problem) for problem in error.problems]

    def _each(self, db: Any) -> Iterator[bool]:
        now = clock.now()
        if self.organisation is None:
            return actions.each_brought_in(
                db, self.offers, publish_them=self.how == "publish", actor=self.actor, now=now
            )
        return own_offers.each_brought_in(
            db,
            self.actor,
            self.organisation,
            self.offers,
            submit_them=self.how == "submit",
            base_url=self.request.app.state.settings.base_url,
            now=now,
        )


def bring_in(
    request: Request,
    actor: Actor,
    upload: ImportUpload,
    organisation: Organisation | None,
    offers: Sequence[ImportedOffer],
    *,
    how: str,
) -> Stream:
    """Answer with the page of an import that is done while the page is sent."""
    context = {
        "request": request,
        "actor": actor,
        "settings": request.app.state.settings,
        "messages": [],
        "run": Run(request, actor, upload, organisation, offers, how),
        "upload": upload,
        "organisation": organisation,
    }
    html = environment.get_template("interop/running.html").generate(context)
    # a proxy that collects answers would show the end only
    headers = {"cache-control": "no-store", "x-accel-buffering": "no"}
    return Stream(_in_steps(html), media_type="text/html; charset=utf-8", headers=headers)


def _in_steps(html: Iterator[str]) -> Iterator[bytes]:
    """Yield a page in pieces that end where an item of a list does: a step is sent before the next begins."""
    waiting: list[str] = []
    for part in html:
        waiting.append(str(part))
        if part.rstrip().endswith("</li>"):
            yield "".join(waiting).encode()
            waiting.clear()
    yield "".join(waiting).encode()
