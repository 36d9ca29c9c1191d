"""The wheel: built, installed into an environment of its own, and served from an empty folder."""

from __future__ import annotations

import os
import re
import socket
import subprocess
import sys
import sysconfig
import time
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import httpx
import pytest

ROOT = Path(__file__).resolve().parents[2]
SECONDS_TO_START = 30

pytestmark = [pytest.mark.slow, pytest.mark.xdist_group("wheel")]


def run(*command: str | Path, cwd: Path = ROOT) -> subprocess.CompletedProcess[str]:
    environment = {
        name: value for name, value in os.environ.items() if not name.startswith(("REGISTRY_", "PYTHONPATH"))
    }
    return subprocess.run(
        list(map(str, command)),
        cwd=cwd,
        env=environment,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    target = tmp_path_factory.mktemp("wheel")
    done = run(sys.executable, "-m", "pip", "wheel", "-q", "--no-deps", "--no-build-isolation", "-w", target, ROOT)
    assert done.returncode == 0, done.stderr
    (built,) = target.iterdir()
    return built


@pytest.fixture(scope="module")
def environment(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An environment with the wheel; the other packages are those that run this test."""
    environment = tmp_path_factory.mktemp("installed") / "venv"
    assert run(sys.executable, "-m", "venv", "--without-pip", environment).returncode == 0
    done = run(sys.executable, "-m", "pip", "--python", environment, "install", "-q", "--no-deps", "--no-index", wheel)
    assert done.returncode == 0, done.stderr
    packages = next(environment.glob("lib/*/site-packages"))
    (packages / "others.pth").write_text(sysconfig.get_path("purelib") + "\n")
    return environment


def files_to_ship() -> Iterator[str]:
    """Every file of the project that the wheel must hold, under its name there."""
    for folder, name in (
        ("registry", "registry"),
        ("templates", "registry/_templates"),
        ("migrations", "registry/_migrations"),
    ):
        listed = run("git", "ls-files", "-z", "--", folder)
        if listed.returncode:
            pytest.skip("this is not a git checkout")
        for file in filter(None, listed.stdout.split("\0")):
            if (ROOT / file).is_file() and not file.startswith("registry/_setup/"):
                yield name + file.removeprefix(folder)
    for path in (ROOT / "registry" / "static" / "vendor").rglob("*"):
        file = path.relative_to(ROOT).as_posix()
        if path.is_file() and "/vendor/axe/" not in file and path.name != ".made-from":
            yield file


def test_the_wheel_holds_everything_and_nothing_for_tests(wheel: Path) -> None:
    held = {name for name in zipfile.ZipFile(wheel).namelist() if ".dist-info/" not in name}
    assert set(files_to_ship()) - held == set()
    assert {name.split("/")[0] for name in held} == {"registry"}
    assert [name for name in held if "/axe/" in name or "/_setup/" in name or "__pycache__" in name] == []
    for part in (
        "_templates/base.html",
        "_migrations/env.py",
        "vocabulary/data/",
        "locale/en/",
        "static/vendor/dkfds/css/",
    ):
        assert any(name.startswith(f"registry/{part}") for name in held), part


def test_the_command_runs_the_installed_package(environment: Path, tmp_path: Path) -> None:
    where = run(environment / "bin" / "python", "-c", "import registry; print(registry.__file__)", cwd=tmp_path)
    assert where.stdout.startswith(str(environment))
    for command in ([environment / "bin" / "registry"], [environment / "bin" / "python", "-m", "registry"]):
        done = run(*command, "--help", cwd=tmp_path)
        assert (done.returncode, done.stderr) == (0, "")
        assert "serve" in done.stdout
    assert list(tmp_path.iterdir()) == []


def test_the_tests_are_not_installed(environment: Path, tmp_path: Path) -> None:
    done = run(environment / "bin" / "registry", "test", cwd=tmp_path)
    assert done.returncode == 1
    assert "checkout" in done.stderr
    done = run(environment / "bin" / "registry", "bench", cwd=tmp_path)
    assert done.returncode == 1
    assert "ligger i et checkout" in done.stderr


@dataclass
class Server:
    process: subprocess.Popen[bytes]
    log: Path
    address: str

    def wait(self) -> None:
        end = time.monotonic() + SECONDS_TO_START
        while time.monotonic() < end and self.process.poll() is None:
            try:
                if httpx.get(f"{self.address}/").status_code == 200:
                    return
            except httpx.TransportError:
                pass
            time.sleep(0.05)
        pytest.fail(f"the server does not answer:\n{self.log.read_text()}")


@contextmanager
def served(environment: Path, folder: Path) -> Iterator[Server]:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    log = folder.with_suffix(".log")
    variables = {name: value for name, value in os.environ.items() if not name.startswith(("REGISTRY_", "PYTHON"))}
    with log.open("wb") as output:
        process = subprocess.Popen(
            [environment / "bin" / "registry", "serve", "--port", str(port), "--empty"],
            cwd=folder, env=variables, stdin=subprocess.DEVNULL, stdout=output, stderr=output,
        )  # fmt: skip
    server = Server(process, log, f"http://127.0.0.1:{port}")
    try:
        server.wait()
        yield server
    finally:
        process.terminate()
        process.wait(timeout=20)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    folder = tmp_path / "en tom mappe"
    folder.mkdir()
    return folder


def test_it_serves_from_an_empty_folder(environment: Path, folder: Path) -> None:
    with served(environment, folder) as server:
        page = httpx.get(f"{server.address}/")
        assert 'lang="da"' in page.text
        named = re.findall(r'(?:href|src)="(/static/[^"#]+)', page.text)
        assert any(name.endswith(".css") for name in named)
        assert any(name.endswith(".js") for name in named)
        for name in named:
            assert httpx.get(server.address + name).status_code == 200, name
        for name in ("live", "ready"):
            assert httpx.get(f"{server.address}/health/{name}").status_code == 200
        missing = httpx.get(f"{server.address}/findes-ikke")
        assert (missing.status_code, "<html" in missing.text) == (404, True)
    assert [path.name for path in folder.iterdir()] == ["var"]
