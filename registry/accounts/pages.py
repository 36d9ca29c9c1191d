"""All pages about accounts."""

from __future__ import annotations

from registry.accounts import pages_account, pages_links, pages_sign_in, pages_sign_up

handlers = [
    *pages_sign_in.handlers,
    *pages_sign_up.handlers,
    *pages_links.handlers,
    *pages_account.handlers,
]
