"""Real server processes on loopback, for tests that need them."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx

START = "from registry.cli import main; main()"


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextmanager
def running(folder: Path, *arguments: str, database_url: str | None = None, **variables: str) -> Iterator[str]:
    """Serve from a folder and yield the address; what the server says goes to `server-<port>.log` there."""
    port = free_port()
    environment = {name: value for name, value in os.environ.items() if not name.startswith("REGISTRY_")}
    environment |= variables
    if database_url is not None:
        environment["REGISTRY_DATABASE_URL"] = database_url.replace("postgresql+psycopg", "postgresql")
    url = f"http://127.0.0.1:{port}"
    with (folder / f"server-{port}.log").open("w") as log:
        process = subprocess.Popen(
            [sys.executable, "-c", START, "serve", "--port", str(port), *arguments],
            cwd=folder,
            env=environment,
            stdout=log,
            stderr=subprocess.STDOUT,
        )
        try:
            _wait(url, process, Path(log.name))
            yield url
        finally:
            process.terminate()
            process.wait(15)


def _wait(url: str, process: subprocess.Popen[bytes], log: Path) -> None:
    deadline = time.monotonic() + 60
    with httpx.Client(timeout=5) as client:  # one for all: making a client takes longer than asking
        while time.monotonic() < deadline:
            if process.poll() is not None:
                raise RuntimeError(f"the server stopped: {log.read_text()}")
            try:
                if client.get(f"{url}/health/ready").status_code == 200:
                    return
            except httpx.TransportError:
                pass
            time.sleep(0.05)
    raise RuntimeError(f"the server did not answer: {log.read_text()}")
