"""The decision requirements diagram: Graphviz places the boxes, the drawing is ours, so that it can be read and followed.

Source: OMG, Decision Model and Notation 1.5, section 6 (decision requirements graph and diagram).
"""

from __future__ import annotations

import shutil
import subprocess
import textwrap
from collections.abc import Iterator
from typing import Final, NamedTuple

from markupsafe import Markup, escape

from b12dt.model import Output, Summary
from b12dt.publish.links import Links
from b12dt.publish.site import Site
from b12dt.show.places import anchor

INCH: Final = 72.0
"""Points of the drawing to an inch of Graphviz."""
LETTER: Final = 0.09
"""Inches that a letter takes, on the safe side."""
LONGEST: Final = 13
"""Letters to a line of a box, words of more letters excepted: the drawing fits a page because its boxes are narrow."""
LINE: Final = 0.18
"""Inches that a line takes, and all of them together above and below."""


class MissingToolError(Exception):
    """Graphviz is not installed."""

    def __init__(self) -> None:
        super().__init__("Graphviz is needed to place the boxes of the graph: apt-get install graphviz")


class Node(NamedTuple):
    """A box: the decision's key, its centre and size in points, y downwards."""

    key: str
    x: float
    y: float
    width: float
    height: float


class Edge(NamedTuple):
    """An arrow: from whom, to whom, and the points of its curve."""

    source: str
    target: str
    points: tuple[tuple[float, float], ...]


class Layout(NamedTuple):
    """A placed graph, in points."""

    width: float
    height: float
    nodes: tuple[Node, ...]
    edges: tuple[Edge, ...]


def drawing(site: Site, to: Links) -> Markup:
    """Return the graph of all decisions as SVG, each box a link to its page.

    Raises: MissingToolError.
    """
    placed = place(site)
    boxes = Markup("\n").join(_box(site, to, node) for node in placed.nodes)
    arrows = Markup("\n").join(
        Markup('<path class="of-{} to-{}" d="{}"><title>{} is used by {}</title></path>').format(
            anchor(edge.source),
            anchor(edge.target),
            _curve(edge.points),
            site.decisions[edge.source].name,
            site.decisions[edge.target].name,
        )
        for edge in placed.edges
    )
    # The arrows of a box stand out while it is pointed at or has the focus.
    followed = ",".join(
        f".b12-graph:has([data-box={name}]:is(:hover,:focus)) :is(.of-{name},.to-{name})"
        for name in (anchor(node.key) for node in placed.nodes)
    )
    return Markup(
        '<div class="b12-scroll b12-graph" role="region" tabindex="0" aria-label="The decision requirements graph">'
        '<svg viewBox="0 0 {w} {h}" style="--w:{w}px" role="group" aria-labelledby="graph-title">'
        '<title id="graph-title">Decision requirements graph of {count} decisions</title>'
        '<defs><marker id="graph-tip" viewBox="0 0 8 8" refX="7" refY="4" markerWidth="7" markerHeight="7" orient="auto">'
        '<path d="M0 0 8 4 0 8z"/></marker></defs><style>{followed}{{opacity:1;stroke:var(--pst-color-primary);stroke-width:2}}</style>'
        '<g class="b12-edges" aria-hidden="true">{arrows}</g>{boxes}</svg></div>'
    ).format(
        w=round(placed.width),
        h=round(placed.height),
        count=len(placed.nodes),
        followed=Markup(followed),  # noqa: S704 - letters, digits and dashes
        arrows=arrows,
        boxes=boxes,
    )


def place(site: Site) -> Layout:
    """Return the graph of all decisions with every box and arrow placed.

    Raises: MissingToolError.
    """
    if shutil.which("dot") is None:
        raise MissingToolError
    lines = "\n".join(_described(site))
    text = f"digraph {{ rankdir=LR; nodesep=0.09; ranksep=0.36; margin=0.02; node [shape=box, fixedsize=true];\n{lines}\n}}"
    done = subprocess.run(["dot", "-Tplain"], input=text, capture_output=True, text=True, check=True)  # noqa: S607
    return _read(done.stdout)


def edges(site: Site) -> list[tuple[str, str]]:
    """Return who is used by whom: pairs of decisions' keys."""
    return list(
        dict.fromkeys(
            (used.decision, key)
            for key, decision in site.decisions.items()
            for used in site.reads(decision)
            if isinstance(used, Output)
        )
    )


def _described(site: Site) -> Iterator[str]:
    for key, decision in site.decisions.items():
        lines = in_lines(decision.name)
        width, height = max(map(len, lines)) * LETTER + 0.24, (len(lines) + 1) * LINE
        yield f'"{key}" [width={width:.2f}, height={height:.2f}]'
    for source, target in edges(site):
        yield f'"{source}" -> "{target}"'


def in_lines(name: str) -> list[str]:
    """Return a name in the lines of its box."""
    return textwrap.wrap(name, max(LONGEST, len(name) // 3), break_long_words=False, break_on_hyphens=False)


def _read(text: str) -> Layout:
    """Read Graphviz's plain form: one line a thing, lengths in inches, y upwards."""
    width = height = 0.0
    nodes: list[Node] = []
    arrows: list[Edge] = []
    for line in text.splitlines():
        words = line.split()
        match words[0]:
            case "graph":
                width, height = float(words[2]) * INCH, float(words[3]) * INCH
            case "node":
                x, y, w, h = (float(word) * INCH for word in words[2:6])
                nodes.append(Node(words[1].strip('"'), x, height - y, w, h))
            case "edge":
                numbers = [float(word) * INCH for word in words[4 : 4 + 2 * int(words[3])]]
                points = tuple((x, height - y) for x, y in zip(numbers[::2], numbers[1::2], strict=True))
                arrows.append(Edge(words[1].strip('"'), words[2].strip('"'), points))
            case _:
                break
    return Layout(width, height, tuple(nodes), tuple(arrows))


def _curve(points: tuple[tuple[float, float], ...]) -> str:
    first, *others = (f"{x:.1f},{y:.1f}" for x, y in points)
    return f"M{first} C{' '.join(others)}"


def _box(site: Site, to: Links, node: Node) -> Markup:
    decision = site.decisions[node.key]
    look = "b12-summary" if isinstance(decision, Summary) else "b12-step" if decision.working_step else "b12-advice"
    lines = in_lines(decision.name)
    step = LINE * INCH
    top = node.y - step * (len(lines) - 1) / 2 + 4
    told = Markup(" ").join(
        Markup('<tspan x="{:.1f}" y="{:.1f}">{}</tspan>').format(node.x, top + place_of * step, line)
        for place_of, line in enumerate(lines)
    )
    return Markup(
        '<a href="{href}" class="{look}" data-box="{box}"><title>{id} {name}: {question}</title>'
        '<rect x="{x:.1f}" y="{y:.1f}" width="{w:.1f}" height="{h:.1f}" rx="3"/>'
        "<text>{told}</text></a>"
    ).format(
        href=to.decision(node.key),
        look=look,
        id=decision.id,
        name=decision.name,
        question=escape(decision.question),
        x=node.x - node.width / 2,
        y=node.y - node.height / 2,
        w=node.width,
        h=node.height,
        box=anchor(node.key),
        told=told,
    )
