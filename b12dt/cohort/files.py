"""Files of patients: Parquet, Arrow, CSV and xlsx, read piece by piece, so that none need fit in memory."""

from __future__ import annotations

import csv
from collections.abc import Callable, Generator, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from importlib import import_module
from pathlib import Path
from typing import Any

from b12dt.cohort.arrow import pa
from b12dt.cohort.layouts import plain_layout, plain_schema
from b12dt.cohort.sheets import sheet_rows

PARQUET, ARROW, CSV, XLSX = "parquet", "arrow", "csv", "xlsx"
KINDS = {
    ".parquet": PARQUET,
    ".pq": PARQUET,
    ".arrow": ARROW,
    ".feather": ARROW,
    ".ipc": ARROW,
    ".csv": CSV,
    ".xlsx": XLSX,
}
WRITTEN = (CSV, XLSX)
"""Kinds of files whose cells are read as texts, the numbers with their digits."""
PIECE = 1 << 17
"""Rows of a piece: what is in memory at a time."""


class FileError(Exception):
    """A file that cannot be read or written as a cohort; the message says why in one sentence."""


def kind_of(path: Path) -> str:
    """Return the kind of a file by the end of its name. Raises: FileError."""
    kind = KINDS.get(path.suffix.lower())
    if kind is None:
        raise FileError(f"{path} is of no kind that holds a cohort: its name must end in {', '.join(KINDS)}.")
    return kind


@dataclass(frozen=True, slots=True)
class Source:
    """A file of patients: its columns with their types. `rows` is None where only reading tells how many there are.

    `blank`: the lines of a sheet that were passed over, once the pieces were read: no cell of them has a value.
    """

    path: Path
    kind: str
    schema: Any
    rows: int | None
    blank: list[int] = field(default_factory=list[int], compare=False)

    @property
    def columns(self) -> tuple[str, ...]:
        """Return the titles of its columns."""
        return tuple(self.schema.names)

    def pieces(self) -> Iterator[Any]:
        """Return its rows as tables of a piece each; always cut alike. Raises: FileError."""
        size = PIECE
        waiting: list[Any] = []
        rows = 0
        with _told(self.path):
            for batch in _BATCHES[self.kind](self, size):
                for begin in range(0, batch.num_rows, size):
                    waiting.append(plain_layout(batch.slice(begin, size)))
                    rows += waiting[-1].num_rows
                    if rows >= size:
                        yield pa.Table.from_batches(waiting)
                        waiting, rows = [], 0
            if waiting:
                yield pa.Table.from_batches(waiting)


def source(path: Path) -> Source:
    """Return a file to be read. Raises: FileError."""
    kind = kind_of(path)
    with _told(path):
        match kind:
            case "parquet":
                file = import_module("pyarrow.parquet").ParquetFile(path)
                return Source(path, kind, plain_schema(file.schema_arrow), file.metadata.num_rows)
            case "arrow":
                file = pa.ipc.open_file(pa.memory_map(str(path)))
                return Source(path, kind, plain_schema(file.schema), file.count_rows())
            case "csv":
                _check_quotes(path)
                with path.open(encoding="utf-8-sig", newline="") as text:
                    return Source(path, kind, _texts_of(next(csv.reader(text), list[str]())), None)
            case _:
                titles = next(sheet_rows(path), ())
                return Source(path, kind, _texts_of(one or "" for one in titles), None)


def _texts_of(titles: Iterable[str]) -> Any:
    """Return the types of a file whose cells are all read as texts."""
    return pa.schema([(title, pa.string()) for title in titles])


@contextmanager
def _told(path: Path) -> Generator[None]:
    """Tell in a sentence what is wrong with a file."""
    try:
        yield
    except OSError as error:
        # Arrow's own errors of files are OSErrors whose text runs over several lines.
        raise FileError(f"{path} cannot be read: {error.strerror or _line(error)}.") from error
    except (pa.ArrowException, UnicodeDecodeError, csv.Error, KeyError, ValueError) as error:
        raise FileError(f"{path} cannot be read as {KINDS[path.suffix.lower()]}: {_line(error)}.") from error


def _line(error: Exception) -> str:
    return (str(error).splitlines() or [type(error).__name__])[0].rstrip(".")


def _parquet(one: Source, size: int) -> Iterator[Any]:
    parquet = import_module("pyarrow.parquet")
    schema = parquet.ParquetFile(one.path).schema_arrow
    texts = [field.name for field in schema if pa.types.is_string(field.type) or pa.types.is_large_string(field.type)]
    file = parquet.ParquetFile(one.path, read_dictionary=texts)
    if not any(_within(field.type, pa.types.is_dictionary) for field in schema):
        yield from file.iter_batches(batch_size=size)
        return
    # Arrow reads categories within lists from one row group alone: each has a dictionary of its own.
    for group in range(file.num_row_groups):
        yield from file.iter_batches(batch_size=size, row_groups=[group])


def _within(kind: Any, fits: Callable[[Any], bool]) -> bool:
    """Tell whether a type holds values of another that fits, within lists or structures."""
    held = [kind.field(place).type for place in range(kind.num_fields)]
    return any(fits(one) or _within(one, fits) for one in held)


def _arrow(one: Source, _size: int) -> Iterator[Any]:
    file = pa.ipc.open_file(pa.memory_map(str(one.path)))
    return (file.get_batch(place) for place in range(file.num_record_batches))


def _csv(one: Source, _size: int) -> Iterator[Any]:
    reader = import_module("pyarrow.csv")
    # Every cell is kept as the text it is: what it means is the dictionary's to say.
    convert = reader.ConvertOptions(
        column_types=dict.fromkeys(one.columns, pa.string()), strings_can_be_null=True, null_values=[""]
    )
    # Where there is one column, an empty line is a patient of whom nothing is known.
    parse = reader.ParseOptions(newlines_in_values=True, ignore_empty_lines=len(one.columns) != 1)
    return reader.open_csv(one.path, convert_options=convert, parse_options=parse)


def _check_quotes(path: Path) -> None:
    """Make sure that no quote swallows the rows below it. Raises: FileError."""
    with path.open("rb") as file:
        if not any(line.count(b'"') % 2 for line in file):
            return
    begin = 1
    try:
        with path.open(encoding="utf-8-sig", newline="") as text:
            rows = csv.reader(text, strict=True)
            for _ in rows:
                begin = rows.line_num + 1
    except csv.Error as error:
        raise FileError(
            f"{path} cannot be read: a quote is not closed in the row that begins on line {begin}."
        ) from error


def _xlsx(one: Source, size: int) -> Iterator[Any]:
    rows = sheet_rows(one.path)
    next(rows, None)
    waiting: list[tuple[str | None, ...]] = []
    for line, cells in enumerate(rows, start=2):
        if all(cell is None for cell in cells):
            one.blank.append(line)
            continue
        if any(cell is not None for cell in cells[len(one.columns) :]):
            raise ValueError("a row has a cell under no title")
        waiting.append(cells)
        if len(waiting) == size:
            yield _texts(one.columns, waiting)
            waiting = []
    yield _texts(one.columns, waiting)


def _texts(columns: Sequence[str], rows: list[tuple[str | None, ...]]) -> Any:
    cells = [[row[place] if place < len(row) else None for row in rows] for place in range(len(columns))]
    return pa.RecordBatch.from_arrays([pa.array(one, type=pa.string()) for one in cells], names=list(columns))


_BATCHES: dict[str, Callable[[Source, int], Iterator[Any]]] = {PARQUET: _parquet, ARROW: _arrow, CSV: _csv, XLSX: _xlsx}
