"""What reads differently though the same is decided, in words."""

from __future__ import annotations

from collections.abc import Iterable

from b12dt.diff import Change, Difference, FactReading, Reading
from b12dt.prove.regions import sentence
from b12dt.words.edits import cause, line


def readings_parts(difference: Difference, *, markdown: bool) -> list[str]:
    """Return the parts on codes and on facts that read differently, where there are any."""
    advice = [text for one in difference.readings for text in _reading(one, markdown=markdown)]
    facts = [text for one in difference.facts for text in _fact(one, markdown=markdown)]
    parts = (("Advice that reads differently", advice), ("Facts left out are read differently", facts))
    return [_part(title, lines, markdown=markdown) for title, lines in parts if lines]


def all_told(one: Change | Reading) -> bool:
    """Tell whether the regions of a change are all of it."""
    return sum(region.patients for region in one.regions) == one.patients


def _part(title: str, lines: Iterable[str], *, markdown: bool) -> str:
    return "\n".join([f"## {title}\n" if markdown else title.upper(), *lines])


def _reading(one: Reading, *, markdown: bool) -> list[str]:
    """Return one code: where it is given, what of it was edited, and who gets it."""
    lines = [_head(f"{one.label} ({', '.join(one.outputs)})", markdown=markdown)]
    lines += [line(cause(edit), markdown=markdown) for edit in one.edits]
    lines += [line(f"for {sentence(region.facts)}", markdown=markdown) for region in one.regions]
    if not all_told(one):
        lines.append(line("and for others", markdown=markdown))
    return lines


def _fact(one: FactReading, *, markdown: bool) -> list[str]:
    lines = [_head(f"{one.label}, asked for by {', '.join(one.decisions)}", markdown=markdown)]
    return [*lines, *(line(cause(edit), markdown=markdown) for edit in one.edits)]


def _head(text: str, *, markdown: bool) -> str:
    return f"- **{text}**:" if markdown else f"  {text}:"
