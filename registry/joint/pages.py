"""The pages of this room."""

from __future__ import annotations

from registry.joint import pages_asked, pages_partners, pages_wanted, pages_wish

handlers = [
    *pages_partners.handlers,
    *pages_asked.handlers,
    *pages_wish.handlers,
    *pages_wanted.handlers,
]
