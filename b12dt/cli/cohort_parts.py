"""The work of `b12dt cohort`: piece by piece is advised and kept as a part, then the parts are put together."""

from __future__ import annotations

import hashlib
from argparse import Namespace
from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any

from b12dt.cli.cohort_job import Job, files_of
from b12dt.cli.progress import steps
from b12dt.cohort.outputs import RESULTS

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
    """Advise piece by piece, those apart that are done already. Raises: FileError, FrameError."""
    from b12dt.cohort.files import PIECE
    from b12dt.cohort.pieces import advise_pieces, processes_for
    from b12dt.cohort.writers import check_rows

    advised = parts.counts().advised
    total = None if rows is None else max(-(-rows // PIECE), 1)
    pieces = islice(enumerate(_pieces(job.source)), parts.done, None)
    guideline, processes = job.guideline, processes_for(rows and rows - parts.done * PIECE, job.processes)
    made = advise_pieces(guideline.compiled, guideline.carried, job.task(parts.folder), pieces, processes)
    for count in steps(made, total and total - parts.done, "advising"):
        parts.done += 1
        advised += count
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
