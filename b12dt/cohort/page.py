"""A report as one page of HTML: tables with bars beside the numbers, nothing fetched from anywhere.

The bars are drawn for the eye alone: every number and share stands beside its bar as text, and a screen reader is
told these. Colours follow the reader's choice of light or dark, and are left out in print where ink says no more.
"""

from __future__ import annotations

from collections.abc import Sequence
from html import escape
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from b12dt.cohort.report import Section

WIDTH = 240
LEAST = 2
"""Pixels of the shortest bar: one patient among many can still be seen."""

STYLE = """
:root { color-scheme: light dark; --bar: #1f5fa8; --line: #c4c8cd; --soft: #f2f4f6; }
@media (prefers-color-scheme: dark) { :root { --bar: #7db4f0; --line: #4a4f55; --soft: #24282c; } }
body { font: 16px/1.5 system-ui, sans-serif; max-width: 60rem; margin: 2rem auto; padding: 0 1rem; }
h1 { line-height: 1.2; } h2 { margin-top: 2rem; }
table { border-collapse: collapse; width: 100%; }
th, td { text-align: left; padding: .25rem .5rem; border-bottom: 1px solid var(--line); vertical-align: top; }
td.number, th.number { text-align: right; white-space: nowrap; font-variant-numeric: tabular-nums; }
rect { fill: var(--bar); } svg { max-width: 100%; }
.notice { background: var(--soft); border-left: .25rem solid var(--bar); padding: .5rem 1rem; }
dt { float: left; clear: left; width: 16rem; } dd { margin-left: 16rem; overflow-wrap: anywhere; }
@media (max-width: 40rem) { dt { float: none; } dd { margin-left: 1rem; } td.plot, th.plot { display: none; } }
@media print { body { max-width: none; } section { break-inside: avoid; } rect { fill: #555; } }
"""


def page(title: str, facts: Sequence[tuple[str, str]], told: Sequence[str], sections: Sequence[Section]) -> str:
    """Return the page."""
    terms = "".join(f"<dt>{escape(label)}</dt><dd>{escape(text)}</dd>" for label, text in facts)
    notes = "".join(f'<p class="notice" role="note">{escape(one)}</p>' for one in told)
    return (
        f'<!doctype html>\n<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">'
        f"<title>{escape(title)}</title><style>{STYLE}</style></head>\n<body><main><h1>{escape(title)}</h1>\n{notes}\n"
        f"<dl>{terms}</dl>\n{''.join(_section(one) for one in sections)}</main></body></html>\n"
    )


def _section(section: Section) -> str:
    from b12dt.cohort.report import share

    most = max((count for _, count in section.rows), default=0)
    more = f"<th>{escape(section.more[0])}</th>" if section.more else ""
    rows: list[str] = []
    for place, (word, count) in enumerate(section.rows):
        end = f"<td>{escape(section.more[1][place])}</td>" if section.more else ""
        part = share(count, section.of)
        rows.append(
            f'<tr><th scope="row">{escape(word)}</th><td class="number">{count:,}</td><td class="number">{escape(part)}</td>'
            f'<td class="plot">{_bar(f"{word}: {count:,}, {part}", count, most)}</td>{end}</tr>\n'
        )
    body = "".join(rows) or '<tr><td colspan="4">Nobody.</td></tr>'
    return (
        f"<section><h2>{escape(section.title)}</h2><p>{escape(section.note)}</p>\n<table><thead><tr><th>What</th>"
        f'<th class="number">Patients</th><th class="number">Share</th><th class="plot">Plot</th>{more}</tr></thead>\n'
        f"<tbody>{body}</tbody></table></section>\n"
    )


def _bar(text: str, count: int, most: int) -> str:
    width = max(round(WIDTH * count / most), LEAST) if count else 0
    return (
        f'<svg role="img" width="{WIDTH}" height="16" viewBox="0 0 {WIDTH} 16"><title>{escape(text)}</title>'
        f'<rect width="{width}" height="14" y="1" rx="2"/></svg>'
    )
