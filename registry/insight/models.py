"""The table of figures that a nightly duty works out."""

from __future__ import annotations

import datetime as dt

from sqlalchemy import String
from sqlalchemy.orm import Mapped, mapped_column

from registry.db import Base


class MonthlyFigure(Base):
    """A number about a month: how many, or how many hours."""

    __tablename__ = "monthly_figure"

    #: The first day of the month.
    month: Mapped[dt.date] = mapped_column(primary_key=True)
    #: A `figures.Name`.
    name: Mapped[str] = mapped_column(String(30), primary_key=True)
    value: Mapped[float]
