"""How long the book takes to build, with the notebooks as they are and run anew, and what of the workbooks it shows: python -m benchmarks.book [rounds]."""

from __future__ import annotations

import subprocess
import sys
import tempfile
from collections.abc import Iterable
from pathlib import Path
from time import perf_counter

from b12dt.publish.links import page_of
from b12dt.publish.site import Site, survey
from b12dt.show.places import anchor
from benchmarks.timing import spread
from tests.support.book import COMMANDS, ROOT, Seen, copy_project


def built(project: Path, mode: str) -> tuple[float, Path]:
    """Return how long a build takes from nothing, in seconds, and where the pages are."""
    subprocess.run(
        [COMMANDS / "jupyter-book", "config", "sphinx", "book"], cwd=project, check=True, capture_output=True
    )
    out = project / f"out-{mode}"
    options = ["-D", f"nb_execution_mode={mode}", "-D", "nb_execution_timeout=300"]
    begun = perf_counter()
    command = [sys.executable, "-m", "sphinx", "-q", "-E", "-b", "html", *options, "book", str(out)]
    subprocess.run(command, cwd=project, check=True, capture_output=True)
    return perf_counter() - begun, out


def shown(site: Site, html: Path) -> Iterable[tuple[str, int, int]]:
    """Return what is in the workbooks, how many there are, and how many of them have a place in the book."""
    guideline = site.program.guideline
    ids = {path.relative_to(html).as_posix(): _anchors(path) for path in html.rglob("*.html")}

    def held(pairs: Iterable[tuple[str, str]]) -> tuple[int, int]:
        listed = list(pairs)
        return len(listed), sum(anchor(name) in ids.get(f"guideline/{page}.html", ()) for page, name in listed)

    yield "decisions", len(site.decisions), sum(f"guideline/{page_of(key)}.html" in ids for key in site.decisions)
    yield "rules", *held((page_of(table.key), rule) for rule, (table, _) in site.rules.items())
    yield "statements", *held(("statements", one.id) for one in guideline.statements)
    yield "interpretations", *held(("interpretations", one.id) for one in guideline.interpretations)
    yield "invariants", *held(("invariants", one.id) for one in site.invariants)
    yield "facts", *held(("dictionary", one.name) for one in guideline.inputs)
    yield "pages", len(ids), len(ids)


def _anchors(path: Path) -> set[str]:
    page = Seen()
    page.feed(path.read_text(encoding="utf-8"))
    return set(page.ids)


def main(rounds: int) -> None:
    """Print both tables."""
    site = survey(ROOT / "tables")
    html = ROOT
    with tempfile.TemporaryDirectory() as folder:
        project = copy_project(Path(folder))
        print("| Notebooks | s |\n|---|---|")
        for mode, said in (("off", "as they are"), ("force", "run anew")):
            taken: list[float] = []
            for _ in range(rounds):
                seconds, html = built(project, mode)
                taken.append(seconds)
            print(f"| {said} | {spread(taken)} |")
        print("\n| In the workbooks | number | shown |\n|---|---|---|")
        for what, number, found in shown(site, html):
            print(f"| {what} | {number} | {found} |")


if __name__ == "__main__":
    main(int(sys.argv[1]) if sys.argv[1:] else 3)
