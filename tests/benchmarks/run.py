"""The benchmarks of `python3 -m registry bench`: all engines at all sizes, then the page, then a report."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from tests.benchmarks import report
from tests.benchmarks.compare import SEARCHES, SECONDS, compare
from tests.benchmarks.product_engine import facets
from tests.benchmarks.search import page

SIZES = (5_000, 100_000, 1_000_000)
#: The pages' offers are published as a file's are, with all that belongs to it.
_MOST_ON_PAGES = 5_000
FOLDER = Path(__file__).resolve().parents[2] / "var" / "bench"


def main(arguments: list[str]) -> None:
    """Measure, print the table, and write the report."""
    parser = argparse.ArgumentParser(prog="python3 -m registry bench")
    parser.add_argument("--sizes", type=_sizes, default=SIZES, help="numbers of offers, with commas between")
    parser.add_argument("--searches", type=int, default=SEARCHES, help="searches that are measured at each size")
    parser.add_argument("--seconds", type=float, default=SECONDS, help="stop a slow engine after so long")
    asked = parser.parse_args(arguments)
    measured = compare(asked.sizes, searches=asked.searches, seconds=asked.seconds)
    print(report.table(measured), "", *report.verdicts(measured), sep="\n")
    about_pages = list(page(min(*asked.sizes, _MOST_ON_PAGES)))
    print(*about_pages, sep="\n")
    file = report.write(measured, about_pages, facets(), FOLDER)
    print(f"\nSkrevet til {file.relative_to(Path.cwd()) if file.is_relative_to(Path.cwd()) else file}")


def _sizes(text: str) -> tuple[int, ...]:
    return tuple(sorted(int(size) for size in text.replace("_", "").split(",")))


if __name__ == "__main__":
    main(sys.argv[1:])
