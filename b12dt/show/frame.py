"""A data frame as a table in the same looks, for results of many patients."""

from __future__ import annotations

import math
from collections.abc import Iterable
from html import escape
from typing import Any, Protocol

from b12dt.runtime.numbers import number_text
from b12dt.show.shown import Shown, table, tag


class Frame(Protocol):
    """What is used of a pandas data frame, so that pandas itself is not needed here."""

    @property
    def columns(self) -> Iterable[Any]:
        """Return the titles."""
        ...

    @property
    def index(self) -> Any:
        """Return the names of the rows."""
        ...

    def itertuples(self, *, index: bool, name: None) -> Iterable[tuple[Any, ...]]:
        """Return the rows as tuples, each with its name first."""
        ...


def frame(data: Frame, name: str) -> Shown:
    """Return a data frame as a table; one too wide for the page can be scrolled, also by keyboard. `name` says what it holds."""
    titles = [str(data.index.name or ""), *map(str, data.columns)]
    rows = [[_words(cell) for cell in row] for row in data.itertuples(index=True, name=None)]
    html = table(map(escape, titles), (map(escape, row) for row in rows))
    scrolled = tag("div", html, class_="b12dt-wide", tabindex="0", role="region", aria_label=name)
    widths = [max(len(row[place]) for row in (titles, *rows)) for place in range(len(titles))]
    lines = ["  ".join(f"{cell:<{width}}" for cell, width in zip(row, widths, strict=True)) for row in (titles, *rows)]
    return Shown(scrolled, "\n".join(line.rstrip() for line in lines))


def _words(cell: Any) -> str:
    """Return what stands in a cell: numbers as people write them, what is missing as nothing."""
    if isinstance(cell, float):
        return "" if math.isnan(cell) else number_text(cell)
    return str(cell)
