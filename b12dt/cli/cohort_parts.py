"""The work of `b12dt cohort`: piece by piece is advised and kept as a part, then the parts are put together."""

from __future__ import annotations

import hashlib
from argparse import Namespace
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

from b12dt.cli.cohort_job import ORDERS, REJECTS, RESULTS, Job, files_of
from b12dt.cli.progress import steps

if TYPE_CHECKING:
    from b12dt.cohort.counts import Counts
    from b12dt.cohort.files import Source
    from b12dt.cohort.parts import Parts


def manifest_of(job: Job, options: Namespace) -> tuple[dict[str, Any], int | None]:
    """Return what tells runs apart, and the number of rows, of a CSV file by its lines."""
    from b12dt import __version__

    digest = hashlib.sha256()
    lines = 0
    with job.source.path.open("rb") as file:
        while block := file.read(1 << 22):
            digest.update(block)
            lines += block.count(b"\n") if job.source.kind == "csv" else 0
    asked = {
        name: value
        for name, value in sorted(vars(options).items())
        if name in ("decisions", "map", "unit", "keep", "lists", "statements")
        or name in ("rejects", "summary", "audit")
    }
    manifest = {
        "b12dt": __version__,
        "the input": digest.hexdigest(),
        "the guideline": job.guideline.compiled.SHA256,
        "what was asked for": asked,
    }
    return manifest, job.source.rows if job.source.rows is not None else lines or None


def advise_all(job: Job, parts: Parts, rows: int | None) -> Counts:
    """Advise piece by piece, those apart that are done already."""
    from b12dt.cohort.files import PIECE
    from b12dt.cohort.writers import check_rows

    advised = parts.counts().advised
    total = None if rows is None else max(-(-rows // PIECE), 1)
    for place, piece in enumerate(steps(_pieces(job.source), total, "advising")):
        if place >= parts.done:
            advised += _part(job, parts, piece)
            if RESULTS in job.sheets:
                check_rows(job.sheets[RESULTS], advised)
    counts = parts.counts()
    counts.blank = len(job.source.blank)
    return counts


def _pieces(source: Source) -> Iterator[Any]:
    """Return the pieces of a file; of an empty one a piece without rows, so that its output has its columns."""
    empty = True
    for piece in source.pieces():
        empty = False
        yield piece
    if empty:
        yield source.schema.empty_table()


def _part(job: Job, parts: Parts, piece: Any) -> int:
    """Advise a piece and keep it as a part. Return how many of its rows were advised."""
    import numpy as np

    from b12dt.cohort.arrow import pa
    from b12dt.cohort.audit import audit
    from b12dt.cohort.table import advise, differing
    from b12dt.cohort.writers import check_room

    compiled = job.guideline.compiled
    advised = advise(compiled, piece, job.matched, job.wanted, not_used=job.kept)
    assert advised.counts is not None, "counts were asked for"
    good, bad = np.flatnonzero(~advised.bad), np.flatnonzero(advised.bad)
    kept = piece.select(list(job.kept)).take(pa.array(good)) if len(bad) else piece.select(list(job.kept))
    results = _beside(kept, advised.table)
    reasons = [" ".join(advised.tally.reasons[row]) for row in bad.tolist()]
    tables = {
        RESULTS: results,
        REJECTS: _beside(piece.take(pa.array(bad)), pa.table({"reasons": pa.array(reasons, pa.string())})),
    }
    if job.alerts is not None:
        ordered = differing(compiled, piece, job.matched, job.alerts.orders, written=job.wanted.written)[good]
        rows, advised.counts.orders = audit(advised.table, ordered, job.alerts)
        facts = piece.select([job.matched[name] for name in compiled.INPUTS if name in job.matched]).take(
            pa.array(good)
        )
        names = [
            f"{job.alerts.key}.{job.alerts.highest}",
            f"{job.alerts.key}.{job.alerts.alerts}",
            f"{job.alerts.key}.rule",
        ]
        tables[ORDERS] = _beside(_beside(kept, advised.table.select(names)), facts).take(pa.array(rows))
    for name, place in job.sheets.items():
        check_room(place, tables[name])
    parts.keep(tables, advised.counts)
    return len(good)


def _beside(left: Any, right: Any) -> Any:
    """Return two tables of the same rows as one; a result whose name a column carried over has says that it is one."""
    from b12dt.cohort.names import free_name

    if not left.num_columns:
        # Without columns a table does not know its rows.
        return right
    for name, column in zip(right.column_names, right.columns, strict=True):
        left = left.append_column(free_name(name, left.column_names), column)
    return left


def assemble(job: Job, parts: Parts, counts: Counts, options: Namespace) -> None:
    """Write all files, each whole; the output comes last, so that where it stands the others do. Raises: OSError."""
    from b12dt.cohort.file_kinds import kind_of
    from b12dt.cohort.report import report_page
    from b12dt.cohort.writers import write
    from b12dt.staging import write_whole, written_beside

    for table, name in files_of(options).items():
        with written_beside(Path(name).resolve()) as beside:
            write(beside, kind_of(Path(name)), parts.tables(table))
    if options.summary:
        page = report_page(
            job.guideline.compiled,
            counts,
            job.source.path.name,
            markdown=options.summary.endswith(".md"),
            alerts=job.alerts,
        )
        write_whole(Path(options.summary).resolve(), page.encode())
