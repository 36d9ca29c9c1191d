"""Pictures of tables, as SVG drawn by drawsvg. Colours are classes of `desk.css`, so that themes and print apply.

The table beside a picture says the same in words, so screen readers are led past the picture.
"""

from __future__ import annotations

import math
from collections.abc import Sequence

import drawsvg
from babel.numbers import format_decimal
from markupsafe import Markup

from registry.i18n import current_locale
from registry.insight.coverage import Table

#: Shades of a heat map: 0 for none, and so many above it.
SHADES = 4
_LABEL, _CELL, _ROW, _HEAD = 250, 62, 22, 112
_LONGEST_LABEL = 36
_BARS = (640, 180)


def heat_map(table: Table) -> Markup:
    """Draw a table of counts as squares, the darker the more; every square says its number."""
    width, height = _LABEL + _CELL * len(table.columns) + 110, _HEAD + _ROW * len(table.lines)
    drawing = _drawing(width, height, "heat")
    for number, column in enumerate(table.columns):
        x = _LABEL + _CELL * number + _CELL / 2
        drawing.append(drawsvg.Text(_cut(column, 24), 12, x, _HEAD - 8, transform=f"rotate(-32 {x} {_HEAD - 8})"))
    for row, line in enumerate(table.lines):
        y = _HEAD + _ROW * row
        drawing.append(drawsvg.Text(_cut(line.label), 13, _LABEL - 8, y + 15, text_anchor="end"))
        for number, count in enumerate(line.counts):
            x, shade = _LABEL + _CELL * number, _shade(count, table.most)
            drawing.append(drawsvg.Rectangle(x, y, _CELL - 2, _ROW - 2, rx=3, class_=f"heat-{shade}"))
            middle = x + _CELL / 2 - 1
            drawing.append(drawsvg.Text(str(count), 12, middle, y + 15, text_anchor="middle", class_=f"on-{shade}"))
    return _markup(drawing)


def bars(values: Sequence[float | None], labels: Sequence[str]) -> Markup:
    """Draw a column for each value, with the value over it and its label under it; None: nothing is known."""
    width, height = _BARS
    drawing = _drawing(width, height + 40, "bars")
    step, most = width / max(1, len(values)), max((value or 0 for value in values), default=0) or 1
    for number, (value, label) in enumerate(zip(values, labels, strict=True)):
        x, tall = step * number, (height - 30) * (value or 0) / most
        middle = x + step / 2
        if value is not None:
            drawing.append(drawsvg.Rectangle(x + step * 0.15, height - tall, step * 0.7, tall, class_="bar"))
            drawing.append(
                drawsvg.Text(
                    format_decimal(value, locale=current_locale()), 12, middle, height - tall - 6, text_anchor="middle"
                )
            )
        if len(values) <= 12 or number % 3 == len(values) % 3:
            drawing.append(drawsvg.Text(label, 12, middle, height + 20, text_anchor="middle"))
    drawing.append(drawsvg.Line(0, height, width, height, class_="axis"))
    return _markup(drawing)


def _shade(count: int, most: int) -> int:
    """Shades rise with the root, since a few are much more than none, and fifty hardly more than forty."""
    if count == 0 or most == 0:
        return 0
    return max(1, min(SHADES, round(SHADES * math.sqrt(count / most))))


def _cut(label: str, most: int = _LONGEST_LABEL) -> str:
    return label if len(label) <= most else f"{label[: most - 1].rstrip()}…"


def _drawing(width: float, height: float, kind: str) -> drawsvg.Drawing:
    return drawsvg.Drawing(width, height, class_=f"drawing drawing-{kind}", aria_hidden="true", focusable="false")


def _markup(drawing: drawsvg.Drawing) -> Markup:
    return Markup(drawing.as_svg(header="") or "")  # noqa: S704  drawsvg escapes texts; all else is ours
