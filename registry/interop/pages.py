"""The pages of this room."""

from __future__ import annotations

from registry.interop import pages_export, pages_import, pages_person

handlers = [*pages_export.handlers, *pages_import.handlers, *pages_person.handlers]
