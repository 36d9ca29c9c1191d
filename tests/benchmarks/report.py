"""What the benchmarks found, as a table, a sentence on who leads, and a picture of scale against latency."""

from __future__ import annotations

import os
import platform
from collections.abc import Iterable, Sequence
from pathlib import Path

from tests.benchmarks.one import Measured

#: What the name of an engine ends with that is asked for the best, how many and the facets only.
PRODUCT, BARE = "Sammen", ", kun rangering"
_P50, _P95 = 0.5, 0.95
_HEADER = ("tilbud", "motor", "p50 ms", "p95 ms", "mod tantivy", "opbygning s", "hukommelse MB", "søgninger")
_EXPLANATION = f"""
Hver motor er målt to gange. Først med det, som siden med søgeresultater viser: de bedste 20, hvor mange der er i alt,
også dem, der måske passer, hvad der næsten passer (når få passer helt), hvad det ville give at slippe hvert krav, og
facetternes tal, som ikke bliver mindre af facettens egne valg. Så med *kun rangering*: de bedste 20, hvor mange, og
facetternes tal blandt dem. *{PRODUCT}* giver mere end de andre: begrundelser for hvert tilbud, hvad et bredere krav
ville give (en større afstand, et år mere), og tal for {{facets}} facetter, hvor de andre tæller otte. De andre får
samme tilbud, ord og krav; de kender ikke alle ordene for et behov, så de søger efter dem, der blev sagt, og de finder
kun tilbud, der nævner noget af det. SQLite og PostgreSQL (`danish`, GIN) har facetterne i SQL; tantivy tæller dem selv.
Hver motor kører alene i sin egen proces og søger tre gange efter det samme; den midterste tid tæller. Maskiner er
forskellige og urolige: læs forholdene, ikke millisekunderne.
"""


def table(measured: Sequence[Measured]) -> str:
    """Return the table in Markdown."""
    rows = [_HEADER]
    for one in measured:
        reference = _find(measured, f"tantivy{_way(one)}", one.offers)
        ratio = f"{one.at(_P50) / reference.at(_P50):.2f} ×" if reference else "–"
        memory = f"{one.memory:.0f}" if one.memory else "–"
        rows.append(
            (
                f"{one.offers:,}".replace(",", "."),
                one.engine,
                _ms(one.at(_P50)),
                _ms(one.at(_P95)),
                ratio,
                f"{one.build:.1f}",
                memory,
                str(len(one.searches)),
            )
        )
    widths = [max(len(row[column]) for row in rows) for column in range(len(_HEADER))]
    lines = [
        "| " + " | ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)) + " |" for row in rows
    ]
    lines.insert(1, "|" + "|".join("-" * (width + 2) for width in widths) + "|")
    return "\n".join(lines)


def verdicts(measured: Sequence[Measured]) -> list[str]:
    """Say for each size, and way of asking, by how much the product leads or trails the others, at p50 and p95."""
    said = []
    for offers in sorted({one.offers for one in measured}):
        for way in ("", BARE):
            own = _find(measured, PRODUCT + way, offers)
            others = [one for one in measured if one.offers == offers and _way(one) == way and one is not own]
            if own:
                parts = [_against(own, other) for other in others]
                said.append(f"{offers:,}".replace(",", ".") + f" tilbud, {own.engine}: " + "; ".join(parts) + ".")
    return said


def _way(one: Measured) -> str:
    return BARE if one.engine.endswith(BARE) else ""


def _against(own: Measured, other: Measured) -> str:
    def times(share: float) -> str:
        ratio = other.at(share) / own.at(share)
        return f"{ratio:.1f} × hurtigere" if ratio >= 1 else f"{1 / ratio:.1f} × langsommere"

    return f"{times(_P50)} end {other.engine.removesuffix(BARE)} ved p50, {times(_P95)} ved p95"


def write(measured: Sequence[Measured], page: Iterable[str], facets: int, folder: Path) -> Path:
    """Write the report and its picture to a folder, and return the report's file."""
    folder.mkdir(parents=True, exist_ok=True)
    draw(measured, folder / "bench.svg")
    machine = f"{platform.machine()}, {os.cpu_count()} kerner, Python {platform.python_version()}"
    lines = [
        "# Hvor hurtig er søgningen?",
        "",
        f"Målt på {machine}.",
        _EXPLANATION.format(facets=facets),
        table(measured),
        "",
        *(f"- {line}" for line in (*verdicts(measured), *page)),
        "",
        "![Svartid mod antal tilbud](bench.svg)",
        "",
    ]
    file = folder / "bench.md"
    file.write_text("\n".join(lines), encoding="utf-8")
    return file


def draw(measured: Sequence[Measured], file: Path) -> None:
    """Draw scale against latency: p50 as lines, up to p95 as shades."""
    import matplotlib as mpl

    mpl.use("svg")
    from matplotlib import pyplot

    figure, axes = pyplot.subplots(figsize=(8, 5), layout="constrained")
    for number, name in enumerate(dict.fromkeys(one.engine for one in measured)):
        series = sorted((one for one in measured if one.engine == name), key=lambda one: one.offers)
        sizes = [one.offers for one in series]
        style = {"linewidth": 2.5 if name == PRODUCT else 1.2, "linestyle": "--" if name.endswith(BARE) else "-"}
        axes.plot(sizes, [one.at(_P50) for one in series], marker="o", color=f"C{number}", label=name, **style)
        axes.fill_between(
            sizes, [one.at(_P50) for one in series], [one.at(_P95) for one in series], color=f"C{number}", alpha=0.1
        )
    axes.set(xscale="log", yscale="log", xlabel="tilbud", ylabel="millisekunder for en søgning")
    axes.set_title("Svartid mod antal tilbud (linje: p50, skygge: op til p95)", fontsize=11)
    axes.grid(visible=True, which="major", alpha=0.3)
    axes.legend(frameon=False)
    figure.savefig(file)
    pyplot.close(figure)


def _find(measured: Sequence[Measured], engine: str, offers: int) -> Measured | None:
    return next((one for one in measured if (one.engine, one.offers) == (engine, offers)), None)


def _ms(value: float) -> str:
    return f"{value:.2f}" if value < 10 else f"{value:.0f}"
