"""The pages of this room."""

from __future__ import annotations

from registry.upkeep import pages_confirm, pages_reports

handlers = [*pages_confirm.handlers, *pages_reports.handlers]
