"""The house in order: where imports may point, how long a file may be, and that the tables are those of the models."""

from __future__ import annotations

import ast
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext

import registry.app  # noqa: F401  importing it brings every table
from registry.db import Base, Database

ROOT = Path(__file__).resolve().parents[1]
MODULES = sorted((ROOT / "registry").rglob("*.py"))
TEMPLATES = sorted((ROOT / "templates").rglob("*.html"))
#: Within a room: who may be imported by whom. A file that is not named here may be imported from anywhere in its room.
PRIVATE = ("pages", "forms")


def test_imports_point_downwards() -> None:
    script = "import sys; from importlinter.cli import lint_imports; sys.exit(lint_imports(no_cache=True))"
    done = subprocess.run([sys.executable, "-c", script], cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr


def imported(module: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(module.read_text())):
        if isinstance(node, ast.ImportFrom) and node.module:
            yield from (f"{node.module}.{name.name}" for name in node.names)
        elif isinstance(node, ast.Import):
            yield from (name.name for name in node.names)


def test_pages_and_forms_stay_in_their_room() -> None:
    offending = []
    for module in MODULES:
        room = module.relative_to(ROOT / "registry").parts[0]
        for name in imported(module):
            parts = name.split(".")
            if parts[0] != "registry" or len(parts) < 3 or parts[1] in (room, "web"):
                continue
            if parts[2].startswith(PRIVATE) and room != "app.py":
                offending.append(f"{module.relative_to(ROOT)} imports {name}")
    assert offending == []


def test_rules_are_pure() -> None:
    """Rules decide; they don't look anything up, and the time is an argument."""
    offending = [
        f"{module.relative_to(ROOT)} imports {name}"
        for module in MODULES
        if module.name == "rules.py"
        for name in imported(module)
        if name.startswith(("sqlalchemy", "litestar", "registry.db", "registry.web"))
    ]
    assert offending == []


@pytest.mark.parametrize("room", ["danish", "privacy", "vocabulary"])
def test_rooms_that_are_pure_touch_neither_database_nor_request(room: str) -> None:
    for module in (ROOT / "registry" / room).rglob("*.py"):
        for name in imported(module):
            assert not name.startswith(("sqlalchemy", "litestar", "registry.db", "registry.web")), (module, name)


def test_every_room_says_what_it_is_for() -> None:
    rooms = [path.parent for path in (ROOT / "registry").glob("*/__init__.py")]
    silent = [room.name for room in rooms if not room.name.startswith("_") and not _docstring(room / "__init__.py")]
    assert silent == []


def _docstring(module: Path) -> str | None:
    return ast.get_docstring(ast.parse(module.read_text()))


def test_modules_and_templates_have_one_subject_each() -> None:
    long = [(path.name, count) for path in MODULES if (count := len(path.read_text().splitlines())) > 330]
    long += [(path.name, count) for path in TEMPLATES if (count := len(path.read_text().splitlines())) > 160]
    assert long == []


def test_no_page_has_a_script_or_a_style_within_it() -> None:
    offending = []
    for template in TEMPLATES:
        text = template.read_text()
        words = ["<style", " style=", "onclick", "onchange", "hx-on", "javascript:"]
        if template.parent.name == "mail":  # no page: mail programs know no style sheets
            words.remove(" style=")
        offending += [(template.name, word) for word in words if word in text]
        if any("src=" not in part.split(">")[0] for part in text.split("<script")[1:]):
            offending.append((template.name, "inline script"))
    assert offending == []


def test_the_migrations_make_the_tables_of_the_models(database: Database) -> None:
    with database.engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        assert compare_metadata(context, Base.metadata) == []


@pytest.mark.slow
@pytest.mark.parametrize(
    "command",
    [
        ["ruff", "check", "."],
        ["ruff", "format", "--check", "."],
        ["mypy"],
        ["djlint", "templates", "--lint", "--quiet"],
    ],
    ids=["ruff", "format", "mypy", "djlint"],
)
def test_the_code_is_clean(command: list[str]) -> None:
    done = subprocess.run([sys.executable, "-m", *command], cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
