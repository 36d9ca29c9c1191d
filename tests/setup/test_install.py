"""`python3 -m registry` in a fresh checkout, in a folder with a space in its name, without the real packages."""

from __future__ import annotations

import ast
import shutil
import subprocess
import sys
import sysconfig
from pathlib import Path

import pytest

from registry._setup import assets

ROOT = Path(__file__).resolve().parents[2]
PACKAGES = sysconfig.get_path("purelib")
PROJECT = """
[build-system]
requires = ["hatchling"]
build-backend = "hatchling.build"
[project]
name = "registry"
version = "0"
[tool.hatch.build.targets.wheel]
packages = ["registry"]
"""
COMMAND_LINE = """
import sys

def main(prog_name):
    print(sys.prefix, *sys.argv[1:], sep="|")
    sys.exit(7 if "fail" in sys.argv else 0)
"""
MAKING = "Making a Python environment"

pytestmark = [pytest.mark.slow, pytest.mark.xdist_group("setup")]


class Checkout:
    """A checkout of a project that needs no packages."""

    def __init__(self, root: Path) -> None:
        self.root, self.venv = root, root / ".venv"
        setup = root / "registry" / "_setup"
        setup.mkdir(parents=True)
        for name in ("__init__.py", "__main__.py"):
            shutil.copy(ROOT / "registry" / name, root / "registry")
        for name in ("__init__.py", "assets.py", "install.py", "package.json", "package-lock.json"):
            shutil.copy(ROOT / "registry" / "_setup" / name, setup)
        (root / "pyproject.toml").write_text(PROJECT)
        (root / "registry" / "cli.py").write_text(COMMAND_LINE)
        self.lock = setup / "requirements.txt"
        for lock in (self.lock, setup / "requirements-dev.txt"):
            lock.write_text("# nothing\n")
        self.vendor = root / "registry" / "static" / "vendor"
        self.vendor.mkdir(parents=True)
        (self.vendor / ".made-from").write_text(assets.fingerprint())

    def command(self, *arguments: str, before: str = "") -> list[str]:
        if before:
            run = "import runpy; runpy.run_module('registry', run_name='__main__', alter_sys=True)"
            return [self.python, "-c", f"import sys; {before}; {run}", *arguments]
        return [self.python, "-m", "registry", *arguments]

    #: not the Python of the tests' own environment, but the one it was made with
    python = getattr(sys, "_base_executable", sys.executable)

    def start(self, *arguments: str, before: str = "") -> subprocess.Popen[str]:
        return subprocess.Popen(
            self.command(*arguments, before=before),
            cwd=self.root,
            env={"PATH": "/usr/bin:/bin", "PYTHONPATH": PACKAGES},  # the build backend is in there
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )

    def run(self, *arguments: str, before: str = "") -> tuple[int, str, str]:
        process = self.start(*arguments, before=before)
        out, err = process.communicate(timeout=120)
        return process.returncode, out, err


@pytest.fixture(scope="module")
def ready(tmp_path_factory: pytest.TempPathFactory) -> Checkout:
    """A checkout that has been set up by two starts at once."""
    checkout = Checkout(tmp_path_factory.mktemp("set up") / "en mappe")
    starts = [checkout.start("one"), checkout.start("two")]
    ends = [start.communicate(timeout=120) for start in starts]
    assert [start.returncode for start in starts] == [0, 0], ends
    assert [out for out, _ in ends] == [f"{checkout.venv}|one\n", f"{checkout.venv}|two\n"]
    assert sorted(err.count(MAKING) for _, err in ends) == [0, 1]
    return checkout


@pytest.fixture
def fresh(tmp_path: Path) -> Checkout:
    return Checkout(tmp_path / "en mappe")


def test_a_later_start_is_silent_and_passes_on_arguments_and_exit_code(ready: Checkout) -> None:
    assert ready.run("serve", "--port", "8000") == (0, f"{ready.venv}|serve|--port|8000\n", "")
    assert ready.run("fail") == (7, f"{ready.venv}|fail\n", "")


def test_a_later_start_asks_neither_pip_nor_npm(ready: Checkout) -> None:
    no_children = "import subprocess; subprocess.run = None"
    assert ready.run("serve", before=no_children)[0] == 0


def test_the_tests_need_more_than_a_start(ready: Checkout) -> None:
    first, second = ready.run("test", "-x"), ready.run("test", "-x")
    assert "Installing" in first[2]
    assert MAKING not in first[2]
    assert second == (0, f"{ready.venv}|test|-x\n", "")
    assert ready.run("serve")[2] == ""


def test_a_changed_lock_is_installed(ready: Checkout) -> None:
    ready.lock.write_text("# something else\n")
    assert "Installing" in ready.run()[2]
    assert ready.run()[2] == ""


def test_an_installation_that_was_cut_off_begins_anew(ready: Checkout) -> None:
    (ready.venv / ".installing").touch()
    (ready.venv / "half").touch()
    assert MAKING in ready.run()[2]
    assert not (ready.venv / "half").exists()
    assert ready.run()[2] == ""


def test_an_environment_whose_python_is_gone_is_made_anew(ready: Checkout) -> None:
    for link in ready.venv.glob("bin/python*"):
        link.unlink()
    (ready.venv / "bin" / "python").symlink_to("/gone/python3")
    assert MAKING in ready.run()[2]
    assert ready.run()[2] == ""


def test_what_cannot_be_installed_is_said_and_tried_again(ready: Checkout) -> None:
    before = ready.lock.read_text()
    ready.lock.write_text(f"no-such-package @ file:///nowhere/x.whl --hash=sha256:{64 * '0'}\n")
    code, out, err = ready.run()
    assert (code, out) == (1, "")
    assert err.endswith("The Python packages could not be installed (no network?). The next start tries again.\n")
    assert "Traceback" not in err
    ready.lock.write_text(before)
    assert ready.run()[0] == 0


def test_without_venv_one_line_says_what_to_install(fresh: Checkout) -> None:
    for missing in ("venv", "ensurepip"):
        code, out, err = fresh.run(before=f"sys.modules[{missing!r}] = None")
        assert (code, out) == (1, "")
        assert err == "Python's venv is missing. Install it with: apt install python3-venv\n"
    assert not fresh.venv.exists()


def test_an_old_python_is_told_so_in_one_line(fresh: Checkout) -> None:
    code, out, err = fresh.run(before="sys.version_info = (3, 10, 1)")
    assert (code, out, err) == (1, "", "Sammen needs Python 3.11 or newer; this is Python 3.10.\n")


def test_another_environment_that_has_everything_is_used_as_it_is(fresh: Checkout, tmp_path: Path) -> None:
    other = tmp_path / "other"
    subprocess.run([fresh.python, "-m", "venv", "--without-pip", other], check=True)
    fresh.python = str(other / "bin" / "python")
    (fresh.lock).write_text("click==1.0 \\\n    --hash=sha256:00\n")
    packages = next(other.glob("lib/*/site-packages"))
    for name, version in (("registry", "0"), ("click", "1.0")):
        info = packages / f"{name}-{version}.dist-info"
        info.mkdir()
        (info / "METADATA").write_text(f"Metadata-Version: 2.1\nName: {name}\nVersion: {version}\n")
    found = subprocess.run(fresh.command("serve"), cwd=fresh.root, capture_output=True, text=True, check=True)
    assert (found.stdout, found.stderr) == (f"{other}|serve\n", "")
    assert not fresh.venv.exists()


def test_an_installed_package_makes_no_environment(fresh: Checkout) -> None:
    (fresh.root / "pyproject.toml").unlink()
    assert fresh.run("serve") == (0, f"{sys.base_prefix}|serve\n", "")
    assert not fresh.venv.exists()


@pytest.mark.parametrize(
    "name", ["__init__.py", "__main__.py", "_setup/__init__.py", "_setup/install.py", "_setup/assets.py"]
)
def test_only_the_standard_library_is_used_before_the_environment_is_there(name: str) -> None:
    tree = ast.parse((ROOT / "registry" / name).read_text())
    found = {alias.name for node in ast.walk(tree) if isinstance(node, ast.Import) for alias in node.names}
    found |= {node.module or "" for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)}
    ours = {"registry._setup", "registry._setup.install", "registry.cli"}
    assert {module for module in found - ours if module.split(".")[0] not in sys.stdlib_module_names} == set()


@pytest.mark.parametrize("name", ["__init__.py", "__main__.py"])
def test_an_old_python_can_read_what_it_meets_first(name: str) -> None:
    ast.parse((ROOT / "registry" / name).read_text(), feature_version=(3, 6))
