"""Every template compiles, and every one is used."""

from __future__ import annotations

from pathlib import Path

import pytest

from registry.web.templates import FOLDER, environment

ROOT = Path(__file__).resolve().parents[1]
NAMES = sorted(str(path.relative_to(FOLDER)) for path in FOLDER.rglob("*") if path.is_file())


@pytest.mark.parametrize("name", NAMES)
def test_a_template_compiles(name: str) -> None:
    environment.get_template(name)


@pytest.fixture(scope="module")
def sources() -> str:
    files = [*(ROOT / "registry").rglob("*.py"), *FOLDER.rglob("*.html"), *FOLDER.rglob("*.txt")]
    return "\n".join(path.read_text() for path in files)


@pytest.mark.parametrize("name", NAMES)
def test_a_template_is_used(name: str, sources: str) -> None:
    folder, _, file = name.rpartition("/")
    letter = file.removesuffix(".txt") if folder == "mail" and not file.startswith("_") else name
    parts = letter.split("_")
    made = folder == "offers" and file.startswith("section_")  # f"offers/section_{section}.html"
    assert made or f'"{letter}"' in sources or f"'{letter}'" in sources or f'"{parts[0]}_{{' in sources, name
