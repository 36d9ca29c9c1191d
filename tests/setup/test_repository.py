"""What may be committed: only what belongs to the project, and nothing that ties it to a machine or a host."""

from __future__ import annotations

import json
import re
import subprocess
import tomllib
from collections.abc import Iterator
from functools import cache
from importlib import metadata
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).resolve().parents[2]
SETUP = ROOT / "registry" / "_setup"
TOP_LEVEL = {"registry", "templates", "migrations", "tests", "pyproject.toml", "README.md"}
# In pieces, so that this file passes its own test.
HOSTS = ["py" + "pi.org", "python" + "hosted", "npm" + "js.", "yarn" + "pkg", "js" + "delivr", "un" + "pkg.com"]
MACHINE_PATHS = re.compile(r"(?<![\w./-])(/(home|root|" + "wor" + r"k|Users|tmp)/\w|[A-Z]:\\Users\\)")


@cache
def committed() -> list[Path]:
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True, check=False)
    if listed.returncode:
        pytest.skip("this is not a git checkout")
    return [ROOT / name for name in listed.stdout.split("\0") if name and (ROOT / name).is_file()]


def texts() -> Iterator[tuple[str, str]]:
    for path in committed():
        try:
            yield str(path.relative_to(ROOT)), path.read_text(encoding="utf-8")
        except UnicodeDecodeError:
            continue


def test_the_top_level_holds_only_what_it_should() -> None:
    names = {path.relative_to(ROOT).parts[0] for path in committed()}
    assert {name for name in names if not name.startswith(".")} <= TOP_LEVEL


def test_nothing_fetched_is_committed() -> None:
    assert [path for path in committed() if "vendor" in path.parts or "node_modules" in path.parts] == []


def test_no_file_names_a_package_host() -> None:
    assert [(name, host) for name, text in texts() for host in HOSTS if host in text.lower()] == []


def test_no_file_names_a_path_of_one_machine() -> None:
    assert [(name, found[0]) for name, text in texts() if (found := MACHINE_PATHS.search(text))] == []


def test_the_npm_lock_pins_by_hash_and_names_no_address() -> None:
    text = (SETUP / "package-lock.json").read_text()
    locked = {name.removeprefix("node_modules/"): entry for name, entry in json.loads(text)["packages"].items() if name}
    wanted = json.loads((SETUP / "package.json").read_text())
    assert "resolved" not in text
    assert "://" not in text
    assert all(entry["integrity"].startswith("sha512-") for entry in locked.values())
    assert {name: entry["version"] for name, entry in locked.items()} == {
        **wanted["dependencies"],
        **wanted["devDependencies"],
    }


def pins(name: str) -> dict[str, list[tuple[str, frozenset[str]]]]:
    """Name of a package → its versions (several where the marker differs), each with its hashes."""
    found: dict[str, list[tuple[str, frozenset[str]]]] = {}
    for entry in re.split(r"\n(?=\w)", (SETUP / name).read_text().strip()):
        requirement = Requirement(entry.split(" \\")[0])
        hashes = frozenset(re.findall(r"--hash=(sha256:[0-9a-f]{64})", entry))
        version = str(requirement.specifier).removeprefix("==")
        found.setdefault(canonicalize_name(requirement.name), []).append((version, hashes))
    return found


def declared(*groups: str) -> list[Requirement]:
    """What pyproject.toml asks for: the project's dependencies and those groups."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())
    lines = [*project["project"]["dependencies"], *project["build-system"]["requires"]]
    return [
        Requirement(line)
        for line in [*lines, *(line for group in groups for line in project["dependency-groups"][group])]
    ]


LOCKS = [("requirements.txt", ("build",)), ("requirements-dev.txt", ("build", "dev"))]


@pytest.mark.parametrize(("lock", "groups"), LOCKS)
def test_the_python_lock_pins_what_the_project_asks_for(lock: str, groups: tuple[str, ...]) -> None:
    locked = pins(lock)
    assert all(hashes for versions in locked.values() for _, hashes in versions)
    assert "://" not in (SETUP / lock).read_text()
    for requirement in declared(*groups):
        versions = [version for version, _ in locked.get(canonicalize_name(requirement.name), [])]
        assert versions, f"{requirement.name} is not in {lock}"
        assert all(requirement.specifier.contains(version) for version in versions), f"{requirement} is not in {lock}"


@pytest.mark.parametrize(("lock", "groups"), LOCKS)
def test_the_python_lock_is_complete(lock: str, groups: tuple[str, ...]) -> None:
    """It is installed without looking at dependencies, so whatever a package needs must be in it."""
    locked = pins(lock)
    seen: set[tuple[str, str]] = set()
    waiting = declared(*groups)
    while waiting:
        requirement = waiting.pop()
        name = canonicalize_name(requirement.name)
        assert name in locked
        for extra in {"", *requirement.extras}:
            if (name, extra) not in seen:
                seen.add((name, extra))
                needs = map(Requirement, metadata.requires(name) or [])
                waiting += [need for need in needs if not need.marker or need.marker.evaluate({"extra": extra})]


def test_the_lock_for_tests_adds_to_the_other_one_and_changes_nothing() -> None:
    everything = pins("requirements-dev.txt")
    assert {name: everything.get(name) for name in pins("requirements.txt")} == pins("requirements.txt")


def test_the_licence_is_said_in_the_project_file() -> None:
    assert tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]["license"] == "MPL-2.0"
