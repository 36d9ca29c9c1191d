"""Worker processes that can be killed, for tests that do."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.serving import START

ROOT = Path(__file__).resolve().parents[2]


@contextmanager
def process(database_url: str, *command: str, **variables: str) -> Iterator[subprocess.Popen[str]]:
    """Run Python in a process of its own, and end it if it still runs."""
    environment = {name: value for name, value in os.environ.items() if not name.startswith("REGISTRY_")}
    environment |= {"REGISTRY_DATABASE_URL": database_url.replace("postgresql+psycopg", "postgresql"), **variables}
    started = subprocess.Popen(
        [sys.executable, *command], cwd=ROOT, env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    )
    try:
        yield started
    finally:
        if started.poll() is None:
            started.kill()
        started.communicate(timeout=15)


@contextmanager
def worker(database_url: str, port: int) -> Iterator[subprocess.Popen[str]]:
    """Run `registry worker`, which delivers to a mail server on a port of this machine."""
    with process(
        database_url,
        "-c",
        START,
        "worker",
        REGISTRY_SMTP_URL=f"smtp://127.0.0.1:{port}",
        REGISTRY_BASE_URL="https://sammen.example",
    ) as started:
        yield started


def kill(started: subprocess.Popen[str]) -> None:
    """Kill a process so that nothing of it can run any more."""
    started.send_signal(signal.SIGKILL)
    assert started.wait(15) == -signal.SIGKILL


def wait_for(happened: Callable[[], object], seconds: float = 180) -> None:
    deadline = time.monotonic() + seconds
    while not happened():
        assert time.monotonic() < deadline, "it did not happen"
        time.sleep(0.02)
