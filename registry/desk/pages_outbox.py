"""The mail of a demo, to be read by its administrators. Real mail holds people's secrets and is shown to nobody."""

from __future__ import annotations

from litestar import Response
from litestar.di import NamedDependency
from litestar.exceptions import NotFoundException
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from registry.access import Actor, Permission, require
from registry.mail import OutboxMail
from registry.web.http import Request, get
from registry.web.paging import Paging
from registry.web.templates import page

_PAGE = 20


@get("/administration/post")
def outbox(request: Request, actor: NamedDependency[Actor], db: NamedDependency[Session]) -> Response[bytes]:
    """Show the mail, newest first."""
    require(actor, Permission.ADMINISTER)
    if not request.app.state.settings.demo:
        raise NotFoundException
    number = request.query_params.get("side", "")
    total = db.scalar(select(func.count()).select_from(OutboxMail)) or 0
    paging = Paging.of(int(number) if number.isdecimal() and len(number) < 6 else 1, _PAGE, total)
    mails = db.scalars(
        select(OutboxMail)
        .order_by(OutboxMail.created_at.desc(), OutboxMail.id)
        .limit(paging.size)
        .offset(paging.offset)
    ).all()
    return page(
        request, "desk/outbox.html", mails=mails, paging=paging, page_url=lambda n: f"/administration/post?side={n}"
    )


handlers = [outbox]
