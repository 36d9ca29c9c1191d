"""Every engine at every size, each in a process of its own, with the same offers and searches."""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path

import msgspec
from tqdm import tqdm

from tests.benchmarks import generate
from tests.benchmarks.one import ENGINES, Measured

SEARCHES = 300
#: An engine that is slow stops searching after so long.
SECONDS = 90.0
_ROOT = Path(__file__).resolve().parents[2]
#: How much of an engine's bar is building, the rest is searching.
_BUILDING = 0.7


def compare(sizes: Sequence[int], *, searches: int = SEARCHES, seconds: float = SECONDS) -> list[Measured]:
    """Measure all engines, with a progress bar on standard error."""
    measured = []
    steps = len(sizes) * (len(ENGINES) + 1)
    with tempfile.TemporaryDirectory(prefix="sammen-bench-") as folder, tqdm(total=steps, unit="trin") as bar:
        for offers in sizes:
            bar.set_description(f"{_thousands(offers)} tilbud: finder på dem")
            file = _written(offers, Path(folder))
            bar.update()
            for engine in ENGINES:
                bar.set_description(f"{_thousands(offers)} tilbud: {engine}")
                measured.append(_measured(engine, file, offers, searches, seconds, bar))
            file.unlink()
    return measured


def _written(offers: int, folder: Path) -> Path:
    file = folder / f"offers-{offers}.jsonl"
    with file.open("wb") as lines:
        for row in generate.offers(offers):
            lines.write(msgspec.json.encode(row) + b"\n")
    return file


def _measured(engine: str, file: Path, offers: int, searches: int, seconds: float, bar: tqdm[None]) -> Measured:
    done = 0.0
    for said in _run(engine, str(file), str(offers), str(searches), str(seconds)):
        if "engine" in said:
            bar.update(1 - done)
            return Measured(**said)
        step = _BUILDING * said.get("built", 0) / offers + (1 - _BUILDING) * said.get("asked", 0) / searches
        step = min(step, 1 - done)
        done += step
        bar.update(step)
    raise RuntimeError(f"{engine} stopped at {offers} offers")


def _run(*arguments: str) -> Iterator[dict[str, object]]:
    """Yield what another process says of a measurement."""
    command = [sys.executable, "-W", "ignore", "-m", "tests.benchmarks.one", *arguments]
    with subprocess.Popen(command, cwd=_ROOT, stdout=subprocess.PIPE) as process:
        for line in process.stdout or ():
            yield json.loads(line)


def _thousands(number: int) -> str:
    return f"{number:,}".replace(",", ".")
