"""How long a start takes, until the first page has been answered: `python -m tests.benchmarks.start`.

The first start makes the database and seeds the demo; the later ones find everything there.
"""

from __future__ import annotations

import tempfile
import time
from pathlib import Path

import httpx

from tests.serving import running

STARTS = 5


def main() -> None:
    """Start several times in one folder and print the seconds of each."""
    with tempfile.TemporaryDirectory() as folder:
        for number in range(1, STARTS + 1):
            began = time.monotonic()
            with running(Path(folder)) as url:
                httpx.get(url).raise_for_status()
                seconds = time.monotonic() - began
            first = " (the first one also seeds the demo)" if number == 1 else ""
            print(f"start {number}: ready, and the first page answered, after {seconds:.2f} s{first}")


if __name__ == "__main__":
    main()
