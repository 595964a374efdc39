"""What can be taken away from the book: the workbooks, the notebooks, and the guideline for other engines."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import fields, is_dataclass
from decimal import Decimal
from enum import Enum
from pathlib import Path
from typing import Any, NamedTuple, cast

import pikepdf

from b12dt.cells.numbers import plain
from b12dt.diagnostics import Span
from b12dt.dmn.write import write_dmn
from b12dt.emit.javascript import write_javascript
from b12dt.model import Guideline, Input, Output, ValueList
from b12dt.patient_page import write_page
from b12dt.publish.site import Site

FOLDER = "files"
GUIDELINE = "guideline.json"


class Download(NamedTuple):
    """A file to take away: its name, what it is, its content."""

    name: str
    what: str
    content: bytes

    @property
    def address(self) -> str:
        """Return where it stands, from the root of the book."""
        return f"{FOLDER}/{self.name}"


def downloads(
    site: Site, tables: Path, notebooks: Iterable[Path], extra: Mapping[str, Path]
) -> list[tuple[str, list[Download]]]:
    """Return everything that can be taken away, by heading. `extra`: what each other file is, and where it stands, if it does."""
    workbooks = [
        Download(path.name, _sheets(site, path.name), path.read_bytes()) for path in sorted(tables.glob("[!~.]*.xlsx"))
    ]
    cases = [Download(path.name, _title(path), path.read_bytes()) for path in notebooks]
    forms = [
        Download(
            "try-a-patient.html",
            "one page that asks about a patient and advises, without a server",
            write_page(site.program).encode(),
        ),
        Download(
            "guideline.js",
            "JavaScript that decides, explains and asks, for browsers and node",
            write_javascript(site.program).encode(),
        ),
        Download("guideline.dmn", "DMN 1.5, for DMN engines and modellers", write_dmn(site.program).encode()),
        Download(
            "guideline.json",
            "every table, fact, statement and case as JSON",
            guideline_json(site.program.guideline).encode(),
        ),
        *(
            Download(path.name, what, path.read_bytes())
            for what, path in extra.items()
            if path.exists() and _is_of(path, site)
        ),
    ]
    groups = [("The workbooks", workbooks), ("The worked cases, as notebooks", cases), ("Other forms", forms)]
    return [(title, listed) for title, listed in groups if listed]


def guideline_json(guideline: Guideline) -> str:
    """Return a guideline as JSON: the model as it is, what a column or a case names by its path."""
    return json.dumps(_data(guideline, inside=False), ensure_ascii=False, indent=1) + "\n"


def _data(value: Any, *, inside: bool = True) -> Any:
    """Return plain data. A fact, a result or a value list inside something else is its name; described once, it is whole."""
    match value:
        case Span():
            return str(value)
        case Decimal():
            return float(value) if value % 1 else int(plain(value))
        case Enum():
            return value.value
        case ValueList() if inside:
            return value.name
        case Input() | Output() if inside:
            return value.path
        case tuple():
            return [_data(one) for one in cast("tuple[Any, ...]", value)]
        case _ if is_dataclass(value) and not isinstance(value, type):
            return {one.name: _field(value, one.name) for one in fields(value)} | _sort(value)
        case _:
            return value


def _field(owner: Any, name: str) -> Any:
    value = getattr(owner, name)
    # The guideline's own lists, and a decision's own results, are where things are described.
    whole = (isinstance(owner, Guideline) and name in ("inputs", "value_lists")) or name in ("outputs", "output")
    if whole and isinstance(value, tuple):
        return [_data(one, inside=False) for one in cast("tuple[Any, ...]", value)]
    return _data(value, inside=not whole)


def _sort(value: Any) -> dict[str, str]:
    """Return the name of the sort of thing, where several sorts stand in one list."""
    sorts = (
        "DecisionTable",
        "Summary",
        "OneOf",
        "Has",
        "Within",
        "Anything",
        "And",
        "Or",
        "Not",
        "Comparison",
        "IsEmpty",
    )
    name = type(value).__name__
    return {"sort": name} if name in sorts else {}


def _sheets(site: Site, workbook: str) -> str:
    """Return the sheets of a workbook of which something is read, in their words."""
    guideline = site.program.guideline
    read = (
        *guideline.inputs,
        *guideline.value_lists,
        *guideline.decisions,
        *guideline.regimens,
        *guideline.codes,
        *guideline.statements,
        *guideline.interpretations,
        *guideline.references,
        *guideline.invariants,
        *guideline.pairs,
        *guideline.cases,
    )
    return ", ".join(dict.fromkeys(one.span.sheet for one in read if one.span.workbook == workbook))


def _title(notebook: Path) -> str:
    """Return the first heading of a notebook."""
    cells = json.loads(notebook.read_text(encoding="utf-8"))["cells"]
    lines = (line for cell in cells if cell["cell_type"] == "markdown" for line in "".join(cell["source"]).splitlines())
    return next((line.lstrip("# ") for line in lines if line.startswith("# ")), notebook.stem)


def _is_of(path: Path, site: Site) -> bool:
    """Tell whether a file is of these workbooks: a PDF that was printed of earlier ones is not offered."""
    if path.suffix != ".pdf":
        return True
    try:
        with pikepdf.open(path) as document:
            return str(document.docinfo.get("/Keywords", "")) == site.program.guideline.sha256
    except pikepdf.PdfError:
        return False
