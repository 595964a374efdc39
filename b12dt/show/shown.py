"""What is shown of advice: HTML for a page, text for a terminal, the same in both."""

from __future__ import annotations

import textwrap
from collections.abc import Iterable
from dataclasses import dataclass
from html import escape
from importlib.resources import files

WIDTH = 96
MOST_BEFORE = 64
"""How much may stand before the last column of a table in text."""


@dataclass(frozen=True, slots=True, repr=False)
class Shown:
    """One piece of a page. A notebook shows its HTML, a terminal its text."""

    html: str
    text: str

    def _repr_html_(self) -> str:
        """Return the HTML, in a frame of its own that the style sheet knows."""
        return f'<div class="b12dt">\n{self.html}\n</div>'

    def __repr__(self) -> str:
        return self.text

    def __str__(self) -> str:
        return self.text


@dataclass(frozen=True, slots=True, repr=False)
class Style:
    """The style sheet, to be shown once at the top of a notebook. The pieces can be read without it."""

    css: str

    def _repr_html_(self) -> str:
        """Return the style sheet as an element."""
        return f"<style>\n{self.css}</style>"

    def __repr__(self) -> str:
        return "(the looks of what follows)"


def style() -> Style:
    """Return the style sheet for a notebook: light and dark, for wide and narrow pages and for print."""
    return Style((files("b12dt.show") / "show.css").read_text(encoding="utf-8"))


def tag(name: str, *content: str, **attributes: str) -> str:
    """Return an element. `content` is HTML already; attributes are escaped, `class_` is `class`."""
    written = "".join(f' {key.rstrip("_").replace("_", "-")}="{escape(value)}"' for key, value in attributes.items())
    return f"<{name}{written}>{''.join(content)}</{name}>"


def table(titles: Iterable[str], rows: Iterable[Iterable[str]], caption: str = "") -> str:
    """Return a table of cells that are HTML already; the first of each row is its header."""
    head = tag("tr", *(tag("th", title, scope="col") for title in titles))
    body = "".join(
        tag("tr", tag("th", first, scope="row"), *(tag("td", cell) for cell in rest)) for first, *rest in rows
    )
    told = tag("caption", caption) if caption else ""
    return tag("table", told, tag("thead", head), tag("tbody", body))


def folded(summary: str, content: str) -> str:
    """Return what a reader may open."""
    return tag("details", tag("summary", summary), content)


def wrapped(text: str, first: int = 0, rest: int = 0) -> str:
    """Return a text in lines of at most 96 signs, which break between words only."""
    return textwrap.fill(
        text,
        WIDTH,
        initial_indent=" " * first,
        subsequent_indent=" " * rest,
        break_on_hyphens=False,
        break_long_words=False,
    )


def columns(rows: Iterable[Iterable[str]], indent: int = 2) -> str:
    """Return rows as aligned text, the last column wrapped; where the others leave it no room, row by row."""
    cells = [tuple(row) for row in rows]
    if not cells:
        return ""
    widths = [max(len(row[place]) for row in cells) for place in range(len(cells[0]) - 1)]
    hang = indent + sum(widths) + 2 * len(widths)
    lines: list[str] = []
    if hang > MOST_BEFORE:
        return "\n".join(wrapped(" | ".join(row), indent, indent + 4) for row in cells)
    for *others, last in cells:
        start = " " * indent + "".join(f"{cell:<{width}}  " for cell, width in zip(others, widths, strict=True))
        lines.append((start + wrapped(" " * hang + last, 0, hang).lstrip()).rstrip())
    return "\n".join(lines)
